from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlwt  # type: ignore[import-untyped]

from importers.source import MAX_FILE, open_package, safe_part, sniff
from model.basics.errors import ReadError


def packed(path: Path, parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xe4\xba\x91", "text"),
        ("云岭市".encode("gb18030"), "text"),
        ("云岭市".encode("utf-16"), "text"),
        (b"%PDF-1.7", "pdf"),
        (b"{\\rtf1", "rtf"),
        (b"\x89PNG\r\n", "image"),
        (b"<html><body>", "html"),
        (b"\xef\xbb\xbf{ }", "json"),
        (b"\x00\x01\x02", "binary"),
    ],
)
def test_kinds_by_content(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    assert sniff(path) == kind


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        (["[Content_Types].xml", "word/document.xml"], "docx"),
        (["[Content_Types].xml", "xl/workbook.xml"], "xlsx"),
        (["mimetype", "content.xml"], "odf"),
        (["a.txt"], "zip"),
    ],
)
def test_kinds_of_packages(tmp_path: Path, parts: list[str], kind: str) -> None:
    assert sniff(packed(tmp_path / "x", dict.fromkeys(parts, b"<a/>"))) == kind


def test_missing_empty_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="找不到"):
        sniff(tmp_path / "没有.docx")
    (tmp_path / "空.docx").touch()
    with pytest.raises(ReadError, match="空的"):
        sniff(tmp_path / "空.docx")
    with pytest.raises(ReadError, match="文件夹"):
        sniff(tmp_path)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.truncate(MAX_FILE + 1)
    with pytest.raises(ReadError, match="太大"):
        sniff(path)


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_a_truncated_package(tmp_path: Path, keep: float) -> None:
    whole = packed(
        tmp_path / "x", {"word/document.xml": b"<a>" + bytes(range(256)) * 40}
    ).read_bytes()
    path = tmp_path / "断.docx"
    path.write_bytes(whole[: int(len(whole) * keep)])
    with pytest.raises(ReadError, match="损坏"):
        sniff(path)


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "弹.docx", {"word/document.xml": b"0" * (64 << 20)})
    assert path.stat().st_size < 1 << 20
    with pytest.raises(ReadError, match="解压后"):
        sniff(path)


def test_an_encrypted_zip(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.docx", {"word/document.xml": b"<a/>"}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(data)
    with pytest.raises(ReadError, match="密码"):
        sniff(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path: Path, encoding: str) -> None:
    xml = '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    path = packed(tmp_path / "x.docx", {"word/document.xml": xml.encode(encoding)})
    with (
        pytest.raises(ReadError, match="实体"),
        open_package(path) as package,
        safe_part(package, "word/document.xml", path),
    ):
        pass


def test_a_part_that_is_not_there(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.docx", {"a.xml": b"<a/>"})
    with (
        pytest.raises(ReadError, match="损坏"),
        open_package(path) as package,
        safe_part(package, "word/document.xml", path),
    ):
        pass


def test_a_good_part(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.docx", {"a.xml": b"<a>1</a>"})
    with open_package(path) as package, safe_part(package, "a.xml", path) as part:
        assert part.read() == b"<a>1</a>"


def test_what_rights_management_has_locked_is_told(tmp_path: Path) -> None:
    path = tmp_path / "锁.doc"
    book = xlwt.Workbook()
    book.add_sheet("表")
    book.save(str(path))
    # the one stream of a compound file, called what the rights management calls its own
    old, new = ("Workbook".encode("utf-16-le"), "\tDRMContent".encode("utf-16-le"))
    data = path.read_bytes()
    at = data.index(old)
    entry = new.ljust(64, b"\0") + (len(new) + 2).to_bytes(2, "little")
    path.write_bytes(data[:at] + entry + data[at + len(entry) :])
    with pytest.raises(ReadError, match=r"受权限管理（IRM）保护.*取消权限限制") as refused:
        sniff(path)
    assert refused.value.advice

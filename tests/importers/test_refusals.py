"""What a clerk is told of a file that cannot be read: what it is, and what to do."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from importers.read import read_document
from model.basics.errors import ReadError
from tests.importers.docx_kit import para, write_docx
from tests.importers.test_source import packed


@pytest.mark.parametrize(
    ("name", "data", "says", "advises"),
    [
        ("零.docx", bytes(20_000), "全是零", "重新拷贝"),
        ("密.xlsx", b"\x62\x14\x23\x65" + bytes(range(256)) * 9, "安全软件", "解密"),
        ("密.doc", b"%TSD-Header-###%" + bytes(range(256)) * 9, "安全软件", "解密"),
        ("密.pdf", random.Random(1).randbytes(8000), "乱码", "解密"),
        ("图.docx", b"\x89PNG\r\n\x1a\n" + bytes(90), "图片", "图片转表格"),
        ("图.xls", b"BM\x00\x00\x00", "图片", "图片转表格"),
        ("包.docx", b"Rar!\x1a\x07\x00", "压缩包", "解开"),
        ("包.zip", b"7z\xbc\xaf\x27\x1c", "压缩包", "解开"),
        ("程序.doc", b"MZ\x90\x00\x03\x00\x00", "程序文件", "选错"),
        ("录像.docx", b"\x00\x00\x00\x18ftypmp42\x00\x00", "视频", "选错"),
        ("空.txt", b"\r\n \r\n", "没有任何文字", "重新发"),
        ("空.html", b"<html><body> </body></html>", "没有任何文字", "重新发"),
        ("表.xml", b"<?xml version='1.0'?><data/>", "不是 Word 或 Excel", "导出"),
        ("断.zip", b"PK\x03\x04" + bytes(30), "损坏", "重新下载"),
    ],
)
def test_a_file_is_told_for_what_it_is(
    tmp_path: Path, name: str, data: bytes, says: str, advises: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError) as refusal:
        read_document(path)
    assert says in refusal.value.reason
    assert advises in refusal.value.advice
    assert str(path) in str(refusal.value)


def test_documents_without_text(tmp_path: Path) -> None:
    scan = write_docx(tmp_path / "扫描.docx", para(), more={"word/media/image1.jpeg": b"\xff\xd8"})
    with pytest.raises(ReadError, match=r"只有图片.*图片转表格"):
        read_document(scan)
    empty = write_docx(tmp_path / "空.docx", para())
    with pytest.raises(ReadError, match="没有任何文字"):
        read_document(empty)


def test_an_archive_of_office_that_is_none(tmp_path: Path) -> None:
    slides = packed(tmp_path / "a.pptx", {"[Content_Types].xml": b"", "ppt/a.xml": b""})
    with pytest.raises(ReadError, match="演示文稿"):
        read_document(slides)


@pytest.mark.parametrize("seed", range(30))
def test_any_bytes_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    starts = [b"", b"PK\x03\x04", b"<html>", b"<?xml version='1.0'?><w:wordDocument ", b"\xff\xfe"]
    starts += [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MIME-Version: 1.0\nContent-Type: multipart/x"]
    data = chance.choice(starts) + chance.randbytes(chance.choice((10, 600, 9000)))
    path = tmp_path / chance.choice(("a.doc", "a.xls", "a.docx", "a.txt", "a.html", "a"))
    path.write_bytes(data)
    try:
        read_document(path)
    except ReadError as error:
        assert error.advice
    assert list(tmp_path.iterdir()) == [path]

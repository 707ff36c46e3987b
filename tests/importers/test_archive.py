from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from importers.archive import MAX_DEPTH, members
from importers.folder import find_sources
from model.basics.errors import ReadError
from model.layout import Layout
from tests.importers.form_kit import assert_read, form, html_page, read

PAGE = html_page(form()).encode()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    path.write_bytes(zipped(parts))
    return path


def gbk_name(data: bytes, name: str) -> bytes:
    """Put a name in GBK, without the mark of UTF-8, in place of one as long in ASCII."""
    raw = name.encode("gbk")
    return data.replace(b"x" * len(raw), raw)


@pytest.mark.parametrize("name", ["包.zip", "包.docx", "包.rar"])
def test_an_archive_stands_for_the_one_file_in_it(
    tmp_path: Path, layouts: dict[str, Layout], name: str
) -> None:
    parts = {"说明.txt": "请填".encode(), "__MACOSX/._表.html": b"x", "报表/表.html": PAGE}
    disclosure, report = read(packed(tmp_path / name, parts), layouts)
    assert_read(disclosure)
    assert report.source == str(tmp_path / name)
    notes = "；".join(report.notes)
    assert "读的是里面的“报表/表.html”" in notes
    assert "说明.txt" in notes


def test_names_in_gbk_and_archives_in_archives(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    name = "绩效表.html"
    inner = gbk_name(zipped({"x" * len(name.encode("gbk")): PAGE}), name)
    path = packed(tmp_path / "外.zip", {"内.zip": inner})
    assert [shown for _, shown in members(path)] == [f"内.zip/{name}"]
    assert_read(read(path, layouts)[0])


def test_several_files_with_tables_are_asked_about(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    path = packed(tmp_path / "包.zip", {"甲.html": PAGE, "乙.html": PAGE})
    with pytest.raises(ReadError, match=r"不止一个.*解压.*汇总"):
        read(path, layouts)
    # the way the message shows
    sources = find_sources([tmp_path])
    assert [source.name for source in sources] == ["包.zip/乙.html", "包.zip/甲.html"]
    for source in sources:
        assert_read(source.read(layouts)[0])


def test_a_broken_archive_in_a_folder_is_told(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    (tmp_path / "坏.zip").write_bytes(zipped({"表.html": PAGE})[:200])
    (source,) = find_sources([tmp_path])
    with pytest.raises(ReadError, match="损坏"):
        source.read(layouts)


def test_what_is_in_an_archive_is_told_for_what_it_is(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    path = packed(tmp_path / "包.zip", {"扫描.png": b"\x89PNG\r\n\x1a\n"})
    with pytest.raises(ReadError, match=r"包\.zip 里的 扫描\.png：.*图片"):
        read(path, layouts)
    with pytest.raises(ReadError, match="没有文件"):
        read(packed(tmp_path / "空.zip", {}), layouts)


def test_bombs_are_refused(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    block = zipped({"a.html": b"0" * (30 << 20)})
    path = packed(tmp_path / "弹.zip", {f"{number}.zip": block for number in range(5)})
    with pytest.raises(ReadError, match="大得不正常"):
        read(path, layouts)
    many = packed(tmp_path / "多.zip", {f"{number}.txt": b"" for number in range(6000)})
    with pytest.raises(ReadError, match="太多"):
        read(many, layouts)
    data = zipped({"表.html": PAGE})
    for _ in range(MAX_DEPTH + 1):
        data = zipped({"内.zip": data})
    deep = tmp_path / "深.zip"
    deep.write_bytes(data)
    with pytest.raises(ReadError, match="一层套一层"):
        read(deep, layouts)


def test_names_that_lead_out_of_the_archive(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    path = packed(tmp_path / "包.zip", {"../../外.html": PAGE})
    assert_read(read(path, layouts)[0])
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["包.zip"]

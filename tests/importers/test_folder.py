"""Which files of a folder are read, and why others are not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from exporters.jxb import write_jxb
from importers.folder import Source, find_sources
from model.basics.errors import ReadError
from model.document.disclosure import Disclosure
from model.layout import Layout


def touch(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def by_name(sources: list[Source]) -> dict[str, Source]:
    named = {source.name: source for source in sources}
    assert len(named) == len(sources)
    return named


def test_files_come_sorted_those_below_after_them(tmp_path: Path) -> None:
    for name in ("乙.txt", "甲.docx", "下/丙.xls", "上/更下/丁.jxb"):
        touch(tmp_path / name)
    names = [source.name for source in find_sources([tmp_path])]
    assert names == ["乙.txt", "甲.docx", "上/更下/丁.jxb", "下/丙.xls"]


def test_helpers_of_other_programs_are_skipped_but_told(tmp_path: Path) -> None:
    skipped = [
        "~$甲.docx",
        ".~lock.甲.docx#",
        ".~甲.xlsx",
        "甲.tmp",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "甲.jxb.bak",
    ]
    for name in (*skipped, "甲.jxb", "乙.jxb.bak", "扫描.pdf", "照片.jpg"):
        touch(tmp_path / name)
    touch(tmp_path / ".git" / "甲.jxb")
    sources = by_name(find_sources([tmp_path]))
    told = {name for name, source in sources.items() if source.skipped}
    assert told == {*skipped, ".git"}
    # a backup alone is all there is; a scan must not be forgotten
    assert {"乙.jxb.bak", "甲.jxb", "扫描.pdf", "照片.jpg"} == sources.keys() - told


def test_folders_below_are_left_alone_when_not_wanted(tmp_path: Path) -> None:
    touch(tmp_path / "甲.jxb")
    touch(tmp_path / "下" / "乙.jxb")
    (tmp_path / "空").mkdir()
    sources = by_name(find_sources([tmp_path], deep=False))
    assert sources.keys() == {"甲.jxb", "下"}
    assert "下级文件夹" in sources["下"].skipped


def test_an_empty_folder_named_like_a_file_is_told(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    (tmp_path / "空.xlsx").mkdir()
    touch(tmp_path / "满.xlsx" / "甲.jxb")
    sources = by_name(find_sources([tmp_path]))
    assert sources.keys() == {"空.xlsx", "满.xlsx/甲.jxb"}
    with pytest.raises(ReadError, match="空文件夹"):
        sources["空.xlsx"].read(layouts)


def test_what_will_be_written_is_no_input(tmp_path: Path) -> None:
    touch(tmp_path / "甲.jxb")
    target = touch(tmp_path / "汇总.xlsx")
    copies = touch(tmp_path / "转换" / "甲.docx").parent
    sources = find_sources([tmp_path], leave_out=[target, copies])
    assert [source.name for source in sources] == ["甲.jxb"]


def test_a_file_reached_twice_is_there_once(tmp_path: Path) -> None:
    below = touch(tmp_path / "下" / "甲.jxb")
    sources = find_sources([tmp_path, below.parent, below])
    assert [source.path for source in sources] == [below]
    assert sources[0].name.startswith(tmp_path.name)


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
def test_links_and_pipes_hang_nothing(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    touch(tmp_path / "甲.jxb")
    (tmp_path / "断.docx").symlink_to(tmp_path / "没有.docx")
    (tmp_path / "圈.docx").symlink_to(tmp_path / "圈.docx")
    (tmp_path / "回").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "管.txt")
    sources = by_name(find_sources([tmp_path]))
    assert sources.keys() == {"甲.jxb", "断.docx", "圈.docx", "回", "管.txt"}
    assert "链接" in sources["回"].skipped
    for name in ("断.docx", "圈.docx", "管.txt"):
        with pytest.raises(ReadError):
            sources[name].read(layouts)


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_folder_nobody_may_look_into_is_told(
    tmp_path: Path, layouts: dict[str, Layout], monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = touch(tmp_path / "锁" / "甲.jxb").parent
    scandir = os.scandir

    def refusing(path: str | Path) -> object:
        # root may look everywhere, so the system's own refusal is stood in for
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    sources = by_name(find_sources([tmp_path]))
    with pytest.raises(ReadError, match="没有读取权限"):
        sources["锁"].read(layouts)


def test_a_file_is_read(tmp_path: Path, disclosure: Disclosure, layouts: dict[str, Layout]) -> None:
    write_jxb(disclosure, tmp_path / "甲.jxb")
    read, report = find_sources([tmp_path])[0].read(layouts)
    assert read == disclosure
    assert len(report.tables) == 2

"""Folders and disks that are full, gone or read-only: the file and the work stay."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.document.lockfile import lock_path
from gui.window.mainwindow import MainWindow
from importers.jxb import read_jxb
from tests.gui.conftest import Boxes
from tests.gui.document.handling import edit, open_file


@pytest.mark.skipif(os.name != "posix", reason="rights are another matter there")
def test_a_read_only_folder_as_a_user(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, file: Path
) -> None:
    open_file(qtbot, window, file)
    file.parent.chmod(0o500)
    root = os.geteuid() == 0
    if root:
        # root may write anywhere: be nobody for as long as it takes
        os.seteuid(65534)
    try:
        edit(window, "改")
        boxes.answers = ["取消"]
        window.actions_["save"].trigger()
        assert "没有写入权限" in boxes.last
        assert window.isWindowModified()
    finally:
        if root:
            os.seteuid(0)
        file.parent.chmod(0o700)


def test_no_folder_any_more_offers_another_place(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, file: Path, tmp_path: Path
) -> None:
    drive = tmp_path / "U盘"
    drive.mkdir()
    path = drive / "甲.jxb"
    path.write_bytes(file.read_bytes())
    open_file(qtbot, window, path)
    drive.rename(tmp_path / "拔走了")
    edit(window, "改")
    boxes.answers = ["另存为…"]
    boxes.paths = [tmp_path / "别处.jxb"]
    window.actions_["save"].trigger()
    assert "文件夹不存在" in boxes.last
    assert "还在窗口里" in boxes.last
    assert read_jxb(tmp_path / "别处.jxb").overall_goal == "改"
    assert not window.isWindowModified()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB; skipped where none can be mounted."""
    place = tmp_path / "小盘"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    try:
        made = subprocess.run(mount, capture_output=True, check=False)
    except OSError:
        pytest.skip("nothing can be mounted here")
    if made.returncode:
        pytest.skip("nothing can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=False)


def test_a_full_disk_keeps_the_file_and_the_work(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, file: Path, tiny_disk: Path, tmp_path: Path
) -> None:
    path = tiny_disk / "甲.jxb"
    path.write_bytes(file.read_bytes())
    before = path.read_bytes()
    open_file(qtbot, window, path)
    edit(window, "长" * 40_000)
    boxes.answers = ["取消"]
    window.actions_["save"].trigger()
    assert "磁盘已满" in boxes.last
    assert path.read_bytes() == before
    assert window.isWindowModified()
    boxes.answers = ["另存为…"]
    boxes.paths = [tmp_path / "大盘.jxb"]
    window.actions_["save"].trigger()
    assert len(read_jxb(tmp_path / "大盘.jxb").overall_goal) == 40_000


def test_a_read_only_disk_keeps_the_work(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, file: Path, tiny_disk: Path, tmp_path: Path
) -> None:
    path = tiny_disk / "甲.jxb"
    path.write_bytes(file.read_bytes())
    open_file(qtbot, window, path)
    subprocess.run(["mount", "-o", "remount,ro", str(tiny_disk)], check=True)
    edit(window, "改")
    boxes.answers = ["另存为…"]
    boxes.paths = [tmp_path / "别处.jxb"]
    window.actions_["save"].trigger()
    assert "没有写成" in boxes.last
    assert read_jxb(tmp_path / "别处.jxb").overall_goal == "改"
    subprocess.run(["mount", "-o", "remount,rw", str(tiny_disk)], check=True)


def test_opening_from_a_read_only_disk_needs_no_lock(
    qtbot: QtBot, window: MainWindow, file: Path, tiny_disk: Path
) -> None:
    path = tiny_disk / "甲.jxb"
    path.write_bytes(file.read_bytes())
    subprocess.run(["mount", "-o", "remount,ro", str(tiny_disk)], check=True)
    open_file(qtbot, window, path)
    assert window.session.path == path
    assert not lock_path(path).exists()

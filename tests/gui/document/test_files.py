from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from exporters.jxb import write_jxb
from gui.document.lockfile import Holder, lock_path
from gui.document.newdialog import NewDialog
from gui.document.recovery import left_behind, recovery_folder
from gui.shared.settings import recent_files
from gui.window.mainwindow import MainWindow
from importers.jxb import read_jxb
from model.document.disclosure import Disclosure
from tests.conftest import small_disclosure
from tests.gui.conftest import Boxes
from tests.gui.document.handling import edit, hold, open_file
from tests.gui.document.test_recovery import orphan


def test_open_edit_save_reopen(qtbot: QtBot, window: MainWindow, file: Path) -> None:
    open_file(qtbot, window, file)
    assert window.session.path == file
    assert window.session.undo.isClean()
    assert lock_path(file).exists()
    edit(window, "新的目标")
    window.actions_["save"].trigger()
    assert window.session.undo.isClean()
    assert read_jxb(file).overall_goal == "新的目标"
    assert recent_files() == [file]
    # undo goes on behind the save
    window.session.undo.undo()
    assert window.isWindowModified()
    assert window.session.disclosure.overall_goal == small_disclosure().overall_goal
    window.session.undo.redo()
    assert not window.isWindowModified()
    window.close()
    assert not lock_path(file).exists()


def test_save_as_moves_on_to_the_other_file(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, file: Path
) -> None:
    open_file(qtbot, window, file)
    other = file.with_name("另一个.jxb")
    edit(window, "改")
    boxes.paths = [other]
    window.actions_["save-as"].trigger()
    assert window.session.path == other
    assert lock_path(other).exists()
    assert not lock_path(file).exists()
    assert read_jxb(file).overall_goal == small_disclosure().overall_goal
    assert recent_files() == [other, file]


def test_a_second_window_is_told_who_has_it_and_gets_a_copy(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, file: Path
) -> None:
    lock = hold(file)
    boxes.answers = ["取消"]
    window.files.open_path(file)
    assert "李会计（电脑 财务-02，03月01日 09:05 打开）" in boxes.last
    assert not window.tasks.busy
    assert window.panels is None
    boxes.answers = ["打开副本"]
    open_file(qtbot, window, file)
    assert window.session.path is None
    assert window.isWindowModified()
    # the copy cannot go over the file by mistake
    boxes.paths = [file]
    boxes.answers = ["取消"]
    window.actions_["save"].trigger()
    assert "正由李会计" in boxes.last
    assert window.isWindowModified()
    window.session.undo.setClean()
    window.close()
    assert lock.exists()


def test_a_file_changed_on_disk_is_noticed(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, file: Path, disclosure: Disclosure
) -> None:
    open_file(qtbot, window, file)
    disclosure.overall_goal = "别人写的"
    write_jxb(disclosure, file)
    edit(window, "我写的")
    boxes.answers = ["取消"]
    window.actions_["save"].trigger()
    assert "改过" in boxes.last
    assert read_jxb(file).overall_goal == "别人写的"
    assert window.isWindowModified()
    boxes.answers = ["另存为…"]
    boxes.paths = [file.with_name("我的.jxb")]
    window.actions_["save"].trigger()
    assert read_jxb(file.with_name("我的.jxb")).overall_goal == "我写的"
    assert read_jxb(file).overall_goal == "别人写的"


def test_overwriting_must_be_wanted(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, file: Path
) -> None:
    open_file(qtbot, window, file)
    file.write_bytes(file.read_bytes() + b"\n")
    edit(window, "我写的")
    boxes.answers = ["覆盖"]
    window.actions_["save"].trigger()
    assert read_jxb(file).overall_goal == "我写的"
    # what we wrote ourselves is no surprise the next time
    edit(window, "又写")
    window.actions_["save"].trigger()
    assert read_jxb(file).overall_goal == "又写"


def test_a_file_only_touched_is_not_changed(qtbot: QtBot, window: MainWindow, file: Path) -> None:
    open_file(qtbot, window, file)
    os.utime(file, (1, 1))
    edit(window, "改")
    window.actions_["save"].trigger()
    assert read_jxb(file).overall_goal == "改"


def test_a_file_that_is_gone_is_made_anew(qtbot: QtBot, window: MainWindow, file: Path) -> None:
    open_file(qtbot, window, file)
    file.unlink()
    edit(window, "改")
    window.actions_["save"].trigger()
    assert read_jxb(file).overall_goal == "改"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("坏.jxb", b"{broken", "内容已损坏"),
        ("假.jxb", b"\x89PNG\r\n\x1a\n", "不是绩表的文件"),
        ("空.jxb", b"", "文件是空的"),
        ("坏.docx", b"PK\x03\x04broken", "已损坏"),
        ("没有.jxb", None, "找不到这个文件"),
        ("图.png", b"\x89PNG\r\n\x1a\n", "图片"),
    ],
)
def test_a_bad_file_is_one_box_and_the_work_stays(
    qtbot: QtBot,
    open_window: MainWindow,
    boxes: Boxes,
    tmp_path: Path,
    name: str,
    data: bytes | None,
    says: str,
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    before = open_window.session.disclosure
    open_window.files.open_path(path)
    qtbot.waitUntil(lambda: bool(boxes.said), timeout=5000)
    assert len(boxes.said) == 1
    assert says in boxes.last
    assert name in boxes.last
    assert open_window.session.disclosure is before
    assert not lock_path(path).exists()


def test_opening_asks_about_unsaved_changes_first(
    qtbot: QtBot, open_window: MainWindow, boxes: Boxes, file: Path
) -> None:
    edit(open_window, "没存")
    boxes.answers = ["取消"]
    open_window.files.open_path(file)
    assert open_window.session.disclosure.overall_goal == "没存"
    boxes.answers = ["不保存"]
    open_file(qtbot, open_window, file)
    assert open_window.session.path == file


def test_what_is_typed_while_a_file_is_read_is_not_lost(
    qtbot: QtBot, open_window: MainWindow, boxes: Boxes, file: Path
) -> None:
    open_window.files.open_path(file)
    edit(open_window, "趁着读文件写的")
    boxes.answers = ["取消"]
    qtbot.waitUntil(lambda: bool(boxes.said), timeout=5000)
    assert open_window.session.disclosure.overall_goal == "趁着读文件写的"
    assert not lock_path(file).exists()


def test_opening_the_open_file_again_keeps_its_lock(
    qtbot: QtBot, window: MainWindow, file: Path
) -> None:
    open_file(qtbot, window, file)
    open_file(qtbot, window, file)
    assert lock_path(file).exists()
    file.write_bytes(b"{broken")
    window.files.open_path(file)
    qtbot.waitUntil(lambda: not window.tasks.busy)
    qtbot.wait(20)
    assert lock_path(file).exists()


def test_recovering_belongs_to_the_file_and_is_unsaved(
    qtbot: QtBot, window: MainWindow, file: Path, disclosure: Disclosure
) -> None:
    disclosure.overall_goal = "停电前写的"
    left = orphan(disclosure, path=str(file))
    window.files.recover(left_behind()[0])
    assert window.session.path == file
    assert window.isWindowModified()
    assert window.session.disclosure.overall_goal == "停电前写的"
    assert lock_path(file).exists()
    window.recovery.wait()
    assert not left.exists()
    assert len(list(recovery_folder().glob("*.jxb"))) == 1
    # nobody has touched the file since: saving asks nothing
    window.files.file.known = type(window.files.file.known)()
    window.actions_["save"].trigger()
    assert read_jxb(file).overall_goal == "停电前写的"
    window.recovery.wait()
    assert list(recovery_folder().glob("*.jxb")) == []


def test_recovering_over_a_file_changed_since_asks(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, file: Path, disclosure: Disclosure
) -> None:
    orphan(disclosure, path=str(file), size=17, digest="ab")
    window.files.recover(left_behind()[0])
    boxes.answers = ["取消"]
    window.actions_["save"].trigger()
    assert "改过" in boxes.last


def test_a_recovery_copy_whose_file_somebody_has_is_saved_elsewhere(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, file: Path, disclosure: Disclosure
) -> None:
    hold(file)
    orphan(disclosure, path=str(file))
    window.files.recover(left_behind()[0])
    assert "李会计" in boxes.last
    assert window.session.path is None
    assert window.isWindowModified()


def test_new_begins_with_one_project_of_the_layout_chosen(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: NewDialog) -> int:
        dialog.layout_box.setCurrentIndex(dialog.layout_box.findData("national-2021"))
        dialog.year.setValue(2025)
        dialog.code.setText(" 405 ")
        dialog.name.setText("云岭市水务局")
        return 1

    monkeypatch.setattr(NewDialog, "exec", fill)
    window.actions_["new"].trigger()
    made = window.session.disclosure
    assert (made.year, made.layout) == (2025, "national-2021")
    assert (made.department.code, made.department.name) == ("405", "云岭市水务局")
    assert len(made.projects) == 1
    assert window.session.current == made.projects[0].id
    assert not window.isWindowModified()
    assert window.files.suggestion().name == "云岭市水务局2025年预算绩效文本.jxb"


def test_a_living_holder_is_described(file: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from gui.document.lockfile import LockFile;"
        "LockFile(Path(sys.argv[1])).acquire()"
    )
    root = Path(__file__).resolve().parents[3]
    subprocess.run([sys.executable, "-c", code, str(file)], check=True, cwd=root)
    held = msgspec.json.decode(lock_path(file).read_bytes(), type=Holder)
    assert held.user
    assert held.machine

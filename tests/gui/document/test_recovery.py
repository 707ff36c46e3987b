from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from benchmarks.generate import make_disclosure
from gui.document.recoverdialog import RecoverDialog
from gui.document.recovery import About, Recovery, left_behind, read_copy, recovery_folder
from gui.document.session import Session
from importers.jxb import read_jxb
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.document.edits import SetCells
from model.layout import Layout
from tests.gui.conftest import Boxes

GOAL = CellRef("", "overall_goal")


def copies() -> list[Path]:
    return list(recovery_folder().glob("*.jxb"))


def type_goal(session: Session, text: str) -> None:
    session.do(SetCells("修改", [(GOAL, text)]))


def orphan(disclosure: Disclosure, **more: object) -> Path:
    """Leave a copy as a process that was killed would."""
    about: dict[str, object] = {"path": ""}
    about |= {"time": "2024-03-01T09:30:00+08:00", "machine": os.uname().nodename}
    about |= {"pid": 999_999_999, "mark": "1", "department": "水务局", "projects": 2, **more}
    held = {"format": "jibiao", "schema": 1, "recovery": about, "disclosure": disclosure}
    file = recovery_folder() / f"{about['pid']}-{os.urandom(2).hex()}.jxb"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(msgspec.json.encode(held))
    return file


@pytest.fixture
def recovery(session: Session, disclosure: Disclosure) -> Recovery:
    made = Recovery(session)
    session.open(disclosure, None)
    return made


def test_an_edit_is_on_disk_within_two_seconds(
    qtbot: QtBot, session: Session, recovery: Recovery
) -> None:
    def typing_on() -> bool:
        # it does not put the copy off
        type_goal(session, session.disclosure.overall_goal + "乙")
        return len(copies()) == 1

    type_goal(session, "甲")
    qtbot.waitUntil(typing_on, timeout=2000)
    kept = read_jxb(copies()[0]).overall_goal
    assert kept
    assert session.disclosure.overall_goal.startswith(kept)
    recovery.close()


def test_saving_removes_the_copy_and_the_next_edit_makes_it_anew(
    qtbot: QtBot, session: Session, recovery: Recovery, tmp_path: Path
) -> None:
    type_goal(session, "甲")
    recovery.write_now()
    recovery.wait()
    assert len(copies()) == 1
    session.saved_as(tmp_path / "甲.jxb")
    recovery.wait()
    assert copies() == []
    type_goal(session, "乙")
    qtbot.waitUntil(lambda: len(copies()) == 1, timeout=2500)
    recovery.close()
    assert copies() == []


def test_undoing_everything_removes_the_copy(session: Session, recovery: Recovery) -> None:
    type_goal(session, "甲")
    recovery.write_now()
    session.undo.undo()
    recovery.wait()
    assert copies() == []
    recovery.close()


def test_what_was_opened_unsaved_is_copied_at_once(
    qtbot: QtBot, session: Session, disclosure: Disclosure
) -> None:
    recovery = Recovery(session)
    session.open(disclosure, None, saved=False)
    qtbot.waitUntil(lambda: len(copies()) == 1, timeout=2500)
    recovery.close()


def test_only_what_a_dead_process_left_is_offered(
    session: Session, recovery: Recovery, disclosure: Disclosure
) -> None:
    type_goal(session, "我还活着")
    recovery.write_now()
    recovery.wait()
    left = orphan(disclosure, path="/资料/水务.jxb")
    (recovery_folder() / "坏的.jxb").write_bytes(b"{")
    orphan(disclosure, machine="别的电脑", pid=1)
    found = left_behind()
    assert [one.file for one in found] == [left]
    name, when, holds, path = found[0].describe()
    assert (name, holds, path) == ("水务.jxb", "2 个项目", "/资料/水务.jxb")
    assert when.startswith("2024-03-01 ")
    assert read_copy(found[0]) == disclosure
    recovery.close()


def test_a_file_saved_after_its_copy_is_pointed_out(disclosure: Disclosure, tmp_path: Path) -> None:
    file = tmp_path / "甲.jxb"
    file.write_text("{}")
    copy = orphan(disclosure, path=str(file))
    os.utime(file, (1, 1))
    assert left_behind()[0].describe()[3] == str(file)
    os.utime(copy, (0, 0))
    assert "后来又保存过" in left_behind()[0].describe()[3]


def test_an_old_copy_goes_when_there_is_a_new_one(
    session: Session, recovery: Recovery, disclosure: Disclosure
) -> None:
    left = orphan(disclosure)
    found = left_behind()[0]
    session.open(read_copy(found), None, saved=False)
    recovery.supersedes(found)
    recovery.wait()
    assert not left.exists()
    assert len(copies()) == 1
    recovery.close()


def test_a_copy_that_cannot_be_written_is_said_once(
    qtbot: QtBot, session: Session, recovery: Recovery
) -> None:
    recovery_folder().parent.mkdir(parents=True, exist_ok=True)
    recovery_folder().write_text("一个文件占了文件夹的名字")
    said: list[str] = []
    recovery.failed.connect(lambda error: said.append(str(error)))
    for text in ("甲", "乙"):
        type_goal(session, text)
        recovery.write_now()
        recovery.wait()
        qtbot.wait(20)
    assert len(said) == 1
    assert "恢复副本没有写成" in said[0]
    recovery_folder().unlink()
    recovery.write_now()
    recovery.wait()
    assert len(copies()) == 1
    recovery.close()


def test_half_a_character_is_told_not_lost(session: Session, recovery: Recovery) -> None:
    said: list[str] = []
    recovery.failed.connect(lambda error: said.append(str(error)))
    type_goal(session, "坏\ud800")
    recovery.write_now()
    assert "不完整的字符" in said[0]
    recovery.close()


def test_the_dialog_offers_removes_and_gives(
    qtbot: QtBot, boxes: Boxes, disclosure: Disclosure
) -> None:
    older = orphan(disclosure, department="甲局")
    newer = orphan(disclosure, department="乙局", time="2024-03-02T09:30:00+08:00")
    dialog = RecoverDialog(left_behind())
    qtbot.addWidget(dialog)
    shown = dialog.list.topLevelItem(0)
    assert shown is not None
    assert [shown.text(0), shown.text(2)] == ["乙局", "2 个项目"]
    boxes.answers = ["取消", "删除"]
    dialog.remove.click()
    assert newer.exists()
    dialog.remove.click()
    assert not newer.exists()
    assert "找不回来" in boxes.last
    dialog.recover.click()
    assert dialog.chosen is not None
    assert dialog.chosen.file == older


def test_about_survives_its_own_format() -> None:
    about = About("甲", "t", "m", 1, "x")
    assert msgspec.json.decode(msgspec.json.encode(about), type=About) == about


def test_a_large_file_is_copied_in_turns_with_what_is_typed_meanwhile(
    qtbot: QtBot, session: Session, layouts: dict[str, Layout]
) -> None:
    disclosure = make_disclosure(400, layouts["hebei-2021"])
    recovery = Recovery(session)
    session.open(disclosure, None)
    type_goal(session, "甲")
    # the first turn, of no length: the copy is under way and not there
    recovery._write(0)
    recovery.wait()
    assert copies() == []
    first = disclosure.projects[0].id
    session.do(SetCells("修改", [(CellRef(first, "name"), "中途改的名称")]))
    qtbot.waitUntil(lambda: len(copies()) == 1, timeout=2000)
    recovery.wait()
    copied = read_jxb(copies()[0])
    assert copied.overall_goal == "甲"
    assert copied.projects[0].name == "中途改的名称"
    assert copied == disclosure
    recovery.close()


def test_saving_while_a_copy_is_under_way_leaves_none(
    qtbot: QtBot, session: Session, layouts: dict[str, Layout], tmp_path: Path
) -> None:
    recovery = Recovery(session)
    session.open(make_disclosure(100, layouts["hebei-2021"]), None)
    type_goal(session, "甲")
    recovery._write(0)
    session.saved_as(tmp_path / "甲.jxb")
    qtbot.wait(50)
    recovery.wait()
    assert copies() == []
    recovery.close()

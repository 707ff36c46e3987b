"""Replacing: every change is shown before it is made, all or one after the other."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt

from benchmarks.generate import make_disclosure
from gui.find.model import NOW, PROJECT, THEN
from gui.shared.markedtext import RUNS
from model.document.cells import CellRef
from model.layout import Layout
from tests.gui.find.seeker import Key, Seeker


def test_every_change_is_shown_before_it_is_made(seeker: Seeker) -> None:
    seeker.open(replace=True)
    seeker.seek("清淤")
    seeker.key(Key.Key_Tab)
    assert seeker.dialog.new.hasFocus()
    seeker.write("疏浚")
    index = seeker.dialog.model.index(1, THEN)
    assert index.data() == "清水河河道疏浚经费"
    assert [run.text for run in index.data(RUNS) if run.kind == "found"] == ["疏浚"]
    assert seeker.dialog.model.index(1, NOW).data() == "清水河河道清淤经费"
    assert seeker.dialog.status.text().startswith("找到 7 处，在 1 个项目中。勾选了 7 处")
    assert seeker.session.undo.count() == 0


def test_all_that_is_ticked_is_replaced_as_one_step(seeker: Seeker) -> None:
    disclosure = seeker.session.disclosure
    seeker.open(replace=True)
    seeker.seek("清淤")
    seeker.dialog.new.setFocus()
    seeker.write("疏浚")
    seeker.dialog.list.setFocus()
    seeker.key(Key.Key_Home)
    seeker.key(Key.Key_Down)
    seeker.key(Key.Key_Space)
    assert not seeker.dialog.all.isChecked()
    assert "勾选了 6 处" in seeker.dialog.status.text()
    seeker.alt(Key.Key_A)
    assert disclosure.projects[0].name == "清水河河道清淤经费"
    assert disclosure.projects[0].goals == "1.完成城区段疏浚。\n2.汛期前恢复行洪断面。"
    assert disclosure.itemised_goals[0].indicators.startswith("1.疏浚12.5公里")
    assert seeker.session.undo.undoText() == "全部替换“清淤”→“疏浚”"
    assert seeker.session.undo.count() == 1
    assert seeker.dialog.status.text() == "替换了 6 个格里的 6 处，可以撤销。"
    assert seeker.column(NOW) == ["清水河河道清淤经费"]
    seeker.click(seeker.dialog.undo)
    assert disclosure.projects[0].goals.startswith("1.完成城区段清淤")
    assert seeker.dialog.model.rowCount() == 7
    assert not seeker.dialog.undo.isEnabled()


def test_all_may_be_unticked_and_ticked_at_once(seeker: Seeker) -> None:
    seeker.open(replace=True)
    seeker.seek("清淤")
    assert seeker.dialog.all.isChecked()
    seeker.alt(Key.Key_L)
    assert seeker.dialog.model.chosen() == []
    seeker.click(seeker.dialog.every)
    assert seeker.dialog.status.text().startswith("没有要替换的地方")
    assert seeker.session.undo.count() == 0
    seeker.alt(Key.Key_L)
    assert len(seeker.dialog.model.chosen()) == 7


def test_one_after_the_other_is_replaced(seeker: Seeker) -> None:
    table = seeker.session.disclosure.projects[0]
    table.purpose, table.goals = "甲甲", "甲"
    seeker.open(replace=True)
    seeker.seek("甲")
    seeker.dialog.new.setFocus()
    seeker.write("甲甲")
    # the first press only shows what would be replaced
    seeker.alt(Key.Key_R)
    assert seeker.session.undo.count() == 0
    assert seeker.row == 0
    seeker.alt(Key.Key_R)
    assert table.purpose == "甲甲甲"
    assert seeker.session.undo.undoText() == "替换“甲”→“甲甲”"
    # what was put in is not replaced again
    seeker.alt(Key.Key_R)
    assert table.purpose == "甲甲甲甲"
    assert seeker.shown[-1] == CellRef(table.id, "goals")
    seeker.alt(Key.Key_R)
    assert table.goals == "甲甲"
    assert seeker.session.undo.count() == 3
    assert seeker.row == 0
    for _ in range(3):
        seeker.session.undo.undo()
    assert (table.purpose, table.goals) == ("甲甲", "甲")


def test_what_cannot_be_replaced_says_why(seeker: Seeker) -> None:
    seeker.open(replace=True)
    seeker.seek("2024")
    seeker.dialog.new.setFocus()
    seeker.write("今")
    model = seeker.dialog.model
    index = model.index(0, PROJECT)
    assert model.index(0, THEN).data() == "预算年度只能是四位数字"
    assert index.data(Qt.ItemDataRole.CheckStateRole) is None
    assert not index.flags() & Qt.ItemFlag.ItemIsUserCheckable
    seeker.click(seeker.dialog.every)
    assert seeker.session.disclosure.year == 2024
    assert seeker.session.disclosure.projects[0].indicators[4 - 1].value == "今年9月底前"
    seeker.session.undo.undo()
    seeker.session.select("")
    seeker.dialog.list.setCurrentIndex(QModelIndex())
    seeker.click(seeker.dialog.one)
    assert seeker.shown[-1] == CellRef("", "year")
    seeker.click(seeker.dialog.one)
    assert seeker.dialog.status.text() == "预算年度只能是四位数字，这一处没有替换。"
    assert seeker.session.disclosure.year == 2024


def test_a_new_text_with_a_group_that_is_not_there(seeker: Seeker) -> None:
    seeker.open(replace=True)
    seeker.dialog.options["regex"].setChecked(True)
    seeker.seek("(清)淤")
    seeker.dialog.new.setFocus()
    seeker.write("\\2")
    assert seeker.dialog.status.text() == "替换内容里的“\\2”没有对应的括号。"
    seeker.click(seeker.dialog.every)
    seeker.click(seeker.dialog.one)
    assert seeker.session.undo.count() == 0
    seeker.dialog.new.setFocus()
    seeker.dialog.new.selectAll()
    seeker.write("\\1")
    assert "勾选了 7 处" in seeker.dialog.status.text()
    assert seeker.column(THEN)[1] == "清水河河道清经费"


def test_a_thousand_projects_replaced_and_undone(seeker: Seeker, hebei: Layout) -> None:
    made = make_disclosure(1000, hebei)
    seeker.session.open(made, None)
    seeker.open(replace=True)
    seeker.seek("405001")
    seeker.dialog.new.setFocus()
    seeker.write("405009")
    seeker.click(seeker.dialog.every)
    assert {table.unit.code for table in made.projects} == {"405009"}
    seeker.click(seeker.dialog.undo)
    assert {table.unit.code for table in made.projects} == {"405001"}

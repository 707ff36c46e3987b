from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from gui.department.view import DepartmentView
from gui.document.session import Session
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.document.edits import SetCells
from tests.gui.conftest import compose

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(qtbot: QtBot, session: Session, disclosure: Disclosure) -> DepartmentView:
    session.open(disclosure, None)
    made = DepartmentView(session)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def press(view: DepartmentView, words: str) -> None:
    for button in view.widget().findChildren(QToolButton) + view.findChildren(QPushButton):
        if words in (button.toolTip(), button.text()):
            button.click()
            QApplication.processEvents()
            return
    raise AssertionError(words)


def test_it_shows_what_the_layout_prints(view: DepartmentView, disclosure: Disclosure) -> None:
    assert view.fields["year"].text() == "2024"
    assert view.fields["overall_goal"].text() == disclosure.overall_goal
    assert view.fields["itemised_goals.1.goal"].text() == "测得到"
    assert view.fields["safeguards.0.text"].text() == "成立专班。\n按月调度。"
    assert all(field.accessibleName() for field in view.fields.values())


def test_typing_is_one_step_with_a_name(
    qtbot: QtBot, session: Session, view: DepartmentView
) -> None:
    name = view.fields["department.name"]
    qtbot.mouseClick(name.viewport(), Qt.MouseButton.LeftButton)
    qtbot.keyClick(name, Qt.Key.Key_End)
    qtbot.keyClicks(name, "ABC")
    assert session.disclosure.department.name == "云岭市水务局ABC"
    assert session.undo.count() == 1
    assert session.undo.undoText() == "修改“部门名称”"
    session.undo.undo()
    assert name.text() == "云岭市水务局"
    session.undo.redo()
    assert name.text() == "云岭市水务局ABC"


def test_another_visit_is_another_step(
    qtbot: QtBot, session: Session, view: DepartmentView
) -> None:
    name, code = view.fields["department.name"], view.fields["department.code"]
    name.setFocus()
    qtbot.keyClicks(name, "A")
    code.setFocus()
    name.setFocus()
    qtbot.keyClicks(name, "B")
    assert session.undo.count() == 2


def test_a_half_typed_word_is_never_taken(
    qtbot: QtBot, session: Session, view: DepartmentView
) -> None:
    goal = view.fields["overall_goal"]
    goal.setFocus()
    qtbot.keyClick(goal, Qt.Key.Key_End, CONTROL)
    compose(goal, "jiaqiang")
    assert not session.undo.canUndo()
    # keys the input method lets through while composing do nothing
    qtbot.keyClick(goal, Qt.Key.Key_Return)
    assert not session.undo.canUndo()
    compose(goal, "", "加强")
    assert session.disclosure.overall_goal.endswith("保障城乡供水。加强")
    assert session.undo.count() == 1


def test_enter_goes_on_counting(qtbot: QtBot, session: Session, view: DepartmentView) -> None:
    field = view.fields["itemised_goals.0.indicators"]
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_End, CONTROL)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert session.disclosure.itemised_goals[0].indicators == "1.清淤12.5公里。\n2.补植岸线。\n3."
    compose(field, "", "😀管护")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "x")
    assert session.disclosure.itemised_goals[0].indicators.endswith("3.😀管护\n4.x")


def test_lines_stay_short_enough_to_be_read(view: DepartmentView) -> None:
    view.resize(1800, 700)
    QApplication.processEvents()
    assert view.fields["overall_goal"].width() < 900


def test_the_year_is_four_digits_or_nothing(
    qtbot: QtBot, session: Session, view: DepartmentView
) -> None:
    year = view.fields["year"]
    year.setFocus()
    qtbot.keyClick(year, Qt.Key.Key_Backspace)
    qtbot.keyClick(year, Qt.Key.Key_End)
    qtbot.keyClick(year, Qt.Key.Key_Backspace)
    assert session.disclosure.year == 2024
    assert view.year_note.isVisible()
    qtbot.keyClicks(year, "5")
    assert session.disclosure.year == 2025
    assert not view.year_note.isVisible()
    year.selectAll()
    qtbot.keyClicks(year, "2026")
    assert session.disclosure.year == 2026
    assert not view.year_note.isVisible()
    year.selectAll()
    qtbot.keyClick(year, Qt.Key.Key_Delete)
    assert session.disclosure.year is None


def test_items_are_added_moved_and_deleted(
    qtbot: QtBot, session: Session, view: DepartmentView
) -> None:
    disclosure = session.disclosure
    press(view, "增加一项分项绩效目标")
    assert len(disclosure.itemised_goals) == 3
    assert session.undo.undoText() == "增加分项绩效目标"
    assert view.fields["itemised_goals.2.title"].hasFocus()
    press(view, "上移第3项分项绩效目标")
    assert [goal.title for goal in disclosure.itemised_goals] == ["河道治理", "", "水文监测"]
    press(view, "删除第1项分项绩效目标")
    assert session.undo.undoText() == "删除分项绩效目标“河道治理”"
    press(view, "删除第2项工作保障措施")
    assert [one.title for one in disclosure.safeguards] == ["加强领导"]
    while session.undo.canUndo():
        session.undo.undo()
    assert [goal.title for goal in disclosure.itemised_goals] == ["河道治理", "水文监测"]
    assert view.fields["safeguards.1.text"].text() == "专款专用。"


def test_one_line_stays_one_line(qtbot: QtBot, session: Session, view: DepartmentView) -> None:
    title = view.fields["safeguards.0.title"]
    title.setFocus()
    qtbot.keyClick(title, Qt.Key.Key_Return)
    assert session.disclosure.safeguards[0].title == "加强领导"
    QApplication.clipboard().setText("甲\n乙")
    title.selectAll()
    title.paste()
    assert session.disclosure.safeguards[0].title == "甲 乙"


def test_tab_leads_on_and_a_cell_can_be_asked_for(
    qtbot: QtBot, session: Session, view: DepartmentView
) -> None:
    view.fields["department.code"].setFocus()
    qtbot.keyClick(view.fields["department.code"], Qt.Key.Key_Tab)
    assert view.fields["department.name"].hasFocus()
    session.go_to(CellRef("", "safeguards.1.text"))
    assert view.fields["safeguards.1.text"].hasFocus()


def test_texts_come_and_go_unchanged(session: Session, view: DepartmentView) -> None:
    odd = "  <b>&\u00a0硬空格\n\n=1+1 \u3000😀 "
    session.do(SetCells("改", [(CellRef("", "overall_goal"), odd)]))
    field = view.fields["overall_goal"]
    assert field.text() == odd
    field.setFocus()
    field.moveCursor(field.textCursor().MoveOperation.End)
    field.insertPlainText("x")
    assert session.disclosure.overall_goal == odd + "x"


def test_a_field_grows_with_its_text(session: Session, view: DepartmentView) -> None:
    field = view.fields["overall_goal"]
    before = field.height()
    session.do(SetCells("改", [(CellRef("", "overall_goal"), "一行\n" * 20)]))
    QApplication.processEvents()
    QApplication.processEvents()
    assert field.height() > before + 10 * field.fontMetrics().lineSpacing()


def test_a_field_shows_its_text_to_the_end_however_it_wraps(
    qtbot: QtBot, session: Session, view: DepartmentView
) -> None:
    field = view.fields["overall_goal"]
    session.do(SetCells("改", [(CellRef("", "overall_goal"), ("目标" * 120 + "\n") * 5 + "完")]))
    heights = []
    for width in (900, 500, 1200):
        view.resize(width, 400)
        qtbot.wait(1)
        field.moveCursor(field.textCursor().MoveOperation.End)
        assert field.cursorRect().bottom() <= field.viewport().height()
        assert field.verticalScrollBar().maximum() == 0
        heights.append(field.height())
    assert heights[1] > heights[0] >= heights[2]
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, "x")
    assert field.height() < heights[2] / 2

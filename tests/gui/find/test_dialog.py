from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from benchmarks.generate import make_disclosure
from gui.find.controls import FIND, REPLACE
from gui.find.dialog import FindReplaceDialog
from gui.find.model import NOW, PLACE, PROJECT, THEN
from gui.form.formview import FormView
from gui.shared.icons import severity_colour
from gui.shared.markedtext import RUNS
from gui.window.mainwindow import MainWindow
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.document.edits import SetCells, SetProjects
from model.layout import Layout
from tests.gui.find.seeker import CTRL, SHIFT, Key, Seeker


def test_what_is_typed_is_found_after_a_moment(seeker: Seeker) -> None:
    assert seeker.dialog.status.text().startswith("写下要找的内容")
    seeker.write("清淤")
    assert seeker.dialog.model.rowCount() == 0
    seeker.qtbot.waitUntil(lambda: seeker.dialog.model.rowCount() > 0)
    assert seeker.column(PROJECT)[0] == "部门整体"
    assert seeker.column(PLACE)[0] == "分项绩效目标（一）绩效指标"
    assert seeker.column(PROJECT)[1] == "1. 清水河河道清淤经费"
    marked = seeker.dialog.model.index(1, NOW).data(RUNS)
    assert [run.text for run in marked if run.kind == "found"] == ["清淤"]
    assert seeker.dialog.status.text() == "找到 7 处，在 1 个项目中。"
    assert seeker.shown == []


def test_enter_and_f3_go_from_place_to_place(seeker: Seeker) -> None:
    table = seeker.session.disclosure.projects[0]
    seeker.write("清淤")
    # Enter does not wait for the moment to pass
    seeker.key(Key.Key_Return)
    # the project shown comes first, though the department's own text stands before it
    assert seeker.row == 1
    assert seeker.shown == [CellRef(table.id, "name")]
    assert seeker.dialog.isActiveWindow()
    assert seeker.dialog.words.hasFocus()
    seeker.key(Key.Key_F3)
    assert seeker.shown[-1] == CellRef(table.id, "purpose")
    for _ in range(3):
        seeker.key(Key.Key_F3, SHIFT)
    # round the beginning to the end
    assert seeker.row == seeker.dialog.model.rowCount() - 1
    assert seeker.shown[-1] == CellRef(table.id, "name", table.indicators[1].id)
    assert seeker.dialog.status.text().endswith("现在是第 7 处。")
    seeker.key(Key.Key_Return)
    assert seeker.row == 0
    assert seeker.shown[-1] == CellRef("", "itemised_goals.0.indicators")
    assert seeker.session.current == ""


def test_the_list_is_walked_by_keys_and_mouse(seeker: Seeker) -> None:
    seeker.seek("清淤")
    rect = seeker.dialog.list.visualRect(seeker.dialog.model.index(2, PLACE))
    viewport = seeker.dialog.list.viewport()
    seeker.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=rect.center())
    assert seeker.shown[-1].field == "purpose"
    seeker.dialog.list.setFocus()
    seeker.key(Key.Key_Down)
    assert seeker.shown[-1].field == "goals"
    seeker.key(Key.Key_Home)
    assert seeker.shown[-1].field == "itemised_goals.0.indicators"


def test_options_narrow_what_is_found(seeker: Seeker) -> None:
    seeker.seek("r&d监测费")
    assert seeker.dialog.model.rowCount() == 1
    seeker.dialog.words.setFocus()
    seeker.alt(Key.Key_C)
    assert seeker.dialog.options["case"].isChecked()
    assert seeker.dialog.model.rowCount() == 0
    assert "没有找到“r&d监测费”" in seeker.dialog.status.text()
    assert "去掉上面的勾" in seeker.dialog.status.text()
    seeker.alt(Key.Key_C)
    assert seeker.dialog.model.rowCount() == 1
    seeker.alt(Key.Key_W)
    assert seeker.dialog.model.rowCount() == 0
    seeker.seek("合同")
    assert seeker.dialog.model.rowCount() == 1
    seeker.alt(Key.Key_W)
    seeker.seek("(问卷")
    assert seeker.dialog.model.rowCount() == 0


def test_a_wrong_expression_is_explained_in_red(seeker: Seeker) -> None:
    seeker.dialog.options["regex"].setChecked(True)
    seeker.seek("(清")
    assert seeker.dialog.status.text() == "正则表达式“(”没有配上“)”（第 1 个字）。"
    colour = severity_colour("错误", seeker.dialog.palette())
    assert seeker.dialog.status.palette().windowText().color() == colour
    seeker.key(Key.Key_F3)
    assert seeker.shown == []
    seeker.seek("(清)")
    assert seeker.dialog.model.rowCount() == 11
    assert seeker.dialog.status.palette().windowText().color() != colour


def test_keys_belong_to_the_input_method_while_it_composes(seeker: Seeker) -> None:
    seeker.seek("清淤")
    field = seeker.dialog.words
    QApplication.sendEvent(field, QInputMethodEvent("qing", []))
    for key in (Key.Key_Return, Key.Key_Escape):
        seeker.key(key)
    assert seeker.dialog.isVisible()
    assert seeker.shown == []
    assert field.text() == "清淤"
    QApplication.sendEvent(field, QInputMethodEvent("", []))
    seeker.key(Key.Key_Return)
    assert len(seeker.shown) == 1


def test_escape_closes_and_f3_is_free_again(seeker: Seeker) -> None:
    seeker.seek("清淤")
    seeker.key(Key.Key_Escape)
    assert not seeker.dialog.isVisible()
    other = QPushButton()
    seeker.qtbot.addWidget(other)
    other.show()
    seeker.qtbot.waitExposed(other)
    seeker.qtbot.keyClick(other, Key.Key_F3)
    assert seeker.shown == []
    # what was sought stands there again, selected
    seeker.dialog.show_replace()
    assert seeker.dialog.words.selectedText() == "清淤"
    assert seeker.dialog.model.rowCount() == 7


def test_finding_and_replacing_change_over_by_keys(seeker: Seeker) -> None:
    assert seeker.dialog.windowTitle() == "查找"
    assert not seeker.dialog.new.isVisible()
    assert seeker.dialog.list.isColumnHidden(THEN)
    seeker.key(Key.Key_H, CTRL)
    assert seeker.dialog.windowTitle() == "替换"
    assert seeker.dialog.tabs.currentIndex() == REPLACE
    assert seeker.dialog.new.isVisible()
    assert not seeker.dialog.list.isColumnHidden(THEN)
    seeker.key(Key.Key_F, CTRL)
    assert seeker.dialog.tabs.currentIndex() == FIND
    assert seeker.dialog.every.isHidden()


def test_the_list_follows_edits_and_keeps_its_row(seeker: Seeker) -> None:
    table, other = seeker.session.disclosure.projects
    seeker.seek("清淤")
    seeker.key(Key.Key_F3)
    assert seeker.column(PLACE)[seeker.row] == "项目名称"
    shown = len(seeker.shown)
    seeker.session.do(SetCells("修改", [(CellRef(table.id, "goals"), "别的")]))
    assert seeker.dialog.model.rowCount() == 6
    seeker.session.do(SetCells("修改", [(CellRef(other.id, "goals"), "清淤清淤")]))
    assert seeker.dialog.model.rowCount() == 8
    assert seeker.column(PROJECT)[-1] == "2. 水文站点运行费"
    seeker.session.do(SetCells("修改", [(CellRef("", "overall_goal"), "清淤")]))
    assert seeker.column(PLACE)[0] == "总体绩效目标"
    # nobody is taken anywhere by an edit
    assert len(seeker.shown) == shown
    seeker.session.do(SetProjects("删除项目", [other]))
    seeker.qtbot.waitUntil(lambda: seeker.dialog.model.rowCount() == 4)
    seeker.session.undo.undo()
    seeker.qtbot.waitUntil(lambda: seeker.dialog.model.rowCount() == 9)
    assert len(seeker.shown) == shown


def test_another_file_is_searched_anew(seeker: Seeker, hebei: Layout) -> None:
    seeker.seek("清淤")
    assert seeker.dialog.model.rowCount() == 7
    seeker.session.open(make_disclosure(3, hebei), None)
    seeker.qtbot.waitUntil(lambda: seeker.dialog.model.rowCount() != 7)
    seeker.key(Key.Key_Escape)
    seeker.session.open(Disclosure(layout=hebei.id), None)
    seeker.open()
    assert seeker.dialog.model.rowCount() == 0
    assert "没有找到“清淤”" in seeker.dialog.status.text()


def test_every_control_says_what_it_is(seeker: Seeker) -> None:
    seeker.open(replace=True)
    dialog = seeker.dialog
    controls = [dialog.words, dialog.new, dialog.list, dialog.all, *dialog.options.values()]
    controls += [dialog.previous, dialog.next, dialog.one, dialog.every, dialog.undo, dialog.stop]
    for control in controls:
        assert control.accessibleName(), control
        assert control.toolTip(), control
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control
    seeker.seek("清淤")
    seeker.dialog.new.setFocus()
    seeker.write("x")
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert seeker.dialog.model.index(1, PROJECT).data(spoken).startswith("要替换，")


# the screenless platform says so whenever a window is raised
@pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)", extend=True)
def test_the_window_opens_it_by_keys(qtbot: QtBot, open_window: MainWindow) -> None:
    window = open_window
    qtbot.waitUntil(window.isActiveWindow)

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier) -> FindReplaceDialog:
        target = QApplication.focusWidget() or window
        qtbot.keyClick(target, key, modifier)
        dialog = window.findChild(FindReplaceDialog)
        assert dialog is not None
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    dialog = press(Key.Key_F, CTRL)
    assert dialog.tabs.currentIndex() == FIND
    qtbot.keyClicks(dialog.words, "R&D")
    qtbot.keyClick(dialog.words, Key.Key_Return)
    assert dialog.model.rowCount() == 1
    qtbot.keyClick(dialog.words, Key.Key_Escape)
    assert not dialog.isVisible()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.panels is not None
    form = window.panels.tabs.form
    assert isinstance(form, FormView)
    assert form.cell_cursor.current_ref() == CellRef(window.session.current, "purpose")
    assert press(Key.Key_H, CTRL) is dialog
    assert dialog.tabs.currentIndex() == REPLACE
    # it never covers what it found
    dialog.words.setText("水")
    for _ in range(20):
        qtbot.keyClick(dialog.words, Key.Key_F3)
        cell = window.focusWidget()
        assert cell is not None
        shown = QRect(cell.mapToGlobal(QPoint()), cell.size())
        assert not dialog.frameGeometry().intersects(shown)
    dialog.reject()

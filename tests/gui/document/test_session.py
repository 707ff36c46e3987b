from __future__ import annotations

import copy

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.form.formview import FormView
from gui.window.mainwindow import MainWindow
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, TargetTable
from model.document.edits import SetCells, SetProjects

CONTROL = Qt.KeyboardModifier.ControlModifier


def form_of(window: MainWindow) -> FormView:
    assert window.panels is not None
    form = window.panels.tabs.form
    assert form is not None
    return form


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key, CONTROL)


def test_undo_and_redo_show_what_they_changed(qtbot: QtBot, open_window: MainWindow) -> None:
    session, form = open_window.session, form_of(open_window)
    first, second = session.disclosure.projects
    session.go_to(CellRef(first.id, "name"))
    qtbot.keyClicks(form.editor, "A")
    session.go_to(CellRef(second.id, "goals"))
    qtbot.keyClicks(form.editor, "B")
    session.select(first.id)
    for key, table, field in (
        (Qt.Key.Key_Z, second, "goals"),
        (Qt.Key.Key_Z, first, "name"),
        (Qt.Key.Key_Y, first, "name"),
        (Qt.Key.Key_Y, second, "goals"),
    ):
        press(qtbot, open_window, key)
        assert session.current == table.id
        assert form.cell_cursor.current_ref() == CellRef(table.id, field)


def test_undo_in_the_cell_written_in_goes_on_writing(qtbot: QtBot, open_window: MainWindow) -> None:
    session, form = open_window.session, form_of(open_window)
    table = session.disclosure.projects[0]
    session.go_to(CellRef(table.id, "name"))
    before = table.name
    qtbot.keyClicks(form.editor, "AB")
    press(qtbot, open_window, Qt.Key.Key_Z)
    assert table.name == before
    qtbot.keyClicks(form.editor, "C")
    # written at the text cursor, not in place of the whole
    assert len(table.name) == len(before) + 1


def test_undo_brings_the_deleted_project_back_into_view(session: Session) -> None:
    tables = [TargetTable(name=str(number)) for number in range(4)]
    session.open(Disclosure(projects=list(tables), layout="hebei-2021"), None)
    session.select(tables[2].id)
    session.do(SetProjects("删除", [*tables[:2], tables[3]]))
    session.select(tables[3].id)
    session.undo.undo()
    assert session.current == tables[2].id
    session.undo.redo()
    assert session.current == tables[1].id


def test_undo_of_the_departments_own_text_shows_its_page(
    session: Session, disclosure: Disclosure
) -> None:
    session.open(disclosure, None)
    project = session.current
    session.do(SetCells("修改", [(CellRef("", "overall_goal"), "另一个")]))
    session.do(SetCells("修改", [(CellRef("", "department.name"), "另一个局")]))
    session.undo.undo()
    # the department's name is on many forms: the project stays
    assert session.current == project
    session.undo.undo()
    assert session.current == ""


@pytest.mark.parametrize("text", ["清水河河道清淤经费", "别的"])
def test_what_changes_nothing_is_no_step(
    session: Session, disclosure: Disclosure, text: str
) -> None:
    session.open(disclosure, None)
    before = copy.deepcopy(disclosure)
    session.do(SetCells("修改", [(CellRef(session.current, "name"), text)]))
    assert session.undo.isClean() is (session.disclosure == before)
    assert session.undo.count() == (text == "别的")

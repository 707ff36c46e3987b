"""Every reason why something was not judged leads to where its fact is given."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.document.questions import QuestionsDialog
from gui.window.mainwindow import MainWindow
from model.checks.unjudged import FACTS
from model.document.cells import CellRef
from model.document.edits import SetCells


def trigger(qtbot: QtBot, window: MainWindow, fact: str) -> None:
    """Choose a reason in the menu."""
    assert window.panels is not None
    button = window.panels.findings.unjudged
    qtbot.waitUntil(lambda: fact in {one.fact for one in button.missing})
    words = FACTS[fact].because
    menu = button.menu()
    assert menu is not None
    next(one for one in menu.actions() if words in one.text()).trigger()


def focus() -> QWidget:
    held = QApplication.focusWidget()
    assert held is not None
    return held


def test_no_fact_is_without_a_test_here() -> None:
    assert set(FACTS) == {"year", "layout", "last", "total", "budget", "unit", "tie"}
    # "last" asks for a file: tests.gui.findings.test_unjudged


def test_the_form_is_asked_for_and_taken(qtbot: QtBot, open_window: MainWindow) -> None:
    session, panels = open_window.session, open_window.panels
    assert panels is not None
    disclosure = session.disclosure
    disclosure.layout = "mars-2050"
    session.open(disclosure, None)
    trigger(qtbot, open_window, "layout")
    (dialog,) = [one for one in open_window.findChildren(QuestionsDialog) if one.isVisible()]
    assert dialog.form is not None
    names = [dialog.form.itemText(place) for place in range(dialog.form.count())]
    place = next(n for n, name in enumerate(names) if session.layouts["national-2021"].name in name)
    dialog.form.setCurrentIndex(place)
    dialog.accept()
    assert session.disclosure.layout == "national-2021"
    assert not session.undo.isClean()
    qtbot.waitUntil(
        lambda: (
            panels.engine.ready
            and panels.findings.unjudged.missing != []
            and "layout" not in {one.fact for one in panels.findings.unjudged.missing}
        )
    )


def test_the_year_is_typed_where_it_leads(qtbot: QtBot, open_window: MainWindow) -> None:
    session = open_window.session
    session.do(SetCells("清空", [(CellRef("", "year"), "")]))
    trigger(qtbot, open_window, "year")
    qtbot.keyClicks(focus(), "2024")
    assert session.disclosure.year == 2024


def test_the_total_is_typed_where_it_leads(qtbot: QtBot, open_window: MainWindow) -> None:
    session = open_window.session
    session.do(SetCells("清空", [(CellRef("", "project_expenditure"), "")]))
    trigger(qtbot, open_window, "total")
    qtbot.keyClicks(focus(), "60")
    assert session.disclosure.project_expenditure.startswith("60")


@pytest.mark.parametrize(("fact", "field"), [("budget", "budget"), ("unit", "value")])
def test_a_cell_of_a_project_is_stood_in(
    qtbot: QtBot, open_window: MainWindow, fact: str, field: str
) -> None:
    session, panels = open_window.session, open_window.panels
    assert panels is not None
    table = session.disclosure.projects[1]
    item = table.indicators[0].id if field == "value" else ""
    ref = CellRef(table.id, field, item)
    session.do(SetCells("改", [(ref, "12" if item else "很多")]))
    session.select("")
    trigger(qtbot, open_window, fact)
    assert panels.tabs.standing_in() == ref

"""The findings in another order: by a click on a head, by the menu; remembered, widths too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from benchmarks.generate import make_disclosure
from gui.document.session import Session
from gui.findings.engine import FindingsEngine
from gui.findings.model import COLUMNS, FINDING, PLACES
from gui.findings.panel import FindingsPanel
from gui.shared.settings import settings
from importers.jxb import read_jxb
from model.checks.base import Finding
from model.layout import Layout
from tests.conftest import EXAMPLES

MENUS = pytest.mark.qt_log_ignore("plugin does not support", extend=True)
"""Offscreen, a menu can neither be raised nor take the keyboard."""


@pytest.fixture(autouse=True)
def example(qtbot: QtBot, session: Session, engine: FindingsEngine, panel: FindingsPanel) -> None:
    """Open the example, with findings of every kind."""
    session.open(read_jxb(EXAMPLES / "wanglan-wenlv-2024.jxb"), None)
    qtbot.waitUntil(lambda: not engine.busy and panel.shown.rowCount() > 20, timeout=10_000)


def listed(panel: FindingsPanel) -> list[Finding]:
    return [panel.shown.index(row, 0).data(FINDING) for row in range(panel.shown.rowCount())]


def texts(panel: FindingsPanel, column: str) -> list[str]:
    rows = range(panel.shown.rowCount())
    return [str(panel.shown.index(row, PLACES[column]).data()) for row in rows]


def click_head(qtbot: QtBot, panel: FindingsPanel, column: str) -> None:
    header = panel.list.header()
    place = header.sectionViewportPosition(PLACES[column]) + 20
    spot = QPoint(place, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def choose(panel: FindingsPanel, words: str) -> None:
    spot = panel.list.visualRect(panel.shown.index(0, 0)).center()
    panel.list.customContextMenuRequested.emit(spot)
    menu = next(one for one in panel.findChildren(QMenu) if one.isVisible())
    under = next(one for one in menu.findChildren(QMenu) if one.title().startswith("排列"))
    actions: list[QAction] = under.actions()
    next(one for one in actions if one.text().startswith(words)).trigger()
    menu.close()


def another(panel: FindingsPanel, session: Session, engine: FindingsEngine) -> FindingsPanel:
    """Return the panel of the next start."""
    return FindingsPanel(session, engine, panel.parentWidget())


def test_the_worst_stand_first(panel: FindingsPanel) -> None:
    ranks = [one.severity.rank for one in listed(panel)]
    assert len(set(ranks)) > 1
    assert ranks == sorted(ranks)
    header = panel.list.header()
    assert header.isSortIndicatorShown()
    assert header.sortIndicatorSection() == PLACES["severity"]


def test_very_many_projects_stand_as_they_are(
    qtbot: QtBot, session: Session, engine: FindingsEngine, panel: FindingsPanel, hebei: Layout
) -> None:
    session.open(make_disclosure(201, hebei), None)
    assert panel.sorting.order == "project"
    session.open(make_disclosure(3, hebei), None)
    assert panel.sorting.order == "severity"
    click_head(qtbot, panel, "place")
    session.open(make_disclosure(201, hebei), None)
    # what was chosen holds
    assert panel.sorting.order == "place"
    qtbot.waitUntil(lambda: not engine.busy, timeout=20_000)


@pytest.mark.parametrize("column", ["place", "message"])
def test_a_click_on_a_head_sorts_and_another_turns_round(
    qtbot: QtBot, panel: FindingsPanel, column: str
) -> None:
    every = sorted(texts(panel, column))
    click_head(qtbot, panel, column)
    assert texts(panel, column) == every
    click_head(qtbot, panel, column)
    assert texts(panel, column) == every[::-1]
    click_head(qtbot, panel, "severity")
    ranks = [one.severity.rank for one in listed(panel)]
    assert ranks == sorted(ranks)


def test_by_project_they_stand_as_the_projects_do(qtbot: QtBot, panel: FindingsPanel) -> None:
    click_head(qtbot, panel, "project")
    entries = [panel.model.entry(panel.shown.mapToSource(panel.shown.index(row, 0)).row())
               for row in range(panel.shown.rowCount())]  # fmt: skip
    order = list(dict.fromkeys(entries))
    assert entries == sorted(entries, key=order.index)
    projects = [one.id for one in panel.model.disclosure.projects]
    assert [one for one in order if one in projects] == [one for one in projects if one in order]


@MENUS
def test_by_kind_from_the_menu(panel: FindingsPanel) -> None:
    choose(panel, "按种类")
    codes = [one.code for one in listed(panel)]
    assert codes == sorted(codes)
    # no column shows it
    assert not panel.list.header().isSortIndicatorShown()


@MENUS
def test_the_reasons_are_those_of_the_row_chosen(qtbot: QtBot, panel: FindingsPanel) -> None:
    row = panel.shown.rowCount() - 1
    panel.list.setCurrentIndex(panel.shown.index(row, 0))
    chosen = listed(panel)[row]
    words = panel.why.toPlainText()
    assert chosen.reason in words
    for column in ("message", "place", "place", "project", "severity"):
        click_head(qtbot, panel, column)
        assert panel.list.currentIndex().data(FINDING).ref == chosen.ref
        assert panel.why.toPlainText() == words
    choose(panel, "按种类")
    assert panel.list.currentIndex().data(FINDING).code == chosen.code
    assert panel.why.toPlainText() == words


def test_order_and_widths_are_remembered(
    qtbot: QtBot, panel: FindingsPanel, session: Session, engine: FindingsEngine
) -> None:
    click_head(qtbot, panel, "message")
    click_head(qtbot, panel, "message")
    panel.list.header().resizeSection(PLACES["place"], 321)
    qtbot.waitUntil(lambda: "321" in (settings().value("findings/widths") or []))
    next_one = another(panel, session, engine)
    assert texts(next_one, "message") == texts(panel, "message")
    assert next_one.list.header().sectionSize(PLACES["place"]) == 321


@pytest.mark.parametrize("order", ["", "-", "nothing", "--severity x", "project\n"])
@pytest.mark.parametrize("widths", [["5", "x", "9"], ["1"], ["99999"] * (len(COLUMNS) - 1)])
def test_damaged_settings_are_none(
    panel: FindingsPanel, session: Session, engine: FindingsEngine, order: str, widths: list[str]
) -> None:
    settings().setValue("findings/order", order)
    settings().setValue("findings/widths", widths)
    next_one = another(panel, session, engine)
    assert next_one.sorting.order == "severity"
    sizes = [next_one.list.header().sectionSize(place) for place in range(len(COLUMNS) - 1)]
    assert all(20 < size < 1000 for size in sizes)

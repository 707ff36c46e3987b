"""The projects under their part are folded away and shown again, and it is remembered."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.projects.delegate import triangle_width
from gui.projects.model import COUNTS, FOLDED, ID, STATE
from gui.projects.panel import ProjectsPanel
from model.checks.base import Severity
from model.document.cells import CellRef
from model.layout import load_layouts
from tests.model.parts.kit import Figures, dump, read

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
STANDING = {("B02", Severity.ERROR): 1, ("D02", Severity.WARNING): 2}


def made(qtbot: QtBot, session: Session) -> ProjectsPanel:
    panel = ProjectsPanel(session, lambda entry: STANDING if entry else {})
    qtbot.addWidget(panel)
    QAbstractItemModelTester(
        panel.shown, QAbstractItemModelTester.FailureReportingMode.Fatal, panel
    )
    panel.resize(300, 700)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def shown(panel: ProjectsPanel) -> list[str]:
    return [panel.shown.index(row, 0).data(ID) for row in range(panel.shown.rowCount())]


def click_triangle(qtbot: QtBot, panel: ProjectsPanel, holder: str) -> None:
    index = panel.shown.index(shown(panel).index(holder), 0)
    panel.list.scrollTo(index)
    place = panel.list.visualRect(index)
    spot = QPoint(triangle_width(panel.list.fontMetrics()) // 2, place.top() + 12)
    qtbot.mouseClick(panel.list.viewport(), LEFT, pos=spot)


def test_projects_fold_by_mouse_and_keys_and_are_remembered(qtbot: QtBot, session: Session) -> None:
    ours = read(dump(Figures(3)), load_layouts())
    session.open(ours, None)
    panel = made(qtbot, session)
    holder = panel.model.holder
    every = shown(panel)
    inside = ["", *(table.id for table in ours.projects)]
    assert set(inside) < set(every)
    current = session.current
    assert current == ours.projects[0].id
    click_triangle(qtbot, panel, holder)
    assert shown(panel) == [one for one in every if one not in inside]
    # what the form shows stays; its row is marked at the part, which speaks for all under it
    assert session.current == current
    row = panel.list.currentIndex()
    assert row.data(ID) == holder
    assert row.data(FOLDED) is True
    assert row.data(STATE) == f"收起了 {len(ours.projects)} 个项目"
    assert row.data(COUNTS) == (1 + len(ours.projects), 2 + 2 * len(ours.projects))
    # Right unfolds, Left folds
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Key.Key_Right)
    assert shown(panel) == every
    assert panel.list.currentIndex().data(ID) == current
    qtbot.keyClick(panel.list, Key.Key_Left)
    assert len(shown(panel)) == len(every) - len(inside)
    # another window, another file: folded as it was left
    other = made(qtbot, session)
    assert len(shown(other)) == len(every) - len(inside)
    session.open(read(dump(Figures(4)), load_layouts()), None)
    assert len(shown(other)) == len(every) - len(inside)
    # whoever goes to a project sees it
    qtbot.wait(1)
    session.go_to(CellRef(session.disclosure.projects[1].id, "budget"))
    assert other.list.currentIndex().data(ID) == session.disclosure.projects[1].id
    assert len(shown(other)) == len(every)


def test_a_search_finds_what_is_folded_away(qtbot: QtBot, session: Session) -> None:
    ours = read(dump(Figures(3)), load_layouts())
    session.open(ours, None)
    panel = made(qtbot, session)
    panel.fold(True)
    panel.search.setText("水库除险")
    assert shown(panel) == [ours.projects[1].id]
    panel.search.clear()
    assert ours.projects[1].id not in shown(panel)


def test_without_parts_nothing_folds(qtbot: QtBot, session: Session) -> None:
    ours = read(dump(Figures(3)), load_layouts())
    ours.parts = []
    session.open(ours, None)
    panel = made(qtbot, session)
    panel.fold(True)
    assert len(shown(panel)) == 1 + len(ours.projects)
    assert panel.shown.index(0, 0).data(FOLDED) is None


def test_other_buttons_and_places_fold_nothing(qtbot: QtBot, session: Session) -> None:
    ours = read(dump(Figures(3)), load_layouts())
    session.open(ours, None)
    panel = made(qtbot, session)
    every = shown(panel)
    index = panel.shown.index(every.index(panel.model.holder), 0)
    panel.list.scrollTo(index)
    place = panel.list.visualRect(index)
    triangle = QPoint(triangle_width(panel.list.fontMetrics()) // 2, place.top() + 12)
    viewport = panel.list.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.MiddleButton, pos=triangle)
    qtbot.mouseClick(viewport, LEFT, pos=place.center())
    # a click there chooses the row
    assert panel.list.currentIndex().data(ID) == panel.model.holder
    assert shown(panel) == every
    one = panel.shown.index(every.index(ours.projects[0].id), 0)
    spot = QPoint(triangle.x(), panel.list.visualRect(one).top() + 12)
    qtbot.mouseClick(viewport, LEFT, pos=spot)
    assert panel.list.currentIndex().data(ID) == ours.projects[0].id
    assert shown(panel) == every
    qtbot.mouseDClick(viewport, LEFT, pos=panel.list.visualRect(index).center())
    assert len(shown(panel)) < len(every)

from __future__ import annotations

import copy

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks.generate import make_disclosure
from gui.document.session import Session
from gui.projects.model import COUNTS, ID, PROGRESS, ProjectsModel
from gui.projects.panel import ProjectsPanel
from model.checks.base import Severity
from model.checks.verdict import Counts
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, TargetTable
from model.document.edits import SetCells, SetProjects
from model.layout import Layout
from tests.gui.conftest import compose

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
ALT = Qt.KeyboardModifier.AltModifier


def standing(table: str) -> Counts:
    found = {("B02", Severity.ERROR): 2, ("D02", Severity.WARNING): 3}
    return found if table else {}


@pytest.fixture
def three(disclosure: Disclosure) -> Disclosure:
    third = copy.deepcopy(disclosure.projects[1])
    third.id, third.name = "third", "科普经费"
    disclosure.projects.append(third)
    return disclosure


@pytest.fixture
def panel(qtbot: QtBot, session: Session, three: Disclosure) -> ProjectsPanel:
    made = ProjectsPanel(session, standing)
    qtbot.addWidget(made)
    made.resize(280, 500)
    session.open(three, None)
    made.show()
    qtbot.waitExposed(made)
    return made


def names(panel: ProjectsPanel) -> list[str]:
    return [str(panel.shown.index(row, 0).data()) for row in range(panel.shown.rowCount())]


def test_the_model_keeps_to_the_rules(session: Session, three: Disclosure) -> None:
    model = ProjectsModel(session, standing)
    tester = QAbstractItemModelTester(model, FATAL)
    session.open(three, None)
    projects = list(three.projects)
    for order in (projects[1:], [], projects[::-1], [*projects, TargetTable()], projects[:1]):
        session.do(SetProjects("移", order))
        assert [model.index(row).data(ID) for row in range(1, model.rowCount())] == [
            table.id for table in order
        ]
    while session.undo.canUndo():
        session.undo.undo()
    assert model.rowCount() == 4
    assert tester.model() is model


def test_a_row_says_how_complete_it_is_and_what_was_found(panel: ProjectsPanel) -> None:
    first = panel.shown.index(1, 0)
    progress = first.data(PROGRESS)
    assert progress.filled == progress.wanted
    assert (progress.wrong, progress.sendable) == (2, False)
    assert progress.percent < 100
    assert first.data(COUNTS) == (2, 3)
    words = first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("1. 清水河河道清淤经费")
    assert "有错误 2 格，还不能报送" in words
    assert "错误 2 个，警告 3 个" in words


def test_typing_repaints_only_the_project_typed_in(
    qtbot: QtBot, session: Session, panel: ProjectsPanel
) -> None:
    table = session.disclosure.projects[1]
    touched: list[int] = []
    panel.model.dataChanged.connect(lambda first, last: touched.extend((first.row(), last.row())))
    session.do(SetCells("改", [(CellRef(table.id, "name"), "新名称")]))
    assert touched == [2, 2]
    assert names(panel)[2] == "新名称"


def test_a_search_by_initials_and_words(
    qtbot: QtBot, session: Session, panel: ProjectsPanel
) -> None:
    current = session.current
    qtbot.keyClicks(panel.search, "kpjf")
    assert names(panel) == ["科普经费"]
    # the form stays where it is until something found is chosen
    assert session.current == current
    qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    assert session.current == "third"
    qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert len(names(panel)) == 4
    assert panel.list.currentIndex().data(ID) == "third"
    compose(panel.search, "shuiwen", "水文")
    qtbot.keyClicks(panel.search, " zd")
    assert names(panel) == ["水文站点运行费"]
    panel.search.setText("没有这样的")
    assert names(panel) == []
    assert panel.hint.isVisible()
    assert "没有找到" in panel.hint.text()


def test_clicking_and_keys_choose(qtbot: QtBot, session: Session, panel: ProjectsPanel) -> None:
    spot = panel.list.visualRect(panel.shown.index(2, 0)).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert session.current == session.disclosure.projects[1].id
    qtbot.keyClick(panel.list, Qt.Key.Key_Home)
    assert session.current == ""
    panel.step(1)
    assert session.current == session.disclosure.projects[0].id
    panel.step(-1)
    panel.step(-1)
    assert session.current == ""


def test_adding_goes_behind_the_current_and_keeps_its_unit(
    session: Session, panel: ProjectsPanel
) -> None:
    session.select(session.disclosure.projects[0].id)
    panel.add()
    added = session.disclosure.projects[1]
    assert session.current == added.id
    assert added.unit.code == "405001"
    assert panel.list.currentIndex().row() == 2
    assert session.undo.undoText() == "新增项目"
    session.undo.undo()
    assert len(session.disclosure.projects) == 3


def test_a_duplicate_shares_no_identity(session: Session, panel: ProjectsPanel) -> None:
    first = session.disclosure.projects[0]
    session.select(first.id)
    panel.duplicate()
    twin = session.disclosure.projects[1]
    assert session.undo.undoText() == "复制项目“清水河河道清淤经费”"
    assert (twin.name, twin.code) == ("清水河河道清淤经费（副本）", "")
    assert twin.goals == first.goals
    ids = {first.id, twin.id} | {item.id for item in first.indicators + twin.indicators}
    assert len(ids) == 2 + 2 * len(first.indicators)
    session.do(SetCells("改", [(CellRef(twin.id, "value", twin.indicators[0].id), "1")]))
    assert first.indicators[0].value == "≥12.5公里"


def test_delete_by_key_and_undo(qtbot: QtBot, session: Session, panel: ProjectsPanel) -> None:
    gone = session.disclosure.projects[1]
    session.select(gone.id)
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert gone not in session.disclosure.projects
    assert session.undo.undoText() == "删除项目“水文站点运行费”"
    assert session.current == "third"
    assert len(names(panel)) == 3
    session.undo.undo()
    assert session.disclosure.projects[1] is gone
    qtbot.keyClick(panel.list, Qt.Key.Key_Home)
    # the department itself cannot be deleted
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert len(session.disclosure.projects) == 3
    for _ in range(3):
        panel.step(1)
        qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
        panel.step(-5)
        session.select("")
    assert session.disclosure.projects == []
    assert panel.hint.isVisible()


def test_moving_by_keys(qtbot: QtBot, session: Session, panel: ProjectsPanel) -> None:
    first = session.disclosure.projects[0]
    session.select(first.id)
    qtbot.keyClick(panel.list, Qt.Key.Key_Down, ALT)
    qtbot.keyClick(panel.list, Qt.Key.Key_Down, ALT)
    qtbot.keyClick(panel.list, Qt.Key.Key_Down, ALT)
    assert session.disclosure.projects[2] is first
    assert session.current == first.id
    assert session.undo.count() == 2
    qtbot.keyClick(panel.list, Qt.Key.Key_Up, ALT)
    assert session.disclosure.projects[1] is first
    session.undo.undo()
    session.undo.undo()
    session.undo.undo()
    assert session.disclosure.projects[0] is first


def drag(panel: ProjectsPanel, row: int, to: QPoint) -> None:
    """Drag a row: press and pull, then what the system sends to where it is dropped.

    The screenless platform ends a drag as soon as it begins; the rest is as anywhere.
    """
    view = panel.list.viewport()
    index = panel.shown.index(row, 0)
    start = panel.list.visualRect(index).center()
    window = view.window().windowHandle()
    begun: list[bool] = []
    panel.list.startDrag = lambda _actions: begun.append(True)  # type: ignore[method-assign]
    near = start + QPoint(0, QApplication.startDragDistance() + 4)
    # to the window, as the system does: only so a move knows of the button held
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=view.mapTo(view.window(), start))
    for spot in (near, near + QPoint(0, 2)):
        QTest.mouseMove(window, view.mapTo(view.window(), spot))
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=view.mapTo(view.window(), near))
    if not index.flags() & Qt.ItemFlag.ItemIsDragEnabled:
        assert not begun
        return
    assert begun
    data = panel.shown.mimeData([index])
    move, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view, QDragEnterEvent(start, move, data, left, keys))
    for spot in (QPoint(to.x(), (start.y() + to.y()) // 2), to):
        QApplication.sendEvent(view, QDragMoveEvent(spot, move, data, left, keys))
    drop = QDropEvent(to.toPointF(), move, data, left, keys)
    QApplication.sendEvent(view, drop)
    assert drop.isAccepted()
    QTest.qWait(20)


@pytest.mark.parametrize(
    ("row", "before", "order"), [(1, 4, [1, 2, 0]), (3, 1, [2, 0, 1]), (1, 3, [1, 0, 2])]
)
def test_moving_by_drag(
    session: Session, panel: ProjectsPanel, row: int, before: int, order: list[int]
) -> None:
    was = list(session.disclosure.projects)
    if before < panel.shown.rowCount():
        to = panel.list.visualRect(panel.shown.index(before, 0)).topLeft() + QPoint(40, 1)
    else:
        to = panel.list.visualRect(panel.shown.index(before - 1, 0)).bottomLeft() + QPoint(40, -1)
    drag(panel, row, to)
    assert session.disclosure.projects == [was[place] for place in order]
    assert session.undo.count() == 1
    assert session.undo.undoText() == f"移动项目“{was[row - 1].name}”"
    assert session.current == was[row - 1].id


def test_the_department_cannot_be_dragged(session: Session, panel: ProjectsPanel) -> None:
    below = panel.list.visualRect(panel.shown.index(3, 0)).bottomLeft() + QPoint(40, -1)
    drag(panel, 0, below)
    assert not session.undo.canUndo()


def test_dropping_on_the_department_puts_first(session: Session, panel: ProjectsPanel) -> None:
    data = panel.model.mimeData([panel.model.index(3)])
    assert panel.model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    QTest.qWait(10)
    assert session.disclosure.projects[0].id == "third"


def test_a_thousand_projects_are_searched_and_typed_in(
    qtbot: QtBot, session: Session, panel: ProjectsPanel, hebei: Layout
) -> None:
    session.open(make_disclosure(1000, hebei), None)
    panel.search.setText("dlyh")
    panel.search.setText("")
    table = session.disclosure.projects[700].id
    QApplication.processEvents()

    def typed(number: int) -> None:
        session.do(SetCells("改", [(CellRef(table, "name"), f"名称{number}")]), "同一格")

    for number in range(50):
        typed(number)
        QApplication.processEvents()
    assert session.disclosure.projects[700].name == "名称49"
    assert session.undo.count() == 1
    for _ in range(20):
        panel.step(1)
        QApplication.processEvents()
    assert session.current == session.disclosure.projects[20].id

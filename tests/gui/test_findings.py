from __future__ import annotations

import copy
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks.generate import make_disclosure
from gui.findings import FindingsPanel
from gui.findings_engine import FindingsEngine
from gui.findings_model import FINDING
from gui.session import Session
from model.cells import CellRef
from model.checks import Severity, check
from model.disclosure import Disclosure
from model.edits import SetCells, SetProjects
from model.layout import Layout

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def engine(session: Session) -> FindingsEngine:
    return FindingsEngine(session)


@pytest.fixture
def panel(
    qtbot: QtBot, session: Session, engine: FindingsEngine, disclosure: Disclosure
) -> FindingsPanel:
    made = FindingsPanel(session, engine)
    qtbot.addWidget(made)
    made.resize(900, 260)
    session.open(disclosure, None)
    made.show()
    qtbot.waitUntil(lambda: not engine.busy)
    return made


def rows(panel: FindingsPanel) -> list[tuple[str, ...]]:
    return [
        tuple(str(panel.shown.index(row, column).data()) for column in range(4))
        for row in range(panel.shown.rowCount())
    ]


def test_what_is_listed_is_what_the_checks_find(
    session: Session, panel: FindingsPanel, engine: FindingsEngine
) -> None:
    found = check(session.disclosure, session.layout)
    listed = [panel.shown.index(row, 0).data(FINDING) for row in range(panel.shown.rowCount())]
    assert listed == found
    assert sum(engine.totals.values()) == len(found)
    second = session.disclosure.projects[1].id
    errors = sum(one.severity == Severity.ERROR and one.ref.table == second for one in found)
    assert engine.counts(second)[0] == errors > 0
    assert "还不能报送" in panel.summary.text()


def test_rows_name_severity_project_cell_and_fault(panel: FindingsPanel) -> None:
    plan = next(row for row in rows(panel) if "支出计划" in row[3])
    assert plan == (
        "错误",
        "2. 水文站点运行费",
        "资金支出计划（3月底）",
        "资金支出计划一格都没有填。",
    ) or (plan[0] == "错误" and plan[1] == "2. 水文站点运行费" and "3月底" in plan[2])


def test_filling_a_cell_takes_its_finding_away_and_undo_brings_it_back(
    qtbot: QtBot, session: Session, panel: FindingsPanel, engine: FindingsEngine
) -> None:
    tester = QAbstractItemModelTester(panel.model, FATAL)
    before = rows(panel)
    table = session.disclosure.projects[1].id
    session.do(
        SetCells(
            "填",
            [(CellRef(table, f"plan.{n}"), t) for n, t in enumerate(("30%", "60%", "90%", "100%"))],
        )
    )
    qtbot.waitUntil(lambda: not engine.busy and len(rows(panel)) < len(before))
    assert not any("一格都没有填" in row[3] for row in rows(panel))
    session.undo.undo()
    qtbot.waitUntil(lambda: not engine.busy and rows(panel) == before)
    assert tester.model() is panel.model


def test_projects_that_come_go_and_move(
    qtbot: QtBot, session: Session, panel: FindingsPanel, engine: FindingsEngine
) -> None:
    tester = QAbstractItemModelTester(panel.model, FATAL)
    projects = list(session.disclosure.projects)
    twin = copy.deepcopy(projects[1])
    twin.id = "twin"
    for order in (projects[::-1], projects[1:], [], [*projects, twin], projects):
        session.do(SetProjects("移", order))
        qtbot.waitUntil(lambda: not engine.busy)
        found = check(session.disclosure, session.layout)
        listed = [panel.shown.index(row, 0).data(FINDING) for row in range(panel.shown.rowCount())]
        assert listed == found
        assert sum(engine.totals.values()) == len(found)
    assert tester.model() is panel.model


def test_a_project_without_a_name_is_named_as_in_the_list_of_projects(
    session: Session, panel: FindingsPanel, engine: FindingsEngine, qtbot: QtBot
) -> None:
    session.do(SetCells("清空", [(CellRef(session.disclosure.projects[1].id, "name"), " ")]))
    qtbot.waitUntil(lambda: not engine.busy)
    assert any(row[1] == "2. （未填项目名称）" for row in rows(panel))


def test_filters(qtbot: QtBot, session: Session, panel: FindingsPanel) -> None:
    everything = rows(panel)
    warnings = panel.buttons[Severity.WARNING]
    qtbot.mouseClick(warnings, Qt.MouseButton.LeftButton)
    assert {row[0] for row in rows(panel)} == {row[0] for row in everything} - {"警告"}
    qtbot.mouseClick(warnings, Qt.MouseButton.LeftButton)
    session.select(session.disclosure.projects[1].id)
    panel.scope.setCurrentIndex(1)
    assert {row[1] for row in rows(panel)} == {"2. 水文站点运行费"}
    session.select(session.disclosure.projects[0].id)
    assert {row[1] for row in rows(panel)} <= {"1. 清水河河道清淤经费"}
    panel.scope.setCurrentIndex(0)
    qtbot.keyClicks(panel.search, "zcjh")
    assert rows(panel)
    assert all("支出计划" in row[3] for row in rows(panel))
    panel.search.setText("没有这样的")
    assert rows(panel) == []
    assert "筛" in panel.summary.text()


def test_a_click_and_enter_go_to_the_cell_and_say_why(
    qtbot: QtBot, session: Session, panel: FindingsPanel
) -> None:
    wanted: list[CellRef] = []
    session.cell_wanted.connect(wanted.append)
    row = next(n for n, cells in enumerate(rows(panel)) if "一格都没有填" in cells[3])
    index = panel.shown.index(row, 3)
    spot = panel.list.visualRect(index).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    second = session.disclosure.projects[1].id
    assert wanted == [CellRef(second, "plan.0")]
    assert session.current == second
    assert "为什么：" in panel.why.text()
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert len(wanted) == 2


def test_f8_goes_round(qtbot: QtBot, session: Session, panel: FindingsPanel) -> None:
    wanted: list[CellRef] = []
    session.cell_wanted.connect(wanted.append)
    session.select(session.disclosure.projects[1].id)
    assert panel.step(1)
    # it begins with the project that is shown
    assert wanted[0].table == session.disclosure.projects[1].id
    for _ in range(panel.shown.rowCount()):
        panel.step(1)
    assert wanted[-1] == wanted[0]
    panel.step(-1)
    panel.step(1)
    assert wanted[-1] == wanted[0]


def test_without_findings_there_is_nothing_to_step_to(
    qtbot: QtBot, session: Session, panel: FindingsPanel, engine: FindingsEngine
) -> None:
    session.do(SetProjects("清", []))
    qtbot.waitUntil(lambda: not engine.busy)
    panel.search.setText("没有这样的")
    assert not panel.step(1)


def test_a_thousand_projects_never_hold_up_typing(
    qtbot: QtBot, session: Session, panel: FindingsPanel, engine: FindingsEngine, hebei: Layout
) -> None:
    session.open(make_disclosure(1000, hebei), None)
    table = session.disclosure.projects[500].id
    waits: list[float] = []
    number = 0
    while engine.busy or len(waits) < 60:
        number += 1
        started = time.perf_counter()
        session.do(SetCells("改", [(CellRef(table, "goals"), "目标" * number)]), "同一格")
        QApplication.processEvents()
        waits.append(time.perf_counter() - started)
        if engine.busy:
            qtbot.wait(10)
    assert sorted(waits)[len(waits) // 2] < 0.016
    assert panel.shown.rowCount() == len(check(session.disclosure, session.layout))

"""The lists of rolling forward as Qt's own tester and a clerk see them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.roll.model import AFTER, BEFORE, PLACE, WHY, ProjectsFound, ProjectTicks, YearsModel
from gui.shared.markedtext import RUNS
from gui.shared.ticklist import TickList
from model.document.disclosure import Disclosure, TargetTable
from model.layout import Layout
from model.roll import RollOptions, RollPlan, plan_roll

CHECK = Qt.ItemDataRole.CheckStateRole
ON, OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


def watched(model: QAbstractItemModel) -> QAbstractItemModelTester:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    return QAbstractItemModelTester(model, mode)


@pytest.fixture
def plan(hebei: Layout) -> RollPlan:
    tables = [
        TargetTable(name="2024年清淤", purpose="截至2024年底清完；比2023年快"),
        TargetTable(name="供水", goals="《2024年方案》\n二〇二四年通水"),
    ]
    old = Disclosure(2024, overall_goal="2024年起步", projects=tables, layout=hebei.id)
    return plan_roll(old, hebei, hebei, RollOptions(year=2025))


def test_years_before_and_after(qapp: QApplication, plan: RollPlan) -> None:
    model = YearsModel()
    watch = watched(model)
    model.show(plan)
    rows = [[model.index(row, column).data() for column in range(4)] for row in range(5)]
    assert [row[PLACE] for row in rows] == [
        "总体绩效目标",
        "第1个项目的项目名称（2024年清淤）",
        "第1个项目的资金用途（2024年清淤）",
        "第1个项目的资金用途（2024年清淤）",
        "第2个项目的绩效目标（供水）",
    ]
    assert (rows[1][BEFORE], rows[1][AFTER]) == ("2024年清淤", "2025年清淤")
    assert rows[4][AFTER] == "《2024年方案》↵二〇二五年通水"
    assert rows[3][WHY] == "上年的事，或者与上年比"
    before, moved, after = (run.text for run in model.index(2, AFTER).data(RUNS))
    assert (before, moved, after) == ("截至", "2025", "年底清完；比2023年快")
    assert [Qt.CheckState(model.index(row, PLACE).data(CHECK)) for row in range(5)] == [
        ON, ON, ON, OFF, ON,
    ]  # fmt: skip
    spoken = model.index(3, PLACE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("不改，")
    assert model.setData(model.index(3, PLACE), ON, CHECK)
    assert plan.changes[3].wanted
    model.tick(False)
    assert model.wanted() == 0
    model.tick(None)
    assert [change.wanted for change in plan.changes] == [True, True, True, False, True]
    model.show(None)
    assert model.rowCount() == 0
    del watch


def test_projects_are_ticked_and_searched(qapp: QApplication, disclosure: Disclosure) -> None:
    ticks = ProjectTicks()
    found = ProjectsFound(ticks)
    watches = [watched(ticks), watched(found)]
    ticks.show(disclosure.projects)
    first, second = (table.id for table in disclosure.projects)
    assert ticks.ticked() == {first, second}
    found.search("swzd")
    assert found.rows() == [1]
    ticks.tick(found.rows(), ticked=False)
    assert ticks.ticked() == {first}
    found.search("a1b2c3d4e5f6")
    assert found.rows() == [0], "a code is found as well"
    found.search("")
    assert ticks.setData(ticks.index(0), OFF, CHECK)
    assert ticks.ticked() == frozenset()
    assert not ticks.setData(ticks.index(0), "x", Qt.ItemDataRole.EditRole)
    del watches


def test_space_ticks_all_that_are_selected(qtbot: QtBot, disclosure: Disclosure) -> None:
    ticks = ProjectTicks()
    ticks.show(disclosure.projects)
    view = TickList("项目")
    qtbot.addWidget(view)
    view.setModel(ticks)
    view.show()
    view.setFocus()
    view.setCurrentIndex(ticks.index(0))
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert ticks.ticked() == {disclosure.projects[1].id}
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert ticks.ticked() == frozenset(), "the current row is turned, the others follow"
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert len(ticks.ticked()) == 2

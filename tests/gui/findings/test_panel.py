from __future__ import annotations

import copy
from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from benchmarks.generate import make_disclosure
from gui.document.session import Session
from gui.findings.engine import FindingsEngine
from gui.findings.model import FINDING, PLACES
from gui.findings.panel import FindingsPanel
from gui.window.mainwindow import MainWindow
from model.checks import Severity, check
from model.checks.base import Example
from model.checks.gather import gathered
from model.checks.samples import sound
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.document.edits import Change, Confirm, SetCells, SetProjects
from model.layout import Layout
from tests.gui.findings.rows import rows

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def test_what_is_listed_is_what_the_checks_find(
    session: Session, panel: FindingsPanel, engine: FindingsEngine
) -> None:
    found = gathered(check(session.disclosure, session.layout))
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
    )


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
        found = gathered(check(session.disclosure, session.layout))
        listed = [panel.shown.index(row, 0).data(FINDING) for row in range(panel.shown.rowCount())]
        assert listed == sorted(found, key=lambda one: one.severity.rank)
        assert sum(engine.totals.values()) == len(found)
    assert tester.model() is panel.model


def test_a_project_without_a_name_is_named_as_in_the_list_of_projects(
    session: Session, panel: FindingsPanel, engine: FindingsEngine, qtbot: QtBot
) -> None:
    session.do(SetCells("清空", [(CellRef(session.disclosure.projects[1].id, "name"), " ")]))
    qtbot.waitUntil(lambda: not engine.busy)
    assert any(row[1] == "2. （未填项目名称）" for row in rows(panel))


def test_it_is_said_which_other_projects_are_alike(
    session: Session, panel: FindingsPanel, engine: FindingsEngine, qtbot: QtBot
) -> None:
    first, second = session.disclosure.projects[:2]
    broken = [CellRef(table.id, "name", table.indicators[0].id) for table in (first, second)]
    texts = [(ref, "清理长度（公里") for ref in broken]
    session.do(SetCells("照抄", [*texts, (CellRef(second.id, "goals"), first.goals)]))
    qtbot.waitUntil(lambda: not engine.busy)
    said = {}
    for row in range(panel.shown.rowCount()):
        index = panel.shown.index(row, 0)
        panel.list.setCurrentIndex(index)
        finding = index.data(FINDING)
        said[finding.code, finding.ref] = panel.why.toPlainText()
        shown = index.data(Qt.ItemDataRole.ToolTipRole).splitlines()[0]
        assert panel.why.toPlainText().startswith(shown)
    assert "相同的有第 1 个项目。" in said["H01", CellRef(second.id, "goals")]
    assert "相同的有第 2 个项目。" in said["F03", broken[0]]
    assert ("F03", broken[1]) not in said


def test_filters(qtbot: QtBot, session: Session, panel: FindingsPanel) -> None:
    everything = rows(panel)
    warnings = panel.bar.severities[Severity.WARNING]
    qtbot.mouseClick(warnings, Qt.MouseButton.LeftButton)
    assert {row[0] for row in rows(panel)} == {row[0] for row in everything} - {"警告"}
    qtbot.mouseClick(warnings, Qt.MouseButton.LeftButton)
    session.select(session.disclosure.projects[1].id)
    panel.bar.scope.setCurrentIndex(1)
    assert {row[1] for row in rows(panel)} == {"2. 水文站点运行费"}
    session.select(session.disclosure.projects[0].id)
    assert {row[1] for row in rows(panel)} <= {"1. 清水河河道清淤经费"}
    panel.bar.scope.setCurrentIndex(0)
    qtbot.keyClicks(panel.bar.search, "zcjh")
    assert rows(panel)
    assert all("支出计划" in row[3] for row in rows(panel))
    panel.bar.search.setText("没有这样的")
    assert rows(panel) == []
    assert "筛" in panel.why.toPlainText()
    assert "还不能报送" in panel.summary.text()


def test_a_click_and_enter_go_to_the_cell_and_say_why(
    qtbot: QtBot, session: Session, panel: FindingsPanel
) -> None:
    wanted: list[CellRef] = []
    session.cell_wanted.connect(wanted.append)
    row = next(n for n, cells in enumerate(rows(panel)) if "一格都没有填" in cells[3])
    index = panel.shown.index(row, PLACES["message"])
    spot = panel.list.visualRect(index).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    second = session.disclosure.projects[1].id
    assert wanted == [CellRef(second, "plan.0")]
    assert session.current == second
    assert "为什么：" in panel.why.toPlainText()
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
    panel.bar.search.setText("没有这样的")
    assert not panel.step(1)


def test_a_thousand_projects_are_checked_while_the_clerk_types(
    qtbot: QtBot, session: Session, panel: FindingsPanel, engine: FindingsEngine, hebei: Layout
) -> None:
    session.open(make_disclosure(1000, hebei), None)
    table = session.disclosure.projects[500].id
    number = 0
    while engine.busy:
        number += 1
        session.do(SetCells("改", [(CellRef(table, "goals"), "目标" * number)]), "同一格")
        qtbot.wait(10)
    assert number > 1
    assert panel.shown.rowCount() == len(gathered(check(session.disclosure, session.layout)))


def test_kinds_are_listed_with_their_counts_and_follow_the_project(
    qtbot: QtBot, session: Session, panel: FindingsPanel
) -> None:
    kind = panel.bar.kind
    found = gathered(check(session.disclosure, session.layout))
    counted = Counter(one.code for one in found)
    texts = [kind.itemText(place) for place in range(1, kind.count())]
    assert [text.split()[0] for text in texts] == sorted(counted)
    assert [int(text.rpartition("(")[2][:-1]) for text in texts] == [
        counted[code] for code in sorted(counted)
    ]
    wanted = kind.findData("A04")
    assert wanted > 0
    kind.setCurrentIndex(wanted)
    listed = [panel.shown.index(row, 0).data(FINDING) for row in range(panel.shown.rowCount())]
    assert listed == [one for one in found if one.code == "A04"]
    assert listed
    session.select(next(t.id for t in session.disclosure.projects if t.id != listed[0].ref.table))
    panel.bar.scope.setCurrentIndex(1)
    # the kind stays chosen though this project has none of it
    assert kind.currentData() == "A04"
    assert kind.currentText().endswith("(0)")
    assert panel.shown.rowCount() == 0
    assert "还不能报送" in panel.summary.text()


def test_it_says_whether_it_can_be_sent(
    qtbot: QtBot, session: Session, panel: FindingsPanel, engine: FindingsEngine
) -> None:
    sample = sound(Example(cells={}))
    session.open(sample, None)
    qtbot.waitUntil(lambda: not engine.busy)
    assert panel.summary.text() == "没有发现问题，可以报送。"
    session.do(SetCells("改", [(CellRef("0", "purpose"), "")]))
    sample.carried.add(CellRef("0", "goals"))
    session.do(Confirm("确认", []))
    session.announce(Change(carried=[CellRef("0", "goals")]))
    qtbot.waitUntil(lambda: not engine.busy)
    assert panel.summary.text() == "还不能报送：1 处有带过来、还没有看过的内容，1 处没有填。"
    session.do(Confirm("确认", [CellRef("0", "goals")]))
    qtbot.waitUntil(lambda: not engine.busy)
    assert panel.summary.text() == "还不能报送：1 处没有填。"
    session.open(Disclosure(layout="hebei-2021"), None)
    assert "还没有项目" in panel.summary.text()


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has no pop-up windows
def test_buttons_say_how_much_they_mend_and_the_menu_offers_the_same(
    qtbot: QtBot, session: Session, panel: FindingsPanel, engine: FindingsEngine
) -> None:
    items = session.disclosure.projects[0].indicators
    refs = [CellRef(session.disclosure.projects[0].id, "basis", item.id) for item in items[:3]]
    session.do(SetCells("改", [(ref, f"云水发[2023]{n}号") for n, ref in enumerate(refs, 1)]))
    qtbot.waitUntil(lambda: not engine.busy)
    wanted: list[str] = []
    panel.wanted.connect(wanted.append)
    assert not panel.buttons.mend.isEnabled()
    codes = [panel.shown.index(row, 0).data(FINDING).code for row in range(panel.shown.rowCount())]
    spots = [
        panel.list.visualRect(panel.shown.index(row, PLACES["project"]))
        for row in range(len(codes))
    ]
    row = codes.index("E01")
    panel.list.scrollTo(panel.shown.index(row, 0))
    spot = panel.list.visualRect(panel.shown.index(row, PLACES["project"])).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert len(spots) == len(codes)
    assert "3 处" in panel.buttons.kind.text()
    assert str(engine.tally().safe) in panel.buttons.safe.text()
    for button in (panel.buttons.mend, panel.buttons.kind, panel.buttons.review):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted == ["mend", "mend-kind", "review"]
    panel.list.customContextMenuRequested.emit(spot)
    menu = next(one for one in panel.findChildren(QMenu) if one.isVisible())
    named = [action for action in menu.actions() if action.objectName()]
    offered = {action.objectName(): action.isEnabled() for action in named}
    wanted_of = dict.fromkeys(("go", "every", "other", "mend", "mend-kind", "review", "copy"), True)
    assert offered == wanted_of
    next(action for action in menu.actions() if action.objectName() == "copy").trigger()
    menu.close()
    assert QApplication.clipboard().text() == "\t".join(rows(panel)[row])


def test_several_are_chosen_with_ctrl_and_the_list_stays_in_front(
    qtbot: QtBot, session: Session, panel: FindingsPanel
) -> None:
    wanted: list[CellRef] = []
    session.cell_wanted.connect(wanted.append)
    for row in (0, 2):
        spot = panel.list.visualRect(panel.shown.index(row, PLACES["project"])).center()
        keys = Qt.KeyboardModifier.ControlModifier if row else Qt.KeyboardModifier.NoModifier
        qtbot.mousePress(panel.list.viewport(), Qt.MouseButton.LeftButton, keys, spot)
        qtbot.mouseRelease(panel.list.viewport(), Qt.MouseButton.LeftButton, keys, spot)
    assert len(wanted) == 1
    found = [panel.shown.index(row, 0).data(FINDING) for row in (0, 2)]
    assert list(panel.chosen().findings) == found
    qtbot.keyClick(panel.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().count("\n") == 1


def test_many_tables_changed_at_once_are_checked_bit_by_bit(
    qtbot: QtBot, session: Session, panel: FindingsPanel, engine: FindingsEngine, hebei: Layout
) -> None:
    session.open(make_disclosure(120, hebei), None)
    qtbot.waitUntil(lambda: not engine.busy, timeout=10_000)
    looked: list[set[str]] = []
    engine.updated.connect(looked.append)
    texts = [(CellRef(table.id, "goals"), "目标，") for table in session.disclosure.projects]
    session.do(SetCells("改", texts))
    qtbot.waitUntil(lambda: not engine.busy, timeout=10_000)
    assert len(looked) > 2
    listed = [panel.shown.index(row, 0).data(FINDING) for row in range(panel.shown.rowCount())]
    found = gathered(check(session.disclosure, session.layout))
    assert listed == sorted(found, key=lambda one: one.severity.rank)


def test_own_text_is_marked_as_cells_are(
    qtbot: QtBot, open_window: MainWindow, boxes: object
) -> None:
    session = open_window.session
    assert open_window.panels is not None
    engine, tabs = open_window.panels.engine, open_window.panels.tabs
    session.select("")
    session.do(SetCells("改", [(CellRef("", "overall_goal"), "执行云水发[2023]12号，")]))
    qtbot.waitUntil(lambda: not engine.busy)
    assert tabs.department is not None
    sign = tabs.department.signs["overall_goal"]
    assert sign.isVisible()
    assert sign.word == "警告"
    assert "为什么：" in tabs.department.fields["overall_goal"].toolTip()
    session.undo.undo()
    qtbot.waitUntil(lambda: not engine.busy)
    assert not sign.isVisible()


def test_a_cells_tooltip_says_what_and_why(qtbot: QtBot, open_window: MainWindow) -> None:
    session = open_window.session
    assert open_window.panels is not None
    form = open_window.panels.tabs.form
    assert form is not None
    assert form.grid is not None
    item = session.disclosure.projects[0].indicators[2]
    ref = CellRef(session.disclosure.projects[0].id, "value", item.id)
    session.do(SetCells("改", [(ref, ">= 100%")]))
    engine = open_window.panels.engine
    qtbot.waitUntil(lambda: not engine.busy)
    cell = form.grid.find(ref)
    assert cell is not None
    tip = form.tip(cell)
    assert tip.count("警告：") == 2
    assert tip.count("为什么：") == 3
    assert "提示：" in tip

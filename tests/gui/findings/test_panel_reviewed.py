"""Findings marked 已核实 in the panel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.findings.engine import FindingsEngine
from gui.findings.panel import FindingsPanel
from model.checks import Finding, check, review
from model.document.cells import CellRef
from model.document.edits import SetCells, SetReviewed
from tests.gui.findings.rows import rows

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def mark(session: Session, row: int) -> Finding:
    """Mark a finding 已核实."""
    finding = check(session.disclosure, session.layout)[row]
    marks = [*session.disclosure.reviewed, review(session.disclosure, finding, "看过", "张")]
    session.do(SetReviewed("标", marks))
    return finding


def test_what_is_reviewed_is_counted_apart_and_shown_when_wanted(
    qtbot: QtBot, session: Session, panel: FindingsPanel, engine: FindingsEngine
) -> None:
    tester = QAbstractItemModelTester(panel.model, FATAL)
    everything, totals = rows(panel), engine.totals
    finding = mark(session, 2)
    qtbot.waitUntil(lambda: not engine.busy)
    assert rows(panel) == everything[:2] + everything[3:]
    assert engine.totals[finding.severity] == totals[finding.severity] - 1
    assert finding not in engine.findings(finding.ref.table)
    assert panel.bar.reviewed.text() == "已核实 1"
    qtbot.mouseClick(panel.bar.reviewed, Qt.MouseButton.LeftButton)
    assert rows(panel)[2] == ("已核实", *everything[2][1:])
    panel.list.setCurrentIndex(panel.shown.index(2, 0))
    assert "已核实：看过（张）" in panel.why.toPlainText()
    assert not panel.buttons.review.isEnabled()
    session.undo.undo()
    qtbot.waitUntil(lambda: not engine.busy)
    assert rows(panel) == everything
    assert engine.totals == totals
    assert tester.model() is panel.model


def test_a_review_returns_with_another_text_and_only_its_table_is_sorted_anew(
    qtbot: QtBot, session: Session, panel: FindingsPanel, engine: FindingsEngine
) -> None:
    ref = CellRef(session.disclosure.projects[1].id, "goals")
    session.do(SetCells("改", [(ref, "2022年的站点，2023年运行")]))
    place = next(
        number
        for number, one in enumerate(check(session.disclosure, session.layout))
        if one.code == "G01"
    )
    mark(session, place)
    qtbot.waitUntil(lambda: not engine.busy)
    assert not [one for one in engine.findings(ref.table) if one.code == "G01"]
    looked: list[set[str]] = []
    engine.updated.connect(looked.append)
    session.do(SetCells("改", [(ref, "2022年的站点，2023年运行。")]))
    qtbot.waitUntil(lambda: not engine.busy)
    assert looked == [{ref.table}]
    assert [one.ref for one in engine.findings(ref.table) if one.code == "G01"] == [ref]
    session.undo.undo()
    qtbot.waitUntil(lambda: not engine.busy)
    assert not [one for one in engine.findings(ref.table) if one.code == "G01"]


def test_a_mark_on_the_expenditure_is_void_when_any_budget_changes(
    qtbot: QtBot, session: Session, engine: FindingsEngine, panel: FindingsPanel
) -> None:
    session.do(SetCells("填", [(CellRef("", "project_expenditure"), "999.00")]))
    qtbot.waitUntil(lambda: not engine.busy)
    mark(session, 0)
    qtbot.waitUntil(lambda: not engine.busy)
    assert not engine.findings("")
    one, two = (table.id for table in session.disclosure.projects)
    # the sum, and so the finding, stays the same
    texts = [(CellRef(one, "budget"), "186.00"), (CellRef(two, "budget"), "30.50")]
    session.do(SetCells("改", texts))
    qtbot.waitUntil(lambda: not engine.busy)
    assert [found.code for found in engine.findings("")] == ["B05"]

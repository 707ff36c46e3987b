"""已核实: a reason is asked for, kept, listed, and can be taken back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.findings.engine import FindingsEngine
from gui.findings.reviewdialog import ReviewDialog
from gui.findings.reviewedlist import ReviewedList
from gui.findings.reviewedmodel import CHANGED, GONE, HOLDS, PLACE, PROJECT, SOLVED, STATE, WHAT
from gui.findings.reviewing import Reviewing
from model.checks import Finding, check
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.document.edits import SetCells, SetIndicators, SetProjects
from model.document.findings import Reviewed
from tests.gui.conftest import compose

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
LEFT = Qt.MouseButton.LeftButton
STRANGE = "“看过” <b>&nbsp;</b> =1+1 \\ 😀"


@pytest.fixture
def engine(qtbot: QtBot, session: Session, disclosure: Disclosure) -> FindingsEngine:
    made = FindingsEngine(session)
    session.open(disclosure, None)
    qtbot.waitUntil(lambda: not made.busy)
    return made


@pytest.fixture
def reviewing(qtbot: QtBot, session: Session, engine: FindingsEngine) -> Reviewing:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return Reviewing(window, session, engine)


def found(session: Session, code: str) -> list[Finding]:
    return [one for one in check(session.disclosure, session.layout) if one.code == code]


def asked(reviewing: Reviewing, findings: list[Finding]) -> ReviewDialog:
    dialog = reviewing.review(findings)
    assert dialog is not None
    return dialog


def answer(reviewing: Reviewing, findings: list[Finding], reason: str = "看过") -> None:
    dialog = asked(reviewing, findings)
    dialog.reason.setEditText(reason)
    dialog.accept()


def test_a_reason_is_required(
    qtbot: QtBot, session: Session, reviewing: Reviewing, engine: FindingsEngine
) -> None:
    dialog = asked(reviewing, found(session, "A04"))
    qtbot.waitUntil(dialog.isActiveWindow)
    assert "没有填写" in dialog.what.text()
    line = dialog.reason.lineEdit()
    assert line is not None
    for blank in ("", "   "):
        line.setText(blank)
        assert not dialog.ok.isEnabled()
        dialog.accept()
        assert dialog.isVisible()
    line.clear()
    # Enter belongs to the word being composed
    compose(line, "kan'guo")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    compose(line, "", "看过")
    qtbot.keyClicks(dialog.who, "Li")
    dialog.day.setDate(QDate(2024, 2, 3))
    qtbot.keyClick(dialog.who, Qt.Key.Key_Return)
    assert not session.undo.isClean()
    (mark,) = session.disclosure.reviewed
    assert (mark.code, mark.reason, mark.who, mark.when) == ("A04", "看过", "Li", "2024-02-03")
    assert session.undo.undoText() == "标为已核实：指标没有填全"
    session.undo.undo()
    assert session.disclosure.reviewed == []


def test_several_at_once_are_one_step_and_the_last_mark_counts(
    qtbot: QtBot, session: Session, reviewing: Reviewing, engine: FindingsEngine
) -> None:
    findings = check(session.disclosure, session.layout)
    answer(reviewing, findings, STRANGE)
    assert session.undo.count() == 1
    assert [mark.reason for mark in session.disclosure.reviewed] == [STRANGE] * len(findings)
    assert {mark.when for mark in session.disclosure.reviewed} == {date.today().isoformat()}
    answer(reviewing, findings[:1], "再看过")
    reasons = [mark.reason for mark in session.disclosure.reviewed]
    assert reasons == [STRANGE] * (len(findings) - 1) + ["再看过"]
    qtbot.waitUntil(lambda: not engine.busy)
    assert engine.tally().reviewed.total() == len(findings) > 2


def test_reasons_and_name_are_offered_again(session: Session, reviewing: Reviewing) -> None:
    (first, *rest) = check(session.disclosure, session.layout)
    dialog = asked(reviewing, [first])
    assert dialog.reason.currentText() == ""
    usual = dialog.reason.count()
    assert usual
    dialog.reason.setEditText(STRANGE)
    dialog.who.setText("张会计")
    dialog.accept()
    dialog = asked(reviewing, rest * 3)
    offered = [dialog.reason.itemText(place) for place in range(dialog.reason.count())]
    assert offered[0] == STRANGE
    assert len(offered) == len(set(offered)) == usual + 1
    assert dialog.who.text() == "张会计"
    assert f"共 {3 * len(rest)} 个问题" in dialog.what.text()
    dialog.reject()
    assert len(session.disclosure.reviewed) == 1


def test_a_carried_cell_that_was_looked_at_is_confirmed(
    qtbot: QtBot, session: Session, reviewing: Reviewing
) -> None:
    table = session.disclosure.projects[0]
    refs = {CellRef(table.id, "goals"), CellRef(table.id, "purpose")}
    session.disclosure.carried |= refs
    carried = found(session, "G02")
    assert reviewing.review(carried) is None
    assert session.disclosure.carried == set()
    assert session.disclosure.reviewed == []
    session.undo.undo()
    assert session.disclosure.carried == refs
    answer(reviewing, [*carried, *found(session, "A04")])
    assert session.disclosure.carried == set()
    assert [mark.code for mark in session.disclosure.reviewed] == ["A04"]
    session.undo.undo()
    assert session.disclosure.carried == refs
    assert session.disclosure.reviewed == []


def test_without_a_finding_nothing_is_asked(session: Session, reviewing: Reviewing) -> None:
    said: list[str] = []
    reviewing.said.connect(said.append)
    assert reviewing.review([]) is None
    assert "选" in said[0]


def states(shown: ReviewedList) -> list[str]:
    return [shown.model.state(row) for row in range(shown.model.rowCount())]


def test_the_list_says_what_became_of_each(
    qtbot: QtBot, session: Session, reviewing: Reviewing, engine: FindingsEngine
) -> None:
    first, second = session.disclosure.projects
    session.do(SetCells("改", [(CellRef(first.id, "goals"), "完成清淤，")]))
    wanted = [*found(session, "F04"), *found(session, "A04"), *found(session, "A02")]
    assert [one.ref.table for one in wanted] == [first.id, second.id, second.id]
    answer(reviewing, wanted)
    shown = reviewing.show_list()
    tester = QAbstractItemModelTester(shown.model, FATAL)
    qtbot.waitUntil(lambda: not engine.busy)
    assert states(shown) == [HOLDS] * 3
    assert [str(shown.model.index(0, column).data()) for column in (PROJECT, PLACE, WHAT)] == [
        "1. 清水河河道清淤经费",
        "绩效目标",
        wanted[0].message,
    ]
    session.do(SetCells("改", [(CellRef(first.id, "goals"), "完成全部清淤，")]))
    session.do(SetCells("改", [(CellRef(second.id, f"plan.{n}"), "100%") for n in range(4)]))
    qtbot.waitUntil(lambda: not engine.busy)
    assert states(shown) == [CHANGED, HOLDS, SOLVED]
    assert "重新列出" in str(shown.model.index(0, STATE).data(Qt.ItemDataRole.ToolTipRole))
    session.do(SetIndicators("删", second.id, []))
    qtbot.waitUntil(lambda: not engine.busy)
    assert states(shown) == [CHANGED, GONE, SOLVED]
    session.do(SetProjects("删", [second]))
    qtbot.waitUntil(lambda: not engine.busy)
    assert states(shown) == [GONE, GONE, SOLVED]
    assert shown.model.index(0, PROJECT).data() == "（已删除）"
    # what holds no longer goes at one stroke
    qtbot.mouseClick(shown.old, LEFT)
    assert states(shown) == []
    assert "还没有" in shown.status.text()
    for _ in range(5):
        session.undo.undo()
    qtbot.waitUntil(lambda: not engine.busy)
    assert states(shown) == [HOLDS] * 3
    assert tester.model() is shown.model


def test_one_goes_to_the_cell_and_takes_marks_back(
    qtbot: QtBot, session: Session, reviewing: Reviewing, engine: FindingsEngine
) -> None:
    findings = check(session.disclosure, session.layout)[:3]
    answer(reviewing, findings)
    shown = reviewing.show_list()
    qtbot.waitUntil(shown.isActiveWindow)
    wanted: list[CellRef] = []
    session.cell_wanted.connect(wanted.append)
    qtbot.keyClick(shown.list, Qt.Key.Key_Return)
    spot = shown.list.visualRect(shown.model.index(1, 1)).center()
    qtbot.mouseClick(shown.list.viewport(), LEFT, pos=spot)
    qtbot.mouseDClick(shown.list.viewport(), LEFT, pos=spot)
    assert wanted == [findings[0].ref, findings[1].ref]
    qtbot.mouseClick(shown.cancel, LEFT)
    assert [mark.code for mark in session.disclosure.reviewed] == [
        findings[0].code,
        findings[2].code,
    ]
    assert session.undo.undoText() == "取消 1 个已核实"
    session.undo.undo()
    assert len(session.disclosure.reviewed) == 3
    assert reviewing.show_list() is shown


def test_marks_of_a_file_written_by_hand_do_no_harm(
    qtbot: QtBot, session: Session, reviewing: Reviewing, engine: FindingsEngine
) -> None:
    table = session.disclosure.projects[0].id
    session.disclosure.reviewed = [
        Reviewed(code="Z99", table=table, field="plan.9", reason="x"),
        Reviewed(code="A01", table=table, field="plan.x"),
        Reviewed(code="A01", field="itemised_goals.7.title"),
        Reviewed(code="B05", field="project_expenditure"),
        Reviewed(code="A01", table="nowhere", field="name"),
    ]
    shown = reviewing.show_list()
    tester = QAbstractItemModelTester(shown.model, FATAL)
    assert HOLDS not in states(shown)
    assert shown.model.index(0, WHAT).data() == "Z99"
    assert tester.model() is shown.model

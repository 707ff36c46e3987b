"""The first check: on a copy, one at a time, stopped when another file is opened."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from benchmarks.generate import make_disclosure
from gui.document.session import Session
from gui.findings.engine import FindingsEngine
from gui.findings.panel import FindingsPanel
from gui.findings.provider import LiveChecks
from model.basics.steps import step
from model.checks import Finding, check, run
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.document.edits import Change, SetCells, SetProjects
from model.layout import Layout

MANY = 30


class Gate:
    """Stands in the way of `model.checks.run.check`s, and notes which are at work."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.checked: list[Disclosure] = []
        self.working = 0
        self.most = 0
        self.open = threading.Event()
        self.came = threading.Event()
        begin: Callable[[run.Checker], None] = run.Checker._begin

        def held(checker: run.Checker) -> None:
            self.checked.append(checker.disclosure)
            self.working += 1
            self.most = max(self.most, self.working)
            try:
                self.came.set()
                while not self.open.wait(0.001):
                    step()
                begin(checker)
            finally:
                self.working -= 1

        monkeypatch.setattr(run.Checker, "_begin", held)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    return Gate(monkeypatch)


def findings(checks: LiveChecks, disclosure: Disclosure) -> list[Finding]:
    keys = ["", *(table.id for table in disclosure.projects)]
    return [finding for key in keys for finding in checks.findings(key)]


def test_the_first_check_of_many_projects_looks_at_a_copy(
    qtbot: QtBot, gate: Gate, hebei: Layout
) -> None:
    disclosure = make_disclosure(MANY, hebei)
    checks = LiveChecks()
    checks.restart(disclosure, hebei)
    checks.work()
    assert gate.came.wait(10)
    # edited while it is looked at: a cell, a project less, another order
    cells = [(CellRef(disclosure.projects[3].id, "name"), ""), (CellRef("", "year"), "2023")]
    checks.touch(SetCells("", cells).apply(disclosure))
    order = [*disclosure.projects[5:], *disclosure.projects[:4]]
    checks.touch(SetProjects("", order).apply(disclosure))
    gate.open.set()
    qtbot.waitUntil(lambda: checks.work() is not None and not checks.pending(), timeout=20000)
    assert gate.checked[0] is not disclosure
    assert len(gate.checked[0].projects) == MANY
    assert findings(checks, disclosure) == check(disclosure, hebei)
    # what comes later is found too, in the disclosure that is edited
    budget = CellRef(disclosure.projects[0].id, "budget")
    checks.touch(SetCells("", [(budget, "abc")]).apply(disclosure))
    while checks.pending():
        checks.work()
    assert findings(checks, disclosure) == check(disclosure, hebei)


def test_three_files_opened_in_a_row_are_checked_one_at_a_time(
    qtbot: QtBot, gate: Gate, hebei: Layout
) -> None:
    checks = LiveChecks()
    for _ in range(3):
        gate.came.clear()
        checks.restart(make_disclosure(MANY, hebei), hebei)
        checks.work()
        assert gate.came.wait(10)
    assert (gate.most, gate.working) == (1, 1)
    gate.open.set()
    qtbot.waitUntil(lambda: bool(checks.work()), timeout=20000)
    # the first two ended where they stood
    assert len(gate.checked) == 3
    for thread in [one for one in threading.enumerate() if one.name == "checks"]:
        thread.join(10)
        assert not thread.is_alive()


def test_one_opened_before_the_last_began_is_not_checked_at_all(gate: Gate, hebei: Layout) -> None:
    checks = LiveChecks()
    for _ in range(5):
        checks.restart(make_disclosure(MANY, hebei), hebei)
    checks.work()
    assert gate.came.wait(10)
    assert len(gate.checked) == 1
    checks.restart(Disclosure(), hebei)


@pytest.mark.parametrize("many", [2, MANY])
def test_a_check_that_fails_is_told_and_never_taken_for_no_findings(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, session: Session, hebei: Layout, many: int
) -> None:
    engine = FindingsEngine(session)
    panel = FindingsPanel(session, engine)
    qtbot.addWidget(panel)

    def broken(_checker: run.Checker) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(run.Checker, "_begin", broken)
        with capture_exceptions() as caught:
            session.open(make_disclosure(many, hebei), None)
            qtbot.waitUntil(lambda: engine.failed, timeout=10000)
        assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert not engine.busy
    assert "没有料到的错误" in panel.summary.text()
    session.open(make_disclosure(many, hebei), None)
    qtbot.waitUntil(lambda: engine.ready and not engine.busy, timeout=20000)
    assert "没有料到的错误" not in panel.summary.text()


def test_an_edit_whose_check_fails_is_told_too(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, session: Session, hebei: Layout
) -> None:
    engine = FindingsEngine(session)
    session.open(make_disclosure(2, hebei), None)
    qtbot.waitUntil(lambda: engine.ready and not engine.busy)

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(run.Checker, "changed", broken)
    with capture_exceptions() as caught:
        session.changed.emit(Change(cells=[CellRef(session.disclosure.projects[0].id, "name")]))
        qtbot.waitUntil(lambda: bool(caught))
    assert engine.failed

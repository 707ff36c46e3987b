from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from benchmarks.generate import make_disclosure
from gui.document.session import Session
from gui.document.snapshot import Snapshot
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, Indicator, TargetTable
from model.document.edits import Confirm, SetCells, SetIndicators, SetProjects
from model.layout import Layout, load_layouts

LAYOUTS = load_layouts()
LONG = float("inf")


def held(snapshot: Snapshot, disclosure: Disclosure) -> Disclosure:
    """Return what a copy written now would hold."""
    assert snapshot.work(disclosure, LONG)
    data = msgspec.json.encode(snapshot.put_together(disclosure))
    return msgspec.json.decode(data, type=Disclosure)


class Clerk:
    """Edits at random, as the window would."""

    def __init__(self, session: Session, draw: Callable[..., object]) -> None:
        self.session = session
        self.draw = draw
        self.kept: list[TargetTable] = []

    def step(self) -> None:
        kinds = ["cell", "indicators", "projects", "own", "confirm", "undo", "redo"]
        getattr(self, str(self.draw(st.sampled_from(kinds))))()

    def table(self) -> TargetTable:
        table = self.draw(st.sampled_from(self.session.disclosure.projects))
        assert isinstance(table, TargetTable)
        return table

    def cell(self) -> None:
        text = str(self.draw(st.sampled_from(["甲", "", '"\\<&\x00', "😀" * 20])))
        table = self.table()
        names = ["name", "goals", "budget", "plan.2", "unit.name"]
        cells = [(CellRef(table.id, str(self.draw(st.sampled_from(names)))), text)]
        if table.indicators:
            cells.append((CellRef(table.id, "basis", table.indicators[-1].id), text))
        self.session.do(SetCells("改", cells))

    def indicators(self) -> None:
        table = self.table()
        rows = [*table.indicators[::-1], Indicator("产出指标", "数量指标", "新")]
        self.session.do(SetIndicators("加", table.id, rows))

    def projects(self) -> None:
        projects = self.session.disclosure.projects
        gone = self.table()
        rest = [table for table in projects if table is not gone]
        if len(rest) > 1 and self.draw(st.booleans()):
            self.kept.append(gone)
            self.session.do(SetProjects("删", rest))
        else:
            back = [table for table in self.kept if table not in rest]
            self.session.do(SetProjects("移", [*back, *rest, gone]))

    def own(self) -> None:
        self.session.do(SetCells("改", [(CellRef("", "overall_goal"), "总体")]))

    def confirm(self) -> None:
        marked = sorted(self.session.disclosure.carried)
        if marked:
            self.session.do(Confirm("确认", marked[:1]))

    def undo(self) -> None:
        self.session.undo.undo()

    def redo(self) -> None:
        self.session.undo.redo()


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_after_any_edits_it_is_what_encoding_all_anew_would_be(
    qapp: QApplication, data: st.DataObject
) -> None:
    session = Session(LAYOUTS)
    disclosure = make_disclosure(4, LAYOUTS["hebei-2021"])
    disclosure.carried = {CellRef(table.id, "goals") for table in disclosure.projects}
    snapshot = Snapshot()
    session.changed.connect(snapshot.touch)
    session.open(disclosure, None)
    assert held(snapshot, disclosure) == disclosure
    clerk = Clerk(session, data.draw)
    for _ in range(data.draw(st.integers(1, 6))):
        for _ in range(data.draw(st.integers(1, 3))):
            clerk.step()
        # some of it is encoded before the next edit
        if data.draw(st.booleans()):
            snapshot.work(disclosure, 0)
        else:
            assert held(snapshot, disclosure) == disclosure
    assert held(snapshot, disclosure) == disclosure


def test_it_is_encoded_in_pieces(qapp: QApplication, layouts: dict[str, Layout]) -> None:
    disclosure = make_disclosure(50, layouts["hebei-2021"])
    snapshot = Snapshot()
    turns = 0
    while not snapshot.work(disclosure, 0):
        turns += 1
    assert turns > 4
    # what was encoded stays so: after an edit there is only that to be done
    name = CellRef(disclosure.projects[7].id, "name")
    change = SetCells("改", [(name, "新名")]).apply(disclosure)
    snapshot.touch(change)
    assert snapshot.work(disclosure, 0)
    assert held(snapshot, disclosure).projects[7].name == "新名"


def test_half_a_character_stays_an_error_until_it_is_gone(
    session: Session, disclosure: Disclosure
) -> None:
    snapshot = Snapshot()
    session.changed.connect(snapshot.touch)
    session.open(disclosure, None)
    session.do(SetCells("改", [(CellRef(disclosure.projects[1].id, "name"), "坏\ud800")]))
    for _ in range(2):
        with pytest.raises(UnicodeEncodeError):
            snapshot.work(disclosure, LONG)
    session.undo.undo()
    assert held(snapshot, disclosure) == disclosure

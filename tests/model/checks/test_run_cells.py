"""A keystroke runs the checks of single cells on one cell; what they say is as ever."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from model.checks import Checker, check
from model.checks.base import Example, Fault
from model.checks.samples import sound
from model.checks.view import TextCell
from model.document.cells import CellRef
from model.document.edits import Change, Edit, SetCells, SetIndicators
from model.layout import load_layouts

HEBEI = load_layouts()["hebei-2021"]
FAULTY = st.sampled_from(
    [
        "",
        "修补路面",
        "修补路面,清沟 ",
        "2019年完成（含桥梁",
        "云交发【2009】18号",
        "待定",
        "1.甲\n3.乙",
    ]
)
FIELDS = st.sampled_from(["name", "description", "basis", "value"])


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_however_one_table_is_typed_in(data: st.DataObject) -> None:
    disclosure = sound(Example(cells={}))
    table = disclosure.projects[0]
    checker = Checker(disclosure, HEBEI)
    done: list[Edit] = []

    def edit() -> Change:
        kind = data.draw(st.sampled_from(["cell", "cell", "cell", "goals", "undo", "year", "twin"]))
        if kind == "undo" and done:
            return done.pop().revert(disclosure)
        row = table.indicators[data.draw(st.integers(0, 2))]
        made: Edit
        if kind == "year":
            year = data.draw(st.sampled_from(["2019", "2024"]))
            made = SetCells("改", [(CellRef("", "year"), year)])
        elif kind == "twin":
            # two rows of one id: whatever was done to the file, nothing is lost or doubled
            made = SetIndicators("加", table.id, [*table.indicators, structs.replace(row)])
        elif kind == "goals":
            made = SetCells("改", [(CellRef(table.id, "goals"), data.draw(FAULTY))])
        else:
            ref = CellRef(table.id, data.draw(FIELDS), row.id)
            made = SetCells("改", [(ref, data.draw(FAULTY))])
        done.append(made)
        return made.apply(disclosure)

    for _ in range(data.draw(st.integers(1, 6))):
        # several may wait before the first of them is looked at
        for change in [edit() for _ in range(data.draw(st.integers(1, 2)))]:
            checker.changed(change)
        assert checker.findings() == check(disclosure, HEBEI)


def test_one_key_runs_a_check_of_cells_once() -> None:
    disclosure = sound(Example(cells={}, projects=2))
    table, other = disclosure.projects
    checker = Checker(disclosure, HEBEI)
    ran: list[str] = []

    def run(cell: TextCell, _context: object) -> Fault | None:
        ran.append(cell.text)
        return None

    of_cells = [one for one in checker._local if one.scope == "cell" and "text" in one.reads]
    checker._local = [structs.replace(of_cells[0], run=run)]

    def key(text: str, table_id: str = table.id, row: str = table.indicators[1].id) -> list[str]:
        ran.clear()
        checker.changed(SetCells("改", [(CellRef(table_id, "basis", row), text)]).apply(disclosure))
        return list(ran)

    # the first key in a table looks at all of it
    assert len(key("甲")) > len(table.indicators)
    assert key("甲乙") == ["甲乙"]
    assert key("") == []
    assert key("丙") == ["丙"]
    assert len(key("丁", other.id, other.indicators[0].id)) > len(other.indicators)
    assert len(key("丙丁")) > len(table.indicators)

"""Marks 待确认 on a form that splits values, on merged cells, on a selection."""

from __future__ import annotations

from collections.abc import Callable

from gui.form.formview import FormView
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, Indicator, TargetTable
from tests.gui.form.kit import SHIFT, Clerk, Key


def split() -> Disclosure:
    """Return a project of a form that has operator, number and unit in cells of their own."""
    items = [
        Indicator("产出指标", "数量指标", "修补里程", "", "≥12公里", ""),
        Indicator("产出指标", "数量指标", "巡查次数", "", "≥4次", ""),
    ]
    table = TargetTable(name="乡道养护", indicators=items)
    made = Disclosure(2025, projects=[table], layout="shanghai-split")
    made.carried = {CellRef(table.id, "value", one.id) for one in items}
    made.carried |= {CellRef(table.id, "level1", one.id) for one in items}
    return made


def test_each_part_of_a_value_shows_the_mark(make_clerk: Callable[[Disclosure], Clerk]) -> None:
    clerk = make_clerk(split())
    view, marks = clerk.view, clerk.session.disclosure.carried
    first = clerk.indicators[0].id
    value = CellRef(clerk.table.id, "value", first)
    assert view.grid is not None
    for part in ("value.operator", "value.number", "value.unit"):
        cell = view.grid.find(CellRef(clerk.table.id, part, first))
        assert cell is not None
        assert view.carried.marks(cell) == [value]
    clerk.stand("value.unit", 0)
    view.carried.confirm()
    assert value not in marks
    clerk.session.undo.undo()
    assert value in marks
    clerk.stand("value.number", 0)
    clerk.type("13")
    assert value not in marks, "a part typed anew is a look at the value"
    clerk.session.undo.undo()
    assert value in marks


def test_a_merged_cell_is_confirmed_for_all_its_rows(
    make_clerk: Callable[[Disclosure], Clerk],
) -> None:
    clerk = make_clerk(split())
    marks = clerk.session.disclosure.carried
    clerk.stand("level1", 1)
    clerk.view.carried.confirm()
    assert {ref.field for ref in marks} == {"value"}
    assert clerk.steps() == ["确认“一级指标”"]


def test_the_next_one_in_reading_order(make_clerk: Callable[[Disclosure], Clerk]) -> None:
    clerk = make_clerk(split())
    carried = clerk.view.carried
    first, second = (one.id for one in clerk.indicators)
    assert carried.next(None) == CellRef(clerk.table.id, "level1", first)
    clerk.stand("level1", 0)
    found = carried.next(carried.place())
    assert found == CellRef(clerk.table.id, "value.operator", first)
    clerk.stand("value.unit", 0)
    found = carried.next(carried.place())
    assert found == CellRef(clerk.table.id, "value.operator", second)


def test_a_selection_over_marked_and_other_cells(
    make_clerk: Callable[[Disclosure], Clerk],
) -> None:
    clerk = make_clerk(split())
    clerk.stand("name", 0)
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Right):
        clerk.key(key, SHIFT)
    wanted = {CellRef(clerk.table.id, "value", one.id) for one in clerk.indicators}
    assert set(clerk.view.carried.selected()) == wanted


def test_nothing_marked_nothing_done(make_clerk: Callable[[Disclosure], Clerk]) -> None:
    made = split()
    made.carried = set()
    clerk = make_clerk(made)
    clerk.stand("name", 0)
    assert clerk.view.carried.confirm()
    assert clerk.steps() == []
    assert clerk.view.carried.next(None) is None
    assert isinstance(clerk.view, FormView)

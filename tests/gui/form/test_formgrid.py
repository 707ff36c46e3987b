from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generate import make_disclosure
from gui.form.formgrid import FormGrid, build
from model.document.cells import CellRef
from model.document.disclosure import INDICATOR_FIELDS, Indicator
from model.document.edits import SetCells, SetIndicators
from model.layout import load_layouts

LAYOUTS = load_layouts()
FIELDS = ["name", "code", "budget", "fiscal", "purpose", "goals", "plan.0", "plan.3", "unit.name"]
TEXTS = st.sampled_from(["", "甲", "甲\n乙", "30.00", "≥5项", "数量指标", "产出指标", "100%"])


@settings(max_examples=60, deadline=None)
@given(data=st.data(), layout_id=st.sampled_from(sorted(LAYOUTS)))
def test_after_any_edits_it_is_what_building_anew_gives(
    data: st.DataObject, layout_id: str
) -> None:
    layout = LAYOUTS[layout_id]
    disclosure = make_disclosure(2, layout)
    table = disclosure.projects[0]
    grid: FormGrid = build(disclosure, table, layout)
    for _ in range(data.draw(st.integers(1, 5))):
        kind = data.draw(st.sampled_from(["head", "row", "row", "rows", "own", "other"]))
        text = data.draw(TEXTS)
        rows = table.indicators
        if kind == "own":
            SetCells("改", [(CellRef("", "department.name"), text)]).apply(disclosure)
        elif kind == "head":
            name = data.draw(st.sampled_from(FIELDS))
            SetCells("改", [(CellRef(table.id, name), text)]).apply(disclosure)
        elif kind == "row" and rows:
            row = data.draw(st.sampled_from(rows))
            name = data.draw(st.sampled_from(INDICATOR_FIELDS))
            SetCells("改", [(CellRef(table.id, name, row.id), text)]).apply(disclosure)
        elif kind == "rows":
            more = [Indicator("产出指标", "数量指标", text)] if data.draw(st.booleans()) else []
            kept = rows[: data.draw(st.integers(0, len(rows)))]
            SetIndicators("改", table.id, [*more, *kept[::-1]]).apply(disclosure)
        elif kind == "other":
            table = disclosure.projects[data.draw(st.integers(0, 1))]
        grid = build(disclosure, table, layout, grid)
        assert grid == build(disclosure, table, layout)


def test_what_is_unchanged_is_the_very_cell_it_was() -> None:
    layout = LAYOUTS["hebei-2021"]
    disclosure = make_disclosure(1, layout)
    table = disclosure.projects[0]
    before = build(disclosure, table, layout)
    ref = CellRef(table.id, "basis", table.indicators[2].id)
    SetCells("改", [(ref, "新依据")]).apply(disclosure)
    after = build(disclosure, table, layout, before)
    others = [new for old, new in zip(before.cells, after.cells, strict=True) if old is not new]
    assert [cell.refs for cell in others if cell.kind != "percent"] == [(ref,)]
    assert after.find(ref) is others[-1]
    assert others[-1].text == "新依据"

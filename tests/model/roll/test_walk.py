"""The review walk goes through everything that waits, in the form's order, and loses nothing."""

from __future__ import annotations

from model.document.blockplaces import part_cells
from model.document.carried import CarriedIndex
from model.document.cells import CellRef, get_cell
from model.document.disclosure import Disclosure
from model.entry.edits import EnterTexts
from model.layout import Layout, load_layouts
from model.roll import RollOptions, plan_roll, roll
from model.roll.walk import line_text, walk_edit, walk_lines, walk_title
from tests.model.parts.kit import Figures, dump
from tests.model.roll.test_parts import turned


def rolled(disclosure: Disclosure, layout: Layout) -> Disclosure:
    return roll(plan_roll(disclosure, layout, layout, RollOptions(year=2025)))[0]


def test_everything_that_waits_is_in_one_line(disclosure: Disclosure, hebei: Layout) -> None:
    new = rolled(disclosure, hebei)
    # what no form has a place for, and a row of another one
    odd = CellRef(new.projects[1].id, "notes")
    new.projects[1].extra["notes"] = "说明"
    new.carried.add(odd)
    index = CarriedIndex(new)
    shown = [
        ref
        for entry in index.order_from("-")
        for line in walk_lines(new, hebei, index, entry)
        for ref in line.refs
        if ref in new.carried
    ]
    assert set(shown) == new.carried
    assert len(shown) == len(set(shown))


def test_the_order_is_the_forms_and_rows_have_headings(
    disclosure: Disclosure, hebei: Layout
) -> None:
    new = rolled(disclosure, hebei)
    index, table = CarriedIndex(new), new.projects[0]
    lines = walk_lines(new, hebei, index, table.id)
    assert walk_title(new, table.id) == f"第1个项目　{table.name}"
    assert [line.title for line in lines[:5]] == [
        "预算单位",
        "项目名称",
        "资金用途",
        "绩效目标",
        "指标1　产出指标 / 数量指标",
    ]
    assert line_text(new, hebei, lines[0]) == f"{table.unit.code}{table.unit.name}"
    assert [line.heading for line in lines[4:7]] == [True, False, False]
    index.changed(EnterTexts("改", [(lines[5].refs[0], "新的名称")]).apply(new))
    again = walk_lines(new, hebei, index, table.id)
    assert again[4].title == "指标1　产出指标 / 数量指标　新的名称", "the name is told in its place"
    own = [line.title for line in walk_lines(new, hebei, index, "")]
    assert own[:3] == ["部门编码", "部门名称", "总体绩效目标"]
    assert own[3:6] == [
        "分项绩效目标（一）标题",
        "分项绩效目标（一）绩效目标",
        "分项绩效目标（一）绩效指标",
    ]


def test_last_years_text_stands_beside_what_moved(disclosure: Disclosure, hebei: Layout) -> None:
    new = rolled(disclosure, hebei)
    table = new.projects[0]
    lines = walk_lines(new, hebei, CarriedIndex(new), table.id)
    told = {line.refs[0]: line.before for line in lines if line.refs}
    moved = {ref: text for ref, text in told.items() if text is not None}
    assert moved == {CellRef(table.id, "value", table.indicators[3].id): "2024年9月底前"}


def test_a_text_typed_takes_its_form(disclosure: Disclosure, hebei: Layout) -> None:
    new = rolled(disclosure, hebei)
    index, table = CarriedIndex(new), new.projects[0]
    lines = {line.refs[-1]: line for line in walk_lines(new, hebei, index, table.id) if line.refs}
    value = CellRef(table.id, "value", table.indicators[0].id)
    edit = walk_edit(new, hebei, lines[value], ">=500 人")
    edit.apply(new)
    assert get_cell(new, value) == "≥500人"
    assert value not in new.carried
    edit.revert(new)
    assert value in new.carried
    unit = CellRef(table.id, "unit.name")
    walk_edit(new, hebei, lines[unit], "405001云岭市水利局").apply(new)
    assert (table.unit.code, table.unit.name) == ("405001", "云岭市水利局")
    assert not {unit, CellRef(table.id, "unit.code")} & new.carried


def test_parts_are_walked_row_by_row() -> None:
    _, new, _ = turned(dump(Figures(4)))
    layout = load_layouts()[new.layout]
    index = CarriedIndex(new)
    for part in new.parts:
        lines = walk_lines(new, layout, index, part.id)
        waiting = [ref for ref, _ in part_cells(part) if ref in new.carried]
        assert [ref for line in lines for ref in line.refs] == waiting
    part = next(part for part in new.parts for table in part.tables() if table.key == "sangong")
    lines = walk_lines(new, layout, index, part.id)
    at = next(n for n, line in enumerate(lines) if "公务接待费" in line.title)
    assert lines[at].heading, "its name is prescribed, and told all the same"
    assert lines[at + 1].title == "2024年度预算"
    assert lines[at + 1].before is not None

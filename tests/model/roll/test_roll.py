"""Last year's disclosure becomes this year's: what is emptied, kept, marked, reported."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from exporters.excel import write_excel
from exporters.jxb import write_jxb
from exporters.word import write_word
from importers.jxb import read_jxb
from importers.read import read_file
from model.checks import check
from model.document.carried import CarriedIndex
from model.document.cells import CellRef, get_cell
from model.document.comments import CellComment
from model.document.disclosure import (
    VALUE_PARTS,
    Disclosure,
    Indicator,
    TargetTable,
    Unplaced,
    get_field,
    get_indicator_field,
    set_value_parts,
)
from model.document.edits import Confirm
from model.document.findings import Reviewed
from model.layout import Layout
from model.roll import RollOptions, RollReport, plan_roll, roll, year_of
from tests.conftest import EXAMPLES

MONEY = ("budget", "fiscal", "other", "carryover")
OWN = [
    CellRef("", name)
    for name in (
        "department.code", "department.name", "overall_goal", "itemised_goals.0.title",
        "itemised_goals.0.goal", "itemised_goals.0.indicators", "itemised_goals.1.title",
        "itemised_goals.1.goal", "itemised_goals.1.indicators", "safeguards.0.title",
        "safeguards.0.text", "safeguards.1.title", "safeguards.1.text",
    )
]  # fmt: skip


def rolled(
    old: Disclosure, source: Layout, target: Layout | None = None, **options: Any
) -> tuple[Disclosure, RollReport]:
    wanted = RollOptions(**{"year": 2025, **options})
    return roll(plan_roll(old, source, target or source, wanted))


def filled(table: TargetTable, columns: tuple[str, ...]) -> set[CellRef]:
    """Return every cell of a target table that holds something, found in a plain way."""
    names = ("unit.code", "unit.name", "code", "name", *MONEY, "purpose", "goals")
    plan = tuple(f"plan.{number}" for number in range(4))
    cells = {CellRef(table.id, name) for name in (*names, *plan) if get_field(table, name)}
    for item in table.indicators:
        cells |= {
            CellRef(table.id, name, item.id) for name in columns if get_indicator_field(item, name)
        }
    return cells


def identities(disclosure: Disclosure) -> list[str]:
    tables = disclosure.projects
    return [table.id for table in tables] + [one.id for t in tables for one in t.indicators]


COLUMNS = ("level1", "level2", "name", "description", "value", "basis")
ASKED = COLUMNS[2:]
"""The levels are those the form prescribes: nobody is asked about them."""


def test_codes_money_and_plans_are_asked_anew(disclosure: Disclosure, hebei: Layout) -> None:
    disclosure.projects[0].extra["carryover"] = "5.00"
    disclosure.project_expenditure = "216.50"
    before = copy.deepcopy(disclosure)
    new, report = rolled(disclosure, hebei)
    assert disclosure == before, "last year's stays as it was"
    assert new.year == 2025
    assert new.project_expenditure == ""
    for table, old in zip(new.projects, before.projects, strict=True):
        assert table.code == ""
        assert not any(get_field(table, name) for name in MONEY)
        assert table.plan == [""] * 4
        assert (table.unit, table.name, table.purpose) == (old.unit, old.name, old.purpose)
        assert table.goals == old.goals
    wanted = {"项目编码": 2, "金额": 7, "支出计划": 4, "部门项目支出": 1}
    assert report.emptied == wanted


@pytest.mark.parametrize("kept", ["keep_codes", "keep_money", "keep_plans"])
def test_each_kind_is_kept_when_wanted(disclosure: Disclosure, hebei: Layout, kept: str) -> None:
    new, _ = rolled(disclosure, hebei, None, **{kept: True})
    old, table = disclosure.projects[0], new.projects[0]
    assert (table.code == old.code) == (kept == "keep_codes")
    assert (table.budget == old.budget) == (kept == "keep_money")
    assert (table.plan == old.plan) == (kept == "keep_plans")


def test_every_carried_cell_is_marked_and_no_other(disclosure: Disclosure, hebei: Layout) -> None:
    new, report = rolled(disclosure, hebei, keep_money=True)
    wanted = set(OWN).union(*(filled(table, ASKED) for table in new.projects))
    assert new.carried == wanted
    assert report.marked == len(wanted)
    found = {one.ref for one in check(new, hebei) if one.code == "G02"}
    assert found == wanted


def test_a_cell_whose_year_moved_is_marked_too(disclosure: Disclosure, hebei: Layout) -> None:
    new, _ = rolled(disclosure, hebei)
    item = new.projects[0].indicators[3]
    assert item.value == "2025年9月底前"
    assert CellRef(new.projects[0].id, "value", item.id) in new.carried


def test_a_refused_year_stays(disclosure: Disclosure, hebei: Layout) -> None:
    plan = plan_roll(disclosure, hebei, hebei, RollOptions(year=2025))
    assert [(one.before, one.after) for one in plan.changes] == [("2024", "2025")]
    plan.changes[0].wanted = False
    new, report = roll(plan)
    assert new.projects[0].indicators[3].value == "2024年9月底前"
    assert [len(report.moved), len(report.refused)] == [0, 1]


def test_several_years_in_one_cell_move_at_their_places(hebei: Layout) -> None:
    text = "2024年开工，《2024年方案》，2024年底前完工；比2023年快\n二〇二四年"
    old = Disclosure(2024, projects=[TargetTable(purpose=text)], layout=hebei.id)
    plan = plan_roll(old, hebei, hebei, RollOptions(year=2030))
    plan.changes[1].wanted = False
    new, _ = roll(plan)
    wanted = "2030年开工，《2024年方案》，2024年底前完工；比2023年快\n二〇三〇年"
    assert new.projects[0].purpose == wanted


def test_identities_are_new_so_old_marks_say_nothing(disclosure: Disclosure, hebei: Layout) -> None:
    table = disclosure.projects[0]
    disclosure.reviewed = [Reviewed(code="G01", table=table.id, field="purpose", reason="x")]
    disclosure.comments = [CellComment(text="改", ref=CellRef(table.id, "goals"))]
    disclosure.carried = {CellRef(table.id, "goals"), CellRef("gone", "name")}
    new, report = rolled(disclosure, hebei)
    assert (new.reviewed, new.comments) == ([], [])
    assert (report.reviewed, report.comments) == (1, 1)
    old, ids = set(identities(disclosure)), identities(new)
    assert len(set(ids)) == len(ids) == len(old)
    assert not old & set(ids)
    assert {ref.table for ref in new.carried} == {"", *(table.id for table in new.projects)}


def test_chosen_projects_alone(disclosure: Disclosure, hebei: Layout) -> None:
    second = disclosure.projects[1]
    disclosure.unplaced = [
        Unplaced("备注一", "表2", "备注", table=second.id),
        Unplaced("备注二", "表1", "备注", table=disclosure.projects[0].id),
        Unplaced("项目支出 100.00 万元", "第1页"),
    ]
    new, report = rolled(disclosure, hebei, projects=frozenset({second.id}))
    assert [table.name for table in new.projects] == [second.name]
    assert new.overall_goal == disclosure.overall_goal
    # what tells of last year's budget must not be taken for this year's
    assert [(one.text, one.table) for one in new.unplaced] == [("备注一", new.projects[0].id)]
    assert (report.unplaced_kept, report.unplaced_left) == (1, 2)
    assert report.left_projects == [disclosure.projects[0].name]


def test_to_another_form(disclosure: Disclosure, hebei: Layout, national: Layout) -> None:
    new, report = rolled(disclosure, hebei, national)
    table = new.projects[0]
    assert new.layout == "national-2021"
    assert (table.indicators[0].level1, table.indicators[0].level2) == ("成本指标", "经济成本指标")
    assert [one.level1 for one in table.indicators[1:5]] == ["产出指标"] * 4
    # kept beside it, though the new form has no cell for them, and named
    assert table.purpose == disclosure.projects[0].purpose
    assert {one.description for one in table.indicators} == {
        one.description for one in disclosure.projects[0].indicators
    }
    assert {"资金用途", "绩效指标描述", "指标值确定依据"} <= set(report.left_out)
    assert len(report.levels) == 1
    assert report.levels[0].words == (
        "第1个项目“清水河河道清淤经费”的“每公里造价”：产出指标/成本指标 → 成本指标/经济成本指标"
    )
    # only what the form shows can be looked at in it
    shown = {ref.field for ref in new.carried if ref.table}
    assert shown == {"name", "unit.name", "goals", "level1", "level2", "value"}
    found = {one.ref for one in check(new, national) if one.code == "G02"}
    assert found == new.carried


def test_a_value_over_three_cells_is_one_cell(layouts: dict[str, Layout], hebei: Layout) -> None:
    odd, plain = (
        Indicator("产出指标", "时效指标", "完成"),
        Indicator("产出指标", "数量指标", "里程"),
    )
    set_value_parts(odd, "定性", "2024年9月底前", "完成")
    set_value_parts(plain, "≥", "12", "公里")
    table = TargetTable(name="一", indicators=[odd, plain])
    old = Disclosure(2024, projects=[table], layout=hebei.id)
    new, _ = rolled(old, hebei)
    made = new.projects[0].indicators
    parts = [get_indicator_field(made[0], name) for name in VALUE_PARTS]
    assert parts == ["定性", "2025年9月底前", "完成"], "what another form split stays split"
    assert made[1].value == "≥12公里"
    values = {ref for ref in new.carried if ref.field.startswith("value")}
    assert values == {CellRef(new.projects[0].id, "value", one.id) for one in made}


def test_without_a_year_the_texts_tell(hebei: Layout) -> None:
    texts = ["2024年讲堂", "2024年底前", "2019年起"]
    tables = [TargetTable(name=text) for text in texts]
    old = Disclosure(projects=tables, layout=hebei.id)
    assert year_of(old, hebei) == (2024, True)
    new, report = rolled(old, hebei)
    assert [table.name for table in new.projects] == ["2025年讲堂", "2025年底前", "2019年起"]
    assert report.guessed
    assert any("按文字里出现最多的 2024 年" in line for line in report.lines())


def test_where_nothing_tells_the_year_nothing_moves(hebei: Layout) -> None:
    old = Disclosure(projects=[TargetTable(name="讲堂")], layout=hebei.id)
    new, report = rolled(old, hebei)
    assert new.year == 2025
    assert any("看不出是哪一年" in line for line in report.lines())


def test_texts_of_any_kind_go_through_unchanged(hebei: Layout) -> None:
    text = "=1+1 <b>&amp;</b>\t\x07😀\u3000“引”\r\n" + "长" * 10_000
    table = TargetTable(name=text, goals=text, indicators=[Indicator(name=text, basis=text)])
    old = Disclosure(2024, overall_goal=text, projects=[table], layout=hebei.id)
    new, _ = rolled(old, hebei)
    made = new.projects[0]
    assert (new.overall_goal, made.name, made.goals) == (text, text, text)
    assert (made.indicators[0].name, made.indicators[0].basis) == (text, text)


def test_the_report_says_it_all(disclosure: Disclosure, hebei: Layout, national: Layout) -> None:
    disclosure.projects[0].indicators[1].level2 = "没有的指标"
    disclosure.reviewed = [Reviewed(code="G01", reason="x")]
    new, report = rolled(disclosure, hebei, national)
    lines = list(report.lines())
    assert lines[0] == (
        f"2024年 → 2025年：带过来 2 个项目，{len(new.carried)} 格待确认，1 处年份已改"
    )
    said = "\n".join(lines)
    for words in ("项目编码 2 格", "换成“全国", "新表样没有这些栏", "重新核实", "请改选"):
        assert words in said
    assert (
        "已改：第1个项目的第4个指标“完工时间”的指标值（清水河河道清淤经费）：2024年9月底前" in said
    )


def test_marks_are_kept_in_the_file_and_never_sent(
    disclosure: Disclosure, hebei: Layout, layouts: dict[str, Layout], tmp_path: Path
) -> None:
    new, _ = rolled(disclosure, hebei)
    write_jxb(new, tmp_path / "新.jxb")
    again = read_jxb(tmp_path / "新.jxb")
    assert again == new
    write_word(again, hebei, tmp_path / "新.docx")
    write_excel(again, hebei, tmp_path / "新.xlsx")
    index = CarriedIndex(again)
    marks = [
        ref for table in ["", *(one.id for one in again.projects)] for ref in index.marks(table)
    ]
    Confirm("全部确认", marks).apply(again)
    assert again.carried == set()
    write_word(again, hebei, tmp_path / "看过.docx")
    assert (tmp_path / "新.docx").read_bytes() == (tmp_path / "看过.docx").read_bytes()
    for name in ("新.docx", "新.xlsx"):
        back, _ = read_file(tmp_path / name, layouts)
        assert back.carried == set()
        assert [table.name for table in back.projects] == [table.name for table in new.projects]
        assert [get_cell(back, CellRef(table.id, "goals")) for table in back.projects] == [
            table.goals for table in new.projects
        ]


def test_the_example(layouts: dict[str, Layout], hebei: Layout) -> None:
    """The list of years was made by hand, by place: (project from 1, field, how often)."""
    old, _ = read_file(EXAMPLES / "wanglan-wenlv-2024.txt", layouts)
    plan = plan_roll(old, hebei, hebei, RollOptions(year=2025))
    numbers = {table.id: number for number, table in enumerate(old.projects, 1)}
    assert [(numbers.get(one.ref.table, 0), one.ref.field) for one in plan.changes] == [
        (0, "overall_goal"),
        *((1, "name"), (1, "purpose"), (2, "value"), (4, "value"), (6, "value")),
        *((10, "name"), (10, "purpose"), (11, "name"), (11, "purpose"), (13, "value")),
    ]
    assert {(one.before, one.after, one.wanted) for one in plan.changes} == {("2024", "2025", True)}
    new, _ = roll(plan)
    projects = {table.id for table in new.projects}
    wanted = set().union(*(filled(table, ASKED) for table in new.projects))
    assert {ref for ref in new.carried if ref.table in projects} == wanted
    assert all(get_cell(new, ref) for ref in new.carried)
    for table, before in zip(new.projects, old.projects, strict=True):
        assert (table.code, table.budget, table.fiscal, table.other) == ("",) * 4
        assert table.plan == [""] * 4
        assert [one.name for one in table.indicators] == [one.name for one in before.indicators]
    assert new.projects[0].name == old.projects[0].name.replace("2024", "2025")


def test_the_real_disclosure(real_text: Path, layouts: dict[str, Layout], hebei: Layout) -> None:
    """The list of years was made by hand, by place: (project from 1, field, times)."""
    old, _ = read_file(real_text, layouts)
    plan = plan_roll(old, hebei, hebei, RollOptions(year=2022))
    numbers = {table.id: number for number, table in enumerate(old.projects, 1)}
    moving = [
        (numbers.get(one.ref.table, 0), one.ref.field, one.before, one.after)
        for one in plan.changes
        if one.wanted
    ]
    assert moving == [
        (number, field, "2021", "2022")
        for number, field in (
            (1, "purpose"), (6, "purpose"), (7, "purpose"), (12, "name"), (12, "purpose"),
            (13, "name"), (13, "purpose"),
        )
    ]  # fmt: skip
    staying = [
        (numbers.get(one.ref.table, 0), one.before) for one in plan.changes if not one.wanted
    ]
    assert staying == [(0, "2020"), (0, "2020"), (7, "2020")]
    new, _ = roll(plan)
    assert len(new.projects) == 13
    assert new.carried == {ref for ref in new.carried if get_cell(new, ref)}, (
        "only what holds something is marked"
    )
    wanted = set().union(*(filled(table, ASKED) for table in new.projects))
    projects = {table.id for table in new.projects}
    assert {ref for ref in new.carried if ref.table in projects} == wanted
    for table in new.projects:
        assert (table.code, table.budget, table.fiscal, table.other) == ("",) * 4
        assert table.plan == [""] * 4
    before = [one for table in old.projects for one in table.indicators]
    after = [one for table in new.projects for one in table.indicators]
    assert [[getattr(one, name) for name in COLUMNS] for one in after] == [
        [getattr(one, name) for name in COLUMNS] for one in before
    ], "no indicator of it names the budget year"

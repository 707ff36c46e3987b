from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.document.cells import CellRef
from model.document.disclosure import Disclosure, Indicator, TargetTable, set_value_parts
from model.document.edits import SetCells
from model.entry.block import enter_block
from model.entry.edits import Birth, EnterTexts, unborn
from model.entry.entry import (
    entered,
    entered_value,
    entry_kind,
    followers,
    follows,
    held_while_typing,
    plan_amount,
    step_label,
    value_offers,
)
from model.entry.rows import (
    add_below,
    dropped,
    is_pending,
    level_choices,
    moved,
    relevelled,
    rows_of,
    without_pending,
)
from model.layout import Layout, load_layouts
from tests.conftest import ROOT, small_disclosure

LAYOUTS = load_layouts(ROOT / "tests" / "data")


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("30", "30.00"), ("30.", "30.00"), ("1,234.5", "1234.50"), ("１２", "12.00"),
        ("300,000.00元", "30.00"), ("30万元", "30.00"), ("0.125", "0.125"), (" 30 ", "30.00"),
        ("30。5", "30.50"), ("", ""), ("三十", "三十"), ("30左右", "30左右"), ("1,23", "1,23"),
    ],
)  # fmt: skip
def test_money_in_ten_thousands(hebei: Layout, typed: str, held: str) -> None:
    assert entered(hebei, "money", "budget", typed) == held


def test_zero_of_other_funds_and_of_others(hebei: Layout) -> None:
    assert entered(hebei, "money", "other", "0.00") == "0"
    assert entered(hebei, "money", "budget", "0") == "0.00"


def test_money_in_yuan_is_held_in_ten_thousands_from_the_first_digit() -> None:
    layout = LAYOUTS["sichuan-flat"]
    assert held_while_typing(layout, "money", "budget", "2") == "0.0002"
    assert held_while_typing(layout, "money", "budget", "2000000") == "200.00"
    assert entered(layout, "money", "budget", "2,000,000元") == "200.00"
    assert entered(layout, "money", "budget", "200万元") == "200.00"
    assert layout.print_amount("budget", "200.00") == "2,000,000.00"


@given(st.text(max_size=12))
def test_leaving_a_cell_twice_changes_nothing_more(text: str) -> None:
    layout = LAYOUTS["hebei-2021"]
    for kind, field in (("money", "budget"), ("percent", "plan.0"), ("value", "value")):
        once = entered(layout, kind, field, text)
        assert entered(layout, kind, field, once) == once
    assert entered(layout, "text", "purpose", text) == text


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        (">=500 人", "≥500人"), ("＞=90 %", "≥90%"), ("=12处", "＝12处"),
        ("<= 3.5 万元", "≤3.5万元"),
        ("≥90.00(%)", "≥90.00(%)"), ("3 ～ 5 个", "3～5个"), ("不少于500人", "不少于500人"),
        ("500", "500"), ("逐步提升", "逐步提升"), ("=1+1", "=1+1"), (" 长期 ", " 长期 "),
        ("2024年9月底前", "2024年9月底前"),
    ],
)  # fmt: skip
def test_values(typed: str, held: str) -> None:
    assert entered_value(typed) == held


def test_kinds_of_cells() -> None:
    layout = LAYOUTS["shanghai-split"]
    assert entry_kind(layout, "value.operator", True) == "operator"
    assert entry_kind(layout, "weight", True) == "number"
    assert entry_kind(layout, "name", True) == "text"
    assert entry_kind(layout, "name", False) == "text"
    assert entered(layout, "operator", "value.operator", ">=") == "≥"
    assert entered(layout, "number", "weight", "１０") == "10"


def test_other_funds_are_what_is_left(hebei: Layout) -> None:
    table = TargetTable(budget="30.00", fiscal="", other="")
    assert follows(hebei, table)
    assert followers(hebei, table, {"budget": "50"}) == {"other": ""}
    assert followers(hebei, table, {"fiscal": "20"}) == {"other": "10.00"}
    assert followers(hebei, table, {"fiscal": "30"}) == {"other": "0"}
    assert followers(hebei, table, {"fiscal": "31"}) == {"other": ""}
    assert followers(hebei, table, {"name": "x"}) == {}
    table.other = "3"
    assert not follows(hebei, table)


def test_carried_over_money_is_no_other_money(national: Layout) -> None:
    table = TargetTable(budget="30.00", fiscal="20.00", extra={"carryover": "4.00"})
    assert followers(national, table, {"budget": "30"}) == {"other": "6.00"}


def test_what_a_percent_means(hebei: Layout) -> None:
    table = TargetTable(budget="186.50", plan=["30.00%", "x", "", "33.33%"])
    assert plan_amount(hebei, table, "plan.0") == "55.95万元"
    assert plan_amount(hebei, table, "plan.1") == ""
    assert plan_amount(hebei, table, "plan.3") == "62.16万元"
    # half a cent is rounded up, as everybody who counts money does
    assert plan_amount(hebei, TargetTable(budget="186.50", plan=["25%"]), "plan.0") == "46.63万元"


def test_offers_for_a_value() -> None:
    assert value_offers("", ["人"]) == ["≥", "≤", "＝", ">", "<"]
    assert value_offers(">=5", ["人", "个"]) == ["≥5人", "≥5个"]
    assert value_offers("5", ["人"])[:2] == ["5人", "≥5"]
    assert value_offers("逐步提升", ["人"]) == []


def test_names_of_steps(hebei: Layout) -> None:
    table = small_disclosure().projects[0]
    first = table.indicators[0]
    assert step_label(hebei, table, "budget") == "修改“预算数”"
    assert step_label(hebei, table, "value", first.id) == "修改“清淤长度”的指标值"
    first.name = ""
    assert step_label(hebei, table, "value", first.id) == "修改第1个指标的指标值"


# rows


def names(rows: list[Indicator]) -> list[tuple[str, str]]:
    return [(row.level2, "" if is_pending(row.id) else row.name) for row in rows]


def test_pending_rows_stand_where_they_belong(hebei: Layout) -> None:
    table = small_disclosure().projects[0]
    assert rows_of(table, hebei) == table.indicators
    table.indicators = [table.indicators[n] for n in (1, 4, 6)]
    assert names(rows_of(table, hebei)) == [
        ("数量指标", "清淤土方"), ("质量指标", ""), ("时效指标", ""), ("成本指标", "每公里造价"),
        ("", ""), ("服务对象满意度指标", "居民满意度"),
    ]  # fmt: skip
    rows = rows_of(table, hebei)
    assert len({row.id for row in rows}) == len(rows)
    assert [row.id for row in rows_of(table, hebei)] == [row.id for row in rows]


def test_other_wordings_of_levels_count(hebei: Layout) -> None:
    table = TargetTable(
        indicators=[Indicator("产出 指标", "数量", "a"), Indicator("", "质量指标", "b")]
    )
    shown = [row.level2 for row in rows_of(table, hebei)]
    assert shown.count("数量指标") == 0 and shown.count("质量指标") == 1
    assert rows_of(table, hebei)[2].level1 in ("产出 指标", "产出指标", "")


def test_a_table_is_never_without_a_row() -> None:
    layout = copy.deepcopy(LAYOUTS["hebei-2021"])
    for one in layout.levels:
        one.required = False
        one.level2 = ()
    assert len(rows_of(TargetTable(), layout)) == 1
    layout.levels = []
    assert len(rows_of(TargetTable(), layout)) == 1


def test_adding_below(hebei: Layout) -> None:
    table = small_disclosure().projects[0]
    rows = rows_of(table, hebei)
    result, new = add_below(rows, rows[1].id)
    assert result[2] is new and new.level2 == "数量指标"
    empty = rows_of(TargetTable(), hebei)
    result, new = add_below(empty, empty[1].id)
    assert result == [new] and new.level2 == "质量指标" and not is_pending(new.id)
    result, new = add_below(rows, "nowhere")
    assert result[-1] is new and new.level2 == "服务对象满意度指标"


def test_moving_within_and_across_levels(hebei: Layout) -> None:
    table = small_disclosure().projects[0]
    rows = rows_of(table, hebei)
    swapped = moved(rows, [rows[0].id], 1)
    assert swapped is not None and [r.name for r in swapped[:2]] == ["清淤土方", "清淤长度"]
    assert moved(rows, [rows[1].id], 1) is None
    across = relevelled(rows, [rows[1].id], 1)
    assert across is not None
    assert (across[1].id, across[1].level2) == (rows[1].id, "质量指标")
    back = relevelled(across, [rows[1].id], -1)
    assert back == without_pending(rows)
    for move in (moved, relevelled):
        assert move(rows, [rows[0].id], -1) is None
        assert move(rows, [rows[-1].id], 1) is None
    both = [rows[0].id, rows[1].id]
    assert moved(rows, both, 1) is None
    under = relevelled(rows, both, 1)
    assert under is not None and [r.level2 for r in under[:3]] == ["质量指标"] * 3


def test_a_level_is_changed_from_the_middle_of_its_rows(hebei: Layout) -> None:
    table = small_disclosure().projects[0]
    rows = rows_of(table, hebei)
    result = relevelled(rows, [rows[0].id], 1)
    assert result is not None
    assert [r.id for r in result[:2]] == [rows[1].id, rows[0].id]
    assert result[1].level2 == "质量指标"


def test_moving_into_a_pending_row_fills_it(hebei: Layout) -> None:
    table = TargetTable(indicators=[Indicator("产出指标", "数量指标", "a")])
    rows = rows_of(table, hebei)
    result = relevelled(rows, [rows[0].id], 1)
    assert result is not None and [(r.name, r.level2) for r in result] == [("a", "质量指标")]


@given(st.data())
def test_moving_loses_no_indicator(data: st.DataObject) -> None:
    layout = LAYOUTS["hebei-2021"]
    rows = rows_of(small_disclosure().projects[0], layout)
    row = data.draw(st.sampled_from(rows))
    onto = data.draw(st.sampled_from(rows))
    after = data.draw(st.booleans())
    for result in (
        dropped(rows, [row.id], onto.id, after),
        moved(rows, [row.id], 1),
        relevelled(rows, [row.id], 1),
    ):
        if result is not None:
            assert sorted(r.id for r in result) == sorted(
                r.id for r in rows if not is_pending(r.id)
            )


def test_choices_of_levels(hebei: Layout) -> None:
    assert level_choices(hebei, "level1", "") == ["产出指标", "效益指标", "满意度指标"]
    assert level_choices(hebei, "level2", "满意度") == ["服务对象满意度指标"]
    assert level_choices(hebei, "name", "") == []


# edits


def test_typing_parts_of_a_value_and_undoing_it() -> None:
    disclosure = small_disclosure()
    item = disclosure.projects[0].indicators[0]
    set_value_parts(item, "定性", "优", "级")
    before = copy.deepcopy(disclosure)
    ref = CellRef(disclosure.projects[0].id, "value.number", item.id)
    edit = EnterTexts("改", [(ref, "良")])
    change = edit.apply(disclosure)
    assert item.value == "定性良级" and item.extra["value.operator"] == "定性"
    assert CellRef(ref.table, "value", ref.indicator) in change.cells
    after = copy.deepcopy(disclosure)
    edit.revert(disclosure)
    assert disclosure == before
    edit.apply(disclosure)
    assert disclosure == after


@given(st.data())
def test_entering_is_undone_exactly(data: st.DataObject) -> None:
    disclosure = small_disclosure()
    table = disclosure.projects[0]
    set_value_parts(table.indicators[1], "", "优", "级")
    refs = [CellRef(table.id, name) for name in ("budget", "goals", "unit.name", "manager")]
    refs += [CellRef("", "department.name")]
    refs += [
        CellRef(table.id, name, item.id)
        for item in table.indicators[:3]
        for name in ("value", "value.operator", "value.unit", "name", "weight")
    ]
    texts = data.draw(
        st.lists(
            st.tuples(st.sampled_from(refs), st.sampled_from(["", "≥", "5", "人", "甲"])),
            max_size=5,
        )
    )
    before = copy.deepcopy(disclosure)
    edit = EnterTexts("改", texts)
    edit.apply(disclosure)
    after = copy.deepcopy(disclosure)
    edit.revert(disclosure)
    assert disclosure == before
    edit.apply(disclosure)
    assert disclosure == after


def test_an_indicator_is_born_and_given_up() -> None:
    disclosure = small_disclosure()
    table = disclosure.projects[1]
    before = copy.deepcopy(disclosure)
    born = Indicator("产出指标", "质量指标")
    ref = CellRef(table.id, "name", born.id)
    birth = Birth("填写", [(ref, "a")], born=born, at=0)
    assert birth.apply(disclosure).tables == [table.id]
    assert table.indicators[0].name == "a"
    later = SetCells("填写", [(ref, "ab")])
    birth.texts = later.texts
    birth.revert(disclosure)
    assert disclosure == before
    birth.apply(disclosure)
    assert table.indicators[0].name == "ab"
    given_up = unborn("撤回", [ref])
    given_up.apply(disclosure)
    assert disclosure == before
    given_up.revert(disclosure)
    assert table.indicators[0].name == "ab"


def test_a_block_is_one_edit(hebei: Layout) -> None:
    disclosure = small_disclosure()
    table = disclosure.projects[1]
    before = copy.deepcopy(disclosure)
    rows = rows_of(table, hebei)
    assert is_pending(rows[1].id)
    edit = enter_block(
        "粘贴",
        hebei,
        table,
        rows,
        head={"budget": "500000元", "unit": "405009某站"},
        body={
            rows[0].id: {"value": ">=3 处"},
            rows[1].id: {"name": "甲"},
            rows[2].id: {"name": ""},
        },
        below=[{"name": "乙", "level2": "其他"}],
    )
    assert edit is not None
    edit.apply(disclosure)
    assert (table.budget, table.other, table.unit.code) == ("50.00", "20.00", "405009")
    assert [(i.level2, i.name, i.value) for i in table.indicators] == [
        ("数量指标", "站点", "≥3处"), ("质量指标", "甲", ""), ("其他", "乙", ""),
    ]  # fmt: skip
    assert table.indicators[0].id == rows[0].id
    edit.revert(disclosure)
    assert disclosure == before


def test_an_empty_block_is_no_edit(hebei: Layout) -> None:
    table = Disclosure(projects=[TargetTable()]).projects[0]
    rows = rows_of(table, hebei)
    assert enter_block("清空", hebei, table, rows, head={}, body={rows[0].id: {"name": ""}}) is None

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.document.disclosure import Disclosure, TargetTable, Unplaced
from model.layout import Layout, load_layouts
from model.overview.spending import (
    compared,
    entered_expenditure,
    expenditure,
    figures,
    money,
    notes,
    part_fields,
    shown_expenditure,
    totals,
)

D = Decimal
HEBEI = load_layouts()["hebei-2021"]


def table(budget: str = "200.00", *plan: str, **fields: str) -> TargetTable:
    made = TargetTable(budget=budget, fiscal=budget, other="0")
    made.plan = list(plan) or ["30.00%", "60.00%", "90.00%", "100.00%"]
    for name, text in fields.items():
        setattr(made, name, text)
    return made


def test_the_plan_in_money() -> None:
    one = figures(table("186.50"), HEBEI)
    assert one.planned == (D("55.95"), D("111.90"), D("167.85"), D("186.50"))
    assert one.plan_gaps == 0
    assert one.rest == 0


@pytest.mark.parametrize(
    ("plan", "planned", "gaps"),
    [
        (("50%", "", "", "100%"), ("100", "100", "100", "200"), 2),
        (("", "", "", ""), ("0", "0", "0", "0"), 4),
        (("50%", "100%", "", ""), ("100", "200", "200", "200"), 0),
        (("年中", "50%", "60%", "100%"), ("0", "100", "120", "200"), 1),
    ],
)
def test_dates_without_a_percent(
    plan: tuple[str, ...], planned: tuple[str, ...], gaps: int
) -> None:
    one = figures(table("200.00", *plan), HEBEI)
    assert one.planned == tuple(map(D, planned))
    assert one.plan_gaps == gaps


def test_parts_come_from_the_form(hebei: Layout, national: Layout) -> None:
    assert part_fields(hebei) == ["fiscal", "other"]
    assert part_fields(national) == ["fiscal", "carryover", "other"]
    made = table(fiscal="150.00", other="20.00")
    made.extra["carryover"] = "30.00"
    assert figures(made, hebei).rest == D("30.00")
    assert figures(made, national).rest == 0
    assert figures(made, national).planned == (), "that form has no spending plan"


def test_what_is_unknown_is_not_zero() -> None:
    one = figures(table("", fiscal="", other=""), HEBEI)
    assert one.budget is None
    assert one.parts == (None, None)
    assert one.rest is None


def test_sums_say_what_they_leave_out() -> None:
    tables = [
        table("100.00"),
        table("60.00", "", "", "", ""),
        table("40.00", "50%", "", "80%", "100%"),
        table("约三十万"),
        table("10.00", fiscal="8.00"),
    ]
    sums = totals([figures(one, HEBEI) for one in tables], HEBEI)
    assert sums.projects == 5
    assert sums.budget == D("210.00")
    assert sums.parts == (D("208.00"), D(0))
    assert sums.planned == (D(53), D(86), D(131), D(150))
    assert (sums.without_budget, sums.plan_missing, sums.plan_partly, sums.uneven) == (1, 1, 1, 1)
    said = "；".join(notes(HEBEI, sums))
    for words in ("1 个项目没有预算数", "不等于预算数", "没有填支出计划", "没有填全"):
        assert words in said


def test_nothing_to_say_of_whole_plans() -> None:
    sums = totals([figures(table(), HEBEI)], HEBEI)
    assert notes(HEBEI, sums) == []
    assert totals([], HEBEI).planned == (D(0),) * 4


money_texts = st.decimals(0, 99999, places=2).map(str) | st.sampled_from(
    ["", "0", "三万", "1,000.00"]
)
percents = st.sampled_from(["", "30.00%", "60", "100.00%", "120%", "-5%", "下半年"])


@given(st.lists(st.tuples(money_texts, money_texts, st.tuples(*[percents] * 4)), max_size=6))
def test_sums_are_the_sums_of_the_projects(rows: list[tuple[str, str, tuple[str, ...]]]) -> None:
    tables = [table(budget, *plan, fiscal=fiscal) for budget, fiscal, plan in rows]
    every = [figures(one, HEBEI) for one in tables]
    sums = totals(every, HEBEI)
    assert sums.projects == len(rows)
    assert sums.budget == sum((one.budget or D(0) for one in every), D(0))
    for date in range(4):
        assert sums.planned[date] == sum((one.planned[date] for one in every), D(0))


def test_the_departments_figure(disclosure: Disclosure, hebei: Layout) -> None:
    sums = totals([figures(one, hebei) for one in disclosure.projects], hebei)
    assert sums.budget == D("216.50")
    assert compared(disclosure, hebei, sums).difference is None
    disclosure.project_expenditure = "216.50"
    assert compared(disclosure, hebei, sums).difference == 0
    disclosure.project_expenditure = "2,000,000元"
    outcome = compared(disclosure, hebei, sums)
    assert outcome.difference == D("16.50")
    assert outcome.words == "各项目预算数合计比这个数多 16.50 万元"
    disclosure.project_expenditure = "230"
    assert "少 13.50 万元" in compared(disclosure, hebei, sums).words
    disclosure.project_expenditure = "还没定"
    assert compared(disclosure, hebei, sums).difference is None
    assert "不是金额" in compared(disclosure, hebei, sums).words


def test_without_one_typed_the_text_around_the_tables_counts(disclosure: Disclosure) -> None:
    disclosure.unplaced.append(Unplaced("项目支出216.50万元"))
    assert expenditure(disclosure) == D("216.50")
    disclosure.project_expenditure = "300"
    assert expenditure(disclosure) == D(300)


def test_typed_figures_take_the_forms_shape(hebei: Layout) -> None:
    assert entered_expenditure(hebei, "1,200,000元") == "120.00"
    assert entered_expenditure(hebei, "580.5") == "580.50"
    assert entered_expenditure(hebei, "还没定") == "还没定"
    assert shown_expenditure(hebei, "120.00") == "120.00"
    assert money(D("1234567.8")) == "1,234,567.80"
    assert money(D("0.125")) == "0.125"

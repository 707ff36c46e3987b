"""B 资金: the amounts of a table agree with each other and with its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model.amounts import MONEY_UNITS, amount_value, decimals_of, format_number
from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.cross import TotalIndex
from model.checks.names import field_name
from model.checks.view import Context, IndicatorView, TableView, TextCell

_BUDGET_LAW = "《预算法》关于预算收支编列的规定"


@make_check(
    "B01",
    Severity.ERROR,
    "预算数不等于各项资金之和",
    scope="table",
    reason="预算数是财政资金与其他资金的合计，对不上就不知道以哪个为准",
    source=f"{_BUDGET_LAW}；表内勾稽关系",
    reads="budget fiscal other carryover",
    wrong=[
        wrong({"budget": "35.00"}, ["budget"]),
        wrong({"fiscal": "20.00", "other": "9.99"}, ["budget"]),
        wrong({"carryover": "5.00"}, ["budget"], layout="national-2021"),
    ],
    right=[
        right({"budget": "30.00", "fiscal": "18.50", "other": "11.50"}),
        right({"other": ""}, note="其他资金空着按 0 算"),
        right({"fiscal": ""}, note="没有填的由 A01 指出"),
        right(
            {"budget": "30.00", "fiscal": "20.00", "carryover": "10.00", "other": "0"},
            layout="national-2021",
            note="这个表样另有上年结转",
        ),
    ],
)
def b01(view: TableView, context: Context) -> Iterator[Fault]:
    """The budget is not the sum of what it is made of."""
    table, form = view.table, view.form
    parts = form.money_parts
    if "budget" not in form.shown or "fiscal" not in parts:
        return
    budget = table.amount("budget")
    total = Decimal(0)
    for name in parts:
        text = table.extra.get(name, "") if name == "carryover" else getattr(table, name)
        amount = Decimal(0) if not text.strip() and name != "fiscal" else amount_value(text)
        if amount is None:
            return
        total += amount
    if budget is None or budget == total:
        return
    names = "＋".join(field_name(form.layout, name).removeprefix("其中：") for name in parts)
    yield Fault(
        view.ref("budget"),
        f"{field_name(form.layout, 'budget')}是 {format_number(budget)} 万元，"
        f"而{names}是 {format_number(total)} 万元。",
        others=tuple(view.ref(name) for name in parts),
    )


@make_check(
    "B02",
    Severity.ERROR,
    "金额写法不对",
    scope="table",
    reason="金额必须是不小于 0、最多两位小数的数字，否则汇总不了",
    source="习惯：预算金额以万元为单位，保留两位小数",
    reads="budget fiscal other carryover",
    wrong=[
        wrong({"budget": "-30.00"}, ["budget"]),
        wrong({"fiscal": "叁拾"}, ["fiscal"]),
        wrong({"budget": "30.125", "other": "无"}, ["budget", "other"]),
    ],
    right=[
        right({"budget": "1,230.00", "fiscal": "1,230", "other": "0"}),
        right({"other": ""}),
    ],
)
def b02(view: TableView, context: Context) -> Iterator[Fault]:
    """An amount is negative, no number, or has more than two decimals."""
    layout, table = view.form.layout, view.table
    for name in view.form.money:
        text = table.extra.get(name, "") if name == "carryover" else _cell(view, name)
        if not text.strip():
            continue
        amount = amount_value(text)
        title = field_name(layout, name)
        if amount is None:
            yield Fault(view.ref(name), f"“{title}”写的不是数字。")
        elif amount < 0:
            yield Fault(view.ref(name), f"“{title}”是负数。")
        elif _decimals(amount, layout.money.unit) > layout.money.decimals:
            yield Fault(view.ref(name), f"“{title}”多于{layout.money.decimals}位小数。")


def _cell(view: TableView, name: str) -> str:
    from model.disclosure import get_field

    return get_field(view.table, name)


def _decimals(amount: Decimal, unit: str) -> int:
    """Count decimals as the form prints the amount; the model holds 万元."""
    if unit == "万元":
        return decimals_of(amount)
    return decimals_of((amount / MONEY_UNITS[unit]).normalize())

"""A check across amounts: the same sum told in another unit, sums that differ by units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from model.document.cellref import CellRef
from model.document.disclosure import Disclosure, TargetTable, get_field
from model.document.doubts import UNIT, Choice, Doubt
from model.layout import Layout
from model.printing.grid import Block, Document, Paragraph
from model.quantities.amounts import MONEY_UNITS, at_least_decimals, format_number
from model.recognise.units import unit_of_line

_MENTION = re.compile(r"(?<![\d.,])(\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,8})?)\s*([百千万亿]{0,2}元)")
_SLIPS = (Decimal(10000), Decimal(1000), Decimal(10))
"""元 taken for 万元, 元 for 千元, 千元 for 万元 … each a factor between amounts."""
_PARTS = ("fiscal", "carryover", "other")
_HUGE = Decimal(100000)
"""A project of ten hundred million yuan (10 亿元): it may be, but it is asked."""
_ROUND = 100
_APART = 1000
_LEAST_TABLES = 3
_DISAGREE = ("其中各项加起来不到它的千分之一", "其中各项加起来差十倍", "它比预算数大近千倍")
"""Why one amount is questioned by the others of its table."""


def questioned_amounts(disclosure: Disclosure, layout: Layout) -> Iterator[Doubt]:
    """Yield the amounts whose unit other places put in question, once a cell."""
    asked = {doubt.ref for doubt in disclosure.doubts if doubt.kind == UNIT}
    budgets = [amount for table in disclosure.projects if (amount := table.amount("budget"))]
    usual = median(budgets) if len(budgets) >= _LEAST_TABLES else None
    for table in disclosure.projects:
        found = list(_questions(table, layout, usual))
        for name, why, number in [*found, *_alike(table, found)]:
            ref = CellRef(table.id, name)
            if ref not in asked:
                asked.add(ref)
                yield _doubt(table, name, why, number)


def _alike(
    table: TargetTable, found: list[tuple[str, str, Decimal]]
) -> Iterator[tuple[str, str, Decimal]]:
    """Yield the table's other amounts where one is questioned for being in another unit.

    They are in the unit it is in: where they add up to the budget, or one alone is more than
    the whole would be. Where the parts and the whole disagree, only one of these is wrong.
    """
    if any(why in _DISAGREE for _, why, _ in found):
        return
    parts = [amount for name in _PARTS if (amount := table.amount(name))]
    adds_up = sum(parts, Decimal(0)) == table.amount("budget")
    for name, _, number in found[:1]:
        questioned = table.amount(name)
        if not questioned or questioned <= number:
            continue
        for other in ("budget", *_PARTS):
            amount = table.amount(other)
            if amount and (adds_up or amount > number):
                yield other, "同一张表里有金额像是另一个单位", amount * number / questioned


def _doubt(table: TargetTable, name: str, why: str, number: Decimal) -> Doubt:
    held = get_field(table, name)
    other = format_number(at_least_decimals(number, 2))
    return Doubt(
        kind=UNIT,
        ref=CellRef(table.id, name),
        said=f"按 {held} 万元读入，但{why}：是不是 {other} 万元？",
        held=held,
        choices=(Choice(f"{held} 万元", held), Choice(f"{other} 万元", other)),
    )


def _questions(
    table: TargetTable, layout: Layout, usual: Decimal | None
) -> Iterator[tuple[str, str, Decimal]]:
    budget = table.amount("budget")
    told = list(_mentions(table))
    for name in ("budget", *_PARTS):
        amount = table.amount(name)
        if not amount or any(number == amount for number, _ in told):
            continue
        for number, words in told:
            apart = {amount / number, number / amount} if number else set()
            if apart & set(_SLIPS):
                yield name, f"文字里写的是“{words}”", number
    if not budget:
        return
    parts = [amount for name in _PARTS if (amount := table.amount(name))]
    whole = sum(parts, Decimal(0))
    if whole and any(budget == whole * slip for slip in _SLIPS):
        yield (
            "budget",
            _DISAGREE[0] if budget > whole * 999 else _DISAGREE[1],
            whole,
        )
    for name in _PARTS:
        amount = table.amount(name)
        if amount and amount > budget * 900 and any(amount / s <= budget for s in _SLIPS[:2]):
            yield name, _DISAGREE[2], amount / 10000
    round_sum = budget >= MONEY_UNITS["亿元"] and budget % _ROUND == 0
    if (budget >= _HUGE or round_sum) and not any(number == budget for number, _ in told):
        yield "budget", "这样大的整数更像是元", budget / 10000
    elif usual and budget > usual * _APART and budget >= MONEY_UNITS["亿元"]:
        yield "budget", "它是其他项目的一千倍以上", budget / 10000


def _mentions(table: TargetTable) -> Iterator[tuple[Decimal, str]]:
    """Yield the sums a table's texts name, in 万元, as written."""
    texts = [table.purpose, table.goals, table.name]
    for item in table.indicators:
        texts += [item.name, item.description, item.value]
    for text in texts:
        for match in _MENTION.finditer(text):
            factor = MONEY_UNITS.get(match[2])
            if factor is not None:
                yield Decimal(match[1].replace(",", "")) * factor, match[0]


def file_units(document: Document, blocks: list[Block]) -> tuple[str, list[str]]:
    """Return the money unit the file names for all its tables, and all units it names.

    A line between two tables speaks for the one under it, never for the one over it.
    """
    first = next((at for at, one in enumerate(blocks) if not isinstance(one, Paragraph)), 0)
    common: list[str] = []
    every: list[str] = []
    for at, one in enumerate((*document.around, *blocks), -len(document.around)):
        unit = unit_of_line(one.text)[1] if isinstance(one, Paragraph) else ""
        if unit:
            every.append(unit)
            common += [unit] if at < first else []
    return (common[0] if len(set(every)) == 1 and common else ""), list(dict.fromkeys(every))

"""What a department means to spend, and when: the figures of the overview.

All amounts are in 万元, all Decimals; what cannot be known is None or counted apart,
never taken for zero in silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from model.checks.cross import stated_expenditure
from model.checks.names import SPENDING
from model.document.disclosure import Disclosure, TargetTable, get_field
from model.entry.entry import entered, plan_fields
from model.layout import Layout
from model.quantities.amounts import at_least_decimals, format_number, percent_value

BUDGET = "budget"
SPENDING_FIELD = SPENDING

_WHOLE = Decimal(100)
_NONE = Decimal(0)


class Figures(Struct, frozen=True):
    """One project's figures.

    Attributes:
        budget: None where it is empty or no number.
        parts: an amount or None for each of `part_fields`.
        planned: what is spent by each date of the plan: the budget times the last percent
            stated up to then, so never too much; empty where the form has no plan.
        plan_gaps: at how many dates no percent is stated; dates behind 100 % need none.
    """

    budget: Decimal | None
    parts: tuple[Decimal | None, ...]
    planned: tuple[Decimal, ...]
    plan_gaps: int

    @property
    def rest(self) -> Decimal | None:
        """What the parts leave of the budget; negative where they are more. None: unknown."""
        if self.budget is None or all(part is None for part in self.parts):
            return None
        return self.budget - sum((part or _NONE for part in self.parts), _NONE)


class Totals(Struct, frozen=True):
    """The sums over all projects.

    Attributes:
        projects: how many there are.
        budget, parts, planned: the sums of what is known.
        without_budget: how many projects have no budget; nothing of them is in the sums.
        plan_missing: how many projects with a budget state no percent at all, so that
            none of their money is in ``planned``; ``plan_partly`` how many leave a date out.
        uneven: how many projects have parts that do not make up the budget.
    """

    projects: int
    budget: Decimal
    parts: tuple[Decimal, ...]
    planned: tuple[Decimal, ...]
    without_budget: int
    plan_missing: int
    plan_partly: int
    uneven: int


def part_fields(layout: Layout) -> list[str]:
    """Return the money fields this form splits the budget into, in its order."""
    shown = dict.fromkeys(layout.table_fields())
    return [name for name in shown if layout.kind(name) == "money" and name != BUDGET]


def figures(table: TargetTable, layout: Layout) -> Figures:
    """Return one project's figures."""
    budget = table.amount(BUDGET)
    parts = tuple(table.amount(name) for name in part_fields(layout))
    percents = [percent_value(get_field(table, name)) for name in plan_fields(layout)]
    planned, gaps, reached = [], 0, _NONE
    for percent in percents:
        if percent is None:
            gaps += reached < _WHOLE
        else:
            reached = percent
        planned.append((budget or _NONE) * reached / _WHOLE)
    return Figures(budget, parts, tuple(planned), gaps)


def totals(every: Iterable[Figures], layout: Layout) -> Totals:
    """Return the sums over all projects."""
    dates = len(plan_fields(layout))
    parts = [_NONE] * len(part_fields(layout))
    planned = [_NONE] * dates
    projects = without = missing = partly = uneven = 0
    budget = _NONE
    for one in every:
        projects += 1
        without += one.budget is None
        budget += one.budget or _NONE
        uneven += bool(one.rest)
        if one.budget and one.plan_gaps:
            missing += one.plan_gaps == dates
            partly += one.plan_gaps < dates
        for number, part in enumerate(one.parts):
            parts[number] += part or _NONE
        for number, amount in enumerate(one.planned):
            planned[number] += amount
    return Totals(
        projects,
        budget,
        tuple(parts),
        tuple(planned),
        without,
        missing,
        partly,
        uneven,
    )


def expenditure(disclosure: Disclosure) -> Decimal | None:
    """Return the department's project expenditure, as typed or else as its text states it."""
    return stated_expenditure(disclosure)


class Comparison(Struct, frozen=True):
    """The sum of all budgets beside the department's project expenditure.

    Attributes:
        difference: the sum less the expenditure; None where there is none to compare with.
        words: what to tell the clerk.
    """

    difference: Decimal | None
    words: str


def compared(disclosure: Disclosure, layout: Layout, sums: Totals) -> Comparison:
    """Compare the sum of all budgets with the department's project expenditure."""
    stated = expenditure(disclosure)
    if stated is None:
        if disclosure.project_expenditure.strip():
            return Comparison(None, "填的不是金额，没有比较")
        return Comparison(None, "填上部门预算里的项目支出总数，就能和各项目合计核对")
    difference = sums.budget - stated
    title = layout.title_of(BUDGET)
    if not difference:
        words = f"与各项目{title}合计一致"
    else:
        more = "多" if difference > 0 else "少"
        words = f"各项目{title}合计比这个数{more} {money(abs(difference))} 万元"
    if sums.without_budget:
        words += f"（还有 {sums.without_budget} 个项目没有{title}）"
    return Comparison(difference, words)


def notes(layout: Layout, sums: Totals) -> list[str]:
    """Return what the sums leave out, or what does not add up, in the clerk's words."""
    title = layout.title_of(BUDGET)
    said = []
    if sums.without_budget:
        said.append(f"{sums.without_budget} 个项目没有{title}，不在合计里")
    if sums.uneven:
        said.append(f"{sums.uneven} 个项目的各部分资金合计不等于{title}")
    if sums.plan_missing:
        said.append(f"{sums.plan_missing} 个项目没有填支出计划，曲线里没有它们的钱")
    if sums.plan_partly:
        said.append(f"{sums.plan_partly} 个项目的支出计划没有填全，缺的时点按前一个时点算")
    return said


def entered_expenditure(layout: Layout, typed: str) -> str:
    """Return what the model holds for a typed expenditure: ``1,200,000元`` → ``120.00``."""
    return entered(layout, "money", SPENDING, typed)


def shown_expenditure(layout: Layout, held: str) -> str:
    """Return how a held expenditure is shown, in the form's money unit."""
    return layout.print_amount(SPENDING, held)


def money(amount: Decimal) -> str:
    """Return an amount in 万元 to be read at a glance: thousands apart, nothing rounded away."""
    return format_number(at_least_decimals(amount, 2), thousands=True)

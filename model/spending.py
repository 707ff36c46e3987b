"""What a department means to spend, and when: the figures of the overview.

All amounts are in 万元, all Decimals; what cannot be known is None or counted apart,
never taken for zero in silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from model.amounts import amount_value, at_least_decimals, format_number, percent_value
from model.checks.cross import stated_expenditure
from model.checks.names import SPENDING
from model.disclosure import Disclosure, TargetTable, get_field
from model.entry import entered, plan_fields
from model.layout import Layout

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
    typed = disclosure.project_expenditure
    return amount_value(typed) if typed.strip() else stated_expenditure(disclosure)


def entered_expenditure(layout: Layout, typed: str) -> str:
    """Return what the model holds for a typed expenditure: ``1,200,000元`` → ``120.00``."""
    return entered(layout, "money", SPENDING, typed)


def shown_expenditure(layout: Layout, held: str) -> str:
    """Return how a held expenditure is shown, in the form's money unit."""
    return layout.print_amount(SPENDING, held)


def money(amount: Decimal, layout: Layout) -> str:
    """Return an amount to be read at a glance: in 万元, thousands apart, nothing rounded away."""
    return format_number(at_least_decimals(amount, 2), thousands=True)

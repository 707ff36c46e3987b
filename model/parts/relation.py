"""A relation between named amounts: its terms, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Literal

from msgspec import Struct

from model.parts.amounts import Amount
from model.quantities.amounts import WIDE

State = Literal["holds", "fails", "unknown"]
STATE_WORDS: dict[State, str] = {"holds": "成立", "fails": "不成立", "unknown": "数据不足"}
"""What is found of a relation, as lists and reports call it."""
ACROSS_UNITS = Decimal("0.01")
"""The tolerance where 元 and 万元 meet, in 万元."""

NO_ROWS = "各项"
"""What a total lacks of which no row has an amount."""


class Term(Struct, frozen=True):
    """A named amount in a relation, and whether it is added (1) or taken away (-1)."""

    amount: Amount
    sign: int = 1


class Relation(Struct, frozen=True, dict=True):
    """A relation between amounts that are there: Σ left ``op`` Σ right.

    Attributes:
        id: the relation's name; of a table, with the row or column.
        title: what it says.
        kind: ``sum``, ``equal``, ``most`` or ``change``.
        left, right: its terms.
        op: ``=`` or ``<=``.
        tolerance: in 万元.
        severity: of its finding.
        words: further words for the finding.
        mend: names of amounts that may be mended by it.
        lacks: what is missing to judge it; empty where nothing is.
    """

    id: str
    title: str
    kind: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    op: str = "="
    tolerance: Decimal = Decimal("0.005")
    severity: str = "错误"
    words: str = ""
    mend: frozenset[str] = frozenset()
    lacks: tuple[str, ...] = ()

    def sums(self, instead: dict[str, Decimal] | None = None) -> tuple[Decimal, Decimal]:
        """Return both sides; ``instead`` are other figures for names."""
        return _sum(self.left, instead), _sum(self.right, instead)

    @cached_property
    def now(self) -> State:
        """Whether it holds with the figures as they are."""
        return self._judged(None)

    def state(self, instead: dict[str, Decimal] | None = None) -> State:
        """Tell whether it holds; ``instead`` are other figures for names."""
        return self.now if instead is None else self._judged(instead)

    def _judged(self, instead: dict[str, Decimal] | None) -> State:
        if self.lacks:
            return "unknown"
        left, right = self.sums(instead)
        apart = WIDE.subtract(left, right)
        if self.op == "<=":
            return "holds" if apart <= self.tolerance else "fails"
        return "holds" if abs(apart) <= self.tolerance else "fails"

    def solved_for(self, name: str) -> Decimal | None:
        """Return the figure an amount must have for it to hold; None where it has no such one."""
        terms = [*self.left, *(Term(one.amount, -one.sign) for one in self.right)]
        own = [term for term in terms if term.amount.name == name]
        if self.op != "=" or len(own) != 1:
            return None
        rest = _sum([term for term in terms if term is not own[0]], None)
        return -rest * own[0].sign

    @property
    def amounts(self) -> list[Amount]:
        """All amounts in it, the left ones first."""
        return [term.amount for term in (*self.left, *self.right)]


def _sum(terms: Iterable[Term], instead: dict[str, Decimal] | None) -> Decimal:
    total = Decimal(0)
    for term in terms:
        value = term.amount.value or Decimal(0)
        if instead is not None and term.amount.name in instead:
            value = instead[term.amount.name]
        total = WIDE.add(total, value * term.sign)
    return total

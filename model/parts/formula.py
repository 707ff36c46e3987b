"""A relation in a clerk's words: where each figure stands, in its own unit, and both sides."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from model.parts.amounts import Amount, cell_title, money
from model.parts.relation import Relation, State, Term
from model.quantities.amounts import MONEY_UNITS, WIDE, at_least_decimals, format_number

_NAMED = 6
"""More addends are not named one by one."""
_NO_MONEY = ("number", "empty")
WAN = "万元"


class Checked(Struct, frozen=True):
    """A line of the list of what was checked."""

    relation: Relation
    state: State

    @property
    def line(self) -> str:
        """Both sides in words, or what is missing."""
        if self.state == "unknown":
            return f"缺{'、'.join(self.relation.lacks[:4])}"
        return formula(self.relation)


def formula(relation: Relation) -> str:
    """Return both sides of a relation, where they stand and their figures.

    What all have in common is said once: ``支出预算总表“合计”行：合计 5.00 ≠ 基本支出 2.00＋…``.
    Figures of tables in 元 are in 元, and the sums in 万元 as well.
    """
    words = _Words(relation)
    left, right = relation.sums()
    state = relation.state()
    if relation.op == "<=":
        sign = "≤" if state == "holds" else "＞"
    else:
        sign = "＝" if state == "holds" else "≠"
    one = words.side(relation.left, left)
    return f"{words.common}{one} {sign} {words.side(relation.right, right)}"


def apart(relation: Relation) -> str:
    """Return by how much both sides differ."""
    left, right = relation.sums()
    return _Words(relation).sum(abs(WIDE.subtract(left, right)))


def figure(amount: Amount, value: Decimal, *, unit: bool = False) -> str:
    """Return a figure as its place has it, and in 万元 where that is another unit.

    Args:
        amount: whose figure.
        value: it, in 万元.
        unit: 万元 is said, too: other figures near it are in 元.
    """
    if amount.kind == "number" or not amount.unit:
        return format_number(value)
    if amount.unit == WAN:
        return money(value) + (WAN if unit else "")
    return f"{_own(value, amount.unit)}（{money(value)}{WAN}）"


def _own(value: Decimal, unit: str) -> str:
    number = (value / MONEY_UNITS[unit]).normalize()
    return f"{format_number(at_least_decimals(number, 0), True)}{unit}"


class _Words:
    """How the amounts of one relation are called and counted.

    Attributes:
        common: the place all of them stand in, said before them.
    """

    def __init__(self, relation: Relation) -> None:
        every = relation.amounts
        self._units = {one.unit for one in every if one.unit and one.kind not in _NO_MONEY}
        self._wan = not self._units <= {WAN}
        self._counts = all(one.kind == "number" or not one.unit for one in every)
        self._by_row = self._by_column = self._told = False
        self._last: tuple[str, str] | None = None
        self.common = self._common(every)

    def _common(self, every: list[Amount]) -> str:
        first = every[0] if every else None
        if first is None or len({(one.table, one.part) for one in every}) != 1:
            return ""
        self._told = bool(first.table or first.part)
        if not first.table:
            return f"“{first.part}”里，" if first.part else ""
        rows, columns = ({getattr(one, of) for one in every} for of in ("row", "column"))
        self._by_row = len(columns) == 1
        self._by_column = len(rows) == 1 and not self._by_row
        row = first.row if self._by_column else ""
        return f"{cell_title(first.table, row, first.column if self._by_row else '')}："

    def side(self, terms: tuple[Term, ...], total: Decimal) -> str:
        """Return the terms of a side and what they come to; what is not written adds nothing."""
        terms = tuple(term for term in terms if term.amount.value is not None) or terms[:1]
        if len(terms) == 1 and terms[0].sign > 0:
            one = terms[0].amount
            return f"{self._name(one)} {figure(one, total, unit=self._wan)}"
        if len(terms) > _NAMED:
            return f"{self._name(terms[0].amount)}等 {len(terms)} 项之和 {self.sum(total)}"
        out = ""
        for number, term in enumerate(terms):
            value = term.amount.value or Decimal(0)
            minus = (value < 0) != (term.sign < 0)
            out += "－" if minus else "＋" if number else ""
            out += f"{self._name(term.amount)} {self._addend(term.amount, abs(value))}"
        return f"{out}＝{self.sum(total)}"

    def sum(self, total: Decimal) -> str:
        """Return what belongs to no place: in 万元, and in 元 where all are."""
        if self._counts:
            return format_number(total)
        if not self._wan:
            return money(total)
        both = f"{money(total)}{WAN}"
        return (
            f"{_own(total, next(iter(self._units)))}（{both}）" if len(self._units) == 1 else both
        )

    def _addend(self, amount: Amount, value: Decimal) -> str:
        if amount.kind == "number" or amount.unit in ("", WAN):
            return figure(amount, value, unit=self._wan)
        return _own(value, amount.unit)

    def _name(self, amount: Amount) -> str:
        """Return what an amount is called after those before it."""
        if not amount.table:
            where = ("", amount.part)
            said = self._told or not amount.part or self._last == where
            self._last = where
            return amount.title if said else f"“{amount.part}”的{amount.title}"
        if self._by_row:
            return amount.row or amount.column
        if self._by_column:
            return amount.column
        if self._told:
            return cell_title("", amount.row, amount.column)
        where = (amount.table, amount.column)
        said, self._last = self._last == where, where
        return f"“{amount.row}”" if said and amount.row else amount.title

"""Named amounts (有名称的金额): a table's cell, or the number found in a sentence by its words.

A named amount is a view on its text: `amended` gives the text with another figure in it, and
editing the text moves the amount. The publication says the words, the rows and the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from model.document.blocks import Part
from model.document.cellref import CellRef
from model.parts.sentences import BRACKETED, Quantity, quantities, with_number
from model.parts.tables import TableView
from model.quantities.amounts import (
    MONEY_UNITS,
    amount_value,
    at_least_decimals,
    decimals_of,
    format_number,
)

_INNER = str.maketrans("“”", "‘’")
_REMARK = re.compile(r"（[^（）]*）$|\([^()]*\)$")
_UNNAMED = re.compile(r"\.row\d+\.")


class Amount(Struct, frozen=True):
    """A named amount where it stands.

    Attributes:
        name: its name; ``TABLE.ROW.COLUMN`` in a table.
        title: what messages call it.
        ref: the cell; its text holds the figure at ``start`` … ``end``.
        text: the figure as written; empty for a blank.
        value: in 万元 (a number that is no money: as it is), None where there is none.
        unit: the money unit it is written in.
        part: the title of the part it stands in.
        quantity: the number in the sentence; None in a table.
        kind: ``amount``, ``change``, ``number``, or what is written nowhere: ``targets`` (a sum)
            and ``remembered`` (last year's).
        refs: further cells it stands for: the addends of a sum.
        table, row, column: what a clerk reads over the table, before the row and over the
            column it stands in; empty in a text.
        unclear: its row does not say which column it stands in: it counts as no number.
    """

    name: str
    title: str
    ref: CellRef
    text: str
    value: Decimal | None
    start: int = 0
    end: int = 0
    unit: str = "万元"
    part: str = ""
    quantity: Quantity | None = None
    kind: str = "amount"
    refs: tuple[CellRef, ...] = ()
    table: str = ""
    row: str = ""
    column: str = ""
    unclear: bool = False

    @property
    def broken(self) -> bool:
        """Whether something is written that is no number."""
        return self.value is None and any(char.isdigit() for char in self.text)

    @property
    def shown(self) -> str:
        """The value in 万元 with two decimals at least, for messages and lists."""
        return "" if self.value is None else money(self.value)

    def amended(self, whole: str, value: Decimal, decimals: int = 2) -> str:
        """Return its cell's text with another figure in it.

        Args:
            whole: the cell's text as it is.
            value: the new figure in 万元; signed for a change.
            decimals: digits behind the point at least.
        """
        if self.quantity is not None:
            change = self.kind == "change"
            decimals = 0 if self.kind == "number" else decimals
            return with_number(whole, self.quantity, value, self.unit, decimals, change=change)
        plainly = self.kind == "change" and BRACKETED.fullmatch(whole) is None
        found = quantities(whole.strip() + "\n") if plainly else ()
        if len(found) == 1:
            return with_number(whole, found[0], value, self.unit, decimals, change=True)
        old = None if self.kind == "number" else amount_value(self.text, self.unit)
        factor = MONEY_UNITS[self.unit] if self.kind != "number" else Decimal(1)
        least = decimals if old is None else max(decimals, decimals_of(old / factor) if old else 0)
        number = at_least_decimals(value / factor, least)
        if self.kind == "change":
            word = "减少" if number < 0 else "增加"
            return word + format_number(abs(number))
        return format_number(number, "," in self.text)


class Amounts:
    """The named amounts of a disclosure, in the order they stand in.

    Attributes:
        by_name: name → the places it stands in, the first being the one that counts.
        missing: names the publication requires of parts that are there, and nobody wrote.
        views: the known tables, by their block's id.
        titles: what messages call the amounts of sentences and sums, by name.
    """

    def __init__(self, titles: dict[str, str]) -> None:
        self.titles = titles
        self.by_name: dict[str, list[Amount]] = {}
        self.missing: list[tuple[str, Part]] = []
        self.views: dict[str, TableView] = {}

    def add(self, amount: Amount) -> None:
        """Add one more place."""
        self.by_name.setdefault(amount.name, []).append(amount)

    def first(self, name: str) -> Amount | None:
        """Return the place of a name that counts, or None."""
        return next(iter(self.by_name.get(name, ())), None)

    def every(self) -> Iterator[Amount]:
        """Yield all places."""
        for places in self.by_name.values():
            yield from places

    def at(self, ref: CellRef) -> list[Amount]:
        """Return the named amounts in a cell, in order."""
        found = [one for one in self.every() if one.ref == ref and one.kind != "targets"]
        return sorted(found, key=lambda one: one.start)

    def starting(self, start: str) -> list[Amount]:
        """Return the first places of all names that begin so and have one more step."""
        return [
            places[0]
            for name, places in self.by_name.items()
            if name.startswith(start) and "." not in name[len(start) :]
        ]


def money(value: Decimal) -> str:
    """Return an amount with two decimals at least, as messages print it."""
    return format_number(at_least_decimals(value, 2))


def column_name(view: TableView, key: str) -> str:
    """Return what a known table prints over a column, after what it prints over its group."""
    rows = view.table.rows[view.head.first : view.head.last + 1]
    col = view.head.columns.get(key)
    name, group = "", ""
    for row in reversed(rows):
        cell = row.cell(col) if col is not None else None
        text = "".join(cell.text.split()) if cell is not None else ""
        if not name:
            name = text
        elif cell is not None and cell.colspan > 1 and not group:
            group = text
    if name:
        return in_group(group, name)
    spec = next((one for one in view.spec.columns if one.key == key), None)
    return spec.label if spec is not None else ""


def in_group(group: str, column: str) -> str:
    """Return a column's name after that of the group of columns it belongs to."""
    group = _REMARK.sub("", group)
    return f"{group}的{column}" if group and group != column else column


def cell_title(table: str, row: str, column: str) -> str:
    """Return what messages call a cell of a known table."""
    return table + _quoted(row, "行") + _quoted(column, "栏")


def _quoted(name: str, what: str) -> str:
    return f"“{name.translate(_INNER)}”{what}" if name else ""


def amounts_data(amounts: Amounts) -> dict[str, dict[str, str | None]]:
    """Return the named amounts as JSON data: name → value in 万元 and where it stands.

    Numbers that are no money and rows without a name are left out.
    """
    return {
        name: {
            "value": None if places[0].value is None else money(places[0].value),
            "where": place_name(places[0]),
        }
        for name, places in amounts.by_name.items()
        if is_named_money(places[0])
    }


def is_named_money(amount: Amount) -> bool:
    """Tell whether an amount is money with a name of its own, written here or summed up."""
    money_here = amount.kind not in ("number", "remembered") and amount.unit
    return bool(money_here) and not _UNNAMED.search(amount.name)


def place_name(amount: Amount) -> str:
    """Return how a clerk finds an amount: ``第二部分…：预算收入``."""
    return f"{amount.part}：{amount.title}" if amount.part else amount.title


def refs_of(amounts: Iterable[Amount]) -> tuple[CellRef, ...]:
    """Return the cells amounts stand in, each once, in order."""
    written = (one for one in amounts if one.kind != "remembered")
    return tuple(dict.fromkeys(ref for one in written for ref in (one.ref, *one.refs)))

"""A whole form, and how it prints and reads amounts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from model.basics.errors import LayoutError
from model.layout.document import DocumentSpec
from model.layout.fields import FieldSpec, Level1Spec
from model.layout.page import FontSpec, MoneySpec, PageSpec, PercentSpec
from model.layout.placing import Placed, place_rows, spread_rows
from model.layout.table import ColumnSpec, Period, SideSpec, TableSpec
from model.quantities.amounts import (
    MONEY_UNITS,
    amount_value,
    at_least_decimals,
    format_number,
    is_number,
    percent_value,
)

if TYPE_CHECKING:
    from model.document.disclosure import Indicator


YEAR_HOLE = re.compile(r"\{year([+-]\d)?\}")
"""The budget year in a label, or one so many years before or after it."""

ENTRY = re.compile(r"\.\d+\.")
"""The number of an entry in the field of a list: ``tasks.2.name``."""


def _year(hole: re.Match[str], year: int | None) -> str:
    return "" if year is None else str(year + int(hole[1] or 0))


class Layout(Struct, forbid_unknown_fields=True, kw_only=True, dict=True):
    """A whole form; see the module's docstring.

    ``source`` says where the form comes from, ``compared`` with which official annex or
    published file it was compared cell by cell; empty where it was not. ``default``: it is
    the form of a new disclosure, and the first in lists.
    """

    id: str
    name: str
    region: str
    year: int
    source: str
    compared: str = ""
    default: bool = False
    table: TableSpec
    fields: dict[str, FieldSpec]
    levels: list[Level1Spec]
    document: DocumentSpec = DocumentSpec()
    fonts: dict[str, FontSpec]
    money: MoneySpec = MoneySpec()
    percent: PercentSpec = PercentSpec()
    page: PageSpec = PageSpec()

    def __repr__(self) -> str:
        """Return the id alone: the whole would fill pages of a test report."""
        return f"Layout({self.id!r})"

    @cached_property
    def placed_head(self) -> Placed:
        """The head's cells with the grid column each begins in, row by row."""
        width = len(self.table.columns_mm)
        return place_rows(self.table.rows, width, "表头", self.id)

    @cached_property
    def placed_below(self) -> Placed:
        """The cells of the rows under the indicators, placed alike."""
        width = len(self.table.columns_mm)
        return place_rows(self.table.below, width, "指标下面", self.id)

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The lists of the target table that rows are repeated for."""
        rows = (*self.table.rows, *self.table.below)
        return tuple(dict.fromkeys(row.repeat for row in rows if row.repeat))

    def head_for(self, counts: Mapping[str, int]) -> Placed:
        """Return the head's cells, its repeated rows as often as lists have entries."""
        if not self.lists:
            return self.placed_head
        return spread_rows(self.placed_head, self.table.rows, counts)

    def below_for(self, counts: Mapping[str, int]) -> Placed:
        """Return the cells under the indicators, repeated rows as often as there are entries."""
        if not self.lists:
            return self.placed_below
        return spread_rows(self.placed_below, self.table.below, counts)

    @cached_property
    def sides(self) -> int:
        """How many grid columns the label left of the indicators takes."""
        if self.table.blocks:
            return self.table.blocks[0].side.span
        return self.table.side.span if self.table.side else 0

    @cached_property
    def blocks(self) -> tuple[tuple[SideSpec | None, Period], ...]:
        """The indicator blocks, one under the other: label at their left, and their period."""
        if self.table.blocks:
            return tuple((block.side, block.period) for block in self.table.blocks)
        return ((self.table.side, ""),)

    @cached_property
    def beside(self) -> tuple[Period, ...]:
        """The periods whose indicators stand side by side; empty where only one's stand."""
        columns = [column for column in self.table.columns if column.of == "indicator"]
        periods = dict.fromkeys(column.period for column in columns if not column.shared)
        return tuple(periods) if len(periods) > 1 else ()

    @property
    def periods(self) -> frozenset[str]:
        """The periods whose indicators the form shows."""
        return frozenset(self.beside) | {period for _, period in self.blocks}

    @cached_property
    def placed_columns(self) -> list[tuple[int, ColumnSpec]]:
        """The indicator block's columns with the grid column each begins in."""
        placed, col = [], self.sides
        for column in self.table.columns:
            placed.append((col, column))
            col += column.span
        if col != len(self.table.columns_mm):
            raise LayoutError(f"指标各栏共占{col}列，表格有{len(self.table.columns_mm)}列", self.id)
        return placed

    @cached_property
    def header_height(self) -> int:
        """How many rows head the indicators: two where columns stand in groups."""
        return 2 if any(column.group for column in self.table.columns) else 1

    def shown_for(self, indicators: Iterable[Indicator]) -> Layout:
        """Return the form with those of its further columns that indicators hold texts for."""
        if not self.table.further:
            return self
        used = {name for indicator in indicators for name in indicator.extra}
        wanted = tuple(spec.field for spec in self.table.further if spec.field in used)
        if not wanted:
            return self
        made: dict[tuple[str, ...], Layout] = self.__dict__.setdefault("_shown_for", {})
        if wanted not in made:
            made[wanted] = self._with_columns(wanted)
        return made[wanted]

    def _with_columns(self, wanted: tuple[str, ...]) -> Layout:
        columns: list[ColumnSpec] = []
        for column in self.table.columns:
            taken = [
                spec
                for spec in self.table.further
                if spec.field in wanted and spec.takes == column.field
            ]
            span = column.span - sum(spec.span for spec in taken)
            columns += [structs.replace(column, span=span), *taken]
        return structs.replace(self, table=structs.replace(self.table, columns=columns))

    def label(self, label: str, year: int | None = None) -> str:
        """Return a label as printed, the form's money unit and the budget year put in."""
        if "{" not in label:
            return label
        text = label.replace("{money_unit}", self.money.unit)
        return YEAR_HOLE.sub(lambda hole: _year(hole, year), text)

    def spec(self, name: str) -> FieldSpec | None:
        """Return what is said of a field; of ``tasks.2.name`` what is said of ``tasks.name``."""
        found = self.fields.get(name)
        if found is None and self.lists:
            found = self.fields.get(ENTRY.sub(".", name))
        return found

    def parts_of(self, name: str) -> tuple[str, ...]:
        """Return the fields that are parts of an amount, in the form's order.

        A form that declares none has 财政资金 and 其他资金 as parts of the budget.
        """
        declared = [part for part, spec in self.fields.items() if spec.part_of == name]
        parts = declared or (["fiscal", "other"] if name == "budget" else [])
        return tuple(field for field in dict.fromkeys(self.table_fields()) if field in parts)

    @cached_property
    def printed_levels(self) -> dict[str, str]:
        """Level 1 → how the form prints it, where that is another text."""
        return {one.name: one.printed for one in self.levels if one.printed != one.name}

    def kind(self, name: str) -> str:
        """Return what a field holds: text, money, percent or coded."""
        spec = self.spec(name)
        return spec.kind if spec else "text"

    def title_of(self, name: str) -> str:
        """Return a field's name for lists and messages."""
        spec = self.spec(name)
        return spec.title if spec else name

    def table_fields(self) -> list[str]:
        """Return the fields of the target table this form shows, in its order."""
        rows = (*self.table.rows, *self.table.below)
        found = [spec.field for row in rows for spec in row.cells if spec.field]
        found += [column.field for column in self.table.columns if column.of == "table"]
        return found

    def zero(self, name: str) -> str:
        """Return how a zero in a field is printed; empty for like any other number."""
        spec = self.spec(name)
        return spec.zero if spec else ""

    def print_amount(self, name: str, text: str) -> str:
        """Return how this form prints an amount the model holds in 万元.

        A text that is no number is printed as it stands.
        """
        if self.money.unit == "万元" and not self.money.thousands:
            return text
        if not is_number(text):
            return text
        number = Decimal(text) / MONEY_UNITS[self.money.unit]
        if number == 0:
            zero = self.zero(name)
            if zero and text == "0":
                return zero
        return format_number(at_least_decimals(number, self.money.decimals), self.money.thousands)

    def read_amount(self, name: str, text: str, unit: str = "", bare: bool = False) -> str:
        """Return what the model holds (万元, as printed) for an amount in this form.

        Args:
            name: the field.
            text: what the cell shows.
            unit: the money unit the file itself names, if it names another.
            bare: the text is a number without a format, to be printed by the form.

        A text that is no number is kept as it stands.
        """
        unit = unit or self.money.unit
        number = amount_value(text, unit)
        if number is None:
            return text
        if bare or unit != "万元" or text.strip().endswith("元"):
            zero = self.zero(name)
            if number == 0 and zero and (bare or text.strip() == zero):
                return zero
            decimals = 2 if unit != "万元" else self.money.decimals
            return format_number(at_least_decimals(number, decimals))
        if self.money.pad:
            number = at_least_decimals(number, self.money.decimals)
        return format_number(number)

    def read_percent(self, text: str, bare: bool = False) -> str:
        """Return a percent as the model holds it (``60.00%``); other texts unchanged."""
        number = percent_value(text)
        if number is None:
            return text
        if bare or not text.strip().endswith(("%", "％", ")", "）")):
            number = at_least_decimals(number, self.percent.decimals)
        return format_number(number) + "%"

"""A whole form, and how it prints and reads amounts."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from model.amounts import (
    MONEY_UNITS,
    amount_value,
    at_least_decimals,
    format_number,
    is_number,
    percent_value,
)
from model.errors import LayoutError
from model.layout.document import DocumentSpec
from model.layout.fields import FieldSpec, Level1Spec
from model.layout.page import FontSpec, MoneySpec, PageSpec, PercentSpec
from model.layout.table import CellSpec, ColumnSpec, TableSpec

if TYPE_CHECKING:
    from model.disclosure import Indicator


class Layout(Struct, forbid_unknown_fields=True, kw_only=True, dict=True):
    """A whole form; see the module's docstring."""

    id: str
    name: str
    region: str
    year: int
    source: str
    table: TableSpec
    fields: dict[str, FieldSpec]
    levels: list[Level1Spec]
    document: DocumentSpec
    fonts: dict[str, FontSpec]
    money: MoneySpec = MoneySpec()
    percent: PercentSpec = PercentSpec()
    page: PageSpec = PageSpec()

    def __repr__(self) -> str:
        """Return the id alone: the whole would fill pages of a test report."""
        return f"Layout({self.id!r})"

    @cached_property
    def placed_head(self) -> list[list[tuple[int, CellSpec]]]:
        """The head's cells with the grid column each begins in, row by row."""
        width = len(self.table.columns_mm)
        down = [0] * width
        rows: list[list[tuple[int, CellSpec]]] = []
        for number, row in enumerate(self.table.rows, 1):
            placed = []
            col = 0
            for spec in row.cells:
                while col < width and down[col]:
                    col += 1
                if col + spec.span > width or any(down[col : col + spec.span]):
                    raise LayoutError(f"表头第{number}行比表格宽或压住了上面的格", self.id)
                placed.append((col, spec))
                for taken in range(col, col + spec.span):
                    down[taken] = spec.height
                col += spec.span
            if not all(down):
                raise LayoutError(f"表头第{number}行没有填满{width}列", self.id)
            down = [rest - 1 for rest in down]
            rows.append(placed)
        if any(down):
            raise LayoutError("表头最后一行有格高出了表头", self.id)
        return rows

    @cached_property
    def placed_columns(self) -> list[tuple[int, ColumnSpec]]:
        """The indicator block's columns with the grid column each begins in."""
        placed, col = [], 0
        for column in self.table.columns:
            placed.append((col, column))
            col += column.span
        if col != len(self.table.columns_mm):
            raise LayoutError(f"指标各栏共占{col}列，表格有{len(self.table.columns_mm)}列", self.id)
        return placed

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

    def label(self, label: str) -> str:
        """Return a label as printed, the form's money unit put in."""
        return label.replace("{money_unit}", self.money.unit)

    def kind(self, name: str) -> str:
        """Return what a field holds: text, money, percent or coded."""
        spec = self.fields.get(name)
        return spec.kind if spec else "text"

    def title_of(self, name: str) -> str:
        """Return a field's name for lists and messages."""
        spec = self.fields.get(name)
        return spec.title if spec else name

    def table_fields(self) -> list[str]:
        """Return the fields of the target table this form shows, in its order."""
        found = [spec.field for row in self.table.rows for spec in row.cells if spec.field]
        found += [column.field for column in self.table.columns if column.of == "table"]
        return found

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
            zero = self.fields[name].zero if name in self.fields else ""
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
            zero = self.fields[name].zero if name in self.fields else ""
            if number == 0 and zero and (bare or text.strip() == zero):
                return zero
            decimals = 2 if unit != "万元" else self.money.decimals
            return format_number(at_least_decimals(number, decimals))
        return format_number(number)

    def read_percent(self, text: str, bare: bool = False) -> str:
        """Return a percent as the model holds it (``60.00%``); other texts unchanged."""
        number = percent_value(text)
        if number is None:
            return text
        if bare or not text.strip().endswith(("%", "％", ")", "）")):
            number = at_least_decimals(number, self.percent.decimals)
        return format_number(number) + "%"

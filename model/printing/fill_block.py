"""Indicators become rows: one period's under each other, or two periods' side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from msgspec import Struct

from model.document.disclosure import Disclosure, Indicator, TargetTable, get_indicator_field
from model.layout import ColumnSpec, Layout, SideSpec
from model.printing.fieldtext import field_text
from model.printing.grid import Cell

ALIGN = {"label": "center", "money": "center", "percent": "center", "number": "center"}
"""How a cell of a kind is aligned where the form does not say."""


class Part(Struct, frozen=True, gc=False):
    """What one period has in a row: its indicator, and that one's place in the table's list."""

    period: str
    indicator: Indicator
    place: int


def side_cell(side: SideSpec, row: int, height: int, layout: Layout, year: int | None) -> Cell:
    """Return the label left of the indicators."""
    text = layout.label(side.label, year)
    return Cell(text, row, 0, height, side.span, kind="label", align="center")


def block_parts(layout: Layout, indicators: Sequence[Indicator], period: str) -> list[list[Part]]:
    """Return the rows of one block: in each, the indicators that stand in it."""
    parts = [Part(item.period, item, place) for place, item in enumerate(indicators)]
    if not layout.beside:
        return [[part] for part in parts if part.period == period]
    rows: list[list[Part]] = []
    shown = [part for part in parts if part.period in layout.beside]
    for level1 in dict.fromkeys(part.indicator.level1 for part in shown):
        under = [part for part in shown if part.indicator.level1 == level1]
        sides = [[part for part in under if part.period == one] for one in layout.beside]
        rows += [[part for part in row if part is not None] for row in zip_longest(*sides)]
    return rows


def fill_block(
    disclosure: Disclosure,
    tables: Iterable[TargetTable],
    first_row: int,
    layout: Layout,
    period: str,
) -> list[list[Cell]]:
    """Return the indicator rows, equal cells of merging columns made one."""
    columns = _columns(layout)
    rows: list[list[Cell]] = []
    for table in tables:
        if layout.beside:
            made = _Beside(disclosure, table, layout, columns)
            for parts in block_parts(layout, table.indicators, period):
                rows.append(made.row(parts, first_row + len(rows)))
            continue
        open_cells: dict[int, Cell] = {}
        indicators = [item for item in table.indicators if item.period == period]
        # a project without indicators still takes a row where its own columns stand
        if not indicators and layout.table.flat:
            indicators = [Indicator()]
        for indicator in indicators:
            row: list[Cell] = []
            same = True
            for made_of in columns:
                col, merge = made_of.col, made_of.merge
                text = made_of.text(disclosure, table, indicator, layout)
                if merge:
                    above = open_cells.get(col)
                    if above is not None and same and above.text == text:
                        above.rowspan += 1
                        continue
                    same = False
                cell = made_of.cell(text, first_row + len(rows))
                row.append(cell)
                if merge:
                    open_cells[col] = cell
            rows.append(row)
    return rows


class _Column:
    """One column, with all that does not depend on the row."""

    def __init__(self, col: int, spec: ColumnSpec, layout: Layout) -> None:
        self.col = col
        self.spec = spec
        self.merge = spec.merge
        self.field = spec.field
        self.of_table = spec.of == "table"
        kind = layout.kind(spec.field) if self.of_table else spec.kind
        self.kind = "text" if kind in ("coded", "choice", "date") else kind
        self.align = spec.align or ALIGN.get(self.kind, "left")
        self.printed = layout.printed_levels if spec.field == "level1" else {}

    def text(
        self, disclosure: Disclosure, table: TargetTable, item: Indicator, layout: Layout
    ) -> str:
        """Return what it shows of an indicator, or of its target table."""
        if self.of_table:
            return field_text(disclosure, table, self.field, layout)
        text = get_indicator_field(item, self.field)
        return self.printed.get(text, text) if self.printed else text

    def cell(self, text: str, row: int) -> Cell:
        """Return its cell in a row."""
        return Cell(text, row, self.col, colspan=self.spec.span, kind=self.kind, align=self.align)


def _columns(layout: Layout) -> list[_Column]:
    made: list[_Column] | None = layout.__dict__.get("_fill_columns")
    if made is None:
        made = [_Column(col, spec, layout) for col, spec in layout.placed_columns]
        layout.__dict__["_fill_columns"] = made
    return made


class _Beside:
    """The rows of one target table whose periods stand side by side."""

    def __init__(
        self, disclosure: Disclosure, table: TargetTable, layout: Layout, columns: list[_Column]
    ) -> None:
        self.disclosure = disclosure
        self.table = table
        self.layout = layout
        self.columns = columns
        self.open: dict[int, Cell] = {}

    def row(self, parts: Sequence[Part], number: int) -> list[Cell]:
        """Return the cells that begin in a row; level cells alike go on from the row above."""
        cells: list[Cell] = []
        items = {part.period: part.indicator for part in parts}
        # whose columns at the left hold what they held in the row above
        alike = dict.fromkeys(self.layout.beside, True)
        for column in self.columns:
            spec = column.spec
            whose = list(alike) if spec.shared or column.of_table else [spec.period]
            item = next((items[period] for period in whose if period in items), None)
            text = column.text(self.disclosure, self.table, item, self.layout) if item else ""
            if column.merge:
                above = self.open.get(column.col)
                goes_on = above is not None and all(alike[period] for period in whose)
                if goes_on and above is not None and item and above.text == text:
                    above.rowspan += 1
                    continue
                alike.update(dict.fromkeys(whose, False))
            cell = column.cell(text, number)
            cells.append(cell)
            if column.merge and item:
                self.open[column.col] = cell
            else:
                self.open.pop(column.col, None)
        return cells

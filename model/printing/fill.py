"""A target table and a layout become a grid: what Word, Excel and the preview draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from model.document.disclosure import Disclosure, Indicator, TargetTable, list_counts
from model.layout import CellSpec, Layout
from model.printing.fieldtext import field_text
from model.printing.fill_block import ALIGN, Part, block_parts, fill_block, side_cell
from model.printing.grid import Cell, Grid
from model.printing.totals import total_text


class _Slot(Struct, frozen=True):
    """One cell of the rows above or below the indicators, ready to be filled."""

    row: int
    col: int
    spec: CellSpec
    kind: str
    align: str
    label: str


def _slots(
    layout: Layout, below: bool, year: int | None, counts: dict[str, int]
) -> tuple[list[_Slot], int]:
    """Return the cells with all that does not depend on the table, and how many rows there are."""
    memory: dict[object, tuple[list[_Slot], int]] = layout.__dict__.setdefault("_fill_slots", {})
    key = (below, year, *counts.values()) if counts else (below, year)
    made = memory.get(key)
    if made is None:
        placed = layout.below_for(counts) if below else layout.head_for(counts)
        slots = []
        for row, cells in enumerate(placed):
            for col, spec in cells:
                kind = "label"
                if spec.field:
                    kind = layout.kind(spec.field)
                elif spec.total:
                    kind = layout.kind(spec.total)
                    kind = "number" if kind == "text" else kind
                kind = "text" if kind in ("coded", "choice", "date") else kind
                align = spec.align or ALIGN.get(kind, "left")
                slots.append(_Slot(row, col, spec, kind, align, layout.label(spec.label, year)))
        made = memory[key] = (slots, len(placed))
    return made


def fill(disclosure: Disclosure, table: TargetTable, layout: Layout, spare: bool = False) -> Grid:
    """Return one project's target table in a form.

    Levels that follow each other alike become one cell: level 1, and level 2
    within one level 1.

    Args:
        disclosure: what the table belongs to.
        table: the target table.
        layout: the form.
        spare: each list has a row for one more entry, to be filled on the screen.
    """
    return _Filling(disclosure, [table], layout, spare).grid()


def fill_flat(disclosure: Disclosure, layout: Layout) -> Grid:
    """Return all projects in one table, for a form that lists them so.

    The head's rows stand once, filled from the first project.
    """
    return _Filling(disclosure, disclosure.projects, layout).grid()


class _Filling:
    """One grid while it is made.

    Args:
        disclosure: what the tables belong to.
        listed: the target tables whose indicators the grid shows; the rows around them are
            the first one's.
        layout: the form.
        spare: each list has a row for one more entry.
    """

    def __init__(
        self,
        disclosure: Disclosure,
        listed: Sequence[TargetTable],
        layout: Layout,
        spare: bool = False,
    ) -> None:
        self.disclosure = disclosure
        self.listed = listed
        self.table = listed[0] if listed else TargetTable()
        self.layout = layout.shown_for(item for one in listed for item in one.indicators)
        self.counts = list_counts(self.table, layout.lists)
        if spare:
            self.counts = {name: count + 1 for name, count in self.counts.items()}
        self.rows: list[list[Cell]] = []

    def grid(self) -> Grid:
        layout, year, rows = self.layout, self.disclosure.year, self.rows
        self._outer(below=False)
        first = len(rows)
        for side, period in layout.blocks:
            header = len(rows)
            rows += _header_rows(header, layout, year)
            body = fill_block(
                self.disclosure, self.listed, header + layout.header_height, layout, period
            )
            rows += body
            if side is not None:
                height = layout.header_height + len(body)
                rows[header].insert(0, side_cell(side, header, height, layout, year))
        if layout.table.below:
            self._outer(below=True)
        header_rows = (first, first + layout.header_height - 1)
        columns = len(layout.table.columns_mm)
        return Grid(rows, columns, table=self.table.id, header_rows=header_rows)

    def _outer(self, below: bool) -> None:
        """Add the rows above the indicators, or those below them."""
        slots, height = _slots(self.layout, below, self.disclosure.year, self.counts)
        first = len(self.rows)
        self.rows += [[] for _ in range(height)]
        for slot in slots:
            spec = slot.spec
            text = slot.label
            if spec.field:
                text += field_text(self.disclosure, self.table, spec.field, self.layout)
            elif spec.total:
                text = total_text(self.listed, spec.total, self.layout)
            self.rows[first + slot.row].append(
                Cell(
                    text,
                    first + slot.row,
                    slot.col,
                    spec.height,
                    spec.span,
                    kind=slot.kind,
                    align=slot.align,
                    border=spec.border,
                )
            )


def _header_rows(row: int, layout: Layout, year: int | None) -> list[list[Cell]]:
    """Return the rows that head the indicators: groups above the columns they hold."""
    rows: list[list[Cell]] = [[] for _ in range(layout.header_height)]
    group = ""
    for col, column in layout.placed_columns:
        if column.group and column.group == group:
            rows[0][-1].colspan += column.span
        elif column.group:
            rows[0].append(_label(layout.label(column.group, year), row, col, column.span))
        group = column.group
        height = 1 if group else layout.header_height
        at = layout.header_height - 1 if group else 0
        text = layout.label(column.label, year)
        rows[at].append(_label(text, row + at, col, column.span, height))
    return rows


def _label(text: str, row: int, col: int, colspan: int, rowspan: int = 1) -> Cell:
    return Cell(text, row, col, rowspan, colspan, kind="label", align="center")


def grids(disclosure: Disclosure, layout: Layout) -> Iterator[tuple[int, TargetTable, Grid]]:
    """Yield (number from 1, target table, grid) for every table a form prints.

    A flat form gives one grid, numbered 1, with the first target table.
    """
    if layout.table.flat:
        if disclosure.projects:
            yield 1, disclosure.projects[0], fill_flat(disclosure, layout)
        return
    for number, table in enumerate(disclosure.projects, 1):
        yield number, table, fill(disclosure, table, layout)


def body_parts(layout: Layout, indicators: Iterable[Indicator]) -> list[list[Part]]:
    """Return what stands in each grid row from the first header on: for headers, nothing.

    Each row is a list with one part a period that stands in it; see `Part`.
    """
    items = list(indicators)
    rows: list[list[Part]] = []
    for _, period in layout.blocks:
        rows += [[] for _ in range(layout.header_height)]
        rows += block_parts(layout, items, period)
    return rows

"""A target table and a layout become a grid: what Word, Excel and the preview draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from model.disclosure import (
    INDICATOR_FIELDS,
    INDICATOR_TERMS,
    TABLE_FIELDS,
    TERMS,
    Disclosure,
    Indicator,
    TargetTable,
    get_field,
    get_indicator_field,
)
from model.grid import Cell, Grid
from model.layout import CellSpec, ColumnSpec, Layout

_ALIGN = {"label": "center", "money": "center", "percent": "center", "number": "center"}


class _Slot(Struct, frozen=True):
    """One head cell, ready to be filled."""

    row: int
    col: int
    spec: CellSpec
    kind: str
    align: str
    label: str


def coded_text(pattern: str, code: str, name: str) -> str:
    """Return code and name in one cell; without a code, the name alone."""
    return pattern.format(code=code, name=name) if code else name


def _slots(layout: Layout) -> list[_Slot]:
    """Return the head's cells with all that does not depend on the table."""
    slots: list[_Slot] = layout.__dict__.get("_fill_slots", [])
    if not slots:
        for row, placed in enumerate(layout.placed_head):
            for col, spec in placed:
                kind = layout.kind(spec.field) if spec.field else "label"
                kind = "text" if kind == "coded" else kind
                align = spec.align or _ALIGN.get(kind, "left")
                label = layout.label(spec.label)
                slots.append(_Slot(row, col, spec, kind, align, label))
        layout.__dict__["_fill_slots"] = slots
    return slots


def field_text(disclosure: Disclosure, table: TargetTable, name: str, layout: Layout) -> str:
    """Return a field of a target table as this form prints it."""
    spec = layout.fields.get(name)
    if spec and spec.kind == "coded":
        who = disclosure.department if name == "department" else table.unit
        return coded_text(spec.print, who.code, who.name)
    text = get_field(table, name)
    if spec and spec.kind == "money":
        return layout.print_amount(name, text)
    return text


def fill(disclosure: Disclosure, table: TargetTable, layout: Layout) -> Grid:
    """Return one project's target table in a form.

    Levels that follow each other alike become one cell: level 1, and level 2
    within one level 1.
    """
    layout = layout.shown_for(table.indicators)
    rows: list[list[Cell]] = [[] for _ in layout.placed_head]
    for slot in _slots(layout):
        spec = slot.spec
        text = slot.label or (
            field_text(disclosure, table, spec.field, layout) if spec.field else ""
        )
        rows[slot.row].append(
            Cell(
                text,
                slot.row,
                slot.col,
                spec.height,
                spec.span,
                kind=slot.kind,
                align=slot.align,
                border=spec.border,
            )
        )
    header = len(rows)
    rows.append(_header_row(header, layout))
    rows += _body(disclosure, [table], header + 1, layout)
    columns = len(layout.table.columns_mm)
    return Grid(rows, columns, table=table.id, header_rows=(header, header))


def fill_flat(disclosure: Disclosure, layout: Layout) -> Grid:
    """Return all projects in one table, for a form that lists them so.

    The head's rows stand once, filled from the first project.
    """
    layout = layout.shown_for(item for table in disclosure.projects for item in table.indicators)
    first = disclosure.projects[0] if disclosure.projects else TargetTable()
    grid = fill(disclosure, first, layout)
    assert grid.header_rows is not None
    header = grid.header_rows[0]
    del grid.rows[header + 1 :]
    grid.rows += _body(disclosure, disclosure.projects, header + 1, layout)
    return grid


def _header_row(row: int, layout: Layout) -> list[Cell]:
    return [
        Cell(
            layout.label(column.label),
            row,
            col,
            colspan=column.span,
            kind="label",
            align="center",
        )
        for col, column in layout.placed_columns
    ]


def _body(
    disclosure: Disclosure, tables: Iterable[TargetTable], first_row: int, layout: Layout
) -> list[list[Cell]]:
    """Return the indicator rows, equal cells of merging columns made one."""
    placed = layout.placed_columns
    rows: list[list[Cell]] = []
    for table in tables:
        open_cells: dict[int, Cell] = {}
        # a project without indicators still takes a row where its own columns stand
        indicators = table.indicators
        if not indicators and layout.table.flat:
            indicators = [Indicator()]
        for indicator in indicators:
            row: list[Cell] = []
            same = True
            for col, column in placed:
                text = _column_text(disclosure, table, indicator, column, layout)
                if column.merge:
                    above = open_cells.get(col)
                    if above is not None and same and above.text == text:
                        above.rowspan += 1
                        continue
                    same = False
                kind = layout.kind(column.field) if column.of == "table" else column.kind
                kind = "text" if kind == "coded" else kind
                cell = Cell(
                    text,
                    first_row + len(rows),
                    col,
                    colspan=column.span,
                    kind=kind,
                    align=column.align or _ALIGN.get(kind, "left"),
                )
                row.append(cell)
                if column.merge:
                    open_cells[col] = cell
            rows.append(row)
    return rows


def _column_text(
    disclosure: Disclosure,
    table: TargetTable,
    indicator: Indicator,
    column: ColumnSpec,
    layout: Layout,
) -> str:
    if column.of == "table":
        return field_text(disclosure, table, column.field, layout)
    return get_indicator_field(indicator, column.field)


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


def fields_left_out(disclosure: Disclosure, layout: Layout) -> list[str]:
    """Return the standard names of what the disclosure holds and a form has no cell for."""
    shown = set(layout.table_fields())
    specs = (*layout.table.columns, *layout.table.further)
    columns = {column.field.partition(".")[0] for column in specs}
    left: dict[str, None] = {}
    for table in disclosure.projects:
        for name in TABLE_FIELDS + tuple(table.extra):
            if name not in shown and get_field(table, name):
                left[TERMS.get(name, name)] = None
        if any(table.plan) and "plan.0" not in shown:
            left[TERMS["plan"]] = None
        for indicator in table.indicators:
            for name in INDICATOR_FIELDS + tuple(indicator.extra):
                missing = name.partition(".")[0] not in columns
                if missing and get_indicator_field(indicator, name):
                    left[INDICATOR_TERMS.get(name, name)] = None
    return list(left)

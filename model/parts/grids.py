"""A file's table becomes a table of a part, every place taken."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from msgspec import structs

from model.document.blocks import PartCell, PartRow, PartTable
from model.layout.publication import Publication
from model.parts.captions import named_over
from model.parts.tables import find_head, known_table
from model.printing.grid import Cell, Grid
from model.quantities.amounts import amount_value


def table_of_grid(
    grid: Grid, publication: Publication, part: str, names: Sequence[str] = ()
) -> PartTable:
    """Return a file's table as a part holds it; known tables are told by their heads.

    Args:
        grid: the table.
        publication: whose tables are known.
        part: the part it stands in; empty where any may be meant.
        names: what stands over it, or what its sheet is called; the nearest first.
    """
    rows = _whole_rows(grid)
    texts = [[(cell.col, cell.text) for cell in row.cells] for row in rows]
    found = known_table(texts, publication, part, names)
    if found is None and part:
        # some give each table a heading of its own, or put it behind the text it belongs to
        found = known_table(texts, publication, "", names, titled=True)
    width = max((cell.col + cell.colspan for row in rows for cell in row.cells), default=0)
    table = PartTable(rows, max(grid.columns, width))
    if found is not None:
        spec, head = found
        table.key, table.head = spec.key, (head.first, head.last)
    return table


def parted(grid: Grid, publication: Publication, part: str) -> list[Grid]:
    """Return the tables a grid holds: a reader may have joined those on two pages to one.

    A row that is the name of a known table, with that table's head below it, begins the next.

    Args:
        grid: the table as it was read.
        publication: whose tables are known.
        part: the part it stands in; empty where any may be meant.
    """
    begins = [0]
    down = 0
    for number, row in enumerate(grid.rows):
        said = [cell.text.strip() for cell in row if cell.text.strip()]
        if (
            number - begins[-1] > 1
            and down <= number
            and len(said) == 1
            and _begins(said[0], grid.rows[number + 1 :][:_HEAD_ROWS], publication, part)
            and _is_table(grid.rows[begins[-1] : number], publication, part)
        ):
            begins.append(number)
        down = max([down, *(number + cell.rowspan for cell in row)])
    ends = [*begins[1:], len(grid.rows)]
    return [_piece(grid, *place) for place in zip(begins, ends, strict=True)]


_HEAD_ROWS = 6
"""Rows below its name within which a table's head stands."""


def _begins(name: str, below: list[list[Cell]], publication: Publication, part: str) -> bool:
    spec = named_over([name], publication, part)
    if spec is None:
        return False
    head = find_head([[(cell.col, cell.text) for cell in row] for row in below], spec)
    return head is not None and head.first < _HEAD_ROWS - 1


def _is_table(rows: list[list[Cell]], publication: Publication, part: str) -> bool:
    """Tell whether rows hold amounts, or are a known table with something below its head."""
    if any(amount_value(cell.text) is not None for row in rows for cell in row):
        return True
    found = known_table(
        [[(cell.col, cell.text) for cell in row] for row in rows], publication, part
    )
    return found is not None and found[1].last < len(rows) - 1


def _piece(grid: Grid, first: int, end: int) -> Grid:
    if (first, end) == (0, len(grid.rows)):
        return grid
    rows = [
        [structs.replace(cell, row=cell.row - first) for cell in row]
        for row in grid.rows[first:end]
    ]
    return structs.replace(grid, rows=rows, counts=grid.counts[first:end])


def _whole_rows(grid: Grid) -> list[PartRow]:
    """Return a grid's rows with every place taken: a reader leaves out what holds nothing."""
    width = max(
        [grid.columns, *(cell.col + cell.colspan for row in grid.rows for cell in row)], default=0
    )
    down = [0] * width
    rows = []
    for number, row in enumerate(grid.rows):
        cells: list[PartCell] = []
        at = 0
        for one in row:
            if one.col < at:
                # two cells in one place: neither is lost
                cells[-1].text = f"{cells[-1].text}\n{_text(one)}".strip("\n") if cells else ""
                continue
            cells += _empty(at, one.col, down)
            cells.append(PartCell(_text(one), one.col, one.colspan, one.rowspan))
            at = one.col + one.colspan
        cells += _empty(at, width, down)
        rest = [max(0, left - 1) for left in down]
        for cell in cells:
            cell.rowspan = max(1, min(cell.rowspan, len(grid.rows) - number))
            for col in range(cell.col, cell.col + cell.colspan):
                rest[col] = cell.rowspan - 1
        down = rest
        rows.append(PartRow(cells))
    return _without_covered(rows)


def _without_covered(rows: list[PartRow]) -> list[PartRow]:
    """Return rows without those in which no cell begins: a workbook's high row is several of its.

    What reached over them reaches less far.
    """
    if all(row.cells for row in rows):
        return rows
    before = [0, *accumulate(bool(row.cells) for row in rows)]
    for number, row in enumerate(rows):
        for cell in row.cells:
            cell.rowspan = max(1, before[number + cell.rowspan] - before[number])
    return [row for row in rows if row.cells]


def _empty(first: int, end: int, down: list[int]) -> list[PartCell]:
    return [PartCell("", col) for col in range(first, end) if not down[col]]


def _text(cell: Cell) -> str:
    """Return a cell's text with that of tables standing in it."""
    inner = ["\n".join("\t".join(map(_text, row)) for row in one.rows) for one in cell.nested or ()]
    return "\n".join(filter(None, [cell.text, *inner])) if inner else cell.text

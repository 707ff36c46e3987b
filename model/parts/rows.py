"""Rows of a part's tables and its paragraphs: where they may come, go and move, and doing it."""

from __future__ import annotations

import copy

from model.document.blocks import Part, PartBlock, PartCell, PartRow, PartTable, PartText
from model.layout.publication import Publication
from model.parts.tables import TableView


def last_of_head(table: PartTable, publication: Publication | None) -> int:
    """Return the last row of a table's head; -1 where it has none that is known."""
    spec = publication.table(table.key) if publication is not None else None
    if spec is None:
        return table.head[1]
    head = TableView(table, spec).head
    return head.last if head.columns else table.head[1]


def takes_rows(table: PartTable, publication: Publication | None) -> bool:
    """Tell whether rows may be added: where the publication says so, or does not know the table."""
    spec = publication.table(table.key) if publication is not None else None
    return spec is None or spec.open


def free_rows(table: PartTable, publication: Publication | None) -> list[PartRow]:
    """Return the rows that may be moved and removed: none of the head, no total, no known one."""
    if not takes_rows(table, publication):
        return []
    spec = publication.table(table.key) if publication is not None else None
    last = last_of_head(table, publication)
    if spec is None:
        return table.rows[last + 1 :]
    lines = TableView(table, spec).lines
    return [line.row for line in lines if line.spec is None or line.spec.like]


def with_row_below(table: PartTable, place: int) -> tuple[PartTable, PartRow]:
    """Return a table with an empty row below one of its rows (-1: above all), and that row.

    Cells that reach over the place reach over the new row too.
    """
    made = copy.deepcopy(table)
    crossed: set[int] = set()
    for number, row in enumerate(made.rows[: place + 1]):
        for cell in row.cells:
            if number + cell.rowspan - 1 > place:
                cell.rowspan += 1
                crossed.update(range(cell.col, cell.col + cell.colspan))
    pattern = made.rows[place].cells if place >= 0 else []
    spans = {cell.col: cell.colspan for cell in pattern if cell.rowspan == 1}
    cells: list[PartCell] = []
    col = 0
    while col < made.columns:
        span = min(spans.get(col, 1), made.columns - col)
        if col in crossed:
            col += 1
            continue
        if crossed.intersection(range(col, col + span)):
            span = 1
        cells.append(PartCell("", col, span))
        col += span
    row = PartRow(cells)
    made.rows.insert(place + 1, row)
    first, last = made.head
    if place < first:
        made.head = (first + 1, last + 1)
    return made, row


def without_rows(table: PartTable, ids: set[str]) -> PartTable:
    """Return a table without some rows; what reached over them or from them reaches less far."""
    made = copy.deepcopy(table)
    while (gone := next((n for n, row in enumerate(made.rows) if row.id in ids), -1)) >= 0:
        row = made.rows[gone]
        for number, above in enumerate(made.rows[:gone]):
            for cell in above.cells:
                if number + cell.rowspan - 1 >= gone:
                    cell.rowspan -= 1
        if gone + 1 < len(made.rows):
            below = made.rows[gone + 1]
            for cell in row.cells:
                if cell.rowspan > 1:
                    cell.rowspan -= 1
                    below.cells.append(cell)
            below.cells.sort(key=lambda cell: cell.col)
        del made.rows[gone]
    return made


def moved_row(table: PartTable, row_id: str, onto: str, after: bool) -> PartTable | None:
    """Return a table with a row moved beside another; None where merged cells forbid it."""
    reach = _reaching(table)
    ids = [row.id for row in table.rows]
    if row_id == onto or row_id not in ids or onto not in ids:
        return None
    start, end = sorted((ids.index(row_id), ids.index(onto)))
    if any(number in reach for number in range(start, end + 1)):
        return None
    made = copy.deepcopy(table)
    row = made.rows.pop(ids.index(row_id))
    ids.remove(row_id)
    made.rows.insert(ids.index(onto) + after, row)
    return made


def _reaching(table: PartTable) -> set[int]:
    """Return the rows that a merged cell begins in or reaches over."""
    return {
        reached
        for number, row in enumerate(table.rows)
        for cell in row.cells
        if cell.rowspan > 1
        for reached in range(number, number + cell.rowspan)
    }


def with_text_below(part: Part, block: str) -> tuple[list[PartBlock], PartText]:
    """Return a part's blocks with an empty paragraph below one (none: above all), and it."""
    made = PartText()
    blocks = list(part.blocks)
    at = next((number for number, one in enumerate(blocks) if one.id == block), -1)
    blocks.insert(at + 1, made)
    return blocks, made


def with_table(part: Part, table: PartTable) -> list[PartBlock]:
    """Return a part's blocks with a table in the place of the one of the same identity."""
    return [table if one.id == table.id else one for one in part.blocks]


def moved_block(part: Part, block: str, onto: str, after: bool) -> list[PartBlock] | None:
    """Return a part's blocks with one moved beside another; None where nothing moves."""
    ids = [one.id for one in part.blocks]
    if block == onto or block not in ids or onto not in ids:
        return None
    blocks = list(part.blocks)
    held = blocks.pop(ids.index(block))
    ids.remove(block)
    blocks.insert(ids.index(onto) + after, held)
    return blocks

"""A part's table after some of a returned one's rows came, went and moved."""

from __future__ import annotations

import copy

from model.compare import Match
from model.compare.partpairs import pair_part_rows
from model.document.blocks import PartRow, PartTable
from model.parts.rows import with_row_below, without_rows
from model.takeback.pairs import joined
from model.takeback.sharedform import plain


def pair_rows(ours: PartTable, theirs: PartTable) -> list[Match]:
    """Lay the rows of a returned table beside ours."""
    return pair_part_rows(ours, theirs, identity=True)


def joined_table(ours: PartTable, theirs: PartTable, keys: set[str] | None) -> PartTable | None:
    """Return our table with the chosen of their rows added, of ours removed and moved.

    Args:
        ours, theirs: the two tables.
        keys: keys of the chosen proposals; None: all there are.

    Returns:
        The new table, its cells as they were in ours; None where merged cells forbid it.
    """
    rows = pair_rows(ours, theirs)

    def chosen(sign: str, row: PartRow) -> bool:
        return keys is None or f"{ours.id}{sign}{row.id}" in keys

    mine, others = ours.rows, theirs.rows
    pairs = [(one.before, one.after, one.moved) for one in rows]
    deleted = {
        n for n, after, _ in pairs if n is not None and after is None and chosen("-", mine[n])
    }
    moved = {n for n, _, gone in pairs if n is not None and gone and chosen("~", mine[n])}
    added = {
        n for before, n, _ in pairs if n is not None and before is None and chosen("+", others[n])
    }
    if moved and any(cell.rowspan > 1 for row in mine for cell in row.cells):
        return None
    order = joined(rows, len(mine), deleted=deleted, moved=moved, added=added)
    first, last = ours.head
    heads = {row.id for row in mine[first : last + 1]} if last >= 0 else set()
    made = without_rows(ours, {mine[n].id for n in deleted})
    by_id = {row.id: row for row in made.rows}
    made.rows = [by_id[mine[n].id] for own, n in order if own]
    places = [n for n, row in enumerate(made.rows) if row.id in heads]
    made.head = (places[0], places[-1]) if places else (-1, -1)
    for place, (own, number) in enumerate(order):
        if not own:
            made, row = with_row_below(made, place - 1)
            if not _filled(made, row, others[number]):
                return None
    return made


def _filled(table: PartTable, row: PartRow, like: PartRow) -> bool:
    """Give a new row the texts of another, and its cells where nothing reaches over them."""
    own = [(cell.col, cell.colspan) for cell in row.cells]
    if own != [(cell.col, cell.colspan) for cell in like.cells]:
        whole = sum(cell.colspan for cell in row.cells) == table.columns
        if whole and sum(cell.colspan for cell in like.cells) == table.columns:
            row.cells = copy.deepcopy(like.cells)
            for cell in row.cells:
                cell.rowspan = 1
            return True
    for cell in like.cells:
        mine = row.cell(cell.col)
        if mine is not None:
            mine.text = cell.text
        elif cell.text.strip():
            return False
    return True


def comes_out(ours: PartTable, theirs: PartTable) -> bool:
    """Tell whether our table with all their changes, row by row and cell by cell, is theirs."""
    made = joined_table(ours, theirs, None)
    if made is None or not _shown(made, theirs):
        return False
    added = [f"{ours.id}+{theirs.rows[n].id}" for n in _added(ours, theirs)]
    return all(joined_table(ours, theirs, {key}) is not None for key in added)


def _added(ours: PartTable, theirs: PartTable) -> list[int]:
    return [
        one.after for one in pair_rows(ours, theirs) if one.before is None and one.after is not None
    ]


def _shown(made: PartTable, theirs: PartTable) -> bool:
    """Tell whether each row of ours has the cells of theirs that hold something."""
    if len(made.rows) != len(theirs.rows):
        return False
    for row, other in zip(made.rows, theirs.rows, strict=True):
        cols = {cell.col for cell in row.cells}
        if any(cell.col not in cols and plain(cell.text).strip() for cell in other.cells):
            return False
        theirs_cols = {cell.col for cell in other.cells}
        if any(cell.col not in theirs_cols and plain(cell.text).strip() for cell in row.cells):
            return False
    return True


def replaced(ours: PartTable, theirs: PartTable) -> PartTable:
    """Return our table with all their rows instead of ours."""
    return PartTable(
        copy.deepcopy(theirs.rows), theirs.columns, theirs.head, ours.key, ours.name, ours.id
    )

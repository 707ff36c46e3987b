"""Forms side by side in one table of a file: each becomes a table of its own."""

from __future__ import annotations

from itertools import pairwise

from msgspec import structs

from model.printing.grid import Block, Cell, Grid
from model.recognise.general.header import read_header
from model.recognise.general.matrix import Matrix, matrix_of
from model.recognise.vocabulary import vocabulary

_FIRST_ROWS = 40


def parted(blocks: list[Block]) -> list[Block]:
    """Return blocks, tables that hold forms side by side taken apart."""
    return [part for block in blocks for part in (_parted(block) if _may(block) else [block])]


def _may(block: Block) -> bool:
    return isinstance(block, Grid) and len(block.rows) > 1


def _parted(block: Block) -> list[Block]:
    assert isinstance(block, Grid)
    starts = _starts(block)
    if len(starts) < 2:
        return [block]
    edges = [0, *(_edge(block, start) for start in starts[1:]), 0]
    edges[-1] = max((cell.col + cell.colspan for row in block.rows for cell in row), default=0)
    if any(edge < 0 for edge in edges) or edges != sorted(set(edges)):
        return [block]
    parts = [_part(block, left, right) for left, right in pairwise(edges)]
    if not all(_has_header(matrix_of(part)) for part in parts):
        return [block]
    return list(parts)


def _starts(grid: Grid) -> list[int]:
    """Return the columns in which labels of a project's name stand in one row."""
    rows = grid.rows[:_FIRST_ROWS]
    naming = vocabulary().names
    if not any(sum([naming[cell.text] for cell in row]) > 1 for row in rows):
        return []
    matrix = matrix_of(Grid(rows, grid.columns, grid.where))
    for number, row in enumerate(matrix.rows):
        names = [cell for cell in row if cell.meaning is not None and cell.meaning.head == "name"]
        if len(names) > 1 and read_header(matrix, number) is None:
            return [cell.col for cell in names]
    return []


def _edge(grid: Grid, start: int) -> int:
    """Return the column left of which nothing reaches over, at or before one; -1 for none."""
    for edge in range(start, 0, -1):
        crossed = any(
            cell.col < edge < cell.col + cell.colspan
            for row in grid.rows
            for cell in row
            if cell.text.strip() and not _fills(grid, cell)
        )
        if not crossed:
            return edge
    return -1


def _fills(grid: Grid, cell: Cell) -> bool:
    """Tell whether a cell stands over all of the table: a title over both forms."""
    return cell.col == 0 and cell.colspan >= grid.columns


def _part(grid: Grid, left: int, right: int) -> Grid:
    rows = [
        [
            structs.replace(
                cell, col=max(0, cell.col - left), colspan=min(cell.colspan, right - left)
            )
            for cell in row
            if left <= cell.col < right or (_fills(grid, cell) and cell.text.strip())
        ]
        for row in grid.rows
    ]
    return Grid(rows, right - left, grid.where, hidden=grid.hidden)


def _has_header(matrix: Matrix) -> bool:
    return any(read_header(matrix, row) is not None for row in range(matrix.height))

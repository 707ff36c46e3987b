"""Grids as other producers make them, written down as rows of texts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from model.printing.grid import Cell, Grid

Given = str | tuple[str, int] | tuple[str, int, int] | Decimal


def grid(*rows: Sequence[Given], where: str = "表1") -> Grid:
    """Return a grid from texts: ``text``, ``(text, colspan)``, ``(text, colspan, rowspan)``.

    A Decimal is a number without a format. Cells step aside for those from above.
    """
    taken: set[tuple[int, int]] = set()
    made: list[list[Cell]] = []
    width = 0
    for number, row in enumerate(rows):
        cells: list[Cell] = []
        col = 0
        for given in row:
            while (number, col) in taken:
                col += 1
            text, colspan, rowspan = _parts(given)
            exact = given if isinstance(given, Decimal) else None
            where_cell = f"第{number + 1}行第{len(cells) + 1}格"
            cells.append(Cell(text, number, col, rowspan, colspan, where_cell, exact))
            for down in range(rowspan):
                for right in range(colspan):
                    taken.add((number + down, col + right))
            col += colspan
            width = max(width, col)
        made.append(cells)
    return Grid(made, width, where)


def _parts(given: Given) -> tuple[str, int, int]:
    if isinstance(given, Decimal):
        return str(given), 1, 1
    if isinstance(given, str):
        return given, 1, 1
    if len(given) == 2:
        return given[0], given[1], 1
    return given

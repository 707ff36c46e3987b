"""Rows of a table that lists all projects: which of them sum up others."""

from __future__ import annotations

from collections.abc import Mapping

from model.recognise.general.header import Header
from model.recognise.general.matrix import Matrix, Placed
from model.recognise.vocabulary import vocabulary

_WITHIN = 3


def is_subtotal(
    header: Header, cells: list[Placed], named: Mapping[str, Placed], matrix: Matrix
) -> bool:
    """Tell whether a row without indicators sums up others: 合计, a department's line.

    Args:
        header: the table's.
        cells: the row's filled cells.
        named: its cells of the target table, by field.
        matrix: the table.
    """
    if "goals" in named:
        return False
    if any(vocabulary().is_total(cell.text) for cell in cells[:_WITHIN]):
        return True
    return any(_covers(header, cell) > 1 for cell in cells) or _is_parent(named, matrix)


def _covers(header: Header, cell: Placed) -> int:
    return sum(
        column.field.startswith("table.") and column.start < cell.end and cell.col < column.end
        for column in header.columns
    )


def _is_parent(named: Mapping[str, Placed], matrix: Matrix) -> bool:
    """Tell whether a row's unit code begins that of the next row: the department's own."""
    cell = named.get("unit.code")
    if cell is None:
        return False
    code = cell.text.strip()
    below = matrix.at(cell.bottom, cell.col)
    return below is not None and below.text.strip() != code and below.text.startswith(code)

"""Rows of a table that lists all projects: which of them sum up others."""

from __future__ import annotations

from collections.abc import Mapping

from model.recognise.general.header import Header
from model.recognise.general.matrix import Matrix, Placed
from model.recognise.lines import is_unit_name
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


def names_sum(named: Mapping[str, Placed]) -> bool:
    """Tell whether a row's cells of the target table name a sum: 合计, 某中心小计."""
    return any(vocabulary().sums_up(cell.text) for cell in named.values())


def is_unit_above(
    named: Mapping[str, Placed], cells: list[Placed], matrix: Matrix, row: int
) -> bool:
    """Tell whether a row only names the unit whose projects stand in the rows under it."""
    if list(named) != ["name"] or len(cells) > 1 or not is_unit_name(cells[0].text):
        return False
    filled = ([one for one in below if one.text.strip()] for below in matrix.rows[row + 1 :])
    under = next((one for one in filled if one), [])
    return len(under) > 1 and under[0].col == cells[0].col


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

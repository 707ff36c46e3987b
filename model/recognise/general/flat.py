"""Rows of a table that lists all projects: which of them sum up others."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from model.document.disclosure import Unplaced
from model.quantities.amounts import amount_value
from model.recognise.general.header import Column, Header
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


def unit_summed(named: Mapping[str, Placed], matrix: Matrix, row: int) -> str:
    """Return the unit, code first, whose projects' sum a row bears; empty where it is none.

    The row bears a unit's name and the money of the rows under it together.
    """
    name, money = named.get("name"), named.get("budget")
    if name is None or money is None or "goals" in named or not is_unit_name(name.text):
        return ""
    total, added = amount_value(money.text), Decimal(0)
    for below in range(row + 1, matrix.height):
        cell = matrix.at(below, money.col)
        amount = amount_value(cell.text) if cell is not None and cell.row == below else Decimal(0)
        if total is None or amount is None or added + amount > total:
            return ""
        added += amount
        if added == total > 0:
            codes = [named[one].text.strip() for one in ("unit.code", "code") if one in named]
            return "".join([*codes[:1], name.text.strip()])
    return ""


def kept_sum(cells: list[Placed]) -> Unplaced:
    """Return what is kept of a row that sums up."""
    return Unplaced("\t".join(cell.text for cell in cells), cells[0].where, "合计行")


def code_of_project(table: dict[str, list[tuple[Column, Placed]]]) -> None:
    """Call a code under ``单位编码（项目编码）`` the project's, the unit's row standing above."""
    cells = table.get("unit.code")
    if cells and "code" not in table and "项目" in cells[0][0].label:
        table["code"] = table.pop("unit.code")


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

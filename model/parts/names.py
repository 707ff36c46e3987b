"""Cells of parts by the names a clerk knows them by."""

from __future__ import annotations

from collections.abc import Iterable

from model.document.blockplaces import find_holder
from model.document.blocks import FRONT, Part, PartCell, PartRow, PartTable, PartText
from model.document.cellref import CellRef

_SHORT = 12


def part_name(part: Part) -> str:
    """Return a part's name: its title on one line."""
    if part.title.strip():
        return " ".join(part.title.split())
    return "标题和说明" if part.key == FRONT else "没有标题的部分"


def part_cell_name(parts: Iterable[Part], ref: CellRef) -> str:
    """Return a cell's name such as ``第四部分…：第2张表“合计”的“2021年度预算”``; else empty."""
    found = find_holder(parts, ref)
    if found is None:
        return ""
    part, block, cell = found
    name = part_name(part)
    if block is None:
        return f"{name}的标题"
    if isinstance(block, PartText):
        number = 1 + [one.id for one in part.texts()].index(block.id)
        return f"{name}：第{number}段“{_short(block.text)}”"
    assert isinstance(block, PartTable)
    assert cell is not None
    tables = list(part.tables())
    which = f"第{1 + [one.id for one in tables].index(block.id)}张表" if len(tables) > 1 else "表"
    row = next(row for row in block.rows if row.id == ref.indicator)
    place = block.rows.index(row)
    head = column_head(block, cell.col) if place > block.head[1] >= 0 else ""
    column = f"的“{head}”" if head else f"第{row.cells.index(cell) + 1}格"
    return f"{name}：{which}第{place + 1}行{_label(row, cell.col)}{column}"


def _label(row: PartRow, col: int) -> str:
    """Return a row's first words, where they are not the cell itself."""
    first = row_label(row)
    return f"“{_short(first.text)}”" if first is not None and first.col != col else ""


def row_label(row: PartRow) -> PartCell | None:
    """Return the first cell of a row that says something."""
    return next((cell for cell in row.cells if cell.text.strip()), None)


def column_head(table: PartTable, col: int) -> str:
    """Return what stands in a table's head over a column; empty where nothing does."""
    first, last = table.head
    for row in reversed(table.rows[first : last + 1]):
        for cell in row.cells:
            if cell.col <= col < cell.col + cell.colspan and cell.text.strip():
                return "".join(cell.text.split())
    return ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1] + "…"

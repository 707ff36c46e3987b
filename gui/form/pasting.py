"""Pasting a block of cells: where it goes, and a line that says so."""

from __future__ import annotations

from msgspec import Struct

from gui.form.blocks import Block, Landing, land, land_columns
from gui.form.formgrid import FormCell, FormGrid
from gui.form.navigation import Place
from model.entry.pasting import Assignment, assign
from model.entry.tabletext import Rows
from model.layout import Layout

_NAMED = 6
"""So many columns or texts are named in a line."""
_LETTERS = 10


class Column(Struct, frozen=True):
    """A column of an indicator as the form shows it: field, title, where it begins."""

    field: str
    title: str
    col: int


class Pasted(Struct):
    """Where a block goes.

    Attributes:
        landing: the cells.
        line: what to say of it.
        fields: the columns it goes to; empty where they are the grid's own from the start on.
    """

    landing: Landing
    line: str
    fields: tuple[str, ...] = ()


def columns_of(grid: FormGrid, row: int) -> list[Column]:
    """Return the columns of the indicator in a row; none where one field stands twice."""
    cells = Block(row, 0, row, grid.width - 1).cells(grid, row)
    found = [Column(c.field, c.title, c.col) for c in cells if c.of_indicator and c.refs]
    return found if len({one.field for one in found}) == len(found) else []


def place_block(grid: FormGrid, layout: Layout, start: Place, rows: Rows) -> Pasted:
    """Return where a block goes that is pasted at a place of the form."""
    top, left = start
    columns = columns_of(grid, top) if grid.row_id(top) else []
    here = next((n for n, one in enumerate(columns) if one.col >= left), -1)
    if here < 0:
        landing = land(grid, start, rows)
        return Pasted(landing, _said(landing))
    found = assign(layout, [(one.field, one.title) for one in columns], here, rows)
    only = all(not one.refs or one.of_indicator for one in _row(grid, top, left))
    if not only and not found.moved and not found.heads:
        # other cells of the project stand between the indicator's: a flat form
        landing = land(grid, start, rows)
        return Pasted(landing, _said(landing))
    return place_columns(grid, top, columns, found, rows)


def place_columns(
    grid: FormGrid, top: int, columns: list[Column], chosen: Assignment, rows: Rows
) -> Pasted:
    """Return where a block goes whose columns are known, from a row of the form on."""
    texts = chosen.texts(rows)
    landing = land_columns(grid, top, texts)
    titles = {one.field: one.title for one in columns}
    names = [titles.get(name, name) for name in chosen.fields if name]
    line = f"已粘贴 {len(texts)} 行：{_listed(names)}"
    if chosen.heads:
        line += "（表头没有粘贴）"
    left = chosen.left_over(rows)
    if left:
        shown = [f"第{number}列“{_first(rows, number, chosen.heads)}”" for number in left]
        line += f"；没有地方放的：{_listed(shown)}"
    if chosen.moved or left:
        line += "。Ctrl+Z 撤销，Ctrl+Alt+V 自己指定各列"
    return Pasted(landing, f"{line}。", tuple(name for name in chosen.fields if name))


def _said(landing: Landing) -> str:
    placed = len(landing.head) + sum(map(len, landing.body.values()))
    placed += sum(map(len, landing.below))
    line = f"已粘贴 {placed} 格"
    if landing.left:
        shown = [f"“{text[:_LETTERS]}”" for text in landing.left]
        line += f"；有 {len(landing.left)} 格没有地方放：{_listed(shown)}。Ctrl+Z 撤销"
    return f"{line}。"


def _row(grid: FormGrid, row: int, left: int) -> list[FormCell]:
    return Block(row, left, row, grid.width - 1).cells(grid, row)


def _first(rows: Rows, number: int, heads: int) -> str:
    """Return what a column is known by: its head, else its first text."""
    texts = [row[number - 1].strip() for row in rows]
    said = [text for text in texts[:heads] or texts if text] or [text for text in texts if text]
    return said[-1 if heads else 0][:_LETTERS]


def _listed(names: list[str]) -> str:
    more = f"等 {len(names)} 处" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more

"""Amounts in rows by source and columns by time: 财政拨款 × 上年度预算安排, 本年度申请金额."""

from __future__ import annotations

from dataclasses import dataclass

from model.recognise.general.matrix import Matrix, Placed
from model.recognise.labels import bare, fold
from model.recognise.vocabulary import vocabulary

_LEAST_HEADS = 2
_OPENING = "年初"
_LONGEST_HEAD = 20
_OTHER_TIMES = ("midterm", "whole", "last", "done")


@dataclass(frozen=True)
class CrossCell:
    """One amount: its row's field, its column's time, the label of its row and column."""

    field: str
    period: str
    label: Placed
    head: Placed
    value: Placed


@dataclass
class Cross:
    """Such a table.

    Attributes:
        cells: its amounts, those of a time first in the order of their rows.
        kept: cells that are no amounts (a share, a score).
        all: every cell of it, labels and heads too.
        unsure: several columns may be the year's; the first was taken.
    """

    cells: list[CrossCell]
    kept: list[tuple[Placed, Placed]]
    all: list[Placed]
    unsure: bool = False


def find_crosses(matrix: Matrix) -> list[Cross]:
    """Return the tables of amounts by row and column among some rows."""
    found = []
    row = 0
    while row < matrix.height:
        cross, height = _cross(matrix, row)
        if cross is not None:
            found.append(cross)
        row += max(1, height)
    return found


def _cross(matrix: Matrix, row: int) -> tuple[Cross | None, int]:
    side = [cell for cell in matrix.covering(row) if cell.bottom - row > 1]
    start = max((cell.end for cell in side if cell.row == row and cell.col == 0), default=0)
    heads = [cell for cell in matrix.rows[row] if cell.col >= start]
    amounts = [cell for cell in heads if _is_amount_head(cell)]
    if len(amounts) < _LEAST_HEADS or not all(_is_head(cell) for cell in heads):
        return None, 1
    first = amounts[0].col
    rows: list[tuple[Placed, list[Placed]]] = []
    for below in range(row + 1, matrix.height):
        cells = [cell for cell in matrix.rows[below] if cell.col >= start]
        label = cells[0] if cells else None
        if label is None or label.col >= first or not _row_field(label):
            break
        values = [cell for cell in cells[1:] if cell.col >= first]
        if len(values) + 1 != len(cells) or any(_head_of(heads, cell) is None for cell in values):
            break
        rows.append((label, values))
    if not any(len(values) >= _LEAST_HEADS for _, values in rows):
        return None, 1
    own = [cell for cell in matrix.rows[row] if cell.col < start]
    return _made(heads, rows, own), 1 + len(rows)


def _made(heads: list[Placed], rows: list[tuple[Placed, list[Placed]]], own: list[Placed]) -> Cross:
    ours = [head for head in heads if _is_amount_head(head) and not _other_time(head)]
    # of several the budget as it was approved; which is meant is asked
    opening = [head for head in ours if _OPENING in head.text]
    main = (opening or ours)[:1]
    cells, kept, every = [], [], [*own, *heads]
    for label, values in rows:
        every += [label, *values]
        for value in values:
            head = _head_of(heads, value)
            assert head is not None
            period = _other_time(head)
            if head in main or (period and _is_amount_head(head)):
                cells.append(CrossCell(_row_field(label), period, label, head, value))
            else:
                kept.append((head, value))
    return Cross(cells, kept, every, len(ours) > 1)


def _row_field(label: Placed) -> str:
    """Return the field of a row's amounts; empty where a row has no money's label."""
    words = vocabulary()
    if words.is_total(label.text):
        return "budget"
    head = label.meaning.head if label.meaning is not None else ""
    return head if words.kinds.get(head) == "money" else ""


def _is_amount_head(cell: Placed) -> bool:
    head = cell.meaning.head if cell.meaning is not None else ""
    return head == "budget" or bool(vocabulary().stem(cell.text) == "budget")


def _is_head(cell: Placed) -> bool:
    text = bare(fold(cell.text)) or fold(cell.text)
    return bool(text) and len(text) <= _LONGEST_HEAD and not text.replace(".", "").isdigit()


def _other_time(head: Placed) -> str:
    period = head.meaning.period if head.meaning is not None else ""
    return period if period in _OTHER_TIMES else ""


def _head_of(heads: list[Placed], cell: Placed) -> Placed | None:
    return next((head for head in heads if head.col <= cell.col < head.end), None)

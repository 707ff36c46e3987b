"""Rows of a known table whose cells all stand one column beside their own."""

from __future__ import annotations

import re

from msgspec import Struct

from model.document.blockplaces import cell_ref
from model.document.cellref import CellRef
from model.layout.publication import ColumnKind
from model.parts.tables import Line, TableView
from model.parts.words import plain

_INDEX = re.compile(r"\d{1,3}[.、．]?")


class ShiftedRow(Struct, frozen=True):
    """A shifted row: its number, what stands first, and every cell as it should be."""

    number: int
    first: str
    texts: tuple[tuple[CellRef, str], ...]


def shifted_rows(view: TableView) -> list[ShiftedRow]:
    """Return the rows that fit their columns only when moved by one column.

    To the right: the last cell is what the table was filled up with: empty, or the text of the
    first or of its neighbour again. To the left: the first cell is empty.
    """
    columns = view.spec.columns
    if len(columns) < 3 or columns[0].kind != "index" or len(view.head.columns) < len(columns):
        return []
    found = []
    for number, line in enumerate(view.lines, 1):
        texts = [view.text(line.row, column.key) for column in columns]
        if _is_shifted(texts, columns):
            found.append(_mended(view, line, number, texts[:-1], columns))
        elif _is_indented(texts, columns):
            found.append(_mended(view, line, number, [*texts[2:], ""], columns))
    return found


def _is_shifted(texts: list[str], columns: list[ColumnKind]) -> bool:
    first, last = texts[0].strip(), texts[-1].strip()
    if not first or _INDEX.fullmatch(first):
        return False
    if last and plain(last) not in (plain(first), plain(texts[-2])):
        return False
    here = _hits(texts[1:], columns[1:])
    moved = _hits(texts[:-1], columns[1:])
    return moved > here and moved >= len([text for text in texts[:-1] if text.strip()]) - 1


def _is_indented(texts: list[str], columns: list[ColumnKind]) -> bool:
    """Tell whether a row begins one column too late: its number stands in the second."""
    if texts[0].strip() or not _INDEX.fullmatch(texts[1].strip()):
        return False
    here = _hits(texts[1:], columns[1:])
    moved = _hits(texts[2:], columns[1:-1])
    return moved > here and moved >= len([text for text in texts[2:] if text.strip()]) - 1


def _hits(texts: list[str], columns: list[ColumnKind]) -> int:
    """Return how many texts are what their columns hold."""
    pairs = zip(texts, columns, strict=True)
    return sum(
        1
        for text, column in pairs
        if text.strip() and column.like and re.search(column.like, text.strip())
    )


def _mended(
    view: TableView, line: Line, number: int, texts: list[str], columns: list[ColumnKind]
) -> ShiftedRow:
    """Return a row with its texts behind its number."""
    right = [str(number), *texts]
    pairs = []
    for column, text in zip(columns, right, strict=True):
        cell = view.cell(line.row, column.key)
        if cell is not None:
            pairs.append((cell_ref(view.table, line.row, cell.col), text))
    return ShiftedRow(number, view.text(line.row, columns[0].key).strip(), tuple(pairs))

"""Rows of a page's table become a grid: spans, junk columns, boxes of display:table."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml.etree import _Element

from importers.docx_tables import cell_place
from importers.html_css import CELL, HIDDEN, ROW, TABLE, Styles
from importers.xlsx_areas import closed
from importers.xlsx_digits import general_text
from model.printing.grid import Cell, Flaw, Grid

MAX_COLUMNS = 16_384
_MAX_COLSPAN, _MAX_ROWSPAN = 1000, 65_534
"""As in browsers."""

_MAX_SKIPPED = 5_000_000
_WIDE = 40
"""Tables with more columns are looked through for empty ones; a form has twenty at most."""

_GAP = 1
_SECTIONS = ("tbody", "thead", "tfoot", "form", "div", "center", "font", "span", "a", "b")
_CELLS = ("td", "th")
_POWER = re.compile(r"[-+]?\d(?:\.\d+)?E\+(?:1[1-9]|[2-9]\d)", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(?:[\d,]*\d|[\d,]*\.\d+)\s*%?")


def span(text: str | None, most: int) -> int:
    """Return a span as an attribute tells it; what is no number is 1."""
    if text is None:
        return 1
    digits = re.match(r"\s*(\d{1,9})", text)
    return min(int(digits[1]), most) if digits else 1


class RowFinder:
    """Finds rows and cells of a table, of real ones and of those made by styles."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.hidden: list[_Element] = []
        self.captions: list[_Element] = []

    def rows(self, table: _Element) -> list[list[_Element]]:
        """Return the cells of each row, foot rows last."""
        body: list[list[_Element]] = []
        foot: list[list[_Element]] = []
        self._rows(table, body, foot)
        return body + foot

    def _rows(
        self, parent: _Element, body: list[list[_Element]], foot: list[list[_Element]]
    ) -> None:
        loose: list[_Element] = []
        telling = self._styles.matter
        for child in parent:
            tag = child.tag
            if tag == "tr":
                if self._is_shown(child):
                    cells = list(child)
                    for cell in cells:
                        if cell.tag not in _CELLS or (telling and cell.keys()):
                            cells = list(self._cells(child))
                            break
                    body.append(cells)
            elif tag in ("td", "th"):
                # cells without a row of their own
                if not loose:
                    body.append(loose)
                loose.append(child)
                continue
            elif tag == "caption":
                self.captions.append(child)
            elif isinstance(tag, str):
                self._other(child, tag, body, foot)
            loose = []

    def _other(
        self, child: _Element, tag: str, body: list[list[_Element]], foot: list[list[_Element]]
    ) -> None:
        facts = self._styles.of(child)
        if HIDDEN in facts:
            self.hidden.append(child)
        elif ROW in facts:
            body.append(list(self._cells(child)))
        elif CELL in facts:
            body.append([child])
        elif tag == "tfoot":
            self._rows(child, foot, foot)
        elif tag in _SECTIONS and TABLE not in facts:
            self._rows(child, body, foot)

    def _cells(self, row: _Element) -> Iterator[_Element]:
        for child in row:
            tag = child.tag
            if tag in ("td", "th"):
                if self._is_shown(child):
                    yield child
            elif isinstance(tag, str):
                facts = self._styles.of(child)
                if HIDDEN in facts:
                    self.hidden.append(child)
                elif CELL in facts:
                    yield child
                elif tag in _SECTIONS:
                    yield from self._cells(child)

    def _is_shown(self, element: _Element) -> bool:
        if not element.keys() or HIDDEN not in self._styles.of(element):
            return True
        self.hidden.append(element)
        return False


class GridMaker:
    """Puts cells into a grid row by row, each at the first free place."""

    def __init__(self, where: str) -> None:
        self.grid = Grid([], 0, where)
        # for each column the row from which it is free again
        self._free: list[int] = []
        self._number = self._col = self._skipped = 0
        self._row = -1

    def begin_row(self) -> None:
        """Begin the next row."""
        self._cells: list[Cell] = []
        self.grid.rows.append(self._cells)
        self._row += 1
        self._number = self._col = 0

    def add(self, text: str, element: _Element, plain: bool = False) -> Cell:
        """Place a cell; returns it. A plain one has no attributes at all."""
        row, free = self._row, self._free
        begin = col = self._col
        while col < len(free) and free[col] > row:
            col += 1
        self._skipped += col - begin
        if plain:
            if col == len(free):
                free.append(0)
            free[col] = row + 1
            return self._placed(text, row, col, 1, 1)
        rowspan, colspan = element.get("rowspan"), element.get("colspan")
        down = span(rowspan, _MAX_ROWSPAN) if rowspan else 1
        wide = max(1, span(colspan, _MAX_COLSPAN)) if colspan else 1
        for taken in range(col + 1, min(col + wide, len(free))):
            if free[taken] > row:
                # a table whose spans overlap: neither cell may swallow the other
                wide = taken - col
                break
        if len(free) < col + wide:
            free.extend([0] * (col + wide - len(free)))
        until = row + (down or _MAX_ROWSPAN)
        for place in range(col, col + wide):
            free[place] = until
        return self._placed(text, row, col, down or _MAX_ROWSPAN, wide)

    def _placed(self, text: str, row: int, col: int, down: int, wide: int) -> Cell:
        cell = Cell(text, row, col, down, wide, cell_place(row, self._number))
        self._number += 1
        self._col = col + wide
        self._cells.append(cell)
        return cell

    @property
    def is_beyond_any_table(self) -> bool:
        """Whether there are more columns, or more reaching down, than any table has."""
        return len(self._free) > MAX_COLUMNS or self._skipped > _MAX_SKIPPED

    def finish(self) -> Grid | None:
        """Return the grid without junk columns; None when it holds no text at all."""
        grid = self.grid
        grid.columns = len(self._free)
        if not any(map(_holds, (cell for row in grid.rows for cell in row))):
            return None
        last = len(grid.rows)
        for row in grid.rows:
            for cell in row:
                cell.rowspan = min(cell.rowspan, last - cell.row)
        if grid.columns > _WIDE:
            _drop_junk(grid)
        return grid


def _holds(cell: Cell) -> bool:
    return bool(cell.text or cell.nested or cell.struck or cell.flaws)


def _drop_junk(grid: Grid) -> None:
    """Take out columns in which no cell with content begins, but one between others."""
    used = {cell.col for row in grid.rows for cell in row if _holds(cell)}
    last = max(used)
    moves = closed(used, _GAP) or {col: col for col in used}
    ordered = sorted(used)
    for row in grid.rows:
        row[:] = [cell for cell in row if cell.col <= last]
        kept = []
        for cell in row:
            if cell.col in moves:
                end = min(cell.col + cell.colspan - 1, last)
                reached = ordered[bisect_right(ordered, end) - 1]
                cell.col, cell.colspan = moves[cell.col], moves[reached] - moves[cell.col] + 1
                kept.append(cell)
        row[:] = kept
    grid.columns = moves[last] + 1


def lost_in_print(text: str) -> Flaw | None:
    """Return what to say of a code printed as a power (``1.306E+20``); None for others."""
    if "E+" not in text.upper() or not _POWER.fullmatch(text.strip()):
        return None
    return Flaw("digits", "超过 15 位的编码被 Excel 显示成了科学记数，后面的数字已经丢失")


def true_number(cell: Cell, told: str) -> None:
    """Correct a cell by the number Excel wrote beside what the cell shows (x:num)."""
    try:
        number = Decimal(told)
    except InvalidOperation:
        return
    text = cell.text.replace(" ", "")
    if not number.is_finite() or abs(number) > 10**15 or not _NUMBER.fullmatch(text):
        return
    plain = Decimal(text.rstrip("%").replace(",", "") or "0")
    if text.endswith("%"):
        plain /= 100
    if plain != number and len(number.normalize().as_tuple().digits) < 14:
        # the column shows fewer digits than there are
        cell.text, cell.number = general_text(number), number

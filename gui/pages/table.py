"""One target table broken over pages: where its rows end, where its texts and lines stand."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from exporters.word_pages import MIN_ROW
from exporters.word_styles import BORDER, CELL_END, CELL_SIDE
from gui.pages.fonts import UNITS
from gui.pages.text import PageStyles, Piece, TextStyle, printable
from model.printing.grid import Cell, Grid

_TALL = 1 / 3
"""A row taller than this part of a page may break over pages, as in the Word file."""
_REPEAT = 1 / 2
"""A header taller than this part of a page is not repeated: nothing else would fit."""
_ROWS_AT_ONCE = 8
_TRIES = 6

Rule = tuple[float, float, float, float]
"""A line of the table: from x, y to x, y."""


class _Set(Struct, gc=False):
    """A cell, and its text broken into lines."""

    cell: Cell
    text: str
    style: TextStyle
    lines: int
    width: float

    @property
    def height(self) -> float:
        """What the text needs, the cell's margins put on."""
        return self.lines * self.style.line + _ENDS


class Band(Struct, gc=False):
    """A row's share of one page: from ``top`` down, on page ``page`` counted from here."""

    row: int
    page: int
    top: float
    height: float
    repeated: bool = False


_ENDS = (2 * CELL_END + BORDER) * UNITS


class TableSetter:
    """Sets one grid.

    Args:
        grid: the table.
        styles: how it is set.
        used: how much of the first page is taken.
    """

    def __init__(self, grid: Grid, styles: PageStyles, used: float) -> None:
        self._grid = grid
        self._styles = styles
        self._table_left, self._columns = styles.columns_of(grid)
        self._start = used
        self._full = styles.height
        self._sets: list[list[_Set]] = []
        self._heights: list[float] = []
        self._extra: dict[int, float] = {}
        self._by_row: dict[int, list[Band]] = {}
        first, last = grid.header_rows or (0, -1)
        self._header = range(first, last + 1)
        self.bands: list[Band] = []

    def steps(self) -> Iterator[None]:
        """Do the work in small steps; then `pages`, `pieces` and `rules` tell the outcome."""
        for number, row in enumerate(self._grid.rows):
            self._sets.append([self._set(cell, number in self._header) for cell in row])
            if number % _ROWS_AT_ONCE == _ROWS_AT_ONCE - 1:
                yield
        self._measure()
        for _ in range(_TRIES):
            self._break()
            if not self._lengthen():
                break
            yield

    @property
    def pages(self) -> int:
        """How many pages the table touches."""
        return 1 + max((band.page for band in self.bands), default=0)

    @property
    def end(self) -> float:
        """How much of its last page is taken when the table ends."""
        last = self.pages - 1
        ends = (band.top + band.height for band in self.bands if band.page == last)
        return max(ends, default=self._start)

    def pieces(self) -> Iterator[tuple[int, Piece]]:
        """Yield (page counted from the first, text) of every cell."""
        for band in self.bands:
            if band.repeated:
                for one in self._sets[band.row]:
                    yield band.page, self._centred(one, self._share(one, band))
        for row in self._sets:
            for one in row:
                if one.text:
                    yield from self._flow(one)

    def rules(self) -> list[tuple[int, Rule]]:
        """Return (page, line) of every line, each once."""
        lines: dict[tuple[int, Rule], None] = {}
        for row in self._sets:
            for one in row:
                if one.cell.border:
                    for band in self._own_shares(one.cell):
                        _outline(lines, one.cell, band, self._edges())
        for band in self.bands:
            if band.repeated:
                for one in self._sets[band.row]:
                    if one.cell.border:
                        _outline(lines, one.cell, self._share(one, band), self._edges())
        return list(lines)

    # -- measuring ----------------------------------------------------------------------

    def _edges(self) -> list[float]:
        return [self._table_left + edge for edge in self._columns]

    def _set(self, cell: Cell, header: bool) -> _Set:
        style = self._styles.cell(cell, header)
        edges = self._columns
        right = min(cell.col + cell.colspan, len(edges) - 1)
        width = edges[right] - edges[cell.col] - 2 * CELL_SIDE * UNITS
        text = printable(cell.text)
        lines = self._styles.texts.count(text, style, width) if text else 0
        return _Set(cell, text, style, lines, width)

    def _measure(self) -> None:
        """Give every row its height; what a merged cell lacks goes to its last row."""
        least = self._styles.least_row(MIN_ROW)
        rows = len(self._sets)
        self._heights = [least] * rows
        merged: list[tuple[int, _Set]] = []
        for number, row in enumerate(self._sets):
            for one in row:
                if one.cell.rowspan > 1:
                    merged.append((min(number + one.cell.rowspan, rows), one))
                elif one.height > self._heights[number]:
                    self._heights[number] = one.height
        for end, one in sorted(merged, key=lambda item: item[0]):
            missing = one.height - sum(self._heights[one.cell.row : end])
            if missing > 0:
                self._heights[end - 1] += missing

    # -- breaking over pages ------------------------------------------------------------

    def _break(self) -> None:
        """Place every row on its page, the header again on each page after its own."""
        self.bands = []
        page, used = 0, self._start
        heights = [height + self._extra.get(row, 0) for row, height in enumerate(self._heights)]
        repeat = sum(heights[row] for row in self._header)
        if repeat > self._full * _REPEAT:
            repeat = 0
        limit = self._full * _TALL
        for row, height in enumerate(heights):
            if row == self._header.start and self._header:
                # a header alone at the foot of a page would stand over nothing
                ahead = heights[row : self._header.stop + 1]
                if used and used + sum(min(one, limit) for one in ahead) > self._full:
                    page, used = page + 1, 0.0
            rest = height
            again = bool(repeat) and row >= self._header.stop
            fresh = False
            while rest > 0:
                room = self._full - used
                part = self._part(row, rest, room, whole=height <= limit)
                if fresh and not part:
                    # a line higher than a page is cut rather than put off for ever
                    part = min(rest, room)
                if part:
                    self.bands.append(Band(row, page, used, part))
                    used += part
                    rest -= part
                if rest > 0:
                    page, fresh = page + 1, True
                    used = self._again(page) if again else 0.0
        self._by_row = {}
        for band in self.bands:
            if not band.repeated:
                self._by_row.setdefault(band.row, []).append(band)

    def _again(self, page: int) -> float:
        used = 0.0
        for row in self._header:
            height = self._heights[row]
            self.bands.append(Band(row, page, used, height, repeated=True))
            used += height
        return used

    def _part(self, row: int, rest: float, room: float, whole: bool) -> float:
        """Return how much of a row goes into the room left on a page; 0 for none."""
        if rest <= room + 1e-6:
            return rest
        if whole:
            return 0.0
        line = max((one.style.line for one in self._sets[row]), default=UNITS)
        lines = int((room - _ENDS) / line)
        left = (rest - _ENDS) / line - lines
        if left < 1:
            # the rest would be margins alone
            lines -= 1
        return lines * line + _ENDS if lines > 0 else 0.0

    def _lengthen(self) -> bool:
        """Lengthen rows where breaking cost room that a text needs; tell whether it did."""
        needed: dict[int, float] = {}
        for row in self._sets:
            for one in row:
                shares = self._shares(one.cell)
                if len(shares) < 2 or any(_holds(band, one) for band in shares):
                    continue
                missing = one.lines - sum(_lines(one, band) for band in shares)
                if missing > 0:
                    last = min(one.cell.row + one.cell.rowspan, len(self._sets)) - 1
                    more = missing * one.style.line + _ENDS
                    needed[last] = max(needed.get(last, 0.0), more)
        for last, more in needed.items():
            self._extra[last] = self._extra.get(last, 0.0) + more
        return bool(needed)

    # -- what stands where --------------------------------------------------------------

    def _shares(self, cell: Cell) -> list[Band]:
        """Return a cell's part of each page it reaches over."""
        found: list[Band] = []
        for row in range(cell.row, min(cell.row + cell.rowspan, len(self._sets))):
            for band in self._by_row.get(row, ()):
                if found and found[-1].page == band.page:
                    found[-1].height = band.top + band.height - found[-1].top
                else:
                    found.append(Band(row, band.page, band.top, band.height))
        return found

    def _own_shares(self, cell: Cell) -> list[Band]:
        """Return a cell's shares; without those a label beside the rows has with the header again.

        Such a label begins in the header and reaches down beside the rows under it.
        """
        shares = self._shares(cell)
        if not self._header or cell.row not in self._header:
            return shares
        again = {band.page for band in self.bands if band.repeated}
        return [band for band in shares if band.page not in again]

    def _flow(self, one: _Set) -> Iterator[tuple[int, Piece]]:
        """Yield a text whole where it fits on one page; else as much on each as fits."""
        shares = self._own_shares(one.cell)
        whole = next((band for band in shares if _holds(band, one)), None)
        if whole is not None or len(shares) == 1:
            band = whole or shares[0]
            yield band.page, self._centred(one, band)
            return
        done = 0
        for number, band in enumerate(shares):
            lines = one.lines - done
            if number < len(shares) - 1:
                lines = min(lines, _lines(one, band))
            if lines > 0:
                place = self._left(one), band.top + CELL_END * UNITS
                yield band.page, Piece(one.text, one.style, place, one.width, (done, lines))
                done += lines

    def _share(self, one: _Set, band: Band) -> Band:
        """Return what a cell of a repeated header has of a page, the rows beside it included."""
        rows = range(band.row, band.row + one.cell.rowspan)
        height = sum(self._heights[row] for row in rows if row in self._header)
        beside = (part for row in rows for part in self._by_row.get(row, ()))
        height += sum(part.height for part in beside if part.page == band.page)
        return Band(band.row, band.page, band.top, height)

    def _centred(self, one: _Set, band: Band) -> Piece:
        # a text that is higher than its room must still begin inside it
        gap = max(CELL_END * UNITS, (band.height - one.lines * one.style.line) / 2)
        place = self._left(one), band.top + gap
        return Piece(one.text, one.style, place, one.width, (0, one.lines))

    def _left(self, one: _Set) -> float:
        return self._table_left + self._columns[one.cell.col] + CELL_SIDE * UNITS


def _holds(band: Band, one: _Set) -> bool:
    return band.height >= one.height - 1


def _lines(one: _Set, band: Band) -> int:
    """Return how many lines of a text one page's share of its cell holds."""
    return max(0, int((band.height - _ENDS + 1) / one.style.line))


def _outline(
    lines: dict[tuple[int, Rule], None], cell: Cell, band: Band, edges: list[float]
) -> None:
    left, right = edges[cell.col], edges[min(cell.col + cell.colspan, len(edges) - 1)]
    top, bottom = band.top, band.top + band.height
    for rule in (
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    ):
        lines[band.page, rule] = None

"""On which page what stands: the numbers the contents pages print.

Word could fill them in itself, but only after a security question on opening; so the
page breaks are worked out here, from exact line heights and an estimate of the lines.
"""

from __future__ import annotations

from itertools import pairwise
from math import ceil

from msgspec import Struct

from exporters.word_lines import count_lines
from exporters.word_styles import (
    BORDER,
    CELL_END,
    CELL_SIDE,
    POINTS_PER_MM,
    ParagraphStyle,
    Stylesheet,
)
from model.layout import Layout
from model.printing.grid import Cell, Grid, Paragraph

MIN_ROW = 2.2
"""The least height of a row, in type sizes of the table's text."""

_TALL = 1 / 3
"""A row taller than this part of a page may break over pages."""


class Entry(Struct, gc=False):
    """A line of a list of contents; ``number`` counts all lists through, from 1."""

    list: str
    text: str
    page: int
    number: int


class TablePlan(Struct, gc=False):
    """What the page breaks make of one table.

    Attributes:
        whole: a byte for each row, 1 where it may not break over pages.
        closed: whether the head needs a line of its own at its end, because the
            indicators may begin on the next page.
    """

    whole: bytes
    closed: bool


class Paginator:
    """Takes a document's blocks in order, and notes the page of each entry of the contents.

    Pages count from 1 at the first part; cover and contents bear no number.
    """

    def __init__(self, layout: Layout, sheet: Stylesheet) -> None:
        self._sheet = sheet
        self._height = sheet.height
        self._min_row = MIN_ROW * sheet.cells["text", "left"].font.points
        self._widths_mm = tuple(layout.table.columns_mm)
        self._set_columns(self._widths_mm)
        self._page = 0
        self._used = 0.0
        self._waiting: list[tuple[ParagraphStyle, int, tuple[tuple[str, str], ...]]] = []
        self.entries: list[Entry] = []

    def _set_columns(self, widths_mm: tuple[float, ...]) -> None:
        """Take the columns of the tables that follow."""
        edges = [0.0]
        for width in widths_mm:
            edges.append(edges[-1] + width * POINTS_PER_MM)
        self._edges = edges
        largest = max(style.font.points for style in self._sheet.cells.values())
        narrowest = min(right - left for left, right in pairwise(edges))
        self._shortest = int((narrowest - 2 * CELL_SIDE) / largest)
        self._rooms: dict[tuple[str, int, int], tuple[float, float]] = {}
        self._columns = widths_mm

    def paragraph(self, block: Paragraph) -> None:
        """Set a paragraph on its page."""
        style = self._sheet.roles[block.role]
        if style.new_page:
            self._flush()
            self._page += 1
            self._used = 0
        self._page = max(self._page, 1)
        room = self._sheet.width / style.font.points
        lines = sum(count_lines(line, room, style.indent) for line in block.text.split("\n"))
        self._waiting.append((style, lines, block.contents))
        if not style.keep_next:
            self._flush()

    def finish(self) -> None:
        """Set what still waits for a paragraph to follow; then all entries have pages."""
        self._flush()

    def _flush(self) -> None:
        """Set the paragraphs that stay together: headings, and what follows them."""
        waiting = self._waiting
        if not waiting:
            return
        self._waiting = []
        together = sum(style.line * lines + style.after for style, lines, _ in waiting[:-1])
        style, lines, _ = waiting[-1]
        together += style.line * (lines if style.keep_next else 1)
        if self._used and self._used + together > self._height:
            self._next_page()
        for style, lines, contents in waiting:
            rest = self._height - self._used
            if style.line > rest:
                self._next_page()
            for name, text in contents:
                number = len(self.entries) + 1
                self.entries.append(Entry(name, text, self._page, number))
            self._set_lines(lines, style.line)
            self._used += style.after

    def _set_lines(self, lines: int, line: float) -> None:
        fit = int((self._height - self._used) / line)
        if lines <= fit:
            self._used += lines * line
            return
        lines -= fit
        per_page = max(1, int(self._height / line))
        pages = ceil(lines / per_page)
        self._page += pages
        self._used = (lines - per_page * (pages - 1)) * line

    def _next_page(self) -> None:
        self._page += 1
        self._used = 0

    def table(self, grid: Grid) -> TablePlan:
        """Set a table on its pages, and return what becomes of its rows there."""
        self._flush()
        widths_mm = grid.widths_mm or self._widths_mm
        if widths_mm != self._columns:
            self._set_columns(widths_mm)
        heights, tall = self._heights(grid)
        header = grid.header_rows[0] if grid.header_rows else 0
        last = grid.header_rows[1] if grid.header_rows else -1
        limit = self._height * _TALL
        closed = False
        repeated = 0.0
        begun = self._page
        self._used += BORDER
        for row, height in enumerate(heights):
            if row == header and row:
                following = sum(min(height, limit) for height in heights[header : last + 2])
                room = self._height - self._used
                # the estimate may be off by a line or two at the end of a long text
                closed = self._page > begun or following + 2 * self._min_row > room
                self._used += self._sheet.gap.line + BORDER
                if following > room:
                    self._next_page()
            if row == last + 1:
                repeated = sum(heights[header : last + 1])
            begun = self._page
            self._row(height, tall[row], height <= limit, repeated if row > last else 0.0)
        whole = bytes(height <= limit for height in heights)
        return TablePlan(whole, closed)

    def _row(self, height: float, lines: tuple[int, float], whole: bool, repeated: float) -> None:
        """Set one row.

        Args:
            height: its height in points.
            lines: how many lines its longest cell has, and how high each is.
            whole: whether it may not break over pages.
            repeated: the height of the header rows that a new page begins with.
        """
        rest = self._height - self._used
        if height <= rest:
            self._used += height
            return
        if not whole:
            count, line = lines
            ends = 2 * CELL_END + BORDER
            per_page = max(1, int((self._height - repeated - ends) / line))
            count -= max(0, int((rest - ends) / line))
            while count > 0:
                self._next_page()
                self._used = BORDER + repeated + min(count, per_page) * line + ends
                count -= per_page
            return
        self._next_page()
        self._used = BORDER + repeated + height

    def _heights(self, grid: Grid) -> tuple[list[float], list[tuple[int, float]]]:
        """Return each row's height in points, and (lines, line height) of its tallest cell."""
        least = self._min_row
        heights: list[float] = []
        tall: list[tuple[int, float]] = []
        spanning: list[tuple[int, Cell, float]] = []
        ends = 2 * CELL_END + BORDER
        rooms, shortest = self._rooms, self._shortest
        for number, row in enumerate(grid.rows):
            height = least
            tallest = (1, least)
            for cell in row:
                text = cell.text
                if len(text) <= shortest and "\n" not in text:
                    continue
                key = (cell.kind, cell.col, cell.colspan)
                room, line = rooms.get(key) or self._room(cell, key)
                if len(text) <= room and "\n" not in text:
                    continue
                lines = 0
                for part in text.split("\n"):
                    lines += count_lines(part, room, hanging=False)
                needed = lines * line + ends
                if cell.rowspan > 1:
                    end = min(number + cell.rowspan, len(grid.rows))
                    spanning.append((end, cell, needed))
                elif needed > height:
                    height, tallest = needed, (lines, line)
            heights.append(height)
            tall.append(tallest)
        for end, cell, needed in sorted(spanning, key=lambda item: item[0]):
            missing = needed - sum(heights[end - cell.rowspan : end])
            if missing > 0:
                line = self._rooms[cell.kind, cell.col, cell.colspan][1]
                heights[end - 1] += missing
                tall[end - 1] = (ceil((heights[end - 1] - ends) / line), line)
        return heights, tall

    def _room(self, cell: Cell, key: tuple[str, int, int]) -> tuple[float, float]:
        """Return a cell's width in ems and its line height in points."""
        style = self._sheet.cell(cell)
        width = self._edges[cell.col + cell.colspan] - self._edges[cell.col] - 2 * CELL_SIDE
        self._rooms[key] = (max(1.0, width / style.font.points), style.line)
        return self._rooms[key]

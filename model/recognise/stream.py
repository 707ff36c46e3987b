"""The cells of a text dump become rows: the form tells where each row ends.

A blank line in a dump ends a row or stands inside a cell. Rows of the head are
known by their labels and the number of their cells, rows of the indicator block by
the number of columns its header has.
"""

from __future__ import annotations

from model.basics.steps import step
from model.layout import Layout
from model.printing.grid import Block, Cell, CellStream, Grid, Paragraph, StreamCell
from model.recognise.folding import reads_as
from model.recognise.labels import FormIndex, Place, form_index

HEADER_LEAST = 3
"""So many indicator column labels side by side make a header."""


def blocks_of_stream(stream: CellStream, layout: Layout) -> list[Block]:
    """Return a dump's tables as grids and what stands between them as paragraphs.

    Blank lines at the end of a cell are left out: a dump cannot tell them from the
    blank line that ends the row. Blank lines between others are text.
    """
    return _Rows(stream.cells, form_index(layout)).blocks()


class _Rows:
    """Walks over the cells once, taking a row at a time."""

    def __init__(self, cells: list[StreamCell], index: FormIndex) -> None:
        self.cells = cells
        self.index = index
        self.at = 0
        self.expected = 0
        # grid places of the indicator columns once a header was met
        self.columns: list[tuple[int, int]] = []
        self.rows: list[list[Cell]] = []
        self.found: list[Block] = []
        self.tables = 0
        self._part_titles()
        # how many cells there are up to and with the next that a title follows
        self.limits = self._limits()

    def _part_titles(self) -> None:
        """Take a title that follows a table's last cell without a blank line out of it."""
        for cell, after in zip(self.cells, self.cells[1:], strict=False):
            head, _, line = cell.text.rpartition("\n")
            if head and self.index.is_title(line) and not self.index.is_title(after.text):
                cell.text = head
                title = Paragraph(line, where=f"第{cell.line + head.count(chr(10)) + 1}行")
                cell.tail.insert(0, title)

    def _limits(self) -> list[int]:
        limits = [len(self.cells)] * len(self.cells)
        limit = len(self.cells)
        for at in range(len(self.cells) - 1, -1, -1):
            if self._has_title(self.cells[at]):
                limit = at + 1
            limits[at] = limit
        return limits

    def _has_title(self, cell: StreamCell) -> bool:
        return any(line.contents or self.index.is_title(line.text) for line in cell.tail)

    def _limit(self, at: int) -> int:
        return self.limits[at] if at < len(self.cells) else len(self.cells)

    def blocks(self) -> list[Block]:
        while self.at < len(self.cells):
            step()
            row = self._head_row() or self._header() or self._body_row() or self._other_row()
            self._take(row)
        self._close()
        return self.found

    # which row begins here

    def _head_row(self) -> list[tuple[int, int, int]] | None:
        order = [self.expected, *range(len(self.index.rows))]
        for number in order:
            if number < len(self.index.rows) and self._fits(number, self.at):
                self.expected = number + 1
                self.columns = []
                return [
                    (place.col, place.span, 0 if place.down else place.height)
                    for place in self.index.rows[number]
                ]
        return None

    def _fits(self, number: int, at: int) -> bool:
        """Tell whether the cells from ``at`` are this row of the head."""
        places = self.index.rows[number]
        row = self.cells[at : min(at + len(places), self._limit(at))]
        if len(row) < len(places):
            return False
        if not any(place.keys and not place.down for place in places) and (
            number != self.expected or not number
        ):
            return False
        return all(_matches(place, cell) for place, cell in zip(places, row, strict=True))

    def _header(self) -> list[tuple[int, int, int]] | None:
        width = 0
        for cell in self.cells[self.at :]:
            if not self.index.column_list(cell.text):
                break
            width += 1
            if cell.tail and width >= len(self.index.layout.table.columns):
                break
        if width < HEADER_LEAST:
            return None
        placed = self.index.layout.placed_columns
        if width == len(placed):
            self.columns = [(col, column.span) for col, column in placed]
        else:
            self.columns = [(col, 1) for col in range(width)]
        return [(col, span, 1) for col, span in self.columns]

    def _body_row(self) -> list[tuple[int, int, int]] | None:
        width = len(self.columns)
        if not width:
            return None
        short = self._short(width)
        left = self._limit(self.at) - self.at
        if left < width and not short:
            short = left
        return [(col, span, 1) for col, span in self.columns[: short or width]]

    def _short(self, width: int) -> int:
        """Return how many cells a row with missing cells has, 0 for a whole one."""
        if self.at + width <= self._limit(self.at) and self._begins_row(self.at + width):
            return 0
        for less in range(width - 1, 0, -1):
            end = self.at + less
            if end > self._limit(self.at):
                continue
            if self.cells[end - 1].tail and self._begins_row(end):
                return less
        return 0

    def _begins_row(self, at: int) -> bool:
        """Tell whether an indicator row or another table may well begin at a cell."""
        if at == len(self.cells):
            return True
        if at > len(self.cells):
            return False
        if any(self._fits(number, at) for number in range(len(self.index.rows))):
            return True
        return self._begins_indicator(at)

    def _begins_indicator(self, at: int) -> bool:
        if at + 1 >= len(self.cells):
            return False
        first, second = self.cells[at].text, self.cells[at + 1].text
        return (not first or self.index.is_level(1, first)) and (
            not second or self.index.is_level(2, second)
        )

    def _other_row(self) -> list[tuple[int, int, int]]:
        end = self.at
        while end < self._limit(end) - 1 and not self.cells[end].tail:
            end += 1
        return [(col, 1, 1) for col in range(end + 1 - self.at)]

    # taking a row

    def _take(self, places: list[tuple[int, int, int]]) -> None:
        taken = self.cells[self.at : self.at + len(places)]
        self.at += len(places)
        number = len(self.rows)
        row = []
        for cell, (col, span, height) in zip(taken[:-1], places[:-1], strict=True):
            text = _joined(cell.text, cell.tail)
            if height or text:
                row.append(Cell(text, number, col, max(1, height), span, f"第{cell.line}行"))
        last, (col, span, height) = taken[-1], places[-1]
        after = self._paragraphs_after(last)
        text = last.text if after else _joined(last.text, last.tail)
        if height or text:
            row.append(Cell(text, number, col, max(1, height), span, f"第{last.line}行"))
        self.rows.append(row)
        if after:
            self._close()
            self.found += after
            self.columns = []
            self.expected = 0

    def _paragraphs_after(self, last: StreamCell) -> list[Paragraph]:
        """Return what stands behind a row's last cell, when it is no part of it."""
        if not any(line.text.strip() for line in last.tail):
            return [] if self.at < len(self.cells) else last.tail
        if self._has_title(last):
            return last.tail
        if self.columns:
            inside = self._begins_indicator(self.at) and not self._fits(0, self.at)
        else:
            inside = self.expected > 0 and (
                self._fits(self.expected, self.at)
                if self.expected < len(self.index.rows)
                else self._is_header(self.at)
            )
        return [] if inside else last.tail

    def _is_header(self, at: int) -> bool:
        return all(self.index.column_list(cell.text) for cell in self.cells[at : at + HEADER_LEAST])

    def _close(self) -> None:
        if self.rows:
            self.tables += 1
            columns = max((cell.col + cell.colspan for row in self.rows for cell in row), default=0)
            self.found.append(Grid(self.rows, columns, f"表{self.tables}"))
            self.rows = []


def _matches(place: Place, cell: StreamCell) -> bool:
    if place.prefixes and not place.down:
        return any(one.match(cell.text) for one in place.prefixes)
    if (place.field or place.total) and not place.down:
        return True
    if place.down and not cell.text:
        return True
    return reads_as(place.keys, cell.text)


def _joined(text: str, tail: list[Paragraph]) -> str:
    """Return a cell's text with the lines behind its first blank one."""
    end = len(tail)
    while end and not tail[end - 1].text.strip():
        end -= 1
    return "\n".join([text, *(line.text for line in tail[:end])])

"""The cells of a text dump become the tables of parts; the publication tells their rows.

A blank line in a dump ends a row or stands inside a cell. Rows of a known table have as
many cells as its head; those of others end where a blank line does.
"""

from __future__ import annotations

from collections.abc import Sequence

from model.layout.publication import ColumnKind, Publication, TableSpec
from model.parts.words import says
from model.printing.grid import Cell, Grid, Paragraph, StreamCell


def tables_of_stream(
    cells: Sequence[StreamCell], publication: Publication, part: str
) -> list[Paragraph | Grid]:
    """Return a dump's tables as grids, and the paragraphs behind and between them.

    Args:
        cells: the cells, none of whose tails holds a part's heading.
        publication: whose tables are known.
        part: the part they stand in; empty for one that is not known.
    """
    known = [spec for spec in publication.tables if not part or spec.part == part]
    return _Rows(cells, known).blocks()


class _Rows:
    """Walks over the cells once, a row at a time."""

    def __init__(self, cells: Sequence[StreamCell], known: list[TableSpec]) -> None:
        self.cells = cells
        self.known = known
        self.at = 0
        self.spec: TableSpec | None = None
        self.rows: list[list[Cell]] = []
        # rows of the head are placed by the form; all others once the width is known
        self.placed: set[int] = set()
        self.found: list[Paragraph | Grid] = []

    def blocks(self) -> list[Paragraph | Grid]:
        while self.at < len(self.cells):
            if self.spec is not None:
                self._take(self._body_length())
            elif not self._head():
                self._take(self._to_tail())
        self._close()
        return self.found

    # which row begins here

    def _head(self) -> bool:
        """Take a known table's head, if one begins here."""
        for spec in self.known:
            length = self._head_length(spec)
            if not length:
                continue
            self.spec = spec
            for number in range(len(spec.head)):
                self._head_row(spec, number)
            return True
        return False

    def _head_length(self, spec: TableSpec) -> int:
        """Return how many cells a table's head takes from here; 0 where it does not stand here."""
        at = self.at
        hits = labels = 0
        for number in range(len(spec.head)):
            for _, one in _shown(spec, number):
                if at >= len(self.cells):
                    return 0
                text = self.cells[at].text
                at += 1
                if one is not None:
                    labels += 1
                    hits += says(text, (one.label, *one.also))
                elif text.strip():
                    return 0
        return at - self.at if labels >= 2 and hits >= labels - (labels > 3) else 0

    def _head_row(self, spec: TableSpec, number: int) -> None:
        row = []
        last = self.cells[self.at]
        for col, one in _shown(spec, number):
            last = self.cells[self.at]
            self.at += 1
            if one is not None:
                row.append(_cell(last, len(self.rows), col, one.span, one.height))
        self.placed.add(len(self.rows))
        self.rows.append(row)
        if any(line.text.strip() for line in last.tail):
            self._end(last.tail)

    def _to_tail(self) -> int:
        end = self.at
        while end < len(self.cells) - 1 and not self.cells[end].tail:
            end += 1
        return end + 1 - self.at

    def _body_length(self) -> int:
        """Return how many cells the next row of a known table has: its width, or less."""
        assert self.spec is not None
        width = self.spec.width
        left = len(self.cells) - self.at
        for length in range(1, min(width, left)):
            last = self.cells[self.at + length - 1]
            if self._said(last) and not self._inside(last, length < width):
                return length
            if last.tail and self._begins_row(self.cells[self.at + length].text):
                return length
        return min(width, left)

    def _said(self, cell: StreamCell) -> bool:
        return any(line.text.strip() for line in cell.tail)

    def _inside(self, cell: StreamCell, more: bool) -> bool:
        """Tell whether the lines behind a cell are part of it: no titles, and its row goes on."""
        return more and not any(line.contents for line in cell.tail) and len(cell.tail) <= 6

    def _begins_row(self, text: str) -> bool:
        assert self.spec is not None
        return any(row.label and says(text, (row.label, *row.also)) for row in self.spec.rows)

    # taking a row

    def _take(self, length: int) -> None:
        taken = self.cells[self.at : self.at + length]
        self.at += length
        number = len(self.rows)
        row = [_cell(cell, number, col) for col, cell in enumerate(taken)]
        for cell, source in zip(row[:-1], taken[:-1], strict=True):
            cell.text = _joined(source.text, source.tail)
        self.rows.append(row)
        last = taken[-1]
        if self._said(last):
            self._end(last.tail)

    def _end(self, lines: list[Paragraph]) -> None:
        self._close()
        self.found += [line for line in lines if line.text.strip()]

    def _close(self) -> None:
        if not self.rows:
            return
        width = self.spec.width if self.spec else max(len(row) for row in self.rows)
        for number, row in enumerate(self.rows):
            if number not in self.placed:
                _spread(row, width)
        self.found.append(Grid(self.rows, width))
        self.rows = []
        self.placed = set()
        self.spec = None


def _shown(spec: TableSpec, number: int) -> list[tuple[int, ColumnKind | None]]:
    """Return the cells a dump shows of a head's row; None for one that reaches down into it."""
    placed: list[tuple[int, ColumnKind | None]] = list(spec.placed_head[number])
    for above in range(number):
        placed += [
            (col, None) for col, one in spec.placed_head[above] if above + one.height > number
        ]
    return sorted(placed, key=lambda pair: pair[0])


def _cell(source: StreamCell, row: int, col: int, span: int = 1, height: int = 1) -> Cell:
    return Cell(source.text, row, col, height, span, f"第{source.line}行")


def _spread(row: list[Cell], width: int) -> None:
    """Give a row's cells the whole width: fewer cells than columns are wider ones."""
    if not row or len(row) >= width:
        return
    each = width // len(row)
    for number, cell in enumerate(row):
        cell.col = number * each
        cell.colspan = each
    row[-1].colspan = width - row[-1].col


def _joined(text: str, tail: list[Paragraph]) -> str:
    """Return a cell's text with the lines behind its first blank one."""
    end = len(tail)
    while end and not tail[end - 1].text.strip():
        end -= 1
    return "\n".join([text, *(line.text for line in tail[:end])])

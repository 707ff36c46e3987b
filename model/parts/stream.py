"""The cells of a text dump become the tables of parts; the publication tells their rows.

In a dump a blank line ends a row, or stands inside a cell. The rows of a table all have as many
cells as its widest, but for merged ones: pieces between blank lines that make up such a row
together are one. A cell does not say how far it reaches: the head's labels say it for the head,
`model.parts.rowplaces` for the rows under it.
"""

from __future__ import annotations

from collections.abc import Sequence

from model.layout.publication import Publication, TableSpec
from model.parts.captions import ends_table, named_over
from model.parts.rowplaces import is_figure, is_nothing, is_total, is_whole, may_stand, place_cells
from model.parts.streamhead import HeadPlace, find_head_rows
from model.parts.words import says
from model.printing.grid import Cell, Grid, Paragraph, StreamCell

_TITLES = 5
"""So many rows of a table may hold its name, its unit and its head."""
_MORE = 3
"""So many cells too many may a row have."""
_INSIDE = 6
"""So many lines behind a blank one may still be a cell's own text."""


def tables_of_stream(
    cells: Sequence[StreamCell],
    publication: Publication,
    part: str,
    over: Sequence[str] = (),
) -> list[Paragraph | Grid]:
    """Return a dump's tables as grids, and the paragraphs behind and between them.

    Args:
        cells: the cells, none of whose tails holds a part's heading.
        publication: whose tables are known.
        part: the part they stand in; empty for one that is not known.
        over: the lines over the first of them, the nearest first.
    """
    return _Walk(cells, publication, part, over).blocks()


def table_of_text(
    grid: Grid, publication: Publication, part: str, over: Sequence[str] = ()
) -> Grid:
    """Return a text's table with its cells where they belong; one that is not known as it is.

    Args:
        grid: a table whose rows are lines (`Grid.counts`).
        publication, part, over: as `tables_of_stream` takes them.
    """
    rows = []
    for row, (count, moved) in zip(grid.rows, grid.counts, strict=True):
        cells = [StreamCell("", [Paragraph("")]) for _ in range(count)]
        for cell in row:
            cells[cell.col - moved].text = cell.text
        rows.append(cells)
    known = [spec for spec in publication.tables if not part or spec.part == part]
    named = named_over(over, publication, part)
    head = find_head_rows(rows, [named] if named is not None else known)
    if head is None or len(rows) <= head.last or max(map(len, rows)) < head.width:
        return grid
    made = _grid(rows, head)
    made.where = grid.where
    return made


class _Walk:
    """Walks over the cells once, a table at a time."""

    def __init__(
        self,
        cells: Sequence[StreamCell],
        publication: Publication,
        part: str,
        over: Sequence[str],
    ) -> None:
        self.cells = cells
        self.publication = publication
        self.part = part
        self.known = [spec for spec in publication.tables if not part or spec.part == part]
        self.over = list(over)
        self.at = 0
        self.found: list[Paragraph | Grid] = []

    def blocks(self) -> list[Paragraph | Grid]:
        while self.at < len(self.cells):
            self._table()
        return self.found

    def _table(self) -> None:
        pieces = self._pieces()
        pieces = pieces[: self._next_table(pieces)]
        inside = [piece[0].text for piece in pieces[:_TITLES] if len(piece) == 1]
        named = named_over([*reversed(inside), *self.over], self.publication, self.part)
        head = find_head_rows(pieces, [named] if named is not None else self.known)
        rows = self._known_rows(pieces, head) if head is not None else self._plain_rows(pieces)
        self.at += sum(map(len, rows))
        self.found.append(_grid(rows, head))
        tail = [line for line in rows[-1][-1].tail if line.text.strip()]
        self.found += tail
        self.over = [line.text for line in reversed(tail)]

    def _pieces(self) -> list[list[StreamCell]]:
        """Return the cells up to where a table ends for certain, parted at blank lines."""
        pieces: list[list[StreamCell]] = [[]]
        for cell in self.cells[self.at :]:
            pieces[-1].append(cell)
            if not cell.tail:
                continue
            if any(ends_table(line, self.publication, self.part) for line in cell.tail):
                break
            pieces.append([])
        return [piece for piece in pieces if piece]

    def _next_table(self, pieces: list[list[StreamCell]]) -> int:
        """Return where the next table begins whose name is a row of it; the end where none does."""
        for number, piece in enumerate(pieces):
            if not number or len(piece) > 1:
                continue
            spec = named_over([piece[0].text], self.publication, self.part)
            # a row may be called so too: its own head must follow
            if spec is not None and find_head_rows(pieces[number + 1 :][:_TITLES], [spec]):
                before = pieces[:number]
                if any(len(one) > 2 for one in before):
                    return number
        return len(pieces)

    def _plain_rows(self, pieces: list[list[StreamCell]]) -> list[list[StreamCell]]:
        """Return the rows of a table nobody knows: they end where a blank line does."""
        for number, piece in enumerate(pieces, 1):
            if _said(piece[-1]):
                return pieces[:number]
        return pieces

    def _known_rows(
        self, pieces: list[list[StreamCell]], head: HeadPlace
    ) -> list[list[StreamCell]]:
        """Return the rows of a known table: its width tells where they end, whatever is blank."""
        rows: list[list[StreamCell]] = []
        cells = [cell for piece in pieces for cell in piece]
        while cells:
            if len(rows) < head.first:
                length = len(pieces[len(rows)])
            elif len(rows) <= head.last:
                length = head.lengths[len(rows) - head.first]
            else:
                length = _length(cells, head)
            rows.append(cells[:length])
            del cells[:length]
            if _said(rows[-1][-1]):
                break
        return rows


def _length(cells: Sequence[StreamCell], head: HeadPlace) -> int:
    """Return how many cells the next row has: as many as the table has columns, or less."""
    width = min(head.width, len(cells))
    for length in range(1, width):
        last = cells[length - 1]
        if _said(last) and (len(last.tail) > _INSIDE or any(line.contents for line in last.tail)):
            return length
        if last.tail and _begins_row(cells[length].text, head.spec):
            return length
    if len(cells) < head.width or _fits(cells[:width], head):
        return width
    first = cells[0].text
    if is_total(first) or _begins_row(first, head.spec):
        # its first cell reaches over several columns
        for length in range(width - 1, 1, -1):
            texts = [cell.text for cell in cells[:length]]
            if cells[length - 1].tail and place_cells(texts, head.kinds) is not None:
                return length
    # a cell is missing, or one too many: the row ends at a blank line before one that fits
    for length in sorted(range(2, width + _MORE + 1), key=lambda count: abs(count - width)):
        if length <= len(cells) and cells[length - 1].tail:
            after = cells[length : length + head.width]
            if not after or (len(after) == head.width and _fits(after, head)):
                return length
    return width


def _fits(row: Sequence[StreamCell], head: HeadPlace) -> bool:
    """Tell whether each cell may stand in the column it would have in a row without merged ones."""
    return all(may_stand(cell.text, [kind]) for cell, kind in zip(row, head.kinds, strict=False))


def _said(cell: StreamCell) -> bool:
    return any(line.text.strip() for line in cell.tail)


def _begins_row(text: str, spec: TableSpec) -> bool:
    return any(row.label and says(text, (row.label, *row.also)) for row in spec.rows)


def _grid(rows: list[list[StreamCell]], head: HeadPlace | None) -> Grid:
    width = head.width if head is not None else max(map(len, rows))
    made: list[list[Cell]] = []
    for number, row in enumerate(rows):
        if head is not None and head.first <= number <= head.last:
            spans = head.spans[number - head.first]
            places = [(col, span, high) for col, span, high in spans]
        else:
            kinds = head.kinds if head is not None and number > head.last else ()
            labels = head.labels if head is not None else ()
            places = [(col, span, 1) for col, span in _places(row, width, kinds, labels)]
        cells = []
        for at, (source, (col, span, high)) in enumerate(zip(row, places, strict=True)):
            if not span:
                continue
            text = source.text if at == len(row) - 1 else _joined(source.text, source.tail)
            cells.append(Cell(text, number, col, high, span, f"第{source.line}行"))
        made.append(cells)
    return Grid(made, width)


def _places(
    row: Sequence[StreamCell], width: int, kinds: Sequence[str], labels: Sequence[str]
) -> list[tuple[int, int]]:
    """Return the column and width of a row's cells."""
    if len(row) >= width:
        return [(col, 1) for col in range(len(row))]
    texts = [cell.text for cell in row]
    if not kinds:
        return _evenly(len(row), width)
    placed = place_cells(texts, kinds)
    if placed is None:
        return _unclear(texts, width)
    # a sum that reaches over its parts is the whole of them, and stands in its own column
    return [
        (col, 1 if is_figure(text) and is_whole(labels[col]) else span)
        for text, (col, span) in zip(texts, placed, strict=True)
    ]


def _unclear(texts: list[str], width: int) -> list[tuple[int, int]]:
    """Return places for cells that may stand in several: the last that says something is wide.

    A figure over several columns is nobody's (`model.parts.tables.TableView.unclear`).
    """
    wide = max((n for n, text in enumerate(texts) if not is_nothing(text)), default=0)
    more = width - len(texts)
    return [
        (place + (more if place > wide else 0), 1 + (more if place == wide else 0))
        for place in range(len(texts))
    ]


def _evenly(count: int, width: int) -> list[tuple[int, int]]:
    """Return as many cells as there are over the whole width."""
    each = width // count
    return [
        (place * each, each if place < count - 1 else width - place * each)
        for place in range(count)
    ]


def _joined(text: str, tail: list[Paragraph]) -> str:
    """Return a cell's text with the lines behind its first blank one."""
    end = len(tail)
    while end and not tail[end - 1].text.strip():
        end -= 1
    return "\n".join([text, *(line.text for line in tail[:end])])

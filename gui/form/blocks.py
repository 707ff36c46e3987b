"""Rectangles of cells: what is copied from them, and where what is pasted goes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QByteArray, QMimeData, QStringListModel

from gui.form.formgrid import FormCell, FormGrid
from gui.form.navigation import Place
from model.entry.tabletext import Rows, parse_html, parse_tsv, to_html, to_tsv

MIME = "application/x-jibiao-cells"
"""Cells copied here, exactly; the other formats cannot carry every text unchanged."""


@dataclass(frozen=True)
class Block:
    """A rectangle of the grid, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @staticmethod
    def between(grid: FormGrid, one: Place, other: Place) -> Block:
        """Return the rectangle two cells span."""
        cells = [cell for cell in (grid.at(*one), grid.at(*other)) if cell]
        head = [cell for cell in cells if not cell.of_indicator]
        return Block(
            min([one[0], other[0], *(cell.row for cell in head)]),
            min([one[1], other[1], *(cell.col for cell in cells)]),
            max([one[0], other[0], *(cell.bottom for cell in head)]),
            max([one[1], other[1], *(cell.col + cell.colspan - 1 for cell in cells)]),
        )

    def cells(self, grid: FormGrid, row: int) -> list[FormCell]:
        """Return its cells in one row, left to right."""
        found: list[FormCell] = []
        for col in range(self.left, self.right + 1):
            cell = grid.at(row, col)
            if cell is not None and (not found or found[-1] is not cell):
                found.append(cell)
        return found


def texts_of(grid: FormGrid, block: Block) -> Rows:
    """Return the texts of a block; of merged level cells in each row, else in the first."""
    rows = []
    for row in range(block.top, block.bottom + 1):
        texts = []
        for cell in block.cells(grid, row):
            shown = cell.of_indicator or cell.row == row
            ghost = cell.pending and cell.field not in ("level1", "level2")
            texts.append(cell.text if shown and not ghost else "")
        rows.append(texts)
    width = max(map(len, rows))
    return [texts + [""] * (width - len(texts)) for texts in rows]


def new_mime() -> QMimeData:
    """Return empty clipboard data that may outlive Python.

    A `QMimeData` made by Python still on the clipboard when the program ends brings it
    down (PySide 6.9); one that Qt made does not.
    """
    model = QStringListModel([""])
    data = model.mimeData([model.index(0)])
    data.clear()
    return data


def to_mime(rows: Rows) -> QMimeData:
    """Return a block for the clipboard: for this program, and for Excel, WPS and Word."""
    data = new_mime()
    data.setData(MIME, QByteArray(json.dumps(rows).encode()))
    data.setHtml(to_html(rows))
    data.setText(to_tsv(rows))
    return data


def from_mime(data: QMimeData, split_lines: bool) -> Rows | None:
    """Return the block the clipboard holds, or None where it is a text.

    Args:
        data: the clipboard.
        split_lines: whether plain lines are rows of one column.
    """
    if data.hasFormat(MIME):
        rows: Rows = json.loads(bytes(data.data(MIME).data()))
        return rows
    if data.hasHtml():
        found = parse_html(data.html())
        if found is not None:
            return found
    text = data.text()
    if "\t" in text or (split_lines and "\n" in text.rstrip("\r\n")):
        return parse_tsv(text)
    return None


@dataclass
class Landing:
    """Where a pasted block goes: field → text; row id → field → text; further rows.

    ``left`` holds the texts that found no place.
    """

    head: dict[str, str] = field(default_factory=dict)
    body: dict[str, dict[str, str]] = field(default_factory=dict)
    below: list[dict[str, str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def land(grid: FormGrid, place: Place, rows: Rows) -> Landing:
    """Return where a block goes whose upper left corner is pasted into a cell.

    A label takes a text only where it is that label: rows copied with their labels fit,
    and so does a row of bare amounts.
    """
    landing = Landing()
    top, left = place
    if top >= grid.body and rows and _is_header(grid, rows[0]):
        rows = rows[1:]
    end = grid.block_rows(top).stop if grid.row_id(top) else grid.height
    for row, texts in enumerate(rows, top):
        inside = row < end
        source = row if inside else end - 1
        cells = Block(source, left, source, grid.width - 1).cells(grid, source)
        placed, rest = _spread(cells, texts, source)
        landing.left += rest
        if not inside:
            if grid.row_id(source):
                landing.below.append({c.field: text for c, text in placed if c.of_indicator})
            else:
                landing.left += [text for _, text in placed if text.strip()]
            continue
        for cell, text in placed:
            if cell.of_indicator:
                landing.body.setdefault(cell.ref_at(row).indicator, {})[cell.field] = text
            else:
                landing.head.setdefault(cell.field, text)
    return landing


def land_columns(grid: FormGrid, top: int, texts: Sequence[Mapping[str, str]]) -> Landing:
    """Return where rows of an indicator's fields go, from one row of the grid on."""
    landing = Landing()
    end = grid.block_rows(top).stop
    for row, cells in enumerate(texts, top):
        if row < end:
            landing.body[grid.row_id(row)] = dict(cells)
        else:
            landing.below.append(dict(cells))
    return landing


def _spread(
    cells: list[FormCell], texts: list[str], row: int
) -> tuple[list[tuple[FormCell, str]], list[str]]:
    """Return each text with its cell, and the texts behind the last cell."""
    placed = []
    waiting = list(texts)
    for cell in cells:
        if not waiting:
            break
        if cell.refs:
            placed.append((cell, waiting.pop(0)))
        elif _plain(waiting[0]) == _plain(cell.text if cell.row == row else ""):
            waiting.pop(0)
    return placed, [text for text in waiting if text.strip()]


def _is_header(grid: FormGrid, texts: list[str]) -> bool:
    """Tell whether pasted texts are nothing but column labels."""
    labels = {
        _plain(cell.text)
        for cell in grid.cells
        if grid.body - grid.layout.header_height <= cell.row < grid.body
    }
    return len(texts) > 1 and all(_plain(text) in labels for text in texts)


def _plain(text: str) -> str:
    return "".join(text.split())

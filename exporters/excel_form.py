"""A grid becomes a sheet: cells, merges, and rows high enough for their texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import ceil

from exporters.excel_numbers import NUMERIC, as_number
from exporters.excel_sheet import LETTERS, MAX_CELL, MAX_ROWS, Book, Sheet, Style, TextTooLongError
from model.basics.errors import WriteError
from model.basics.textmetrics import text_lines
from model.printing.grid import Cell, Grid

LINE_EM = 1.42
"""Line height in type sizes: what the fonts that stand in for 宋体 take; 宋体 takes less."""

ROW_PADDING = 5.0
CELL_MARGIN_MM = 1.9
MAX_HEIGHT = 405.0
"""Excel's rows are at most 409 points high."""

_PIECE = 135.0
"""A row that must be parted gets parts of this height, so that they fill the pages."""

_TEMPTING = frozenset("=+-@0123456789")
_TITLE_KINDS = ("title", "note")
_ROLES = {"label": "label", "title": "table-title"}

Links = Mapping[tuple[int, int], str]
"""Cells of a grid, by row and column → the sheets they link to."""


class Drawing:
    """Draws grids onto sheets of one workbook.

    Args:
        book: the workbook.
        target: the file it becomes, for messages.
    """

    def __init__(self, book: Book, target: str) -> None:
        self.book = book
        self.target = target
        self.thousands = book.layout.money.thousands
        self._points = {
            kind: book.font(role).points for kind, role in (*_ROLES.items(), ("", "table"))
        }

    def draw(
        self, sheet: Sheet, grid: Grid, titles: Sequence[str], what: str, links: Links | None = None
    ) -> None:
        """Draw a grid, under a title and a note, onto an empty sheet.

        A row that would be higher than Excel allows becomes several, over which its
        cells are merged, so that all of a long text is seen.

        Args:
            sheet: the sheet, its column widths set.
            grid: the grid, as wide as the sheet.
            titles: the title and, if there is one, the note under it.
            what: what the sheet shows, for messages.
            links: cells that link to other sheets.

        Raises:
            WriteError: a text is too long for a cell, or the rows are too many.
        """
        top = len(titles)
        rows = [
            [Cell(text, 0, 0, colspan=grid.columns, kind=kind, align="center", border=False)]
            for kind, text in zip(_TITLE_KINDS, titles, strict=False)
        ]
        rows += grid.rows
        heights = self._heights(rows, [0.0, *accumulate(sheet.widths_mm)])
        parts = [1 if height <= MAX_HEIGHT else ceil(height / _PIECE) for height in heights]
        starts = [0, *accumulate(parts)]
        if starts[-1] > MAX_ROWS:
            raise too_many_rows(what, starts[-1], self.target)
        linked = {(row + top, col) for row, col in links or ()}
        lines = [[""] * grid.columns for _ in range(starts[-1])]
        for number, row in enumerate(rows):
            for cell in row:
                role = "link" if (number, cell.col) in linked else _ROLES.get(cell.kind, "table")
                # what goes on over pages begins at the top
                valign = "top" if parts[number] > 1 and cell.rowspan == 1 else "vcenter"
                try:
                    content = self._content(cell, role, valign)
                except TextTooLongError as error:
                    label = _label_of(grid, cell) if number >= top else "标题"
                    raise text_too_long(what, label, error, self.target) from error
                covered = range(starts[number], starts[number + cell.rowspan])
                _put(sheet, lines, cell, covered, content)
        for number, height in enumerate(heights):
            points = row_points(height / parts[number])
            for line in lines[starts[number] : starts[number + 1]]:
                sheet.add_row("".join(line), points)
        _finish(sheet, grid, starts[top:], links or {})

    def _heights(self, rows: list[list[Cell]], edges: list[float]) -> list[float]:
        """Return the height of each row in points, so that every cell's text fits.

        Args:
            rows: the cells that begin in each row.
            edges: where each column begins, in millimetres, and where the last one ends.
        """
        heights = [0.0] * len(rows)
        tall: list[tuple[int, int, float]] = []
        for number, row in enumerate(rows):
            for cell in row:
                points = self._points.get(cell.kind) or self._points[""]
                width = edges[cell.col + cell.colspan] - edges[cell.col] - CELL_MARGIN_MM
                need = text_lines(cell.text, width, points) * points * LINE_EM + ROW_PADDING
                if cell.rowspan > 1:
                    tall.append((number, number + cell.rowspan, need))
                elif need > heights[number]:
                    heights[number] = need
        for start, end, need in tall:
            more = (need - sum(heights[start:end])) / (end - start)
            if more > 0:
                for number in range(start, end):
                    heights[number] += more
        return heights

    def _content(self, cell: Cell, role: str, valign: str) -> tuple[int, str]:
        """Return a cell's style, and its XML behind that."""
        text, kind, align, border = cell.text, cell.kind, cell.align, cell.border
        book = self.book
        if not text:
            return book.style(Style(role, align, valign, border)), "/>"
        number = as_number(text, kind, self.thousands) if kind in NUMERIC else None
        if number is not None:
            style = Style(role, align, valign, border, number[1], True)
            return book.style(style), f"><v>{number[0]}</v></c>"
        style = Style(role, align, valign, border, text_format(text))
        return book.style(style), f' t="s"><v>{book.string(text)}</v></c>'


def _put(
    sheet: Sheet, lines: list[list[str]], cell: Cell, covered: range, content: tuple[int, str]
) -> None:
    """Put a cell's XML into the lines it covers, and merge these."""
    style, value = content
    col, start = cell.col, covered.start
    first = f"{LETTERS[col]}{start + 1}"
    if cell.colspan > 1 or len(covered) > 1:
        letters = LETTERS[col : col + cell.colspan]
        # a merged cell has its borders from all the cells under it
        for row in covered:
            lines[row][col : col + cell.colspan] = [
                f'<c r="{letter}{row + 1}" s="{style}"/>' for letter in letters
            ]
        sheet.merges.append(f"{first}:{letters[-1]}{covered.stop}")
    lines[start][col] = f'<c r="{first}" s="{style}"{value}'


def _finish(sheet: Sheet, grid: Grid, starts: list[int], links: Links) -> None:
    """Set links and print titles, once all rows are there.

    Args:
        starts: the sheet's row each row of the grid begins at, and the end.
    """
    sheet.finish()
    for (row, col), name in links.items():
        sheet.link(starts[row], col, name)
    if grid.header_rows is not None:
        first, last = grid.header_rows
        sheet.repeat_rows(starts[first], starts[last + 1] - 1)


def row_points(height: float) -> float:
    """Return a height as Excel keeps it, in whole pixels."""
    return ceil(height / 0.75) * 0.75


def text_format(text: str) -> str:
    """Return the number format of a text.

    What would become a number or a formula if somebody typed it again is marked as
    text, so that ``0012`` stays ``0012`` also when the bureau corrects it.
    """
    if text[0] not in _TEMPTING or len(text) > 255:
        return ""
    return "@" if text[0] in "=+-@" or text.isascii() else ""


def _label_of(grid: Grid, cell: Cell) -> str:
    """Return the label a cell belongs to: over it in the block, before it in the head."""
    header = grid.header_rows[0] if grid.header_rows else -1
    best = ""
    for row in grid.rows[: cell.row + 1]:
        for other in row:
            if other.kind != "label":
                continue
            over = other.row == header < cell.row and (
                other.col <= cell.col < other.col + other.colspan
            )
            beside = other.col < cell.col and other.row + other.rowspan > cell.row
            if over:
                return other.text
            if beside:
                best = other.text
    return best


def text_too_long(what: str, label: str, error: TextTooLongError, target: str) -> WriteError:
    """Return the clerk's message for a text no cell of Excel holds."""
    return WriteError(
        f"{what}的“{label}”有{error.args[0]}个字，Excel 一格最多放{MAX_CELL}个字，没有写成",
        target,
        "请缩短这一格的文字，或只导出 Word",
    )


def too_many_rows(what: str, rows: int, target: str) -> WriteError:
    """Return the clerk's message for more rows than a sheet holds."""
    return WriteError(
        f"{what}有{rows}行，一张 Excel 工作表最多{MAX_ROWS}行，没有写成",
        target,
        "请分成几个文件导出",
    )

"""Target tables as the XML of Word's tables.

A head and its indicators are two tables with a hairline paragraph between, because Word
repeats only rows that a table begins with, and makes tables that touch one. The head has
no line at its end, the indicators bring theirs: it looks like one table.
"""

from __future__ import annotations

from itertools import pairwise

from exporters.word_pages import MIN_ROW, TablePlan
from exporters.word_styles import POINTS_PER_MM, Stylesheet, twips
from exporters.word_text import PLAIN, paragraph, runs
from model.grid import Cell, Grid
from model.layout import Layout

_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="auto"'
_NO_LINE = 'w:val="nil"'
_SIDES = ("top", "left", "bottom", "right")

_Sides = tuple[bool, bool, bool, bool]
_Key = tuple[int, int, str, str, str, bool, _Sides | None]


class TableWriter:
    """Writes the grids of one layout; what cells of one shape share is built once."""

    def __init__(self, layout: Layout, sheet: Stylesheet) -> None:
        self._sheet = sheet
        total = 0.0
        edges = [0]
        for width in layout.table.columns_mm:
            # rounding the edges, not the widths, keeps every row exactly as wide as the grid
            total += width * POINTS_PER_MM
            edges.append(twips(total))
        self._edges = edges
        self._whole = _properties(edges, closed=True)
        self._open = _properties(edges, closed=False)
        self._gap = self._separator()
        least = twips(MIN_ROW * sheet.cells["text", "left"].font.points)
        height = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>'
        self._rows = [
            f"<w:tr><w:trPr>{height}</w:trPr>",
            f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>",
        ]
        self._header = f"<w:tr><w:trPr><w:cantSplit/>{height}<w:tblHeader/></w:trPr>"
        self._shapes: dict[_Key, tuple[str, str, str, str]] = {}
        self._labels: dict[tuple[_Key, str], str] = {}

    def table(self, grid: Grid, plan: TablePlan) -> str:
        """Return one grid as one table, or as two when its header row is not its first."""
        rows = grid.rows
        if grid.header_rows is None:
            return self._whole + self._body(grid, plan, 0, len(rows), -1) + "</w:tbl>"
        first, last = grid.header_rows
        out = []
        if first:
            out.append(self._whole if plan.closed else self._open)
            out.append(self._body(grid, plan, 0, first, -1))
            out.append("</w:tbl>")
            out.append(self._gap)
        out.append(self._whole)
        out.append(self._body(grid, plan, first, len(rows), last))
        out.append("</w:tbl>")
        return "".join(out)

    def _body(self, grid: Grid, plan: TablePlan, first: int, end: int, header: int) -> str:
        """Return rows ``first`` to ``end - 1``; those up to ``header`` repeat on new pages."""
        out: list[str] = []
        down: dict[int, tuple[int, Cell, _Sides | None]] = {}
        borders = _Borders(grid, first, end)
        for number in range(first, end):
            repeats = number <= header
            out.append(self._header if repeats else self._rows[plan.whole[number]])
            cells = grid.rows[number]
            pending = sorted(down) if down else []
            for cell in cells:
                while pending and pending[0] < cell.col:
                    out.append(self._continued(*down[pending.pop(0)], number))
                sides = None if cell.border else borders.sides(cell)
                merge = ""
                if cell.rowspan > 1 and number + 1 < end:
                    merge = "restart"
                    down[cell.col] = (min(number + cell.rowspan, end) - 1, cell, sides)
                    if sides:
                        sides = (sides[0], sides[1], False, sides[3])
                out.append(self._cell(cell, merge, repeats, sides))
            out.extend(self._continued(*down[col], number) for col in pending)
            out.append("</w:tr>")
            if down:
                for col in [col for col, (last, _, _) in down.items() if last <= number]:
                    del down[col]
        return "".join(out)

    def _continued(self, last: int, cell: Cell, sides: _Sides | None, row: int) -> str:
        """Return the part of a merged cell that lies in a further row."""
        if sides:
            sides = (False, sides[1], sides[2] and row == last, sides[3])
        return self._shape(cell, "continue", False, sides)[2]

    def _cell(self, cell: Cell, merge: str, repeats: bool, sides: _Sides | None) -> str:
        text = cell.text
        key = (cell.col, cell.colspan, cell.kind, cell.align, merge, repeats, sides)
        if cell.kind == "label":
            known = self._labels.get((key, text))
            if known is None:
                known = self._labels[key, text] = self._text(cell, key)
            return known
        return self._text(cell, key)

    def _text(self, cell: Cell, key: _Key) -> str:
        start, end, empty, style = self._shapes.get(key) or self._shape(cell, *key[4:])
        text = cell.text
        if not text:
            return empty
        if PLAIN.fullmatch(text):
            return start + text + end
        properties = empty.partition("<w:p>")[0]
        lines = "".join(paragraph(style, runs(line)) for line in text.split("\n"))
        return f"{properties}{lines}</w:tc>"

    def _shape(
        self, cell: Cell, merge: str, repeats: bool, sides: _Sides | None
    ) -> tuple[str, str, str, str]:
        """Return what cells of one shape share.

        Returns:
            The XML before a plain text, behind it, the whole empty cell, and the id of
            the paragraph style.
        """
        key = (cell.col, cell.colspan, cell.kind, cell.align, merge, repeats, sides)
        if key not in self._shapes:
            width = self._edges[cell.col + cell.colspan] - self._edges[cell.col]
            properties = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
            if cell.colspan > 1:
                properties += f'<w:gridSpan w:val="{cell.colspan}"/>'
            if merge:
                properties += '<w:vMerge w:val="restart"/>' if merge == "restart" else "<w:vMerge/>"
            if sides:
                lines = "".join(
                    f"<w:{side} {_LINE if drawn else _NO_LINE}/>"
                    for side, drawn in zip(_SIDES, sides, strict=True)
                )
                properties += f"<w:tcBorders>{lines}</w:tcBorders>"
            properties += '<w:vAlign w:val="center"/></w:tcPr>'
            style = self._sheet.cell(cell, repeats).id
            opening = f'{properties}<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            self._shapes[key] = (
                f"{opening}<w:r><w:t>",
                "</w:t></w:r></w:p></w:tc>",
                f"{opening}</w:p></w:tc>",
                style,
            )
        return self._shapes[key]

    def _separator(self) -> str:
        """Return the hairline paragraph, which carries on the table's outer lines."""
        side = (twips(self._sheet.width) - self._edges[-1]) / 2
        # a paragraph's lines stand outside its text, a table's astride its edge
        indent = round(side) + 5
        return paragraph(
            self._sheet.gap.id,
            "",
            "<w:pBdr>"
            f"<w:left {_LINE}/><w:right {_LINE}/></w:pBdr>"
            f'<w:ind w:left="{indent}" w:right="{indent}"/>',
        )


class _Borders:
    """Which sides of the cells without borders still get a line, from their neighbours."""

    def __init__(self, grid: Grid, first: int, end: int) -> None:
        self._grid = grid
        self._first = first
        self._end = end
        self._bordered: set[tuple[int, int]] | None = None

    def sides(self, cell: Cell) -> _Sides:
        """Return whether top, left, bottom and right get a line: all of the neighbours have one."""
        if self._bordered is None:
            self._bordered = {
                (row, col)
                for cells in self._grid.rows[self._first : self._end]
                for other in cells
                if other.border
                for row in range(other.row, min(other.row + other.rowspan, self._end))
                for col in range(other.col, other.col + other.colspan)
            }
        rows = range(cell.row, min(cell.row + cell.rowspan, self._end))
        cols = range(cell.col, cell.col + cell.colspan)
        return (
            all((cell.row - 1, col) in self._bordered for col in cols),
            all((row, cell.col - 1) in self._bordered for row in rows),
            all((rows.stop, col) in self._bordered for col in cols),
            all((row, cols.stop) in self._bordered for row in rows),
        )


def _properties(edges: list[int], closed: bool) -> str:
    """Return a table's beginning; ``closed`` when it has a line at its end."""
    lines = "".join(
        f"<w:{side} {_LINE if side != 'bottom' or closed else _NO_LINE}/>"
        for side in (*_SIDES, "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(edges))
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="JbTable"/>'
        f'<w:tblW w:w="{edges[-1]}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
    )

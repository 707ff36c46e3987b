"""Target tables as the XML of Word's tables.

A head and its indicators are two tables with a hairline paragraph between, because Word
repeats only rows that a table begins with, and makes tables that touch one. The head has
no line at its end, the indicators bring theirs: it looks like one table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, structs

from exporters.word_pages import MIN_ROW, TablePlan
from exporters.word_styles import POINTS_PER_MM, Stylesheet, twips
from exporters.word_text import PLAIN, paragraph, runs
from model.layout import Layout
from model.printing.grid import Cell, Grid

_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="auto"'
_NO_LINE = 'w:val="nil"'
_SIDES = ("top", "left", "bottom", "right")

_Sides = tuple[bool, bool, bool, bool]


class _Shape(Struct, frozen=True, gc=False):
    """The XML of cells alike but for their text.

    ``start`` and ``end`` go around a plain text, ``empty`` is the whole cell without
    one; ``properties`` goes before the paragraphs of any other text, whose style is ``style``.
    """

    start: str
    end: str
    empty: str
    properties: str
    style: str


class _Down(Struct, gc=False):
    """A merged cell on its way down: its last row, and its sides if it has no borders."""

    cell: Cell
    last: int
    sides: _Sides | None


class TableWriter:
    """Writes the grids of one layout; what cells of one shape share is built once.

    Args:
        layout: the layout; ``sheet``: its styles.
        widths_mm: the columns' widths, where they are not the form's.
    """

    def __init__(self, layout: Layout, sheet: Stylesheet, widths_mm: Sequence[float] = ()) -> None:
        self._sheet = sheet
        total = 0.0
        edges = [0]
        for width in widths_mm or layout.table.columns_mm:
            # rounding the edges, not the widths, keeps every row exactly as wide as the grid
            total += width * POINTS_PER_MM
            edges.append(twips(total))
        self._edges = edges
        self._whole = _properties(edges, closed=True)
        self._open = _properties(edges, closed=False)
        least = twips(MIN_ROW * sheet.cells["text", "left"].font.points)
        height = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>'
        self._rows = [
            f"<w:tr><w:trPr>{height}</w:trPr>",
            f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>",
        ]
        self._header = f"<w:tr><w:trPr><w:cantSplit/>{height}<w:tblHeader/></w:trPr>"
        self._shapes: dict[tuple[object, ...], _Shape] = {}
        # sides of the cells of the grid just written that have not all four
        self._own: dict[int, _Sides] = {}

    def table(self, grid: Grid, plan: TablePlan) -> str:
        """Return one grid as one table, or as two when its header row is not its first."""
        rows = grid.rows
        self._own = {}
        if grid.header_rows is None:
            return self._whole + self._body(grid, plan, 0, len(rows), -1) + "</w:tbl>"
        first, last = grid.header_rows
        grid, own = _parted(grid, last)
        self._own = own
        out = []
        if first:
            out.append(self._whole if plan.closed else self._open)
            out.append(self._body(grid, plan, 0, first, -1))
            out.append("</w:tbl>")
            out.append(self._gap(rows[first - 1]))
        out.append(self._whole)
        out.append(self._body(grid, plan, first, len(rows), last))
        out.append("</w:tbl>")
        return "".join(out)

    def _body(self, grid: Grid, plan: TablePlan, first: int, end: int, header: int) -> str:
        """Return rows ``first`` to ``end - 1``; those up to ``header`` repeat on new pages."""
        out: list[str] = []
        down: dict[int, _Down] = {}
        borders = _Borders(grid, first, end)
        shapes, own = self._shapes, self._own
        plain = PLAIN.fullmatch
        for number in range(first, end):
            repeats = number <= header
            out.append(self._header if repeats else self._rows[plan.whole[number]])
            pending = sorted(down)
            for cell in grid.rows[number]:
                while pending and pending[0] < cell.col:
                    out.append(self._continued(down[pending.pop(0)], number))
                sides = own.get(id(cell)) if own else None
                if not cell.border:
                    sides = borders.sides(cell)
                merge = ""
                if cell.rowspan > 1 and number + 1 < end:
                    merge = "restart"
                    down[cell.col] = _Down(cell, min(number + cell.rowspan, end) - 1, sides)
                    sides = sides and (sides[0], sides[1], False, sides[3])
                key = (cell.col, cell.colspan, cell.kind, cell.align, merge, repeats, sides)
                shape = shapes.get(key)
                if shape is None:
                    shape = shapes[key] = self._shape(cell, merge, repeats, sides)
                text = cell.text
                if not text:
                    out.append(shape.empty)
                elif plain(text):
                    out += (shape.start, text, shape.end)
                else:
                    out.append(shape.properties)
                    out += [paragraph(shape.style, runs(line)) for line in text.split("\n")]
                    out.append("</w:tc>")
            out += [self._continued(down[col], number) for col in pending]
            out.append("</w:tr>")
            for col in [col for col, merged in down.items() if merged.last <= number]:
                del down[col]
        return "".join(out)

    def _continued(self, merged: _Down, row: int) -> str:
        """Return the part of a merged cell that lies in a further row."""
        cell, sides = merged.cell, merged.sides
        sides = sides and (False, sides[1], sides[2] and row == merged.last, sides[3])
        key = (cell.col, cell.colspan, cell.kind, cell.align, "continue", False, sides)
        if key not in self._shapes:
            self._shapes[key] = self._shape(cell, "continue", False, sides)
        return self._shapes[key].empty

    def _shape(self, cell: Cell, merge: str, repeats: bool, sides: _Sides | None) -> _Shape:
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
        start = f'{properties}<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        return _Shape(
            f"{start}<w:r><w:t>",
            "</w:t></w:r></w:p></w:tc>",
            f"{start}</w:p></w:tc>",
            properties,
            style,
        )

    def _gap(self, above: list[Cell]) -> str:
        """Return the hairline paragraph, which carries on the outer lines of the row above."""
        # a paragraph's lines stand outside its text, a table's astride its edge
        indent = round((twips(self._sheet.width) - self._edges[-1]) / 2) + 5
        left = f"<w:left {_LINE}/>" if not above or above[0].border else ""
        right = f"<w:right {_LINE}/>" if not above or above[-1].border else ""
        borders = f"<w:pBdr>{left}{right}</w:pBdr>" if left or right else ""
        place = f'<w:ind w:left="{indent}" w:right="{indent}"/>'
        return paragraph(self._sheet.gap.id, "", borders + place)


def _parted(grid: Grid, last: int) -> tuple[Grid, dict[int, _Sides]]:
    """Part cells that reach down out of the header rows, which Word could not repeat then.

    Args:
        grid: the table.
        last: its last header row.

    Returns:
        The grid with two cells in place of such a one, the text in the lower, and the sides
        of both (by their ``id``), so that no line stands between them.
    """
    header = grid.rows[grid.header_rows[0] : last + 1] if grid.header_rows else []
    over = [cell for row in header for cell in row if cell.row + cell.rowspan > last + 1]
    if not over or last + 1 >= len(grid.rows):
        return grid, {}
    rows = [list(row) for row in grid.rows]
    own: dict[int, _Sides] = {}
    for cell in over:
        upper = structs.replace(cell, text="", rowspan=last + 1 - cell.row)
        lower = structs.replace(cell, row=last + 1, rowspan=cell.row + cell.rowspan - last - 1)
        rows[cell.row] = [upper if one is cell else one for one in rows[cell.row]]
        rows[last + 1] = sorted([*rows[last + 1], lower], key=lambda one: one.col)
        own[id(upper)] = (True, True, False, True)
        own[id(lower)] = (False, True, True, True)
    return structs.replace(grid, rows=rows), own


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

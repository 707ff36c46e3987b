"""Writes PDF files for tests: tables drawn in every way that programs draw them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from model.printing.grid import Document, Grid, Paragraph

FONT = "STSong-Light"
"""Not embedded: the reader knows its letters by their codes alone."""
HEIGHT = 842.0
WIDTH = 595.0
SIZE = 10.0

Spec = tuple[int, int, int, int, str]
"""A cell: row, column, rows, columns, text (lines by ``\\n``)."""
Line = tuple[float, float, float, float]
Drawer = Callable[[Canvas, Sequence[Line]], None]


def canvas(path: Path, size: tuple[float, float] = (WIDTH, HEIGHT)) -> Canvas:
    """Return a new file to draw on, measured from the lower left corner."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    made = Canvas(str(path), pagesize=size, pageCompression=1)
    made.setFont(FONT, SIZE)
    return made


class Table:
    """A table to be drawn at a place.

    Args:
        cells: its cells; together they fill it.
        widths, heights: of its columns and rows, in points.
        left, top: its upper left corner, measured from the page's, downwards.
    """

    def __init__(
        self,
        cells: Sequence[Spec],
        widths: Sequence[float],
        heights: Sequence[float],
        left: float = 60.0,
        top: float = 100.0,
    ) -> None:
        self.cells = cells
        self.xs = [left]
        for width in widths:
            self.xs.append(self.xs[-1] + width)
        self.ys = [top]
        for height in heights:
            self.ys.append(self.ys[-1] + height)

    def sides(self) -> list[Line]:
        """Return the four sides of every cell, once each: (x0, y0, x1, y1), y downwards."""
        found: set[Line] = set()
        for row, col, rows, cols, _ in self.cells:
            left, right = self.xs[col], self.xs[col + cols]
            top, bottom = self.ys[row], self.ys[row + rows]
            found |= {
                (left, top, right, top),
                (left, bottom, right, bottom),
                (left, top, left, bottom),
                (right, top, right, bottom),
            }
        return sorted(found)

    def outer(self) -> Line:
        """Return left, top, right, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def write(self, page: Canvas, size: float = SIZE, height: float = HEIGHT) -> None:
        """Write the texts, from the top of each cell."""
        page.setFont(FONT, size)
        for row, col, _, _, text in self.cells:
            for number, line in enumerate(text.split("\n")):
                y = self.ys[row] + 3 + size * 0.9 + number * size * 1.3
                page.drawString(self.xs[col] + 4, height - y, line)

    def draw(self, page: Canvas, rules: Drawer | None = None) -> None:
        """Draw rules and texts."""
        (rules or strokes)(page, self.sides())
        self.write(page)


# ways to draw rules


def strokes(page: Canvas, lines: Sequence[Line]) -> None:
    """As thin strokes."""
    page.setLineWidth(0.5)
    for x0, y0, x1, y1 in lines:
        page.line(x0, HEIGHT - y0, x1, HEIGHT - y1)


def thick(page: Canvas, lines: Sequence[Line]) -> None:
    """As strokes of 4.5 points."""
    page.setLineWidth(4.5)
    for x0, y0, x1, y1 in lines:
        page.line(x0, HEIGHT - y0, x1, HEIGHT - y1)


def boxes(page: Canvas, lines: Sequence[Line]) -> None:
    """As filled boxes, as Word does."""
    for x0, y0, x1, y1 in lines:
        page.rect(x0 - 0.25, HEIGHT - y1 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5, stroke=0, fill=1)


def dots(page: Canvas, lines: Sequence[Line]) -> None:
    """As squares of 1.5 points."""
    for x0, y0, x1, y1 in lines:
        length = max(x1 - x0, y1 - y0)
        for number in range(int(length // 3) + 1):
            part = min(1.0, 3 * number / length)
            x, y = x0 + (x1 - x0) * part, y0 + (y1 - y0) * part
            page.rect(x - 0.75, HEIGHT - y - 0.75, 1.5, 1.5, stroke=0, fill=1)


def dashes(page: Canvas, lines: Sequence[Line]) -> None:
    """As dashed strokes."""
    page.setDash(3, 2)
    strokes(page, lines)
    page.setDash()


def double(page: Canvas, lines: Sequence[Line]) -> None:
    """As two strokes, 2.4 points apart."""
    _apart(page, lines, ((-1.2, 0.5), (1.2, 0.5)))


def thin_thick(page: Canvas, lines: Sequence[Line]) -> None:
    """As a thin and a thick stroke, 4.5 points apart."""
    _apart(page, lines, ((-2.5, 0.5), (2.0, 2.0)))


def _apart(page: Canvas, lines: Sequence[Line], pairs: Sequence[tuple[float, float]]) -> None:
    for x0, y0, x1, y1 in lines:
        for shift, width in pairs:
            page.setLineWidth(width)
            if y0 == y1:
                page.line(x0, HEIGHT - y0 - shift, x1, HEIGHT - y1 - shift)
            else:
                page.line(x0 + shift, HEIGHT - y0, x1 + shift, HEIGHT - y1)


def rectangles(page: Canvas, lines: Sequence[Line]) -> None:
    """As stroked boxes with no width in one direction, as some reports are."""
    page.setLineWidth(0.7)
    for x0, y0, x1, y1 in lines:
        page.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0, stroke=1, fill=0)


# what was read


def grids(document: Document) -> list[Grid]:
    """Return the tables of a document."""
    return [block for block in document.blocks if isinstance(block, Grid)]


def specs(grid: Grid) -> list[Spec]:
    """Return the cells of a grid as `Table` takes them."""
    return [
        (cell.row, cell.col, cell.rowspan, cell.colspan, cell.text)
        for row in grid.rows
        for cell in row
    ]


def texts(document: Document) -> list[str]:
    """Return the paragraphs outside the tables, empty ones left out."""
    return [block.text for block in document.blocks if isinstance(block, Paragraph) and block.text]

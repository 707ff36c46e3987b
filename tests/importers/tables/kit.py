"""Pages for the finder of tables, as a reader would hand them over."""

from __future__ import annotations

from collections.abc import Sequence

from importers.tables.assemble import Assembler
from importers.tables.page import Char, Page, Rule
from model.printing.grid import Document
from tests.importers.pdf.kit import HEIGHT, SIZE, WIDTH, Table


def chars(x: float, y: float, text: str, size: float = SIZE) -> list[Char]:
    """Return a line's characters from its upper left corner on."""
    found: list[Char] = []
    for char in text:
        width = size if char > "\u2e80" else size / 2
        found.append(Char(char, x, y, x + width, y + size))
        x += width
    return found


def page(number: int, *parts: Table | tuple[float, float, str]) -> Page:
    """Return a page with tables, and lines of text as (x, y, text)."""
    made = Page(number, WIDTH, HEIGHT)
    for part in parts:
        if not isinstance(part, Table):
            made.chars += chars(*part)
            continue
        made.rules += [
            Rule(x0 == x1, x0 if x0 == x1 else y0, *((y0, y1) if x0 == x1 else (x0, x1)))
            for x0, y0, x1, y1 in part.sides()
        ]
        for row, col, _, _, text in part.cells:
            for line, words in enumerate(text.split("\n")):
                y = part.ys[row] + 3 + line * SIZE * 1.3
                made.chars += chars(part.xs[col] + 4, y, words)
    return made


def document(pages: Sequence[Page]) -> Document:
    """Return what the finder makes of pages."""
    assembler = Assembler()
    for one in pages:
        assembler.add(one)
    return assembler.document()

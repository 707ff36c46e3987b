"""Texts of printed pages, broken into lines; exactly the lines that are painted."""

from __future__ import annotations

import re
from collections import OrderedDict
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from exporters.word_styles import CELL_SIDE, POINTS_PER_MM, ParagraphStyle, stylesheet
from gui.pages.fonts import UNITS, Face, narrow_runs
from model.basics.controls import UNPRINTABLE, escape_controls
from model.layout import FontSpec, Layout
from model.printing.grid import Cell, Grid

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
    "both": Qt.AlignmentFlag.AlignJustify,
}
_USUAL = re.compile("[\x20-\x7e\xa0-\xff\u2014-\u2026\u2200-\u22ff\u3000-\u9fff\uff01-\uffee]*")
"""Characters none of which is wider than its type size."""

_KEPT = 4000
_TAB = 2
"""A tab stop every two characters."""


class TextStyle:
    """A paragraph style in units; see `exporters.word_styles.ParagraphStyle`."""

    def __init__(self, style: ParagraphStyle, latin: str) -> None:
        self.face = Face(style.font, latin)
        self.line = style.line * UNITS
        self.after = style.after * UNITS
        self.indent = style.indent * self.face.em
        self.align = style.align
        self.keep_next = style.keep_next
        self.new_page = style.new_page
        self.option = QTextOption(_ALIGN[style.align])
        self.option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.option.setTabStopDistance(_TAB * self.face.em)
        self.latin = QTextCharFormat()
        self.latin.setFont(self.face.latin)


class PageStyles:
    """Everything a layout says about its pages, in units, for one thread.

    Attributes:
        width, height: of the text area; ``left``, ``top`` where it begins on the page.
        page_width, page_height: of the paper.
        edges: where the columns of a target table begin and end, from its left.
        table_left: where a target table begins, from the text area's left.
        footer_top: where the line of the page number begins on the page.
        texts: the texts set in these styles.
    """

    def __init__(self, layout: Layout) -> None:
        sheet = stylesheet(layout)
        page = layout.page
        self.layout = layout
        self.sheet = sheet
        self.width, self.height = sheet.width * UNITS, sheet.height * UNITS
        self.left, self.top = _units(page.left_mm), _units(page.top_mm)
        self.page_width, self.page_height = _units(page.width_mm), _units(page.height_mm)
        self._faces = {
            style.id: TextStyle(style, sheet.latin) for style in sheet.paragraph_styles()
        }
        self.roles = {role: self._faces[style.id] for role, style in sheet.roles.items()}
        edges = [0.0]
        for width in layout.table.columns_mm:
            edges.append(edges[-1] + _units(width))
        self.edges = edges
        self.table_left = (self.width - edges[-1]) / 2
        narrowest = min(right - left for left, right in pairwise(edges))
        self.shortest = int((narrowest - 2 * CELL_SIDE * UNITS) / self._largest_cell())
        self.footer = TextStyle(_footer_style(sheet.footer), sheet.latin)
        bottom = sheet.page["footer"] * UNITS / 20
        self.footer_top = self.page_height - bottom - self.footer.line
        self.texts = Texts()

    def fonts(self) -> list[QFont]:
        """Return every font in use."""
        styles = [*self._faces.values(), self.footer]
        return [font for one in styles for font in (one.face.chinese, one.face.latin)]

    def cell(self, cell: Cell, header: bool) -> TextStyle:
        """Return the style of a cell's text."""
        return self._faces[self.sheet.cell(cell, header).id]

    def columns_of(self, grid: Grid) -> tuple[float, list[float]]:
        """Return where a table begins, from the text area's left, and its columns' edges."""
        if not grid.widths_mm:
            return self.table_left, self.edges
        edges = [0.0]
        for width in grid.widths_mm:
            edges.append(edges[-1] + _units(width))
        return (self.width - edges[-1]) / 2, edges

    def least_row(self, factor: float) -> float:
        """Return a row's least height, given in type sizes of the table's text."""
        return factor * self._faces[self.sheet.cells["text", "left"].id].face.em

    def _largest_cell(self) -> float:
        return max(self._faces[style.id].face.em for style in self.sheet.cells.values())


def _units(mm: float) -> float:
    return mm * POINTS_PER_MM * UNITS


def _footer_style(font: FontSpec) -> ParagraphStyle:
    return ParagraphStyle(id="Footer", name="", font=font, line=font.points * 1.3, align="center")


class Texts:
    """Breaks texts into lines; keeps what was asked for last. For one thread."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int, float, float], QTextLayout] = OrderedDict()

    def count(self, text: str, style: TextStyle, width: float) -> int:
        """Return how many lines a printable text takes, at least one."""
        if len(text) * style.face.em <= width - style.indent and _USUAL.fullmatch(text):
            return 1
        return max(1, self.get(text, style, width).lineCount())

    def get(self, text: str, style: TextStyle, width: float) -> QTextLayout:
        """Return a printable text broken into lines of a width in units."""
        key = (text, id(style), width, style.indent)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = _broken(text, style, width)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found


def printable(text: str) -> str:
    """Return a text as it is printed: control characters written out, as in a Word file."""
    if UNPRINTABLE.search(text):
        text = escape_controls(text)
    return text.replace("\n", "\u2028")


def _broken(text: str, style: TextStyle, width: float) -> QTextLayout:
    layout = QTextLayout(text, style.face.chinese)
    layout.setTextOption(style.option)
    ranges = []
    for start, length in narrow_runs(text):
        # the stubs know none of its attributes
        part: Any = QTextLayout.FormatRange()
        part.start, part.length, part.format = start, length, style.latin
        ranges.append(part)
    if ranges:
        layout.setFormats(ranges)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    number = 0
    indent = style.indent
    base = style.face.baseline(style.line)
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(style.face.em, width - indent))
        line.setPosition(QPointF(indent, number * style.line + base - line.ascent()))
        number += 1
        indent = 0
    layout.endLayout()
    return layout


class Piece:
    """Lines of one text, at their place on a page (in units, from the text area's corner)."""

    __slots__ = ("count", "first", "style", "text", "width", "x", "y")

    def __init__(
        self,
        text: str,
        style: TextStyle,
        place: tuple[float, float],
        width: float,
        lines: tuple[int, int],
    ) -> None:
        self.text = text
        self.style = style
        self.x, self.y = place
        self.width = width
        self.first, self.count = lines

    def paint(self, painter: QPainter, texts: Texts) -> None:
        """Paint the lines, and no others of the same text."""
        layout = texts.get(self.text, self.style, self.width)
        place = QPointF(self.x, self.y - self.first * self.style.line)
        if self.first == 0 and self.count >= layout.lineCount():
            layout.draw(painter, place)
            return
        for number in range(self.first, min(self.first + self.count, layout.lineCount())):
            layout.lineAt(number).draw(painter, place)

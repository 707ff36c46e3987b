"""Paints a page of the layout on any `QPainter`: screen, printer and PDF alike."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from exporters.word_styles import BORDER
from gui.pages.flow import Page
from gui.pages.fonts import UNITS
from gui.pages.text import PageStyles, Piece, printable

_FINE = 2.0
"""Up to this width in pixels, lines are put on whole pixels: else they look grey."""


class PagePainter:
    """Paints pages; the painter's units are the page's own, tenths of a point.

    Args:
        styles: those the pages were laid out in.
    """

    def __init__(self, styles: PageStyles) -> None:
        self._styles = styles

    def paint(self, painter: QPainter, page: Page, number: int | None) -> None:
        """Paint one page with its left upper corner at the painter's origin.

        Ink is black whatever the window looks like: this is paper.

        Args:
            painter: scaled so that a unit is a tenth of a point.
            page: what to paint.
            number: the page number; None for a page that bears none.
        """
        styles = self._styles
        painter.save()
        painter.setPen(Qt.GlobalColor.black)
        painter.translate(styles.left, styles.top)
        self._rules(painter, page)
        seen = painter.clipBoundingRect() if painter.hasClipping() else QRectF()
        for piece in page.pieces:
            if seen.isEmpty() or seen.intersects(_bounds(piece)):
                piece.paint(painter, styles.texts)
        painter.restore()
        if number is not None:
            self._footer(painter, number)

    def header(self, painter: QPainter, text: str) -> None:
        """Paint a few words above a page, in the middle, as the number stands below."""
        styles = self._styles
        painter.save()
        painter.setPen(Qt.GlobalColor.black)
        place = styles.left, max(0.0, (styles.top - styles.footer.line) / 2)
        Piece(text, styles.footer, place, styles.width, (0, 1)).paint(painter, styles.texts)
        painter.restore()

    def footer_text(self, number: int | None) -> str:
        """Return what stands at the foot of a page with this number."""
        if number is None:
            return ""
        return printable(self._styles.layout.page.footer.replace("{page}", str(number)))

    def _rules(self, painter: QPainter, page: Page) -> None:
        """Paint the table's lines; on a screen exactly on its pixels."""
        if not page.rules:
            return
        transform = painter.deviceTransform()
        width = BORDER * UNITS * transform.m11()
        if width >= _FINE:
            pen = QPen(Qt.GlobalColor.black, BORDER * UNITS)
            pen.setCapStyle(Qt.PenCapStyle.SquareCap)
            painter.setPen(pen)
            painter.drawLines([QLineF(*rule) for rule in page.rules])
            return
        pixels = max(1, round(width))
        back, ok = transform.inverted()
        if not ok:
            return
        for left, top, right, bottom in page.rules:
            begin = transform.map(QPointF(left, top)).toPoint()
            end = transform.map(QPointF(right, bottom)).toPoint()
            across, down = end.x() - begin.x(), end.y() - begin.y()
            rect = QRectF(begin.x(), begin.y(), across + pixels, down + pixels)
            painter.fillRect(back.mapRect(rect), Qt.GlobalColor.black)

    def _footer(self, painter: QPainter, number: int) -> None:
        styles = self._styles
        text = self.footer_text(number)
        painter.save()
        painter.setPen(Qt.GlobalColor.black)
        place = styles.left, styles.footer_top
        Piece(text, styles.footer, place, styles.width, (0, 1)).paint(painter, styles.texts)
        painter.restore()


def _bounds(piece: Piece) -> QRectF:
    """Return where a text stands, with room for what reaches beyond its lines."""
    line = piece.style.line
    return QRectF(piece.x - line, piece.y - line, piece.width + 2 * line, (piece.count + 2) * line)

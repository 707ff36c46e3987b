"""How a cell somebody commented on (批注) looks: a small speech bubble, its text in the tooltip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from model.document.cells import CellRef
from model.document.comments import CellComment
from model.document.disclosure import VALUE_PARTS, Disclosure

_LIGHT, _DARK = "#6b4ea0", "#b79cf0"
_MIDDLE = 128
_ASIDE = 18
"""Pixels left of a field's right edge: behind the sign of what is wrong with it."""
_SIDE = 13

Remarks = Mapping[CellRef, list[CellComment]]


def mark_colour(palette: QPalette) -> QColor:
    """Return the colour of the mark, far enough from the ground it stands on."""
    dark = palette.color(QPalette.ColorRole.Base).lightness() < _MIDDLE
    return QColor(_DARK if dark else _LIGHT)


def paint_bubble(painter: QPainter, area: QRectF, palette: QPalette) -> None:
    """Paint the speech bubble: a shape of its own, not a colour alone."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = mark_colour(palette)
    painter.setPen(QPen(colour, max(1.2, area.width() / 9)))
    painter.setBrush(palette.color(QPalette.ColorRole.Base))
    body = area.adjusted(0.5, 0.5, -0.5, -area.height() * 0.28)
    painter.drawRoundedRect(body, 2, 2)
    painter.setBrush(colour)
    left, width = body.left(), body.width()
    tail = [(0.22, 0.0), (0.55, 0.0), (0.22, area.height() * 0.27)]
    points = [QPointF(left + x * width, body.bottom() + y) for x, y in tail]
    painter.drawPolygon(QPolygonF(points))
    painter.restore()


def shown_at(disclosure: Disclosure) -> dict[CellRef, list[CellComment]]:
    """Return the comments by the cell the window shows them at.

    One that belongs to a whole project stands at its name; one on a part of a split value
    also at the whole.
    """
    found: dict[CellRef, list[CellComment]] = defaultdict(list)
    for comment in disclosure.comments:
        ref = comment.ref
        if ref.table and not ref.field:
            found[CellRef(ref.table, "name")].append(comment)
        elif ref.field:
            found[ref].append(comment)
            if ref.field in VALUE_PARTS:
                found[CellRef(ref.table, "value", ref.indicator)].append(comment)
    return dict(found)


class Bubble(QWidget):
    """The speech bubble over another widget; it takes no mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(_SIDE, _SIDE)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_bubble(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self.palette())
        painter.end()


class CommentSign(Bubble):
    """The speech bubble at a field of the department's own text.

    Args:
        field: the field whose upper right corner it stands in.
    """

    def __init__(self, field: QPlainTextEdit) -> None:
        super().__init__(field)
        self._field = field
        field.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.move(self._field.width() - _SIDE - _ASIDE, 3)

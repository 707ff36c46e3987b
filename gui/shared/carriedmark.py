"""How a cell looks that was brought along and waits to be confirmed (待确认)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QPlainTextEdit, QWidget

TIP = "待确认：从上年或指标库带过来，还没有看过。F6 确认，改动即视为看过。"

_LIGHT, _DARK = "#a65e00", "#f0b040"
_MIDDLE = 128
_DOT = 1.6
"""Radius of a dot, in points of the screen."""
_STEP = 5.5
_ROOM = 6
_ASIDE = 4


def mark_colour(palette: QPalette) -> QColor:
    """Return the colour of the mark, far enough from the ground it stands on."""
    dark = palette.color(QPalette.ColorRole.Base).lightness() < _MIDDLE
    return QColor(_DARK if dark else _LIGHT)


def paint_edge(painter: QPainter, rect: QRect, palette: QPalette) -> None:
    """Paint the dotted left edge of a cell that waits to be confirmed.

    A shape, not a colour alone; it stands in the room left of the text.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mark_colour(palette))
    x = rect.left() + _DOT + 1.6
    y = rect.top() + _DOT + 2.5
    while y + _DOT < rect.bottom() - 1:
        painter.drawEllipse(QPointF(x, y), _DOT, _DOT)
        y += _STEP
    painter.restore()


class CarriedEdge(QWidget):
    """The dotted edge at a field of the department's own text.

    Args:
        field: the field; the edge stands over its left side and takes no mouse.
    """

    def __init__(self, field: QPlainTextEdit) -> None:
        super().__init__(field)
        self._field = field
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        field.installEventFilter(self)
        self._place()

    def show_mark(self, marked: bool) -> None:
        """Show the edge, the text a little further right; or take it away."""
        self._field.setViewportMargins(_ASIDE if marked else 0, 0, 0, 0)
        self.setVisible(marked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_edge(painter, self.rect(), self.palette())
        painter.end()

    def _place(self) -> None:
        self.setGeometry(0, 0, _ROOM, self._field.height())

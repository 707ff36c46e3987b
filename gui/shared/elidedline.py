"""Draws one line of a text that may be longer than its room: what is cut off ends in “…”."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout, QTextLine

MORE = "…"


def draw_line(painter: QPainter, layout: QTextLayout, area: QRectF) -> None:
    """Draw a text laid out in one line, in the middle of an area's height.

    Args:
        painter: with the colour of the text; its clipping and font are changed.
        layout: the text, laid out without wrapping.
        area: the room there is.
    """
    line = layout.lineAt(0)
    room = area.width()
    top = area.top() + (area.height() - layout.boundingRect().height()) / 2
    if line.isValid() and line.naturalTextWidth() > room:
        metrics = QFontMetricsF(layout.font())
        room = _whole_letters(line, room - metrics.horizontalAdvance(MORE))
        painter.setClipRect(area)
        painter.setFont(layout.font())
        # on the line the letters stand on
        painter.drawText(QPointF(area.left() + room, top + line.y() + line.ascent()), MORE)
    painter.setClipRect(QRectF(area.left(), area.top(), room, area.height()))
    layout.draw(painter, QPointF(area.left(), top))


def _whole_letters(line: QTextLine, room: float) -> float:
    """Return where the last letter ends that has room as a whole."""
    if room <= 0:
        return 0.0
    at = line.xToCursor(room, QTextLine.CursorPosition.CursorOnCharacter)
    # PySide gives the place back with the cursor, as a pair
    place: Any = line.cursorToX(at)
    return float(place[0] if isinstance(place, tuple) else place)

"""One bar for how far a table is: what is good, what is wrong, what waits to be confirmed."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPalette

from gui.shared.icons import severity_colour
from model.overview.progress import Progress

_SELECTED = (255, 130, 180)
"""How strong the three parts are on a chosen row, where all have the text's colour."""


def paint_progress(
    painter: QPainter, bar: QRect, progress: Progress, palette: QPalette, chosen: bool
) -> None:
    """Paint a bar in three parts; it is green only where the table can be sent.

    Args:
        painter: paints; its pen has the colour of the text beside the bar.
        bar: where.
        progress: what.
        palette: whose colours.
        chosen: the row is chosen: the bar is in the text's colour.
    """
    ink = painter.pen().color()
    ground = QColor(ink)
    ground.setAlpha(50)
    painter.fillRect(bar, ground)
    words = ("完成" if progress.sendable else "提示", "错误", "警告")
    counts = (progress.good, progress.wrong, progress.carried)
    if not progress.wanted:
        counts = (1, 0, 0)
    before = 0
    for word, count, strong in zip(words, counts, _SELECTED, strict=True):
        left = bar.left() + round(bar.width() * before / (progress.wanted or 1))
        before += count
        right = bar.left() + round(bar.width() * before / (progress.wanted or 1))
        colour = QColor(ink)
        colour.setAlpha(strong)
        if not chosen:
            colour = severity_colour(word, palette)
        painter.fillRect(QRect(left, bar.top(), right - left, bar.height()), colour)

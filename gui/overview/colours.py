"""The overview's colours, made from the palette; one for each part of a budget."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from gui.shared.colours import blend


def part_colours(palette: QPalette, count: int) -> list[QColor]:
    """Return a colour for each part: the accent first, then ever nearer to the ground."""
    accent = palette.color(QPalette.ColorRole.Highlight)
    text = palette.color(QPalette.ColorRole.Text)
    base = palette.color(QPalette.ColorRole.Base)
    shades = [accent, blend(accent, base, 0.5), blend(text, base, 0.45), blend(text, base, 0.7)]
    return [shades[min(number, len(shades) - 1)] for number in range(count)]


def faint(palette: QPalette) -> QColor:
    """Return a colour for what stands back: axes, captions."""
    text = palette.color(QPalette.ColorRole.Text)
    return blend(text, palette.color(QPalette.ColorRole.Base), 0.4)


def line(palette: QPalette) -> QColor:
    """Return a colour for thin lines."""
    text = palette.color(QPalette.ColorRole.Text)
    return blend(text, palette.color(QPalette.ColorRole.Base), 0.7)

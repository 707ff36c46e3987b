"""Colours of the form, made from the palette so that they fit light and dark windows."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from gui.shared.carriedmark import mark_colour


def blend(one: QColor, other: QColor, share: float) -> QColor:
    """Return a colour between two; ``share`` is how much of the other."""
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
    )


class Colours:
    """What the form is painted in."""

    def __init__(self, palette: QPalette) -> None:
        self.paper = palette.color(QPalette.ColorRole.Base)
        self.text = palette.color(QPalette.ColorRole.Text)
        self.accent = palette.color(QPalette.ColorRole.Highlight)
        self.window = palette.color(QPalette.ColorRole.Window)
        self.line = blend(self.paper, self.text, 0.42)
        self.label = blend(self.paper, self.text, 0.055)
        self.label_text = blend(self.text, self.paper, 0.12)
        self.faint = blend(self.text, self.paper, 0.45)
        self.pending = blend(self.paper, self.text, 0.03)
        self.carried = blend(self.paper, mark_colour(palette), 0.07)
        self.selected = blend(self.paper, self.accent, 0.20)
        self.current = blend(self.paper, self.accent, 0.07)
        self.amount = blend(self.paper, self.accent, 0.16)
        self.flash = blend(self.paper, QColor.fromHsvF(0.14, 1.0, 1.0), 0.55)

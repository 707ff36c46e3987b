"""Texts laid out in the width of their cells, kept for the next time they are painted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

_MOST_KEPT = 3000

ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


def text_option(align: str) -> QTextOption:
    """Return how the texts of cells are aligned and broken, painted and edited alike."""
    option = QTextOption(ALIGNMENTS[align])
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


class LaidText:
    """A text broken into lines of one width, in pixels."""

    __slots__ = ("height", "layout")

    def __init__(self, text: str, width: float, align: str, font: QFont) -> None:
        self.layout = QTextLayout(text.replace("\n", "\u2028"), font)
        self.layout.setTextOption(text_option(align))
        self.layout.setCacheEnabled(True)
        self.layout.beginLayout()
        self.height = 0.0
        while (line := self.layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, self.height))
            self.height += line.height()
        self.layout.endLayout()


class Texts:
    """Lays texts out, each once for a font, a width and an alignment."""

    def __init__(self, font: QFont) -> None:
        self._kept: dict[tuple[str, int, str, bool, bool], LaidText] = {}
        self.set_font(font)

    def set_font(self, font: QFont) -> None:
        """Forget everything; lay out in another font from now on."""
        self.font = QFont(font)
        self.small = QFont(font)
        self.small.setPointSizeF(max(6.0, font.pointSizeF() * 0.8))
        self.strong = QFont(font)
        self.strong.setBold(True)
        self.title = QFont(font)
        self.title.setPointSizeF(font.pointSizeF() * 1.3)
        self.title.setBold(True)
        self.line = QFontMetricsF(self.font).height()
        self.small_line = QFontMetricsF(self.small).height()
        self.title_line = QFontMetricsF(self.title).height()
        self._kept.clear()

    def get(
        self, text: str, width: float, align: str, small: bool = False, strong: bool = False
    ) -> LaidText:
        """Return a text laid out in a width in pixels."""
        key = (text, int(width), align, small, strong)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            font = self.small if small else self.strong if strong else self.font
            found = LaidText(text, int(width), align, font)
            self._kept[key] = found
        return found

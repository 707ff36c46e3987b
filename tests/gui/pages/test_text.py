"""Lines of a text are painted where they belong, also those of a text that goes on overleaf."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from gui.pages.text import PageStyles, Piece
from model.layout import Layout

pytestmark = pytest.mark.usefixtures("qapp")


def painted(piece: Piece, styles: PageStyles) -> QImage:
    width, height = round(styles.width), round(styles.roles["contents-entry"].line * 8)
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    piece.paint(painter, styles.texts)
    painter.end()
    return image


def inked(image: QImage) -> tuple[int, int]:
    """Return the first and the last row with ink."""
    data, stride = bytes(image.constBits()), image.bytesPerLine()
    dark = [
        row
        for row in range(image.height())
        if min(data[row * stride : row * stride + image.width()]) < 128
    ]
    return dark[0], dark[-1]


def test_the_rest_of_a_text_is_painted_from_the_top(hebei: Layout) -> None:
    styles = PageStyles(hebei)
    style = styles.roles["contents-entry"]
    text = "\u2028".join("一二三四五六")
    assert styles.texts.get(text, style, styles.width).lineCount() == 6
    whole = painted(Piece(text, style, (0, 0), styles.width, (0, 6)), styles)
    assert inked(whole)[1] > 5 * style.line
    rest = painted(Piece(text, style, (0, 0), styles.width, (2, 3)), styles)
    first, last = inked(rest)
    assert 0 <= first < style.line
    assert 2 * style.line < last < 3 * style.line
    # the same three lines, moved up by two
    shift = round(2 * style.line)
    assert (
        abs(
            inked(painted(Piece(text, style, (0, shift), styles.width, (2, 3)), styles))[0]
            - (first + shift)
        )
        <= 1
    )

"""A line longer than its room ends in “…”, and no letter is cut in two."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication

from gui.shared.elidedline import MORE, draw_line

HIGH = 30


def laid_out(text: str, font: QFont) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    layout.createLine().setLineWidth(1e6)
    layout.endLayout()
    return layout


def drawn(text: str, width: float) -> QImage:
    image = QImage(400, HIGH, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.setPen(Qt.GlobalColor.black)
        draw_line(painter, laid_out(text, painter.font()), QRectF(0, 0, width, HIGH))
    return image


@pytest.mark.usefixtures("qapp")
def test_what_has_room_is_drawn_whole() -> None:
    assert drawn("乡镇", 390) == drawn("乡镇", 200)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("letters", [1, 3, 7])
def test_what_has_none_is_whole_letters_and_dots(letters: int) -> None:
    metrics = QFontMetricsF(QApplication.font())
    one = metrics.horizontalAdvance("乡")
    # room for so many letters, the dots, and half a letter that is not drawn
    room = letters * one + metrics.horizontalAdvance(MORE) + one / 2
    cut = drawn("乡" * 40, room)
    assert cut == drawn("乡" * letters + MORE, 390)
    # nothing reaches beyond the room
    outside = cut.copy(round(room) + 1, 0, 400 - round(room) - 1, HIGH)
    blank = QImage(outside.size(), outside.format())
    blank.fill(Qt.GlobalColor.white)
    assert outside == blank


@pytest.mark.usefixtures("qapp")
def test_no_room_at_all_and_no_text_harm_nothing() -> None:
    blank = drawn("", 100)
    assert drawn("乡镇", 0) == blank

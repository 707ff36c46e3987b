"""A box without a tick can be seen, on a light ground and on a dark one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from gui.shared.boxframes import frame_boxes


@pytest.fixture
def dark(qapp: QApplication) -> Iterator[None]:
    before = qapp.palette()
    palette = QPalette(QColor(50, 50, 50))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        palette.setColor(role, QColor(240, 240, 240))
    palette.setColor(QPalette.ColorRole.Base, QColor(36, 36, 36))
    qapp.setPalette(palette)
    yield
    qapp.setPalette(before)


def contrast(image: QImage) -> float:
    """Return how far the lightest and the darkest pixel are apart, as WCAG counts it."""

    def share(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    lights = []
    for y in range(image.height()):
        for x in range(image.width()):
            colour = image.pixelColor(x, y)
            parts = share(colour.redF()), share(colour.greenF()), share(colour.blueF())
            lights.append(0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def drawn(box: QCheckBox) -> QImage:
    QApplication.processEvents()
    return box.grab().toImage()


@pytest.mark.usefixtures("dark")
def test_an_empty_box_stands_out_on_a_dark_ground(qtbot: QtBot) -> None:
    plain, framed = QCheckBox(), frame_boxes(QCheckBox())
    for box in (plain, framed):
        qtbot.addWidget(box)
        box.show()
    assert contrast(drawn(plain)) < 2
    # what tells a control from its ground needs 3
    assert contrast(drawn(framed)) >= 3


def test_it_follows_the_palette_and_leaves_a_light_one_alone(
    qtbot: QtBot, qapp: QApplication
) -> None:
    box = frame_boxes(QCheckBox())
    qtbot.addWidget(box)
    box.show()
    before, light = qapp.palette(), drawn(box)
    try:
        palette = QPalette(QColor(50, 50, 50))
        palette.setColor(QPalette.ColorRole.WindowText, QColor(240, 240, 240))
        qapp.setPalette(palette)
        assert contrast(drawn(box)) >= 3
        qapp.setPalette(before)
        assert drawn(box) == light
    finally:
        qapp.setPalette(before)

"""One plain set of icons, drawn in the colour of the palette's text."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtGui import QColor, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "icons"

SIZE = 24
"""Pixels at 100 %, on the toolbar; in lists and menus Qt makes them smaller."""
_SIGN = 16
_SIZE_OF_PICTURE = re.compile(rb'width="\d+" height="\d+"')

_SEVERITY = {
    # word → file, colour on a light ground, colour on a dark one
    "错误": ("severity-error", "#c42b1c", "#e8574a"),
    "警告": ("severity-warning", "#9a5b00", "#d08a1d"),
    "提示": ("severity-hint", "#2f6db5", "#5b9be0"),
    "完成": ("done", "#2b7d46", "#4caf6d"),
}


def is_dark(palette: QPalette) -> bool:
    """Tell whether a palette is light on dark."""
    window = palette.color(QPalette.ColorRole.Window)
    return window.lightness() < palette.color(QPalette.ColorRole.WindowText).lightness()


def icon(name: str) -> QIcon:
    """Return an icon in the colours of the application's present palette."""
    return _icon(name, QApplication.palette().color(QPalette.ColorRole.ButtonText).name(), SIZE)


def severity_colour(word: str, palette: QPalette) -> QColor:
    """Return the colour of 错误, 警告, 提示 or 完成 on a palette's ground."""
    _, light, dark = _SEVERITY[word]
    return QColor(dark if is_dark(palette) else light)


def severity_icon(word: str) -> QIcon:
    """Return the sign of 错误, 警告, 提示 or 完成: each has a shape and a colour of its own."""
    colour = severity_colour(word, QApplication.palette()).name()
    return _icon(_SEVERITY[word][0], colour, _SIGN)


def app_icon() -> QIcon:
    """Return the program's own icon."""
    icon = QIcon()
    for size in (16, 32, 64):
        icon.addPixmap(_draw("app", "", size))
    return icon


def _ratio() -> float:
    """Return the finest screen's pixels per point, so that icons are sharp on all."""
    application = QApplication.instance()
    return application.devicePixelRatio() if isinstance(application, QApplication) else 1.0


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, size: int) -> QIcon:
    # a disabled icon is made grey by the style
    pixmap = _draw(name, colour, round(size * _ratio()))
    made = QIcon(pixmap)
    # a selected row's icon keeps its own colour, which says how bad it is
    made.addPixmap(pixmap, QIcon.Mode.Selected)
    return made


@cache
def _source(name: str) -> bytes:
    return (FOLDER / f"{name}.svg").read_bytes()


def _draw(name: str, colour: str, size: int) -> QPixmap:
    data = _source(name).replace(b"currentColor", colour.encode())
    # the picture's own size is the size it is drawn in: nothing is scaled afterwards
    data = _SIZE_OF_PICTURE.sub(b'width="%d" height="%d"' % (size, size), data, count=1)
    pixmap = QPixmap()
    pixmap.loadFromData(data)
    return pixmap

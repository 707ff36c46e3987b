"""One plain set of icons, drawn in the colour of the palette's text."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtGui import QColor, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from model.basics.assets import asset

FOLDER = asset("icons")

SIZE = 24
"""Pixels at 100 %, on the toolbar; in lists and menus Qt makes them smaller."""
_SIGN = 16

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
    palette = QApplication.palette()
    colour = severity_colour(word, palette).name()
    return _sign(_SEVERITY[word][0], colour, palette.color(QPalette.ColorRole.Base).name())


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


@lru_cache(maxsize=64)
def _sign(name: str, colour: str, ground: str) -> QIcon:
    """Return a sign that stands on a ground of its own in a selected row, to be seen there."""
    # the namespace `Qt` alone takes a fifth as long as the whole start: not before it is needed
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QPainter

    made = QIcon(_draw(name, colour, round(_SIGN * _ratio())))
    inner = _draw(name, colour, round((_SIGN - 4) * _ratio()))
    chip = QPixmap(made.availableSizes()[0])
    chip.fill(Qt.GlobalColor.transparent)
    with QPainter(chip) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(chip.rect(), chip.width() / 5, chip.width() / 5)
        edge = (chip.width() - inner.width()) // 2
        painter.drawPixmap(edge, edge, inner)
    made.addPixmap(chip, QIcon.Mode.Selected)
    return made


@cache
def _source(name: str) -> bytes:
    return (FOLDER / f"{name}.svg").read_bytes()


def _draw(name: str, colour: str, size: int) -> QPixmap:
    data = _source(name).replace(b"currentColor", colour.encode())
    # the picture's own size is the size it is drawn in: nothing is scaled afterwards
    own = data.partition(b'width="')[2].partition(b'"')[0]
    wanted = b'width="%d" height="%d"' % (size, size)
    data = data.replace(b'width="%b" height="%b"' % (own, own), wanted, 1)
    pixmap = QPixmap()
    # without its name every kind of picture Qt can read would be tried first
    pixmap.loadFromData(data, "svg")  # type: ignore[call-overload] # bytes, as it says, fail
    return pixmap

"""Takes pictures of the window: sets a scene, waits until it stands still, saves what is seen."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui.app import start
from gui.document.session import Session
from gui.shared.icons import is_dark
from gui.shared.settings import settings
from gui.window.mainwindow import MainWindow
from model.layout import load_layouts

NORMAL = (1280, 720)
ULTRA = (3840, 2160)
"""Sizes of a window, in pixels: the smallest screen, and the largest."""

_COLOURS, _HUES, _COARSE = 128, 96, 0xFFE0E0E0
"""Colours of a picture; those that look different; bits that tell what looks different."""
_FEW_COLOURS = 72
"""Colours of a picture four times as large, that its file may stay small."""
_PATIENCE = 30
"""Seconds to wait for checks, readers and pages to be ready."""
_TITLE = 30
"""Pixels of the bar with its title a screen puts above a dialog."""

Scene = Callable[[MainWindow], QWidget | Sequence[QWidget] | None]
"""Prepares a window; returns what is to be shown before it: dialogs, or nothing."""


class Studio:
    """One application; every picture shows a window of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.application, window = start([])
        settle(window)
        window.close()
        self.layouts = load_layouts()

    def take_all(self, scenes: Iterable[tuple[str, Scene]]) -> None:
        """Take a picture of each scene."""
        for name, scene in scenes:
            self.take(name, scene)

    def take(self, name: str, scene: Scene, size: tuple[int, int] = NORMAL) -> None:
        """Set a scene in a new window, and save what is to be seen."""
        # what an earlier scene left to be remembered is not this one's
        settings().clear()
        window = MainWindow(Session(self.layouts))
        window.resize(*size)
        window.show()
        settle(window)
        shown = scene(window)
        settle(window)
        before = [shown] if isinstance(shown, QWidget) else list(shown or [])
        picture = window.grab().toImage()
        for dialog in before:
            _lay_over(picture, dialog, window)
        large = picture.width() > NORMAL[0]
        few = few_colours(picture, _FEW_COLOURS if large else _COLOURS)
        few.save(str(self.folder / f"{name}.png"), quality=0)
        for dialog in before:
            dialog.close()
        window.session.undo.setClean()
        window.close()
        window.deleteLater()
        self.application.processEvents()

    def wear_dark(self) -> None:
        """Change over to a dark palette for all pictures to come."""
        wear_dark(self.application)


def settle(window: MainWindow, least: float = 0.1) -> None:
    """Let the window become what it is going to be."""
    end = time.monotonic() + least

    def still() -> bool:
        checking = window.panels is not None and window.panels.engine.busy
        return not checking and not window.tasks.busy and time.monotonic() > end

    wait_for(still)


def wait_for(ready: Callable[[], bool]) -> None:
    """Let the window work until something is so.

    Raises:
        TimeoutError: it did not become so.
    """
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        QApplication.processEvents()
        if ready():
            return
        time.sleep(0.01)
    raise TimeoutError("the scene does not come about")


def in_the_middle(dialog: QWidget, window: QWidget) -> QWidget:
    """Show a dialog in the middle of its window, as a desktop does."""
    dialog.show()
    QApplication.processEvents()
    dialog.move(window.geometry().center() - dialog.rect().center() + QPoint(0, _TITLE // 2))
    return dialog


def few_colours(picture: QImage, most: int = _COLOURS) -> QImage:
    """Return a picture in few of its colours: a third of the size, and no eye sees it."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("I")).most_common()
    # a small sign's red must not be lost to the greys of all the letters' edges
    hues: dict[int, int] = {}
    for colour, _ in counted:
        hues.setdefault(colour & _COARSE, colour)
    chosen = list(hues.values())[: min(_HUES, most * 3 // 4)]
    table = list(dict.fromkeys([*chosen, *(one for one, _ in counted)]))
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table[:most], flags)


def wear_dark(application: QApplication) -> None:
    """Change over to a dark palette, by the system's own way where there is one."""
    application.styleHints().setColorScheme(Qt.ColorScheme.Dark)
    if application.palette().color(QPalette.ColorRole.Window).lightness() < 128:
        return
    role, group = QPalette.ColorRole, QPalette.ColorGroup.Disabled
    palette = QPalette(QColor(50, 50, 50))
    for name, colour in (
        (role.Window, "#323232"), (role.Base, "#242424"), (role.AlternateBase, "#2c2c2c"),
        (role.Button, "#3c3c3c"), (role.ToolTipBase, "#3c3c3c"), (role.Highlight, "#2f72b8"),
        (role.WindowText, "#f0f0f0"), (role.Text, "#f0f0f0"), (role.ButtonText, "#f0f0f0"),
        (role.ToolTipText, "#f0f0f0"), (role.HighlightedText, "#ffffff"),
        (role.PlaceholderText, "#909090"), (role.Link, "#7ab3f0"),
    ):  # fmt: skip
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group, name, QColor("#7f7f7f"))
    application.setPalette(palette)


def _lay_over(picture: QImage, dialog: QWidget, window: QWidget) -> None:
    """Put a dialog before the window, with a frame as a screen would give it."""
    shown = dialog.grab()
    place = window.mapFromGlobal(dialog.pos())
    frame = QRect(place, shown.deviceIndependentSize().toSize())
    titled = isinstance(dialog, QDialog)
    painter = QPainter(picture)
    if titled:
        bar = frame.adjusted(0, -_TITLE, 0, 0)
        bar.setHeight(_TITLE)
        ground = dialog.palette().color(QPalette.ColorRole.Window)
        painter.fillRect(
            bar, ground.lighter(140) if is_dark(dialog.palette()) else ground.darker(112)
        )
        painter.setPen(dialog.palette().color(QPalette.ColorRole.WindowText))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(bar.adjusted(10, 0, -10, 0), middle, dialog.windowTitle())
    painter.drawPixmap(place, shown)
    painter.setPen(dialog.palette().color(QPalette.ColorRole.Mid))
    painter.drawRect(frame.adjusted(-1, -1 - (_TITLE if titled else 0), 0, 0))
    painter.end()

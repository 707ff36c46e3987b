"""Makes the boxes that are ticked visible on a dark ground, in lists and by themselves."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from gui.shared.icons import is_dark

Widget = TypeVar("Widget", bound=QWidget)

_SHARE = 0.75
"""How much of the text's colour there is in the colour the frame is made from."""


def frame_boxes(widget: Widget) -> Widget:
    """Frame the boxes a widget draws, now and whenever the palette becomes another one."""
    _Framer(widget)
    return widget


class _Framer(QObject):
    """Gives a widget the one colour the style makes the frames of boxes from.

    The style draws them darker than the window: on a dark ground a box without a tick would
    hardly be seen.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.installEventFilter(self)
        self._frame()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._frame()
        return super().eventFilter(watched, event)

    def _frame(self) -> None:
        # without one of its own it has the application's
        self._widget.setPalette(QPalette())
        palette = self._widget.palette()
        if is_dark(palette):
            ground = palette.color(QPalette.ColorRole.Window)
            text = palette.color(QPalette.ColorRole.WindowText)
            own = QPalette()
            own.setColor(QPalette.ColorRole.Window, _between(ground, text))
            self._widget.setPalette(own)


def _between(ground: QColor, text: QColor) -> QColor:
    pairs = zip(ground.getRgb()[:3], text.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(one + (other - one) * _SHARE) for one, other in pairs))

"""How large the form and the lists are shown: by keys, wheel and menu; remembered."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from gui.shared.settings import number_setting, settings

STEPS = (75, 90, 100, 110, 125, 150, 175, 200)
"""Percents there are."""
USUAL = 100
_KEY = "zoom/form"
_NOTCH = 120
"""What a wheel turns from one notch to the next."""
_SAVE = 400
"""Milliseconds after the last step until it is remembered."""


class Zoom(QObject):
    """Gives the widgets that follow it a font of one size, and hears their wheels.

    Attributes:
        percent: the size, one of `STEPS`.

    Signals:
        said: a line for the status bar.
    """

    said = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        held = round(number_setting(_KEY, USUAL))
        self.percent = min(STEPS, key=lambda one: abs(one - held))
        self._turned = 0
        self._following: list[QWidget] = []
        self._save = QTimer(self, singleShot=True, interval=_SAVE)
        self._save.timeout.connect(lambda: settings().setValue(_KEY, self.percent))
        window.installEventFilter(self)

    def follow(self, *widgets: QWidget) -> None:
        """Show widgets in this size from now on, and let Ctrl and the wheel over them set it."""
        for widget in widgets:
            self._following.append(widget)
            heard = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
            heard.installEventFilter(self)
            if self.percent != USUAL:
                self._size(widget)

    def step(self, by: int) -> None:
        """Go to the next larger size (1), the next smaller (-1), or the usual one (0)."""
        at = STEPS.index(self.percent) + by
        wanted = STEPS[max(0, min(at, len(STEPS) - 1))] if by else USUAL
        if wanted != self.percent:
            self.percent = wanted
            for widget in self._following:
                self._size(widget)
            self._save.start()
        self.said.emit(f"表格和清单按 {self.percent}% 显示（Ctrl+0 恢复原大）。")

    def _size(self, widget: QWidget) -> None:
        font = QFont()
        if self.percent != USUAL:
            # only the size is its own: all else stays the application's
            font.setPointSizeF(QApplication.font().pointSizeF() * self.percent / USUAL)
        widget.setFont(font)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ApplicationFontChange and watched is self.parent():
            for widget in self._following:
                self._size(widget)
        if event.type() != QEvent.Type.Wheel or not isinstance(event, QWheelEvent):
            return False
        if watched is self.parent() or event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return False
        self._turned += event.angleDelta().y()
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        for _ in range(abs(notches)):
            self.step(1 if notches > 0 else -1)
        return True

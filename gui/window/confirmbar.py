"""The line above the form while something carried over waits to be confirmed (待确认)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from gui.shared.carriedmark import paint_edge

_LEAST_LETTERS = 18
_ASIDE = 40
"""What the sign and the margins take."""


class CarriedBar(QFrame):
    """Says how much is left, and holds what can be done about it.

    Args:
        actions: shown as buttons, in this order.
    """

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self._said = self._more = ""
        self._buttons: list[QToolButton] = []
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        sign = _Sign(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.addWidget(sign)
        row.addWidget(self.told, 1)
        for action in actions:
            name = action.text().partition("(")[0]
            button = QToolButton(self)
            button.setText(f"{name} {action.shortcut().toString()}".rstrip())
            button.setAccessibleName(name)
            button.setToolTip(action.toolTip())
            button.clicked.connect(action.trigger)
            # the cell being written keeps the focus
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
            self._buttons.append(button)

    def say(self, here: int, whole: int, where: str) -> None:
        """Say how many cells wait here (``where``) and in the whole file; hide where none does."""
        if here:
            said = f"{where}还有 {here} 格带过来的内容待确认（全文件 {whole} 格）。"
            more = "左边有点线的就是，改动或确认后点线消失。"
        else:
            said, more = f"{where}都看过了，全文件还有 {whole} 格待确认。", "F6 到下一格。"
        self._said, self._more = said, more
        self._show()
        self.setVisible(whole > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _show(self) -> None:
        """Say all where it has room on one line; else how much is left, and offer the first."""
        letter = self.fontMetrics().horizontalAdvance("中")
        room = self.width() - _ASIDE
        for place, button in enumerate(self._buttons):
            room -= button.sizeHint().width() + 8
            # the others are in the menu, too
            button.setVisible(not place or room > _LEAST_LETTERS * letter)
        shown = [button.sizeHint().width() + 8 for button in self._buttons if not button.isHidden()]
        whole = self._said + self._more
        fits = self.fontMetrics().horizontalAdvance(whole) < self.width() - _ASIDE - sum(shown)
        words = whole if fits else self._said
        if words != self.told.text():
            self.told.setText(words)
            self.told.setToolTip("" if fits else whole)


class _Sign(QWidget):
    """A piece of the dotted edge, so that one knows what is meant."""

    def sizeHint(self) -> QSize:
        return QSize(8, self.fontMetrics().height() + 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_edge(painter, self.rect(), self.palette())
        painter.end()

"""A small sign on a field of the department's text that has something wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from gui.shared.icons import severity_icon

_SIZE = 12
_ASIDE = 3


class FieldSign(QLabel):
    """Stands in a field's upper right corner; its shape says how bad it is, its tooltip what.

    Args:
        field: the field it belongs to.
    """

    def __init__(self, field: QPlainTextEdit) -> None:
        super().__init__(field)
        self._field = field
        self._tip = field.toolTip()
        self.word = ""
        self._words = ""
        self._note = ""
        self.setFixedSize(_SIZE, _SIZE)
        self.hide()
        field.installEventFilter(self)

    def say(self, word: str, words: str) -> None:
        """Show 错误, 警告 or 提示 and what was found; nothing for an empty word."""
        self.word, self._words = word, words
        told = f"{word}：{words}" if word else ""
        if word:
            self.setPixmap(severity_icon(word).pixmap(_SIZE, _SIZE))
        self.setToolTip(told)
        told = f"{self._note}\n{told}".strip()
        self._field.setToolTip(told or self._tip)
        self._field.setAccessibleDescription(told)
        self.setVisible(bool(word))
        self._place()

    def note(self, words: str) -> None:
        """Say something of the field besides what is wrong with it; nothing for an empty text."""
        if words != self._note:
            self._note = words
            self.say(self.word, self._words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.move(self._field.width() - _SIZE - _ASIDE, _ASIDE)

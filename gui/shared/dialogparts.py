"""Parts dialogs are made of; each says what it does, to the eye and to a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.shared.boxframes import frame_boxes

_TITLE_LINES = 3
"""What a title bar and its frame take of the screen, in lines of text."""


def fit(dialog: QWidget, wanted: QSize) -> None:
    """Give a dialog the size it wants, as far as its window and the screen have room for it."""
    parent = dialog.parentWidget()
    if parent is not None:
        frame = _TITLE_LINES * dialog.fontMetrics().height()
        room = parent.screen().availableSize() - QSize(0, frame)
        wanted = wanted.boundedTo(parent.size()).boundedTo(room)
    dialog.resize(wanted)


class Field(QLineEdit):
    """A line to write in; while an input method is composing, every key is its own."""

    def __init__(self, name: str, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._composing = False
        self.setAccessibleName(name)
        self.setToolTip(hint)
        self.setPlaceholderText(hint)
        self.setClearButtonEnabled(True)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._composing:
            event.accept()
        else:
            super().keyPressEvent(event)


def line(parent: QWidget, name: str, tip: str) -> QLineEdit:
    """Return a line to write in."""
    made = QLineEdit(parent)
    made.setAccessibleName(name)
    made.setToolTip(tip)
    return made


def option(parent: QWidget, text: str, tip: str, name: str = "") -> QCheckBox:
    """Return a tick; ``name`` is read out where its text alone would not be understood."""
    made = frame_boxes(QCheckBox(text, parent))
    made.setToolTip(tip)
    made.setAccessibleName(name or text.partition("(")[0])
    made.setAccessibleDescription(tip)
    return made


def button(parent: QWidget, text: str, tip: str, auto_default: bool = False) -> QPushButton:
    """Return a button; Enter presses it only where ``auto_default`` says so."""
    made = QPushButton(text, parent)
    made.setAutoDefault(auto_default)
    made.setToolTip(tip)
    made.setAccessibleName(text.partition("(")[0])
    return made


def label(parent: QWidget, name: str) -> QLabel:
    """Return a text of several lines that can be copied."""
    made = QLabel(parent)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setAccessibleName(name)
    return made


def row(*widgets: QWidget) -> QHBoxLayout:
    """Return widgets beside one another."""
    made = QHBoxLayout()
    for widget in widgets:
        made.addWidget(widget)
    return made


def column(*widgets: QWidget) -> QVBoxLayout:
    """Return widgets below one another."""
    made = QVBoxLayout()
    for widget in widgets:
        made.addWidget(widget)
    return made


def kind_button(parent: QWidget, word: str) -> QToolButton:
    """Return a button that shows a kind of change while it is down."""
    made = QToolButton(parent)
    made.setText(word)
    made.setCheckable(True)
    made.setChecked(True)
    # flat where it is off: to be told apart on a dark ground too
    made.setAutoRaise(True)
    made.setToolTip(f"显示或隐藏“{word}”")
    made.setAccessibleName(word)
    # it can be reached by the keyboard as well
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def whole_text(parent: QWidget, name: str, tip: str) -> QTextEdit:
    """Return where the whole of a text is read."""
    made = QTextEdit(parent)
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setAccessibleName(f"{name}的全文")
    made.setToolTip(tip)
    return made


def selected_words() -> str:
    """Return what is selected where the clerk was writing, if it stands on one line."""
    widget = QApplication.focusWidget()
    if isinstance(widget, QLineEdit):
        return widget.selectedText()
    if isinstance(widget, QPlainTextEdit):
        words = widget.textCursor().selectedText()
        return "" if "\u2029" in words else words
    return ""

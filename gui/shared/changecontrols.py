"""Parts of the dialogs that list changes: a kind to show or hide, a text as a whole."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextEdit, QToolButton, QWidget


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

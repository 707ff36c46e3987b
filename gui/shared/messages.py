"""The one place that speaks to the clerk in boxes; tests replace it once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QMessageBox, QWidget

TITLE = "绩表"


def info(parent: QWidget | None, text: str, details: str = "") -> None:
    """Say something that needs no answer."""
    _box(parent, QMessageBox.Icon.Information, text, details).exec()


def warn(parent: QWidget | None, text: str, details: str = "") -> None:
    """Say that something did not work, and what to do."""
    _box(parent, QMessageBox.Icon.Warning, text, details).exec()


def ask(parent: QWidget | None, text: str, buttons: list[str], default: int = 0) -> int:
    """Ask a question with named answers; return the index of the answer.

    Closing the box counts as the last answer, which should be the harmless one.
    """
    box = _box(parent, QMessageBox.Icon.Question, text, "")
    made = [box.addButton(label, QMessageBox.ButtonRole.ActionRole) for label in buttons]
    box.setDefaultButton(made[default])
    box.setEscapeButton(made[-1])
    box.exec()
    clicked = box.clickedButton()
    return made.index(clicked) if clicked in made else len(made) - 1


def ask_ticked(
    parent: QWidget | None, text: str, buttons: list[str], tick: str, ticked: bool
) -> tuple[int, bool]:
    """Ask a question with something to tick below it; return the answer's index, and the tick.

    Closing the box counts as the last answer, which should be the harmless one.
    """
    box = _box(parent, QMessageBox.Icon.Question, text, "")
    made = [box.addButton(label, QMessageBox.ButtonRole.ActionRole) for label in buttons]
    box.setDefaultButton(made[0])
    box.setEscapeButton(made[-1])
    check = QCheckBox(tick, box)
    check.setChecked(ticked)
    box.setCheckBox(check)
    box.exec()
    clicked = box.clickedButton()
    answer = made.index(clicked) if clicked in made else len(made) - 1
    return answer, check.isChecked()


def _box(parent: QWidget | None, icon: QMessageBox.Icon, text: str, details: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle(TITLE)
    box.setIcon(icon)
    # names of files and projects in it are no HTML
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    if details:
        box.setInformativeText(details)
    return box

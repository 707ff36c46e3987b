"""A clerk at the library's window, and what is put into the library beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from gui.library.dialog import LibraryWindow
from gui.library.manager import LibraryManager
from gui.library.model import NAME
from gui.window.mainwindow import MainWindow
from library.entries import OWN, Asked, Use
from library.opening import open_library
from model.document.cells import CellRef, find_table
from model.document.disclosure import TargetTable
from tests.gui.conftest import compose
from tests.library.kit import taught

# the screenless platform says so of every menu it shows
shows_a_menu = pytest.mark.qt_log_ignore("raise", "grabbing", "propagateSizeHints", extend=True)
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


class Hands:
    """A clerk who knows the library's window only by what is to be seen in it."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.main, self.qtbot = window, qtbot
        assert window.panels is not None
        self.manager: LibraryManager = window.panels.library

    def open(self) -> None:
        self.qtbot.waitUntil(self.main.isActiveWindow)
        self.qtbot.keyClick(self.focus(self.main), Key.Key_I, CTRL)
        self.qtbot.waitUntil(lambda: self.window.isActiveWindow() and self.window.settled)

    @property
    def window(self) -> LibraryWindow:
        (window,) = self.main.findChildren(LibraryWindow)
        return window

    @property
    def table(self) -> TargetTable:
        session = self.main.session
        table = find_table(session.disclosure, CellRef(session.current))
        assert table is not None
        return table

    def focus(self, inside: QWidget) -> QWidget:
        return inside.focusWidget() or inside

    def write(self, text: str) -> None:
        self.window.words.selectAll()
        compose(self.window.words, text[:1], text)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.window.settled)

    def key(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        self.qtbot.keyClick(target, key, modifier)

    def click(self, button: QAbstractButton) -> None:
        self.qtbot.mouseClick(button, LEFT)

    def choose(self, box: QComboBox, text: str) -> None:
        """Choose by typing into the closed box what the item begins with."""
        box.setFocus()
        self.qtbot.keyClick(box, Key.Key_Home)
        while box.currentText().strip() != text:
            before = box.currentIndex()
            self.qtbot.keyClick(box, Key.Key_Down)
            assert box.currentIndex() != before, f"{text} is not offered"
        self.settle()

    def column(self, column: int = NAME) -> list[str]:
        model = self.window.model
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    def selected(self) -> list[str]:
        return [entry.name for entry in self.window.chosen()]


def teach(hands: Hands, *projects: object) -> None:
    """Put something into the library's file before it is opened."""
    path = hands.manager.path
    path.parent.mkdir(parents=True, exist_ok=True)
    library = open_library(path)
    library.learn(taught(*projects))  # type: ignore[arg-type]
    library.close()


def uses(path: Path, name: str) -> list[Use]:
    library = open_library(path)
    found = library.search(Asked(name, source=OWN)).ids
    held = library.uses(found[0]) if found else []
    library.close()
    return held


# -- the library as a whole --------------------------------------------------------------


def pick(hands: Hands, letter: Qt.Key) -> None:
    """Choose from the menu 更多 by its letter."""
    hands.window.menu.popup(hands.window.pos())
    hands.qtbot.waitUntil(hands.window.menu.isVisible)
    hands.qtbot.keyClick(hands.window.menu, letter)

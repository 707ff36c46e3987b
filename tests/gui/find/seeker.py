"""A clerk at the dialog 查找和替换."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.find.dialog import FindReplaceDialog
from model.document.cells import CellRef

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class Seeker:
    """The dialog over a small disclosure, and what it asked the session to show."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session = session
        self.qtbot = qtbot
        self.dialog = FindReplaceDialog(session)
        self.tester = QAbstractItemModelTester(
            self.dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        qtbot.addWidget(self.dialog)
        self.shown: list[CellRef] = []
        session.cell_wanted.connect(self.shown.append)

    def open(self, replace: bool = False) -> None:
        (self.dialog.show_replace if replace else self.dialog.show_find)()
        self.qtbot.waitExposed(self.dialog)
        self.qtbot.waitUntil(self.dialog.isActiveWindow)

    def key(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        self.qtbot.keyClick(target, key, modifier)

    def alt(self, key: Qt.Key) -> None:
        """Press a control's letter; it goes down and up again in a tenth of a second."""
        self.key(key, ALT)
        self.qtbot.wait(150)

    def write(self, text: str) -> None:
        """Write into the field that has the focus, as an input method does."""
        target = QApplication.focusWidget()
        assert target is not None
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(target, event)

    def seek(self, text: str) -> None:
        self.dialog.words.setFocus()
        self.dialog.words.selectAll()
        self.write(text)
        self.dialog.search()

    def click(self, button: QPushButton) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def column(self, column: int) -> list[str]:
        model = self.dialog.model
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    @property
    def row(self) -> int:
        return self.dialog.list.currentIndex().row()

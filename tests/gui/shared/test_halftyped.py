"""What stays of a half-typed word; `test_fcitx` tries the same with a real input method."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.shared.textfield import TextField
from tests.gui.conftest import compose

Key = Qt.Key


class Page(QWidget):
    """A text and a line beside it."""

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        self.text, self.line = TextField(self), QLineEdit(self)
        box.addWidget(self.text)
        box.addWidget(self.line)

    def half_typed(self, letters: str) -> None:
        """Half type a word, then lose the focus as with fcitx5: Qt ends the composing."""
        compose(self.text, letters)
        QApplication.sendEvent(self.text, QInputMethodEvent())
        self.line.setFocus()

    def notes(self) -> list[str]:
        return [label.text() for label in self.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.text.show_text("前")
    made.text.setFocus()
    qtbot.keyClick(made.text, Key.Key_End)
    return made


def test_a_click_elsewhere_waits(page: Page, qtbot: QtBot) -> None:
    compose(page.text, "ni hao")
    handle = page.windowHandle()
    at = page.line.mapTo(page, QPoint(5, 5))
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert page.text.hasFocus()
    assert page.text.half_typed.letters == "ni hao"
    assert page.notes() == ["“ni hao”还没有写进来：按空格选字，或者按 Esc 放弃。"]
    compose(page.text, "", "你好")
    assert (page.text.text(), page.notes()) == ("前你好", [])
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert page.line.hasFocus()


def test_letters_let_go_stay_and_are_no_text(page: Page, qtbot: QtBot) -> None:
    page.half_typed("ni hao")
    assert page.line.hasFocus()
    assert (page.text.text(), page.text.half_typed.letters) == ("前", "ni hao")
    # the focus is elsewhere: clicks and keys there are as ever
    qtbot.mouseClick(page.line, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.line, "x")
    assert page.line.text() == "x"
    page.text.setFocus()
    # input methods say so on coming back
    QApplication.sendEvent(page.text, QInputMethodEvent())
    qtbot.keyClick(page.text, Key.Key_5)
    assert page.notes() and "按回车照原样写入" in page.notes()[0]
    assert (page.text.text(), page.text.half_typed.letters) == ("前", "ni hao")
    compose(page.text, "shi", "")
    compose(page.text, "", "世")
    assert (page.text.text(), page.text.composing, page.notes()) == ("前世", False, [])


@pytest.mark.parametrize(
    ("key", "text"),
    [(Key.Key_Escape, "前"), (Key.Key_Backspace, "前"), (Key.Key_Return, "前nihao")],
)
def test_letters_let_go_are_given_up_or_taken(
    page: Page, qtbot: QtBot, key: Qt.Key, text: str
) -> None:
    typed: list[str] = []
    page.text.typed.connect(typed.append)
    page.half_typed("ni hao")
    page.text.setFocus()
    qtbot.keyClick(page.text, key)
    assert (page.text.text(), page.text.composing) == (text, False)
    assert typed == ([text] if text != "前" else [])
    qtbot.keyClicks(page.text, "z")
    assert page.text.text() == text + "z"


def test_given_up_is_given_up(page: Page, qtbot: QtBot) -> None:
    compose(page.text, "ni hao")
    QApplication.sendEvent(page.text, QInputMethodEvent())
    # the turn of events in which it was given up is over
    qtbot.wait(50)
    page.line.setFocus()
    assert (page.text.text(), page.text.half_typed.letters) == ("前", "")


def test_another_text_shown_ends_it(page: Page) -> None:
    compose(page.text, "ni hao")
    page.text.show_text("后")
    assert (page.text.text(), page.text.composing) == ("后", False)
    page.line.setFocus()
    assert not page.text.composing

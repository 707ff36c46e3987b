"""A word half typed with an input method stays in its text until the clerk makes something of it.

Qt would end the composing with every click: what is half typed then vanishes, or stands in the text
as Latin letters, as the input method likes. So a click elsewhere waits, and where another window
takes the focus the letters stay shown, underlined and not part of the text.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCharFormat,
)
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPlainTextEdit, QToolTip, QWidget

from gui.shared import inputmethod

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
_GIVE_UP = (Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HalfTyped(QObject):
    """The half-typed word of one editor, which hands on its input method's events and its keys.

    Attributes:
        letters: what is half typed, as shown; empty where nothing is.
        held: the input method has let go of the letters, only the editor still shows them.
    """

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self.letters = ""
        self.held = False
        self._ended = ""
        self._note: QLabel | None = None

    def take(self, event: QInputMethodEvent) -> bool:
        """Note an input method's event; True where it is not for the editor."""
        letters, committed = event.preeditString(), event.commitString()
        if self.held and not letters and not committed:
            # said when the focus comes back: it knows nothing of what it let go
            return True
        if self.letters and not letters and not committed:
            self._ended = self.letters
            QTimer.singleShot(0, self, self._forget)
        self._hold(letters, held=False)
        return False

    def focus_lost(self) -> None:
        """Show again what losing the focus has ended; call it when the focus goes."""
        letters, self._ended = self._ended, ""
        if letters:
            underlined = QTextCharFormat()
            underlined.setFontUnderline(True)
            kind = QInputMethodEvent.AttributeType.TextFormat
            shown = [QInputMethodEvent.Attribute(kind, 0, len(letters), underlined)]
            QApplication.sendEvent(self._editor, QInputMethodEvent(letters, shown))
            self._hold(letters, held=True)

    def take_key(self, event: QKeyEvent) -> bool:
        """Deal with a key pressed; False where nothing is half typed.

        While an input method has the letters, keys are its own and those it lets through no one's.
        Of letters it let go, Esc and Backspace make nothing and Enter what is shown.
        """
        if not self.letters:
            return False
        if not self.held:
            event.ignore()
        elif event.key() in _ENTER:
            # the spaces between syllables are the input method's
            self._end("".join(self.letters.split(" ")))
        elif event.key() in _GIVE_UP:
            self._end("")
        elif event.text():
            self.hint()
        return True

    def drop(self) -> str:
        """End it, since its text goes; return what was half typed."""
        letters = self.letters
        if letters:
            if not self.held:
                inputmethod.reset()
            self._end("")
        return letters

    def hint(self) -> None:
        """Say above the text what is to be done with what is half typed, until it is done."""
        keys = "按空格选字，或者按 Esc 放弃"
        if self.held:
            keys = "接着打拼音会替换它，按回车照原样写入，按 Esc 放弃"
        window = self._editor.window()
        if self._note is None:
            # no tooltip: letting go of the mouse would hide it
            self._note = QLabel(window)
            self._note.setFrameShape(QFrame.Shape.Box)
            self._note.setAutoFillBackground(True)
            self._note.setMargin(4)
            self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setPalette(QToolTip.palette())
        self._note.setText(f"“{self.letters}”还没有写进来：{keys}。")
        self._note.adjustSize()
        place = self._editor.mapTo(window, QPoint(0, -self._note.height() - 4))
        room = window.width() - self._note.width()
        self._note.move(max(0, min(place.x(), room)), max(0, place.y()))
        self._note.raise_()
        self._note.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the focus from a click, before Qt gives it: that would end the composing."""
        if event.type() not in _PRESSES or not isinstance(event, QMouseEvent):
            return False
        target = watched if isinstance(watched, QWidget) else None
        if target is None:
            target = QApplication.widgetAt(event.globalPosition().toPoint())
        here = self._editor.window()
        if target is None or target.window() is not here or not _takes_focus(target):
            return False
        if here.focusWidget() is not self._editor or not self._editor.isVisible():
            # the focus has gone already
            return False
        self.hint()
        return True

    def _end(self, committed: str) -> None:
        self.held = False
        event = QInputMethodEvent()
        event.setCommitString(committed)
        QApplication.sendEvent(self._editor, event)
        self._ended = ""

    def _hold(self, letters: str, held: bool) -> None:
        application = QApplication.instance()
        if application is not None and bool(letters) != bool(self.letters):
            # it sees every event there is: only while it must
            watch = application.installEventFilter if letters else application.removeEventFilter
            watch(self)
        if self._note is not None and letters != self.letters:
            self._note.hide()
        self.letters, self.held = letters, held

    def _forget(self) -> None:
        self._ended = ""


def _takes_focus(target: QWidget) -> bool:
    """Tell whether a click would give a widget, or what it is part of, the focus."""
    widget: QWidget | None = target
    while widget is not None:
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            return True
        widget = None if widget.isWindow() else widget.parentWidget()
    return False

"""Fields of the department's own text: one line, or as many as are written."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from gui.shared.halftyped import HalfTyped
from gui.shared.textunits import characters, units
from model.entry.numbering import break_line

_LEAST_LINES = 2
_OF_THE_WINDOW = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class TextField(QPlainTextEdit):
    """A text that grows with what is written in it; undo is the session's.

    Signals:
        typed: the whole text, after the clerk changed it; never with a half-typed preedit.
        entered: the focus came in.

    Attributes:
        half_typed: what an input method has half typed in it.
    """

    typed = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None, one_line: bool = False) -> None:
        # no height to think of before all is there
        self._fitting = True
        super().__init__(parent)
        self._one_line = one_line
        self.half_typed = HalfTyped(self)
        self._shown = ""
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        if one_line:
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.document().setDocumentMargin(3)
        self.textChanged.connect(self._changed)
        self._fitting = False
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    @property
    def composing(self) -> bool:
        """Whether a word is half typed with an input method."""
        return bool(self.half_typed.letters)

    def text(self) -> str:
        """Return the text exactly; `toPlainText` would change hard spaces."""
        return self.document().toRawText().replace("\u2029", "\n")

    def show_text(self, text: str) -> None:
        """Show another text, unless it is what stands here; the cursor stays near."""
        self._shown = text
        if text == self.text():
            return
        self.half_typed.drop()
        place = self.textCursor().position()
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        # what is written is what counts: a line end of another system is no change
        self._shown = self.text()
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._wanted_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # another width breaks the text into another number of lines
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and any(event.matches(key) for key in _OF_THE_WINDOW)
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.half_typed.take_key(event):
            return
        if enter and self._one_line:
            self.focusNextChild()
        elif enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._end_line()
        elif enter:
            self.textCursor().insertText("\n")
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not self.half_typed.take(event):
            super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.half_typed.focus_lost()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self._one_line:
            self.textCursor().insertText(" ".join(source.text().split("\n")).strip())
        elif source.hasText():
            self.textCursor().insertText(source.text())

    def _wanted_height(self) -> int:
        """Return the height, in points of the screen, that shows the whole text."""
        document = self.document()
        # asked for one by one: a paragraph that was never in view is not broken into lines yet
        bounds = document.documentLayout().blockBoundingRect
        text, block = 0.0, document.firstBlock()
        while block.isValid():
            text += bounds(block).height()
            block = block.next()
        lines = 1 if self._one_line else _LEAST_LINES
        least = lines * self.fontMetrics().lineSpacing() + 2 * document.documentMargin()
        # Qt scrolls a text that does not end more than its margin above the lower edge
        spare = document.documentMargin() + 2
        return ceil(max(text, least) + spare) + 2 * self.frameWidth()

    def _fit(self) -> None:
        """Be as high as the text; asking for its height may tell of another size itself."""
        if self._fitting:
            return
        self._fitting = True
        try:
            height = self._wanted_height()
            if height != self.minimumHeight() or height != self.maximumHeight():
                self.setFixedHeight(height)
        finally:
            self._fitting = False

    def _end_line(self) -> None:
        """End a line; where it was numbered, the numbering goes on."""
        cursor = self.textCursor()
        cursor.removeSelectedText()
        text = self.text()
        text, place = break_line(text, characters(text, cursor.position()))
        self.blockSignals(True)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.blockSignals(False)
        cursor.setPosition(units(text[:place]))
        self.setTextCursor(cursor)
        self._changed()

    def _changed(self) -> None:
        text = self.text()
        if text != self._shown:
            self._shown = text
            self.typed.emit(text)

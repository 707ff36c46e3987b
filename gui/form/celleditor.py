"""The one live editor: it stands in the current cell and takes the keys and the input method."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPalette,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from gui.form.texts import text_option
from gui.shared.halftyped import HalfTyped
from gui.shared.textunits import characters, units
from model.entry.numbering import break_line

_MARGIN = 2
"""Room around the text inside the editor, so that the text cursor shows at both ends."""

_ENDS = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)
"""Ways of losing the focus that end the writing; a menu or another window does not."""


class CellEditor(QPlainTextEdit):
    """Edits one cell's text; shows it without a text cursor while the cell is merely stood in.

    Signals:
        typed: the text was changed by the clerk; never by a half-typed preedit.
        grown: the text takes another height.
        left: the focus went elsewhere; True unless it is to come back, from a menu or window.
        menu_wanted: the context menu, at a global point.
        dragged: the mouse was pulled, button down, to a global point.
        entered: the mouse came over it.
        focused: the focus came, or went elsewhere.

    Attributes:
        keys: asked first about each key press; returns True when it is dealt with.
        wants_shortcut: tells whether a key press is the form's before it is the window's.
        pastes: offered what is pasted; returns True when it is dealt with.
        writing: the text cursor shows; keys go into the text.
        half_typed: what an input method has half typed in the text.
    """

    typed = Signal(str)
    grown = Signal()
    left = Signal(bool)
    menu_wanted = Signal(QPoint)
    dragged = Signal(QPoint)
    entered = Signal()
    focused = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.keys: Callable[[QKeyEvent], bool] = lambda event: False
        self.wants_shortcut: Callable[[QKeyEvent], bool] = lambda event: False
        self.pastes: Callable[[QMimeData], bool] = lambda source: False
        self.writing = False
        self.half_typed = HalfTyped(self)
        self.replaces = False
        self._shown = ""
        self._silent = False
        self._cleared: str | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # undo is the session's
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(_MARGIN)
        self.setTabChangesFocus(False)
        self.setCursorWidth(0)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._resized)

    @property
    def composing(self) -> bool:
        """Whether a word is half typed with an input method."""
        return bool(self.half_typed.letters)

    # what it shows

    def show_text(self, text: str, align: str, replaces: bool, strong: bool = False) -> None:
        """Show a cell's text, standing in it without writing.

        Args:
            text: the text.
            align: left, center or right.
            replaces: the first key typed replaces the text, else it goes to its end.
            strong: it is a heading.
        """
        # what an input method left half typed belongs to no other cell
        self.half_typed.drop()
        self._silent = True
        if self.font().bold() != strong:
            font = self.font()
            font.setBold(strong)
            self.setFont(font)
        self.document().setDefaultTextOption(text_option(align))
        if text != self.text():
            self.setPlainText(text)
        self._silent = False
        # what is written is what counts: a line end of another system is no change
        self._shown = self.text()
        self._cleared = None
        self.replaces = replaces
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._stand()

    def refresh_text(self, text: str, align: str) -> None:
        """Show what the same cell holds now, the text cursor near where it was."""
        at = self.position()
        self._silent = True
        self.document().setDefaultTextOption(text_option(align))
        if text != self.text():
            self.setPlainText(text)
        self._silent = False
        self._shown = self.text()
        self.go_to(min(at, len(text)))

    def text(self) -> str:
        """Return the text without a preedit, exactly; `toPlainText` changes hard spaces."""
        return self.document().toRawText().replace("\u2029", "\n")

    def text_height(self) -> float:
        """Return the height of the text, a preedit included, in pixels."""
        block = self.document().firstBlock()
        height = 0.0
        while block.isValid():
            height += self.blockBoundingRect(block).height()
            block = block.next()
        # the last block's rectangle holds the document's margin
        return height - _MARGIN

    def place(self, rect: QRect, ground: QPalette) -> None:
        """Stand where a text of the same width would be painted."""
        wide = rect.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        if wide != self.geometry():
            self.setGeometry(wide)
        if ground != self.palette():
            self.setPalette(ground)
        self.verticalScrollBar().setValue(0)

    # writing

    def write(self, at_end: bool = True) -> None:
        """Begin to write in the text."""
        self.writing = True
        self.setCursorWidth(max(1, round(self.fontMetrics().height() / 14)))
        if at_end:
            self.moveCursor(QTextCursor.MoveOperation.End)

    def _stand(self) -> None:
        self.writing = False
        self.setCursorWidth(0)

    def position(self) -> int:
        """Return where the text cursor is, in characters."""
        return characters(self.text(), self.textCursor().position())

    def go_to(self, position: int) -> None:
        """Put the text cursor somewhere, in characters."""
        cursor = self.textCursor()
        cursor.setPosition(units(self.text()[:position]))
        self.setTextCursor(cursor)

    def select(self, start: int, end: int) -> None:
        """Select a piece of the text, its ends given in characters."""
        text, cursor = self.text(), self.textCursor()
        cursor.setPosition(units(text[:start]))
        cursor.setPosition(units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def selected(self) -> tuple[int, int]:
        """Return where the selection begins and ends, in characters; both the same for none."""
        text, cursor = self.text(), self.textCursor()
        start = characters(text, cursor.selectionStart())
        return start, characters(text, cursor.selectionEnd())

    def end_line(self) -> None:
        """End a line, what is selected going; where it was numbered, the numbering goes on."""
        self._silent = True
        self.textCursor().removeSelectedText()
        self._silent = False
        self.replace_text(*break_line(self.text(), self.position()))

    def replace_text(self, text: str, position: int) -> None:
        """Write another text, as if typed."""
        self._silent = True
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._silent = False
        self.go_to(position)
        self._changed()

    def whole_selected(self) -> bool:
        """Tell whether all of the text is selected."""
        return len(self.textCursor().selectedText()) == len(self.text())

    def edge(self, step: int) -> bool:
        """Tell whether the text cursor is in the first (-1) or last (1) line as shown."""
        cursor = self.textCursor()
        way = QTextCursor.MoveOperation.Up if step < 0 else QTextCursor.MoveOperation.Down
        return not cursor.movePosition(way)

    # events

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self.wants_shortcut(event):
                event.accept()
                return True
            if _is_windows(event):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.half_typed.take_key(event):
            return
        if self.keys(event):
            event.accept()
            return
        if not self.writing:
            if not _is_text(event):
                event.ignore()
                return
            if self.replaces:
                self.selectAll()
            self.write(at_end=not self.replaces)
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        before = self.composing
        if self.half_typed.take(event):
            return
        if self.composing and not before and not self.writing:
            self._begin_composing()
        super().inputMethodEvent(event)
        if self.composing and not event.commitString():
            return
        if not self.composing and self._cleared is not None and not self.text():
            # given up before anything was committed: nothing was typed
            self._silent = True
            self.setPlainText(self._cleared)
            self._silent = False
            self._stand()
        self._cleared = None
        if event.commitString() and not self.writing:
            self._replace_committed(event.commitString())
        self._changed()

    def _begin_composing(self) -> None:
        self.write(at_end=True)
        if self.replaces:
            self._cleared = self.text()
            self._silent = True
            self.setPlainText("")
            self._silent = False

    def _replace_committed(self, text: str) -> None:
        """A text committed without composing (a handwriting pad, an emoji panel)."""
        whole = text if self.replaces else self.text()
        self.write()
        self.replace_text(whole, len(whole))

    def _changed(self) -> None:
        if self._silent or (self.composing and self._cleared is not None):
            return
        text = self.text()
        if text != self._shown:
            self._shown = text
            self.typed.emit(text)

    def _resized(self) -> None:
        if not self._silent:
            self.grown.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.half_typed.focus_lost()
        self.left.emit(event.reason() in _ENDS)
        self.focused.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.entered.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.writing:
            self.write(at_end=False)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.writing:
            # the second click of two comes here without a press: it begins to write where it hit
            self.write(at_end=False)
            self.setTextCursor(self.cursorForPosition(event.position().toPoint()))
            event.accept()
            return
        super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().adjusted(-8, -8, 8, 8).contains(event.position().toPoint())
        if event.buttons() & Qt.MouseButton.LeftButton and not inside:
            self.dragged.emit(event.globalPosition().toPoint())
            return
        super().mouseMoveEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if not self.pastes(source):
            self.insertPlainText(source.text().replace("\r\n", "\n"))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasHtml()


def _is_text(event: QKeyEvent) -> bool:
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    plain = not event.modifiers() & control
    return plain and bool(event.text()) and event.text().isprintable()


def _is_windows(event: QKeyEvent) -> bool:
    """Tell whether a text editor would take a key that belongs to the window: undo, Ctrl+↑↓."""
    undo = event.matches(QKeySequence.StandardKey.Undo)
    redo = event.matches(QKeySequence.StandardKey.Redo)
    control = Qt.KeyboardModifier.ControlModifier
    arrows = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
    return undo or redo or (arrows and bool(event.modifiers() & control))

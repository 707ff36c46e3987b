"""The list of the review walk: what is shown whole, and the keys upon it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from gui.roll.walkmodel import AFTER, BEFORE, TITLE, WalkModel
from gui.shared.markedtext import AnyIndex, MarkedTextDelegate
from gui.shared.textfield import TextField

_TITLE_LETTERS = 12
_LONG = 30
"""A text longer than this is gone on with by typing, a shorter one replaced, as on the form."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WalkEditor(TextField):
    """Where a cell is typed into: Enter takes it, Shift+Enter begins a line, Esc gives up.

    Signals:
        ended: the clerk is done; whether what was typed is taken.
    """

    ended = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.half_typed.take_key(event):
            return
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.ended.emit(True)
        elif event.key() in _ENTER:
            self.textCursor().insertText("\n")
        elif event.key() == Qt.Key.Key_Escape:
            self.ended.emit(False)
        else:
            super().keyPressEvent(event)


class WalkDelegate(MarkedTextDelegate):
    """Paints the texts with what moved marked, and lets this year's be typed into."""

    replacing = False
    """The editor about to be made was opened by typing, and not by F2 or the mouse."""

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: AnyIndex
    ) -> QWidget:
        made = WalkEditor(parent)
        made.setAccessibleName("今年的文字")
        hints = QAbstractItemDelegate.EndEditHint

        def end(take: bool) -> None:
            if take:
                self.commitData.emit(made)
            self.closeEditor.emit(made, hints.NoHint if take else hints.RevertModelCache)

        made.ended.connect(end)
        return made

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        assert isinstance(editor, WalkEditor)
        text = index.data(Qt.ItemDataRole.EditRole)
        editor.show_text(text)
        if self.replacing and len(text) <= _LONG and "\n" not in text:
            editor.selectAll()
        else:
            editor.moveCursor(QTextCursor.MoveOperation.End)

    def setModelData(self, editor: QWidget, model: Any, index: AnyIndex) -> None:
        assert isinstance(editor, WalkEditor)
        model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: AnyIndex
    ) -> None:
        # PySide's own type hints leave out a style option's members
        item: Any = option
        rect: QRect = item.rect
        room = self.parent()
        editor.setFixedWidth(rect.width())
        height = max(rect.height(), editor.sizeHint().height())
        if isinstance(room, QTreeView):
            height = min(height, room.viewport().height())
            rect.moveTop(max(0, min(rect.top(), room.viewport().height() - height)))
        editor.setFixedHeight(height)
        editor.move(rect.topLeft())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        composing = isinstance(watched, WalkEditor) and watched.composing
        if composing and event.type() == QEvent.Type.KeyPress:
            # a word half typed is the input method's
            return False
        return super().eventFilter(watched, event)


class WalkList(QTreeView):
    """The lines of a table, a screenful at a time.

    Signals:
        kept: Enter: what is shown is used as it is.
        skipped: Space: the cell stood in is passed over, or no longer.
        passed: Page Down: what is shown is passed over.
    """

    kept = Signal()
    skipped = Signal()
    passed = Signal()

    def __init__(self, model: WalkModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._begun: set[int] = set()
        self.setModel(model)
        self._delegate = WalkDelegate(self, wraps=True)
        self.setItemDelegate(self._delegate)
        self.setRootIsDecorated(False)
        self.setAllColumnsShowFocus(True)
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked
        )
        self.setAccessibleName("逐屏确认")
        self.setToolTip("直接打字或按 F2 改选中的格；空格 跳过这一格")
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelReset.connect(self._begin)

    @property
    def editing(self) -> bool:
        """Whether a cell is being typed into."""
        return self.state() == QAbstractItemView.State.EditingState

    def stand(self, row: int) -> None:
        """Stand in a row's cell, without moving what is shown."""
        index = self._rows.index(row, AFTER)
        select = QItemSelectionModel.SelectionFlag
        self.setAutoScroll(False)
        self.selectionModel().setCurrentIndex(index, select.ClearAndSelect | select.Rows)
        self.setAutoScroll(True)

    def whole_rows(self) -> list[int]:
        """Return the rows of which all was shown: those in view, and ends of what began before."""
        height = self.viewport().height()
        found = []
        for row in range(self._rows.rowCount()):
            rect = self._rect(row)
            if rect.bottom() <= 0 or rect.top() >= height:
                continue
            if rect.top() >= 0:
                self._begun.add(row)
            if rect.bottom() < height and row in self._begun:
                found.append(row)
        return found

    def bring(self, row: int) -> None:
        """Show a row at the top, below its heading; of one higher than the view what follows."""
        rect, height = self._rect(row), self.viewport().height()
        bar = self.verticalScrollBar()
        line = self.fontMetrics().height()
        if row in self._begun and rect.bottom() >= height and rect.top() <= line:
            bar.setValue(bar.value() + min(height - 2 * line, rect.bottom() - height + line))
            return
        above = row - 1
        lines = self._rows
        first = above if above >= 0 and lines.line(above).heading else row
        if self._rect(row).bottom() - self._rect(first).top() >= height:
            first = row
        bar.setValue(bar.value() + self._rect(first).top())

    def _rect(self, row: int) -> QRect:
        return self.visualRect(self._rows.index(row, TITLE))

    def _begin(self) -> None:
        self._begun = set()
        for row in range(self._rows.rowCount()):
            if self._rows.line(row).heading:
                self.setFirstColumnSpanned(row, QModelIndex(), True)
        self.verticalScrollBar().setValue(0)

    # -- keys -----------------------------------------------------------------------------

    def edit(self, *arguments: Any) -> Any:
        if len(arguments) == 3:
            index, trigger, event = arguments
            typed = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
            self._delegate.replacing = typed
            if trigger != QAbstractItemView.EditTrigger.AllEditTriggers and index.isValid():
                index = index.siblingAtColumn(AFTER)
            return super().edit(index, trigger, event)
        return super().edit(*arguments)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in _ENTER:
            self.kept.emit()
        elif plain and event.key() == Qt.Key.Key_Space:
            self.skipped.emit()
        elif plain and event.key() == Qt.Key.Key_PageDown:
            self.passed.emit()
        elif plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def step(self, by: int) -> None:
        """Stand in the next cell, past headings."""
        row = self.currentIndex().row() + by
        while 0 <= row < self._rows.rowCount() and self._rows.line(row).heading:
            row += by
        if 0 <= row < self._rows.rowCount():
            self.stand(row)
            self.scrollTo(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        title = min(_TITLE_LETTERS * self.fontMetrics().horizontalAdvance("中"), width // 4)
        before = (width - title) * 2 // 5
        for column, wide in ((TITLE, title), (BEFORE, before), (AFTER, width - title - before)):
            self.header().resizeSection(column, wide)
        # heights follow the widths
        self.scheduleDelayedItemsLayout()

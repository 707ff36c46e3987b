"""Find and replace over the whole file, with a look at each change before it is made."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QScreen, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from gui.document.session import Session
from gui.find.controls import BEGIN, FIND, REPLACE, FindForm
from gui.find.model import PROJECT, ResultsModel
from gui.shared.dialogparts import selected_words
from model.document.edits import Change
from model.search.search import Hit, Search, SearchError, replace_all

_WAIT_MS = 150
"""Milliseconds after the last key before the file is searched."""


_ASIDE = 12
"""Pixels between the dialog and the window's edges, or a cell."""


class FindReplaceDialog(FindForm):
    """Lists every place a text stands at; goes to each, replaces one or all that are ticked.

    It stays open beside the window. Use `show_find` or `show_replace`.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._search: Search | None = None
        self._stale = True
        self._quiet = False
        self._placed = False
        self._last = ""
        self._message = ""
        self._wrong = False
        self.model = ResultsModel(session, self)
        self.list.setModel(self.model)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._keys: list[QShortcut] = []
        self._connect()
        self._mode_changed(FIND)

    def show_find(self) -> None:
        """Open for finding."""
        self._open(FIND)

    def show_replace(self) -> None:
        """Open for replacing."""
        self._open(REPLACE)

    def _connect(self) -> None:
        session = self._session
        self.tabs.currentChanged.connect(self._mode_changed)
        self._timer.timeout.connect(self.search)
        self.words.textChanged.connect(self._timer.start)
        self.new.textChanged.connect(self._show_new)
        for box in self.options.values():
            box.toggled.connect(self.search)
        self.all.clicked.connect(self.model.choose_all)
        for signal in (self.model.dataChanged, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._show_state)
        self.list.selectionModel().currentChanged.connect(self._row_changed)
        self.list.clicked.connect(lambda index: self._go(index.row()))
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.one.clicked.connect(self.replace_one)
        self.every.clicked.connect(self.replace_all)
        self.undo.clicked.connect(session.undo.undo)
        self.stop.clicked.connect(self.reject)
        session.changed.connect(self._changed)
        session.replaced.connect(self._become_stale)
        session.undo.undoTextChanged.connect(self._show_undo)
        anywhere = Qt.ShortcutContext.ApplicationShortcut
        for keys, act in (("F3", lambda: self.step(1)), ("Shift+F3", lambda: self.step(-1))):
            self._keys.append(QShortcut(QKeySequence(keys), self, act, context=anywhere))
        QShortcut(QKeySequence("Ctrl+F"), self, self.show_find)
        QShortcut(QKeySequence("Ctrl+H"), self, self.show_replace)
        self._enable_keys(False)

    def _open(self, mode: int) -> None:
        words = selected_words()
        self.tabs.setCurrentIndex(mode)
        if words and not self.isActiveWindow():
            self.words.setText(words)
        self.show()
        self.activateWindow()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._enable_keys(True)
        if not self._placed:
            self._stand_aside()
        if self._stale:
            self.search()

    def _stand_aside(self) -> None:
        """Stand over the window's lower corner, where it covers least of the form."""
        self._placed = True
        parent = self.parentWidget()
        if parent is not None:
            corner = parent.frameGeometry().bottomRight()
            self.move(corner - self.rect().bottomRight() - QPoint(_ASIDE, _ASIDE))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._enable_keys(False)

    def _enable_keys(self, enabled: bool) -> None:
        for key in self._keys:
            key.setEnabled(enabled)

    def _mode_changed(self, mode: int) -> None:
        self.show_mode(mode)
        self._show_new()

    # searching

    def search(self) -> None:
        """Search the whole file for what the fields say."""
        self._timer.stop()
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        hits: list[Hit] = []
        self._search = None
        wrong = ""
        try:
            self._search = Search(self.query(), self._session.layout)
            hits = self._search.everywhere(self._session.disclosure)
        except SearchError as error:
            wrong = str(error)
        self._quiet = True
        self.model.show(self._search, hits)
        self._quiet = False
        self._show_new()
        if wrong:
            self._say(wrong, wrong=True)

    def _become_stale(self) -> None:
        self._stale = True
        if self.isVisible():
            self._timer.start()

    def _changed(self, change: Change) -> None:
        """Follow an edit: only what it names is searched again."""
        if self._stale or not self.isVisible():
            self._stale = True
            return
        tables = change.touched().union(change.parts)
        self._quiet = True
        if change.structure or not self.model.update(tables):
            self._become_stale()
        self._quiet = False

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) place."""
        if self._timer.isActive() or self._stale:
            self.search()
        count = self.model.rowCount()
        if not count:
            return
        row = self.list.currentIndex().row()
        if row < 0:
            first = self.model.first_from(self._session.current)
            self._go(first if by > 0 else (first - 1) % count)
        else:
            self._go((row + by) % count)

    def _go(self, row: int) -> None:
        """Choose a row, and show its cell."""
        index = self.model.index(row, PROJECT)
        flags = QItemSelectionModel.SelectionFlag
        self._message, self._wrong = "", False
        self._quiet = True
        self.list.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.list.scrollTo(index)
        self._quiet = False
        self._show_state()
        self._show_cell(row)

    def _show_cell(self, row: int) -> None:
        self._session.go_to(self.model.hit(row).ref)
        parent = self.parentWidget()
        shown = parent.focusWidget() if parent is not None else None
        if parent is not None and shown is not None:
            self._uncover(QRect(shown.mapToGlobal(QPoint()), shown.size()), parent.screen())

    def _uncover(self, cell: QRect, screen: QScreen) -> None:
        """Move out of the way of the cell that was gone to, if there is room."""
        frame, room = self.frameGeometry(), screen.availableGeometry()
        if not frame.intersects(cell):
            return
        above, below = cell.top() - frame.height() - _ASIDE, cell.bottom() + _ASIDE
        if below + frame.height() <= room.bottom():
            self.move(frame.left(), below)
        elif above >= room.top():
            self.move(frame.left(), above)

    def _row_changed(self, now: QModelIndex) -> None:
        if not self._quiet and now.isValid() and self.list.hasFocus():
            self._show_state()
            self._show_cell(now.row())

    # replacing

    def replace_one(self) -> None:
        """Replace the place chosen and go to the next; without one, only go to the first."""
        if self._timer.isActive() or self._stale:
            self.search()
        row = self.list.currentIndex().row()
        if row < 0 or self._search is None or not self._usable():
            self.step(1)
            return
        hit, new = self.model.hit(row), self.new.text()
        one = self._search.replacements([hit], new)[0]
        if one.problem:
            self._say(f"{one.problem}，这一处没有替换。", wrong=True)
            return
        edit = replace_all(self._session.disclosure, self._search, [hit], new, "替换")
        if edit.texts:
            self._last = edit.label
            self._session.do(edit)
        if self._stale:
            self.search()
        after = self.model.row_after(row, hit.ref, hit.start + len(one.text))
        if self.model.rowCount():
            self._go(after if after < self.model.rowCount() else 0)

    def replace_all(self) -> None:
        """Replace every place that is ticked, as one step."""
        if self._timer.isActive() or self._stale:
            self.search()
        if self._search is None or not self._usable():
            return
        hits = self.model.chosen()
        edit = replace_all(self._session.disclosure, self._search, hits, self.new.text())
        if not edit.texts:
            self._say("没有要替换的地方：都没有勾选，或者替换前后一样。")
            return
        self._last = edit.label
        self._session.do(edit)
        self.search()
        self._say(f"替换了 {len(edit.texts)} 个格里的 {len(hits)} 处，可以撤销。")

    def _usable(self) -> bool:
        """Tell whether the new text makes sense; it may name groups that do not exist."""
        try:
            if self._search is not None and self.model.rowCount():
                self._search.replacements([self.model.hit(0)], self.new.text())
        except SearchError as error:
            self._say(str(error), wrong=True)
            return False
        return True

    # saying

    def _show_new(self) -> None:
        """Show in the list what would become of each place."""
        replacing = self.tabs.currentIndex() == REPLACE
        self._message, self._wrong = "", False
        self.model.replace_with(self.new.text() if replacing and self._usable() else None)
        self._show_state()

    def _show_state(self) -> None:
        found = self.model.rowCount() > 0
        for one in (self.previous, self.one, self.every):
            one.setEnabled(found)
        chosen = len(self.model.chosen()) if self.model.new is not None else 0
        self.all.setChecked(found and chosen == self.model.rowCount())
        self._show_undo(self._session.undo.undoText())
        self.say(self._message or self._summary(chosen), self._wrong)

    def _show_undo(self, step: str) -> None:
        self.undo.setEnabled(bool(step) and step == self._last)

    def _summary(self, chosen: int) -> str:
        words, count = self.words.text(), self.model.rowCount()
        if not words:
            return BEGIN
        if not count:
            limits = [box for name, box in self.options.items() if name != "regex"]
            hint = "可以去掉上面的勾再找。" if any(box.isChecked() for box in limits) else ""
            return f"没有找到“{words}”。{hint}"
        text = f"找到 {count} 处，在 {self.model.where()}中。"
        if self.model.new is not None:
            text += f"勾选了 {chosen} 处，不想替换的去掉勾（空格键）。"
        row = self.list.currentIndex().row()
        return text + (f"现在是第 {row + 1} 处。" if row >= 0 else "")

    def _say(self, message: str, wrong: bool = False) -> None:
        self._message, self._wrong = message, wrong
        self._show_state()

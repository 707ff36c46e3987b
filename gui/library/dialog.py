"""The indicator library beside the form: search, look, put into the project shown."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent

from gui.library.controls import BEGIN, LibraryForm
from gui.library.maintenance import LibraryMaintenance
from gui.library.model import NAME, PAGE, LibraryModel
from gui.library.wording import NO_PROJECT, inserted, limited, nothing, summary
from gui.shared.dialogparts import selected_words
from library.entries import Entry, Found, Use
from library.harvest import identity_of
from library.inserting import key_in, plan_insertion, present_keys
from library.store import Library
from model.document.cells import CellRef, find_table
from model.document.disclosure import TargetTable

if TYPE_CHECKING:
    from gui.library.manager import LibraryManager
    from model.document.edits import Change

_WAIT_MS = 120
"""Milliseconds after the last key before the library is asked."""
_ASIDE = 12


class _Answer(NamedTuple):
    """What the library said to one question."""

    number: int
    found: Found
    first: list[Entry]
    levels: list[tuple[str, str]]
    kinds: list[str]


def show_library(manager: LibraryManager) -> None:
    """Show the library beside the form, ready to be searched; made when first asked for."""
    window = manager.workspace.window
    (window.findChild(LibraryWindow) or LibraryWindow(manager)).open()


class LibraryWindow(LibraryForm):
    """Asks the library in the background, and shows what it says; never waits for it."""

    def __init__(self, manager: LibraryManager) -> None:
        super().__init__(manager.workspace.window)
        self._manager = manager
        self._session = manager.workspace.session
        self._number = 0
        self._answered = 0
        self._held = 0
        self._last = ""
        self._message, self._wrong = "", False
        self._placed = False
        self.model = LibraryModel(self)
        self.list.setModel(self.model)
        self.size_columns()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._service: QObject | None = None
        self._connect()
        self.maintenance = LibraryMaintenance(self, manager)
        self.maintenance.told.connect(self.tell)
        self._show_undo(self._session.undo.undoText())
        self._show_state()

    def open(self) -> None:
        """Show the window; the focus is where the words are written."""
        words = selected_words() if not self.isActiveWindow() else ""
        if words.strip():
            self.words.setText(words.strip())
        self.show()
        self.activateWindow()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def _connect(self) -> None:
        session = self._session
        self.words.textChanged.connect(self._wait)
        self._timer.timeout.connect(self.ask)
        for box in (self.level, self.kind, self.source):
            box.currentIndexChanged.connect(self._limit)
        self.similar.toggled.connect(self._limit)
        self.model.page_wanted.connect(self._fetch)
        selection = self.list.selectionModel()
        selection.currentChanged.connect(self._show_details)
        selection.selectionChanged.connect(self._selected)
        self.list.doubleClicked.connect(self._double_clicked)
        self.words.installEventFilter(self)
        self.list.installEventFilter(self)
        self.insert.clicked.connect(self.insert_chosen)
        self.undo.clicked.connect(session.undo.undo)
        self.shut.clicked.connect(self.reject)
        session.changed.connect(self._changed)
        session.replaced.connect(self._other_project)
        session.current_changed.connect(self._other_project)
        session.undo.undoTextChanged.connect(self._show_undo)
        self._manager.changed.connect(self._library_changed)
        QShortcut(QKeySequence("Ctrl+I"), self, self.open)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        if not self._placed and parent is not None:
            self._placed = True
            corner = parent.frameGeometry().bottomRight()
            self.move(corner - self.rect().bottomRight() - QPoint(_ASIDE, _ASIDE))
        self.ask()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # what had to be told was told
        self._manager.notice = ""

    def done(self, result: int) -> None:
        super().done(result)
        # not every system gives the focus back to the form by itself
        parent = self.parentWidget()
        if parent is not None:
            parent.activateWindow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows in the search field move in the list, and Enter in the list insert."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if watched is self.words and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._message = ""
                self._move(1 if key == Qt.Key.Key_Down else -1)
                return True
            if watched is self.list and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.insert_chosen()
                return True
        return super().eventFilter(watched, event)

    # asking

    def _wait(self) -> None:
        self._number += 1
        self._message = ""
        self._timer.start()

    def _limit(self) -> None:
        self._message = ""
        self.ask()

    def ask(self) -> None:
        """Ask the library for what the fields say; the answer comes by itself."""
        self._timer.stop()
        if not self.isVisible():
            return
        service = self._manager.service
        if service is not self._service:
            self._service = service
            service.failed.connect(self._failed)
        self._number += 1
        number, asked = self._number, self.asked()
        table = self._table() if self.similar.isChecked() else None
        like = copy.deepcopy(table)
        identity = identity_of(self._session.disclosure, table) if table is not None else ""

        def work(library: Library) -> _Answer:
            if like is not None:
                found = library.similar(like, asked, identity)
            else:
                found = library.search(asked)
            first = library.entries(found.ids[:PAGE])
            return _Answer(number, found, first, library.levels(), library.kinds())

        service.ask(work, self._show_answer)

    @property
    def settled(self) -> bool:
        """Whether what is listed answers what is written."""
        return self._answered == self._number

    def _show_answer(self, answer: _Answer) -> None:
        if answer.number != self._number:
            return
        self._answered, self._held = answer.number, answer.found.held
        self.offer(answer.levels, answer.kinds)
        self.model.show(answer.found, answer.first, self._present(answer.first))
        if answer.first:
            self._choose(0)
        else:
            self.details.clear()
        self._show_state()

    def _fetch(self, ids: list[int]) -> None:
        def show(page: list[Entry]) -> None:
            self.model.add(ids, page, self._present(page))

        self._manager.service.ask(lambda library: library.entries(ids), show)

    def _failed(self, error: Exception) -> None:
        self._answered = self._number
        self.model.show(Found([]), [], [])
        self.details.clear()
        self.tell(str(error), wrong=True)

    def _library_changed(self) -> None:
        if self.isVisible():
            self.ask()

    # choosing

    def _choose(self, row: int) -> None:
        index = self.model.index(row, NAME)
        flags = QItemSelectionModel.SelectionFlag
        self.list.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.list.scrollTo(index)

    def _move(self, by: int) -> None:
        row = self.list.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self._choose(row)

    def _selected(self) -> None:
        if self.list.hasFocus():
            self._message = ""
        self._show_state()

    def chosen(self) -> list[Entry]:
        """Return the entries selected, in the list's order."""
        rows = sorted({index.row() for index in self.list.selectionModel().selectedRows()})
        return [self.model.entries[row] for row in rows if row < len(self.model.entries)]

    def _show_details(self) -> None:
        row = self.list.currentIndex().row()
        if not 0 <= row < len(self.model.entries):
            self.details.clear()
            return
        entry = self.model.entries[row]
        why = self.model.why(entry)

        def show(uses: list[Use]) -> None:
            now = self.list.currentIndex().row()
            if now < len(self.model.entries) and self.model.entries[now] is entry:
                self.details.show_entry(entry, uses, why)

        self._manager.service.ask(lambda library: library.uses(entry.id), show)

    # inserting

    def _double_clicked(self) -> None:
        self.insert_chosen()

    def insert_chosen(self) -> None:
        """Put what is selected into the project shown, as one step."""
        if not self.settled:
            # what is listed is not what was written: look first
            self.ask()
            return
        table, entries = self._table(), self.chosen()
        if table is None or not entries:
            self.tell(NO_PROJECT if table is None else "没有选中指标。")
            return
        plan = plan_insertion(table, self._session.layout, entries)
        if not plan.new:
            self.tell(inserted(table.name, 0, plan.present))
            return
        self._last = plan.edit.label
        self._session.do(plan.edit)
        self._session.go_to(CellRef(table.id, "value", plan.new[0].id))
        self.activateWindow()
        self.tell(inserted(table.name, len(plan.new), plan.present))

    def _table(self) -> TargetTable | None:
        return find_table(self._session.disclosure, CellRef(self._session.current))

    def _present(self, entries: list[Entry]) -> list[bool]:
        table, layout = self._table(), self._session.layout
        if table is None:
            return [False] * len(entries)
        held = present_keys(table, layout)
        return [key_in(layout, entry) in held for entry in entries]

    def _changed(self, change: Change) -> None:
        """Follow an edit of the project shown: what it has already."""
        now = self._session.current
        if self.isVisible() and (change.structure or now in change.tables or _names(change, now)):
            self.model.mark_present(self._present(list(self.model.entries)))

    def _other_project(self) -> None:
        if not self.isVisible():
            return
        if self.similar.isChecked():
            self.ask()
        else:
            self.model.mark_present(self._present(list(self.model.entries)))
        self._show_state()

    # saying

    def tell(self, message: str, wrong: bool = False) -> None:
        """Say something until the clerk does the next thing."""
        self._message, self._wrong = message, wrong
        self._show_state()

    def _show_state(self) -> None:
        self.insert.setEnabled(bool(self.chosen()) and self._table() is not None)
        self.say(self._message or self._summary(), bool(self._message) and self._wrong)

    def _show_undo(self, step: str) -> None:
        self.undo.setEnabled(bool(step) and step == self._last)

    def _summary(self) -> str:
        notice = f"{self._manager.notice}\n" if self._manager.notice else ""
        if not self._answered:
            return notice + BEGIN
        shown = self._table() is not None
        if not self.model.total:
            return notice + nothing(self.asked(), self.similar.isChecked(), shown)
        chosen, held = len(self.chosen()), self._held
        if limited(self.asked(), self.similar.isChecked()):
            held = 0
        return notice + summary(self.model.total, held, chosen, shown)


def _names(change: Change, table: str) -> bool:
    """Tell whether an edit changed what an indicator of a target table is called."""
    names = ("name", "level1", "level2")
    return any(ref.table == table and ref.indicator and ref.field in names for ref in change.cells)

"""上年对照: beside the form, what the same project said last year."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from gui.document.comparable import side_of
from gui.document.session import Session
from gui.lastyear.panel import LastYearPanel
from gui.shared import filedialogs
from gui.shared.dock import Dock
from gui.shared.settings import settings, text_setting
from gui.shared.tasks import Tasks, Watch
from model.basics.errors import JibiaoError
from model.basics.names import readable, unwritten, written
from model.checks.names import UNNAMED
from model.compare import HOW_WORDS, Comparer, Side, TablePair, match_tables
from model.document.cells import CellRef, find_table
from model.document.disclosure import TargetTable
from model.document.edits import Change

_CHOOSE = (
    "在这里看上年同一项目是怎么写的。\n请选择上年的文件：绩表文件、Word、Excel 都可以，只读不改。"
)
_READING = "正在读上年的文件…"
_WAITING = "等正在做的事完成，再读上年的文件…"
_NEW_PROJECT = "上年的文件里没有对上这个项目：可能是今年新增的，也可以在上面选一个。"
_NO_PART = "上年的文件里没有这一部分。"
_SOON, _LATER = 40, 350
"""Milliseconds before another project is shown, and before an edit is."""
_FEW = 50
"""So many of last year's projects can be looked at for likeness without waiting."""
_REMEMBERED = "lastYear/files"
_MOST = 50
_WIDTH = 400


class _LastYear(Struct, frozen=True):
    """Last year's file, and which of its projects are which of this year's, by ids."""

    path: Path
    side: Side
    pairs: dict[str, tuple[str, str]]


class LastYear(QObject):
    """The panel and what it follows: the project shown, the cell stood in, the edits.

    Hidden until wanted. The file is remembered for each file that is open.

    Signals:
        held: last year's disclosure; None where there is none any more.
    """

    held = Signal(object)

    def __init__(self, window: QMainWindow, session: Session, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._tasks = tasks
        self._held: _LastYear | None = None
        self._of: object = session.disclosure
        self._by_hand: dict[str, str] = {}
        self._standing: CellRef | None = None
        self._shown_table: str | None = None
        self._wanted: Path | None = None
        self._expected: Path | None = None
        self._reading = False
        self.panel = LastYearPanel(window)
        self.dock = Dock("上年对照", "LastYearDock", self.panel, window)
        self.dock.setAllowedAreas(Qt.DockWidgetArea.AllDockWidgetAreas)
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.dock.hide()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._refresh)
        self.panel.show_words(_CHOOSE)
        self.panel.choose_wanted.connect(self._choose)
        self.panel.project_chosen.connect(self._chosen_by_hand)
        self.panel.cell_chosen.connect(session.go_to)
        self.dock.visibilityChanged.connect(self._shown)
        session.current_changed.connect(lambda _table: self._timer.start(_SOON))
        session.changed.connect(self._changed)
        session.replaced.connect(self._replaced)
        session.cell_entered.connect(self._entered)
        session.file_changed.connect(self._remember)
        tasks.ended.connect(self._free)

    # -- what others ask for ----------------------------------------------------------

    def toggle(self) -> None:
        """Show the panel, or hide it."""
        if self.dock.isVisible():
            self.dock.hide()
            return
        self._show_dock()
        if self._held is None and not self._reading:
            known = self._known()
            if known is not None:
                self._read(known)
            else:
                self.panel.setFocus()

    def ask(self) -> None:
        """Show the panel; ask for last year's file where it is not known."""
        if self.dock.isHidden():
            self.toggle()
        if self._held is None and not self._reading:
            self._choose()

    def expect(self, path: Path) -> None:
        """Take what is open to come from this file of last year: it is read when wanted."""
        self._expected = path
        if self.dock.isVisible():
            self._read(path)

    def open_path(self, path: Path) -> None:
        """Show the panel with a file of last year, read in the background."""
        self._show_dock()
        self._read(path)

    # -- the file ---------------------------------------------------------------------

    def _choose(self) -> None:
        path = filedialogs.ask_open(self._window)
        if path is not None:
            self._read(path)

    def _read(self, path: Path) -> None:
        if self._tasks.busy:
            self._wanted = path
            self.panel.show_words(_WAITING, may_choose=False)
            return
        self._wanted = None
        self._reading = True
        self._of = self._session.disclosure
        self._by_hand = {}
        self.panel.show_words(_READING, may_choose=False)
        layouts, now = self._session.layouts, side_of(self._session)

        from importers.side import read_side

        def work(_watch: Watch) -> _LastYear:
            side, _ = read_side(path, layouts)
            return _LastYear(path, side, _pairs(side, now()))

        self._tasks.run(self._window, _READING, work, self._done, self._failed)

    def _done(self, held: _LastYear) -> None:
        self._held, self._shown_table = held, None
        disclosure = held.side.disclosure
        year = f"{disclosure.year}年" if disclosure.year is not None else ""
        names = [
            f"{number}. {' '.join(table.name.split()) or UNNAMED}"
            for number, table in enumerate(disclosure.projects, 1)
        ]
        name = readable(held.path.name)
        told = f"{name}（{year}）" if year else name
        self.panel.show_file(told, str(held.path), names)
        self.held.emit(disclosure)
        self._remember()
        self._refresh()

    def _failed(self, error: JibiaoError) -> None:
        self._forget()
        self.panel.show_words(f"上年的文件没有读出来。\n{error}")

    def _forget(self) -> None:
        self._held = None
        self.held.emit(None)

    def _free(self) -> None:
        """Background work is over: ours was stopped, or another's lets ours begin."""
        if self._reading:
            # where it was not stopped, what follows says otherwise
            self._reading = False
            self._forget()
            self.panel.show_words(_CHOOSE)
        elif self._wanted is not None:
            QTimer.singleShot(0, self, self._read_wanted)

    def _read_wanted(self) -> None:
        if self._wanted is not None:
            self._read(self._wanted)

    def _replaced(self) -> None:
        """Another disclosure has its own last year; another form of this one has the same."""
        self._standing = None
        if self._session.disclosure is self._of:
            self._timer.start(_SOON)
            return
        self._of = self._session.disclosure
        self._forget()
        self._wanted = self._expected = None
        self._by_hand = {}
        self.panel.show_words(_CHOOSE)
        known = self._known()
        if known is not None and self.dock.isVisible():
            self._read(known)

    # -- what is remembered -----------------------------------------------------------

    def _known(self) -> Path | None:
        """Return last year's file of what is open, as far as somebody said."""
        path = self._session.path
        known = self._remembered().get(written(path), "") if path is not None else ""
        return unwritten(known) or self._expected

    def _remembered(self) -> dict[str, str]:
        try:
            held: Any = json.loads(text_setting(_REMEMBERED) or "{}")
        except (ValueError, RecursionError):
            return {}
        return (
            {str(one): str(other) for one, other in held.items()} if isinstance(held, dict) else {}
        )

    def _remember(self) -> None:
        path = self._held.path if self._held is not None else self._expected
        if path is None or self._session.path is None:
            return
        own = written(self._session.path)
        known = {one: other for one, other in self._remembered().items() if one != own}
        known[own] = written(path)
        kept = dict(list(known.items())[-_MOST:])
        settings().setValue(_REMEMBERED, json.dumps(kept, ensure_ascii=False))

    # -- what is shown ----------------------------------------------------------------

    def _show_dock(self) -> None:
        fresh = self.dock.isHidden()
        self.dock.show()
        self.dock.raise_()
        if fresh and not self.dock.isFloating():
            unit = self._window.fontMetrics().height() / 16
            self._window.resizeDocks([self.dock], [round(_WIDTH * unit)], Qt.Orientation.Horizontal)

    def _shown(self, visible: bool) -> None:
        if visible:
            self._timer.start(_SOON)

    def _changed(self, change: Change) -> None:
        current = self._session.current
        held = change.touched().union(change.parts)
        if change.structure or current in {self._session.entry_of(CellRef(one)) for one in held}:
            # after each letter anew: never between two letters of somebody who types
            self._timer.start(_LATER)

    def _entered(self, ref: CellRef | None) -> None:
        self._standing = ref
        if ref is not None and self.dock.isVisible():
            self.panel.stand_in(ref)

    def _refresh(self) -> None:
        """Compare the project shown with last year's, and show both."""
        held = self._held
        if held is None or not self.dock.isVisible():
            return
        session = self._session
        anew, self._shown_table = self._shown_table != session.current, session.current
        comparer = Comparer(held.side, Side(session.disclosure, session.layout))
        if session.part is not None:
            lines = comparer.part_lines(session.part.id)
            self.panel.show_lines(None, "" if lines else _NO_PART, lines, anew)
        elif not session.project:
            self.panel.show_lines(None, "", comparer.lines(None), anew)
        else:
            table = find_table(session.disclosure, CellRef(session.project))
            if table is None:
                return
            number, how = self._find(held, table)
            before = held.side.disclosure.projects[number] if number >= 0 else None
            lines = comparer.lines(TablePair(before, table))
            note = f"按“{how}”对上" if how else ""
            self.panel.show_lines(number, note if before else _NEW_PROJECT, lines, anew)
        if self._standing is not None:
            self.panel.stand_in(self._standing)

    def _find(self, held: _LastYear, table: TargetTable) -> tuple[int, str]:
        """Return the number of last year's project and how it was found; -1 for none."""
        projects = held.side.disclosure.projects
        numbers = {one.id: number for number, one in enumerate(projects)}
        if table.id in self._by_hand:
            return numbers.get(self._by_hand[table.id], -1), ""
        if table.id not in held.pairs:
            # written meanwhile: it may have got its name or code by now
            here = {one.id for one in self._session.disclosure.projects}
            taken = {before for after, (before, _) in held.pairs.items() if after in here}
            free = [one for one in projects if one.id not in taken]
            match = next(
                one for one in match_tables(free, [table], len(free) <= _FEW) if one.after == 0
            )
            if match.before is None:
                return -1, ""
            return numbers[free[match.before].id], HOW_WORDS[match.how]
        before, how = held.pairs[table.id]
        return numbers.get(before, -1), how

    def _chosen_by_hand(self, number: int) -> None:
        if self._held is None or not self._session.project:
            return
        projects = self._held.side.disclosure.projects
        chosen = projects[number].id if 0 <= number < len(projects) else ""
        self._by_hand[self._session.current] = chosen
        self._refresh()


def _pairs(before: Side, after: Side) -> dict[str, tuple[str, str]]:
    """Return by this year's table's id last year's, and by what they were matched."""
    ours, theirs = before.disclosure.projects, after.disclosure.projects
    return {
        theirs[match.after].id: (ours[match.before].id, HOW_WORDS[match.how])
        for match in match_tables(ours, theirs)
        if match.before is not None and match.after is not None
    }

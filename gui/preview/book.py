"""The pages behind the preview: what is looked at is laid out at once, the rest while idle."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterator
from datetime import date
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from gui.document.session import Session
from gui.pages.flow import Page
from gui.pages.sections import (
    BEFORE_KEY,
    BEHIND_KEY,
    CONTENTS_KEY,
    COVER_KEY,
    PREFACE_KEY,
    TABLES_KEY,
    TEXT_KEY,
    UNNUMBERED,
    Laid,
    contents_with_pages,
    count_entries,
    front_blocks,
    key_of,
    lay_blocks,
    lay_contents,
    section_keys,
    table_blocks,
)
from gui.pages.text import PageStyles
from model.document.cells import CellRef
from model.document.disclosure import TargetTable
from model.document.edits import Change

_SLICE = 0.008
"""Seconds of idle work at a time: a keystroke must not wait for more."""
_WAIT = 0.030
"""Seconds a page may take to be laid out while it is painted."""
_NEWS = 0.15
"""Seconds between two reports that the number of pages changed."""
_KEPT = 24
"""Sections whose pages are kept; the others are laid out again when looked at."""
_OF_PARTS = (PREFACE_KEY, BEFORE_KEY, BEHIND_KEY)
_EVERYTHING = ("year", "department.code", "department.name")
"""Cells of the department that stand in titles, headers or tables as well."""


class PageBook(QObject):
    """Knows how many pages each section has, and lays out those that are shown.

    Attributes:
        keys: of all sections in order; see `gui.pages.sections`.
        styles: how they are set.

    Signals:
        counted: some section's number of pages became known or changed.
        ready: the key of a section whose pages, asked for in vain, can be painted now.
    """

    counted = Signal()
    ready = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._work)
        self._told = 0.0
        self.reset()

    def reset(self) -> None:
        """Begin anew: another disclosure or another form."""
        self.styles = PageStyles(self._session.layout)
        self._layout = self._session.layout
        self._counts: dict[str, int] = {}
        self._entries: dict[str, list[int]] = {}
        self._numbers: dict[str, int] = {}
        self._kept: OrderedDict[str, Laid] = OrderedDict()
        self._jobs: OrderedDict[str, tuple[Laid, Iterator[None]]] = OrderedDict()
        self._asked: set[str] = set()
        self._stale = True
        self._news = 0
        self._listed = 0
        self.restructure()

    def restructure(self) -> None:
        """List the sections anew; keep what is known of those that kept their number."""
        disclosure = self._session.disclosure
        self.keys = section_keys(disclosure, self._layout)
        numbers = {key: number for number, key in enumerate(self.keys)}
        for key, number in self._numbers.items():
            if numbers.get(key) != number:
                self._drop(key)
        self._numbers = numbers
        self._tables: dict[str, TargetTable] = {table.id: table for table in disclosure.projects}
        for key in (COVER_KEY, CONTENTS_KEY, TEXT_KEY, *_OF_PARTS):
            self._drop(key)

    def touch(self, change: Change) -> None:
        """Take note of a change; only what it names is laid out again."""
        if self._session.layout is not self._layout:
            self.reset()
            return
        own = [ref.field for ref in change.cells if not ref.table]
        if any(field in _EVERYTHING for field in own):
            self.reset()
            return
        if change.structure:
            self.restructure()
        touched = change.touched() - {""}
        disclosure = self._session.disclosure
        parts = {self._session.entry_of(CellRef(one)) for one in touched} | set(change.parts)
        touched |= {key_of(disclosure, one.id) for one in disclosure.parts if one.id in parts}
        if any(part.id in change.parts for part in disclosure.parts):
            # the part with the target tables may have been left out
            self.restructure()
        if touched & self._tables.keys() and self._layout.table.flat:
            touched = {*self._tables, *touched}
        for key in touched:
            self._drop(key)
        if own:
            self._drop(TEXT_KEY)
        self._drop(CONTENTS_KEY)

    def set_active(self, active: bool) -> None:
        """Work while idle, or rest: nobody looks."""
        if active and self._next() is not None:
            self._timer.start()
        elif not active:
            self._timer.stop()

    @property
    def tables(self) -> Collection[str]:
        """The keys of the sections that are target tables."""
        return self._tables.keys()

    @property
    def complete(self) -> bool:
        """Whether the pages of every section are known, and stand in the contents."""
        return not self._stale and all(key in self._counts for key in self.keys)

    def count(self, key: str) -> int:
        """Return how many pages a section has, one as long as it is not known."""
        return self._counts.get(key, 1)

    def first_number(self, key: str) -> int | None:
        """Return the number on a section's first page; None where it bears or has none yet."""
        if key in UNNUMBERED:
            return None
        number = 1
        for other in self.keys:
            if other == key:
                return number
            if other not in UNNUMBERED:
                if other not in self._counts:
                    return None
                number += self._counts[other]
        return None

    def pages(self, key: str, wait: float = _WAIT) -> list[Page] | None:
        """Return a section's pages, laid out now if that is quick; else None, and `ready` later.

        Args:
            key: the section.
            wait: seconds it may take.
        """
        laid = self._kept.get(key)
        if laid is not None:
            self._kept.move_to_end(key)
            return laid.pages
        if key not in self._numbers:
            return None
        until = perf_counter() + wait
        if self._run(key, until, keep=True):
            return self._kept[key].pages
        self._asked.add(key)
        self._timer.start()
        return None

    # -- the work -----------------------------------------------------------------------

    def _drop(self, key: str) -> None:
        if key == CONTENTS_KEY:
            # what it showed stays till the new is ready: its length depends on all others
            self._stale = True
            self._jobs.pop(key, None)
            return
        self._counts.pop(key, None)
        self._entries.pop(key, None)
        self._kept.pop(key, None)
        self._jobs.pop(key, None)

    def _next(self) -> str | None:
        """Return what to lay out next: what is looked at, the current project, the rest."""
        for key in self._asked:
            if key in self._numbers and key not in self._kept:
                return key
        current = key_of(self._session.disclosure, self._session.current)
        if current in self._numbers and current not in self._counts:
            return current
        rest = next((key for key in self.keys if key not in self._counts), None)
        return CONTENTS_KEY if rest is None and self._stale else rest

    def _work(self) -> None:
        until = perf_counter() + _SLICE
        while perf_counter() < until:
            key = self._next()
            if key is None:
                self._timer.stop()
                self._tell(now=True)
                return
            if self._run(key, until):
                if key in self._asked:
                    self._asked.discard(key)
                    self.ready.emit(key)
                self._tell()

    def _tell(self, now: bool = False) -> None:
        if now or perf_counter() - self._told > _NEWS:
            self._told = perf_counter()
            self.counted.emit()

    def _run(self, key: str, until: float, keep: bool = False) -> bool:
        """Lay a section out until it is done, or the time is up; tell whether it is done."""
        if key not in self._jobs:
            laid = Laid([], [])
            self._jobs[key] = laid, self._steps(key, laid)
        laid, steps = self._jobs[key]
        for _ in steps:
            if perf_counter() > until:
                return False
        del self._jobs[key]
        self._note(key, laid)
        if keep or key in self._asked or key == CONTENTS_KEY:
            self._keep(key, laid)
        return True

    def _keep(self, key: str, laid: Laid) -> None:
        self._kept[key] = laid
        self._kept.move_to_end(key)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def _note(self, key: str, laid: Laid) -> None:
        if key == CONTENTS_KEY:
            # what was laid out before all numbers were known, or before news, is to be done again
            known = all(other in self._counts for other in self.keys if other != key)
            self._stale = not known or self._news != self._listed
            self._counts[key] = len(laid.pages)
            return
        numbers = [page for _, _, page in laid.entries]
        if self._counts.get(key) != len(laid.pages) or self._entries.get(key) != numbers:
            self._stale = True
            self._news += 1
        self._counts[key] = len(laid.pages)
        self._entries[key] = numbers

    def _steps(self, key: str, laid: Laid) -> Iterator[None]:
        disclosure = self._session.disclosure
        if key not in self._tables:
            blocks = front_blocks(disclosure, self._layout, date.today())[key]
            if key == CONTENTS_KEY:
                self._listed = self._news
                entries = contents_with_pages(disclosure, self._layout, self._entry_pages())
                return lay_contents(blocks, entries, self.styles, laid)
            return lay_blocks(key, blocks, self.styles, laid)
        table = self._tables[key]
        number = self._numbers[key] - self._numbers[TABLES_KEY]
        made = table_blocks(disclosure, self._layout, number, table)
        return lay_blocks(key, made, self.styles, laid)

    def _entry_pages(self) -> dict[str, list[int | None]]:
        """Return the page numbers of the contents' entries, as far as they are known."""
        found: dict[str, list[int | None]] = {}
        before: int | None = 1
        for key in self.keys:
            if key in UNNUMBERED:
                continue
            known = self._entries.get(key)
            if known is not None and before is not None:
                found[key] = [before + page for page in known]
            else:
                found[key] = [None] * count_entries(self._session.disclosure, self._layout, key)
            count = self._counts.get(key)
            before = None if before is None or count is None else before + count
        return found

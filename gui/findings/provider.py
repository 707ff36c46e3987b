"""The checks behind the findings list: after each edit only those that read what changed."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from gui.document.comparable import copy_of
from model.basics.steps import Cancelled, stoppable
from model.checks.names import PARTS
from model.document.disclosure import Disclosure
from model.document.edits import Change
from model.layout import Layout
from model.parts.formula import Checked

if TYPE_CHECKING:
    from model.checks.base import Finding
    from model.checks.run import Checker

_AT_ONCE = 4
"""So many target tables are checked for the first time without a thread."""
_TURN = 0.008
"""Seconds `LiveChecks.work` goes on before the window gets its turn."""
_YEAR = "year"


class FindingsProvider(Protocol):
    """What keeps the findings of a disclosure up to date, a little at a time."""

    def restart(self, disclosure: Disclosure, layout: Layout) -> None:
        """Forget everything; every target table is to be looked at."""

    def touch(self, change: Change) -> None:
        """Note what an edit changed; nothing is looked at yet."""

    def work(self) -> set[str]:
        """Look at what is to be looked at, for some milliseconds.

        Returns the ids of the target tables whose findings may be others now; empty
        for the department's own text, `model.checks.names.PARTS` for the parts.
        """

    def pending(self) -> bool:
        """Tell whether something is still to be looked at."""

    def findings(self, table: str) -> Sequence[Finding]:
        """Return a target table's findings, in the order of its cells."""

    def relations(self) -> Sequence[Checked]:
        """Return every relation between the amounts of the parts: holds, fails, not enough data."""

    def know_last_year(self, last: Disclosure | None) -> None:
        """Take last year's disclosure, or None where it is not known; from the next restart on."""


class LiveChecks:
    """All checks, incrementally; a `FindingsProvider`.

    The first check of a large disclosure takes seconds and runs in a thread, on a copy.
    Edits made meanwhile are kept and checked after it.
    """

    def __init__(self) -> None:
        self._checker: Checker | None = None
        self._first: _FirstCheck | None = None
        self._changes: deque[Change] = deque()
        self._last: Disclosure | None = None

    def know_last_year(self, last: Disclosure | None) -> None:
        """Take last year's disclosure; see `FindingsProvider.know_last_year`."""
        self._last = last

    def restart(self, disclosure: Disclosure, layout: Layout) -> None:
        """Check another disclosure."""
        self._checker = None
        self._changes.clear()
        self._first = _FirstCheck(disclosure, layout, self._last, self._first)

    def touch(self, change: Change) -> None:
        """Note what an edit changed."""
        if self._checker is not None or self._first is not None:
            self._changes.extend(_pieces(change))

    def pending(self) -> bool:
        """Tell whether something is still to be checked."""
        behind = self._checker is not None and self._checker.behind
        return self._first is not None or bool(self._changes) or behind

    def work(self) -> set[str]:
        """Check what waits; all ids when the first check is done.

        What a check raises goes on to the caller; then there is nothing more to be done.
        """
        if self._checker is None:
            return self._begin()
        looked: set[str] = set()
        until = time.perf_counter() + _TURN
        while self.pending() and time.perf_counter() < until:
            looked |= self._step(self._checker)
        return looked

    def _step(self, checker: Checker) -> set[str]:
        """Check the next target table that changed; when all are, compare those touched."""
        looked = set()
        of_parts = checker.findings_of(PARTS)
        if self._changes:
            change = self._changes.popleft()
            delta = checker.changed(change, later=bool(self._changes))
            looked = change.touched()
        else:
            delta = checker.catch_up()
        if checker.findings_of(PARTS) is not of_parts:
            looked.add(PARTS)
        return looked | {finding.ref.table for finding in delta.gone + delta.new}

    def findings(self, table: str) -> Sequence[Finding]:
        """Return a target table's findings; none before the first check is done."""
        return () if self._checker is None else self._checker.findings_of(table)

    def relations(self) -> Sequence[Checked]:
        """Return every relation that was judged; none where there are no parts."""
        view = self._checker.parts.view if self._checker is not None else None
        return view.checked if view is not None else ()

    def _begin(self) -> set[str]:
        if self._first is None:
            return set()
        try:
            checker = self._first.result()
        except Exception:
            self._first = None
            raise
        if checker is None:
            return set()
        self._checker, self._first = checker, None
        looked = self.work() if self._changes else set()
        return looked | {"", PARTS, *(table.id for table in checker.disclosure.projects)}


def _pieces(change: Change) -> Iterator[Change]:
    """Yield a change of many target tables one table at a time, so that none takes long."""
    if change.structure or any(not ref.table and ref.field == _YEAR for ref in change.cells):
        yield change
        return
    tables: dict[str, Change] = {}

    def of(table: str) -> Change:
        return tables.setdefault(table, Change())

    for ref in change.cells:
        of(ref.table).cells.append(ref)
    for ref in change.carried:
        of(ref.table).carried.append(ref)
    for table in change.tables:
        of(table).tables.append(table)
    if change.parts:
        of(PARTS).parts = change.parts
    yield from tables.values()


class _FirstCheck:
    """The first check of a disclosure, on a copy in a thread unless it is small.

    Args:
        disclosure: what is checked; it may be edited meanwhile.
        layout: the form it is written in.
        last: last year's disclosure, where it is known.
        before: the one whose place this takes. It is stopped, and over before this begins,
            so that however fast file after file is opened, one check runs at a time.
    """

    def __init__(
        self,
        disclosure: Disclosure,
        layout: Layout,
        last: Disclosure | None,
        before: _FirstCheck | None,
    ) -> None:
        self._disclosure, self._layout, self._last = disclosure, layout, last
        self._stopped = threading.Event()
        self._done: Checker | None = None
        self._error: Exception | None = None
        self._thread: threading.Thread | None = None
        self._before = None if before is None else before.stop()

    def stop(self) -> threading.Thread | None:
        """Ask it to end at its next step; return the thread that is still at work."""
        self._stopped.set()
        return self._thread or self._before

    def result(self) -> Checker | None:
        """Return the checker when it is ready; begin with the first call.

        Raises what the check raised.
        """
        if self._thread is None:
            self._begin()
        if self._error is not None:
            raise self._error
        return self._done

    def _begin(self) -> None:
        from gui.document.rules import profile
        from model.checks.run import Checker

        live, layout, rules = self._disclosure, self._layout, profile(self._disclosure)
        last = self._last
        if len(live.projects) <= _AT_ONCE:
            self._done = Checker(live, layout, rules, last)
            return
        copy = copy_of(live)
        tables = {table.id: table for table in live.projects}

        def work() -> None:
            if self._before is not None:
                self._before.join()
            try:
                with stoppable(self._stopped.is_set):
                    checker = Checker(copy(), layout, rules, last)
                    checker.move_to(live, tables)
                    self._done = checker
            except Cancelled:
                pass
            except Exception as error:  # noqa: BLE001 - raised again by `result`
                self._error = error

        self._thread = threading.Thread(target=work, name="checks", daemon=True)
        self._thread.start()

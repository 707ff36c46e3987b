"""Keeps the findings up to date while the clerk types, a few milliseconds at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from gui.document.session import Session
from gui.findings.provider import FindingsProvider, LiveChecks
from gui.findings.tally import Tally, tally
from model.checks.base import Finding, Severity
from model.checks.names import PARTS
from model.checks.reviewed import Marks, Place
from model.document.disclosure import Disclosure
from model.document.edits import Change
from model.document.findings import Reviewed
from model.parts.formula import Checked

_POLL = 25
"""Milliseconds between two looks at a first check that runs in the background."""


class FindingsEngine(QObject):
    """Drives a `FindingsProvider` from a session's changes, and tells apart what is 已核实.

    Attributes:
        ready: everything was looked at once.
        failed: a check failed by a fault of the program; what is known is not to be relied on.

    Signals:
        updated: ids of the target tables whose findings were looked at anew.
        restarted: another disclosure; nothing is known yet.
        settled: nothing is left to be looked at.
    """

    updated = Signal(object)
    restarted = Signal()
    settled = Signal()

    def __init__(
        self,
        session: Session,
        provider: FindingsProvider | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._provider: FindingsProvider = provider or LiveChecks()
        self.ready = False
        self.failed = False
        self._last: Disclosure | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._work)
        self._marks = Marks(session.disclosure)
        self._stale: set[str] = set()
        self._of_parts: dict[str, list[Finding]] = {}
        self._tables: dict[str, tuple[Tally, list[Finding], dict[Place, Reviewed]]] = {}
        self._total = Tally()
        session.replaced.connect(self.restart)
        session.changed.connect(self._changed)

    def findings(self, table: str) -> Sequence[Finding]:
        """Return a target table's findings as known by now, without those marked 已核实.

        Also those of one part by its id, or of all by `PARTS`.
        """
        held = self._tables.get(table)
        return held[1] if held else self._of_parts.get(table, ())

    def all_findings(self, table: str) -> list[tuple[Finding, Reviewed | None]]:
        """Return a target table's findings in the order of its cells, each with its mark 已核实."""
        held = self._tables.get(table)
        marks = held[2] if held else {}
        found = self._provider.findings(table) if held else ()
        return [(finding, marks.get((finding.code, finding.ref))) for finding in found]

    def counts(self, table: str) -> tuple[int, int]:
        """Return how many 错误 and 警告 a target table has."""
        counts = self.tally(table)
        return counts.severity(Severity.ERROR), counts.severity(Severity.WARNING)

    def tally(self, table: str | None = None) -> Tally:
        """Return the counts of a target table's findings (empty: the own text), or of all."""
        if table is None:
            return self._total
        held = self._tables.get(table)
        return held[0] if held else tally(self._of_parts.get(table, ()), ())

    def relations(self) -> Sequence[Checked]:
        """Return every relation between the amounts of the parts that was judged."""
        return self._provider.relations()

    @property
    def totals(self) -> dict[Severity, int]:
        """How many findings of each severity there are."""
        return {severity: self._total.severity(severity) for severity in Severity}

    @property
    def busy(self) -> bool:
        """Whether something is still to be looked at."""
        return self._provider.pending() or bool(self._stale)

    @property
    def last_year(self) -> Disclosure | None:
        """Last year's disclosure, where it is open beside this one."""
        return self._last

    def know_last_year(self, last: Disclosure | None) -> None:
        """Check beside another file of last year, or without one."""
        if last is not self._last:
            self._last = last
            self._provider.know_last_year(last)
            self.restart()

    def restart(self) -> None:
        """Look at everything anew."""
        self._provider.restart(self._session.disclosure, self._session.layout)
        self._marks = Marks(self._session.disclosure)
        self.ready = False
        self.failed = False
        self._stale.clear()
        self._tables.clear()
        self._of_parts.clear()
        self._total = Tally()
        self.restarted.emit()
        self._timer.start(0)

    def _changed(self, change: Change) -> None:
        if change.rules:
            self.restart()
            return
        if change.structure:
            self._marks.projects_changed()
            self._forget_gone()
        self._stale |= self._marks.touched(change) & self._tables.keys()
        if change.reviewed:
            marked = self._marks.refresh()
            if any(table and table not in self._marks.known for table in marked):
                marked.add(PARTS)
            self._stale |= marked & self._tables.keys()
        self._provider.touch(change)
        if self.busy:
            self._timer.start(0)

    def _work(self) -> None:
        try:
            looked = self._provider.work() | self._stale
        except Exception:
            self.failed = True
            self.updated.emit(set())
            raise
        self._stale = set()
        here = self._marks.known
        looked = {table for table in looked if table in ("", PARTS) or table in here}
        for table in looked:
            self._look_at(table)
        if looked:
            self.ready = True
            self.updated.emit(looked)
        if self._provider.pending():
            # before all was looked at once, a thread is being waited for
            self._timer.start(0 if looked or self.ready else _POLL)
        else:
            self.settled.emit()

    def _look_at(self, table: str) -> None:
        """Tell a table's findings from those marked 已核实, and count them."""
        found = self._marks.sort_out(table, self._provider.findings(table))
        counts = tally(found.standing, (finding for finding, _ in found.reviewed))
        marks = {(finding.code, finding.ref): mark for finding, mark in found.reviewed}
        before = self._tables.get(table)
        if before is not None:
            self._total.add(before[0], -1)
        self._total.add(counts)
        self._tables[table] = counts, found.standing, marks
        if table == PARTS:
            self._of_parts = {}
            for finding in found.standing:
                self._of_parts.setdefault(self._session.entry_of(finding.ref), []).append(finding)

    def _forget_gone(self) -> None:
        kept = {"", PARTS, *self._marks.known}
        for table in [one for one in self._tables if one not in kept]:
            self._total.add(self._tables.pop(table)[0], -1)

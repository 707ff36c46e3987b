"""Keeps the findings up to date while the clerk types, a few milliseconds at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from gui.findings_provider import FindingsProvider, LiveChecks
from gui.session import Session
from model.checks.base import Finding, Severity
from model.edits import Change

_POLL = 25
"""Milliseconds between two looks at a first check that runs in the background."""


class FindingsEngine(QObject):
    """Drives a `FindingsProvider` from a session's changes.

    Attributes:
        ready: everything was looked at once.

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
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._work)
        self._totals = dict.fromkeys(Severity, 0)
        self._by_table: dict[str, tuple[int, ...]] = {}
        session.replaced.connect(self.restart)
        session.changed.connect(self._changed)

    def findings(self, table: str) -> Sequence[Finding]:
        """Return a target table's findings as known by now."""
        return self._provider.findings(table)

    def counts(self, table: str) -> tuple[int, int]:
        """Return how many 错误 and 警告 a target table has."""
        found = self._by_table.get(table)
        return (found[0], found[1]) if found else (0, 0)

    @property
    def totals(self) -> dict[Severity, int]:
        """How many findings of each severity there are."""
        return self._totals

    @property
    def busy(self) -> bool:
        """Whether something is still to be looked at."""
        return self._provider.pending()

    def restart(self) -> None:
        """Look at everything anew."""
        self._provider.restart(self._session.disclosure, self._session.layout)
        self.ready = False
        self._by_table.clear()
        self._totals = dict.fromkeys(Severity, 0)
        self.restarted.emit()
        self._timer.start(0)

    def _changed(self, change: Change) -> None:
        if change.structure:
            self._forget_gone()
        self._provider.touch(change)
        if self._provider.pending():
            self._timer.start(0)

    def _work(self) -> None:
        looked = self._provider.work()
        for table in looked:
            self._count(table)
        if looked:
            self.ready = True
            self.updated.emit(looked)
        if self._provider.pending():
            self._timer.start(0 if looked else _POLL)
        else:
            self.settled.emit()

    def _count(self, table: str) -> None:
        old = self._by_table.get(table, (0,) * len(Severity))
        new = [0] * len(Severity)
        for finding in self._provider.findings(table):
            new[finding.severity.rank] += 1
        self._by_table[table] = tuple(new)
        for severity, before, now in zip(Severity, old, new, strict=True):
            self._totals[severity] += now - before

    def _forget_gone(self) -> None:
        here = {table.id for table in self._session.disclosure.projects}
        for table in [table for table in self._by_table if table and table not in here]:
            for severity, count in zip(Severity, self._by_table.pop(table), strict=True):
                self._totals[severity] -= count

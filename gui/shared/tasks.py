"""Long work in the background: one at a time, with progress and a way to stop it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, SupportsIndex, TypeVar, overload

from PySide6.QtCore import QObject, Signal

TURN = 0.0003
"""Seconds a thread works on while the window waits for its turn."""

Item = TypeVar("Item")
Result = TypeVar("Result")


class Cancelled(Exception):  # noqa: N818 - no error: the clerk wanted it
    """The clerk stopped the work."""


class _BrokenOff(BaseException):
    """Strikes a thread that only reads, wherever it is; no `Exception`, so that nobody keeps it."""


class _Thread:
    """The thread of one piece of work, which may be broken off where that does no harm."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs: int | None = None

    def run(self, work: Callable[[], Result]) -> Result:
        """Do the work in the present thread.

        Raises:
            Cancelled: it was broken off.
        """
        try:
            with self._lock:
                self._runs = threading.get_ident()
            try:
                return work()
            finally:
                with self._lock:
                    self._runs = None
                # what was sent at the last moment strikes here and not later
                for _ in range(2):
                    threading.get_ident()
        except _BrokenOff:
            raise Cancelled from None

    def break_off(self) -> None:
        """Let the work end at its next step in Python; nothing happens where it has ended."""
        import ctypes

        with self._lock:
            if self._runs is not None:
                thread = ctypes.c_ulong(self._runs)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(_BrokenOff))
                self._runs = None


class Watch:
    """What background work reports to, and asks whether it is still wanted.

    Args:
        report: called with (done, total); a total of 0 means that it is unknown.
    """

    def __init__(self, report: Callable[[int, int], None]) -> None:
        self._report = report
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Ask the work to stop at the next step."""
        self._stopped.set()

    @property
    def stopped(self) -> bool:
        """Whether the work was asked to stop."""
        return self._stopped.is_set()

    def step(self, done: int, total: int) -> None:
        """Report how far the work is.

        Raises:
            Cancelled: it is not wanted any more.
        """
        if self.stopped:
            raise Cancelled
        self._report(done, total)


class Watched(Sequence[Item]):
    """A list that reports whoever goes through it, and lets them be stopped.

    Writers go through the target tables; so they need know nothing of progress.

    Args:
        items: the list.
        watch: where to report.
        passes: how often it will be gone through.
    """

    def __init__(self, items: list[Item], watch: Watch, passes: int) -> None:
        self._items = items
        self._watch = watch
        self._total = max(1, len(items) * passes)
        self._done = 0
        self._every = max(1, len(items) // 100)

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: SupportsIndex) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> list[Item]: ...
    def __getitem__(self, index: SupportsIndex | slice) -> Item | list[Item]:
        return self._items[index]

    def __iter__(self) -> Iterator[Item]:
        for item in self._items:
            self._done += 1
            if self._done % self._every == 0:
                # whoever goes through more often than foreseen waits at the end
                self._watch.step(min(self._done, self._total - 1), self._total)
            yield item


class Tasks(QObject):
    """Runs one piece of work at a time in a thread; all signals come in the window's own.

    Signals:
        started: the work's name.
        progressed: (done, total), total 0 where unknown.
        ended: the work is over, whatever became of it.
    """

    started = Signal(str)
    progressed = Signal(int, int)
    ended = Signal()
    _over = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # every call from Qt into Python waits so long for a busy thread: with Python's own
        # 5 ms, painting while something is exported would take tenths of a second
        sys.setswitchinterval(TURN)
        self._watch: Watch | None = None
        self._thread: threading.Thread | None = None
        self._reader: _Thread | None = None
        self._name = ""
        self._then: tuple[Callable[[Any], None], Callable[[Exception], None]] | None = None
        self._over.connect(self._finish)

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._watch is not None

    @property
    def name(self) -> str:
        """What is under way, or empty."""
        return self._name

    def run(
        self,
        name: str,
        work: Callable[[Watch], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        *,
        only_reads: bool = False,
    ) -> bool:
        """Begin a piece of work; False where other work is under way.

        Args:
            name: what it is, for the clerk: 正在导出 Word….
            work: done in a thread; it may only touch what it was given.
            done: called in the window's thread with what the work returned.
            failed: called likewise with what it raised; not when it was stopped.
            only_reads: it writes nothing and holds nothing, so that it may be broken off
                anywhere, not only where it reports.
        """
        if self.busy:
            return False
        watch = self._watch = Watch(self.progressed.emit)
        self._name, self._then = name, (done, failed)
        thread = _Thread()
        self._reader = thread if only_reads else None
        self.started.emit(name)

        def body() -> None:
            result: object = None
            error: Exception | None = None
            try:
                result = thread.run(lambda: work(watch))
            except Exception as raised:  # noqa: BLE001 - told to the clerk by `failed`
                error = raised
            self._over.emit(watch, (result, error))

        self._thread = threading.Thread(target=body, name=name, daemon=True)
        self._thread.start()
        return True

    def cancel(self) -> None:
        """Stop the work under way; what it would still return is dropped.

        The window is free at once. What only reads is broken off; what writes ends where it
        next reports, so that no half file stays.
        """
        if self._watch is not None:
            self._watch.stop()
            if self._reader is not None:
                self._reader.break_off()
            self._clear()

    def wait(self, seconds: float = 10.0) -> None:
        """Wait for a thread that was cancelled, so that it can tidy up behind itself."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _finish(self, watch: Watch, outcome: tuple[Any, Exception | None]) -> None:
        if watch is not self._watch or self._then is None:
            return
        done, failed = self._then
        result, error = outcome
        self._clear()
        if error is None:
            done(result)
        elif not isinstance(error, Cancelled):
            failed(error)

    def _clear(self) -> None:
        self._watch = None
        self._then = None
        self._reader = None
        self._name = ""
        self.ended.emit()

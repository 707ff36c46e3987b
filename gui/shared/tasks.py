"""Long work in the background: one at a time, with progress and a way to stop it."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, SupportsIndex, TypeVar, overload

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.shared import messages
from model.basics.errors import JibiaoError
from model.basics.steps import Cancelled, stoppable

TURN = 0.0003
"""Seconds a thread works on while the window waits for its turn."""

Item = TypeVar("Item")
Result = TypeVar("Result")
Failed = Callable[[JibiaoError], object]


class UnforeseenError(JibiaoError):
    """What the clerk is told where the work failed by a fault of this program."""

    def __init__(self) -> None:
        super().__init__("程序出了没有料到的错误，这件事没有做完")


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

    def stopped(self) -> bool:
        """Tell whether the work was asked to stop."""
        return self._stopped.is_set()

    def step(self, done: int, total: int) -> None:
        """Report how far the work is.

        Raises:
            Cancelled: it is not wanted any more.
        """
        if self.stopped():
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

    The work is stopped at its steps (`model.basics.steps.step`): a reader's are so close that it
    ends at once, and a writer puts nothing in place after it was stopped.

    Signals:
        started: the work's name.
        progressed: (done, total), total 0 where unknown.
        ended: the work is over, whatever became of it.
    """

    started = Signal(str)
    progressed = Signal(int, int)
    ended = Signal()
    _over = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # every call from Qt into Python waits so long for a busy thread: with Python's own
        # 5 ms, painting while something is exported would take tenths of a second
        sys.setswitchinterval(TURN)
        self._watch: Watch | None = None
        self._threads: list[threading.Thread] = []
        self._name = ""
        self._then: tuple[Callable[[Any], object], Failed] | None = None
        self._over.connect(self._finish)

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._watch is not None

    @property
    def name(self) -> str:
        """What is under way, or empty."""
        return self._name

    def refuses(self, asker: QWidget | None) -> bool:
        """Tell whether other work is under way; if so, the clerk is told in front of ``asker``."""
        if self.busy:
            messages.info(asker, f"{self._name}请等它完成，或先取消。")
        return self.busy

    def run(
        self,
        asker: QWidget | None,
        name: str,
        work: Callable[[Watch], Result],
        done: Callable[[Result], object],
        failed: Failed | None = None,
    ) -> bool:
        """Begin a piece of work; where other work is under way, say so and return False.

        An error nobody foresaw goes to `gui.shared.crash` besides.

        Args:
            asker: the window that wants it; the boxes stand in front of it.
            name: what it is, for the clerk: 正在导出 Word….
            work: done in a thread; it may only touch what it was given. What it imports is
                to be imported before: the window would have to wait for it.
            done: called in the window's thread with what the work returned; not when it
                was stopped.
            failed: called likewise with why it failed; by default that is shown in a box.
        """
        if self.refuses(asker):
            return False
        watch = self._watch = Watch(self.progressed.emit)
        self._name = name
        self._then = done, failed or (lambda error: tell(asker, error))
        self.started.emit(name)

        def body() -> None:
            result: object = None
            error: BaseException | None = None
            try:
                with stoppable(watch.stopped):
                    result = work(watch)
            except (Exception, Cancelled) as raised:  # noqa: BLE001 - told by `failed`
                error = raised
            # the window may be gone by now
            with contextlib.suppress(RuntimeError):
                self._over.emit(watch, result, error)

        self._threads = [thread for thread in self._threads if thread.is_alive()]
        self._threads.append(threading.Thread(target=body, name=name, daemon=True))
        self._threads[-1].start()
        return True

    def cancel(self) -> None:
        """Stop the work under way; what it would still return is dropped.

        The window is free at once, the work ends at its next step.
        """
        if self._watch is not None:
            self._watch.stop()
            self._clear()

    def wait(self, seconds: float = 10.0) -> None:
        """Wait for all that was stopped, so that it can tidy up behind itself."""
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _finish(self, watch: Watch, result: Any, error: BaseException | None) -> None:
        if watch is not self._watch or self._then is None:
            return
        done, failed = self._then
        self._clear()
        if error is None:
            done(result)
        elif isinstance(error, JibiaoError):
            failed(error)
        elif isinstance(error, Exception):
            failed(UnforeseenError())
            raise error

    def _clear(self) -> None:
        self._watch = None
        self._then = None
        self._name = ""
        self.ended.emit()


def tell(asker: QWidget | None, error: JibiaoError) -> None:
    """Show why work failed; an error nobody foresaw has a box of its own."""
    if not isinstance(error, UnforeseenError):
        messages.warn(asker, str(error))

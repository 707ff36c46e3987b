"""The library at work in a thread of its own: the window never waits for a disk."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from model.basics.steps import Cancelled, stoppable

if TYPE_CHECKING:
    from library.store import Library

Answer = TypeVar("Answer")

_BREATH = 0.005
"""Seconds long work rests between its pieces, so that typing goes on undisturbed."""


class LibraryService(QObject):
    """Opens a library when first asked, and answers one question after the other.

    Signals:
        failed: a `JibiaoError`: the library cannot be used as asked.
        renewed: a path: the library was broken, was put aside there, and a new one begun.
    """

    failed = Signal(object)
    renewed = Signal(object)
    _answered = Signal(object, object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._library: Library | None = None
        self._stopped = threading.Event()
        self._pool = ThreadPoolExecutor(1, "library")
        self._answered.connect(self._hand_on)

    def ask(self, work: Callable[[Library], Answer], then: Callable[[Answer], None]) -> None:
        """Ask the library; ``then`` is called with the answer, in the window's own thread.

        Where it cannot answer, `failed` is sent instead.
        """
        if not self._stopped.is_set():
            self._pool.submit(self._work, work, then)

    def step(self, _done: int = 0, _total: int = 0) -> None:
        """Stop long work when the window is closing; to be called between its pieces.

        Raises:
            Cancelled: it is.
        """
        if self._stopped.wait(_BREATH):
            raise Cancelled

    def close(self) -> None:
        """Drop what was asked and let go of the file, as soon as the piece at hand is done."""
        if not self._stopped.is_set():
            self._stopped.set()
            self._pool.submit(self._let_go)
            self._pool.shutdown(wait=False)

    def wait(self) -> None:
        """Wait until all that was asked is answered, or dropped."""
        self._pool.shutdown(wait=True)

    def _work(self, work: Callable[[Library], Any], then: Callable[[Any], None]) -> None:
        from model.basics.errors import JibiaoError

        if self._stopped.is_set():
            return
        answer: Any = None
        error: Exception | None = None
        try:
            with stoppable(self._stopped.is_set):
                answer = self._answer(work)
        except Cancelled:
            return
        except JibiaoError as told:
            error = told
        # the window may be gone by now
        with contextlib.suppress(RuntimeError):
            self._answered.emit((then, answer), error)

    def _answer(self, work: Callable[[Library], Any]) -> Any:
        """Return the answer; a library found broken is renewed, and asked again.

        One that is broken where opening does not look opens well, and is put aside here.
        """
        from library.errors import DamagedError
        from library.opening import set_aside

        for _ in range(2):
            try:
                return work(self._opened())
            except DamagedError:
                self._let_go()
        aside = set_aside(self.path)
        with contextlib.suppress(RuntimeError):
            self.renewed.emit(aside)
        return work(self._opened())

    def _opened(self) -> Library:
        from library.opening import open_or_renew

        if self._library is None:
            self._library, aside = open_or_renew(self.path)
            if aside is not None:
                with contextlib.suppress(RuntimeError):
                    self.renewed.emit(aside)
        return self._library

    def _let_go(self) -> None:
        if self._library is not None:
            self._library.close()
            self._library = None

    def _hand_on(self, answer: tuple[Callable[[Any], None], Any], error: Exception | None) -> None:
        if self._stopped.is_set():
            return
        if error is not None:
            self.failed.emit(error)
        else:
            then, value = answer
            then(value)

"""How long work is asked to stop: it looks up at its steps, and nothing strikes it in between.

Whoever runs work in a thread does it inside `stoppable`. The work, and whatever it calls,
calls `step` in its inner loops: at least once a row, a page or a piece of a file, so that a
file is left within a third of a second however large one table of it is. Work run by
itself, as on the command line, is never stopped.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Cancelled(BaseException):
    """The clerk stopped the work.

    No `Exception`, so that nobody who goes on after a bad file takes it for one.
    """


class _Here(threading.local):
    """What asks the present thread's work to stop."""

    stopped: Callable[[], bool] | None = None


_here = _Here()


def step() -> None:
    """Go on, unless the present thread's work is to stop; costs a tenth of a microsecond.

    Raises:
        Cancelled: it is to stop.
    """
    stopped = _here.stopped
    if stopped is not None and stopped():
        raise Cancelled


@contextmanager
def stoppable(stopped: Callable[[], bool]) -> Iterator[None]:
    """Let every `step` of the present thread ask ``stopped``, as long as the block lasts."""
    outer, _here.stopped = _here.stopped, stopped
    try:
        yield
    finally:
        _here.stopped = outer

"""Keeps an error in the midst of Qt's calls from bringing the program down (Python 3.11)."""

from __future__ import annotations

import sys
from functools import wraps
from types import FunctionType
from typing import Any


def keep_errors_whole() -> None:
    """Make errors pass through Qt safely in every class made from now on.

    An error raised by C code (``1 / 0``, ``[][0]``, `decimal`) is not yet an exception object
    in Python 3.11. PySide 6.9 looks into it where it passes through a method of ours that Qt
    called while another of ours had called Qt (``event`` → ``keyPressEvent``), and the process
    ends. Caught and raised again in Python, it is whole, and reaches `gui.shared.crash`.
    From 3.12 on every error is whole; tried with 3.12, 3.13 and PySide 6.8, 6.9.
    """
    if sys.version_info >= (3, 12):
        return
    from shiboken6 import Shiboken

    base: Any = Shiboken.Object
    base.__init_subclass__ = classmethod(_wrap_overrides)


def _wrap_overrides(made: Any) -> None:
    """Wrap those methods of a class that Qt may call."""
    theirs = [one for one in made.__mro__[1:] if one.__module__.startswith("PySide6.")]
    for name, method in list(vars(made).items()):
        ours = isinstance(method, FunctionType) and not name.startswith("__")
        if ours and any(name in vars(one) for one in theirs):
            setattr(made, name, _whole(method))


def _whole(method: Any) -> Any:
    @wraps(method)
    def call(*given: Any, **named: Any) -> Any:
        try:
            return method(*given, **named)
        except Exception:  # noqa: TRY203 - caught, it is made whole
            raise

    return call

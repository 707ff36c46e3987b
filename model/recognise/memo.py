"""Answers about texts, remembered: the same labels stand in every table of a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from model.recognise.folding import LONGEST_LABEL

_T = TypeVar("_T")

MOST = 1 << 16
"""With more answers than these, all are forgotten: a walk over many tables asks in rounds."""


class Memo(dict[str, _T]):
    """Asked as ``memo[text]``: a look into a dict costs a tenth of calling a function.

    Args:
        ask: gives the answer for a text; what is too long for a label is not remembered.
    """

    __slots__ = ("_ask",)

    def __init__(self, ask: Callable[[str], _T]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, text: str) -> _T:
        answer = self._ask(text)
        if len(text) <= LONGEST_LABEL:
            if len(self) >= MOST:
                self.clear()
            self[text] = answer
        return answer

"""One word of a question, and how it goes through rows of the index: as written, or by initials."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

Row = tuple[int, int, str, str, str, int, int, int]
"""-times, id, plain name, its initials (`library.words.letters`), searched text, level, kinds,
starter."""
TIMES: Final = 0
ID: Final = 1
PLAIN: Final = 2
LETTERS: Final = 3
SEARCHED: Final = 4
LEVEL: Final = 5
KINDS: Final = 6
STARTER: Final = 7

LONGEST = 30
"""Longer words of letters are no initials."""

Rows = list[Row]


class Written:
    """A word that is found as it is written, and not otherwise."""

    def __init__(self, word: str) -> None:
        self._word = word

    def found(self, rows: Rows) -> Rows:
        """Return the rows that hold it anywhere."""
        word = self._word
        return [row for row in rows if word in row[SEARCHED]]

    def named(self, rows: Rows) -> Rows:
        """Return the rows that hold it in their name."""
        word = self._word
        return [row for row in rows if word in row[PLAIN]]

    def begun(self, rows: Rows) -> Rows:
        """Return the rows whose name begins with it."""
        word = self._word
        return [row for row in rows if row[PLAIN].startswith(word)]

    def whole(self, rows: Rows) -> Rows:
        """Return the rows whose name it is."""
        word = self._word
        return [row for row in rows if row[PLAIN] == word]


class Typed:
    """A word of Latin letters: found as it is written, or as initials of a name.

    Args:
        word: the word.
        pattern: finds it in names read in too many ways to have them all written down.
        special: the rows with such a name, or with Latin letters in their texts: few.
    """

    def __init__(self, word: str, pattern: re.Pattern[str] | None, special: Iterable[Row]) -> None:
        self._word = word
        self._pattern = pattern
        self._named = {
            row[ID]
            for row in special
            if word in row[PLAIN]
            or (pattern is not None and not row[LETTERS] and pattern.search(row[PLAIN]))
        }
        self._held = self._named | {row[ID] for row in special if word in row[SEARCHED]}

    def found(self, rows: Rows) -> Rows:
        """Return the rows that hold it anywhere, or answer to it by initials."""
        return _answering(rows, self._word, self._held)

    def named(self, rows: Rows) -> Rows:
        """Return the rows whose name answers to it."""
        return _answering(rows, self._word, self._named)

    def begun(self, rows: Rows) -> Rows:
        """Return the rows whose name begins so."""
        return _answering(rows, f"\t{self._word}", self._others(rows, "match"))

    def whole(self, rows: Rows) -> Rows:
        """Return the rows whose whole name it is."""
        return _answering(rows, f"\t{self._word}\t", self._others(rows, "fullmatch"))

    def _others(self, rows: Rows, how: str) -> set[int]:
        """Return the ids of rows without initials whose name matches in a certain way."""
        if self._pattern is None or not self._named:
            return set()
        match: Callable[[str], object] = getattr(self._pattern, how)
        named = self._named
        return {row[ID] for row in rows if row[ID] in named and match(row[PLAIN])}


def _answering(rows: Rows, letters: str, ids: set[int]) -> Rows:
    if not ids:
        return [row for row in rows if letters in row[LETTERS]]
    return [row for row in rows if letters in row[LETTERS] or row[ID] in ids]


def ranked(rows: Rows, words: list[Written | Typed]) -> Rows:
    """Sort by where the words stand: the whole name, its beginning, in it, elsewhere.

    Those alike keep their order.
    """
    named = rows
    for word in words:
        named = word.named(named)
    begun = words[0].begun(named)
    whole = words[0].whole(begun) if len(words) == 1 else []
    return [
        *whole,
        *_without(begun, whole),
        *_without(named, begun),
        *_without(rows, named),
    ]


def _without(rows: Rows, some: Rows) -> Rows:
    """Return the rows that are not among some of them."""
    if len(some) == len(rows) or not some:
        return rows if not some else []
    ids = {row[ID] for row in some}
    return [row for row in rows if row[ID] not in ids]

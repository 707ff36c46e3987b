"""One word of a question, and how it goes through rows of the index: as written, or by initials."""

from __future__ import annotations

from typing import Final, Literal

from library.unspelt import Unspelt

Row = tuple[int, int, str, str, str, int, int, int, int]
"""-times, id, name, its initials (a tab around each; the name where they are not written
down), initials and all texts, level, kinds, starter, whether initials are written down."""
TIMES: Final = 0
ID: Final = 1
NAMED: Final = 2
LETTERS: Final = 3
ALL: Final = 4
LEVEL: Final = 5
KINDS: Final = 6
STARTER: Final = 7
SPELT: Final = 8

Rows = list[Row]


class Word:
    """A word of a question: found as it is written, or as initials of a name.

    Args:
        text: the word, folded.
        unspelt: the names that have no initials written down, by id of their rows.
    """

    def __init__(self, text: str, unspelt: Unspelt) -> None:
        self._text = text
        self._names = unspelt.names
        latin = text.isascii() and text.isalnum()
        # initials hold what a name has of Latin letters and digits, and are gone through sooner
        self._where: Literal[2, 3] = LETTERS if latin else NAMED
        letters = latin and not text.isdigit()
        self._pattern = unspelt.pattern(text) if letters else None
        self._others = unspelt.answering(text, self._pattern) if self._pattern else set()

    def found(self, rows: Rows) -> Rows:
        """Return the rows that hold it anywhere, or answer to it by initials."""
        text, others = self._text, self._others
        if others:
            return [row for row in rows if text in row[ALL] or row[ID] in others]
        return [row for row in rows if text in row[ALL]]

    def named(self, rows: Rows) -> tuple[Rows, Rows]:
        """Return the rows whose name answers to it, and the others."""
        return _parted(rows, self._where, self._text, self._others)

    def among_named(self, rows: Rows) -> Rows:
        """Return the rows whose name answers to it."""
        text, where, others = self._text, self._where, self._others
        if others:
            return [row for row in rows if text in row[where] or row[ID] in others]
        return [row for row in rows if text in row[where]]

    def begun(self, rows: Rows) -> tuple[Rows, Rows]:
        """Return the rows whose name begins so, and the others."""
        others = self._among_others("match")
        return _parted(rows, self._where, f"\t{self._text}", others)

    @property
    def vague(self) -> bool:
        """Whether it is a single letter, by which a good part of all names begins."""
        return self._where == LETTERS and len(self._text) == 1

    def whole(self, rows: Rows) -> tuple[Rows, Rows]:
        """Return the rows whose whole name it is, and the others."""
        others = self._among_others("fullmatch")
        return _parted(rows, self._where, f"\t{self._text}\t", others)

    def _among_others(self, how: str) -> set[int]:
        """Return the ids of rows without initials whose name matches in a certain way."""
        match = getattr(self._pattern, how, None)
        return {number for number in self._others if match and match(self._names[number])}


def _parted(rows: Rows, where: Literal[2, 3], text: str, ids: set[int]) -> tuple[Rows, Rows]:
    """Part rows in two by a text in one of their columns, or by id; both keep their order."""
    held: Rows = []
    rest: Rows = []
    if ids:
        for row in rows:
            (held if text in row[where] or row[ID] in ids else rest).append(row)
    else:
        for row in rows:
            (held if text in row[where] else rest).append(row)
    return held, rest


def ranked(rows: Rows, words: list[Word]) -> Rows:
    """Sort by where the words stand: the whole name, its beginning, in it, elsewhere.

    Those alike keep their order.
    """
    first, *more = words
    if more:
        named = rows
        for word in words:
            named = word.among_named(named)
        rest = _without(rows, named)
    else:
        named, rest = first.named(rows)
    if first.vague:
        return named + rest
    begun, named = first.begun(named)
    whole, begun = ([], begun) if more else first.whole(begun)
    return [*whole, *begun, *named, *rest]


def _without(rows: Rows, some: Rows) -> Rows:
    """Return the rows that are not among some of them."""
    if len(some) == len(rows):
        return []
    ids = {row[ID] for row in some}
    return [row for row in rows if row[ID] not in ids]

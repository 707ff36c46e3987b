"""What is searched, held in memory: 50,000 entries are gone through in some milliseconds.

SQLite's own means were measured: going through the rows by LIKE takes three times as long, and
its full text index knows no words of one or two characters, which is what Chinese is made of.
"""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_left, insort
from collections.abc import Iterable

from msgspec import Struct

from library.asking_words import (
    ID,
    KINDS,
    LETTERS,
    LEVEL,
    LONGEST,
    PLAIN,
    SEARCHED,
    STARTER,
    TIMES,
    Row,
    Typed,
    Written,
    ranked,
)
from library.schema import last_rev
from library.words import folded
from model.pinyin import initials

_CHANGED = """
SELECT -times, id, plain, letters, searched, level, kinds, starter
FROM entry WHERE rev > ? LIMIT ?"""
_ALL = """
SELECT -times, id, plain, letters, searched, level, kinds, starter
FROM entry WHERE times OR starter"""
_MANY = 2000
"""With more entries changed, all are loaded anew."""
_LETTER = re.compile("[a-z]")


class Limits(Struct, frozen=True):
    """What entries are asked for, besides words; None: all.

    ``levels`` are numbers of levels; ``kind`` is the bit of a kind of work; ``starter`` asks
    for what came with the program (True) or was used by a department (False).
    """

    levels: frozenset[int] | None = None
    kind: int | None = None
    starter: bool | None = None


class Index:
    """Every entry that is to be found, in the order of how often it was used."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.by_id: dict[int, Row] = {}
        self._rev = -1
        self._special: dict[int, Row] = {}
        self._known: set[str] = set()
        self._letters: dict[str, set[str]] | None = None

    def refresh(self, connection: sqlite3.Connection) -> None:
        """Take in what was changed since the last time, by whatever window."""
        rev = last_rev(connection)
        if rev == self._rev:
            return
        changed = connection.execute(_CHANGED, (self._rev, _MANY + 1)).fetchall()
        if self._rev < 0 or len(changed) > _MANY:
            self._load(connection)
        else:
            for row in changed:
                self._put(row)
        self._rev = rev

    def _load(self, connection: sqlite3.Connection) -> None:
        self.rows = connection.execute(_ALL).fetchall()
        self.rows.sort()
        self.by_id = {row[ID]: row for row in self.rows}
        self._special = {row[ID]: row for row in self.rows if _is_special(row)}
        self._known.clear()
        self._letters = None

    def _put(self, row: Row) -> None:
        old = self.by_id.pop(row[ID], None)
        if old is not None:
            del self.rows[bisect_left(self.rows, old)]
            self._special.pop(row[ID], None)
        if row[TIMES] or row[STARTER]:
            insort(self.rows, row)
            self.by_id[row[ID]] = row
            if _is_special(row):
                self._special[row[ID]] = row
            if self._letters is not None and not row[LETTERS]:
                self._learn_letters(row[PLAIN])

    def find(self, words: str, limits: Limits, among: Iterable[int] | None = None) -> list[int]:
        """Return the ids of the entries that hold every word and keep the limits.

        Those whose name holds the words come first, then the most used; ``among`` gives
        candidates in an order that is kept.
        """
        rows = self.rows
        if among is not None:
            rows = [self.by_id[number] for number in among if number in self.by_id]
        rows = _limited(rows, limits)
        # what is written out is found quickest, and leaves least for the initials
        typed = sorted(dict.fromkeys(folded(words).split()), key=str.isascii)
        asked = [self._word(word) for word in typed]
        for word in asked:
            rows = word.found(rows)
        if asked and among is None:
            rows = ranked(rows, asked)
        return [row[ID] for row in rows]

    def _word(self, word: str) -> Written | Typed:
        if not (word.isascii() and word.isalnum()) or word.isdigit() or len(word) > LONGEST:
            return Written(word)
        return Typed(word, self._pattern(word), self._special.values())

    def _pattern(self, word: str) -> re.Pattern[str] | None:
        """Return what finds a word by initials in the names that have none written down."""
        if self._letters is None:
            self._letters = {}
            self._learn_letters("".join(row[PLAIN] for row in self.rows if not row[LETTERS]))
        classes = [self._letters.get(letter, set()) for letter in word]
        if not all(classes):
            return None
        # sorted: re keeps what it has compiled by the pattern's text
        return re.compile("".join(f"[{re.escape(''.join(sorted(one)))}]" for one in classes))

    def _learn_letters(self, text: str) -> None:
        """Note by which letters characters may be typed."""
        assert self._letters is not None
        new = set(text) - self._known
        self._known |= new
        for char in new:
            for letter in "".join(initials(char)):
                self._letters.setdefault(letter, set()).add(char)


def _limited(rows: list[Row], limits: Limits) -> list[Row]:
    if limits.levels is not None:
        levels = limits.levels
        rows = [row for row in rows if row[LEVEL] in levels]
    if limits.kind is not None:
        bit = 1 << limits.kind
        rows = [row for row in rows if row[KINDS] & bit]
    if limits.starter is not None:
        if limits.starter:
            rows = [row for row in rows if row[STARTER]]
        else:
            rows = [row for row in rows if row[TIMES]]
    return rows


def _is_special(row: Row) -> bool:
    """Tell whether a word of letters must be looked for beyond a row's initials."""
    return not row[LETTERS] or bool(_LETTER.search(row[SEARCHED]))

"""What is searched, held in memory: 50,000 entries are gone through in some milliseconds.

SQLite's own means were measured: going through the rows by LIKE takes three times as long, and
its full text index knows no words of one or two characters, which is what Chinese is made of.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, insort
from collections.abc import Iterable

from msgspec import Struct

from library.asking_words import (
    ID,
    KINDS,
    LEVEL,
    NAMED,
    SPELT,
    STARTER,
    TIMES,
    Row,
    Word,
    ranked,
)
from library.schema import last_rev
from library.unspelt import Unspelt
from library.words import folded

# a tab around each name and each way of typing it: by that its beginning is found
_ROW = """
SELECT -times, id, named, CASE letters WHEN '' THEN named ELSE letters END,
       letters || char(10) || searched, level, kinds, starter, letters <> ''
FROM (SELECT *, char(9) || plain || char(9) AS named FROM entry)
"""
_CHANGED = f"{_ROW} WHERE rev > ? LIMIT ?"
_ALL = f"{_ROW} WHERE times OR starter"
_MANY = 2000
"""With more entries changed, all are loaded anew."""


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
        self._unspelt = Unspelt({})

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
        self._unspelt = Unspelt({row[ID]: _plain(row) for row in self.rows if not row[SPELT]})

    def _put(self, row: Row) -> None:
        old = self.by_id.pop(row[ID], None)
        if old is not None:
            del self.rows[bisect_left(self.rows, old)]
        if row[TIMES] or row[STARTER]:
            insort(self.rows, row)
            self.by_id[row[ID]] = row
            if not row[SPELT]:
                self._unspelt.add(row[ID], _plain(row))

    def find(self, words: str, limits: Limits, among: Iterable[int] | None = None) -> list[int]:
        """Return the ids of the entries that hold every word and keep the limits.

        Those whose name holds the words come first, then the most used; ``among`` gives
        candidates in an order that is kept.
        """
        rows = self.rows
        if among is not None:
            rows = [self.by_id[number] for number in among if number in self.by_id]
        rows = _limited(rows, limits)
        typed = dict.fromkeys(folded(words).split())
        asked: dict[str, Word] = {}
        # what is written out is found quickest, and leaves least for the initials
        for text in sorted(typed, key=_effort):
            # a page pasted in has hundreds of words: a few of them leave nothing
            if not rows:
                return []
            asked[text] = Word(text, self._unspelt)
            rows = asked[text].found(rows)
        if asked and among is None:
            rows = ranked(rows, [asked[text] for text in typed])
        return [row[ID] for row in rows]


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


def _plain(row: Row) -> str:
    """Return the plain name of a row that has no initials written down."""
    return row[NAMED][1:-1]


def _effort(word: str) -> tuple[bool, int]:
    """Sort words by what looking for them costs: longer ones leave less for the next."""
    return word.isascii(), -len(word)

"""Offers what was written before: names, bases and units of this file and of earlier ones."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from heapq import nsmallest
from itertools import accumulate, islice, product

import msgspec
from msgspec import Struct, field

from model.basics.pinyin import initials
from model.document.cells import CellRef, find_table
from model.document.disclosure import VALUE_PARTS, Disclosure, TargetTable
from model.document.edits import Change
from model.quantities.values import parse_value

FIELDS = ("name", "basis", "unit", "operator")
"""What is learned: indicators' names, their bases, units and operators of their values."""

_ENDS = "\n；;、，,"
"""What stands between two documents in one basis."""
_FILES_KEPT = 30
_TEXTS_KEPT = 400
_LONGEST = 60
"""Longer texts are sentences, not something to be written again."""
_READINGS = 16
"""So many ways of reading a text are told apart; characters mostly have one."""
_LETTERS_MOST = 24
"""Initials are typed of the first characters of a text."""


class Remembered(Struct):
    """What one file held: field → text → how often."""

    file: str
    uses: dict[str, dict[str, int]] = field(default_factory=dict)


class _Memory(Struct):
    """What is kept from one start of the program to the next, the latest file last."""

    files: list[Remembered] = field(default_factory=list)


class Suggester:
    """Knows texts used before, of the disclosure that is open and of earlier files.

    Nothing is read before something is asked for, so that opening a file costs nothing.
    """

    def __init__(self) -> None:
        self._memory = _Memory()
        self._words = {name: _Words() for name in FIELDS}
        self._open: Disclosure | None = None
        self._tables: dict[str, list[tuple[str, str]]] | None = None
        self._summed = ""

    @classmethod
    def from_json(cls, data: bytes) -> Suggester:
        """Return one that remembers what `to_json` gave; nothing where that is broken."""
        made = cls()
        try:
            made._memory = msgspec.json.decode(data, type=_Memory)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            # what was offered before is a convenience: it is learned anew
            made._memory = _Memory()
        return made

    def to_json(self) -> bytes:
        """Return what is to be remembered, the open disclosure among it."""
        files = list(self._memory.files)
        if self._open is not None:
            files = _with(files, _remember(self._open))
        return msgspec.json.encode(_Memory(files))

    def learn(self, disclosure: Disclosure) -> None:
        """Learn from an earlier file; one of the same department and year takes its place."""
        self._memory.files = _with(self._memory.files, _remember(disclosure))
        self._forget()

    def open(self, disclosure: Disclosure) -> None:
        """Learn from the disclosure that is open from now on; the one before is remembered."""
        if self._open is not None and self._open is not disclosure:
            self._memory.files = _with(self._memory.files, _remember(self._open))
        self._open = disclosure
        self._forget()

    def note_change(self, disclosure: Disclosure, change: Change) -> None:
        """Learn what an edit of the open disclosure changed; only its target tables are read."""
        if disclosure is not self._open or self._tables is None:
            return
        if change.structure or _key(disclosure) != self._summed:
            self._forget()
            return
        for table_id in {ref.table for ref in change.cells} | set(change.tables):
            if table_id:
                self._read(disclosure, table_id, self._tables)

    def suggest(self, field: str, text: str, limit: int = 8) -> list[str]:
        """Return texts used before that hold every word typed, the most used first.

        Args:
            field: one of `FIELDS`; of others nothing is known.
            text: what is typed: characters of the text, or initials of its pinyin.
            limit: at most so many.
        """
        words = self._words.get(field)
        if words is None:
            return []
        self.prepare()
        return words.find(text, limit)

    def prepare(self) -> None:
        """Read what is not read yet, so that the next question is answered at once."""
        if self._tables is not None:
            return
        for words in self._words.values():
            words.clear()
        self._tables = {}
        self._summed = _key(self._open) if self._open is not None else ""
        for file in self._memory.files:
            if self._open is not None and file.file == self._summed:
                continue
            for name, uses in file.uses.items():
                if name in self._words:
                    for text, times in uses.items():
                        self._words[name].add(text, times)
        if self._open is not None:
            for table in self._open.projects:
                self._tables[table.id] = pairs = list(_pairs(table))
                for name, text in pairs:
                    self._words[name].add(text, 1)

    def _forget(self) -> None:
        self._tables = None

    def _read(
        self, disclosure: Disclosure, table_id: str, tables: dict[str, list[tuple[str, str]]]
    ) -> None:
        table = find_table(disclosure, CellRef(table_id))
        before = tables.pop(table_id, [])
        now = list(_pairs(table)) if table is not None else []
        if table is not None:
            tables[table_id] = now
        difference = Counter(now)
        difference.subtract(before)
        for (name, text), times in difference.items():
            if times:
                self._words[name].add(text, times)


class _Words:
    """The texts of one field, with how often each was used."""

    def __init__(self) -> None:
        self._uses: dict[str, int] = {}
        self._written = _Lines()
        self._read = _Lines()

    def clear(self) -> None:
        self._uses.clear()
        self._stale()

    def add(self, text: str, times: int) -> None:
        """Count uses; negative ``times`` take them back."""
        now = self._uses.get(text, 0) + times
        if now > 0:
            if text not in self._uses:
                self._stale()
            self._uses[text] = now
        elif self._uses.pop(text, None) is not None:
            self._stale()

    def find(self, query: str, limit: int) -> list[str]:
        """Return the texts that hold every word of a query, the most used first."""
        found: set[str] | None = None
        for word in _written_as(query).split():
            here = self._written.holding(word, self._uses, _written_as)
            if word.isascii() and word.isalnum():
                here |= self._read.holding(word, self._uses, _read_as)
            found = here if found is None else found & here
        uses = self._uses
        texts = uses if found is None else found
        return nsmallest(limit, texts, key=lambda text: (-uses[text], len(text), text))

    def _stale(self) -> None:
        self._written.stale = self._read.stale = True


class _Lines:
    """Texts in a form to be searched, all in one long string: much faster than one by one."""

    def __init__(self) -> None:
        self.stale = True
        self._known: dict[str, str] = {}
        self._texts: list[str] = []
        self._joined = ""
        self._starts: list[int] = []

    def holding(self, word: str, texts: dict[str, int], form: Callable[[str], str]) -> set[str]:
        """Return the texts whose searched form holds a word."""
        if self.stale:
            self._join(texts, form)
        found: set[str] = set()
        at = self._joined.find(word)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            found.add(self._texts[number])
            at = self._joined.find(word, self._starts[number + 1])
        return found

    def _join(self, texts: dict[str, int], form: Callable[[str], str]) -> None:
        known = self._known
        self._known = {
            text: known[text] if text in known else form(text).replace("\n", " ") for text in texts
        }
        self._texts = list(self._known)
        self._joined = "\n".join(self._known.values())
        self._starts = [0, *accumulate(len(line) + 1 for line in self._known.values())]
        self.stale = False


def _written_as(text: str) -> str:
    """Fold case and full-width letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def _read_as(text: str) -> str:
    """Return every way a text's initials may be typed."""
    letters = initials(text)[:_LETTERS_MOST]
    ways = islice(product(*(one or " " for one in letters)), _READINGS)
    return "\t".join("".join(way) for way in ways)


_BETWEEN = re.compile(f"(《[^》]{{0,200}}》|[^{_ENDS}《]|《)++")


def bases(text: str) -> list[str]:
    """Return the documents a basis names; what stands in 《》 is one."""
    found = (match[0].strip() for match in _BETWEEN.finditer(text))
    return [one for one in found if one]


def _pairs(table: TargetTable) -> Iterator[tuple[str, str]]:
    """Yield (field, text) of all that is worth offering again."""
    for item in table.indicators:
        value = parse_value(item.value)
        numbered = value.kind in ("number", "range")
        unit = value.unit if numbered else item.extra.get(VALUE_PARTS[2], "")
        found = [("name", " ".join(item.name.split())), ("unit", unit)]
        found += [("basis", one) for one in bases(item.basis)]
        found.append(("operator", value.standard_operator if numbered else ""))
        yield from ((name, text) for name, text in found if text and len(text) <= _LONGEST)


def _key(disclosure: Disclosure) -> str:
    """Tell files apart: saved again, or read again, the same file counts once."""
    return f"{disclosure.department.name.strip()} {disclosure.year or ''}".strip()


def _remember(disclosure: Disclosure) -> Remembered:
    uses: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
    for table in disclosure.projects:
        for name, text in _pairs(table):
            uses[name][text] += 1
    most = {name: dict(counter.most_common(_TEXTS_KEPT)) for name, counter in uses.items()}
    return Remembered(_key(disclosure), most)


def _with(files: list[Remembered], new: Remembered) -> list[Remembered]:
    """Return the files with a new one at the end, the oldest dropped; empty ones say nothing."""
    others = [file for file in files if file.file != new.file]
    return [*others, new][-_FILES_KEPT:] if any(new.uses.values()) else files

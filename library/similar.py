"""Which projects are like one: by the words of their names, and of all they say of themselves.

Each text becomes the set of its pairs of neighbouring characters, kept as bits of a number,
so that ten thousand projects are compared in a few milliseconds.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from math import sqrt

from msgspec import Struct

from library.words import packed

_NAME_BITS, _ABOUT_BITS = 512, 2048
_NAME_WEIGHT, _ABOUT_WEIGHT = 0.6, 0.4
_ALIKE = 0.16
"""Below this, two projects have hardly more in common than their trade."""
MOST = 12
_GENERIC = re.compile(
    r"项目|经费|资金|专项|工作|补助|补贴|预算|年度|本年|全年|本级|市级|省级|县级|中央|提前下达|下达"
    r"|完成|保障|提高|提升|推进|加强|开展|进一步|目标|用于|支出|安排|相关|有关|以及|通过|确保|[^\w]|[\d_]|[万千百]元"
)
"""Words every project uses say nothing of what it is like."""

Marked = tuple[int, int, int, int, int]
"""A project's id, the bits of its name, how many, the bits of its text, how many."""


class Alike(Struct, frozen=True):
    """A project like the one asked for; ``score`` is above 0, 1 for the very same words."""

    project: int
    score: float


def marks(name: str, about: str) -> bytes:
    """Return a project's bits, as they are kept in the library."""
    named = _bits(name, _NAME_BITS).to_bytes(_NAME_BITS // 8, "little")
    # the name among the rest: what one calls itself, another may only speak of
    return named + _bits(f"{name}\n{about}", _ABOUT_BITS).to_bytes(_ABOUT_BITS // 8, "little")


def _bits(text: str, size: int) -> int:
    bits = 0
    for part in _GENERIC.split(packed(text)):
        for place in range(len(part) - 1):
            pair = part[place : place + 2].encode("utf-8", "surrogatepass")
            bits |= 1 << zlib.crc32(pair) % size
    return bits


class Projects:
    """The bits of every project in a library, held in memory."""

    def __init__(self) -> None:
        self._held: dict[int, Marked] = {}
        self._rev = -1

    def refresh(self, connection: sqlite3.Connection, rev: int) -> None:
        """Take in what was changed since the last time."""
        if rev == self._rev:
            return
        for number, data, gone in connection.execute(
            "SELECT id, marks, gone FROM project WHERE rev > ?", (self._rev,)
        ):
            if gone:
                self._held.pop(number, None)
            else:
                self._held[number] = _marked(number, data)
        self._rev = rev

    def like(self, name: str, about: str, leave_out: int | None = None) -> list[Alike]:
        """Return the projects most like one, the likest first; at most `MOST`."""
        _, named, named_count, said, said_count = _marked(0, marks(name, about))
        found = []
        for number, its_name, its_count, its_text, text_count in self._held.values():
            same = (named & its_name).bit_count()
            score = 0.0
            if same:
                score = _NAME_WEIGHT * same / sqrt(named_count * its_count)
            shared = (said & its_text).bit_count()
            if shared:
                score += _ABOUT_WEIGHT * shared / sqrt(said_count * text_count)
            if score > _ALIKE and number != leave_out:
                found.append((-score, number))
        found.sort()
        return [Alike(number, -score) for score, number in found[:MOST]]


def _marked(number: int, data: bytes) -> Marked:
    edge = _NAME_BITS // 8
    name = int.from_bytes(data[:edge], "little")
    about = int.from_bytes(data[edge:], "little")
    return number, name, name.bit_count(), about, about.bit_count()

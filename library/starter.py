"""The set of common indicators that comes with the program, by kind of work."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from model.basics.assets import asset

STARTER_FILE = asset("library", "starter.toml")

_IN_NAME, _IN_TEXT, _ENOUGH = 4, 1, 2
"""What a kind's word counts in a project's name, in its other texts; what a kind needs."""
_KINDS_MOST = 2


class StarterEntry(Struct, frozen=True):
    """One common indicator; ``value`` is a typical one (≥400人次), to be changed."""

    kind: str
    level1: str
    level2: str
    name: str
    description: str
    value: str
    basis: str


class Kind(Struct, frozen=True):
    """A kind of work (培训会议), and the words projects of that kind are known by."""

    name: str
    words: tuple[str, ...]


class KindFound(Struct, frozen=True):
    """A kind a project belongs to: which of its words was found, and whether in the name."""

    kind: str
    word: str
    in_name: bool


class Starter(Struct, frozen=True):
    """The whole set; ``digest`` tells one edition from another."""

    digest: str
    kinds: tuple[Kind, ...]
    entries: tuple[StarterEntry, ...]

    def kinds_of(self, name: str, about: str) -> list[KindFound]:
        """Return the kinds of work a project is, the likeliest first; at most two.

        Args:
            name: the project's name.
            about: what else it says of itself: purpose and goals.
        """
        found: list[tuple[int, KindFound]] = []
        for kind in self.kinds:
            named = [word for word in kind.words if word in name]
            said = [word for word in kind.words if word in about]
            score = _IN_NAME * len(named) + _IN_TEXT * len(said)
            if named or score >= _ENOUGH:
                found.append((score, KindFound(kind.name, (named or said)[0], bool(named))))
        found.sort(key=lambda one: -one[0])
        return [one for _, one in found[:_KINDS_MOST]]


class _KindFile(Struct, forbid_unknown_fields=True):
    name: str
    words: tuple[str, ...]
    entries: list[tuple[str, str, str, str, str, str, str]]


class _File(Struct, forbid_unknown_fields=True):
    levels: dict[str, str]
    kinds: list[_KindFile]


COMMON = "通用"
"""The kind that suits every project."""


@cache
def load_starter(path: Path = STARTER_FILE) -> Starter:
    """Read the set; it is part of the program, so that a fault in it is a programmer's."""
    data = path.read_bytes()
    held = msgspec.convert(tomllib.loads(data.decode()), _File)
    entries = [
        StarterEntry(
            kind.name, held.levels[level2], level2, name, said, operator + number + unit, basis
        )
        for kind in held.kinds
        for level2, name, said, operator, number, unit, basis in kind.entries
    ]
    kinds = tuple(Kind(kind.name, kind.words) for kind in held.kinds)
    return Starter(hashlib.sha256(data).hexdigest()[:16], kinds, tuple(entries))

"""What the library is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from library.words import entry_key, text_of

OWN, STARTER = "own", "starter"
"""Where an entry comes from: used by a department, or from the set of the program."""


class Entry(Struct, frozen=True):
    """An entry as it is listed; the texts are those of its latest use, else typical ones.

    ``times`` is how many projects used it; ``own`` whether any did; ``starter`` whether it
    is one of the common indicators of the program.
    """

    id: int
    level1: str
    level2: str
    name: str
    description: str
    value: str
    basis: str
    times: int
    starter: bool
    kinds: str

    @property
    def key(self) -> str:
        """What is the same for the same indicator of a target table."""
        return entry_key(self.level2, self.name)


class Use(Struct, frozen=True):
    """Where an entry was used, and with what texts; ``year`` 0 where it is not known."""

    year: int
    department: str
    project: str
    description: str
    value: str
    basis: str
    path: str


class Asked(Struct, frozen=True):
    """A question; empty parts do not matter.

    ``words`` are words of the name, description, kind or basis, or initials of the name's
    pinyin; ``level2`` is a level 2 of ``level1``; ``source`` is `OWN` or `STARTER`.
    """

    words: str = ""
    level1: str = ""
    level2: str = ""
    kind: str = ""
    source: str = ""


class Found(Struct):
    """The ids of all entries found, the best first.

    ``why`` says it for those that are similar; ``held`` is how many entries there are in all.
    """

    ids: list[int]
    why: dict[int, str] = field(default_factory=dict)
    held: int = 0


class Size(Struct, frozen=True):
    """How much a library holds."""

    entries: int
    own: int
    projects: int


def entry_of(row: Sequence[object], kinds: dict[int, str]) -> Entry:
    """Return an entry as the database has it: id, six texts, times, starter, kinds."""
    number, *texts, times, starter, mask = row
    assert isinstance(number, int)
    assert isinstance(times, int)
    assert isinstance(mask, int)
    of_kinds = "、".join(name for kind, name in kinds.items() if mask >> kind & 1)
    level1, level2, name, description, value, basis = map(text_of, texts)
    return Entry(
        *(number, level1, level2, name, description, value, basis, times, bool(starter), of_kinds)
    )

"""Which part, paragraph, table and row of one disclosure is which of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence

from model.compare.likeness import Features, shingles
from model.compare.pairing import Match, Pairing
from model.document.blocks import Part, PartRow, PartTable, PartText

_ALIKE = 0.5
"""Two paragraphs less alike than this are not the same one rewritten."""

Keys = list[Sequence[Hashable]]
"""The keys of each side's things, by their places."""


def pair_parts(
    before: Sequence[Part], after: Sequence[Part], identity: bool = False
) -> list[Match]:
    """Lay the parts of two disclosures beside each other: by kind, title, likeness.

    Args:
        before, after: the parts of each side.
        identity: by identity first, which this program's own file keeps; in the others too.
    """
    sides = (before, after)
    keys: list[Keys] = [[[part.key or None for part in side] for side in sides]]
    keys.append([[plain(part.title) or None for part in side] for side in sides])
    texts = [[part_text(part) for part in side] for side in sides]
    return _paired(texts, _ids(sides, identity) + keys, _ALIKE)


def pair_texts(
    before: Sequence[PartText], after: Sequence[PartText], identity: bool = False
) -> list[Match]:
    """Lay paragraphs beside each other: by their words, likeness, place under a heading."""
    sides = (before, after)
    words: Keys = [[(one.kind, plain(one.text)) for one in side] for side in sides]
    texts = [[one.text for one in side] for side in sides]
    places = [_places(side) for side in sides]
    return _paired(texts, [*_ids(sides, identity), words], _ALIKE, places)


def pair_part_tables(
    before: Sequence[PartTable], after: Sequence[PartTable], identity: bool = False
) -> list[Match]:
    """Lay tables beside each other: by kind, head, and order."""
    sides = (before, after)
    keys: list[Keys] = [[[one.key or None for one in side] for side in sides]]
    keys.append([[plain(_table_head(one)) or None for one in side] for side in sides])
    texts = [[table_text(one) for one in side] for side in sides]
    places = [list(range(len(side))) for side in sides]
    return _paired(texts, _ids(sides, identity) + keys, 1.0, places)


def pair_part_rows(before: PartTable, after: PartTable, identity: bool = False) -> list[Match]:
    """Lay the rows of two tables beside each other: by head, first cell, likeness, place."""
    sides = (before.rows, after.rows)
    heads: Keys = [
        [("head", place - one.head[0]) if place <= one.head[1] else None for place in rows]
        for one, rows in ((one, range(len(one.rows))) for one in (before, after))
    ]
    firsts: Keys = [[plain(_first(row)) or None for row in side] for side in sides]
    texts = [[row_text(row) for row in side] for side in sides]
    places = [list(range(len(side))) for side in sides]
    return _paired(texts, [*_ids(sides, identity), heads, firsts], _ALIKE, places)


def _ids(
    sides: Sequence[Sequence[Part | PartText | PartTable | PartRow]], wanted: bool
) -> list[Keys]:
    return [[[one.id for one in side] for side in sides]] if wanted else []


def _paired(
    texts: list[list[str]],
    keys: Sequence[Keys],
    least: float,
    places: Sequence[Sequence[Hashable]] | None = None,
) -> list[Match]:
    """Pair two lists by keys in turn, by likeness, and what is left by its place."""

    def of(side: Sequence[Hashable]) -> Callable[[int], Hashable]:
        return side.__getitem__

    pairing = Pairing(
        len(texts[0]),
        len(texts[1]),
        lambda place: _features(texts[0][place]),
        lambda place: _features(texts[1][place]),
    )
    for ours, theirs in keys:
        pairing.by_key(of(ours), of(theirs), "name")
    if least < 1:
        pairing.by_likeness(least)
    if places is not None:
        pairing.by_key(of(places[0]), of(places[1]), "place", many=False)
    return pairing.matches()


def _places(texts: Sequence[PartText]) -> list[tuple[str, str, int]]:
    """Return under which heading each paragraph stands, what it is, and the how manieth."""
    heading, seen = "", Counter[tuple[str, str]]()
    places: list[tuple[str, str, int]] = []
    for one in texts:
        if one.kind == "heading":
            heading = plain(one.text)
        seen[heading, one.kind] += 1
        places.append((heading, one.kind, seen[heading, one.kind]))
    return places


def _features(text: str) -> Features:
    return frozenset(shingles("".join(text.split()), 2))


def plain(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())


def _first(row: PartRow) -> str:
    return next((cell.text for cell in row.cells if cell.text.strip()), "")


def row_text(row: PartRow) -> str:
    """Return the filled cells of a row on one line."""
    return "　".join(cell.text for cell in row.cells if cell.text.strip())


def _table_head(table: PartTable) -> str:
    return "\n".join(row_text(row) for row in table.rows[: table.head[1] + 1])


def table_text(table: PartTable) -> str:
    """Return a table, a line a row."""
    return "\n".join(row_text(row) for row in table.rows)


def part_text(part: Part) -> str:
    """Return all a part says, the 绩效文本 aside."""
    texts = [part.title]
    for block in part.blocks:
        if isinstance(block, PartText):
            texts.append(block.text)
        elif isinstance(block, PartTable):
            texts.append(table_text(block))
    return "\n".join(text for text in texts if text.strip())

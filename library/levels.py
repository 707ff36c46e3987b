"""Level 1 and level 2 in the words of a form: found by name, by alias, else by what they mean."""

from __future__ import annotations

from collections.abc import Iterable

from library.words import joined_line
from model.checks.view import kind_of, level_key
from model.document.disclosure import Indicator
from model.layout import Layout

Place = tuple[int, int]
"""Numbers of a level 1 and a level 2 in a form."""

_AFTER_ALL: Place = (1000, 1000)


def find_place(layout: Layout, level1: str, level2: str) -> Place | None:
    """Return where a form has a level 2, whatever it calls it; None where it has none."""
    above, own = level_key(level1), level_key(level2)
    fallback: Place | None = None
    for first, one in enumerate(layout.levels):
        for second, two in enumerate(one.level2):
            if own in map(level_key, (two.name, *two.also)):
                if not above or above in map(level_key, (one.name, *one.also)):
                    return first, second
                fallback = fallback or (first, second)
    return fallback


def known_levels(layout: Layout, level1: str, level2: str) -> tuple[str, str]:
    """Return the levels as a form calls them; as they are where it does not know them."""
    place = find_place(layout, level1, level2)
    if place is not None:
        return names_at(layout, place)
    return joined_line(level1), joined_line(level2)


def names_at(layout: Layout, place: Place) -> tuple[str, str]:
    """Return the names of a level 1 and a level 2."""
    one = layout.levels[place[0]]
    return one.name, one.level2[place[1]].name


def place_for(layout: Layout, level1: str, level2: str) -> Place | None:
    """Return where an indicator of another form belongs in this one; None: nowhere.

    What has no level 2 of its name goes under the first that means the same: 成本指标 under
    经济成本指标, 社会成本指标 under 成本指标.
    """
    known: dict[tuple[str, str], Place | None] = layout.__dict__.setdefault("_library_places", {})
    levels = (level1, level2)
    if levels not in known:
        known[levels] = find_place(layout, *levels) or _meant(layout, *levels)
    return known[levels]


def _meant(layout: Layout, level1: str, level2: str) -> Place | None:
    """Return the first level 2 that means the same."""
    meant = kind_of(level1, level2)
    for first, one in enumerate(layout.levels):
        for second, two in enumerate(one.level2):
            if meant and kind_of(one.name, two.name) == meant:
                return first, second
    return None


def places_of(layout: Layout, indicators: Iterable[Indicator]) -> list[Place]:
    """Return where each indicator stands; levels the form does not know, where they are."""
    places: list[Place] = []
    for item in indicators:
        place = find_place(layout, item.level1, item.level2)
        places.append(place or (places[-1] if places else (-1, -1)))
    return places


def insertion(layout: Layout, indicators: list[Indicator], place: Place | None) -> int:
    """Return where in a table's list an indicator of a level 2 is to stand: behind its like."""
    wanted = place or _AFTER_ALL
    before = (n for n, one in enumerate(places_of(layout, indicators), 1) if one <= wanted)
    return max(before, default=0)

"""Levels of one form become those of another; the layouts say which."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from model.document.disclosure import Indicator
from model.layout import Layout, Level1Spec, Level2Spec

Place = tuple[int, int]
"""Number of the level 1 in a form, number of the level 2 in it."""

_LAST = 1000


class Moved(Struct, frozen=True):
    """An indicator whose levels became others, or for which the new form has none.

    Attributes:
        name: the indicator's name.
        before, after: its levels; ``after`` empty where the form knows no such levels.
    """

    name: str
    before: tuple[str, str]
    after: tuple[str, str] = ("", "")


def map_levels(
    indicators: Sequence[Indicator], source: Layout, target: Layout
) -> tuple[list[Indicator], list[Moved]]:
    """Return indicators with the levels of another form, in its order, and what was moved.

    Levels the form knows, by whatever wording, stay as they are written. What it does not
    know stays as well, behind the indicator it stood behind.
    """
    made: list[Indicator] = []
    moved: list[Moved] = []
    places: list[Place] = []
    for old in indicators:
        item, place = old, _known(old.level1, old.level2, target)
        if place is None:
            levels = (old.level1, old.level2)
            place = _found(*levels, source, target)
            if place is not None:
                item = _put(old, target, place)
                moved.append(Moved(old.name, levels, (item.level1, item.level2)))
            elif any(levels):
                moved.append(Moved(old.name, levels))
                place = _within(old.level1, target)
        made.append(item)
        places.append(place or (places[-1] if places else (-1, -1)))
    if not any(one.after[0] for one in moved):
        return made, moved
    order = sorted(range(len(made)), key=lambda number: places[number])
    return [made[number] for number in order], moved


def prescribed(item: Indicator, layout: Layout) -> set[str]:
    """Return the fields of an indicator's levels that hold what the form itself prescribes."""
    if (place := _known(item.level1, item.level2, layout)) is not None:
        return {"level1", "level2"} if layout.levels[place[0]].level2 else {"level1"}
    return set() if _within(item.level1, layout) is None else {"level1"}


def _put(item: Indicator, target: Layout, place: Place) -> Indicator:
    one = target.levels[place[0]]
    level2 = one.level2[place[1]].name if one.level2 else item.level2
    return structs.replace(item, level1=one.name, level2=level2)


def _key(text: str) -> str:
    bare = "".join(text.split())
    return bare.removesuffix("指标") or bare


def _means(text: str, spec: Level1Spec | Level2Spec) -> bool:
    return _key(text) in map(_key, (spec.name, *spec.also))


def _known(level1: str, level2: str, layout: Layout) -> Place | None:
    """Return where levels stand in a form that has both."""
    for first, one in enumerate(layout.levels):
        if _means(level1, one):
            for second, two in enumerate(one.level2):
                if _means(level2, two):
                    return first, second
            if not one.level2:
                return first, 0
    return None


def _within(level1: str, layout: Layout) -> Place | None:
    found = (first for first, one in enumerate(layout.levels) if _means(level1, one))
    first = next(found, None)
    return None if first is None else (first, _LAST)


def _found(level1: str, level2: str, source: Layout, target: Layout) -> Place | None:
    """Return where levels the form does not have in this way belong in it."""
    at = _known(level1, level2, source)
    names = (level1, level2)
    if at is not None and source.levels[at[0]].level2:
        # by the old form's own names, however they were written
        one = source.levels[at[0]]
        names = one.name, one.level2[at[1]].name
        if (place := _known(*names, target)) is not None:
            return place
    elif _within(level1, target) is not None:
        # neither form has them: the clerk's own, or those of a form before
        return _replaced(*names, target)
    return _replaced(*names, target) or _elsewhere(*names, target)


def _replaced(level1: str, level2: str, target: Layout) -> Place | None:
    wanted = _key(level1), _key(level2)
    for first, one in enumerate(target.levels):
        for second, two in enumerate(one.level2):
            for other in two.replaces:
                high, _, low = other.partition("/")
                if (_key(high), _key(low)) == wanted:
                    return first, second
    return None


def _elsewhere(level1: str, level2: str, target: Layout) -> Place | None:
    """A level 2 under another level 1; or one that rose to level 1, or a level 1 that sank."""
    same = [
        (first, second)
        for first, one in enumerate(target.levels)
        for second, two in enumerate(one.level2)
        if level2 and _means(level2, two)
    ]
    if len(same) == 1:
        return same[0]
    for first, one in enumerate(target.levels):
        if level2 and _means(level2, one):
            return first, 0
    sunk = [
        (first, second)
        for first, one in enumerate(target.levels)
        for second, two in enumerate(one.level2)
        if level1 and _means(level1, two)
    ]
    return sunk[0] if len(sunk) == 1 else None

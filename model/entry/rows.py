"""The rows of the indicator table as they are filled in: those there are, those asked for.

A required level 2 that no indicator stands under is shown as a pending row: an
`Indicator` of its own that is not in the target table until something is typed into it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs

from model.basics.identity import new_id
from model.document.disclosure import Indicator, TargetTable
from model.layout import Layout

_PENDING = "待填/"

Place = tuple[int, int]
"""Where levels stand in a form: number of the level 1, number of the level 2."""

_LAST = 1000
_NOWHERE: Place = (_LAST, _LAST)


def is_pending(indicator_id: str) -> bool:
    """Tell whether an id is that of a pending row."""
    return indicator_id.startswith(_PENDING)


def rows_of(table: TargetTable, layout: Layout) -> list[Indicator]:
    """Return the rows to show: the table's indicators, and the pending ones in their places."""
    year = [item for item in table.indicators if not item.period]
    # those of periods the form does not show stay, or a new list of rows would lose them
    others = [item for item in table.indicators if item.period]
    places = _places(year, layout)
    rows = list(zip(places, year, strict=True))
    for place, level1, level2 in _missing(year, layout):
        at = max((n for n, (other, _) in enumerate(rows, 1) if other <= place), default=0)
        written = next((item.level1 for other, item in rows if other[0] == place[0]), level1)
        ghost = Indicator(written, level2, id=f"{_PENDING}{level1}/{level2}")
        rows.insert(at, (place, ghost))
    return [*(item for _, item in rows), *others, *_of_periods(others, layout)]


def _of_periods(others: Sequence[Indicator], layout: Layout) -> Iterator[Indicator]:
    """Yield a pending row for each further period of the form that has no indicator."""
    held = {item.period for item in others}
    for period in sorted(layout.periods - held - {""}):
        for one in layout.levels[:1]:
            level2 = one.level2[0].name if one.level2 else ""
            yield Indicator(one.name, level2, id=f"{_PENDING}{period}", period=period)


def _missing(indicators: Sequence[Indicator], layout: Layout) -> list[tuple[Place, str, str]]:
    found = {_place(item, layout) for item in indicators}
    above = {place[0] for place in found}
    missing = []
    for first, one in enumerate(layout.levels):
        needed = [n for n, two in enumerate(one.level2) if two.required]
        for second in needed:
            if (first, second) not in found:
                missing.append(((first, second), one.name, one.level2[second].name))
        if one.required and not needed and first not in above:
            missing.append(((first, _LAST), one.name, ""))
    if not missing and not indicators:
        levels = [(one.name, one.level2[0].name if one.level2 else "") for one in layout.levels]
        missing.append(((0, 0), *(levels[0] if levels else ("", ""))))
    return missing


def _places(indicators: Sequence[Indicator], layout: Layout) -> list[Place]:
    """Levels the form does not know belong where they stand."""
    places: list[Place] = []
    for item in indicators:
        place = _place(item, layout)
        if place[0] == _LAST:
            place = places[-1] if places else (-1, -1)
        places.append(place)
    return places


def _key(text: str) -> str:
    bare = "".join(text.split())
    return bare.removesuffix("指标") or bare


def _place(item: Indicator, layout: Layout) -> Place:
    known: dict[tuple[str, str], Place] = layout.__dict__.setdefault("_entry_places", {})
    levels = (item.level1, item.level2)
    if levels not in known:
        known[levels] = _find_place(_key(item.level1), _key(item.level2), layout)
    return known[levels]


def _find_place(level1: str, level2: str, layout: Layout) -> Place:
    for first, one in enumerate(layout.levels):
        if level1 and level1 not in map(_key, (one.name, *one.also)):
            continue
        for second, two in enumerate(one.level2):
            if level2 in map(_key, (two.name, *two.also)):
                return first, second
        if level1:
            return first, _LAST
    return _NOWHERE


def level_choices(layout: Layout, field: str, level1: str) -> list[str]:
    """Return the form's names for a level cell; empty for any other cell."""
    if field == "level1":
        return [one.name for one in layout.levels]
    if field != "level2":
        return []
    ones = [one for one in layout.levels if _key(level1) in map(_key, (one.name, *one.also))]
    return [two.name for one in ones or layout.levels for two in one.level2]


def same_levels(one: Indicator, other: Indicator) -> bool:
    """Tell whether two rows stand under the same level 2."""
    return (one.level1, one.level2) == (other.level1, other.level2)


def as_born(row: Indicator) -> Indicator:
    """Return what a pending row becomes: an indicator with an identity of its own."""
    return structs.replace(row, id=new_id(), extra=dict(row.extra)) if is_pending(row.id) else row


def without_pending(rows: Sequence[Indicator]) -> list[Indicator]:
    """Return the rows that are indicators."""
    return [row for row in rows if not is_pending(row.id)]


def birth_place(rows: Sequence[Indicator], row_id: str) -> int:
    """Return where in the table's list a pending row's indicator is to stand."""
    at = _index(rows, row_id)
    return len(without_pending(rows[:at]))


def add_below(rows: Sequence[Indicator], row_id: str) -> tuple[list[Indicator], Indicator]:
    """Return the indicators with a new one under the same level 2, and the new one.

    A pending row simply becomes an indicator; with no such row the last one counts.
    """
    at = _index(rows, row_id)
    last = max((n for n, row in enumerate(rows) if not row.period), default=len(rows) - 1)
    at = at if at >= 0 else last
    row = rows[at]
    if is_pending(row.id):
        new = as_born(row)
        return without_pending([*rows[:at], new, *rows[at + 1 :]]), new
    new = Indicator(row.level1, row.level2, period=row.period)
    return without_pending([*rows[: at + 1], new, *rows[at + 1 :]]), new


def moved(rows: Sequence[Indicator], ids: Sequence[str], step: int) -> list[Indicator] | None:
    """Return the indicators after moving some up or down by one, or None where they cannot.

    They change places with a neighbour of their own level 2 and never leave it: `relevelled` does.

    Args:
        rows: the rows as shown.
        ids: the rows to move; they follow each other.
        step: -1 up, 1 down.
    """
    chosen, neighbour = _beside(rows, ids, step)
    if neighbour is None or any(not same_levels(neighbour, row) for row in chosen):
        return None
    return dropped(rows, [row.id for row in chosen], neighbour.id, step > 0)


def level_beyond(rows: Sequence[Indicator], ids: Sequence[str], step: int) -> Indicator | None:
    """Return a row of the level 2 before (-1) or behind (1) that of some rows; None at the end."""
    chosen = [n for n, row in enumerate(rows) if row.id in ids and not is_pending(row.id)]
    if not chosen:
        return None
    edge = rows[chosen[0] if step < 0 else chosen[-1]]
    beyond = rows[: chosen[0]][::-1] if step < 0 else rows[chosen[-1] + 1 :]
    found = next((row for row in beyond if not same_levels(row, edge)), None)
    return found if found is not None and found.period == edge.period else None


def relevelled(rows: Sequence[Indicator], ids: Sequence[str], step: int) -> list[Indicator] | None:
    """Return the indicators after putting some under the level 2 beyond; None where there is none.

    They stand at its near end, so that one step back undoes it.
    """
    onto = level_beyond(rows, ids, step)
    return None if onto is None else dropped(rows, ids, onto.id, step < 0)


def _beside(
    rows: Sequence[Indicator], ids: Sequence[str], step: int
) -> tuple[list[Indicator], Indicator | None]:
    """Return the rows to move and the row beside them, of the same period."""
    chosen = [n for n, row in enumerate(rows) if row.id in ids and not is_pending(row.id)]
    if not chosen:
        return [], None
    edge, beside = (chosen[0], chosen[0] - 1) if step < 0 else (chosen[-1], chosen[-1] + 1)
    if not 0 <= beside < len(rows) or rows[beside].period != rows[edge].period:
        return [], None
    return [rows[n] for n in chosen], rows[beside]


def dropped(
    rows: Sequence[Indicator], ids: Sequence[str], target: str, after: bool
) -> list[Indicator] | None:
    """Return the indicators after putting some before or behind another row, into its level 2."""
    if target in ids:
        return None
    onto = rows[_index(rows, target)]
    block = [_adopted(row, onto) for row in rows if row.id in ids and not is_pending(row.id)]
    if any(row.period != onto.period for row in block):
        return None
    rest = [row for row in rows if row.id not in ids]
    at = _index(rest, target) + (1 if after else 0)
    return without_pending([*rest[:at], *block, *rest[at:]]) if block else None


def _adopted(row: Indicator, levels: Indicator) -> Indicator:
    if same_levels(row, levels):
        return row
    return structs.replace(row, level1=levels.level1, level2=levels.level2)


def _index(rows: Sequence[Indicator], row_id: str) -> int:
    return next((n for n, row in enumerate(rows) if row.id == row_id), -1)

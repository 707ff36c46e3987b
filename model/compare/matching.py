"""Which target table, indicator or item of one disclosure is which of another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from model.compare.likeness import Features, folded, plain_name, shingles
from model.compare.pairing import Match, Pairing
from model.document.disclosure import Indicator, ItemisedGoal, Safeguard, TargetTable

TABLES_ALIKE = 0.35
"""Likeness from which two target tables without code and name in common are one project."""
_ROWS_ALIKE = 0.42
_ITEMS_ALIKE = 0.35

Item = ItemisedGoal | Safeguard


def match_tables(
    before: Sequence[TargetTable], after: Sequence[TargetTable], alike: bool = True
) -> list[Match]:
    """Lay two lists of target tables beside each other.

    By project code, where both sides have it once; then by name, the same unit's first,
    spaces, brackets and years set aside; then by how alike names, units, purposes, goals and
    indicators are. Order does not matter.

    Args:
        before, after: the target tables of each side.
        alike: whether to look at likeness, which takes longer the more have no like.
    """
    pairing = Pairing(
        len(before),
        len(after),
        lambda n: _table_features(before[n]),
        lambda n: _table_features(after[n]),
    )
    codes = (_single_codes(before), _single_codes(after))
    pairing.by_key(codes[0].get, codes[1].get, "code")
    for name in (_whole_name, _name):
        for with_unit in (True, False):
            pairing.by_key(
                lambda n, name=name, unit=with_unit: name(before[n], unit),  # type: ignore[misc]
                lambda n, name=name, unit=with_unit: name(after[n], unit),  # type: ignore[misc]
                "name",
                many=name is _name and not with_unit,
            )
    if alike:
        pairing.by_likeness(TABLES_ALIKE)
    return pairing.matches()


def match_indicators(before: Sequence[Indicator], after: Sequence[Indicator]) -> list[Match]:
    """Lay the indicators of two target tables beside each other.

    Rows that are alike in every cell first; then by name under the same level 2, by name
    anywhere, by how alike name, description and value are. At last by place: an empty row is
    what stands there instead, and so is one of the same levels with the same value.
    """
    pairing = Pairing(
        len(before),
        len(after),
        lambda n: _row_features(before[n]),
        lambda n: _row_features(after[n]),
    )
    for key in (_whole_row, _row_in_level, _row_name):
        pairing.by_key(
            lambda n, key=key: key(before[n]),  # type: ignore[misc]
            lambda n, key=key: key(after[n]),  # type: ignore[misc]
            "name",
        )
    pairing.by_likeness(_ROWS_ALIKE)
    _by_place(pairing, before, after)
    return pairing.matches()


def match_items(before: Sequence[Item], after: Sequence[Item]) -> list[Match]:
    """Lay items of the department's own text beside each other: by title, then likeness."""
    pairing = Pairing(
        len(before),
        len(after),
        lambda n: _item_features(before[n]),
        lambda n: _item_features(after[n]),
    )
    pairing.by_key(lambda n: _texts(before[n]), lambda n: _texts(after[n]), "name")
    pairing.by_key(
        lambda n: plain_name(before[n].title) or None,
        lambda n: plain_name(after[n].title) or None,
        "name",
    )
    pairing.by_likeness(_ITEMS_ALIKE)
    return pairing.matches()


def _single_codes(tables: Sequence[TargetTable]) -> dict[int, str]:
    """Return by table's place the codes that are filled and stand in one table only."""
    codes = [folded(table.code) for table in tables]
    counts = Counter(codes)
    return {n: code for n, code in enumerate(codes) if code and counts[code] == 1}


def _whole_name(table: TargetTable, unit: bool) -> tuple[str, str] | None:
    name = folded(table.name)
    return (name, _unit(table) if unit else "") if name else None


def _name(table: TargetTable, unit: bool) -> tuple[str, str] | None:
    name = plain_name(table.name)
    return (name, _unit(table) if unit else "") if name else None


def _unit(table: TargetTable) -> str:
    # some forms print the name alone
    return folded(table.unit.name) or folded(table.unit.code)


def _table_features(table: TargetTable) -> Features:
    pieces = set(shingles(plain_name(table.name), 2, mark="名"))
    pieces.update(shingles(table.unit.name, 4, mark="位"))
    for text in (table.name, table.purpose, table.goals):
        pieces.update(shingles(text, 3))
    for row in table.indicators:
        pieces.update(shingles(row.name, 3))
    return frozenset(pieces)


def _whole_row(row: Indicator) -> tuple[str, ...]:
    cells = (row.level1, row.level2, row.name, row.description, row.value, row.basis)
    return (*cells, *(f"{name}\0{text}" for name, text in sorted(row.extra.items())))


def _row_in_level(row: Indicator) -> tuple[str, str] | None:
    name = folded(row.name)
    return (folded(row.level2), name) if name else None


def _row_name(row: Indicator) -> str | None:
    return plain_name(row.name) or None


def _row_features(row: Indicator) -> Features:
    pieces = set(shingles(plain_name(row.name), 1, 2, mark="名"))
    pieces.update(shingles(row.description, 2))
    pieces.update(shingles(row.value, 2, mark="值"))
    pieces.update(shingles(row.extra.get("explanation", ""), 2))
    return frozenset(pieces)


def _by_place(pairing: Pairing, before: Sequence[Indicator], after: Sequence[Indicator]) -> None:
    """Pair what is left between the same others: rows of one level, or one still empty."""
    gaps: dict[int, list[int]] = defaultdict(list)
    back = {there: here for here, (there, _, _) in pairing.found.items()}
    last = -1
    for there in range(len(after)):
        last = back.get(there, last)
        if there in pairing.left[1]:
            gaps[last].append(there)
    last = -1
    for here in range(len(before)):
        if here not in pairing.left[0]:
            last = here
            continue
        row = before[here]
        found = next((there for there in gaps[last] if _is_kin(row, after[there])), None)
        if found is not None:
            gaps[last].remove(found)
            pairing.pair(here, found, "place")


def _is_kin(one: Indicator, other: Indicator) -> bool:
    """Tell whether one row in another's place is that row with another name, or filled in."""
    if _is_blank(one) or _is_blank(other):
        return True
    texts = ((one.description, other.description), (one.value, other.value))
    return (one.level1, one.level2) == (other.level1, other.level2) and any(
        ours.strip() and ours == theirs for ours, theirs in texts
    )


def _is_blank(row: Indicator) -> bool:
    """Tell whether a row names nothing yet; its levels may be there."""
    return not (row.name.strip() or row.description.strip() or row.value.strip())


def _texts(item: Item) -> tuple[str, ...]:
    if isinstance(item, ItemisedGoal):
        return (item.title, item.goal, item.indicators)
    return (item.title, item.text)


def _item_features(item: Item) -> Features:
    title, *texts = _texts(item)
    pieces = set(shingles(plain_name(title), 1, 2, mark="名"))
    for text in texts:
        pieces.update(shingles(text, 2, 4))
    return frozenset(pieces)

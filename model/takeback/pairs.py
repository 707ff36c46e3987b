"""Which project, indicator and item of a returned file is which of ours, and how lists join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

from model.compare import Match, match_indicators, match_tables
from model.compare.pairing import Pairing
from model.document.disclosure import INDICATOR_FIELDS, Indicator, TargetTable

Thing = TypeVar("Thing", Indicator, TargetTable)


def pair_tables(ours: Sequence[TargetTable], theirs: Sequence[TargetTable]) -> list[Match]:
    """Lay the target tables of a returned file beside ours.

    By identity, which this program's own file keeps; then as every comparison does.
    """
    return _pair(ours, theirs, match_tables, lambda _: None)


def pair_rows(ours: Sequence[Indicator], theirs: Sequence[Indicator]) -> list[Match]:
    """Lay the indicators of a returned target table beside ours.

    By identity; then as every comparison does; at last those that stand between the same
    others under the same levels and share a text: an indicator that was given another name.
    """
    # nearly all tables come back as they went
    if len(ours) == len(theirs) and all(map(_equal, ours, theirs)):
        return [Match(n, n, "name") for n in range(len(ours))]

    def by_place(pairing: Pairing) -> None:
        _by_place(pairing, ours, theirs)

    return _pair(ours, theirs, match_indicators, by_place)


def _pair(
    ours: Sequence[Thing],
    theirs: Sequence[Thing],
    match: Callable[[list[Thing], list[Thing]], list[Match]],
    further: Callable[[Pairing], None],
) -> list[Match]:
    pairing = Pairing(len(ours), len(theirs), lambda _: frozenset(), lambda _: frozenset())
    pairing.by_key(lambda n: ours[n].id, lambda n: theirs[n].id, "code", many=False)
    left, right = list(pairing.left[0]), list(pairing.left[1])
    if left and right:
        for one in match([ours[n] for n in left], [theirs[n] for n in right]):
            if one.before is not None and one.after is not None:
                pairing.pair(left[one.before], right[one.after], one.how, one.likeness)
        further(pairing)
    return pairing.matches()


def _by_place(pairing: Pairing, ours: Sequence[Indicator], theirs: Sequence[Indicator]) -> None:
    """Pair what is left in the same gap, where levels and a text are the same."""
    behind = {after: before for before, (after, _, _) in pairing.found.items()}
    gaps: dict[int, list[int]] = defaultdict(list)
    last = -1
    for n in range(len(theirs)):
        if n in behind:
            last = behind[n]
        elif n in pairing.left[1]:
            gaps[last].append(n)
    last = -1
    for n in range(len(ours)):
        if n not in pairing.left[0]:
            last = n
            continue
        there = next((one for one in gaps[last] if _kin(ours[n], theirs[one])), None)
        if there is not None:
            gaps[last].remove(there)
            pairing.pair(n, there, "place")


def _equal(one: Indicator, other: Indicator) -> bool:
    names = (*INDICATOR_FIELDS, "extra")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _kin(one: Indicator, other: Indicator) -> bool:
    texts = ((one.name, other.name), (one.description, other.description), (one.value, other.value))
    return (one.level1, one.level2) == (other.level1, other.level2) and any(
        ours and ours == theirs for ours, theirs in texts
    )


def joined(
    matches: Sequence[Match], count: int, *, deleted: set[int], moved: set[int], added: set[int]
) -> list[tuple[bool, int]]:
    """Return our list after some of the changes in their order, number and place.

    What is added or moves stands behind what stands before it in theirs and did not move.

    Args:
        matches: ours beside theirs, in the order of theirs.
        count: how many ours are.
        deleted, moved: the places in ours that are to go, or to move as they did there.
        added: the places in theirs that are to come.

    Returns:
        (whether it is ours, its place in ours or in theirs), in the new order.
    """
    behind: dict[int, list[tuple[bool, int]]] = defaultdict(list)
    anchor = -1
    for match in matches:
        if match.after is None:
            continue
        if match.before is None:
            if match.after in added:
                behind[anchor].append((False, match.after))
        elif not match.moved:
            anchor = match.before
        elif match.before in moved:
            behind[anchor].append((True, match.before))
    result = list(behind[-1])
    for place in range(count):
        if place not in deleted and place not in moved:
            result.append((True, place))
        result += behind.get(place, [])
    return result

"""Two lists of things become pairs: by keys from the surest to the loosest, then by likeness."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Literal

from msgspec import Struct

from model.basics.steps import step
from model.compare.likeness import Features, best_pairs

How = Literal["", "code", "name", "likeness", "place"]
"""By what two were found to be the same; empty for what stands on one side alone."""


class Match(Struct, frozen=True):
    """One line of two lists laid beside each other.

    Attributes:
        before: index in the list before, or None where it was added.
        after: index in the list after, or None where it was deleted.
        how: by what they were matched.
        likeness: 0…1; 1 where not judged by likeness.
        moved: it stands elsewhere among the others than before.
    """

    before: int | None
    after: int | None
    how: How = ""
    likeness: float = 1.0
    moved: bool = False

    @property
    def place_before(self) -> int:
        """The place before, from 1; 0 where it was added."""
        return 0 if self.before is None else self.before + 1

    @property
    def place_after(self) -> int:
        """The place after, from 1; 0 where it was deleted."""
        return 0 if self.after is None else self.after + 1


Key = Callable[[int], Hashable]
"""Gives the key of the nth of a list; None for one that has none."""


class Pairing:
    """Pairs up two lists, step by step; what one step paired, the next leaves alone.

    Args:
        count_before, count_after: how many there are in each list.
        features_before, features_after: the pieces of the nth, for likeness; asked only
            for those no key could pair.
    """

    def __init__(
        self,
        count_before: int,
        count_after: int,
        features_before: Callable[[int], Features],
        features_after: Callable[[int], Features],
    ) -> None:
        self._counts = (count_before, count_after)
        self._features = (features_before, features_after)
        self._known: tuple[dict[int, Features], dict[int, Features]] = ({}, {})
        self.left = (dict.fromkeys(range(count_before)), dict.fromkeys(range(count_after)))
        self.found: dict[int, tuple[int, How, float]] = {}

    def pair(self, before: int, after: int, how: How, likeness: float = 1.0) -> None:
        """Say that two are the same."""
        del self.left[0][before]
        del self.left[1][after]
        self.found[before] = (after, how, likeness)

    def by_key(self, before: Key, after: Key, how: How, many: bool = True) -> None:
        """Pair those whose keys are equal.

        Where several have one key, the most alike are paired, and the rest in order;
        with ``many`` false they are left for a later step.
        """
        groups: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side, key in enumerate((before, after)):
            for index in self.left[side]:
                step()
                value = key(index)
                if value is not None:
                    groups[value][side].append(index)
        for ours, theirs in groups.values():
            if len(ours) == len(theirs) == 1:
                self.pair(ours[0], theirs[0], how)
            elif many and ours and theirs:
                self._within(ours, theirs, how)

    def by_likeness(self, least: float) -> None:
        """Pair those left that are alike, the most alike first."""
        self._alike(list(self.left[0]), list(self.left[1]), "likeness", least)

    def matches(self) -> list[Match]:
        """Return all, in the order of the list after; what was deleted where it stood."""
        order = sorted(self.found, key=lambda before: self.found[before][0])
        still = _longest_rising(order)
        lines: list[Match] = []
        self._deleted(-1, lines)
        back = {after: before for before, (after, _, _) in self.found.items()}
        for after in range(self._counts[1]):
            before = back.get(after)
            if before is None:
                lines.append(Match(None, after))
                continue
            _, how, likeness = self.found[before]
            lines.append(Match(before, after, how, likeness, before not in still))
            self._deleted(before, lines)
        return lines

    def _deleted(self, before: int, lines: list[Match]) -> None:
        """Add what was deleted right behind one of the list before."""
        before += 1
        while before in self.left[0]:
            lines.append(Match(before, None))
            before += 1

    def _within(self, ours: list[int], theirs: list[int], how: How) -> None:
        self._alike(ours, theirs, how, 0.0)
        rest = (
            [one for one in ours if one in self.left[0]],
            [one for one in theirs if one in self.left[1]],
        )
        for before, after in zip(*rest, strict=False):
            self.pair(before, after, how)

    def _alike(self, ours: list[int], theirs: list[int], how: How, least: float) -> None:
        if not ours or not theirs:
            return
        pieces = [[self._pieces(n, one) for one in side] for n, side in enumerate((ours, theirs))]
        for here, there, likeness in best_pairs(pieces[0], pieces[1], least):
            self.pair(ours[here], theirs[there], how, likeness)

    def _pieces(self, side: int, index: int) -> Features:
        step()
        known = self._known[side]
        if index not in known:
            known[index] = self._features[side](index)
        return known[index]


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Return the most of some different numbers that stand in rising order."""
    tails: list[int] = []
    behind: dict[int, int] = {}
    for number in numbers:
        place = bisect_left(tails, number)
        if place == len(tails):
            tails.append(number)
        else:
            tails[place] = number
        if place:
            behind[number] = tails[place - 1]
    kept: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = behind.get(last)
    return kept

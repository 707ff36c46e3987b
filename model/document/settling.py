"""Which doubts of a reader still stand, and the edit that settles them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from model.document.cells import find_table, get_cell, get_table_cell
from model.document.disclosure import Disclosure, TargetTable
from model.document.doubts import Doubt
from model.document.edits import Change


def open_doubts(disclosure: Disclosure) -> Iterator[Doubt]:
    """Yield the doubts nobody has settled: their cells hold what they held after reading."""
    for doubt in disclosure.doubts:
        ref = doubt.ref
        if not ref.field:
            if not ref.table or find_table(disclosure, ref) is not None:
                yield doubt
            continue
        try:
            if get_cell(disclosure, ref) == doubt.held:
                yield doubt
        except (KeyError, IndexError, ValueError):
            # the cell is gone, and the doubt with it
            continue


class DoubtIndex:
    """The open doubts of one table at a time, without looking at those of all others.

    Args:
        disclosure: whose doubts; the very object that is edited.
    """

    def __init__(self, disclosure: Disclosure) -> None:
        self._disclosure = disclosure
        self._indexed: list[Doubt] | None = None
        self._count = 0
        self._by_table: dict[str, list[Doubt]] = {}

    def of(self, table: TargetTable | None) -> list[Doubt]:
        """Return a table's doubts that nobody has settled; without one those of the own text."""
        doubts = self._disclosure.doubts
        # an edit puts another list in its place
        if self._indexed is not doubts or self._count != len(doubts):
            self._indexed, self._count, self._by_table = doubts, len(doubts), {}
            for doubt in doubts:
                self._by_table.setdefault(doubt.ref.table, []).append(doubt)
        held = self._by_table.get(table.id if table else "", ())
        return [doubt for doubt in held if not doubt.ref.field or self._stands(doubt, table)]

    def _stands(self, doubt: Doubt, table: TargetTable | None) -> bool:
        try:
            if table is None:
                return get_cell(self._disclosure, doubt.ref) == doubt.held
            return get_table_cell(table, doubt.ref) == doubt.held
        except (KeyError, IndexError, ValueError):
            # the cell is gone, and the doubt with it
            return False


class SettleDoubts(Struct):
    """Say that what a reader was not sure of is right as it stands: these doubts go."""

    label: str
    doubts: list[Doubt]
    before: list[Doubt] = field(default_factory=list)

    def apply(self, disclosure: Disclosure) -> Change:
        """Take the doubts away."""
        self.before = disclosure.doubts
        gone = set(self.doubts)
        disclosure.doubts = [one for one in self.before if one not in gone]
        return self._change()

    def revert(self, disclosure: Disclosure) -> Change:
        """Put the doubts back."""
        disclosure.doubts = self.before
        return self._change()

    def _change(self) -> Change:
        return Change(cells=list(dict.fromkeys(one.ref for one in self.doubts)))

"""Which doubts of a reader still stand, and the edit that settles them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from model.document.cells import find_table, get_cell
from model.document.disclosure import Disclosure
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

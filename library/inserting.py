"""Putting entries of the library into a target table, each under its level 2."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from library.entries import Entry
from library.levels import find_place, insertion, names_at, place_for
from library.words import entry_key
from model.document.cellref import CellRef
from model.document.disclosure import VALUE_PARTS, Disclosure, Indicator, TargetTable
from model.document.edits import Change, SetIndicators, Together
from model.layout import Layout

TO_LOOK_AT = ("value", "basis")
"""Cells marked 待确认: another project's number and document are no decision on this one."""


class Mark(Struct):
    """Mark cells 待确认: their texts come from elsewhere, and nobody looked at them yet."""

    label: str
    cells: list[CellRef]
    marked: list[CellRef] = field(default_factory=list)

    def apply(self, disclosure: Disclosure) -> Change:
        """Put the marks."""
        self.marked = [ref for ref in self.cells if ref not in disclosure.carried]
        disclosure.carried.update(self.marked)
        return Change(carried=list(self.marked))

    def revert(self, disclosure: Disclosure) -> Change:
        """Take the marks away."""
        disclosure.carried.difference_update(self.marked)
        return Change(carried=list(self.marked))


class Insertion(Struct):
    """What is to be put in: the edit, the new indicators, names that are there already."""

    edit: Together
    new: list[Indicator]
    present: list[str]


def plan_insertion(table: TargetTable, layout: Layout, entries: Sequence[Entry]) -> Insertion:
    """Return what puts entries into a target table.

    Each goes behind its like, with the texts the form has columns for; values and bases are
    marked 待确认. What the table has already is left out.
    """
    indicators = list(table.indicators)
    held = {_here(layout, item.level1, item.level2, item.name) for item in indicators}
    new: list[Indicator] = []
    present = []
    for entry in entries:
        key = _here(layout, entry.level1, entry.level2, entry.name)
        if key in held:
            present.append(entry.name)
            continue
        held.add(key)
        made = _made(entry, indicators, layout)
        place = place_for(layout, entry.level1, entry.level2)
        indicators.insert(insertion(layout, indicators, place), made)
        new.append(made)
    label = f"插入 {len(new)} 个指标"
    marked = [
        CellRef(table.id, name, item.id)
        for item in new
        for name in TO_LOOK_AT
        if getattr(item, name).strip()
    ]
    edit = Together(label, [SetIndicators(label, table.id, indicators), Mark(label, marked)])
    return Insertion(edit, new, present)


def present_keys(table: TargetTable, layout: Layout) -> set[str]:
    """Return the keys of the indicators a table has, as `key_in` gives an entry's."""
    return {_here(layout, item.level1, item.level2, item.name) for item in table.indicators}


def key_in(layout: Layout, entry: Entry) -> str:
    """Return what an entry would be in a form: equal to that of the same indicator in a table."""
    return _here(layout, entry.level1, entry.level2, entry.name)


def _here(layout: Layout, level1: str, level2: str, name: str) -> str:
    place = place_for(layout, level1, level2)
    return entry_key(names_at(layout, place)[1] if place else level2, name)


def _made(entry: Entry, indicators: Iterable[Indicator], layout: Layout) -> Indicator:
    shown = {column.field for column in layout.table.columns}
    if shown & set(VALUE_PARTS):
        shown.add("value")
    place = place_for(layout, entry.level1, entry.level2)
    levels = (entry.level1, entry.level2)
    if place is not None:
        # written as the table has it already: equal cells are one
        written = (
            (item.level1, item.level2)
            for item in indicators
            if find_place(layout, item.level1, item.level2) == place
        )
        levels = next(written, names_at(layout, place))
    texts = {
        name: getattr(entry, name) for name in ("description", "value", "basis") if name in shown
    }
    return Indicator(*levels, entry.name, **texts)

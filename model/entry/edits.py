"""The edits typing makes; all of them merge, keystroke by keystroke, into one undo step."""

from __future__ import annotations

import copy

from msgspec import field

from model.document.cells import CellRef, find_indicator, find_table, get_cell, set_cell
from model.document.disclosure import (
    VALUE_PARTS,
    Disclosure,
    Indicator,
    TargetTable,
    get_field,
    get_indicator_field,
    set_field,
    set_indicator_field,
    set_value_parts,
)
from model.document.edits import Change, SetCells

_UNBORN = "\0"
"""Stands for the text of a cell of an indicator that does not exist; no one can type it."""

_PAIRED = {
    "unit.code": "unit.name",
    "unit.name": "unit.code",
    "department.code": "department.name",
    "department.name": "department.code",
}
"""Code and name, which many forms show in one cell."""

Held = tuple[CellRef, str, dict[str, str]]
"""An indicator (by one of its cells), its value and its extra cells, exactly."""


def put(indicator: Indicator, name: str, text: str) -> None:
    """Set a cell of an indicator; a part of a split value leaves the other parts alone."""
    if name not in VALUE_PARTS:
        set_indicator_field(indicator, name, text)
        return
    parts = [get_indicator_field(indicator, part) for part in VALUE_PARTS]
    parts[VALUE_PARTS.index(name)] = text
    set_value_parts(indicator, *parts)


class _Reach:
    """Reads and writes cells of a disclosure; looks each target table up once.

    What is in no target table is the department's own text or in another part.
    """

    def __init__(self, disclosure: Disclosure) -> None:
        self._disclosure = disclosure
        self._tables: dict[str, TargetTable | None] = {}

    def table(self, ref: CellRef) -> TargetTable | None:
        if ref.table not in self._tables:
            self._tables[ref.table] = find_table(self._disclosure, ref)
        return self._tables[ref.table]

    def indicator(self, ref: CellRef) -> Indicator:
        table = self.table(ref)
        item = find_indicator(table, ref) if table is not None else None
        if item is None:
            raise KeyError(ref)
        return item

    def get(self, ref: CellRef) -> str:
        table = self.table(ref)
        if table is None:
            return get_cell(self._disclosure, ref)
        if ref.indicator:
            return get_indicator_field(self.indicator(ref), ref.field)
        return get_field(table, ref.field)

    def put(self, ref: CellRef, text: str) -> None:
        table = self.table(ref)
        if table is None:
            set_cell(self._disclosure, ref, text)
        elif ref.indicator:
            put(self.indicator(ref), ref.field, text)
        else:
            set_field(table, ref.field, text)

    def held(self, refs: list[CellRef]) -> list[Held]:
        rows = (ref for ref in refs if ref.indicator and self.table(ref) is not None)
        items = [(ref, self.indicator(ref)) for ref in rows]
        return [(ref, item.value, dict(item.extra)) for ref, item in items]

    def restore(self, whole: list[Held]) -> None:
        for ref, value, extra in reversed(whole):
            item = self.indicator(ref)
            if ref.field == "value" or ref.field in VALUE_PARTS:
                item.value = value
            item.extra = dict(extra)


def held(disclosure: Disclosure, refs: list[CellRef]) -> list[Held]:
    """Return what must be remembered of indicators so that giving up is exact."""
    return _Reach(disclosure).held(refs)


def marked(disclosure: Disclosure, refs: list[CellRef]) -> list[CellRef]:
    """Return which of some cells are marked 待确认; a part of a split value means the whole."""
    named = dict.fromkeys(other for ref in refs for other in _named(ref))
    return [ref for ref in named if ref in disclosure.carried]


class EnterTexts(SetCells):
    """Set the texts of cells, parts of a split value among them.

    Attributes:
        exact: indicators to put back exactly as they were, after the texts: giving up
            what was typed must not lose how another form had split a value.
        unlooked: cells to be marked 待确认 again: what was typed in them is given up.
    """

    exact: list[Held] = field(default_factory=list)
    whole: list[Held] = field(default_factory=list)
    unlooked: list[CellRef] = field(default_factory=list)

    def apply(self, disclosure: Disclosure) -> Change:
        """Set the texts; remember those before."""
        self.confirmed = []
        reach = _Reach(disclosure)
        refs = [ref for ref, _ in self.texts]
        old = [reach.get(ref) for ref in refs]
        self.before = [(ref, text, {}) for ref, text in zip(refs, old, strict=True)]
        self.whole = reach.held(refs)
        change = Change()
        for (ref, text), before in zip(self.texts, old, strict=True):
            if text != before:
                reach.put(ref, text)
                change.cells += _named(ref)
        reach.restore(self.exact)
        if self.looked and disclosure.carried:
            self._confirm(disclosure, change)
        disclosure.carried.update(self.unlooked)
        change.carried += self.unlooked
        return change

    def _confirm(self, disclosure: Disclosure, change: Change) -> None:
        """Take the marks 待确认 off what changed; of a code and name in one cell off both."""
        shown = {ref for ref, _ in self.texts}
        touched = dict.fromkeys(change.cells)
        for ref in change.cells:
            pair = CellRef(ref.table, _PAIRED.get(ref.field, ""))
            if pair in shown:
                touched[pair] = None
        self.confirmed = [ref for ref in touched if ref in disclosure.carried]
        disclosure.carried.difference_update(self.confirmed)
        change.carried = list(self.confirmed)

    def revert(self, disclosure: Disclosure) -> Change:
        """Set the texts from before."""
        reach = _Reach(disclosure)
        change = Change()
        for ref, old, _ in reversed(self.before):
            if reach.get(ref) != old:
                change.cells += _named(ref)
            if ref.field not in VALUE_PARTS:
                reach.put(ref, old)
        reach.restore(self.whole)
        disclosure.carried.difference_update(self.unlooked)
        disclosure.carried.update(self.confirmed)
        change.carried = [*self.unlooked, *self.confirmed]
        return change

    def absorb(self, later: SetCells) -> None:
        """Take in an edit of the same cells; marks it puts back were never taken off."""
        super().absorb(later)
        if isinstance(later, EnterTexts):
            self.confirmed = [ref for ref in self.confirmed if ref not in later.unlooked]


class Birth(SetCells):
    """An indicator comes into being by being typed into.

    Attributes:
        born: the indicator, without the text typed.
        at: where in the list it stands.
        list_before: the list without it.
    """

    born: Indicator = field(default_factory=Indicator)
    at: int = 0
    list_before: list[Indicator] = field(default_factory=list)

    def apply(self, disclosure: Disclosure) -> Change:
        """Put the indicator in, with its text."""
        table = _table(disclosure, self.texts[0][0])
        self.list_before = table.indicators
        born = copy.deepcopy(self.born)
        for ref, text in self.texts:
            put(born, ref.field, text)
        table.indicators = [*self.list_before[: self.at], born, *self.list_before[self.at :]]
        # no keystroke can bring this text back, so the step never cancels itself out
        self.before = [(ref, _UNBORN, {}) for ref, _ in self.texts]
        return Change(cells=[ref for ref, _ in self.texts], tables=[table.id])

    def revert(self, disclosure: Disclosure) -> Change:
        """Take the indicator out again."""
        table = _table(disclosure, self.texts[0][0])
        table.indicators = self.list_before
        return Change(tables=[table.id])


class Unborn(SetCells):
    """Give up an indicator just typed into being; merged with its `Birth`, both vanish."""

    list_before: list[Indicator] = field(default_factory=list)

    def apply(self, disclosure: Disclosure) -> Change:
        """Take the indicator out."""
        ref = self.texts[0][0]
        table = _table(disclosure, ref)
        self.list_before = table.indicators
        table.indicators = [item for item in table.indicators if item.id != ref.indicator]
        return Change(tables=[table.id])

    def revert(self, disclosure: Disclosure) -> Change:
        """Put the indicator back."""
        table = _table(disclosure, self.texts[0][0])
        table.indicators = self.list_before
        return Change(tables=[table.id])


def unborn(label: str, refs: list[CellRef]) -> Unborn:
    """Return the edit that gives up an indicator being typed into."""
    return Unborn(label, [(ref, _UNBORN) for ref in refs])


def _named(ref: CellRef) -> list[CellRef]:
    """A part changes the whole value too."""
    if ref.field in VALUE_PARTS:
        return [ref, CellRef(ref.table, "value", ref.indicator)]
    return [ref]


def _table(disclosure: Disclosure, ref: CellRef) -> TargetTable:
    table = find_table(disclosure, ref)
    if table is None:
        raise KeyError(ref)
    return table

"""Edits are the only way in: each changes a disclosure, says what it changed, and can be undone.

Typing, pasting, mending, rolling and taking back all become these. Undo, recovery,
re-checking and repainting hang on the cells an edit names.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct, field, structs

from model.document.cells import CellRef, find_table, get_cell, set_cell
from model.document.comments import CellComment
from model.document.disclosure import (
    Disclosure,
    Indicator,
    ItemisedGoal,
    Safeguard,
    TargetTable,
)
from model.document.findings import Reviewed


class Change(Struct):
    """What an edit did.

    Attributes:
        cells: every cell whose text changed.
        tables: ids of target tables whose indicators came, went or moved.
        structure: target tables, or items of the department's own text, came, went or moved.
        carried: cells whose mark 待确认 came or went.
        reviewed: marks 已核实 came or went.
        comments: comments (批注) came or went.
        parts: ids of parts whose paragraphs, tables or rows came, went or moved.
        rules: the rules kept with the file came, went or are others.
    """

    cells: list[CellRef] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    structure: bool = False
    carried: list[CellRef] = field(default_factory=list)
    reviewed: bool = False
    comments: bool = False
    parts: list[str] = field(default_factory=list)
    rules: bool = False

    def touched(self) -> set[str]:
        """Return the ids of the target tables it changed; empty for the department's own text."""
        return {ref.table for ref in self.cells}.union(self.tables)


class Edit(Protocol):
    """One edit. ``label`` says in Chinese what it does, for the undo menu."""

    label: str

    def apply(self, disclosure: Disclosure) -> Change:
        """Do it. Raises KeyError where what it changes is gone."""

    def revert(self, disclosure: Disclosure) -> Change:
        """Undo it, from the very state ``apply`` left."""


class SetCells(Struct):
    """Set the texts of cells; ``texts`` is (cell, new text) pairs.

    A cell carried over from last year that a person gives another text has been looked at:
    its mark 待确认 goes with the edit and comes back with its undoing. ``looked`` is False where
    a program changed many texts and nobody looked at each cell as a whole.
    """

    label: str
    texts: list[tuple[CellRef, str]]
    before: list[tuple[CellRef, str, dict[str, str]]] = field(default_factory=list)
    looked: bool = True
    confirmed: list[CellRef] = field(default_factory=list)

    def apply(self, disclosure: Disclosure) -> Change:
        """Set the texts; remember those before."""
        self.before = []
        self.confirmed = []
        change = Change()
        for ref, text in self.texts:
            old = get_cell(disclosure, ref)
            self.before.append((ref, old, _extra(disclosure, ref)))
            if old != text:
                set_cell(disclosure, ref, text)
                change.cells.append(ref)
                if self.looked and ref in disclosure.carried:
                    disclosure.carried.remove(ref)
                    self.confirmed.append(ref)
        change.carried = list(self.confirmed)
        return change

    def revert(self, disclosure: Disclosure) -> Change:
        """Set the texts from before."""
        change = Change()
        for ref, old, extra in reversed(self.before):
            if get_cell(disclosure, ref) != old:
                change.cells.append(ref)
            set_cell(disclosure, ref, old)
            _restore_extra(disclosure, ref, extra)
        disclosure.carried.update(self.confirmed)
        change.carried = list(self.confirmed)
        return change

    def absorb(self, later: SetCells) -> None:
        """Take an edit of the same cells, applied right after this one, into this one."""
        self.texts = later.texts
        self.label = later.label
        self.confirmed += later.confirmed

    def idle(self) -> bool:
        """Tell whether the disclosure is as it was before."""
        texts = zip(self.texts, self.before, strict=True)
        return not self.confirmed and all(text == old for (_, text), (_, old, _) in texts)


def _extra(disclosure: Disclosure, ref: CellRef) -> dict[str, str]:
    """A new value forgets how a form split the old one; keep that for undo."""
    if ref.indicator and ref.field == "value":
        return dict(_indicator(disclosure, ref).extra)
    return {}


def _restore_extra(disclosure: Disclosure, ref: CellRef, extra: dict[str, str]) -> None:
    if ref.indicator and ref.field == "value":
        _indicator(disclosure, ref).extra = dict(extra)


def _indicator(disclosure: Disclosure, ref: CellRef) -> Indicator:
    table = _table(disclosure, ref.table)
    return next(item for item in table.indicators if item.id == ref.indicator)


def _table(disclosure: Disclosure, table_id: str) -> TargetTable:
    table = find_table(disclosure, CellRef(table_id))
    if table is None:
        raise KeyError(table_id)
    return table


class SetIndicators(Struct):
    """Give a target table another list of indicators: insert, delete, move, paste rows.

    ``indicators`` is the whole new list; indicators that stay keep their identity. They are
    copied at once: a caller's that are the table's own change with steps before this one.
    """

    label: str
    table: str
    indicators: list[Indicator]
    before: list[Indicator] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.indicators = copy.deepcopy(self.indicators)

    def apply(self, disclosure: Disclosure) -> Change:
        """Put the new list in."""
        table = _table(disclosure, self.table)
        self.before = table.indicators
        table.indicators = copy.deepcopy(self.indicators)
        return Change(tables=[self.table])

    def revert(self, disclosure: Disclosure) -> Change:
        """Put the old list back."""
        _table(disclosure, self.table).indicators = self.before
        return Change(tables=[self.table])


class SetProjects(Struct):
    """Give the disclosure another list of target tables: add, duplicate, delete, move.

    ``projects`` is the whole new list; target tables that stay are the same objects.
    ``marked`` are cells of new ones to be marked 待确认.
    """

    label: str
    projects: list[TargetTable]
    before: list[TargetTable] = field(default_factory=list)
    marked: list[CellRef] = field(default_factory=list)

    def apply(self, disclosure: Disclosure) -> Change:
        """Put the new list in."""
        self.before = disclosure.projects
        disclosure.projects = list(self.projects)
        disclosure.carried.update(self.marked)
        return Change(structure=True, carried=list(self.marked))

    def revert(self, disclosure: Disclosure) -> Change:
        """Put the old list back."""
        disclosure.projects = self.before
        disclosure.carried.difference_update(self.marked)
        return Change(structure=True, carried=list(self.marked))


class SetOwnItems(Struct):
    """Give the department's own text other items (分项绩效目标, 工作保障措施)."""

    label: str
    itemised_goals: list[ItemisedGoal]
    safeguards: list[Safeguard]
    before: tuple[list[ItemisedGoal], list[Safeguard]] | None = None
    carried: set[CellRef] = field(default_factory=set)
    comments: list[CellComment] = field(default_factory=list)

    def apply(self, disclosure: Disclosure) -> Change:
        """Put the new items in; marks 待确认 and comments go with the items they stand at."""
        self.before = (disclosure.itemised_goals, disclosure.safeguards)
        self.carried = {ref for ref in disclosure.carried if not ref.table}
        disclosure.itemised_goals = copy.deepcopy(self.itemised_goals)
        disclosure.safeguards = copy.deepcopy(self.safeguards)
        places = {
            f"{name}.{old}": f"{name}.{new}"
            for name, items, now in (
                ("itemised_goals", self.before[0], self.itemised_goals),
                ("safeguards", self.before[1], self.safeguards),
            )
            for old, new in _places(items, now)
        }
        self.comments = disclosure.comments
        disclosure.comments = [
            one if one.ref.table else structs.replace(one, ref=_moved(one.ref, places) or CellRef())
            for one in self.comments
        ]
        moved = (_moved(ref, places) for ref in self.carried)
        return self._mark(disclosure, {ref for ref in moved if ref is not None})

    def revert(self, disclosure: Disclosure) -> Change:
        """Put the old items back."""
        assert self.before is not None
        disclosure.itemised_goals, disclosure.safeguards = self.before
        disclosure.comments = self.comments
        return self._mark(disclosure, self.carried)

    @staticmethod
    def _mark(disclosure: Disclosure, own: set[CellRef]) -> Change:
        before = {ref for ref in disclosure.carried if not ref.table}
        if before != own:
            disclosure.carried -= before
            disclosure.carried |= own
        return Change(structure=True, carried=sorted(before ^ own))


def _places(items: Sequence[object], now: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Yield where each item that stays stood and stands; alike ones in their order."""
    free = list(range(len(items)))
    for new, item in enumerate(now):
        old = next((place for place in free if items[place] == item), None)
        if old is not None:
            free.remove(old)
            yield old, new


def _moved(ref: CellRef, places: dict[str, str]) -> CellRef | None:
    """Return where a cell of an item stands now; None where the item is gone."""
    item, _, part = ref.field.rpartition(".")
    if not item or item == "department":
        return ref
    return CellRef("", f"{places[item]}.{part}") if item in places else None


class Confirm(Struct):
    """Say that cells carried over from last year were looked at: their marks 待确认 go."""

    label: str
    cells: list[CellRef]
    confirmed: list[CellRef] = field(default_factory=list)

    def apply(self, disclosure: Disclosure) -> Change:
        """Take the marks away."""
        self.confirmed = [ref for ref in dict.fromkeys(self.cells) if ref in disclosure.carried]
        disclosure.carried.difference_update(self.confirmed)
        return Change(carried=list(self.confirmed))

    def revert(self, disclosure: Disclosure) -> Change:
        """Put the marks back."""
        disclosure.carried.update(self.confirmed)
        return Change(carried=list(self.confirmed))


class SetReviewed(Struct):
    """Give the disclosure another list of marks 已核实."""

    label: str
    reviewed: list[Reviewed]
    before: list[Reviewed] = field(default_factory=list)

    def apply(self, disclosure: Disclosure) -> Change:
        """Put the new marks in."""
        self.before = disclosure.reviewed
        disclosure.reviewed = list(self.reviewed)
        return Change(reviewed=True)

    def revert(self, disclosure: Disclosure) -> Change:
        """Put the old marks back."""
        disclosure.reviewed = self.before
        return Change(reviewed=True)


class SetComments(Struct):
    """Give the disclosure another list of comments (批注)."""

    label: str
    comments: list[CellComment]
    before: list[CellComment] = field(default_factory=list)

    def apply(self, disclosure: Disclosure) -> Change:
        """Put the new list in."""
        self.before = disclosure.comments
        disclosure.comments = list(self.comments)
        return Change(comments=True)

    def revert(self, disclosure: Disclosure) -> Change:
        """Put the old list back."""
        disclosure.comments = self.before
        return Change(comments=True)


class SetRules(Struct):
    """Keep a bureau's rules with the disclosure, as the text of their file; none when empty."""

    label: str
    rules: str
    before: str = ""

    def apply(self, disclosure: Disclosure) -> Change:
        """Put the new rules in."""
        self.before, disclosure.rules = disclosure.rules, self.rules
        return Change(rules=True)

    def revert(self, disclosure: Disclosure) -> Change:
        """Put the old ones back."""
        disclosure.rules = self.before
        return Change(rules=True)


class Together(Struct):
    """Several edits as one step."""

    label: str
    edits: list[Edit]

    def apply(self, disclosure: Disclosure) -> Change:
        """Do all; where one fails, undo those before it and raise."""
        done: list[Edit] = []
        changes = []
        try:
            for edit in self.edits:
                changes.append(edit.apply(disclosure))
                done.append(edit)
        except Exception:
            for edit in reversed(done):
                edit.revert(disclosure)
            raise
        return _sum(changes)

    def revert(self, disclosure: Disclosure) -> Change:
        """Undo all, the last first."""
        return _sum(edit.revert(disclosure) for edit in reversed(self.edits))


def _sum(changes: Iterable[Change]) -> Change:
    total = Change()
    for change in changes:
        total.cells += change.cells
        total.tables += change.tables
        total.structure = total.structure or change.structure
        total.carried += change.carried
        total.reviewed = total.reviewed or change.reviewed
        total.comments = total.comments or change.comments
        total.parts += change.parts
        total.rules = total.rules or change.rules
    return total

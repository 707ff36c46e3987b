"""Edits are the only way in: each changes a disclosure, says what it changed, and can be undone.

Typing, pasting, mending, rolling and taking back all become these. Undo, recovery,
re-checking and repainting hang on the cells an edit names.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Protocol

from msgspec import Struct, field

from model.cells import CellRef, find_table, get_cell, set_cell
from model.disclosure import (
    Disclosure,
    Indicator,
    ItemisedGoal,
    Safeguard,
    TargetTable,
)


class Change(Struct):
    """What an edit did.

    Attributes:
        cells: every cell whose text changed.
        tables: ids of target tables whose indicators came, went or moved.
        structure: target tables, or items of the department's own text, came, went or moved.
    """

    cells: list[CellRef] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    structure: bool = False


class Edit(Protocol):
    """One edit. ``label`` says in Chinese what it does, for the undo menu."""

    label: str

    def apply(self, disclosure: Disclosure) -> Change:
        """Do it. Raises KeyError where what it changes is gone."""

    def revert(self, disclosure: Disclosure) -> Change:
        """Undo it, from the very state ``apply`` left."""


class SetCells(Struct):
    """Set the texts of cells; ``texts`` is (cell, new text) pairs."""

    label: str
    texts: list[tuple[CellRef, str]]
    before: list[tuple[CellRef, str, dict[str, str]]] = field(default_factory=list)

    def apply(self, disclosure: Disclosure) -> Change:
        """Set the texts; remember those before."""
        self.before = []
        change = Change()
        for ref, text in self.texts:
            old = get_cell(disclosure, ref)
            self.before.append((ref, old, _extra(disclosure, ref)))
            if old != text:
                set_cell(disclosure, ref, text)
                change.cells.append(ref)
        return change

    def revert(self, disclosure: Disclosure) -> Change:
        """Set the texts from before."""
        change = Change()
        for ref, old, extra in reversed(self.before):
            if get_cell(disclosure, ref) != old:
                change.cells.append(ref)
            set_cell(disclosure, ref, old)
            _restore_extra(disclosure, ref, extra)
        return change


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
    """

    label: str
    projects: list[TargetTable]
    before: list[TargetTable] = field(default_factory=list)

    def apply(self, disclosure: Disclosure) -> Change:
        """Put the new list in."""
        self.before = disclosure.projects
        disclosure.projects = list(self.projects)
        return Change(structure=True)

    def revert(self, disclosure: Disclosure) -> Change:
        """Put the old list back."""
        disclosure.projects = self.before
        return Change(structure=True)


class SetOwnItems(Struct):
    """Give the department's own text other items (分项绩效目标, 工作保障措施)."""

    label: str
    itemised_goals: list[ItemisedGoal]
    safeguards: list[Safeguard]
    before: tuple[list[ItemisedGoal], list[Safeguard]] | None = None

    def apply(self, disclosure: Disclosure) -> Change:
        """Put the new items in."""
        self.before = (disclosure.itemised_goals, disclosure.safeguards)
        disclosure.itemised_goals = copy.deepcopy(self.itemised_goals)
        disclosure.safeguards = copy.deepcopy(self.safeguards)
        return Change(structure=True)

    def revert(self, disclosure: Disclosure) -> Change:
        """Put the old items back."""
        assert self.before is not None
        disclosure.itemised_goals, disclosure.safeguards = self.before
        return Change(structure=True)


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
    return total

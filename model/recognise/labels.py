"""The labels of a form, made ready for finding them however a producer wrote them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from model.document.disclosure import VALUE_PARTS
from model.layout import CellSpec, ColumnSpec, Layout, Placed
from model.quantities.amounts import MONEY_UNITS
from model.recognise.folding import (
    LONGEST_LABEL,
    any_year,
    bare,
    fold,
    pattern_of,
    prefix_of,
    year_folded,
)
from model.recognise.units import unit_of_line

_T = TypeVar("_T")

MEMORY = 20000

__all__ = [
    "LONGEST_LABEL",
    "FormIndex",
    "Place",
    "Slot",
    "bare",
    "fold",
    "form_index",
    "pattern_of",
]


@dataclass(slots=True, frozen=True)
class Place:
    """One cell of a head row as a dump or a grid shows it.

    Attributes:
        keys: the folded wordings of its label; empty for a field.
        field: the field it shows; empty for a label.
        prefixes: where a label stands before the field in the cell, its wordings.
        total: the column whose sum it shows.
        col, span, height: its place in the grid.
        down: it reaches down from a row above, where a dump leaves it empty.
    """

    keys: frozenset[str]
    field: str
    col: int
    span: int
    height: int
    down: bool
    prefixes: tuple[re.Pattern[str], ...] = ()
    total: str = ""


@dataclass(slots=True)
class Slot:
    """A label cell of the head, and where its field stands.

    Attributes:
        right: the field in the cell to its right.
        below: the field in the cell under it, of the same width.
        later: the fields right of it in its further rows, where it is several high.
        mates: fields of its row that have no label of their own.
    """

    spec: CellSpec
    row: int
    right: str = ""
    below: str = ""
    later: list[str] = field(default_factory=list)
    mates: list[str] = field(default_factory=list)

    @property
    def fields(self) -> list[str]:
        """Every field the label leads to."""
        single = [name for name in (self.right, self.below) if name]
        return single + self.later + self.mates


class _PeriodFields:
    """The columns of one period: field → key of its column, parts of a split value left out."""

    def __init__(self, period: str, columns: list[ColumnSpec]) -> None:
        self.period = period
        mine = [one for one in columns if one.shared or one.period == period]
        self.keys = {one.field: one.key for one in mine if one.field not in VALUE_PARTS}
        # side by side, a level alone may be the other period's, or that of the row above
        levels = ("level1", "level2") if len({one.period for one in columns}) > 1 else ()
        self.own = [one.key for one in mine if not one.shared and one.field not in levels]
        self.parts = [one.key for name in VALUE_PARTS for one in mine if one.field == name]


class FormIndex:
    """A layout seen from its labels.

    Attributes:
        layout: the layout.
        slots: folded label → the label cells that read so, in the form's order.
        units: folded label → the money unit it names (``单位:元`` → 元).
        columns: folded label → the indicator columns headed so, in the form's order.
        rows: for each row of the head, then of those under the indicators, all its cells,
            those reaching down from above included.
        first_below: the first of the rows under the indicators.
        repeats: for each row, the list it is repeated for; empty for most.
        prefixes: row, wording and field of the cells that show a label before their field.
        groups: folded headings over several indicator columns.
        sides: folded label left of the indicators → the number of its block.
        levels1, levels2: folded name → the form's own name of a level 1 or 2.
        periods: what the columns show of an indicator: once, or for each period whose
            indicators stand side by side.
        splits_value: whether the form splits an indicator's value over columns.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.slots: dict[str, list[Slot]] = {}
        self.units: dict[str, str] = {}
        self.columns: dict[str, list[ColumnSpec]] = {}
        self.rows: list[list[Place]] = []
        self._slots_of: dict[str, list[Slot]] = {}
        self._columns_of: dict[str, list[ColumnSpec]] = {}
        self.levels1: dict[str, str] = {}
        self.levels2: dict[str, str] = {}
        self.first_below = len(layout.table.rows)
        self.repeats = [row.repeat for row in (*layout.table.rows, *layout.table.below)]
        self.prefixes: list[tuple[int, re.Pattern[str], str]] = []
        self.groups: set[str] = set()
        self.sides: dict[str, int] = {}
        self._names_years = False
        self.ignored = {fold(label) for label in layout.table.ignored_labels}
        specs = (*layout.table.columns, *layout.table.further)
        own = [column for column in specs if column.of == "indicator"]
        self.splits_value = any(column.field in VALUE_PARTS for column in own)
        self.periods = [_PeriodFields(period, own) for period in layout.beside or ("",)]
        title = pattern_of(layout.table.title, {"number": r"\d+", "name": ".+", "year": r"\d*"})
        self.titles = [re.compile(text) for text in (f"^{title}$", *layout.table.titles_like)]
        note = pattern_of(layout.table.note, {"year": r"\d*"})
        self.note = re.compile(note) if layout.table.note else None
        self._index_rows(layout.placed_head, 0)
        self._index_rows(layout.placed_below, self.first_below)
        self._index_columns()
        self._index_sides()
        self._index_levels()

    def slot_list(self, text: str) -> list[Slot]:
        """Return the head labels a text is, or an empty list."""
        found = self._slots_of.get(text)
        if found is None:
            found = self._remember(self._slots_of, text, self._lookup(self.slots, text))
        return found

    def column_list(self, text: str) -> list[ColumnSpec]:
        """Return the indicator columns a text heads, or an empty list."""
        found = self._columns_of.get(text)
        if found is None:
            found = self._remember(self._columns_of, text, self._lookup(self.columns, text))
        return found

    @staticmethod
    def _remember(memory: dict[str, list[_T]], text: str, found: list[_T] | None) -> list[_T]:
        """Keep an answer: the same labels stand in every table of a file."""
        found = found or []
        if len(text) <= LONGEST_LABEL and len(memory) < MEMORY:
            memory[text] = found
        return found

    def said_in(self, text: str, below: bool) -> list[tuple[str, str]]:
        """Return the fields a line names, each with what stands behind its label.

        Args:
            text: the line; it must begin with such a label.
            below: it stands under the indicators.
        """
        line, _ = unit_of_line(text)
        line = line or text
        found = []
        for row, prefix, name in self.prefixes:
            match = prefix.search(line) if (row >= self.first_below) == below else None
            if match is not None:
                found.append((match.start(), match.end(), name))
        found.sort()
        if not found or found[0][0]:
            return []
        ends = [start for start, _, _ in found[1:]] + [len(line)]
        return [
            (name, line[end:stop].strip())
            for (_, end, name), stop in zip(found, ends, strict=True)
            if end <= stop
        ]

    def heads_column(self, text: str) -> bool:
        """Tell whether a text heads an indicator column, or several of them together."""
        return bool(self.column_list(text)) or (bool(self.groups) and self._is_group(text))

    def _is_group(self, text: str) -> bool:
        key = fold(text)
        return bool(key) and (key in self.groups or any_year(key) in self.groups)

    def unit_of(self, text: str) -> str:
        """Return the money unit a label names, or an empty text."""
        return self.units.get(fold(text), "")

    @cached_property
    def first_row(self) -> int:
        """The head row whose labels, met again, begin another table."""
        labelled = (slot.row for slots in self.slots.values() for slot in slots if slot.right)
        return min(labelled, default=0)

    def is_title(self, text: str) -> bool:
        """Tell whether a line reads like the title of a target table."""
        line = text.strip()
        return 4 <= len(line) <= 120 and any(title.search(line) for title in self.titles)

    def level(self, number: int, text: str) -> str:
        """Return the form's own name of a level, where white space is all that differs."""
        names = self.levels1 if number == 1 else self.levels2
        name = names.get(fold(text), "")
        if name and number == 1 and fold(self.layout.printed_levels.get(name, "")) == fold(text):
            return name
        return name if name and fold(name) == fold(text) else text

    def is_ignored(self, text: str) -> bool:
        """Tell whether a text is a label of the form that says nothing by itself."""
        key = fold(text)
        return key in self.ignored or bool(self.slot_list(text)) or bool(self.column_list(text))

    def is_level(self, number: int, text: str) -> bool:
        """Tell whether a text names a level 1 or level 2 of the form, remarks aside."""
        names = self.levels1 if number == 1 else self.levels2
        return self._lookup(names, text) is not None

    def _lookup(self, table: dict[str, _T], text: str) -> _T | None:
        key = fold(text)
        if not key:
            return None
        found = table.get(key)
        if found is None:
            found = table.get(bare(key))
        if found is None and self._names_years:
            found = table.get(any_year(key))
        return found

    def _index_rows(self, head: Placed, first: int) -> None:
        """Index the rows above the indicators, or those under them.

        Args:
            head: the rows.
            first: the number of the first of them.
        """
        width = len(self.layout.table.columns_mm)
        taken: list[list[tuple[CellSpec, int, int]]] = [[None] * width for _ in head]  # type: ignore[list-item]
        for row, placed in enumerate(head):
            for col, spec in placed:
                for below in range(row, min(row + spec.height, len(head))):
                    for right in range(col, col + spec.span):
                        taken[below][right] = (spec, row, col)
        labelled: set[str] = set()
        slots: list[Slot] = []
        for row, placed in enumerate(head):
            for col, spec in placed:
                if spec.label and not spec.field:
                    slot = self._slot(taken, row, col, spec)
                    slot.row += first
                    slots.append(slot)
                    labelled.update(slot.fields)
                elif spec.label:
                    found = ((first + row, prefix_of(w), spec.field) for w in self._wordings(spec))
                    self.prefixes += found
                    labelled.add(spec.field)
            self.rows.append(self._places(taken[row], row))
        for slot in slots:
            if not self.repeats[slot.row]:
                slot.mates = [
                    spec.field
                    for _, spec in head[slot.row - first]
                    if spec.field and spec.field not in labelled
                ]
            for key in self._keys(slot.spec):
                self.slots.setdefault(key, []).append(slot)

    def _slot(
        self, taken: list[list[tuple[CellSpec, int, int]]], row: int, col: int, spec: CellSpec
    ) -> Slot:
        slot = Slot(spec, row)
        width = len(self.layout.table.columns_mm)
        beside = col + spec.span
        if beside < width:
            slot.right = _alone(taken[row][beside][0])
            for later in range(row + 1, min(row + spec.height, len(taken))):
                cell, begins, _ = taken[later][beside]
                # entries of a list belong to the labels above them
                if begins == later and _alone(cell) and not self._of_list(cell.field):
                    slot.later.append(cell.field)
        under = row + spec.height
        if not slot.right and under < len(taken):
            cell, _, left = taken[under][col]
            if _alone(cell) and left == col and cell.span == spec.span:
                slot.below = cell.field
        return slot

    def _of_list(self, field: str) -> bool:
        return field.partition(".")[0] in self.layout.lists

    def _keys(self, spec: CellSpec | ColumnSpec) -> list[str]:
        """Return every folded wording of a label, for every money unit."""
        keys = []
        for label in (spec.label, *spec.also):
            self._names_years = self._names_years or "{year" in label
            for unit in MONEY_UNITS if "{money_unit}" in label else ("",):
                for key in year_folded(label.replace("{money_unit}", unit)):
                    if unit:
                        self.units[key] = unit
                    keys.append(key)
        return list(dict.fromkeys(keys))

    def _places(self, taken: list[tuple[CellSpec, int, int]], row: int) -> list[Place]:
        places = []
        last = -1
        for spec, begins, col in taken:
            if col == last:
                continue
            last = col
            keys = self._keys(spec) if spec.label and not spec.field else []
            prefixes: tuple[re.Pattern[str], ...] = ()
            if spec.label and spec.field:
                prefixes = tuple(map(prefix_of, self._wordings(spec)))
            down = begins != row
            places.append(
                Place(
                    frozenset(keys),
                    spec.field,
                    col,
                    spec.span,
                    spec.height,
                    down,
                    prefixes,
                    spec.total,
                )
            )
        return places

    def _wordings(self, spec: CellSpec) -> list[str]:
        """Return every wording of a label before its field, for every money unit."""
        return [
            label.replace("{money_unit}", unit)
            for label in (spec.label, *spec.also)
            for unit in (MONEY_UNITS if "{money_unit}" in label else ("",))
        ]

    def _index_sides(self) -> None:
        for number, (side, _) in enumerate(self.layout.blocks):
            for label in (side.label, *side.also) if side else ():
                for key in year_folded(label):
                    self.sides.setdefault(key, number)
                    self.ignored.add(key)

    def _index_columns(self) -> None:
        for column in (*self.layout.table.columns, *self.layout.table.further):
            for key in self._keys(column):
                self.columns.setdefault(key, []).append(column)
            if column.group:
                self._names_years = self._names_years or "{year" in column.group
                group = column.group.replace("{money_unit}", self.layout.money.unit)
                self.groups.update(year_folded(group))

    def _index_levels(self) -> None:
        for level1 in self.layout.levels:
            for name in (level1.name, level1.printed, *level1.also):
                self.levels1[fold(name)] = level1.name
            for level2 in level1.level2:
                for name in (level2.name, *level2.also):
                    self.levels2[fold(name)] = level2.name


def _alone(spec: CellSpec) -> str:
    """Return the field of a cell that shows nothing else."""
    return "" if spec.label else spec.field


def form_index(layout: Layout) -> FormIndex:
    """Return the index of a layout, made once."""
    index = layout.__dict__.get("_form_index")
    if index is None:
        index = layout.__dict__["_form_index"] = FormIndex(layout)
    assert isinstance(index, FormIndex)
    return index

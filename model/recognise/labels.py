"""The labels of a form, made ready for finding them however a producer wrote them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TypeVar

from model.amounts import MONEY_UNITS
from model.disclosure import VALUE_PARTS
from model.layout import CellSpec, ColumnSpec, Layout

_T = TypeVar("_T")
LONGEST_LABEL = 40
MEMORY = 20000
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_COUNT = re.compile(r"^(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.,])+")
_MARKS = "*★▲●:;。、.-_"


# white space, and characters that only steer others (soft hyphens, joiners, marks)
_UNSEEN = re.compile("[\\s\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")


@lru_cache(maxsize=1 << 15)
def _fold(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).strip(_MARKS)


def fold(text: str) -> str:
    """Return a text as labels are compared: no white space, half-width, no marks around.

    ``项 目\\n编 码：`` and ``项目编码`` fold alike; so do ``（％）`` and ``(%)``. A text too
    long for a label folds to nothing.
    """
    return _fold(text) if len(text) <= LONGEST_LABEL else ""


@lru_cache(maxsize=1 << 15)
def bare(key: str) -> str:
    """Return a folded label without bracketed remarks and the number before it."""
    return _COUNT.sub("", _BRACKETS.sub("", key)).strip(_MARKS)


def pattern_of(printed: str, holes: dict[str, str]) -> str:
    """Return a regular expression for what a layout's pattern prints.

    Args:
        printed: the pattern, with ``{name}`` for each hole.
        holes: name → the regular expression that stands for it.
    """
    parts = re.split(r"\{(\w+)\}", printed)
    return "".join(
        holes.get(part, ".*") if number % 2 else re.escape(part)
        for number, part in enumerate(parts)
    )


@dataclass(slots=True, frozen=True)
class Place:
    """One cell of a head row as a dump or a grid shows it.

    Attributes:
        keys: the folded wordings of its label; empty for a field.
        field: the field it shows; empty for a label.
        col, span, height: its place in the grid.
        down: it reaches down from a row above, where a dump leaves it empty.
    """

    keys: frozenset[str]
    field: str
    col: int
    span: int
    height: int
    down: bool


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


class FormIndex:
    """A layout seen from its labels.

    Attributes:
        layout: the layout.
        slots: folded label → the label cells that read so, in the form's order.
        units: folded label → the money unit it names (``单位:元`` → 元).
        columns: folded label → the indicator columns headed so, in the form's order.
        rows: for each head row, all its cells, those reaching down from above included.
        levels1, levels2: folded name → the form's own name of a level 1 or 2.
        indicator_fields: the fields of an indicator the form shows, parts of a split
            value left out; ``splits_value`` tells whether it has such parts.
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
        self.ignored = {fold(label) for label in layout.table.ignored_labels}
        specs = (*layout.table.columns, *layout.table.further)
        fields = [column.field for column in specs if column.of == "indicator"]
        self.splits_value = any(name in VALUE_PARTS for name in fields)
        self.indicator_fields = [name for name in fields if name not in VALUE_PARTS]
        own = pattern_of(layout.table.title, {"number": r"\d+", "name": ".+", "year": r"\d*"})
        self.titles = [re.compile(text) for text in (f"^{own}$", *layout.table.titles_like)]
        note = pattern_of(layout.table.note, {"year": r"\d*"})
        self.note = re.compile(note) if layout.table.note else None
        self._index_head()
        self._index_columns()
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
        return name if name and fold(name) == fold(text) else text

    def is_ignored(self, text: str) -> bool:
        """Tell whether a text is a label of the form that says nothing by itself."""
        key = fold(text)
        return key in self.ignored or bool(self.slot_list(text)) or bool(self.column_list(text))

    def is_level(self, number: int, text: str) -> bool:
        """Tell whether a text names a level 1 or level 2 of the form, remarks aside."""
        names = self.levels1 if number == 1 else self.levels2
        return self._lookup(names, text) is not None

    @staticmethod
    def _lookup(table: dict[str, _T], text: str) -> _T | None:
        key = fold(text)
        if not key:
            return None
        found = table.get(key)
        if found is None:
            found = table.get(bare(key))
        return found

    def _index_head(self) -> None:
        width = len(self.layout.table.columns_mm)
        head = self.layout.placed_head
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
                if spec.label:
                    slot = self._slot(taken, row, col, spec)
                    slots.append(slot)
                    labelled.update(slot.fields)
            self.rows.append(self._places(taken[row], row))
        for slot in slots:
            slot.mates = [
                spec.field
                for _, spec in head[slot.row]
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
            slot.right = taken[row][beside][0].field
            for later in range(row + 1, min(row + spec.height, len(taken))):
                cell, begins, _ = taken[later][beside]
                if begins == later and cell.field:
                    slot.later.append(cell.field)
        under = row + spec.height
        if not slot.right and under < len(taken):
            cell, _, left = taken[under][col]
            if cell.field and left == col and cell.span == spec.span:
                slot.below = cell.field
        return slot

    def _keys(self, spec: CellSpec | ColumnSpec) -> list[str]:
        """Return every folded wording of a label, for every money unit."""
        keys = []
        for label in (spec.label, *spec.also):
            for unit in MONEY_UNITS:
                key = fold(label.replace("{money_unit}", unit))
                if "{money_unit}" in label:
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
            keys = frozenset(self._keys(spec)) if spec.label else frozenset()
            places.append(Place(keys, spec.field, col, spec.span, spec.height, begins != row))
        return places

    def _index_columns(self) -> None:
        for column in (*self.layout.table.columns, *self.layout.table.further):
            for key in self._keys(column):
                self.columns.setdefault(key, []).append(column)

    def _index_levels(self) -> None:
        for level1 in self.layout.levels:
            for name in (level1.name, *level1.also):
                self.levels1[fold(name)] = level1.name
            for level2 in level1.level2:
                for name in (level2.name, *level2.also):
                    self.levels2[fold(name)] = level2.name


def form_index(layout: Layout) -> FormIndex:
    """Return the index of a layout, made once."""
    index = layout.__dict__.get("_form_index")
    if index is None:
        index = layout.__dict__["_form_index"] = FormIndex(layout)
    assert isinstance(index, FormIndex)
    return index

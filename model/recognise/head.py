"""The head of a target table: fields found by their labels, whatever the arrangement."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import structs

from model.layout import entry_field
from model.printing.grid import Cell
from model.recognise.building import Building
from model.recognise.flaws import is_noted
from model.recognise.folding import fold, reads_as
from model.recognise.labels import FormIndex, Place, Slot
from model.recognise.units import unit_of_label


@dataclass
class HeadState:
    """What one head row leaves for the next.

    Attributes:
        expected: the layout row that should come next.
        below: (start, end, field) of labels whose field stands under them.
        tall: a label several rows high, with the fields still to come beside it.
        last: the label and field the previous row ended with, for a cell that
            goes on in the next row.
        entry: the number of the list's entry the next repeated row holds.
        under: the rows under the indicators have begun.
    """

    expected: int = 0
    below: list[tuple[int, int, str]] = field(default_factory=list)
    tall: tuple[Slot, list[str]] | None = None
    last: tuple[Slot, str] | None = None
    entry: int = 0
    under: bool = False


class HeadReader:
    """Reads head rows into a building; knows no file and no other table."""

    def __init__(self, index: FormIndex) -> None:
        self.index = index
        self.state = HeadState()

    def reset(self) -> None:
        """Begin another table."""
        self.state = HeadState()

    def matches(self, number: int, row: list[Cell]) -> bool:
        """Tell whether a row is exactly this row of the form, cell for cell.

        A producer may leave empty cells out where the others stand in the form's own
        columns.
        """
        return self._paired(number, row) is not None

    def _paired(self, number: int, row: list[Cell]) -> list[tuple[Place, Cell]] | None:
        """Return the places of a form's row with their cells, or None if it is another."""
        if number >= len(self.index.rows):
            return None
        places = [place for place in self.index.rows[number] if not place.down]
        labelled = any(place.keys for place in places)
        # a row without labels is known only by the rows before it
        if not labelled and number not in self._next():
            return None
        if not labelled and self.index.repeats[number] and self._labelled(row):
            return None
        if len(places) == len(row):
            pairs = list(zip(places, row, strict=True))
        else:
            by_col = {place.col: place for place in places}
            pairs = [(by_col[cell.col], cell) for cell in row if cell.col in by_col]
            labels = sum(bool(place.keys) for place, _ in pairs)
            if len(pairs) < len(row) or labels < sum(bool(place.keys) for place in places):
                return None
        for place, cell in pairs:
            if place.keys and not reads_as(place.keys, cell.text):
                return None
            if place.prefixes and not any(one.match(cell.text) for one in place.prefixes):
                return None
        return pairs

    def _labelled(self, row: list[Cell]) -> bool:
        return any(self.index.slot_list(cell.text) for cell in row)

    def goes_on(self, row: list[Cell]) -> bool:
        """Tell whether a row is just the one the form has next: then labels mean nothing else."""
        return any(self.matches(number, row) for number in self._next())

    def _next(self) -> list[int]:
        """Return the rows that may come: the next, the one behind blanks, the last one again."""
        number = self.state.expected
        if not number:
            return []
        rows, repeats = self.index.rows, self.index.repeats
        if number == self.index.first_below and not self.state.under:
            return [number - 1] if repeats[number - 1] else []
        blank = number < len(rows) and not any(p.keys and not p.down for p in rows[number])
        again = [number - 1] if repeats[number - 1] else []
        return [number, number + 1, *again] if blank else [number, *again]

    def begins_table(self, row: list[Cell], building: Building | None) -> bool:
        """Tell whether a head row belongs to another table than the one so far."""
        if building is None:
            return True
        for cell in row:
            for slot in self.index.slot_list(cell.text):
                if slot.mates and building.seen and slot.row < self.index.first_below:
                    return True
                if slot.row == self.index.first_row and slot.right in building.seen:
                    return not self._repeats(slot)
        return False

    def _repeats(self, slot: Slot) -> bool:
        """A label of the row just above, said again: a cell broken or merged by hand."""
        return self.state.last is not None and self.state.last[0] is slot

    def read(self, row: list[Cell], building: Building, where: str) -> None:
        """Put a head row's fields into the building; keep what finds no place."""
        self._take_unit(row, building)
        for candidate in (*self._next(), 0):
            pairs = self._paired(candidate, row)
            if pairs is not None:
                again = candidate == self.state.expected - 1
                self.state.entry = self.state.entry + 1 if again else 0
                self._read_exact(pairs, building, where)
                self.state.expected = candidate + 1
                return
        _RowRead(self, row, building, where).run()

    def _take_unit(self, row: list[Cell], building: Building) -> None:
        """Take the money unit a label names where the form's own names none: 金额（元）."""
        for cell in row:
            if "元" in cell.text and self.index.slot_list(cell.text):
                unit = "" if self.index.unit_of(cell.text) else unit_of_label(fold(cell.text))
                building.money_unit = building.money_unit or unit

    def blank_row(self) -> None:
        """Count an entry of a list of which a file keeps no cell."""
        number = self.state.expected
        if number and self.index.repeats[number - 1]:
            self.state.entry += 1

    def below_row(self, row: list[Cell]) -> int | None:
        """Return which of the rows under the indicators a row is; None for none of them."""
        index = self.index
        for number in range(index.first_below, len(index.rows)):
            places = index.rows[number]
            named = any((place.keys or place.prefixes) and not place.down for place in places)
            if named and self._paired(number, row) is not None:
                return number
        for cell in row:
            slots = index.slot_list(cell.text)
            if slots:
                below = [slot.row for slot in slots if slot.row >= index.first_below]
                return below[0] if below else None
            for number, prefix, _ in index.prefixes:
                if number >= index.first_below and prefix.match(cell.text):
                    return number
        return None

    def begin_below(self, number: int) -> None:
        """Expect a row under the indicators."""
        self.state = HeadState(expected=number, under=True)

    def _read_exact(self, pairs: list[tuple[Place, Cell]], building: Building, where: str) -> None:
        self.state.below = []
        self.state.tall = None
        self.state.last = None
        for place, cell in pairs:
            if place.field:
                name = self.entry_of(place.field)
                behind = _behind(cell, place)
                if not building.assign(name, behind, self.index.layout):
                    building.keep(behind, where, self.index.layout.title_of(name))
                elif behind is not cell:
                    building.remark_whole(cell, behind)
                continue
            if place.total:
                building.totals.append((place.total, cell, where))
                continue
            building.money_unit = self.index.unit_of(cell.text) or building.money_unit
            for slot in self.index.slot_list(cell.text)[:1]:
                self.note_label(slot, cell)

    def entry_of(self, name: str) -> str:
        """Return the field a cell is filled into: of a list, the entry's that is read."""
        listed = name.partition(".")[0] in self.index.layout.lists
        return entry_field(name, self.state.entry) if listed else name

    def note_label(self, slot: Slot, cell: Cell) -> None:
        """Remember what a label says of the rows to come."""
        if slot.below:
            self.state.below.append((cell.col, cell.col + cell.colspan, slot.below))
        if slot.later:
            self.state.tall = (slot, list(slot.later))


def _behind(cell: Cell, place: Place) -> Cell:
    """Return a cell without the label that stands before its field."""
    for prefix in place.prefixes:
        match = prefix.match(cell.text)
        if match:
            return structs.replace(cell, text=cell.text[match.end() :])
    return cell


class _RowRead:
    """One row read by labels: what stands right of a label is its field."""

    def __init__(self, head: HeadReader, row: list[Cell], building: Building, where: str) -> None:
        self.head = head
        self.index = head.index
        self.state = head.state
        self.row = row
        self.building = building
        self.where = where
        self.left: list[Cell] = []
        self.spread = ("", 0)
        self.mates: list[str] = []
        self.pending = ""
        self.slot: Slot | None = None
        self.done: tuple[str, str] | None = None
        self.below = self.state.below
        self.used_below = False
        self.used_list = False

    def run(self) -> None:
        before = self.state.last
        self.state.below = []
        tall = self.state.tall
        for cell in self.row:
            slots = self.index.slot_list(cell.text)
            if slots:
                self._label(self._choose(slots), cell, before)
            else:
                self._value(cell, tall)
        listed = self.used_list and self.slot is None
        if self.below and (listed or not self.used_below) and not self.state.below:
            self.state.below = self.below
        self.state.entry = self.state.entry + 1 if listed else 0
        self._leftovers()
        self.state.last = (self.slot, self.done[0]) if self.slot and self.done else None
        if self.slot is not None:
            self.state.expected = self.slot.row + 1

    def _choose(self, slots: list[Slot]) -> Slot:
        """Of labels that read alike, the first whose field was not met yet."""
        for slot in slots:
            if not any(name in self.building.seen for name in slot.fields):
                return slot
        return slots[0]

    def _label(self, slot: Slot, cell: Cell, before: tuple[Slot, str] | None) -> None:
        if slot is self.slot and not self.done:
            # a merged label, written out in each of its columns
            if slot.below and self.state.below:
                start, _, name = self.state.below[-1]
                self.state.below[-1] = (start, cell.col + cell.colspan, name)
            return
        unit = self.index.unit_of(cell.text)
        if unit:
            self.building.money_unit = unit
        tall = self.state.tall
        self.slot = slot
        self.done = None
        self.mates += slot.mates
        if tall is not None and tall[0] is slot:
            self.pending = tall[1].pop(0) if tall[1] else ""
            return
        self.head.note_label(slot, cell)
        self.pending = slot.right or slot.below
        if slot.right:
            self.building.seen.add(slot.right)
            if before is not None and before[0] is slot:
                self.done = None

    def _value(self, cell: Cell, tall: tuple[Slot, list[str]] | None) -> None:
        layout = self.index.layout
        if not cell.text:
            if self.pending and is_noted(cell):
                self.building.assign(self.pending, cell, layout)
            return
        if self._behind_label(cell):
            return
        if self.pending:
            name = self.pending
            more = self.state.last is not None and self.state.last[1] == name
            if not self.building.assign(name, cell, layout, more):
                self.left.append(cell)
            self.done = (name, cell.text)
            self.pending = ""
            return
        if self.done is not None and self.done[1] == cell.text:
            return
        for start, end, name in self.below:
            if cell.col < end and start < cell.col + cell.colspan:
                self.used_below = True
                self.used_list = self.used_list or name.partition(".")[0] in layout.lists
                if not self.building.assign(self.head.entry_of(name), cell, layout):
                    self.left.append(cell)
                return
        if self.slot is None and tall is not None and tall[1]:
            name = tall[1].pop(0)
            self.building.assign(name, cell, layout)
            self.done = (name, cell.text)
            return
        # a merged text, written out in each of its columns, counts once
        if self.spread != (cell.text, cell.col):
            self.left.append(cell)
        self.spread = (cell.text, cell.col + cell.colspan)

    def _behind_label(self, cell: Cell) -> bool:
        """Take a cell that shows a label and behind it a field."""
        for _, prefix, name in self.index.prefixes:
            match = prefix.match(cell.text)
            if match:
                rest = structs.replace(cell, text=cell.text[match.end() :])
                if not self.building.assign(self.head.entry_of(name), rest, self.index.layout):
                    self.left.append(rest)
                else:
                    self.building.remark_whole(cell, rest)
                return True
        return False

    def _leftovers(self) -> None:
        layout = self.index.layout
        for cell in self.left:
            if self.mates and self.building.assign(self.mates[0], cell, layout):
                self.mates.pop(0)
                continue
            tall = self.state.tall
            if tall is not None and tall[1] and self.building.assign(tall[1][0], cell, layout):
                tall[1].pop(0)
                continue
            near = layout.label(self.slot.spec.label) if self.slot else ""
            self.building.keep(cell, self.where, near)

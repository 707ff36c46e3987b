"""Which text belongs to which label, above and below the indicators, whatever the arrangement."""

from __future__ import annotations

from dataclasses import dataclass, replace
from dataclasses import field as default

from msgspec import structs

from model.recognise.general.cross import Cross, find_crosses
from model.recognise.general.lists import ListBlock, find_lists
from model.recognise.general.matrix import Matrix, Placed
from model.recognise.vocabulary import Meaning, vocabulary

_MONEY_MARKS = "0123456789"


@dataclass(slots=True)
class Pair:
    """A text at its label.

    Attributes:
        field: the field of the target table; empty where the label is not understood.
        period: the time the label speaks of, taken from the label above it where it says none.
        label, value: the cells; ``value`` None where nothing is filled in.
        units: money units that hold for it: its own label's first, then its group's.
        kept: it is no content of the form.
        listed: it stands in a list under a column head, with others under it.
        unsure: it may belong to another label, or to none.
    """

    field: str
    period: str
    label: Placed
    value: Placed | None
    units: list[str] = default(default_factory=list)
    kept: bool = False
    listed: bool = False
    unsure: bool = False


@dataclass
class HeadRead:
    """What the rows above or below the indicators hold."""

    pairs: list[Pair] = default(default_factory=list)
    loose: list[Placed] = default(default_factory=list)
    lists: list[ListBlock] = default(default_factory=list)


def is_label(placed: Placed) -> bool:
    """Tell whether a cell is a label of the head: known, or written like one."""
    meaning = placed.meaning
    if meaning is not None:
        return bool(meaning.head or meaning.group or meaning.kept or meaning.columns)
    text = placed.text.strip()
    # a heading nobody knows, yet a heading: 评审结论：
    return text.endswith((":", "：")) and len(text) <= 16 and "\n" not in text


def names_project(cell: Placed) -> str:
    """Return ``name`` or ``code`` where a cell is the label of a project's, else nothing."""
    meaning = cell.meaning or (cell.inline[0] if cell.inline else None)
    if meaning is None or meaning.weak:
        # 项目 alone heads many a list of costs
        return ""
    return meaning.head if meaning.head in ("name", "code") else ""


def read_head(matrix: Matrix) -> HeadRead:
    """Return the texts of some rows with their labels; every filled cell is in it once."""
    return _Reading(matrix).run()


class _Reading:
    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.words = vocabulary()
        self.labels: set[int] = set()
        self.owner: dict[int, Placed] = {}
        self.taken: dict[int, list[Placed]] = {}
        self.loose: list[Placed] = []
        self.unsure: set[int] = set()
        self.below: set[int] = set()
        self.listed: set[int] = set()
        self.inline: set[int] = set()

    def run(self) -> HeadRead:
        crosses = find_crosses(self.matrix)
        self.listed = {id(cell) for cross in crosses for cell in cross.all}
        lists = [
            block
            for block in find_lists(self.matrix)
            if not any(id(cell) in self.listed for cell in block.cells)
        ]
        self.listed |= {id(cell) for block in lists for cell in block.cells}
        cells = [cell for row in self.matrix.rows for cell in row if id(cell) not in self.listed]
        for cell in cells:
            if self._reads_as_label(cell):
                self.labels.add(id(cell))
        self.inline = {id(cell) for cell in cells if self._is_inline(cell)}
        self._unknown_labels()
        for row in self.matrix.rows:
            for cell in row:
                if id(cell) not in self.labels | self.listed | self.inline:
                    self._place(cell)
        pairs = [pair for cell in cells if id(cell) in self.labels for pair in self._pairs(cell)]
        pairs += [self._inline_pair(cell) for cell in cells if id(cell) in self.inline]
        pairs += [pair for cross in crosses for pair in _cross_pairs(cross)]
        pairs += [self._sum(block) for block in lists if block.total is not None]
        return HeadRead(pairs, self.loose, lists)

    def _is_inline(self, cell: Placed) -> bool:
        """Tell whether a cell holds a label and its text, and belongs to no other label."""
        if cell.inline is None or id(cell) in self.labels:
            return False
        left, above = self.matrix.left_of(cell), self.matrix.above(cell)
        if left is not None and id(left) in self.labels and not self._is_group(left):
            return False
        awaited = above is not None and id(above) in self.labels and above.bottom == cell.row
        return not (awaited and above is not None and self.matrix.right_of(above) is None)

    def _inline_pair(self, cell: Placed) -> Pair:
        assert cell.inline is not None
        meaning, text = cell.inline
        value = replace(cell, cell=structs.replace(cell.cell, text=text))
        units = [meaning.unit] if meaning.unit else []
        return Pair(meaning.head, meaning.period, cell, value, units, meaning.kept)

    def _sum(self, block: ListBlock) -> Pair:
        """Return the budget a list of costs adds up to."""
        assert block.total is not None
        label, value = block.total
        units = [label.meaning.unit if label.meaning else ""]
        if block.side is not None and block.side.meaning is not None:
            units.append(block.side.meaning.unit)
        return Pair("budget", "", label, value, [unit for unit in units if unit])

    # which cells are labels

    def _reads_as_label(self, cell: Placed) -> bool:
        if not is_label(cell):
            return False
        meaning = cell.meaning
        if meaning is None or not meaning.weak:
            return True
        left = self.matrix.left_of(cell)
        if left is None or id(left) not in self.labels:
            return True
        # a short word right of a label that awaits a text is that text
        return self._is_group(left)

    def _unknown_labels(self) -> None:
        """Take what stands where a label should for one: before a text, behind another text."""
        for row in self.matrix.rows:
            known = self.labels | self.listed | self.inline
            filled = [cell for cell in row if id(cell) not in known]
            for cell in filled:
                left, right = self.matrix.left_of(cell), self.matrix.right_of(cell)
                first = cell.col == 0 or (left is not None and id(left) not in self.labels)
                if not first or right is None or id(right) in self.labels:
                    continue
                if right.row == cell.row and _short(cell) and cell.end - cell.col <= 2:
                    behind = left is not None and self._awaited(left)
                    if cell.col == 0 or behind:
                        self.labels.add(id(cell))

    def _awaited(self, cell: Placed) -> bool:
        """Tell whether a text stands right of a label that takes it."""
        left = self.matrix.left_of(cell)
        return left is not None and id(left) in self.labels and not self._is_group(left)

    def _is_group(self, label: Placed) -> bool:
        """Tell whether a label stands before other labels and takes no text beside it."""
        right = self.matrix.right_of(label)
        if right is not None and is_label(right) and not (right.meaning and right.meaning.weak):
            return True
        meaning = label.meaning or Meaning()
        if right is not None and right.meaning and right.meaning.weak:
            return meaning.group
        return meaning.group and not meaning.head

    # where a text belongs

    def _place(self, cell: Placed) -> None:
        label = self._beside(cell) or self._over(cell) or self._tall(cell)
        if label is None:
            label = self._across_gap(cell)
            if label is not None:
                self.unsure.add(id(cell))
        if label is None:
            left = self.matrix.left_of(cell)
            if left is None or left.text != cell.text or id(left) in self.labels:
                self.loose.append(cell)
                if left is not None and id(left) in self.owner:
                    # two texts at one label: either may be something else
                    self.unsure.add(id(left))
            # else a merged text, written out in each of its columns, counts once
            return
        self.owner[id(cell)] = label
        self.taken.setdefault(id(label), []).append(cell)

    def _beside(self, cell: Placed) -> Placed | None:
        left = self.matrix.left_of(cell)
        if left is None:
            left = self._carried_down(cell)
        if left is None or id(left) not in self.labels or self._is_group(left):
            return None
        return left

    def _carried_down(self, cell: Placed) -> Placed | None:
        """Return the label left of a cell whose own is left blank: it goes on from above."""
        if cell.col == 0:
            return None
        for row in range(cell.row - 1, -1, -1):
            found = self.matrix.at(row, cell.col - 1)
            if found is None:
                continue
            goes_on = id(found) in self.labels and found.end == cell.col and found.col == 0
            return found if goes_on else None
        return None

    def _over(self, cell: Placed) -> Placed | None:
        """Return the label a cell stands under; a column of a list goes on down."""
        above = self.matrix.above(cell)
        if above is None or above.bottom != cell.row:
            return None
        if id(above) not in self.labels:
            owner = self.owner.get(id(above))
            if owner is not None and id(owner) in self.below and owner.col == cell.col:
                return owner
            return None
        right = self.matrix.right_of(above)
        filled = right is not None and id(right) not in self.labels and right.row == above.row
        beside = self.taken.get(id(above))
        if filled or (beside and id(above) not in self.below):
            return None
        if cell.end > above.end and not self._alone(cell):
            return None
        self.below.add(id(above))
        return above

    def _alone(self, cell: Placed) -> bool:
        return self.matrix.rows[cell.row] == [cell]

    def _tall(self, cell: Placed) -> Placed | None:
        """Return the group a text stands in that no label of its own leads to."""
        for col in range(cell.col - 1, -1, -1):
            left = self.matrix.at(cell.row, col)
            if left is None:
                continue
            tall = id(left) in self.labels and left.row < cell.row and left.end == cell.col
            meaning = left.meaning or Meaning()
            text = meaning.head and self.words.kinds.get(meaning.head) == "text"
            return left if tall and text else None
        return None

    def _across_gap(self, cell: Placed) -> Placed | None:
        """Return the only label of a row with nothing but blanks between."""
        row = self.matrix.rows[cell.row]
        labels = [one for one in row if id(one) in self.labels]
        if len(labels) == 1 and len(row) == 2 and labels[0].end < cell.col:
            return None if self._is_group(labels[0]) else labels[0]
        return None

    # what comes of a label

    def _pairs(self, label: Placed) -> list[Pair]:
        meaning = label.meaning or Meaning()
        values = self.taken.get(id(label), [])
        group = self._is_group(label)
        if not values:
            if group or not meaning.head:
                return [Pair("", "", label, None)] if not group and not meaning.kept else []
            return [Pair(meaning.head, self._period(label), label, None, self._units(label))]
        listed = id(label) in self.below and (len(values) > 1 or self._row_is_listed(label))
        return [
            Pair(
                meaning.head,
                self._period(label),
                label,
                value,
                self._units(label),
                meaning.kept,
                listed,
                id(value) in self.unsure,
            )
            for value in values
        ]

    def _row_is_listed(self, label: Placed) -> bool:
        """Tell whether a neighbour of a column head has several texts under it."""
        row = self.matrix.rows[label.row]
        return any(
            len(self.taken.get(id(one), ())) > 1 and id(one) in self.below
            for one in row
            if one is not label
        )

    def _above_label(self, label: Placed) -> Placed | None:
        above = self.matrix.above(label)
        if above is None or id(above) not in self.labels or above.bottom != label.row:
            return None
        return above

    def _period(self, label: Placed) -> str:
        """Return the time a label speaks of: its own words', or those of the label above it."""
        at: Placed | None = label
        money = self._is_money(label)
        while at is not None:
            if at.meaning is not None and at.meaning.period:
                return at.meaning.period
            if (period := self.words.period_of(at.text)) and at is not label:
                return period
            above = self._above_label(at)
            if above is None or not (self._is_money(above) == money or above.meaning is None):
                return self._siblings(at) if money else ""
            at = above
        return ""

    def _siblings(self, top: Placed) -> str:
        """A total without a time beside one of the year is the whole's."""
        row = self.matrix.rows[top.row]
        mine = top.meaning.head if top.meaning else ""
        for one in row:
            meaning = one.meaning
            if one is not top and meaning and meaning.head == mine and meaning.period == "year":
                return "whole"
        return ""

    def _is_money(self, label: Placed) -> bool:
        head = label.meaning.head if label.meaning else ""
        return self.words.kinds.get(head) == "money"

    def _units(self, label: Placed) -> list[str]:
        """Return the money units a label and those over and left of it name, the nearest first."""
        if not self._is_money(label):
            return []
        units = []
        at: Placed | None = label
        while at is not None:
            units.append(at.meaning.unit if at.meaning else "")
            at = self._above_label(at)
        left = self.matrix.left_of(label)
        if left is not None and id(left) in self.labels and self._is_group(left):
            units.append(left.meaning.unit if left.meaning else "")
        return [unit for unit in units if unit]


def _cross_pairs(cross: Cross) -> list[Pair]:
    """Return the amounts of a table by row and column, each with its row's label."""
    side = [cell for cell in cross.all if cell.meaning is not None and cell.meaning.group]
    pairs = []
    for one in cross.cells:
        labels = (one.label, one.head, *side)
        units = [label.meaning.unit for label in labels if label.meaning and label.meaning.unit]
        unsure = cross.unsure and not one.period
        pairs.append(Pair(one.field, one.period, one.label, one.value, units, unsure=unsure))
    pairs += [Pair("", "", head, value, kept=True) for head, value in cross.kept]
    return pairs


def _short(cell: Placed) -> bool:
    text = "".join(cell.text.split())
    return 2 <= len(text) <= 14 and not any(mark in text for mark in "。；,，0123456789")

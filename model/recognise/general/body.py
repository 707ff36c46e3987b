"""The indicator rows of a general reading: columns by the header, levels that reach down."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from model.document.disclosure import Indicator, set_indicator_field, set_value_parts
from model.quantities.values import parse_value
from model.recognise.general.header import Column, Header
from model.recognise.general.matrix import Matrix, Placed
from model.recognise.labels import bare, fold
from model.recognise.vocabulary import vocabulary

_TYPED = re.compile(r"=\s*\d+(?:\.\d+)?\s*%?[^\d+*/()\-]{0,8}")
_POINTS = re.compile(r"[（(](?:共|计)?\d{1,3}(?:\.\d+)?(?:分|%)?[)）]$")
_MERGED_LEVELS = ("level1", "level2")
_OTHER_VALUES = {
    "midterm": "value_midterm",
    "whole": "value_whole",
    "last": "last_value",
    "done": "done",
}
"""A value column of another time → where its texts are kept."""


_OTHER_PERIODS = ("midterm", "whole")


@dataclass
class RowRead:
    """One row: its indicators with their cells by field, and cells of the target table.

    ``periods`` goes with ``indicators``: what time each is for, empty for the budget year.
    """

    indicators: list[tuple[Indicator, dict[str, Placed]]] = field(default_factory=list)
    periods: list[str] = field(default_factory=list)
    table: dict[str, list[tuple[Column, Placed]]] = field(default_factory=dict)
    unknown: list[tuple[Column, Placed]] = field(default_factory=list)
    loose: list[Placed] = field(default_factory=list)


class Body:
    """Reads rows under a header.

    Attributes:
        period: the time a heading over or beside the block says its indicators are for.
        blocks: the numbers of the blocks side by side.
    """

    def __init__(self, header: Header, period: str = "") -> None:
        self.header = header
        self.period = period if period in _OTHER_PERIODS else ""
        self._last: dict[tuple[int, str], str] = {}
        self._merged = False
        self._open: set[str] = set()
        self._main = _main_values(header)
        self.blocks = sorted({column.block for column in header.columns})
        self._shared = [
            column
            for column in header.columns
            if column.block == 0 and column.field in _MERGED_LEVELS and len(self.blocks) > 1
        ]

    def begin(self, matrix: Matrix, row: int) -> None:
        """Another table of the file begins, or the block itself: see how it merges levels."""
        columns = [one for one in self.header.columns if one.field in _MERGED_LEVELS]
        self._merged = any(
            cell.bottom - cell.row > 1 and any(cell.col == one.start for one in columns)
            for line in matrix.rows[row:]
            for cell in line
        )
        # levels no cell of this table of the file has named yet go on from the one before
        self._open = set(_MERGED_LEVELS)

    def read(self, matrix: Matrix, row: int) -> RowRead:
        """Return what a row holds."""
        read = RowRead()
        begins = {id(cell) for cell in matrix.rows[row]}
        used: set[int] = set()
        by_block: dict[int, dict[str, tuple[Column, Placed]]] = {}
        for column in self.header.columns:
            placed = _in_column(matrix, row, column)
            if placed is None:
                continue
            first = id(placed) in begins and id(placed) not in used
            used.add(id(placed))
            if column.field.startswith("table."):
                if first:
                    read.table.setdefault(column.field[6:], []).append((column, placed))
            elif not column.field or column.field == "kept":
                if first:
                    read.unknown.append((column, placed))
            elif id(placed) in begins or column.field in (*_MERGED_LEVELS, "name"):
                by_block.setdefault(column.block, {})[self._key(column)] = (column, placed)
        read.loose = [
            cell
            for cell in matrix.rows[row]
            if id(cell) not in used and not _written_out(matrix, cell)
        ]
        self._make(read, by_block, begins)
        if not read.indicators:
            read.loose += _no_levels(read, matrix.rows[row])
        return read

    def _key(self, column: Column) -> str:
        """Return what a column's texts are called in an indicator."""
        if column.field != "value" or column is self._main.get(column.block):
            return column.field
        return _OTHER_VALUES.get(column.period, "value_midterm")

    def _make(
        self,
        read: RowRead,
        by_block: dict[int, dict[str, tuple[Column, Placed]]],
        begins: set[int],
    ) -> None:
        shared = by_block.get(0, {})
        for block in self.blocks:
            cells = dict(by_block.get(block, {}))
            own = [
                placed
                for name, (_, placed) in cells.items()
                if name not in _MERGED_LEVELS and id(placed) in begins
            ]
            for column in self._shared:
                if block and column.field not in cells and column.field in shared:
                    cells[column.field] = shared[column.field]
            if _name_in_level2(cells, begins):
                # the row names no second level, nor does the one above name its
                self._last[block, "level2"] = ""
            levels = self._levels(block, cells)
            if not any(placed.text.strip() for placed in own):
                continue
            item = Indicator(level1=levels[0], level2=levels[1])
            placed_by = {name: placed for name, (_, placed) in cells.items()}
            period = self._fill(item, cells) or self.period
            read.indicators.append((item, placed_by))
            read.periods.append(period)

    def _fill(self, item: Indicator, cells: dict[str, tuple[Column, Placed]]) -> str:
        parts = ["", "", ""]
        split = self.header.has("value.operator") or self.header.has("value.unit")
        period = ""
        for name, (column, placed) in cells.items():
            period = period or _period_of_block(column)
            text = placed.text
            if name in _MERGED_LEVELS:
                continue
            if name == "level2.text":
                item.level2 = column.level2
                if parse_value(text).kind in ("number", "range"):
                    item.name, parts[1] = column.label, text
                else:
                    item.name = text
            elif name == "value.operator":
                parts[0] = text
            elif name == "value.unit":
                parts[2] = text
            elif name == "value":
                parts[1] = typed_text(placed)
            else:
                set_indicator_field(item, name, text)
        if split:
            set_value_parts(item, parts[0], parts[1], parts[2])
            if item.value and parts[0].strip() and parts[0].strip() not in item.value:
                # 定性 and its word stand in two cells: both belong to the value
                item.value = parts[0] + parts[1] + parts[2]
        else:
            item.value = parts[1]
        for column, _ in cells.values():
            item.level1 = item.level1 or column.level1
            item.level2 = item.level2 or column.level2
        return period

    def _levels(self, block: int, cells: dict[str, tuple[Column, Placed]]) -> tuple[str, str]:
        """Return the two levels of a row, taken from above where the row leaves them blank."""
        words = vocabulary()
        texts = {name: cells[name][1].text.strip() for name in _MERGED_LEVELS if name in cells}
        both = texts.get("level1") and cells.get("level1", (None, None))[1]
        if both and cells.get("level2", (None, None))[1] is both:
            # one cell over both columns
            texts.pop("level2", None)
            name2 = words.level(2, texts["level1"])
            if name2 and not words.level(1, texts["level1"]):
                texts = {"level1": "满意度指标" if "满意度" in name2 else "", "level2": name2}
        last1 = self._last.get((block, "level1"), "")
        last2 = self._last.get((block, "level2"), "")
        one, two = level_text(1, texts.get("level1", "")), level_text(2, texts.get("level2", ""))
        if one:
            self._open = set()
        elif two:
            self._open.discard("level2")
        if not one and (not self._merged or "level1" in self._open):
            one = last1
            if not two and (not self._merged or "level2" in self._open):
                two = last2
        elif not self._merged and one and not two and one == last1:
            two = last2
        self._last[block, "level1"], self._last[block, "level2"] = one, two
        return one, two


def _name_in_level2(cells: dict[str, tuple[Column, Placed]], begins: set[int]) -> bool:
    """Take an indicator that stands in the second level's column for one; tell whether it was.

    So it is where that column is the last before the values, or the third is left blank or
    holds the value: what stands there names no second level.
    """
    if "level2" not in cells or "level2.text" in cells:
        return False
    placed = cells["level2"][1]
    if id(placed) not in begins or not _names_no_level(placed.text):
        return False
    name, value = (cells[one][1] if one in cells else None for one in ("name", "value"))
    if name is placed or placed is cells.get("level1", (None, None))[1]:
        return False
    if name is not None and name.text.strip():
        if (value is not None and value.text.strip()) or not _is_value(name.text):
            return False
        cells["value"] = cells["name"]
    elif value is None or not value.text.strip():
        return False
    cells["name"] = cells.pop("level2")
    return True


def _names_no_level(text: str) -> bool:
    words = vocabulary()
    known = words.level(1, text) or words.level(2, text)
    return not known and any(char.isalnum() for char in text)


def _is_value(text: str) -> bool:
    return parse_value(text).kind in ("number", "range")


def _no_levels(read: RowRead, cells: list[Placed]) -> list[Placed]:
    """Return what stands in a row without an indicator and names no level."""
    words = vocabulary()
    taken = {id(placed) for columns in read.table.values() for _, placed in columns}
    taken |= {id(placed) for _, placed in read.unknown} | {id(placed) for placed in read.loose}
    return [
        cell
        for cell in cells
        if id(cell) not in taken and not (words.level(1, cell.text) or words.level(2, cell.text))
    ]


def _written_out(matrix: Matrix, cell: Placed) -> bool:
    """Tell whether a cell repeats the one left of it: a merged text in each of its columns."""
    left = matrix.left_of(cell)
    return left is not None and left.text == cell.text


def level_text(number: int, text: str) -> str:
    """Return a level as the model holds it: points and breaks within the word left out."""
    bared = _POINTS.sub("", text.strip())
    usual = vocabulary().level(number, bared)
    if usual and fold(usual) == fold(bared):
        return usual
    return "".join(bared.split()) if bare(fold(bared)) else text


def typed_text(placed: Placed) -> str:
    """Return a value as it was typed: ``=31个`` is no formula but a sign and a number."""
    formula = placed.cell.formula
    if formula and (placed.text.startswith("#") or not placed.text or _TYPED.fullmatch(formula)):
        return formula
    return placed.text


def _period_of_block(column: Column) -> str:
    return column.period if column.period in _OTHER_PERIODS and column.field != "value" else ""


def _in_column(matrix: Matrix, row: int, column: Column) -> Placed | None:
    for col in range(column.start, column.end):
        placed = matrix.at(row, col)
        if placed is not None:
            return placed
    return None


def _main_values(header: Header) -> dict[int, Column]:
    """Return for each block the column that holds the year's value."""
    main: dict[int, Column] = {}
    for block in {column.block for column in header.columns}:
        values = [one for one in header.columns if one.block == block and one.field == "value"]
        if not values:
            continue
        for wanted in ("year", ""):
            fitting = [one for one in values if one.period == wanted]
            if fitting:
                # headed alike, the whole's value stands before the year's
                main[block] = fitting[-1]
                break
        else:
            named = any(one.block == block and one.field == "name" for one in header.columns)
            if named and len(values) == 1:
                main[block] = values[0]
    return main

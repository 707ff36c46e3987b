"""The indicator block: its header, and rows by the columns the header stands over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from model.document.disclosure import (
    VALUE_PARTS,
    Indicator,
    set_indicator_field,
    set_value_parts,
)
from model.layout import ColumnSpec
from model.printing.grid import Cell, Grid
from model.recognise.building import Building
from model.recognise.labels import FormIndex

HEADER_LEAST = 3
"""So many indicator column labels in one row make a header."""


@dataclass(slots=True)
class Column:
    """A column of the block as it stands in a file: grid columns start ≤ c < end."""

    spec: ColumnSpec
    start: int
    end: int


class Body:
    """The columns of one indicator block, and the level cells that reach down.

    Attributes:
        columns: the columns, left to right; empty before a header was met.
        unnamed: no column of the file is headed as the indicators' names.
        half: the header so far holds headings over several columns, whose own labels are
            still to come.
    """

    def __init__(self, index: FormIndex) -> None:
        self.index = index
        self.columns: list[Column] = []
        self.half = self.unnamed = False
        self._by_col: dict[int, Column] = {}
        self._down: dict[str, tuple[Cell, int]] = {}
        self._merged = False
        self._last: dict[str, str] = {}
        # levels no cell of this table of the file has named yet: they go on from the one before
        self._open: set[str] = set()

    def read_header(self, row: list[Cell]) -> bool:
        """Take a row as the header if enough of its cells are column labels."""
        columns: list[Column] = []
        met: Counter[str] = Counter()
        groups = 0
        for cell in row:
            specs = self.index.column_list(cell.text)
            if not specs:
                groups += self.index.heads_column(cell.text)
                continue
            end = cell.col + cell.colspan
            label = specs[0].label
            again = columns and columns[-1].spec.label == label and columns[-1].end == cell.col
            if again and met[label] >= len(specs):
                # a merged header cell, written out in each of its columns
                columns[-1].end = end
                continue
            spec = specs[min(met[label], len(specs) - 1)]
            met[label] += 1
            columns.append(Column(spec, cell.col, end))
        if len(columns) + groups < HEADER_LEAST:
            return False
        fields = {column.spec.field for column in columns if column.spec.of == "indicator"}
        if not groups and not fields & {"name", "value", *VALUE_PARTS}:
            return False
        self._set(columns)
        self.half = groups > 0
        return True

    def refine(self, row: list[Cell]) -> bool:
        """Take a second header row: labels that part a column above them."""
        filled = [cell for cell in row if cell.text.strip()]
        parts: list[Column] = []
        taken = [column.spec for column in self.columns]
        for cell in filled:
            specs = self.index.column_list(cell.text)
            if not specs:
                return False
            # the same label for two periods: the form has them in this order
            free = [spec for spec in specs if self.half and spec not in taken]
            parts.append(Column((free or specs)[0], cell.col, cell.col + cell.colspan))
            taken.append(parts[-1].spec)
        if not filled:
            return False
        self.half = False
        whole = [
            column
            for column in self.columns
            if not any(part.start < column.end and column.start < part.end for part in parts)
        ]
        self._set(sorted(whole + parts, key=lambda column: column.start))
        return True

    def _set(self, columns: list[Column]) -> None:
        self.columns = columns
        self._by_col = {column.start: column for column in columns}
        fields = {column.spec.field for column in columns if column.spec.of == "indicator"}
        self.unnamed = "level2" in fields and "name" not in fields
        self.begin_grid()

    def begin_grid(self) -> None:
        """Forget what reached down: another table of the file begins."""
        self._down = {}
        self._open = {key for period in self.index.periods for key in period.keys.values()}

    def begin_block(self) -> None:
        """Forget the levels too: another target table begins."""
        self.begin_grid()
        self._last = {}

    def note_merges(self, grid: Grid, first_row: int) -> None:
        """See whether the block merges its level cells, or leaves them blank."""
        starts = {column.start for column in self.columns if column.spec.merge}
        self._merged = any(
            cell.rowspan > 1 and cell.col in starts and not self.index.slot_list(cell.text)
            for row in grid.rows[first_row:]
            for cell in row
        )

    def reaches(self, row: int) -> bool:
        """Tell whether a level 1 cell from above reaches into a row."""
        down = self._down.get("level1")
        return down is not None and row < down[1]

    def column_at(self, cell: Cell) -> Column | None:
        """Return the column a cell stands in; None beside or across columns."""
        column = self._by_col.get(cell.col)
        if column is not None:
            return column
        for column in self.columns:
            if column.start <= cell.col < column.end:
                return column
        return None

    def spans(self, cell: Cell) -> int:
        """Return how many columns a cell covers."""
        end = cell.col + cell.colspan
        return sum(column.start < end and cell.col < column.end for column in self.columns)

    def read_row(self, row: list[Cell], number: int, building: Building, where: str) -> Values:
        """Return the texts of one row by field, those reaching down included.

        What stands beside the columns is kept as unplaced, unless it is a label the
        form is known to carry there.
        """
        values = Values({}, {}, False)
        for cell in row:
            column = self.column_at(cell)
            if column is None:
                if cell.text.strip() and not self.index.is_ignored(cell.text):
                    building.keep(cell, where, "指标行")
                continue
            self._put(values, column.spec, cell)
            if cell.rowspan > 1:
                self._down[column.spec.key] = (cell, number + cell.rowspan)
        for name, (cell, end) in self._down.items():
            if number < end and name not in values.texts:
                values.texts[name] = cell.text
        self._inherit(values)
        return values

    def _put(self, values: Values, spec: ColumnSpec, cell: Cell) -> None:
        name = spec.key
        before = values.texts.get(name)
        values.anchored = values.anchored or (spec.of == "table" and bool(cell.text))
        values.cells.setdefault(name, cell)
        if before is None or not before:
            values.texts[name] = cell.text
        elif cell.text and cell.text != before:
            # an operator and its number often stand in two cells under one label
            glue = "" if name == "value" else "\n"
            values.texts[name] = before + glue + cell.text

    def _inherit(self, values: Values) -> None:
        """Fill blank level cells from the row above, where the producer merges none."""
        for period in self.index.periods:
            level1, level2 = period.keys.get("level1", ""), period.keys.get("level2", "")
            self._inherit_levels(values.texts, level1, level2)

    def _inherit_levels(self, texts: dict[str, str], level1: str, level2: str) -> None:
        if texts.get(level1):
            self._open -= {level1, level2}
        elif texts.get(level2):
            self._open.discard(level2)
        if not texts.get(level1) and (not self._merged or level1 in self._open):
            texts[level1] = self._last.get(level1, "")
            if not texts.get(level2) and (not self._merged or level2 in self._open):
                texts[level2] = self._last.get(level2, "")
        same = texts.get(level1) == self._last.get(level1)
        if same and not self._merged and not texts.get(level2):
            texts[level2] = self._last.get(level2, "")
        self._last.update({name: texts.get(name, "") for name in (level1, level2) if name})


@dataclass(slots=True)
class Values:
    """One indicator row: texts and cells by their column's key.

    ``anchored``: a cell of the target table itself (flat forms) begins in this row.
    """

    texts: dict[str, str]
    cells: dict[str, Cell]
    anchored: bool


def make_indicators(values: Values, index: FormIndex, period: str) -> list[Indicator]:
    """Return the indicators a row holds: one, or one for each period beside the others.

    Args:
        values: the row.
        index: the form.
        period: of the block it stands in.
    """
    made = []
    for fields in index.periods:
        if not any(values.texts.get(key) for key in fields.own):
            continue
        indicator = Indicator(period=fields.period or period)
        for name, key in fields.keys.items():
            text = values.texts.get(key, "")
            if text:
                if name in ("level1", "level2"):
                    text = index.level(int(name[5:]), text)
                set_indicator_field(indicator, name, text)
        parts = [values.texts.get(key, "") for key in fields.parts]
        if any(parts):
            set_value_parts(indicator, *parts)
        made.append(indicator)
    return made

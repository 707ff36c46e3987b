"""A known table of a publication, found in the cells of a part's table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from model.document.blockplaces import cell_ref
from model.document.blocks import PartCell, PartRow, PartTable
from model.document.cellref import CellRef
from model.layout.publication import ColumnKind, Publication, RowSpec, TableSpec
from model.parts.placing import is_over
from model.parts.rowplaces import MONEY, is_figure
from model.parts.words import any_says, keys_of, plain, says
from model.quantities.amounts import amount_value

_LONGEST_LABEL = 60
_HEAD_WITHIN = 12
"""Rows searched for the head of a known table."""
_LEAST = 0.6
"""Which part of a table's column labels must be there."""
_UNIT = re.compile(r"单位[:：]?\s*(?P<unit>亿元|百万元|万元|千元|元)")
_FIGURE = re.compile(r"\d")
_NOT_NOUGHT = re.compile(r"[1-9]")

AMOUNT_KINDS = ("money", "number", "change")
"""The kinds of columns whose cells are amounts."""


class Head(Struct, frozen=True):
    """Where a known table's head is: its rows, and the grid column of each key."""

    first: int
    last: int
    columns: dict[str, int]


class Line(Struct, frozen=True):
    """A row under the head: its place, and its name among the publication's rows.

    Attributes:
        row: the row; ``place``: which of the table's it is.
        key: the row's key, with a number where there may be several; empty for others.
        spec: the known row.
    """

    row: PartRow
    place: int
    key: str
    spec: RowSpec | None


def find_head(rows: list[list[tuple[int, str]]], spec: TableSpec) -> Head | None:
    """Return a known table's head among rows of (column, text) cells, or None."""
    labelled = [column for column in spec.columns if column.label]
    wanted = max(2, round(len(labelled) * _LEAST)) if len(labelled) > 1 else 1
    top = rows[: _HEAD_WITHIN + len(spec.head)]
    keys = keys_of(text for row in top for _, text in row if len(text) <= _LONGEST_LABEL)
    there = sum(any_says(keys, (column.label, *column.also)) for column in labelled)
    if there < wanted:
        return None
    best: Head | None = None
    deep = len(spec.head)
    said = [_said(row, spec.columns) for row in rows[: _HEAD_WITHIN + deep]]
    for first in range(min(_HEAD_WITHIN, len(rows))):
        # a head may have more rows than the form's, or fewer
        for last in range(first, min(first + deep + 1, len(rows))):
            columns = _columns(said[first : last + 1], spec.columns)
            if len(columns) < wanted:
                continue
            # the fewest rows that say the most: what stands over a head is none of it
            if best is None or (len(columns), first - last) > (
                len(best.columns),
                best.first - best.last,
            ):
                best = Head(first, last, columns)
    return best and Head(_first_row(top, best, spec), best.last, best.columns)


def _first_row(rows: Sequence[list[tuple[int, str]]], head: Head, spec: TableSpec) -> int:
    """Return where a head begins: rows of group labels stand over the row of the columns' own.

    A title, a unit, who filled the table in stand over it too, but are no part of it.
    """
    first = head.first
    groups = [one for row in spec.head for one in row if not one.key]
    while first > 0:
        said = [text for _, text in rows[first - 1] if text.strip()]
        grouped = any(says(text, (one.label, *one.also)) for text in said for one in groups)
        if not grouped and (len(said) < 2 or any(map(_is_over, said))):
            break
        first -= 1
    return first


def _is_over(text: str) -> bool:
    return _UNIT.search(plain(text)) is not None or is_over(text)


def _said(row: list[tuple[int, str]], columns: Sequence[ColumnKind]) -> list[tuple[int, set[str]]]:
    """Return the cells of a row that say labels: column, and the keys of these labels."""
    cells = ((col, keys_of([text])) for col, text in row)
    told = (
        (col, {one.key for one in columns if any_says(keys, (one.label, *one.also))})
        for col, keys in cells
        if keys
    )
    return [(col, labels) for col, labels in told if labels]


def _columns(
    rows: list[list[tuple[int, set[str]]]], columns: Sequence[ColumnKind]
) -> dict[str, int]:
    """Return the grid column of each key whose label stands in these rows, as `_said` gives them.

    Labels are looked for from left to right, since several columns may have the same.
    """
    cells = sorted((cell for row in rows for cell in row), key=lambda cell: cell[0])
    found: dict[str, int] = {}
    used: set[int] = set()
    at = -1
    for spec in columns:
        for col, labels in cells:
            if col > at and col not in used and spec.key in labels:
                found[spec.key] = at = col
                used.add(col)
                break
    for spec in columns:
        if spec.key in found:
            continue
        for col, labels in cells:
            if col not in used and spec.key in labels:
                found[spec.key] = col
                used.add(col)
                break
    return found


def known_table(
    rows: list[list[tuple[int, str]]],
    publication: Publication,
    part: str = "",
    over: Sequence[str] = (),
    *,
    titled: bool = False,
) -> tuple[TableSpec, Head] | None:
    """Return which known table some rows are, and its head; None for one that is none.

    Args:
        rows: (column, text) of the cells that begin in each row.
        publication: whose tables they may be.
        part: the part they stand in; empty where it is not known.
        over: what stands over them or what their sheet is called, the nearest first.
        titled: only one that is named there counts.
    """
    best: tuple[float, TableSpec, Head] | None = None
    for spec in publication.tables:
        if part and spec.part != part:
            continue
        head = find_head(rows, spec)
        if head is None:
            continue
        score = len(head.columns) / max(1, len(spec.columns))
        names = [*(text for row in rows[: head.first] for _, text in row), *over]
        nearest = next((at for at, text in enumerate(names) if _named(text, spec)), None)
        if nearest is not None:
            score += 2 - nearest / 100
        elif spec.named or titled:
            continue
        if best is None or score > best[0]:
            best = (score, spec, head)
    return (best[1], best[2]) if best else None


def _named(text: str, spec: TableSpec) -> bool:
    key = plain(text)
    if not key or len(key) > 60:
        return False
    return says(key, (spec.title,)) or any(re.search(like, key) for like in spec.titles_like)


class TableView:
    """A known table: its columns, its rows by name, its unit.

    Args:
        table: the table.
        spec: what the publication says of it.
        around: texts near it that may name its unit.
        unit: the unit where none does.
    """

    def __init__(self, table: PartTable, spec: TableSpec, around: Iterable[str] = ()) -> None:
        self.table = table
        self.spec = spec
        self._around = list(around)
        rows = [[(cell.col, cell.text) for cell in row.cells] for row in table.rows]
        head = find_head(rows, spec)
        self.head = head or Head(-1, -1, {})

    @cached_property
    def unit(self) -> str:
        """Its money unit: as the table says, or what stands over it, or the publication."""
        rows = self.table.rows[: max(self.head.last + 1, 1)]
        texts = [cell.text for row in rows for cell in row.cells]
        for text in (*texts, *reversed(self._around)):
            match = _UNIT.search(plain(text))
            if match:
                return match["unit"]
        return self.spec.unit

    def unclear(self, row: PartRow) -> bool:
        """Tell whether a row does not say which columns its figures stand in.

        A figure reaches over several columns, stands beyond the head, or its row's label
        stands where figures do.
        """
        return row.id in self._unclear

    @cached_property
    def _unclear(self) -> set[str]:
        kinds = {
            self.head.columns[column.key]: column.kind in MONEY
            for column in self.spec.columns
            if column.key in self.head.columns
        }
        end = max(
            (cell.col + cell.colspan for row in self._head_rows() for cell in row.cells), default=0
        )
        return {
            row.id
            for row in self.table.rows[self.head.last + 1 :]
            if any(self._astray(cell, kinds, end) for cell in row.cells)
        }

    def _head_rows(self) -> list[PartRow]:
        return self.table.rows[max(0, self.head.first) : self.head.last + 1]

    def _astray(self, cell: PartCell, kinds: Mapping[int, bool], end: int) -> bool:
        """Tell whether a cell with a figure is in more than one column, or in none."""
        if not is_figure(cell.text):
            return False
        if cell.col >= end:
            return True
        over = [col for col in range(cell.col, cell.col + cell.colspan) if col in kinds]
        return len(over) > 1 and any(kinds[col] for col in over)

    def cell(self, row: PartRow, key: str) -> PartCell | None:
        """Return a row's cell in a column; None where the table has none there.

        A note that reaches over several columns stands in none of those of amounts.
        """
        col = self.head.columns.get(key)
        if col is None:
            return None
        for cell in row.cells:
            if cell.col <= col < cell.col + cell.colspan:
                return None if key in self._amounts and self._is_note(cell) else cell
        return None

    @cached_property
    def _amounts(self) -> frozenset[str]:
        return frozenset(one.key for one in self.spec.columns if one.kind in AMOUNT_KINDS)

    def _is_note(self, cell: PartCell) -> bool:
        if not cell.text.strip() or amount_value(cell.text) is not None:
            return False
        if self.spec.empty_note and re.search(self.spec.empty_note, cell.text):
            return True
        end = cell.col + cell.colspan
        return sum(cell.col <= col < end for col in self.head.columns.values()) > 1

    def text(self, row: PartRow, key: str) -> str:
        """Return a row's text in a column; empty where there is no cell."""
        cell = self.cell(row, key)
        return cell.text if cell is not None else ""

    def label(self, row: PartRow, key: str = "") -> str:
        """Return what names a row; a total may stand in the first cell, wherever labels do.

        ``key`` is the column its name stands in; by default the table's.
        """
        key = key or self.spec.label or (self.spec.columns[0].key if self.spec.columns else "")
        text = self.text(row, key)
        if row.cells and (not text.strip() or self.unclear(row)):
            return row.cells[0].text
        return text

    def ref(self, row: PartRow, key: str) -> CellRef | None:
        """Return the reference of a row's cell in a column."""
        cell = self.cell(row, key)
        return cell_ref(self.table, row, cell.col) if cell is not None else None

    @cached_property
    def lines(self) -> list[Line]:
        """The rows under the head, with their names."""
        if not self.head.columns:
            return []
        return list(self._lines())

    def _lines(self) -> Iterator[Line]:
        counts: dict[str, int] = {}
        taken: set[str] = set()
        for place, row in enumerate(self.table.rows):
            if place <= self.head.last:
                continue
            text = self.label(row)
            spec = self._row_spec(text, taken)
            if spec is None:
                yield Line(row, place, "", None)
                continue
            key = spec.key
            if spec.like:
                counts[key] = counts.get(key, 0) + 1
                key = f"{key}.{counts[key]}"
            taken.add(key)
            yield Line(row, place, key, spec)

    def _row_spec(self, text: str, taken: set[str]) -> RowSpec | None:
        if not text.strip():
            return None
        for spec in self.spec.rows:
            if spec.label and spec.key not in taken and says(text, (spec.label, *spec.also)):
                return spec
        for spec in self.spec.rows:
            if spec.like and re.search(spec.like, text.strip()):
                return spec
        return None

    def filled(self, line: Line) -> bool:
        """Tell whether a row holds an amount."""
        return any(
            self.text(line.row, column.key).strip()
            for column in self.spec.columns
            if column.kind == "money"
        )

    @property
    def empty(self) -> bool:
        """Whether no row holds an amount; dashes and words are none."""
        return not self._figures

    @property
    def nothing(self) -> bool:
        """Whether no row holds an amount other than nought."""
        return not any(_NOT_NOUGHT.search(text) for text in self._figures)

    @cached_property
    def _figures(self) -> list[str]:
        money = [column.key for column in self.spec.columns if column.kind == "money"]
        texts = (plain(self.text(line.row, key)) for line in self.lines for key in money)
        return [text for text in texts if _FIGURE.search(text)]

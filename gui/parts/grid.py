"""A part as one grid: a row a paragraph, the rows of its tables, on columns that fit all."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from gui.form.formgrid import HEAD, PARAGRAPH, FormCell, FormGrid
from model.document.blockplaces import cell_ref, text_ref, title_ref
from model.document.blocks import NOTHING_HERE, Part, PartTable, PartTargets, PartText
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.layout.publication import Publication
from model.layout.publication_load import publication_of
from model.parts.names import part_name
from model.parts.outline import part_grid
from model.parts.rows import free_rows, takes_rows
from model.parts.sentences import LEVEL, quantities
from model.printing.grid import Cell

_CLOSE_MM = 0.6
"""Edges of columns nearer than this are one."""
_SHORT = 10
_CENTRED = ("title", "caption")


class Spot(NamedTuple):
    """What a row of the grid is: its block, the row of a table and its place in it."""

    block: str = ""
    row: str = ""
    place: int = -1
    free: bool = False
    takes: bool = False


@dataclass
class PartGrid(FormGrid):
    """The cells of one part.

    Attributes:
        edges: how wide the columns are, in millimetres.
        spots: what each row of the grid is.
    """

    edges: list[float] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)

    def row_id(self, row: int) -> str:
        """Return the id of what a row of the grid is, where it may be moved and removed."""
        spot = self.spots[row] if 0 <= row < len(self.spots) else Spot()
        return (spot.row or spot.block) if spot.free else ""

    def spot(self, row_id: str) -> Spot:
        """Return what has an id."""
        return next((one for one in self.spots if row_id in (one.row or one.block,)), Spot())

    def named(self) -> list[tuple[CellRef, FormCell]]:
        return [(ref, cell) for cell in self.cells for ref in cell.refs]

    def spoken(self, cell: FormCell, row: int) -> str:
        return cell.title


def amounts_in(text: str) -> list[tuple[int, int]]:
    """Return where the amounts of a sentence stand, blanks to be filled in among them."""
    found = quantities(text)
    return [(one.number_start, one.end) for one in found if one.text not in LEVEL]


def build(disclosure: Disclosure, part: Part, layout: Layout) -> PartGrid:
    """Return the grid of a part, filled."""
    return _Maker(disclosure, part, layout).grid()


class _Maker:
    def __init__(self, disclosure: Disclosure, part: Part, layout: Layout) -> None:
        self._disclosure = disclosure
        self._part = part
        self._layout = layout
        self._publication: Publication | None = publication_of(disclosure.publication)
        page = layout.page
        self._room = page.width_mm - page.left_mm - page.right_mm
        self._cells: list[FormCell] = []
        self._spots: list[Spot] = []
        tables = [] if part.omitted else list(part.tables())
        self._grids = {one.id: part_grid(one, self._publication, layout) for one in tables}
        self._edges = _edges([grid.widths_mm for grid in self._grids.values()], self._room)

    def grid(self) -> PartGrid:
        part = self._part
        if part.title.strip():
            ref = title_ref(part)
            self._line(part.title, Spot(), ref, f"{part_name(part)}的标题", strong=True)
        if part.omitted:
            self._line(NOTHING_HERE, Spot())
        else:
            texts = 0
            for block in part.blocks:
                if isinstance(block, PartText):
                    texts += 1
                    self._text(block, texts)
                elif isinstance(block, PartTable):
                    self._table(block)
                else:
                    self._targets(block)
        if not self._spots:
            self._line("这一部分还没有内容，按 Ctrl+Shift+Enter 添加一段。", Spot())
        height = len(self._spots)
        widths = [right - left for left, right in zip(self._edges, self._edges[1:], strict=False)]
        return PartGrid(
            part.id,
            self._cells,
            [],
            height,
            height,
            len(widths),
            -1,
            self._layout,
            edges=widths,
            spots=self._spots,
        )

    def _line(
        self,
        text: str,
        spot: Spot,
        ref: CellRef | None = None,
        title: str = "",
        *,
        align: str = "left",
        strong: bool = False,
    ) -> None:
        """Put a text over the whole width."""
        self._cells.append(
            FormCell(
                len(self._spots),
                0,
                1,
                len(self._edges) - 1,
                text,
                ref.field if ref else "",
                PARAGRAPH if ref else "label",
                align,
                False,
                (ref,) if ref else (),
                title,
                strong=strong,
            )
        )
        self._spots.append(spot)

    def _text(self, text: PartText, number: int) -> None:
        title = f"第{number}段“{_shortly(text.text)}”" if text.text.strip() else f"第{number}段"
        self._line(
            text.text,
            Spot(text.id, free=True, takes=True),
            text_ref(text),
            title,
            align="center" if text.kind in _CENTRED else "left",
            strong=text.kind in ("heading", "title"),
        )

    def _targets(self, block: PartTargets) -> None:
        count = len(self._disclosure.projects)
        words = f"（部门整体绩效目标和 {count} 个项目的绩效目标表在左边这一部分的下面填写）"
        self._line(words, Spot(block.id))

    def _table(self, table: PartTable) -> None:
        grid = self._grids[table.id]
        first = len(self._spots)
        last = grid.header_rows[1] if grid.header_rows else -1
        free = {row.id for row in free_rows(table, self._publication)}
        takes = takes_rows(table, self._publication)
        at = [0.0]
        for width in grid.widths_mm:
            at.append(at[-1] + width)
        edges = [_nearest(self._edges, one) for one in at]
        heads: dict[int, str] = {}
        for number, row in enumerate(table.rows):
            below = takes and number >= last
            self._spots.append(Spot(table.id, row.id, number, row.id in free, below))
            label = next((cell.text for cell in row.cells if cell.text.strip()), "")
            for cell in grid.rows[number]:
                if number <= last and cell.border and cell.text.strip():
                    heads.update(dict.fromkeys(range(cell.col, cell.col + cell.colspan), cell.text))
                end = min(cell.col + cell.colspan, len(edges) - 1)
                made = self._table_cell(cell, first, edges[cell.col], edges[end])
                made.refs = (cell_ref(table, row, cell.col),)
                made.field = made.refs[0].field
                if number <= last:
                    made.kind = HEAD if cell.border else "text"
                    made.title = f"表头第{number + 1}行“{_shortly(cell.text)}”"
                else:
                    head = _shortly(heads.get(cell.col, ""))
                    made.title = f"“{_shortly(label)}”的“{head}”" if head else _shortly(label)
                self._cells.append(made)

    @staticmethod
    def _table_cell(cell: Cell, first: int, left: int, right: int) -> FormCell:
        return FormCell(
            first + cell.row,
            left,
            max(1, cell.rowspan),
            max(1, right - left),
            cell.text,
            "",
            cell.kind if cell.kind in ("money", "number") else "text",
            "right" if cell.kind == "money" else cell.align,
            cell.border,
        )


def _edges(tables: list[tuple[float, ...]], room: float) -> list[float]:
    """Return the edges of all tables' columns, from left to right; near ones are one."""
    found = {0.0, room}
    for widths in tables:
        at = 0.0
        for width in widths[:-1]:
            at += width
            found.add(at)
    edges: list[float] = []
    for one in sorted(found):
        if not edges or one - edges[-1] >= _CLOSE_MM:
            edges.append(one)
    edges[-1] = max(edges[-1], room)
    return edges


def _nearest(edges: list[float], wanted: float) -> int:
    at = bisect_left(edges, wanted)
    near = [one for one in (at - 1, at) if 0 <= one < len(edges)]
    return min(near, key=lambda one: abs(edges[one] - wanted))


def _shortly(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1] + "…"

"""Rows of Word cells become a grid; simple tables are read in one walk."""

from __future__ import annotations

from functools import lru_cache

from lxml.etree import _Element
from msgspec import Struct

from importers.docx_context import Context, Remark, placed
from importers.docx_text import PAGE_BREAKS, PLAIN_SIGNS
from importers.docx_xml import whole_number
from model.basics.errors import ReadError
from model.basics.steps import step
from model.document.comments import Comment
from model.printing.grid import Cell, Flaw, Grid

ALONE, RESTART, CONTINUE = 0, 1, 2
"""How a cell merges with those above it or left of it."""

MAX_COLUMNS = 1000
"""Word itself allows 63."""

_SPANS = {str(span): span for span in range(1, 64)}
_NAMED_ROWS, _NAMED_CELLS = 512, 32


class RawCell(Struct, gc=False):
    """A w:tc as it stands in its row, before merging upwards."""

    text: str = ""
    span: int = 1
    merge: int = ALONE
    nested: list[Grid] | None = None
    remarks: tuple[Remark, ...] = ()
    struck: str = ""
    flaws: tuple[Flaw, ...] = ()


class RawRow(Struct, gc=False):
    """A w:tr: its cells, and how many grid columns it leaves out on both sides."""

    cells: list[RawCell]
    before: int = 0
    after: int = 0


@lru_cache(_NAMED_ROWS)
def _row_places(row: int) -> tuple[str, ...]:
    return tuple(f"第{row + 1}行第{number}格" for number in range(1, _NAMED_CELLS + 1))


def cell_place(row: int, number: int) -> str:
    """Return how a clerk finds a cell; both count from 0 here, from 1 there."""
    if number < _NAMED_CELLS:
        return _row_places(row)[number]
    return f"第{row + 1}行第{number + 1}格"


def merge_kind(value: str | None) -> int:
    """Return how a w:vMerge or w:hMerge merges; without a value it continues."""
    return RESTART if value in ("restart", "rest") else CONTINUE


class TableBuilder:
    """Puts the rows of one table into a grid, as they come.

    Raises:
        ReadError: the file has more tables than a document has.
    """

    def __init__(self, where: str, context: Context) -> None:
        context.begin_table()
        self._context = context
        self._grid = Grid([], 0, where)
        self._open: dict[int, Cell] = {}
        self._strays: dict[int, tuple[Cell, list[str]]] = {}
        self._nested = 0

    @property
    def where(self) -> str:
        """Which table of the file it is."""
        return self._grid.where

    def nested_place(self) -> str:
        """Return how a clerk finds the next table inside this one."""
        self._nested += 1
        return f"{self._grid.where}内嵌表{self._nested}"

    @property
    def rows(self) -> int:
        """How many rows there are so far."""
        return len(self._grid.rows)

    def add(self, raw: RawRow) -> None:
        """Add a row: cells that continue those above lengthen them.

        Cells merge downwards only where they cover the same grid columns
        (ECMA-376 Part 1, 17.4.84); what continues nothing stands for itself. Text in
        a continuing cell, which Word does not show, goes under that of the first.

        Raises:
            ReadError: more columns, or more cells altogether, than a document has.
        """
        grid, places = self._grid, _row_places(len(self._grid.rows))
        row, col, characters = len(grid.rows), raw.before, 0
        cells: list[Cell] = []
        still_open: dict[int, Cell] = {}
        for number, cell in enumerate(raw.cells):
            characters += len(cell.text)
            above = self._open.get(col) if cell.merge == CONTINUE else None
            if above is not None and above.colspan == cell.span:
                self._lengthen(above, cell)
                still_open[col] = above
            else:
                place = places[number] if number < _NAMED_CELLS else cell_place(row, number)
                begun = Cell(cell.text, row, col, 1, cell.span, place)
                if cell.nested:
                    begun.nested = cell.nested
                if cell.remarks:
                    begun.comments = self._placed(cell, begun)
                if cell.struck:
                    begun.struck = cell.struck
                if cell.flaws:
                    begun.flaws = cell.flaws
                cells.append(begun)
                if cell.merge:
                    still_open[col] = begun
            col += cell.span
        col += raw.after
        if col > MAX_COLUMNS:
            raise self.too_wide()
        self._context.spend(len(raw.cells) + 1, characters)
        self._open = still_open
        grid.rows.append(cells)
        grid.columns = max(grid.columns, col)

    def too_wide(self) -> ReadError:
        """Return the clerk's message for a row beyond `MAX_COLUMNS`."""
        return ReadError(
            f"{self.where}第{self.rows + 1}行的列数多得不正常，文件可能已损坏",
            self._context.file,
            "请在 Word 或 WPS 中打开，检查这张表并另存后重试",
        )

    def _lengthen(self, above: Cell, cell: RawCell) -> None:
        above.rowspan += 1
        if cell.text.strip():
            self._strays.setdefault(id(above), (above, []))[1].append(cell.text)
        if cell.nested:
            above.nested = above.nested or []
            above.nested += cell.nested
        if cell.remarks:
            above.comments += self._placed(cell, above)
        if cell.struck:
            above.struck = f"{above.struck}\n{cell.struck}" if above.struck else cell.struck
        above.flaws += cell.flaws

    def _placed(self, raw: RawCell, cell: Cell) -> tuple[Comment, ...]:
        return tuple(placed(raw.remarks, self._grid.where + cell.where))

    def grid(self) -> Grid | None:
        """Return the table; None when no row of it is left."""
        for cell, texts in self._strays.values():
            cell.text = "\n".join([cell.text, *texts] if cell.text else texts)
        self._strays = {}
        return self._grid if self._grid.rows else None


_COMPLEX = (
    *("tbl", "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"),
    *("pPrChange", "rPrChange", "trPrChange", "tcPrChange", "numPr", "hMerge", "altChunk"),
    *("fldChar", "fldSimple", "instrText", "txbxContent", "sym", "ruby", "vanish"),
    *("strike", "dstrike", "showingPlcHdr", "footnote", "endnote"),
)
"""Elements that change what the text around them reads as."""


class QuickReader:
    """Reads rows in which no `_COMPLEX` element stands: nearly all of them.

    One walk over the few elements that count, which lxml picks out in C, is
    several times faster than going through cells, paragraphs and runs one by one.
    """

    def __init__(self, context: Context) -> None:
        w, styles = context.names, context.styles
        self._context = context
        self._names = w
        signs = {w[name]: sign for name, sign in PLAIN_SIGNS.items()}
        self._signs = {**signs, w["br"]: "\n"}
        self._special = {
            w["pStyle"]: styles.special_paragraphs,
            w["rStyle"]: styles.special_runs,
        }
        self._usable = styles.default not in styles.special_paragraphs
        self._tags = [
            w[name]
            for name in ("tc", "p", "t", "gridSpan", "vMerge", "tr", "gridBefore", "gridAfter")
        ]
        self._tags += [
            w["commentReference"],
            w.math_text,
            w.alternate,
            *([w.annotation] if w.annotation else ()),
            *self._signs,
            *(w[name] for name in _COMPLEX),
        ]
        # where no style matters they need not be looked at
        self._tags += [tag for tag, special in self._special.items() if special]

    def rows(self, element: _Element) -> tuple[list[RawRow], bool]:
        """Return the rows of a w:tbl, or the one of a w:tr, and whether that was all.

        When it was not, something complex stands in or after the last row returned.
        """
        if not self._usable:
            return [], False
        w = self._names
        t, p, tc, tr = w["t"], w["p"], w["tc"], w["tr"]
        span_tag, merge_tag, value = w["gridSpan"], w["vMerge"], w["val"]
        spans, shown = _SPANS, self._context.shown
        row, cell = RawRow([]), RawCell()
        rows: list[RawRow] = []
        text, begun = "", False
        walk = element.iter(*self._tags)
        if element.tag != tr:
            next(walk)
        for node in walk:
            tag = node.tag
            if tag == t:
                piece = node.text
                if piece:
                    # str.strip returns the same object where there is nothing to strip
                    if piece.strip() is not piece or "\n" in piece or "_x005F_" in piece:
                        piece = shown(node, piece)
                    text += piece
            elif tag == p:
                if begun:
                    text += "\n"
                begun = True
            elif tag == tc:
                cell.text = text
                cell = RawCell()
                row.cells.append(cell)
                text, begun = "", False
            elif tag == span_tag:
                cell.span = spans.get(node.get(value, "")) or whole_number(node.get(value), 1) or 1
            elif tag == merge_tag:
                cell.merge = merge_kind(node.get(value))
            elif tag == tr:
                step()
                cell.text = text
                cell = RawCell()
                text, begun = "", False
                row = RawRow([])
                rows.append(row)
            else:
                piece_or_none = self._other(node, tag, row)
                if piece_or_none is None:
                    return rows, False
                text += piece_or_none
        cell.text = text
        return rows, True

    def _other(self, node: _Element, tag: str, row: RawRow) -> str | None:
        """Return the text a rarer element stands for; None when it makes things complex."""
        w = self._names
        if tag in self._signs:
            parent = node.getparent()
            if parent is None or parent.tag != w["r"]:
                return ""  # a tab stop: it has the same name as a tab
            is_page = tag == w["br"] and node.get(w["type"]) in PAGE_BREAKS
            return "" if is_page else self._signs[tag]
        if tag == w.math_text:
            return self._context.shown(node, node.text) if node.text else ""
        if tag in self._special:
            return None if node.get(w["val"]) in self._special[tag] else ""
        if tag == w["commentReference"]:
            if row.cells:
                row.cells[-1].remarks += self._context.remark(node)
            return ""
        if tag == w["gridBefore"]:
            row.before = whole_number(node.get(w["val"]), 0)
            return ""
        if tag == w["gridAfter"]:
            row.after = whole_number(node.get(w["val"]), 0)
            return ""
        return None

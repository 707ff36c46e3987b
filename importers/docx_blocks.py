"""Tables, cells and text boxes of Word with all they may hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element

from importers.docx_context import Context, placed
from importers.docx_fields import Fields
from importers.docx_paragraph import Joiner, Para
from importers.docx_tables import (
    ALONE,
    CONTINUE,
    MAX_COLUMNS,
    QuickReader,
    RawCell,
    RawRow,
    TableBuilder,
    cell_place,
    merge_kind,
)
from importers.docx_text import TextReader
from importers.docx_xml import branch, shows_prompt, whole_number
from model.basics.steps import step
from model.printing.grid import Block, Grid, Paragraph

_NO_BLOCKS = ("sdtPr", "sdtEndPr", "sectPr", "tblPr", "tblGrid", "trPr", "tblPrEx", "tcPr")


class BlockReader:
    """Reads what stands in the body, in cells and in text boxes.

    Attributes:
        text: the reader of paragraphs.
        floating: blocks of the text boxes met in tables, to stand after the table.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._names = w = context.names
        self._quick = QuickReader(context)
        self._skipped = {w[name] for name in _NO_BLOCKS}
        self._deleted = {w["del"], w["moveFrom"]}
        self._inserted = {w["ins"], w["moveTo"]}
        self._rare = {w["hMerge"], w["cellMerge"], w["cellIns"], w["cellDel"]}
        self._embedded = {w["subDoc"]}
        self.text = TextReader(context)
        self.floating: list[Block] = []

    def inside(self, element: _Element, *tags: str) -> Iterator[_Element]:
        """Yield the elements of the given tags in one, through all that only wraps them.

        Content controls, custom XML and inserted parts wrap; deleted parts are left out.
        """
        for child in element:
            tag = child.tag
            if tag in tags:
                yield child
            elif tag not in self._skipped:
                yield from self._through(child, tag, tags)

    def among(self, element: _Element, *tags: str) -> Iterator[_Element]:
        """Yield an element if it has one of the tags, else those inside it."""
        if element.tag in tags:
            yield element
        elif element.tag not in self._skipped:
            yield from self._through(element, element.tag, tags)

    def _through(self, element: _Element, tag: str, tags: tuple[str, ...]) -> Iterator[_Element]:
        if tag in self._deleted or self._is_annotated(element, "Word.Deletion"):
            self._context.revised = True
            return
        if self._is_annotated(element, "Word.Comment"):
            return
        if tag in self._embedded:
            self._context.embedded = True
        if tag in self._inserted or self._is_annotated(element, "Word.Insertion"):
            self._context.revised = True
        inner = branch(element, self._names) if tag == self._names.alternate else element
        if inner is None:
            return
        before = self.text.unfilled
        if tag == self._names["sdt"] and shows_prompt(element, self._names):
            self.text.unfilled = True
        yield from self.inside(inner, *tags)
        self.text.unfilled = before

    def _is_annotated(self, element: _Element, kind: str) -> bool:
        """Tell whether an element is a comment or change of Word 2003 of a kind."""
        return element.tag == self._names.annotation and element.get(self._names["type"]) == kind

    def table(self, element: _Element, where: str) -> Grid | None:
        """Return a w:tbl as a grid; None when revisions deleted all of it."""
        builder = TableBuilder(where, self._context)
        self.fill(builder, element)
        return builder.grid()

    def fill(self, builder: TableBuilder, element: _Element) -> None:
        """Add the rows of a w:tbl, or the one of a w:tr, to a grid.

        Rows that are not simple are read with all they may hold, and only those.
        """
        rows, complete = ([], False) if self.text.unfilled else self._quick.rows(element)
        if not complete:
            rows = rows[:-1]
        for row in rows:
            step()
            builder.add(row)
        if complete:
            return
        tr = self._names["tr"]
        is_row = element.tag == tr
        found = iter([element]) if is_row else islice(self.inside(element, tr), len(rows), None)
        for row_element in found:
            step()
            slowly = is_row or self.text.unfilled
            quick, complete = ([], False) if slowly else self._quick.rows(row_element)
            slow = quick[0] if complete else self._row(row_element, builder)
            if slow is not None:
                builder.add(slow)

    def _row(self, element: _Element, builder: TableBuilder) -> RawRow | None:
        """Return a row; None when a revision deleted it."""
        w, row = self._names, RawRow([])
        for properties in element.iterchildren(w["trPr"]):
            for child in properties:
                if child.tag in self._deleted or self._is_annotated(child, "Word.Deletion"):
                    self._context.revised = True
                    return None
                if child.tag in self._inserted:
                    self._context.revised = True
                elif child.tag == w["gridBefore"]:
                    row.before = whole_number(child.get(w["val"]), 0)
                elif child.tag == w["gridAfter"]:
                    row.after = whole_number(child.get(w["val"]), 0)
        for number, cell_element in enumerate(self.inside(element, w["tc"])):
            step()
            if number > MAX_COLUMNS:
                raise builder.too_wide()
            cell, sideways, deleted = self._properties(cell_element)
            if deleted:
                continue
            goes_on = sideways == CONTINUE and bool(row.cells)
            numbered = not goes_on and cell.merge != CONTINUE
            boxes = self._content(cell_element, cell, builder, numbered)
            if boxes:
                place = cell_place(builder.rows, len(row.cells) - goes_on)
                self._float(boxes, f"{builder.where}{place}文本框", cell.text)
            if goes_on:
                _widen(row.cells[-1], cell)
            else:
                row.cells.append(cell)
        return row

    def _properties(self, element: _Element) -> tuple[RawCell, int, bool]:
        """Return a cell with its spans, how it merges leftwards, and whether it is deleted."""
        w, cell = self._names, RawCell()
        value, span, merge = w["val"], w["gridSpan"], w["vMerge"]
        sideways, deleted = ALONE, False
        for properties in element.iterchildren(w["tcPr"]):
            for child in properties:
                tag = child.tag
                if tag == span:
                    cell.span = whole_number(child.get(value), 1) or 1
                elif tag == merge:
                    cell.merge = merge_kind(child.get(value))
                elif tag not in self._rare:
                    continue
                elif tag == w["hMerge"]:
                    sideways = merge_kind(child.get(value))
                elif tag == w["cellMerge"]:
                    self._context.revised = True
                    if child.get(w["vMerge"]) is not None:
                        cell.merge = merge_kind(child.get(w["vMerge"]))
                else:
                    self._context.revised = True
                    deleted = tag == w["cellDel"]
        return cell, sideways, deleted

    def _content(
        self, element: _Element, cell: RawCell, builder: TableBuilder, numbered: bool
    ) -> list[_Element]:
        """Put a cell's text, and the tables in it, into ``cell``; return its text boxes.

        Word wants an empty paragraph after a table in a cell: that one is no line of text.
        """
        outer, self.text.fields = self.text.fields, Fields(watch_contents=False)
        lines: list[str] = []
        struck: list[str] = []
        boxes: list[_Element] = []
        nested: list[Grid] = []
        after_table = empty_after_table = False
        for item in self.items(element, numbered):
            if isinstance(item, Grid):
                nested.append(item)
                after_table, empty_after_table = True, False
            elif isinstance(item, Para):
                boxes += item.boxes
                cell.remarks += item.remarks
                cell.flaws += item.flaws()
                if item.struck:
                    struck.append(item.struck)
                    if not item.text:
                        continue
                if empty_after_table:
                    lines.append("")
                empty_after_table = after_table and not item.text
                if not empty_after_table:
                    lines.append(item.text)
                after_table = False
            else:
                after_table, empty_after_table = True, False
                grid = self.table(item, builder.nested_place())
                if grid is not None:
                    nested.append(grid)
        self.text.fields = outer
        cell.text = "\n".join(lines)
        cell.struck = "\n".join(struck)
        cell.nested = nested or None
        return boxes

    def _float(self, boxes: list[_Element], where: str, text: str) -> None:
        """Keep what a cell's text boxes hold, but for one that repeats the cell's own text."""
        for box in boxes:
            blocks = self.box(box, where)
            if "\n".join(getattr(block, "text", "") for block in blocks) != text:
                self.floating += blocks

    def items(self, element: _Element, numbered: bool = True) -> Iterator[Para | Grid | _Element]:
        """Yield the paragraphs, read and joined, and the w:tbl elements in an element.

        Of imported pieces (w:altChunk) come their paragraphs and grids.

        Args:
            element: a cell or text box.
            numbered: whether its automatic numbers count; those Word does not show do not.
        """
        p, tbl = self._names["p"], self._names["tbl"]
        joiner = Joiner(self._context)
        for child in self.inside(element, p, tbl, self._names["altChunk"]):
            if child.tag != p:
                para = joiner.flush(numbered)
                if para is not None:
                    yield para
                if child.tag == tbl:
                    yield child
                    continue
                for block in self._context.piece(child):
                    if isinstance(block, Paragraph):
                        yield Para(text=block.text, struck=block.struck)
                    elif isinstance(block, Grid):
                        yield block
            else:
                para = joiner.add(self.text.read(child), numbered)
                if para is not None:
                    yield para
        para = joiner.flush(numbered)
        if para is not None:
            yield para

    def box(self, element: _Element, where: str) -> list[Block]:
        """Return the blocks of a text box (w:txbxContent) and of those in it."""
        outer, self.text.fields = self.text.fields, Fields(watch_contents=False)
        blocks: list[Block] = []
        tables = 0
        for item in self.items(element):
            if isinstance(item, Grid):
                blocks.append(item)
            elif isinstance(item, Para):
                if not item.is_empty():
                    role = self._context.styles.role(item.style)
                    remarks = tuple(placed(item.remarks, where))
                    flaws = item.flaws()
                    blocks.append(
                        Paragraph(item.text, role, item.entries, where, remarks, item.struck, flaws)
                    )
                for inner in item.boxes:
                    blocks += self.box(inner, where)
            else:
                tables += 1
                grid = self.table(item, f"{where}内表{tables}")
                if grid is not None:
                    blocks.append(grid)
        self.text.fields = outer
        return blocks


def _widen(first: RawCell, cell: RawCell) -> None:
    """Let a cell go on over the one right of it."""
    first.span += cell.span
    if cell.text.strip():
        first.text = f"{first.text}\n{cell.text}" if first.text else cell.text
    if cell.nested:
        first.nested = first.nested or []
        first.nested += cell.nested
    first.remarks += cell.remarks
    if cell.struck:
        first.struck = f"{first.struck}\n{cell.struck}" if first.struck else cell.struck
    first.flaws += cell.flaws

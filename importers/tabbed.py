"""Tables as text: cells parted by tabs, commas or semicolons, as Excel and browsers copy them.

Excel puts a cell with a line break into quotation marks and writes every cell of a
row. A browser writes a cell that reaches down or across only once, so that a row may
be short of cells on its left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from importers.html_tables import lost_in_print
from model.basics.errors import ReadError
from model.printing.grid import Block, Cell, Document, Grid, Paragraph

MAX_COLUMNS = 4000
MAX_MARKS = 2_000_000
_INNER_TAB = re.compile(r"^[^\n]*[^\t\n]\t", re.MULTILINE)
_DUMP_CELL = re.compile(r"^\t+[^\t\n]*$", re.MULTILINE)
_SEPARATORS = (",", ";")
_SAMPLE = 1 << 16
_AS_TEXT = re.compile(r'="([^"]*)"')
"""How exports keep Excel from taking a code for a number."""

_NUMBERED = re.compile(r"(?<=[；;。])([1-9]\d?)(?=[.．、])")
"""A number that begins an item, behind the end of the item before it."""

_MOST_MISSING = 3
"""Cells that may reach down over a row: the block's side label and two levels."""


def separator_of(text: str) -> str:
    """Return what parts the cells of a text; empty where it is no table, or a dump.

    In a dump each cell has a line of its own that begins with a tab.
    """
    if "\t" in text:
        inner = len(_INNER_TAB.findall(text[: 4 * _SAMPLE]))
        return "\t" if inner > len(_DUMP_CELL.findall(text[: 4 * _SAMPLE])) else ""
    lines = [line for line in text[:_SAMPLE].split("\n") if line.strip()]
    for separator in _SEPARATORS:
        rows = [line.count(separator) for line in lines]
        parted = [count for count in rows if count]
        # prose has a comma here and there; a table has as many in nearly every line
        most = max(parted.count(count) for count in set(parted)) if parted else 0
        if len(parted) >= 3 and (most * 2 >= len(lines) or len(parted) * 5 >= len(lines) * 4):
            return separator
    return ""


def parse_tabbed(text: str, separator: str, file: str) -> Document:
    """Return a text with tables: a grid for rows that follow each other, lines as paragraphs.

    Args:
        text: the text, with ``\\n`` between lines.
        separator: as `separator_of` gives it.
        file: the file's name, for messages.

    Raises:
        ReadError: it holds more cells than a document has.
    """
    if text.count(separator) > MAX_MARKS:
        raise ReadError("文本里的格太多，没有读取", file, "请检查是否选错了文件")
    document = Document()
    table: list[tuple[int, list[str]]] = []
    waiting: list[tuple[int, str]] = []
    aligned = False
    rows = [*_rows(text, separator), (0, [""])]
    if separator == "\t" and '"' not in text:
        # Excel writes a break in a cell between quotation marks, a browser not at all
        rows = [(line, [broken_at_items(cell) for cell in cells]) for line, cells in rows]
    for line, cells in rows:
        if len(cells) > MAX_COLUMNS:
            raise ReadError("文本里的格太多，没有读取", file, "请检查是否选错了文件")
        if len(cells) > 1:
            if table and len(waiting) == 1 and waiting[0][1]:
                # a single line between rows: a cell over the whole width
                table.append((waiting[0][0], [waiting[0][1]]))
            elif waiting:
                aligned |= _close(document.blocks, table, separator)
                document.blocks += _paragraphs(waiting)
            waiting = []
            table.append((line, cells))
        else:
            waiting.append((line, cells[0]))
    aligned |= _close(document.blocks, table, separator)
    document.blocks += _paragraphs(waiting[:-1])
    if aligned:
        document.notes.append(
            "表格是复制成文字的，看不出合并单元格：格数不够的行按右边对齐读取，请核对指标的级别"
        )
    return document


def broken_at_items(text: str) -> str:
    """Return a copied text with its items (``1.…；2.…``) on lines of their own again.

    Browsers copy the line breaks within a cell as nothing at all. Only where the numbers
    follow each other from 1 on.
    """
    if not re.match(r"1[.．、]", text) or "\n" in text:
        return text
    expected, pieces, begin = 2, [], 0
    for match in _NUMBERED.finditer(text):
        if int(match[1]) == expected:
            pieces.append(text[begin : match.start()])
            begin, expected = match.start(), expected + 1
    return "\n".join([*pieces, text[begin:]])


def _paragraphs(lines: list[tuple[int, str]]) -> Iterator[Paragraph]:
    for number, line in lines:
        if line.strip():
            yield Paragraph(line, where=f"第{number}行")


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of the line each row begins on, and its cells."""
    mark = re.escape(separator)
    # a tab is never within a cell: a quotation mark before one is a sign like others
    inside = r'[^"\t]' if separator == "\t" else r'[^"]'
    cell = re.compile(rf'"((?:{inside}|"")*+)"(?=[{mark}\n]|\Z)|([^{mark}\n]*)')
    at, line, size = 0, 1, len(text)
    while at < size:
        first, cells = line, []
        while True:
            match = cell.match(text, at)
            if match is None:
                break
            quoted = match[1]
            if quoted is not None:
                line += quoted.count("\n")
                cells.append(quoted.replace('""', '"'))
            else:
                cells.append(match[2])
            at = match.end()
            if at < size and text[at] == separator:
                at += 1
                continue
            break
        at += 1
        line += 1
        yield first, cells


def _close(blocks: list[Block], table: list[tuple[int, list[str]]], separator: str) -> bool:
    """Add the rows met so far as a grid; return whether short rows were moved."""
    if not table:
        return False
    before = [len(cells) for _, cells in table]
    moved = separator == "\t" and _align(table)
    counts = [(count, len(cells) - count) for count, (_, cells) in zip(before, table, strict=True)]
    width = max(len(cells) for _, cells in table)
    rows = []
    for number, (line, cells) in enumerate(table):
        row = [
            _cell(text, number, col, f"第{line}行第{col + 1}格")
            for col, text in enumerate(cells)
            if text
        ]
        rows.append(row)
    where = f"第{table[0][0]}行起的表"
    blocks.append(Grid(rows, width, where, counts=tuple(counts)))
    table.clear()
    return moved


def _cell(text: str, row: int, col: int, where: str) -> Cell:
    exact = _AS_TEXT.fullmatch(text)
    text = (exact[1] if exact else text).strip()
    cell = Cell(text, row, col, where=where)
    flaw = lost_in_print(text)
    if flaw is not None:
        cell.flaws = (flaw,)
    return cell


def _align(table: list[tuple[int, list[str]]]) -> bool:
    """Move rows short of cells to the right, under the widest row; tell whether there were any.

    Only where no row has an empty first cell, as those of Excel have: what reaches down
    is then missing, not empty.
    """
    width = max(len(cells) for _, cells in table)
    widest = next(number for number, (_, cells) in enumerate(table) if len(cells) == width)
    if width < 4 or any(not cells[0] and len(cells) > 1 for _, cells in table):
        return False
    moved = False
    for _, cells in table[widest + 1 :]:
        missing = width - len(cells)
        if len(cells) >= 3 and 0 < missing <= _MOST_MISSING:
            cells[:0] = [""] * missing
            moved = True
    return moved

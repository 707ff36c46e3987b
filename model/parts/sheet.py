"""The sheet 公开文本 of a workbook: every block of every part in order, and which sheet a table is.

By it a workbook of this program is read back whole. No file format is known here.
"""

from __future__ import annotations

from collections.abc import Mapping

from model.document.blocks import (
    Part,
    PartCell,
    PartRow,
    PartTable,
    PartTargets,
    PartText,
    TextKind,
)
from model.document.disclosure import Disclosure
from model.printing.grid import Cell, Grid

PARTS_SHEET = "公开文本"
_STYLE = "公开样式"
_HEADS = ("类别", "代号", "级次", "文字", "工作表", "目录项")
_PART, _TABLE, _TARGETS = "部分", "表格", "绩效文本"
_OMITTED = "略去"
_EMPTY_END = "行，末尾空行"
_MOST_DIGITS = 8
"""What counts rows is no longer."""
_KINDS: dict[TextKind, str] = {
    "text": "正文",
    "heading": "标题",
    "title": "题名",
    "contents": "目录",
    "caption": "表题",
    "note": "表注",
}
_PARTED = "｜"


def parts_grid(disclosure: Disclosure, sheets: Mapping[str, str]) -> Grid:
    """Return the sheet; ``sheets`` is a table's id → the name of its sheet."""
    rows = [_row(0, (_STYLE, disclosure.publication, "", "", "", ""), label=True)]
    rows.append(_row(1, _HEADS, label=True))
    for part in disclosure.parts:
        kept = _OMITTED if part.omitted else ""
        entries = _entries(part.contents)
        rows.append(_row(len(rows), (_PART, part.key, kept, part.title, "", entries)))
        for block in part.blocks:
            rows.append(_row(len(rows), _texts(block, sheets)))
    return Grid(rows, len(_HEADS), header_rows=(1, 1))


def _row(number: int, texts: tuple[str, ...], label: bool = False) -> list[Cell]:
    kind = "label" if label else "text"
    return [Cell(text, number, col, kind=kind) for col, text in enumerate(texts)]


def _texts(block: object, sheets: Mapping[str, str]) -> tuple[str, ...]:
    if isinstance(block, PartText):
        level = str(block.level) if block.level else ""
        return (_KINDS[block.kind], "", level, block.text, "", _entries(block.contents))
    if isinstance(block, PartTable):
        return (_TABLE, block.key, _empty_end(block), block.name, sheets[block.id], "")
    return (_TARGETS, "", "", "", "", "")


def _empty_end(table: PartTable) -> str:
    """Say how many rows at a table's end are empty: a sheet ends with its last text."""
    filled = [n for n, row in enumerate(table.rows, 1) if any(cell.text for cell in row.cells)]
    whole = len(table.rows)
    empty = whole - (filled[-1] if filled else 0)
    return f"{whole}{_EMPTY_END}{empty}" if empty else ""


def _add_empty_end(table: PartTable, said: str) -> None:
    """Give a table the empty rows at its end, but those that were filled meanwhile."""
    count, _, empty = said.partition(_EMPTY_END)
    if not (count.isdecimal() and empty.isdecimal()) or len(count + empty) > _MOST_DIGITS:
        return
    whole, end = int(count), int(empty)
    missing = end if len(table.rows) <= whole - end else whole - len(table.rows)
    for _ in range(missing):
        table.rows.append(PartRow([PartCell("", col) for col in range(table.columns)]))


def _entries(contents: list[tuple[str, str]]) -> str:
    return "\n".join(f"{letter}{_PARTED}{text}" for letter, text in contents)


def is_parts_sheet(grid: Grid) -> bool:
    """Tell whether a sheet is 公开文本, by its labels."""
    for row in grid.rows[:6]:
        if [cell.text.strip() for cell in row][: len(_HEADS)] == list(_HEADS):
            return True
    return False


def named_sheets(grid: Grid) -> tuple[str, list[str]]:
    """Return the publication's id and the names of the sheets the tables stand on."""
    rows = [{cell.col: cell.text for cell in row} for row in grid.rows]
    said = next((row.get(1, "") for row in rows if row.get(0) == _STYLE), "")
    return said, [row.get(4, "") for row in rows if row.get(0) == _TABLE]


def read_parts_sheet(grid: Grid, tables: Mapping[str, PartTable]) -> list[Part]:
    """Return the parts the sheet says.

    Args:
        grid: the sheet.
        tables: name of a sheet → the table on it; those named by no row are left out.
    """
    kinds = {name: kind for kind, name in _KINDS.items()}
    parts: list[Part] = []
    for row in grid.rows:
        texts = {cell.col: cell.text for cell in row}
        kind, key, level, text, sheet, entries = (texts.get(col, "") for col in range(len(_HEADS)))
        if kind == _PART:
            parts.append(Part(key, text, [], level == _OMITTED, _contents(entries)))
        elif not parts:
            continue
        elif kind in kinds:
            depth = int(level) if level.isdigit() else 0
            parts[-1].blocks.append(PartText(text, kinds[kind], depth, _contents(entries)))
        elif kind == _TARGETS:
            parts[-1].blocks.append(PartTargets())
        elif kind == _TABLE:
            # a sheet that is gone takes its table along
            if (table := tables.get(sheet)) is not None:
                table.name = text
                _add_empty_end(table, level)
                parts[-1].blocks.append(table)
        elif text.strip():
            # somebody wrote a row of their own
            parts[-1].blocks.append(PartText(text))
    return parts


def _contents(text: str) -> list[tuple[str, str]]:
    pairs = (line.partition(_PARTED) for line in text.split("\n") if line)
    return [(letter, entry) for letter, _, entry in pairs]

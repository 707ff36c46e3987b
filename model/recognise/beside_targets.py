"""What stands beside the 绩效文本 in a whole disclosure is held in its place, not set aside.

The part of the 绩效文本 may begin with a sentence and hold further tables; a workbook of
budget tables may hold sheets that no publication knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from model.document.blocks import FRONT, Part, PartBlock, PartTargets, PartText
from model.document.disclosure import Unplaced
from model.parts.names import part_name
from model.parts.texts import part_blocks
from model.parts.whole import Whole
from model.printing.grid import Grid, Paragraph
from model.recognise.units import unit_of_line

OTHER_TABLE = "其他表格"
"""What a reader calls the cells of tables that are no target tables."""
_NO_NAME = re.compile(r"(?:sheet|工作表|附?表)?\s*[\d一二三四五六七八九十]*", re.IGNORECASE)
"""A sheet's name that says nothing."""


def hold_beside(
    whole: Whole,
    seen: Sequence[Paragraph | Grid],
    left: Sequence[Paragraph],
    unplaced: list[Unplaced],
    frame: Callable[[Paragraph], bool],
) -> list[Paragraph]:
    """Put what a reader of target tables had no use for into the parts.

    Args:
        whole: its parts receive it.
        seen: what the reader was given, in order.
        left: the lines among it that are none of the 绩效文本.
        unplaced: what of its tables found no place; what is held leaves the list.
        frame: tells whether the form itself prints a line around the 绩效文本.

    Returns:
        The lines that could not be held.
    """
    if any(isinstance(block, Paragraph) and block.role == "sheet" for block in seen):
        _hold_sheets(whole, seen, unplaced)
        return list(left)
    home = next((part for part in whole.parts if _targets(part) is not None), None)
    if home is None:
        return list(left)
    others = [one for one in seen if isinstance(one, Grid) or not frame(one)]
    _hold_around(whole, home, others, {id(line) for line in left}, unplaced)
    return []


def _targets(part: Part) -> int | None:
    places = (place for place, one in enumerate(part.blocks) if isinstance(one, PartTargets))
    return next(places, None)


def _hold_around(
    whole: Whole,
    home: Part,
    seen: Sequence[Paragraph | Grid],
    left: set[int],
    unplaced: list[Unplaced],
) -> None:
    before: list[Paragraph | Grid] = []
    behind: list[Paragraph | Grid] = []
    begun, moved = False, 0
    for block in seen:
        if isinstance(block, Grid):
            held = _taken(block, unplaced)
        else:
            held = id(block) in left and bool(block.text.strip())
        if held:
            (behind if begun else before).append(block)
        elif isinstance(block, Grid) or block.text.strip():
            begun = True
            moved = len(behind)
    place = _targets(home)
    assert place is not None
    home.blocks[place + 1 : place + 1] = part_blocks(behind, whole.publication, home.key)
    home.blocks[place:place] = part_blocks(before, whole.publication, home.key)
    if moved:
        whole.notes.append(
            f"“{part_name(home)}”里夹在绩效目标之间的 {moved} 段文字或表格，放到了全部绩效目标之后"
        )


def _taken(grid: Grid, unplaced: list[Unplaced]) -> bool:
    """Take a table out of what found no place, where all of it is there."""
    kept = [
        one
        for one in unplaced
        if not one.table and one.near == OTHER_TABLE and one.where == grid.where
    ]
    lines = {line for one in kept for line in one.text.split("\n")}
    for row in grid.rows:
        text = "\t".join(cell.text for cell in row)
        told = any(unit_of_line(cell.text)[1] for cell in row)
        if text.strip() and not told and not lines.issuperset(text.split("\n")):
            return False
    if not kept:
        return False
    unplaced[:] = [one for one in unplaced if not any(one is other for other in kept)]
    return True


def _hold_sheets(whole: Whole, seen: Sequence[Paragraph | Grid], unplaced: list[Unplaced]) -> None:
    sheet = ""
    for block in seen:
        if isinstance(block, Paragraph):
            sheet = block.text if block.role == "sheet" else sheet
        elif sheet in whole.behind and _taken(block, unplaced):
            part, place = _place(whole, whole.behind[sheet])
            blocks = _sheet_blocks(whole, part, sheet, block)
            part.blocks[place:place] = blocks
            last = whole.behind[sheet]
            whole.behind = {
                name: blocks[-1].id if one == last else one for name, one in whole.behind.items()
            }
            whole.notes.append(
                f"工作表“{sheet}”不是公开样式里的表，已原样放在“{part_name(part)}”里"
            )


def _place(whole: Whole, last: str) -> tuple[Part, int]:
    """Return where to put what stands behind a block; before all tables: into the front."""
    for part in whole.parts:
        for place, block in enumerate(part.blocks):
            if block.id == last:
                return part, place + 1
    if not whole.parts or whole.parts[0].key != FRONT:
        whole.parts.insert(0, Part(FRONT))
    return whole.parts[0], len(whole.parts[0].blocks)


def _sheet_blocks(whole: Whole, part: Part, sheet: str, grid: Grid) -> list[PartBlock]:
    """Return a sheet as a part holds it: lines of text as texts, all else as a table."""
    filled = [[cell for cell in row if cell.text.strip()] for row in grid.rows]
    rows = [row for row in filled if row]
    if all(len(row) == 1 and not row[0].nested for row in rows):
        lines = [Paragraph(row[0].text, where=row[0].where) for row in rows]
        return list(part_blocks(lines, whole.publication, part.key))
    blocks: list[PartBlock] = list(part_blocks([grid], whole.publication, part.key))
    if len(rows[0]) > 1 and not _NO_NAME.fullmatch(sheet.strip()):
        # the sheet's name is all that says what the table is
        blocks.insert(0, PartText(sheet, "caption"))
    return blocks

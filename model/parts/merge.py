"""One disclosure out of several files: the texts as Word, the budget tables as a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from model.document.blocks import Part, PartTable, PartText
from model.document.disclosure import Disclosure
from model.layout.publication_load import publication_of
from model.parts.homes import insert_part
from model.parts.names import part_name


def merge(disclosures: Sequence[Disclosure]) -> tuple[Disclosure, list[str]]:
    """Return one disclosure of several, and what the clerk should know of it.

    The one with most text is the ground; what the others have and it has not is put in its
    place. Nothing is lost: what two files say differently stands twice, and is told.

    Args:
        disclosures: at least one; they are changed.
    """
    ground = max(disclosures, key=_words)
    notes: list[str] = []
    for other in disclosures:
        if other is not ground:
            _take(ground, other, notes)
    return ground, notes


def _words(disclosure: Disclosure) -> tuple[int, int]:
    texts = sum(len(text.text) for part in disclosure.parts for text in part.texts())
    return texts, len(disclosure.projects)


def _take(ground: Disclosure, other: Disclosure, notes: list[str]) -> None:
    _facts(ground, other, notes)
    if not ground.parts:
        ground.parts, ground.publication = other.parts, other.publication
    else:
        for part in other.parts:
            _part(ground, part, notes)
    held = {(table.code.strip(), table.name.strip()) for table in ground.projects}
    for table in other.projects:
        if (table.code.strip(), table.name.strip()) in held:
            notes.append(f"项目“{table.name.strip()}”两个文件里都有，用了先读到的")
        else:
            ground.projects.append(table)
    if not ground.overall_goal and not ground.itemised_goals and not ground.safeguards:
        ground.overall_goal = other.overall_goal
        ground.itemised_goals, ground.safeguards = other.itemised_goals, other.safeguards
    ground.layout = ground.layout or other.layout
    ground.unplaced += other.unplaced
    ground.comments += other.comments


def _facts(ground: Disclosure, other: Disclosure, notes: list[str]) -> None:
    for said, mine, theirs in (
        ("预算年度", ground.year, other.year),
        ("部门名称", ground.department.name, other.department.name),
    ):
        if mine and theirs and mine != theirs:
            notes.append(f"{said}不同：{mine} 和 {theirs}，用了前一个")
    ground.year = ground.year if ground.year is not None else other.year
    ground.department.name = ground.department.name or other.department.name
    ground.department.code = ground.department.code or other.department.code


def _part(ground: Disclosure, part: Part, notes: list[str]) -> None:
    mine = next((one for one in ground.parts if one.key and one.key == part.key), None)
    if mine is None and not part.key:
        mine = next((one for one in ground.parts if one.title == part.title), None)
    if mine is None:
        insert_part(ground.parts, part, publication_of(ground.publication))
        return
    own = [text.text for text in mine.texts()]
    for block in part.blocks:
        if isinstance(block, PartTable):
            _table(mine, block, notes)
        elif isinstance(block, PartText) and block.text not in own:
            if own:
                notes.append(f"“{part_name(mine)}”两个文件里都有文字，不同的都保留了")
            mine.blocks.append(block)
    # once is enough
    notes[:] = list(dict.fromkeys(notes))


def _table(part: Part, table: PartTable, notes: list[str]) -> None:
    """Put a table into a part: in the place of an empty one of its kind, else before the notes."""
    for place, block in enumerate(part.blocks):
        if not isinstance(block, PartTable):
            continue
        if _texts(block) == _texts(table):
            return
        if table.key and block.key == table.key:
            if len(_texts(block)) <= _head_size(block):
                part.blocks[place] = table
                return
            notes.append(f"“{part_name(part)}”的同一张表两个文件里不一样，两张都保留了")
    place = len(part.blocks)
    while place and isinstance(block := part.blocks[place - 1], PartText) and block.kind == "note":
        place -= 1
    part.blocks.insert(place, table)


def _texts(table: PartTable) -> list[str]:
    return [cell.text.strip() for row in table.rows for cell in row.cells if cell.text.strip()]


def _head_size(table: PartTable) -> int:
    rows = table.rows[: table.head[1] + 1]
    return sum(bool(cell.text.strip()) for row in rows for cell in row.cells)

"""The chosen changes of a returned file's parts become edits."""

from __future__ import annotations

import copy

from model.document.blocks import Part, PartBlock, PartTable
from model.document.edits import Edit
from model.parts.edits import SetPartBlocks, SetParts
from model.takeback.pairs import joined
from model.takeback.partrows import joined_table, replaced
from model.takeback.parts import pair_blocks
from model.takeback.proposal import Sides


def block_edits(sides: Sides, keys: set[str], label: str) -> list[Edit]:
    """Return the edits of what parts hold: paragraphs, tables and rows come, go and move."""
    edits: list[Edit] = []
    for match in sides.parts:
        if match.before is None or match.after is None:
            continue
        ours, theirs = sides.ours.parts[match.before], sides.theirs.parts[match.after]
        blocks = _blocks(ours, theirs, keys)
        omitted = theirs.omitted if f"{ours.id}!omitted" in keys else ours.omitted
        if blocks != ours.blocks or omitted != ours.omitted:
            edits.append(SetPartBlocks(label, ours.id, blocks, omitted))
    return edits


def _blocks(ours: Part, theirs: Part, keys: set[str]) -> list[PartBlock]:
    matches = pair_blocks(ours, theirs)
    order = joined(
        matches,
        len(ours.blocks),
        deleted={n for n, one in enumerate(ours.blocks) if f"{ours.id}-{one.id}" in keys},
        moved={n for n, one in enumerate(ours.blocks) if f"{ours.id}~{one.id}" in keys},
        added={n for n, one in enumerate(theirs.blocks) if f"{ours.id}+{one.id}" in keys},
    )
    like = {one.before: one.after for one in matches if one.before is not None}
    made: list[PartBlock] = []
    for own, number in order:
        block = (ours if own else theirs).blocks[number]
        after = like.get(number) if own else None
        other = None if after is None else theirs.blocks[after]
        if isinstance(block, PartTable) and isinstance(other, PartTable):
            made.append(_table(block, other, keys))
        else:
            made.append(block)
    return made


def _table(ours: PartTable, theirs: PartTable, keys: set[str]) -> PartTable:
    if f"{ours.id}=" in keys:
        return replaced(ours, theirs)
    wanted = {key for key in keys if key.startswith(tuple(ours.id + sign for sign in "+-~"))}
    return (joined_table(ours, theirs, wanted) if wanted else None) or ours


def part_edits(sides: Sides, keys: set[str], label: str) -> list[Edit]:
    """Return the edit of the list of parts, if whole parts come, go or move."""
    mine, others = sides.ours.parts, sides.theirs.parts
    deleted = {n for n, one in enumerate(mine) if f"part-{one.id}" in keys}
    moved = {n for n, one in enumerate(mine) if f"part~{one.id}" in keys}
    added = {n for n, one in enumerate(others) if f"part+{one.id}" in keys}
    if not (deleted or moved or added):
        return []
    order = joined(sides.parts, len(mine), deleted=deleted, moved=moved, added=added)
    parts = [mine[n] if own else copy.deepcopy(others[n]) for own, n in order]
    return [SetParts(label, parts, sides.ours.publication)]

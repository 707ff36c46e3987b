"""The chosen changes of a returned file become one edit."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from msgspec import structs

from model.compare import match_items
from model.compare.matching import Item
from model.document.cellref import CellRef
from model.document.disclosure import VALUE_PARTS, Disclosure, TargetTable
from model.document.edits import (
    Edit,
    SetCells,
    SetComments,
    SetIndicators,
    SetOwnItems,
    SetProjects,
    Together,
)
from model.entry.edits import EnterTexts
from model.takeback.own import ITEM_PARTS
from model.takeback.pairs import joined, pair_rows
from model.takeback.partedits import block_edits, part_edits
from model.takeback.proposal import Sides

Order = list[tuple[bool, int]]
"""(whether it is ours, its place in ours or in theirs), in the new order."""


def edit_for(sides: Sides, keys: set[str]) -> Edit:
    """Return the edit that does exactly the proposals of these keys, as one step.

    Rows and items come, go and move first, with the texts ours has; then texts are set where
    their cells stand now, so that a carried-over cell given another text counts as looked at;
    projects after that; comments at last, when it is known what they can stand at.
    """
    label = f"接收修改 {len(keys)} 处"
    edits: list[Edit] = []
    for match in sides.pairs:
        ours, theirs = sides.tables(match)
        if ours is not None and theirs is not None:
            edits += _rows(ours, theirs, keys, label)
    edits += block_edits(sides, keys, label)
    orders = {held: _item_order(sides, held, keys) for held in ITEM_PARTS}
    edits += _items(sides, orders, label)
    edits += _texts(sides, orders, keys, label)
    edits += _projects(sides, keys, label)
    edits += part_edits(sides, keys, label)
    edits += _comments(sides, orders, keys, label)
    return edits[0] if len(edits) == 1 else Together(label, edits)


def _rows(ours: TargetTable, theirs: TargetTable, keys: set[str], label: str) -> list[Edit]:
    """Return the edit of one project's list of indicators, if it becomes another."""
    mine, others = ours.indicators, theirs.indicators
    deleted = {n for n, one in enumerate(mine) if f"{ours.id}-{one.id}" in keys}
    moved = {n for n, one in enumerate(mine) if f"{ours.id}~{one.id}" in keys}
    added = {n for n, one in enumerate(others) if f"{ours.id}+{one.id}" in keys}
    if not (deleted or moved or added):
        return []
    rows = pair_rows(mine, others)
    order = joined(rows, len(mine), deleted=deleted, moved=moved, added=added)
    return [SetIndicators(label, ours.id, [mine[n] if own else others[n] for own, n in order])]


def _item_order(sides: Sides, held: str, keys: set[str]) -> Order | None:
    """Return the new order of a list of the department's own text; None where it stays."""
    ours: Sequence[Item] = getattr(sides.ours, held)
    theirs: Sequence[Item] = getattr(sides.theirs, held)
    deleted = {n for n in range(len(ours)) if f"-{held}.{n}" in keys}
    moved = {n for n in range(len(ours)) if f"~{held}.{n}" in keys}
    added = {n for n in range(len(theirs)) if f"+{held}.{n}" in keys}
    if not (deleted or moved or added):
        return None
    matches = match_items(ours, theirs)
    return joined(matches, len(ours), deleted=deleted, moved=moved, added=added)


def _items(sides: Sides, orders: dict[str, Order | None], label: str) -> list[Edit]:
    if all(order is None for order in orders.values()):
        return []
    ours, theirs = sides.ours, sides.theirs
    goals, guards = orders["itemised_goals"], orders["safeguards"]
    edit = SetOwnItems(label, ours.itemised_goals, ours.safeguards)
    if goals is not None:
        edit.itemised_goals = [
            (ours if own else theirs).itemised_goals[place] for own, place in goals
        ]
    if guards is not None:
        edit.safeguards = [(ours if own else theirs).safeguards[place] for own, place in guards]
    return [edit]


def _texts(sides: Sides, orders: dict[str, Order | None], keys: set[str], label: str) -> list[Edit]:
    """Return the edits of cells; the parts of a split value are set as typing sets them."""
    texts = [
        (_where_now(ref, orders), text)
        for one in sides.proposals()
        if one.key in keys
        for ref, text in one.texts
    ]
    parts = [(ref, text) for ref, text in texts if ref.field in VALUE_PARTS]
    whole = [(ref, text) for ref, text in texts if ref.field not in VALUE_PARTS]
    edits: list[Edit] = []
    if whole:
        edits.append(SetCells(label, whole))
    if parts:
        edits.append(EnterTexts(label, parts))
    return edits


def _where_now(ref: CellRef, orders: dict[str, Order | None]) -> CellRef:
    """Return where a cell stands once the items of the department's own text have moved."""
    held, _, rest = ref.field.partition(".")
    order = None if ref.table else orders.get(held)
    if order is None:
        return ref
    number, _, part = rest.partition(".")
    entry = (True, int(number))
    return CellRef("", f"{held}.{order.index(entry)}.{part}") if entry in order else CellRef()


def _projects(sides: Sides, keys: set[str], label: str) -> list[Edit]:
    mine, others = sides.ours.projects, sides.theirs.projects
    deleted = {n for n, one in enumerate(mine) if f"table-{one.id}" in keys}
    moved = {n for n, one in enumerate(mine) if f"table~{one.id}" in keys}
    added = {n for n, one in enumerate(others) if f"table+{one.id}" in keys}
    if not (deleted or moved or added):
        return []
    order = joined(sides.pairs, len(mine), deleted=deleted, moved=moved, added=added)
    tables = [mine[n] if own else copy.deepcopy(others[n]) for own, n in order]
    return [SetProjects(label, tables)]


def _comments(
    sides: Sides, orders: dict[str, Order | None], keys: set[str], label: str
) -> list[Edit]:
    """Return the edit that keeps the chosen comments, each at what there will be of its cell."""
    chosen = [one for one in sides.proposals() if one.key in keys and one.comment is not None]
    if not chosen:
        return []
    there = _there(sides.ours)
    parts = [one for one in sides.theirs.parts if f"part+{one.id}" in keys]
    blocks = {block.id for part in (*sides.ours.parts, *parts) for block in part.blocks}
    blocks |= {part.id for part in (*sides.ours.parts, *parts)}
    theirs = {table.id: table for table in sides.theirs.projects}
    for one in sides.proposals():
        if one.key in keys and one.kind == "added" and one.of == "table":
            there[one.group] = {item.id for item in theirs[one.group].indicators}
        elif one.key in keys and one.kind == "added" and one.of == "indicator":
            there[one.group].add(one.key.rpartition("+")[2])
    kept = [
        structs.replace(
            one.comment, ref=_nearest(_where_now(one.comment.ref, orders), there, blocks)
        )
        for one in chosen
        if one.comment is not None
    ]
    return [SetComments(label, [*sides.ours.comments, *kept])]


def _there(disclosure: Disclosure) -> dict[str, set[str]]:
    return {table.id: {item.id for item in table.indicators} for table in disclosure.projects}


def _nearest(ref: CellRef, there: dict[str, set[str]], blocks: set[str]) -> CellRef:
    """Return the nearest there is of a comment's cell: the cell, the project, nothing."""
    if ref.table in blocks:
        return ref
    if ref.table and ref.table not in there:
        return CellRef()
    if ref.indicator and ref.indicator not in there[ref.table]:
        return CellRef(ref.table)
    return ref

"""Many cells at once: what is pasted, cleared or filled down becomes one edit."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence

from model.document.cells import CellRef
from model.document.disclosure import VALUE_PARTS, Indicator, TargetTable, get_indicator_field
from model.document.edits import Confirm, Edit, SetIndicators, Together
from model.entry.edits import EnterTexts, put
from model.entry.entry import entered, entry_kind, followers, follows
from model.entry.rows import as_born, is_pending
from model.layout import Layout

CODED_SOURCES = {
    "unit": ("unit.code", "unit.name"),
    "department": ("department.code", "department.name"),
    "project": ("code", "name"),
}
"""Cells that show a code and a name in one → the two fields behind them."""


def coded_texts(layout: Layout, field: str, typed: str) -> tuple[str, str]:
    """Return code and name of what is typed into a cell that shows both."""
    # reading files is not needed to show a window: leave it unloaded until it is
    from model.recognise.building import split_coded

    spec = layout.fields.get(field)
    return split_coded(typed, spec.read if spec else ())


def cell_texts(
    layout: Layout, table: TargetTable, field: str, typed: str
) -> list[tuple[CellRef, str]]:
    """Return the cells, and their texts, that a text left in a cell of the head sets."""
    kind = entry_kind(layout, field, False)
    if kind == "coded" and field in CODED_SOURCES:
        owner = "" if field == "department" else table.id
        parts = coded_texts(layout, field, typed)
        names = CODED_SOURCES[field]
        return [(CellRef(owner, name), text) for name, text in zip(names, parts, strict=True)]
    return [(CellRef(table.id, field), entered(layout, kind, field, typed))]


def enter_block(
    label: str,
    layout: Layout,
    table: TargetTable,
    rows: Sequence[Indicator],
    *,
    head: Mapping[str, str],
    body: Mapping[str, Mapping[str, str]],
    below: Sequence[Mapping[str, str]] = (),
) -> Edit | None:
    """Return the edit that writes a block of texts, each as if typed; None where there is none.

    Args:
        label: the undo step's name.
        layout: the form.
        table: the target table.
        rows: its rows as shown (`model.entry.rows.rows_of`).
        head: field → text, of the target table's own cells.
        body: row id → column field → text.
        below: column field → text of further indicators under the last row.
    """
    parts: list[Edit] = []
    texts = _head_texts(layout, table, head)
    written = {
        row_id: {
            name: entered(layout, entry_kind(layout, name, True), name, text)
            for name, text in cells.items()
        }
        for row_id, cells in body.items()
    }
    born = [row_id for row_id, cells in written.items() if is_pending(row_id) and _says(cells)]
    if born or below:
        parts.append(SetIndicators(label, table.id, _new_list(layout, rows, written, below)))
        parts.append(Confirm(label, _rewritten(table, rows, written)))
    else:
        texts += [
            (CellRef(table.id, name, row_id), text)
            for row_id, cells in written.items()
            if not is_pending(row_id)
            for name, text in cells.items()
        ]
    if texts:
        parts.insert(0, EnterTexts(label, texts))
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else Together(label, parts)


def _head_texts(
    layout: Layout, table: TargetTable, head: Mapping[str, str]
) -> list[tuple[CellRef, str]]:
    texts = [
        pair for name, typed in head.items() for pair in cell_texts(layout, table, name, typed)
    ]
    if follows(layout, table):
        changed = {ref.field: text for ref, text in texts}
        for name, text in followers(layout, table, changed).items():
            texts.append((CellRef(table.id, name), text))
    return texts


def _says(cells: Mapping[str, str]) -> bool:
    """A pending row given nothing but its own levels stays pending."""
    return any(text for name, text in cells.items() if name not in ("level1", "level2"))


def _rewritten(
    table: TargetTable, rows: Sequence[Indicator], written: Mapping[str, Mapping[str, str]]
) -> list[CellRef]:
    """Return the cells of indicators that get another text; a part of a value means the whole."""
    return [
        CellRef(table.id, "value" if name in VALUE_PARTS else name, row.id)
        for row in rows
        for name, text in written.get(row.id, {}).items()
        if get_indicator_field(row, name) != text
    ]


def _new_list(
    layout: Layout,
    rows: Sequence[Indicator],
    written: Mapping[str, Mapping[str, str]],
    below: Sequence[Mapping[str, str]],
) -> list[Indicator]:
    made: list[Indicator] = []
    # new rows are the year's: they stand before those of other periods
    after: list[Indicator] = []
    levels = Indicator()
    for row in sorted(rows, key=lambda one: bool(one.period)):
        cells = written.get(row.id, {})
        levels = levels if row.period else row
        if is_pending(row.id) and not _says(cells):
            continue
        # all are copies: earlier steps, undone and redone, change the table's own
        own = as_born(row) if is_pending(row.id) else copy.deepcopy(row)
        for name, text in cells.items():
            put(own, name, text)
        (after if row.period else made).append(own)
        levels = levels if row.period else own
    for cells in below:
        new = Indicator(levels.level1, levels.level2)
        for name, text in cells.items():
            put(new, name, entered(layout, entry_kind(layout, name, True), name, text))
        made.append(new)
        levels = new
    return made + after

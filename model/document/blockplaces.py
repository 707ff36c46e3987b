"""Cells of parts by their references; see `model.document.blocks` for the fields' names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from model.document.blocks import (
    CELL_FIELD,
    TEXT_FIELD,
    TITLE_FIELD,
    Part,
    PartBlock,
    PartCell,
    PartRow,
    PartTable,
    PartText,
)
from model.document.cellref import CellRef


def title_ref(part: Part) -> CellRef:
    """Return the reference of a part's title."""
    return CellRef(part.id, TITLE_FIELD)


def text_ref(text: PartText) -> CellRef:
    """Return the reference of a paragraph."""
    return CellRef(text.id, TEXT_FIELD)


def cell_ref(table: PartTable, row: PartRow, col: int) -> CellRef:
    """Return the reference of a table's cell."""
    return CellRef(table.id, f"{CELL_FIELD}{col}", row.id)


def find_holder(
    parts: Iterable[Part], ref: CellRef
) -> tuple[Part, PartBlock | None, PartCell | None] | None:
    """Return the part, block and cell a reference names; None where it names nothing here."""
    for part in parts:
        if part.id == ref.table:
            return (part, None, None) if ref.field == TITLE_FIELD else None
        for block in part.blocks:
            if block.id == ref.table:
                if isinstance(block, PartText):
                    return (part, block, None) if ref.field == TEXT_FIELD else None
                cell = _cell(block, ref) if isinstance(block, PartTable) else None
                return (part, block, cell) if cell is not None else None
    return None


def _cell(table: PartTable, ref: CellRef) -> PartCell | None:
    col = ref.field.removeprefix(CELL_FIELD)
    if not col.isdigit():
        return None
    row = next((row for row in table.rows if row.id == ref.indicator), None)
    return row.cell(int(col)) if row is not None else None


def get_part_text(parts: Iterable[Part], ref: CellRef) -> str:
    """Return the text a reference names.

    Raises:
        KeyError: it is gone.
    """
    found = find_holder(parts, ref)
    if found is None:
        raise KeyError(ref)
    part, block, cell = found
    if cell is not None:
        return cell.text
    return block.text if isinstance(block, PartText) else part.title


def set_part_text(parts: Iterable[Part], ref: CellRef, text: str) -> None:
    """Set the text a reference names.

    Raises:
        KeyError: it is gone.
    """
    found = find_holder(parts, ref)
    if found is None:
        raise KeyError(ref)
    part, block, cell = found
    if cell is not None:
        cell.text = text
    elif isinstance(block, PartText):
        block.text = text
    else:
        part.title = text


def part_cells(part: Part) -> Iterator[tuple[CellRef, str]]:
    """Yield every cell of a part with its text, in order; the title first."""
    if part.title:
        yield title_ref(part), part.title
    for block in part.blocks:
        if isinstance(block, PartText):
            yield text_ref(block), block.text
        elif isinstance(block, PartTable):
            for row in block.rows:
                for cell in row.cells:
                    yield cell_ref(block, row, cell.col), cell.text

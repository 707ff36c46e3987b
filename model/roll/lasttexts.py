"""What cells said last year that the roll gave another text: to be looked at beside the new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from model.document.blockplaces import cell_ref, text_ref, title_ref
from model.document.blocks import Part, PartTable, PartText
from model.document.cellref import CellRef
from model.document.cells import get_cell
from model.document.disclosure import Disclosure, LastText


def last_texts(new: Disclosure, old: Disclosure, ids: Mapping[str, str]) -> list[LastText]:
    """Return last year's text of every cell to be looked at that has another one now.

    Args:
        new: the disclosure just rolled forward; its marks 待确认 say which cells.
        old: last year's.
        ids: the identity of each new target table and indicator → last year's.
    """
    of_parts = dict(_of_parts(new.parts, old.parts))
    found = []
    for ref in sorted(new.carried):
        if ref in of_parts:
            before = of_parts[ref]
        else:
            there = CellRef(
                ids.get(ref.table, ref.table), ref.field, ids.get(ref.indicator, ref.indicator)
            )
            before = get_cell(old, there)
        if before != get_cell(new, ref):
            found.append(LastText(ref, before))
    return found


def _of_parts(new: list[Part], old: list[Part]) -> Iterator[tuple[CellRef, str]]:
    """Yield every cell of the parts, which were turned in place, with last year's text."""
    for part, before in zip(new, old, strict=True) if new else ():
        yield title_ref(part), before.title
        for block, was in zip(part.blocks, before.blocks, strict=True):
            if isinstance(block, PartText) and isinstance(was, PartText):
                yield text_ref(block), was.text
            elif isinstance(block, PartTable) and isinstance(was, PartTable):
                for row, last in zip(block.rows, was.rows, strict=True):
                    for cell, one in zip(row.cells, last.cells, strict=True):
                        yield cell_ref(block, row, cell.col), one.text

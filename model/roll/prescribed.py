"""What the publication itself prescribes in a part: titles, headings, names of rows.

Nobody needs to look at these after a year was turned; nor at the levels a form prescribes
(`model.roll.levels`).
"""

from __future__ import annotations

from collections.abc import Iterator

from model.document.blockplaces import cell_ref, text_ref, title_ref
from model.document.blocks import Part, PartTable, PartText
from model.document.cellref import CellRef
from model.layout.publication import Publication, TableSpec
from model.parts.tables import TableView
from model.parts.words import NUMBERED, SCHEMES, plain, says


def prescribed_cells(part: Part, publication: Publication) -> Iterator[CellRef]:
    """Yield the cells of a part that hold what its publication prescribes, word for word.

    What holds a year, a name or an amount is none of these: it may be another one this year.
    """
    spec = publication.part(part.key)
    if spec is not None and says(_bare(part.title), (spec.title, *spec.also)):
        yield title_ref(part)
    blocks = spec.blocks if spec is not None else ()
    headings = {
        plain(one.text)
        for one in blocks
        if one.text and "{" not in one.text and (one.heading or one.kind == "caption")
    }
    for block in part.blocks:
        if isinstance(block, PartText):
            if plain(block.text) in headings:
                yield text_ref(block)
        elif isinstance(block, PartTable):
            table = publication.table(block.key)
            if table is not None:
                yield from _of_table(block, table)


def _bare(title: str) -> str:
    """Return a title without its number."""
    for pattern in (NUMBERED, *SCHEMES.values()):
        match = pattern.fullmatch(title)
        if match:
            return match["name"]
    return title


def _of_table(block: PartTable, spec: TableSpec) -> Iterator[CellRef]:
    view = TableView(block, spec)
    over = {plain(text) for row in spec.caption for text in row if text and "{" not in text}
    for row in block.rows[: max(0, view.head.first)]:
        for cell in row.cells:
            if plain(cell.text) in over:
                yield cell_ref(block, row, cell.col)
    for line in view.lines:
        if line.spec is None or not line.spec.label:
            continue
        name = view.label(line.row)
        named = next((cell for cell in line.row.cells if cell.text == name), None)
        if named is not None:
            yield cell_ref(block, line.row, named.col)

"""A workbook's sheets become the tables of a whole disclosure."""

from __future__ import annotations

from collections.abc import Mapping

from model.document.blocks import Part, PartTable
from model.layout.publication import Publication
from model.parts.grids import table_of_grid
from model.parts.homes import give_title
from model.parts.sheet import is_parts_sheet, named_sheets, read_parts_sheet
from model.parts.whole import Belongs, Whole
from model.printing.grid import Document, Grid, Paragraph


def take_sheets(
    document: Document, publications: Mapping[str, Publication], belongs: Belongs
) -> Whole | None:
    """Take the known tables out of a workbook, one a sheet; the other sheets are left."""
    own = next(
        (one for one in document.blocks if isinstance(one, Grid) and is_parts_sheet(one)), None
    )
    if own is not None:
        return _own_sheets(document, own, publications)
    # a target table may list costs in columns like those of another table; to know the many
    # target tables of a workbook is quick, to look for every other table in them is not
    targets = {
        place
        for place, block in enumerate(document.blocks)
        if isinstance(block, Grid) and belongs([block])
    }
    best: tuple[int, Publication, dict[int, PartTable]] | None = None
    for publication in publications.values():
        found: dict[int, PartTable] = {}
        sheet = ""
        for place, block in enumerate(document.blocks):
            if isinstance(block, Paragraph):
                sheet = block.text if block.role == "sheet" else sheet
            elif isinstance(block, Grid) and place not in targets:
                table = table_of_grid(block, publication, "", [sheet])
                if table.key:
                    table.name = sheet
                    found[place] = table
        if found and (best is None or len(found) > best[0]):
            best = (len(found), publication, found)
    if best is None:
        return None
    _, publication, found = best
    parts = {spec.key: Part(spec.key) for spec in publication.parts}
    for table in found.values():
        known = publication.table(table.key)
        assert known is not None
        parts[known.part].blocks.append(table)
    rest = [block for place, block in enumerate(document.blocks) if place not in found]
    whole = Whole([part for part in parts.values() if part.blocks], publication, rest, [])
    for place in range(len(whole.parts)):
        give_title(whole.parts, place, publication)
    sheet = last = ""
    for place, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            sheet = block.text if block.role == "sheet" else sheet
        elif place in found:
            last = found[place].id
        else:
            whole.behind.setdefault(sheet, last)
    return whole


def _own_sheets(
    document: Document, own: Grid, publications: Mapping[str, Publication]
) -> Whole | None:
    """Take the parts out of a workbook of this program: the sheet 公开文本 names all others."""
    sheets: dict[str, Grid] = {}
    name = ""
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.role == "sheet":
            name = block.text
        elif isinstance(block, Grid):
            sheets.setdefault(name, block)
    said, named = named_sheets(own)
    publication = publications.get(said) or next(iter(publications.values()))
    taken = {
        key: table_of_grid(sheets[key], publication, "", [key])
        for key in named
        if key in sheets and sheets[key] is not own
    }
    parts = read_parts_sheet(own, taken)
    used = {table.id for part in parts for table in part.tables()}
    gone = [own, *(sheets[key] for key, table in taken.items() if table.id in used)]
    rest = [block for block in document.blocks if not any(block is one for one in gone)]
    return Whole(parts, publication, rest, [])

"""The sheets of a whole disclosure's parts: one a table, and 公开文本 with all the rest."""

from __future__ import annotations

from collections.abc import Callable

from exporters.excel_form import Drawing
from exporters.excel_sheet import Sheet
from model.document.blocks import PartTable
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.layout.publication_load import publication_of
from model.parts.outline import part_grid
from model.parts.sheet import PARTS_SHEET, parts_grid

_SHEET_MM = (18.0, 24.0, 14.0, 150.0, 40.0, 40.0)
"""Columns of 公开文本."""

NewSheet = Callable[[str, list[float]], Sheet]
NewName = Callable[[str], str]


def part_sheet_names(disclosure: Disclosure, new: NewName) -> dict[str, str]:
    """Return a table's id → the name of its sheet; the last, with an empty id, is 公开文本.

    Args:
        disclosure: whose tables.
        new: makes a text into a sheet's name that no other has.
    """
    publication = publication_of(disclosure.publication)
    names: dict[str, str] = {}
    for part in disclosure.parts:
        for table in part.tables():
            spec = publication.table(table.key) if publication is not None else None
            title = table.name or (spec.title if spec is not None else "")
            names[table.id] = new(title or part.title or "表格")
    names[""] = new(PARTS_SHEET)
    return names


def write_part_sheets(
    disclosure: Disclosure,
    layout: Layout,
    drawing: Drawing,
    names: dict[str, str],
    new_sheet: NewSheet,
) -> None:
    """Draw the sheets, in the order of the parts.

    Raises:
        WriteError: a text is too long for a cell, or the rows are too many.
    """
    publication = publication_of(disclosure.publication)
    for part in disclosure.parts:
        for block in part.blocks:
            if isinstance(block, PartTable) and block.rows:
                name = names[block.id]
                grid = part_grid(block, publication, layout)
                drawing.draw(new_sheet(name, list(grid.widths_mm)), grid, [], name)
    sheet = new_sheet(names[""], list(_SHEET_MM))
    drawing.draw(sheet, parts_grid(disclosure, names), [], PARTS_SHEET)

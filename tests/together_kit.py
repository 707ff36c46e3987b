"""A disclosure in several files for tests: the texts as Word or text, the tables as a workbook."""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection
from pathlib import Path

import docx
import openpyxl

from model.document.blocks import PartTable, PartTargets, PartText
from model.document.disclosure import Disclosure
from model.layout.publication_load import load_publications


def texts_only(disclosure: Disclosure) -> Disclosure:
    """Return a disclosure without the tables of its parts."""
    return _with(disclosure, PartText, PartTargets)


def tables_only(disclosure: Disclosure) -> Disclosure:
    """Return a disclosure with nothing but the tables of its parts."""
    return _with(disclosure, PartTable)


def _with(disclosure: Disclosure, *kinds: type) -> Disclosure:
    made = copy.deepcopy(disclosure)
    for part in made.parts:
        part.blocks = [block for block in part.blocks if isinstance(block, kinds)]
    return made


def plain_lines(disclosure: Disclosure) -> list[str]:
    """Return titles and texts of all parts, in order."""
    lines = []
    for part in disclosure.parts:
        lines += [part.title] if part.title else []
        lines += [text.text for text in part.texts()]
    return lines


def plain_word(lines: list[str], path: Path) -> Path:
    """Write lines as a Word file of other people: paragraphs without any style."""
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    word.save(str(path))
    return path


def plain_text(lines: list[str], path: Path) -> Path:
    """Write lines as a text file."""
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def bureau_book(
    disclosure: Disclosure,
    path: Path,
    *,
    titled: bool = True,
    leave_out: Collection[str] = (),
    name: Callable[[str, int], str] = lambda title, number: f"附表{number}",
) -> Path:
    """Write the tables as a bureau's workbook: one sheet a table.

    Args:
        disclosure: whose tables.
        path: the file.
        titled: a title and the unit stand over each table.
        leave_out: keys of tables there is no sheet for.
        name: gives a sheet's name by the table's title and its number.
    """
    publication = load_publications()[disclosure.publication]
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    tables = [table for part in disclosure.parts for table in part.tables()]
    for number, table in enumerate(tables, 1):
        spec = publication.table(table.key)
        assert spec is not None
        if table.key in leave_out:
            continue
        sheet = book.create_sheet(name(spec.title, number)[:31])
        if titled:
            sheet.append([f"2025年部门{spec.title}"])
            sheet.append([f"单位：{spec.unit}"])
        first = 2 * titled + 1
        for at, row in enumerate(table.rows, first):
            for cell in row.cells:
                sheet.cell(at, cell.col + 1).value = cell.text
                if cell.colspan > 1 or cell.rowspan > 1:
                    sheet.merge_cells(
                        start_row=at,
                        start_column=cell.col + 1,
                        end_row=at + cell.rowspan - 1,
                        end_column=cell.col + cell.colspan,
                    )
    book.save(path)
    return path


def order(disclosure: Disclosure, key: str) -> list[str]:
    """Return what a part holds, in order: its texts, and the keys of its tables as ``[t1]``."""
    part = next(part for part in disclosure.parts if part.key == key)
    return [
        block.text if isinstance(block, PartText) else f"[{block.key}]"
        for block in part.blocks
        if isinstance(block, PartText | PartTable)
    ]


def values(amounts: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return name → figure of a dump's amounts, without where they stand."""
    return {name: one["value"] for name, one in amounts.items() if not name.startswith("targets.")}

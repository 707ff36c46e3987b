"""Workbooks written by hand, part by part."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from importers.xlsx import read_xlsx
from model.basics.errors import ReadError
from model.printing.grid import Cell, Document, Grid

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_DOCUMENT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(*links: tuple[str, str, str]) -> str:
    items = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in links
    )
    return f'<Relationships xmlns="{RELATIONS}">{items}</Relationships>'


def worksheet(rows: str, after: str = "", before: str = "", main: str = MAIN) -> str:
    return f'<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def parts(sheet: str, **more: str) -> dict[str, str]:
    """Return the least a workbook of one sheet consists of, with further parts by name."""
    found = {
        "_rels/.rels": relations(("rId1", f"{DOCUMENT}/officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", f"{DOCUMENT}/worksheet", "worksheets/sheet1.xml")
        ),
        "xl/worksheets/sheet1.xml": sheet,
    }
    return found | {name.replace("__", "/") + ".xml": text for name, text in more.items()}


def package(path: Path, content: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return path


def only_grid(document: Document) -> Grid:
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    return grid


def read_sheet(tmp_path: Path, rows: str, after: str = "", **more: str) -> Document:
    return read_xlsx(package(tmp_path / "表.xlsx", parts(worksheet(rows, after), **more)))


def texts(document: Document) -> dict[str, str]:
    return {cell.where: cell.text for row in only_grid(document).rows for cell in row}


def inline(ref: str, text: str) -> str:
    return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'


def strings(*items: str) -> str:
    return f'<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


def refused(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read_xlsx(path)
    message = str(caught.value)
    assert message.startswith(f"{path}：")
    assert "\n" not in message
    return message


ROW = "<row><c><v>1</v></c></row>"


def check(document: Document) -> None:
    """Make sure that every cell stands where it says, inside the grid, over no other."""
    for grid in document.blocks:
        if not isinstance(grid, Grid):
            continue
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(grid.rows):
            for cell in row:
                covers = area(cell)
                assert cell.row == number
                assert re.fullmatch(r"[A-Z]{1,3}[1-9]\d*", cell.where)
                assert cell.text or len(covers) > 1
                assert not taken & covers
                assert cell.col + cell.colspan <= grid.columns
                assert cell.row + cell.rowspan <= len(grid.rows)
                taken |= covers


def area(cell: Cell) -> set[tuple[int, int]]:
    return {
        (row, col)
        for row in range(cell.row, cell.row + cell.rowspan)
        for col in range(cell.col, cell.col + cell.colspan)
    }

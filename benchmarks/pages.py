"""Web pages and old XML: beside lxml parsing the same file and taking the text of each cell."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

import lxml.html
from lxml import etree

from benchmarks.generate import make_disclosure
from importers.html import parse_html
from importers.word_xml import parse_word2003
from importers.xml_sheet import read_sheet2003
from model.layout import load_layouts
from model.printing.fill import grids
from model.printing.grid import Grid

TABLES = 300
LIMIT = 2.0
_TEXT = etree.XPath("string()")
"""What lxml.html's ``text_content`` does."""

_WORD = "http://schemas.microsoft.com/office/word/2003/wordml"
_SHEET = "urn:schemas-microsoft-com:office:spreadsheet"


def print_pages(runs: int) -> int:
    """Print the figures; return how many miss what is asked."""
    layout = load_layouts()["national-2021"]
    disclosure = make_disclosure(TABLES, layout)
    tables = [grid for _, _, grid in grids(disclosure, layout)]
    missed = 0
    print(f"\n读网页和旧版 XML　对 lxml 解析并取出各格文字（{TABLES} 张，要求 ≤ {LIMIT:.1f}）")
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.xml"
        book.write_bytes(_sheets(tables))
        page, word = _page(tables), _words(tables)
        works: list[tuple[str, Callable[[], object], Callable[[], object]]] = [
            ("网页", lambda: parse_html(page, "page"), lambda: _texts_of_page(page)),
            ("Word 2003", lambda: parse_word2003(word, "word"), lambda: _texts(word, _WORD, "tc")),
            (
                "Excel 2003",
                lambda: read_sheet2003(book),
                lambda: _texts(book.read_bytes(), _SHEET, "Cell"),
            ),
        ]
        for title, ours, theirs in works:
            own = statistics.median(_seconds(ours) for _ in range(runs))
            peer = statistics.median(_seconds(theirs) for _ in range(runs))
            too_slow = own > LIMIT * peer
            print(
                f"{title}：{own:.3f} 秒，lxml {peer:.3f} 秒，{own / peer:.1f} 倍{' ×' * too_slow}",
                flush=True,
            )
            missed += too_slow
    return missed


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _texts_of_page(page: bytes) -> list[list[str]]:
    root = lxml.html.fromstring(page.decode())
    return [[str(_TEXT(cell)).strip() for cell in row] for row in root.iter("tr")]


def _texts(xml: bytes, space: str, cell: str) -> list[str]:
    root = etree.fromstring(xml)
    return ["".join(map(str, one.itertext())) for one in root.iter(f"{{{space}}}{cell}")]


def _page(tables: list[Grid]) -> bytes:
    out = ["<html><head><meta charset=utf-8></head><body>"]
    style = "style='border-top:none;border-left:none;width:54pt' width=72 height=19 class=xl65"
    for grid in tables:
        out.append("<table>")
        for row in grid.rows:
            out.append("<tr>")
            for cell in row:
                spans = f"rowspan={cell.rowspan}" if cell.rowspan > 1 else ""
                spans += f" colspan={cell.colspan}" if cell.colspan > 1 else ""
                text = escape(cell.text).replace("\n", "<br>")
                out.append(f"<td {spans} {style}>{text}</td>")
            out.append("</tr>")
        out.append("</table>")
    return "".join(out).encode()


def _words(tables: list[Grid]) -> bytes:
    font = '<w:rPr><w:rFonts w:ascii="宋体" w:h-ansi="宋体"/><w:sz w:val="21"/></w:rPr>'
    out = [f'<w:wordDocument xmlns:w="{_WORD}"><w:body>']
    for grid in tables:
        out.append("<w:tbl>")
        for row in grid.rows:
            out.append("<w:tr>")
            for cell in row:
                span = f'<w:tcPr><w:tcW w:w="1400"/><w:gridSpan w:val="{cell.colspan}"/></w:tcPr>'
                text = escape(cell.text)
                out.append(f"<w:tc>{span}<w:p><w:r>{font}<w:t>{text}</w:t></w:r></w:p></w:tc>")
            out.append("</w:tr>")
        out.append("</w:tbl>")
    return "".join([*out, "</w:body></w:wordDocument>"]).encode()


def _sheets(tables: list[Grid]) -> bytes:
    out = [f'<Workbook xmlns="{_SHEET}" xmlns:ss="{_SHEET}"><Styles/>']
    for number, grid in enumerate(tables):
        out.append(f'<Worksheet ss:Name="{number}"><Table>')
        for row in grid.rows:
            out.append("<Row>")
            expected = 0
            for cell in row:
                place = f'ss:Index="{cell.col + 1}"' if cell.col != expected else ""
                place += f' ss:MergeAcross="{cell.colspan - 1}"' if cell.colspan > 1 else ""
                place += f' ss:MergeDown="{cell.rowspan - 1}"' if cell.rowspan > 1 else ""
                expected = cell.col + cell.colspan
                text = escape(cell.text)
                out.append(f'<Cell {place}><Data ss:Type="String">{text}</Data></Cell>')
            out.append("</Row>")
        out.append("</Table></Worksheet>")
    return "".join([*out, "</Workbook>"]).encode()

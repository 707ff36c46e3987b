from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from importers.xml_sheet import read_sheet2003
from model.basics.errors import ReadError
from model.document.comments import Comment
from model.layout import Layout
from model.printing.grid import Cell, Document, Grid, Paragraph
from tests.importers.form_kit import TITLE, YEAR_LINE, Box, assert_read, form, placed, read

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
EXCEL = "urn:schemas-microsoft-com:office:excel"


def workbook(sheets: str, styles: str = "", declared: str = "UTF-8") -> str:
    return (
        f'<?xml version="1.0" encoding="{declared}"?><?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}" xmlns:x="{EXCEL}" '
        f'xmlns:html="http://www.w3.org/TR/REC-html40"><Styles>{styles}</Styles>{sheets}</Workbook>'
    )


def sheet(rows: str, name: str = "表", more: str = "") -> str:
    return f'<Worksheet ss:Name="{name}"><Table>{rows}</Table>{more}</Worksheet>'


def rows_of(rows: list[list[Box]], numbers: bool) -> str:
    """Return rows as Excel writes them: what reaches down from above is jumped over."""
    out: list[str] = []
    last_row = -1
    expected = 0
    for row, col, box in placed(rows):
        if row != last_row:
            out.append("</Row><Row>" if out else "<Row>")
            last_row, expected = row, 0
        attributes = "" if col == expected else f' ss:Index="{col + 1}"'
        attributes += f' ss:MergeAcross="{box.wide - 1}"' if box.wide > 1 else ""
        attributes += f' ss:MergeDown="{box.down - 1}"' if box.down > 1 else ""
        kind = "Number" if numbers and box.text.replace(".", "").isdecimal() else "String"
        if kind == "Number" and "." in box.text:
            attributes += ' ss:StyleID="money"'
        text = escape(box.text).replace("\n", "&#10;")
        out.append(f'<Cell{attributes}><Data ss:Type="{kind}">{text}</Data></Cell>')
        expected = col + box.wide
    return "".join([*out, "</Row>"])


MONEY = '<Style ss:ID="money"><NumberFormat ss:Format="Fixed"/></Style>'


@pytest.mark.parametrize(
    ("name", "encoding", "declared", "numbers"),
    [
        ("表.xls", "utf-8", "UTF-8", True),
        ("表.xml", "gb18030", "GB2312", False),
        ("表.et", "utf-16", "UTF-16", True),
        ("表.xlsx", "utf-8-sig", "utf-8", False),
    ],
)
def test_a_form(
    tmp_path: Path,
    layouts: dict[str, Layout],
    name: str,
    encoding: str,
    declared: str,
    numbers: bool,
) -> None:
    rows = [[Box(TITLE, 1, 6)], [Box(YEAR_LINE, 1, 6)], *form()]
    path = tmp_path / name
    xml = workbook(sheet(rows_of(rows, numbers)), MONEY, declared)
    path.write_bytes(xml.encode(encoding))
    assert_read(read(path, layouts)[0])


def read_rows(tmp_path: Path, rows: str, styles: str = "", more: str = "") -> Document:
    path = tmp_path / "a.xml"
    path.write_text(workbook(sheet(rows, more=more), styles), "utf-8")
    return read_sheet2003(path)


def cells(document: Document) -> dict[str, Cell]:
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    return {cell.where: cell for row in grid.rows for cell in row}


def test_jumps_spans_and_comments(tmp_path: Path) -> None:
    rows = (
        '<Row ss:Index="2"><Cell ss:Index="3" ss:MergeAcross="1" ss:MergeDown="1">'
        '<Data ss:Type="String">甲</Data></Cell><Cell><Data ss:Type="String">乙</Data>'
        '<Comment ss:Author="王"><ss:Data xmlns="http://www.w3.org/TR/REC-html40">'
        "<B>核</B>对</ss:Data></Comment></Cell></Row>"
        '<Row ss:Span="2"/><Row><Cell><Data ss:Type="String">丙</Data></Cell></Row>'
    )
    document = read_rows(tmp_path, rows)
    found = cells(document)
    assert {place: one.text for place, one in found.items()} == {
        **{"C2": "甲", "E2": "乙", "A6": "丙"}
    }
    assert (found["C2"].rowspan, found["C2"].colspan) == (2, 2)
    assert found["E2"].comments == (Comment("核对", "王", "工作表“表”E2"),)


def test_numbers_are_shown_by_their_formats(tmp_path: Path) -> None:
    formats = {
        "Fixed": ("86.4", "86.40"),
        "Standard": ("1234.5", "1,234.50"),
        "Percent": ("0.3", "30.00%"),
        "0%": ("0.95", "95%"),
        "General": ("20", "20"),
        '0.00_ ;"-"': ("0", "0.00"),
    }
    styles = "".join(
        f'<Style ss:ID="s{n}"><NumberFormat ss:Format="{escape(code)}"/></Style>'
        for n, code in enumerate(formats)
    )
    rows = "".join(
        f'<Row><Cell ss:StyleID="s{n}"><Data ss:Type="Number">{raw}</Data></Cell></Row>'
        for n, (raw, _) in enumerate(formats.values())
    )
    found = cells(read_rows(tmp_path, rows, styles))
    assert [one.text for one in found.values()] == [shown for _, shown in formats.values()]


def test_styles_come_from_cell_column_row_and_parent(tmp_path: Path) -> None:
    styles = (
        '<Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>'
        '<Style ss:ID="c" ss:Parent="p"><Font ss:StrikeThrough="1"/></Style>'
        '<Style ss:ID="f"><NumberFormat ss:Format="Fixed"/></Style>'
    )
    number = '<Data ss:Type="Number">0.5</Data>'
    rows = (
        '<Column ss:Index="2" ss:StyleID="f"/>'
        f'<Row ss:StyleID="p"><Cell>{number}</Cell><Cell>{number}</Cell>'
        f'<Cell ss:StyleID="c">{number}</Cell></Row>'
    )
    found = cells(read_rows(tmp_path, rows, styles))
    assert [(one.text, one.struck) for one in found.values()] == [
        *(("50.00%", ""), ("0.50", ""), ("", "50.00%")),
    ]


def test_other_types_and_flaws(tmp_path: Path) -> None:
    html = 'xmlns="http://www.w3.org/TR/REC-html40"'
    rows = (
        '<Row><Cell><Data ss:Type="DateTime">2024-03-01T00:00:00.000</Data></Cell>'
        '<Cell ss:StyleID="d"><Data ss:Type="DateTime">2024-03-01T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Boolean">1</Data></Cell>'
        '<Cell ss:Formula="=31个"><Data ss:Type="Error">#NAME?</Data></Cell>'
        '<Cell><Data ss:Type="Number">1.30600240000123E+20</Data></Cell>'
        f'<Cell><ss:Data ss:Type="String" {html}><S>100株</S><Font>≥120株</Font></ss:Data></Cell>'
        '<Cell ss:Formula="=100%"><Data ss:Type="Number">1</Data></Cell></Row>'
    )
    styles = '<Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style>'
    found = cells(read_rows(tmp_path, rows, styles))
    assert [(one.text, one.struck) for one in found.values()] == [
        *(("2024-03-01", ""), ("2024/3/1", ""), ("TRUE", ""), ("#NAME?", "")),
        *(("130600240000123000000", ""), ("≥120株", "100株"), ("1", "")),
    ]
    kinds = {place: [flaw.kind for flaw in one.flaws] for place, one in found.items() if one.flaws}
    assert kinds == {"D1": ["error"], "E1": ["digits"]}
    assert (found["D1"].formula, found["G1"].formula) == ("=31个", "=100%")


def test_hidden_sheets_are_told(tmp_path: Path) -> None:
    options = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    rows = '<Row><Cell><Data ss:Type="String">样例</Data></Cell></Row>'
    document = read_rows(tmp_path, rows, more=options)
    name, grid = document.blocks
    assert isinstance(name, Paragraph)
    assert isinstance(grid, Grid)
    assert (name.role, name.text, grid.hidden) == ("sheet", "表", True)


@pytest.mark.parametrize(
    "xml",
    [
        workbook(""),
        workbook(sheet("<Row>"))[:-30],
        workbook(sheet("<Row><Cell/></Row>" * 1_300_000)),
        workbook(sheet("")).replace("?>\n<W", "?><!DOCTYPE a [<!ENTITY b 'c'>]>\n<W"),
    ],
    ids=["no sheet", "cut", "endless", "entity"],
)
def test_broken_workbooks_are_one_line(tmp_path: Path, xml: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(xml, "utf-8")
    with pytest.raises(ReadError) as refusal:
        read_sheet2003(path)
    assert refusal.value.advice


DATA = '<Cell><Data ss:Type="String">乙</Data></Cell>'


@pytest.mark.parametrize("index", ["0", "-5", "x", "99999999999"])
def test_places_that_cannot_be(tmp_path: Path, index: str) -> None:
    cell = f'<Cell ss:Index="{index}"><Data ss:Type="String">甲</Data></Cell>'
    # it stands behind the last instead, and so does what follows: nothing is lost
    row = f'<Row ss:Index="{index}">{DATA}{cell}{DATA}</Row>'
    found = cells(read_rows(tmp_path, f"<Row>{DATA}</Row>{row}<Row>{DATA}</Row>"))
    assert {place: one.text for place, one in found.items()} == {
        **{"A1": "乙", "A2": "乙", "B2": "甲", "C2": "乙", "A3": "乙"},
    }

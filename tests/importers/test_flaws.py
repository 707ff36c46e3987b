"""What readers hand on beside the text: struck text, prompts, pictures, errors, lost digits."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlwt  # type: ignore[import-untyped]
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from importers.docx import read_docx
from importers.xls import read_xls
from importers.xlsx import read_xlsx
from model.printing.grid import Cell, Document, Grid, Paragraph
from tests.importers.docx_kit import cell, para, row, run, table, write_docx
from tests.importers.test_source import packed

STRIKE = "<w:strike/>"
OFF = '<w:strike w:val="0"/>'


def cells(document: Document) -> dict[str, Cell]:
    return {
        cell.where: cell
        for grid in document.blocks
        if isinstance(grid, Grid)
        for row in grid.rows
        for cell in row
    }


def control(inner: str, prompt: bool = True) -> str:
    mark = "<w:showingPlcHdr/>" if prompt else ""
    return f"<w:sdt><w:sdtPr>{mark}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def test_struck_text_of_a_word_cell_is_beside_its_text(tmp_path: Path) -> None:
    body = table(
        row(cell(para(run("100株", STRIKE), "≥120株")), cell(para(run("旧", STRIKE)), para("新"))),
        row(
            cell(para(run("全划", "<w:dstrike/>"))), cell(para(run("留", '<w:strike w:val="0"/>')))
        ),
    )
    document = read_docx(write_docx(tmp_path / "a.docx", body + para(run("整段", STRIKE))))
    found = [(cell.text, cell.struck) for cell in cells(document).values()]
    assert found == [("≥120株", "100株"), ("新", "旧"), ("", "全划"), ("留", "")]
    last = document.blocks[-1]
    assert isinstance(last, Paragraph)
    assert (last.text, last.struck) == ("", "整段")
    assert "4 处用删除线划去" in document.notes[0]


def test_a_character_style_strikes_too(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="a1"><w:name w:val="划去"/>'
        "<w:rPr><w:strike/></w:rPr></w:style>"
    )
    body = table(row(cell(para(run("甲", '<w:rStyle w:val="a1"/>'), "乙"))))
    document = read_docx(write_docx(tmp_path / "a.docx", body, styles=styles))
    assert [(one.text, one.struck) for one in cells(document).values()] == [("乙", "甲")]


@pytest.mark.parametrize(
    "body",
    [
        cell(para(control(run("单击此处输入")))),
        cell(control(para("单击此处输入"))),
        control(cell("单击此处输入")),
    ],
    ids=["in a paragraph", "around a paragraph", "around a cell"],
)
def test_a_prompt_is_no_content(tmp_path: Path, body: str) -> None:
    document = read_docx(write_docx(tmp_path / "a.docx", table(row(cell("预算数"), body))))
    first, second = cells(document).values()
    assert first.text == "预算数"
    assert second.text == ""
    assert [flaw.kind for flaw in second.flaws] == ["prompt"]
    assert "单击此处输入" in second.flaws[0].text
    assert "内容控件没有填" in document.notes[0]


def test_a_filled_control_is_content(tmp_path: Path) -> None:
    body = table(row(cell(para(control(run("86.40"), prompt=False)))))
    (one,) = cells(read_docx(write_docx(tmp_path / "a.docx", body))).values()
    assert (one.text, one.flaws) == ("86.40", ())


def test_struck_text_of_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    old, new = TextBlock(InlineFont(strike=True), "100株"), TextBlock(InlineFont(), "≥120株")
    sheet["A1"] = CellRichText(old, new)
    sheet["A2"] = "整格"
    sheet["A3"] = 86.4
    sheet["A4"] = "留"
    for place in ("A2", "A3"):
        sheet[place].font = Font(strike=True)
    path = tmp_path / "a.xlsx"
    book.save(path)
    document = read_xlsx(path)
    found = {place: (one.text, one.struck) for place, one in cells(document).items()}
    assert found == {
        "A1": ("≥120株", "100株"),
        "A2": ("", "整格"),
        "A3": ("", "86.4"),
        "A4": ("留", ""),
    }
    assert any("A1、A2、A3有用删除线" in note for note in document.notes)


def test_struck_text_of_an_old_workbook(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    struck = xlwt.easyfont("struck_out true")
    sheet.write_rich_text(0, 0, [("100株", struck), ("≥120株", xlwt.easyfont(""))])
    sheet.write(1, 0, "整格", xlwt.easyxf("font: struck_out true"))
    sheet.write(2, 0, "留")
    path = tmp_path / "a.xls"
    book.save(str(path))
    found = [(one.text, one.struck) for one in cells(read_xls(path)).values()]
    assert found == [("≥120株", "100株"), ("", "整格"), ("留", "")]


def workbook(path: Path, rows: str) -> Path:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": "<a/>",
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="a" '
        f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        '<sheet name="表" sheetId="1" state="hidden" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="s" '
        f'Type="{relations}/worksheet" Target="sheet.xml"/></Relationships>',
        "xl/sheet.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    return packed(path, {name: xml.encode() for name, xml in parts.items()})


def test_what_a_workbook_cell_does_not_tell(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1.30600240000123E+20</v></c><c r="B1"><v>123456789012345</v></c>'
        '<c r="C1"><v>13060024000012345678</v></c><c r="D1"><v>1.3098125E+20</v></c></row>'
        '<row r="2"><c r="A2" t="e"><f>31个</f><v>#NAME?</v></c>'
        '<c r="B2"><f>100%</f><v>1</v></c><c r="C2"><f>80+6.4</f><v>86.4</v></c></row>'
        '<row r="3"><c r="A3" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
        '<c r="B3" t="e"><f>_xlfn.DISPIMG("ID_1",1)</f><v>#NAME?</v></c></row>'
    )
    document = read_xlsx(workbook(tmp_path / "a.xlsx", rows))
    found = cells(document)
    kinds = {place: [flaw.kind for flaw in one.flaws] for place, one in found.items()}
    assert kinds == {
        **{"A1": ["digits"], "B1": [], "C1": [], "D1": ["digits"]},
        **{"A2": ["error"], "B2": [], "C2": []},
        **{"A3": ["picture"], "B3": ["picture"]},
    }
    assert [found[place].formula for place in ("A2", "B2", "C2")] == ["=31个", "=100%", ""]
    assert [found[place].text for place in ("A2", "A3", "B3")] == ["#NAME?", "", ""]
    assert found["B2"].number == Decimal(1)
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert grid.hidden

"""Workbooks as real programs write them."""

from __future__ import annotations

import datetime
import re
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from importers.office import find_office
from importers.xls import read_xls
from importers.xlsx import read_xlsx
from model.document.comments import Comment as Remark
from model.printing.grid import Cell, Document, Grid, Paragraph


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def cells(grid: Grid) -> dict[str, Cell]:
    return {cell.where: cell for row in grid.rows for cell in row}


def texts(grid: Grid) -> dict[str, str]:
    return {where: cell.text for where, cell in cells(grid).items()}


def shape(grid: Grid) -> list[list[tuple[str, int, int, int]]]:
    return [[(c.text, c.col, c.rowspan, c.colspan) for c in row] for row in grid.rows]


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """Write a sheet like a target table: merged cells, formats, texts of all kinds."""
    path = tmp_path / "表.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "一 <表>&"
    sheet["A1"] = "清水河清淤绩效目标表"
    sheet.merge_cells("A1:D1")
    sheet["A3"] = "资金支出计划（%）"
    sheet.merge_cells("A3:A4")
    for column, (label, part) in enumerate((("3月底", 0.3), ("6月底", 0.605), ("12月底", 1)), 2):
        sheet.cell(3, column, label)
        sheet.cell(4, column, part).number_format = "0.00%"
    sheet["A5"], sheet["B5"], sheet["C5"], sheet["D5"] = "预算数", 186.5, 186.5, 1234.5
    sheet["C5"].number_format, sheet["D5"].number_format = "0.00", "#,##0.00"
    sheet["A6"] = " 前后有空格 \n第二行<&>"
    sheet["B6"] = "=1+1"
    sheet["B6"].data_type = "s"
    sheet["C6"] = "007"
    sheet["D6"] = datetime.date(2021, 3, 5)
    sheet["D6"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["A7"], sheet["B7"] = True, "30"
    sheet["B7"].number_format = '@"万元"'
    book.save(path)
    return path


FORM = [
    [("清水河清淤绩效目标表", 0, 1, 4)],
    [],
    [
        ("资金支出计划（%）", 0, 2, 1),
        ("3月底", 1, 1, 1),
        ("6月底", 2, 1, 1),
        ("12月底", 3, 1, 1),
    ],
    [("30.00%", 1, 1, 1), ("60.50%", 2, 1, 1), ("100.00%", 3, 1, 1)],
    [("预算数", 0, 1, 1), ("186.5", 1, 1, 1), ("186.50", 2, 1, 1), ("1,234.50", 3, 1, 1)],
    [
        (" 前后有空格 \n第二行<&>", 0, 1, 1),
        ("=1+1", 1, 1, 1),
        ("007", 2, 1, 1),
        ("2021年3月5日", 3, 1, 1),
    ],
    [("TRUE", 0, 1, 1), ("30万元", 1, 1, 1)],
]


def test_a_sheet_becomes_a_name_and_a_grid(form: Path) -> None:
    document = read_xlsx(form)
    name, grid = document.blocks
    assert name == Paragraph("一 <表>&", "sheet", where="工作表“一 <表>&”")
    assert isinstance(grid, Grid)
    assert (grid.where, grid.columns) == ("工作表“一 <表>&”", 4)
    assert shape(grid) == FORM
    assert [[cell.row for cell in row] for row in grid.rows] == [
        [number] * len(row) for number, row in enumerate(grid.rows)
    ]
    found = cells(grid)
    assert found["B5"].number == Decimal("186.5")
    assert [where for where, cell in found.items() if cell.number is not None] == ["B5"]
    assert document.notes == []


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_the_same_after_libreoffice_saved_it_as_xls_and_xlsx(form: Path, tmp_path: Path) -> None:
    for source, target in ((form, "xls"), (tmp_path / "one" / "表.xls", "xlsx")):
        subprocess.run(
            [
                *(str(find_office()), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"),
                *("--headless", "--convert-to", target),
                *("--outdir", str(tmp_path / ("one" if target == "xls" else "two")), str(source)),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    for document in (
        read_xls(tmp_path / "one" / "表.xls"),
        read_xlsx(tmp_path / "two" / "表.xlsx"),
    ):
        (grid,) = grids(document)
        assert shape(grid) == FORM
        assert cells(grid)["B5"].number == Decimal("186.5")


def test_hidden_sheets_rows_and_columns_are_read_and_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, state in (("甲", "visible"), ("乙", "hidden"), ("丙", "veryHidden")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in range(1, 13):
            sheet.cell(row, 1, f"{name}{row}")
    sheet = book["甲"]
    sheet["D1"], sheet["F1"] = "丁", "己"
    for row in (5, 6, 8, 9, 10, 40):
        sheet.row_dimensions[row].hidden = True
    for column in "DEF":
        sheet.column_dimensions[column].hidden = True
    empty = book.create_sheet("空表")
    empty.sheet_state = "hidden"
    book.create_chartsheet("图表")
    book.save(tmp_path / "隐.xlsx")
    document = read_xlsx(tmp_path / "隐.xlsx")
    assert [grid.where for grid in grids(document)] == ["工作表“甲”", "工作表“乙”", "工作表“丙”"]
    assert all(len(grid.rows) == 12 for grid in grids(document))
    assert document.hidden == [
        "工作表“甲”第5、6、8—10行是隐藏的，也已读入",
        "工作表“甲”D、F列是隐藏的，也已读入",
        "工作表“乙”是隐藏的，也已读入",
        "工作表“丙”是隐藏的，也已读入",
    ]


def test_formulas_give_their_saved_results(tmp_path: Path) -> None:
    path = tmp_path / "公式.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        money = book.add_format({"num_format": "0.00"})
        sheet.write_formula("A1", "=B1*2", money, 186.5)
        sheet.write_formula("A2", '="甲"&"乙"', None, "甲乙\n丙 ")
        sheet.write_formula("A3", "=1=2", None, False)
        sheet.write_formula("A4", "=NA()", None, "#N/A")
        sheet.write_formula("A5", '=""', None, "")
        sheet.write("A6", "末")
    document = read_xlsx(path)
    (grid,) = grids(document)
    assert texts(grid) == {
        "A1": "186.50",
        "A2": "甲乙\n丙 ",
        "A3": "FALSE",
        "A4": "#N/A",
        "A6": "末",
    }


def test_a_formula_without_saved_result_is_named_with_its_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"], sheet["C2"] = "合计", "=SUM(B2:B9)", '=IF(A1<>"",1,2)'
    book.save(tmp_path / "公式.xlsx")
    document = read_xlsx(tmp_path / "公式.xlsx")
    assert texts(grids(document)[0]) == {"A1": "合计"}
    assert document.notes == [
        "工作表“Sheet”B1、C2：公式没有保存计算结果，请在 Excel 中打开并保存后重试"
        '（B1：=SUM(B2:B9)；C2：=IF(A1<>"",1,2)）'
    ]


def test_computed_numbers_are_read_as_shown_and_told(tmp_path: Path) -> None:
    path = tmp_path / "数.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("数")
        percent = book.add_format({"num_format": "0.00%"})
        nothing = book.add_format({"num_format": "0.00;-0.00;"})
        sheet.write_number("A1", 1 / 3, percent)
        sheet.write_number("A2", 0, nothing)
        sheet.write_number("A3", 0.1 + 0.2)
    document = read_xlsx(path)
    assert texts(grids(document)[0]) == {"A1": "33.33%", "A3": "0.3"}
    assert document.notes == [
        "工作表“数”按显示的数读入：A1 显示为 33.33%，保存的数是 0.333333333333333",
        "工作表“数”A2的值是 0，但设置为不显示，按空白读入",
    ]


def test_zeros_are_blank_on_a_sheet_that_hides_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.sheet_view.showZeros = False
    sheet["A1"], sheet["B1"], sheet["C1"] = "分值", 0, 10
    book.save(tmp_path / "零.xlsx")
    document = read_xlsx(tmp_path / "零.xlsx")
    assert texts(grids(document)[0]) == {"A1": "分值", "C1": "10"}
    assert document.notes == ["工作表“Sheet”B1的值是 0，但设置为不显示，按空白读入"]


def test_comments_are_kept(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "预算数"
    sheet["B3"].comment = Comment("请核对<金额>\n再报", "审核人")
    sheet["A1"].comment = Comment(" 另一条", "审核人")
    book.save(tmp_path / "批注.xlsx")
    document = read_xlsx(tmp_path / "批注.xlsx")
    (grid,) = grids(document)
    assert [(cell.where, cell.comments) for row in grid.rows for cell in row] == [
        ("A1", (Remark(" 另一条", "审核人", "工作表“Sheet”A1"),)),
    ]
    # nothing stands in or near B3
    assert document.comments == [Remark("请核对<金额>\n再报", "审核人", "工作表“Sheet”B3")]


def test_macros_are_left_alone(form: Path, tmp_path: Path) -> None:
    path = tmp_path / "宏.xlsm"
    path.write_bytes(form.read_bytes())
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\x00macro")
    document = read_xlsx(path)
    assert document.notes == ["文件里有宏，宏没有读入，只读入了表格内容"]
    assert shape(grids(document)[0]) == FORM


def test_days_from_1904(tmp_path: Path) -> None:
    path = tmp_path / "日期.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime("A1", datetime.datetime(2021, 3, 5), date)
    assert texts(grids(read_xlsx(path))[0]) == {"A1": "2021-03-05"}


def test_far_away_cells_cost_nothing_and_are_kept(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B2"] = "近", "邻"
    sheet["XFD1048576"], sheet["A1048575"] = "角", "底"
    book.save(tmp_path / "远.xlsx")
    document = read_xlsx(tmp_path / "远.xlsx")
    (grid,) = grids(document)
    assert texts(grid) == {"A1": "近", "B2": "邻", "A1048575": "底", "XFD1048576": "角"}
    assert len(grid.rows) < 1100
    assert grid.columns < 200
    found = cells(grid)
    assert (found["B2"].row, found["B2"].col) == (1, 1)
    assert found["XFD1048576"].row == found["A1048575"].row + 1
    assert found["A1048575"].col == 0
    assert found["XFD1048576"].col == grid.columns - 1
    assert document.notes == [
        "工作表“Sheet”A1048575、XFD1048576离前面的内容很远，中间的空白没有全部保留，文字都已读入"
    ]


def test_rows_below_a_moderate_gap_keep_their_place(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["AZ900"] = "上", "下"
    book.save(tmp_path / "隔.xlsx")
    document = read_xlsx(tmp_path / "隔.xlsx")
    (grid,) = grids(document)
    assert (cells(grid)["AZ900"].row, cells(grid)["AZ900"].col) == (899, 51)
    assert (len(grid.rows), grid.columns, document.notes) == (900, 52, [])


def test_a_workbook_without_content_has_no_blocks(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C3", "", book.add_format({"border": 1}))
    assert read_xlsx(path) == Document()


# a bare \r XlsxWriter writes so that XML turns it into \n
ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=60)
LOOKALIKES = st.sampled_from(
    ["_x000D_", "_x005F_x000D_", "_x", "_x12", "=1+1", " ", "\n", "\t x", "_xD83D_", "&lt;", "😀"]
)


ANY_CELL = st.one_of(ANY_TEXT, LOOKALIKES, st.tuples(ANY_TEXT, LOOKALIKES).map("".join)).filter(
    # of two escapes that share an underscore XlsxWriter protects only the first
    lambda text: not re.search("_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_", text)
)


@given(st.lists(ANY_CELL, max_size=30))
@settings(max_examples=30)
def test_any_text_comes_back_to_the_character(
    tmp_path_factory: pytest.TempPathFactory, written: list[str]
) -> None:
    path = tmp_path_factory.mktemp("texts") / "文.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, text in enumerate(written):
            sheet.write_string(row, 0, text)
        sheet.write_string(len(written), 0, "末")
    (grid,) = grids(read_xlsx(path))
    assert [row[0].text for row in grid.rows] == [*written, "末"]


def test_long_and_rich_texts(tmp_path: Path) -> None:
    path = tmp_path / "文.xlsx"
    long = "一段很长的文字，\n" * 3000
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.write_string("A1", long)
        sheet.write_rich_string("A2", "甲 ", bold, " 乙", " 丙\n")
    assert texts(grids(read_xlsx(path))[0]) == {"A1": long, "A2": "甲  乙 丙\n"}


def test_parts_larger_than_what_is_parsed_at_once(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for number in range(2):
            sheet = book.add_worksheet(f"表{number}")
            for row in range(14000):
                sheet.write_string(row, 0, f"第{number}张第{row}行的一段说明文字，用来占一些地方")
                sheet.write_number(row, 1, row + 0.5)
            sheet.merge_range(14000, 0, 14001, 1, f"末{number}")
            sheet.set_row(13999, None, None, {"hidden": True})
    with zipfile.ZipFile(path) as package:
        for part in ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"):
            assert package.getinfo(part).file_size > 1_100_000
    document = read_xlsx(path)
    assert document.hidden == [f"工作表“表{n}”第14000行是隐藏的，也已读入" for n in range(2)]
    for number, grid in enumerate(grids(document)):
        assert [row[0].text for row in grid.rows[:14000]] == [
            f"第{number}张第{row}行的一段说明文字，用来占一些地方" for row in range(14000)
        ]
        assert [row[1].number for row in grid.rows[:14000]] == [
            Decimal(row) + Decimal("0.5") for row in range(14000)
        ]
        last = grid.rows[14000][0]
        assert (last.text, last.rowspan, last.colspan) == (f"末{number}", 2, 2)
        assert len(grid.rows) == 14002

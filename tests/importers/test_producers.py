"""Files as other programs and other people make them, read into the same disclosure."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import xlsxwriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from importers.read import read_file
from model.document.disclosure import Disclosure, TargetTable
from model.layout import Layout
from model.parts.disclosure_dump import to_dump
from model.printing.fill import fill
from model.printing.grid import Grid
from tests.conftest import small_disclosure

TITLE = "{number}.{name}绩效目标表"


def expected() -> Disclosure:
    """Return what a file with tables alone can say; the projects' codes say the year."""
    found = small_disclosure()
    found.overall_goal = ""
    found.itemised_goals, found.safeguards = [], []
    found.department.name = ""
    return found


def assert_read(path: Path, layouts: dict[str, Layout], wanted: Disclosure | None = None) -> Any:
    found, report = read_file(path, layouts)
    assert to_dump(found) == to_dump(wanted or expected())
    assert not report.in_tables()
    return report


def grids(layout: Layout) -> list[tuple[TargetTable, Grid]]:
    disclosure = expected()
    return [(table, fill(disclosure, table, layout)) for table in disclosure.projects]


def loosen(text: str) -> str:
    """Write a label as people do: spaces, a line break, half-width marks."""
    changes = {
        "项目编码": "项 目 编 码",
        "项目名称": "项目名称：",
        "资金支出计划（%）": "资金支出计划\n(%)",
        "单位：万元": "单位:万元",
        "绩效指标描述": "绩效指标\n描述",
        "一级指标": "一级\n指标",
        "产出指标": "产出\n指标",
        "数量指标": "数 量 指 标",
    }
    return changes.get(text, text)


def put_docx_table(document: Any, grid: Grid, plain: bool) -> None:
    table = document.add_table(len(grid.rows), grid.columns)
    for row in grid.rows:
        for cell in row:
            anchor = table.cell(cell.row, cell.col)
            if cell.rowspan > 1 or cell.colspan > 1:
                last = table.cell(cell.row + cell.rowspan - 1, cell.col + cell.colspan - 1)
                anchor = anchor.merge(last)
            text = cell.text if plain else loosen(cell.text)
            lines = text.split("\n")
            anchor.text = lines[0]
            for line in lines[1:]:
                if plain:
                    anchor.add_paragraph(line)
                else:
                    anchor.paragraphs[0].add_run().add_break()
                    anchor.paragraphs[0].add_run(line)


@pytest.mark.parametrize("plain", [True, False])
def test_word_by_python_docx(
    tmp_path: Path, layouts: dict[str, Layout], hebei: Layout, plain: bool
) -> None:
    document = docx.Document()
    for number, (table, grid) in enumerate(grids(hebei), 1):
        document.add_paragraph(TITLE.format(number=number, name=table.name))
        put_docx_table(document, grid, plain)
    path = tmp_path / "甲.docx"
    document.save(str(path))
    assert_read(path, layouts)


def test_word_with_runs_split_and_changes_tracked(
    tmp_path: Path, layouts: dict[str, Layout], hebei: Layout
) -> None:
    document = docx.Document()
    for number, (table, grid) in enumerate(grids(hebei), 1):
        document.add_paragraph(TITLE.format(number=number, name=table.name))
        put_docx_table(document, grid, plain=True)
    for run in list(document.element.body.iter(qn("w:r"))):
        text = run.find(qn("w:t"))
        if text is None or not text.text or len(text.text) < 4:
            continue
        half = len(text.text) // 2
        second = copy.deepcopy(run)
        second.find(qn("w:t")).text = text.text[half:]
        text.text = text.text[:half]
        inserted = OxmlElement("w:ins")
        inserted.append(second)
        deleted = OxmlElement("w:del")
        gone = copy.deepcopy(second)
        gone.find(qn("w:t")).tag = qn("w:delText")
        gone.find(qn("w:delText")).text = "删去的"
        deleted.append(gone)
        run.addnext(inserted)
        run.addnext(deleted)
    path = tmp_path / "甲.docx"
    document.save(str(path))
    report = assert_read(path, layouts)
    assert any("修订" in note for note in report.notes)


def test_word_with_the_form_inside_a_layout_table(
    tmp_path: Path, layouts: dict[str, Layout], hebei: Layout
) -> None:
    document = docx.Document()
    frame = document.add_table(2, 1)
    for cell, (table, grid) in zip(frame.columns[0].cells, grids(hebei), strict=True):
        cell.text = TITLE.format(number=1, name=table.name)
        put_docx_table(_InCell(cell), grid, plain=True)
    path = tmp_path / "甲.docx"
    document.save(str(path))
    found, _ = read_file(path, layouts)
    assert to_dump(found) == to_dump(expected())


class _InCell:
    """Lets `put_docx_table` add its table to a cell."""

    def __init__(self, cell: Any) -> None:
        self.cell = cell

    def add_table(self, rows: int, columns: int) -> Any:
        return self.cell.add_table(rows, columns)


def number_and_format(text: str) -> tuple[object, str]:
    """Return a cell as Excel users keep it: numbers with a format."""
    bare = text.rstrip("%")
    try:
        number = float(bare)
    except ValueError:
        return text, "General"
    decimals = len(bare.partition(".")[2])
    code = "0" + ("." + "0" * decimals if decimals else "")
    return (number / 100, code + "%") if text.endswith("%") else (number, code)


def put_sheet(sheet: Any, grid: Grid, first_row: int, loose: bool = False) -> None:
    for row in grid.rows:
        for cell in row:
            made = sheet.cell(first_row + cell.row, 1 + cell.col)
            text = loosen(cell.text) if loose else cell.text
            made.value, made.number_format = (
                number_and_format(text)
                if cell.kind in ("money", "percent")
                else (text or None, "@")
            )
            if isinstance(made.value, str):
                made.data_type = "s"
            if cell.rowspan > 1 or cell.colspan > 1:
                sheet.merge_cells(
                    start_row=first_row + cell.row,
                    start_column=1 + cell.col,
                    end_row=first_row + cell.row + cell.rowspan - 1,
                    end_column=cell.col + cell.colspan,
                )


@pytest.mark.parametrize("loose", [False, True])
def test_excel_a_sheet_a_project(
    tmp_path: Path, layouts: dict[str, Layout], hebei: Layout, loose: bool
) -> None:
    book = openpyxl.Workbook()
    for table, grid in grids(hebei):
        sheet = book.create_sheet(table.name)
        sheet["A1"] = TITLE.format(number=1, name=table.name)
        put_sheet(sheet, grid, 2, loose)
    sheet.row_dimensions[9].hidden = True
    book.worksheets[1].sheet_state = "hidden"
    path = tmp_path / "甲.xlsx"
    book.save(path)
    report = assert_read(path, layouts)
    assert sum("隐藏" in note for note in report.notes) >= 2


def test_excel_all_projects_below_one_another(
    tmp_path: Path, layouts: dict[str, Layout], hebei: Layout
) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    row = 3
    for number, (table, grid) in enumerate(grids(hebei), 1):
        sheet.cell(row, 1, TITLE.format(number=number, name=table.name))
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=8)
        put_sheet(sheet, grid, row + 1)
        row += len(grid.rows) + 3
    path = tmp_path / "甲.xlsx"
    book.save(path)
    assert_read(path, layouts)


def test_excel_numbers_without_formats_and_formulas(
    tmp_path: Path, layouts: dict[str, Layout], hebei: Layout
) -> None:
    wanted = expected()
    path = tmp_path / "甲.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for table in wanted.projects:
        sheet = book.add_worksheet(table.name)
        for row in fill(wanted, table, hebei).rows:
            for cell in row:
                value, _ = number_and_format(cell.text)
                if cell.kind in ("money", "percent") and isinstance(value, float):
                    if table.code.endswith("6") and cell.kind == "money":
                        sheet.write_formula(cell.row, cell.col, f"={value}+0", None, value)
                    else:
                        sheet.write_number(cell.row, cell.col, value)
                else:
                    sheet.write_string(cell.row, cell.col, cell.text)
    book.close()
    assert_read(path, layouts, wanted)


def test_excel_in_yuan(tmp_path: Path, layouts: dict[str, Layout], hebei: Layout) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for table, grid in grids(hebei):
        for row in grid.rows:
            for cell in row:
                if cell.kind == "money" and cell.text:
                    cell.text = str(int(float(cell.text) * 10000))
                elif cell.text == "单位：万元":
                    cell.text = "单位：元"
        put_sheet(book.create_sheet(table.name), grid, 1)
    path = tmp_path / "甲.xlsx"
    book.save(path)
    assert_read(path, layouts)


def test_one_file_mixing_sound_and_foreign_sheets(
    tmp_path: Path, layouts: dict[str, Layout], hebei: Layout
) -> None:
    book = openpyxl.Workbook()
    notes: Any = book.active
    notes.title = "填报说明"
    notes["A1"] = "一、项目名称按批复填写"
    notes["A2"], notes["B2"] = "项目名称", "联系人"
    for table, grid in grids(hebei):
        put_sheet(book.create_sheet(table.name), grid, 1)
    path = tmp_path / "甲.xlsx"
    book.save(path)
    found, report = read_file(path, layouts)
    assert to_dump(found) == to_dump(expected())
    assert "按批复填写" in "".join(item.text for item in report.outside())

"""The workbook as a whole: its sheets, their links, the file."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exporters.excel import SheetNames
from exporters.excel_sheet import Book
from model.document.disclosure import Disclosure
from model.layout import Layout, load_layout
from model.printing.fill import fill_flat
from tests.exporters.excel_kit import FLAT_FORM, at, shown, summary_of, written


@pytest.fixture
def flat(tmp_path: Path) -> Layout:
    path = tmp_path / "flat.toml"
    path.write_text(FLAT_FORM, encoding="utf-8")
    return load_layout(path)


# the sheets


def test_sheets_in_order(disclosure: Disclosure, hebei: Layout, tmp_path: Path) -> None:
    book = load_workbook(written(disclosure, hebei, tmp_path))
    assert book.sheetnames == [
        "目录",
        "部门整体绩效目标",
        "1.清水河河道清淤经费",
        "2.水文站点运行费",
        "汇总",
    ]


def test_index_links_to_sheets_that_exist(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    disclosure.projects[0].name = "局长's “[专项]” 经费/a:b?*\\"
    book = load_workbook(written(disclosure, hebei, tmp_path))
    sheet = book["目录"]
    links = [
        (cell.value, cell.hyperlink.location)
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    ]
    assert [name for name, _ in links] == [table.name for table in disclosure.projects]
    for number, (_, location) in enumerate(links, 1):
        match = re.fullmatch(r"'(.+)'!A1", location or "")
        assert match is not None
        name = match[1].replace("''", "'")
        assert name in book.sheetnames
        assert name.startswith(f"{number}.")


def test_index_names_department_and_sums_the_budget(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    sheet = load_workbook(written(disclosure, hebei, tmp_path))["目录"]
    rows = [[cell for cell in row if cell is not None] for row in sheet.values]
    assert rows == [
        ["2024年度部门预算绩效文本目录"],
        ["部门编码", "405"],
        ["部门名称", "云岭市水务局"],
        ["预算年度", 2024],
        ["表样", "河北省项目绩效目标表（2021年）（hebei-2021）"],
        ["序号", "项目名称", "项目编码", "预算数（万元）"],
        [1, "清水河河道清淤经费", "130900240A1B2C3D4E5F6", 186.5],
        [2, "水文站点运行费", "130900240A1B2C3D4E5F7", 30],
        ["合计", 216.5],
    ]
    assert [sheet.cell(row, 4).number_format for row in (7, 8, 9)] == ["0.00"] * 3
    assert sheet.print_title_rows == "$6:$6"


def test_a_lengthwise_page(disclosure: Disclosure, flat: Layout, tmp_path: Path) -> None:
    flat.page = type(flat.page)(width_mm=297, height_mm=210)
    book = load_workbook(written(disclosure, flat, tmp_path))
    assert book["项目绩效目标"].page_setup.orientation == "landscape"
    assert book["项目绩效目标"].page_setup.paperSize == 9


# flat forms


def test_a_flat_form_has_one_sheet(disclosure: Disclosure, flat: Layout, tmp_path: Path) -> None:
    path = written(disclosure, flat, tmp_path)
    book = load_workbook(path)
    assert book.sheetnames == ["目录", "部门整体", "项目绩效目标", "汇总"]
    sheet = book["项目绩效目标"]
    for row in fill_flat(disclosure, flat).rows:
        for cell in row:
            assert shown(at(sheet, cell.row + 1, cell.col)) == cell.text
    money = at(sheet, 2, 1)
    assert (money.value, money.number_format) == (1865000, "#,##0.00")
    number = at(sheet, 2, 5)
    assert (number.value, number.number_format) == (12.5, "0.0")
    _, rows = summary_of(path)
    assert rows[0]["项目金额（元，每项目一次）"] == 1865000
    assert "指标值-符号" not in rows[0]
    targets = {
        cell.hyperlink.location
        for row in book["目录"].iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert targets == {"'项目绩效目标'!A1"}


def test_no_projects(hebei: Layout, flat: Layout, tmp_path: Path) -> None:
    for layout in (hebei, flat):
        book = load_workbook(written(Disclosure(), layout, tmp_path))
        assert book.sheetnames == ["目录", layout.document.text.name, "汇总"]
        assert book["汇总"].max_row == 1


# the file


def test_the_same_input_gives_the_same_bytes(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    first = written(disclosure, hebei, tmp_path).read_bytes()
    assert written(disclosure, hebei, tmp_path).read_bytes() == first


@given(st.lists(st.text(max_size=40) | st.sampled_from(["目录", "汇总", "History", "a", "A", "'"])))
def test_sheet_names_are_legal_and_unlike(texts: list[str]) -> None:
    names = SheetNames("目录", "汇总")
    given_names = [names.new(text) for text in texts]
    folded = [name.lower() for name in [*given_names, "目录", "汇总", "history"]]
    assert len(set(folded)) == len(folded)
    for name in given_names:
        assert 0 < len(name.encode("utf-16-le")) <= 62
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", name)
        assert not name.startswith("'")
        assert not name.endswith("'")


def test_a_sheet_name_keeps_what_it_can() -> None:
    names = SheetNames()
    assert names.new("1.项目（一期）") == "1.项目（一期）"
    assert names.new("部门[整体]/目标") == "部门 整体 目标"
    assert names.new("长" * 40) == "长" * 31
    assert names.new("长" * 40) == "长" * 28 + "（2）"
    assert names.new("😀" * 20) == "😀" * 15


# other programs


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_another_program_saves_it_unchanged(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    disclosure.projects[0].goals = "很长的绩效目标，" * 1200
    path = written(disclosure, hebei, tmp_path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    again = tmp_path / "again"
    for source, kind in ((path, "xls"), (again / "导出.xls", "xlsx")):
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", again, source],
            check=True,
            capture_output=True,
            timeout=120,
        )
    before, after = load_workbook(path), load_workbook(again / "导出.xlsx")
    assert before.sheetnames == after.sheetnames
    for one, other in zip(before, after, strict=True):
        assert isinstance(one, Worksheet)
        assert isinstance(other, Worksheet)
        merges = [{str(merge) for merge in sheet.merged_cells.ranges} for sheet in (one, other)]
        assert merges[0] == merges[1]
        for row in one.iter_rows():
            for cell in row:
                found = other[cell.coordinate]
                assert (found.value, found.number_format) == (cell.value, cell.number_format)


def test_a_finished_sheet_is_packed_and_its_rows_forgotten(hebei: Layout) -> None:
    book = Book(hebei)
    with closing(book.package):
        for name in ("甲", "乙"):
            sheet = book.add_sheet(name, [20.0])
            sheet.add_row(f'<c r="A1" t="s"><v>{book.string(name)}</v></c>', 15)
            sheet.finish()
            book.pack(sheet)
            # held until the end, a thousand sheets would take as much memory as all else
            assert sheet.rows == []
            assert len(book.buffer.getvalue()) > 0
        read = load_workbook(io.BytesIO(bytes(book.finished())))
    assert [(one.title, one["A1"].value) for one in read.worksheets] == [
        ("甲", "甲"),
        ("乙", "乙"),
    ]
    assert read.active is not None
    assert read.active.title == "甲"

"""Excel 97-2003 workbooks, as xlwt and LibreOffice write them."""

from __future__ import annotations

import datetime
import random
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from importers.office import find_office
from importers.xls import read_xls
from model.basics.errors import ReadError
from model.document.comments import Comment as Remark
from model.printing.grid import Cell, Document, Grid, Paragraph
from tests.importers.xlsx_kit import check

xlwt = pytest.importorskip("xlwt", reason="xlwt is not installed")


def written(path: Path, fill: Callable[[Any], object]) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    fill(book)
    book.save(str(path))
    return path


def style(code: str) -> Any:
    return xlwt.easyxf(num_format_str=code)


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def cells(grid: Grid) -> dict[str, Cell]:
    return {cell.where: cell for row in grid.rows for cell in row}


def test_texts_numbers_formats_and_merged_areas(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_sheet("一 表")
        sheet.write_merge(0, 0, 0, 3, "标题")
        sheet.write_merge(2, 3, 0, 0, "资金支出计划（%）")
        sheet.write(2, 1, 0.3, style("0.00%"))
        sheet.write(2, 2, 186.5, style("0.00"))
        sheet.write(2, 3, 1234.5, style("#,##0.00"))
        sheet.write(3, 1, 186.5)
        sheet.write(3, 2, 186.5, style("0"))
        sheet.write(3, 3, " 前后 \n=1+1<&>\x01😀_x000D_")
        sheet.write(4, 0, datetime.date(2021, 3, 5), style('yyyy"年"m"月"'))
        sheet.write(4, 1, datetime.date(2021, 3, 5), style("M/D/YY"))
        sheet.write(4, 2, True)
        sheet.write(4, 3, "30", style('@"万元"'))
        sheet.write(5, 0, 1 / 3, style("0.00%"))

    document = read_xls(written(tmp_path / "表.xls", fill))
    name, grid = document.blocks
    assert name == Paragraph("一 表", "sheet", where="工作表“一 表”")
    assert isinstance(grid, Grid)
    assert [[(c.text, c.col, c.rowspan, c.colspan) for c in row] for row in grid.rows] == [
        [("标题", 0, 1, 4)],
        [],
        [
            ("资金支出计划（%）", 0, 2, 1),
            ("30.00%", 1, 1, 1),
            ("186.50", 2, 1, 1),
            ("1,234.50", 3, 1, 1),
        ],
        [
            ("186.5", 1, 1, 1),
            ("186.5", 2, 1, 1),
            (" 前后 \n=1+1<&>\x01😀_x000D_", 3, 1, 1),
        ],
        [
            ("2021年3月", 0, 1, 1),
            ("2021/3/5", 1, 1, 1),
            ("TRUE", 2, 1, 1),
            ("30万元", 3, 1, 1),
        ],
        [("33.33%", 0, 1, 1)],
    ]
    assert (grid.where, grid.columns) == ("工作表“一 表”", 4)
    bare = {where: cell.number for where, cell in cells(grid).items() if cell.number is not None}
    assert bare == {"B4": Decimal("186.5"), "C4": Decimal("186.5")}
    assert document.notes == [
        "工作表“一 表”按显示的数读入：A6 显示为 33.33%，保存的数是 0.333333333333333"
    ]


def test_what_is_hidden_is_read_and_named(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        for number, name in enumerate(("甲", "乙", "丙")):
            sheet = book.add_sheet(name)
            sheet.visibility = number
            for row in range(6):
                sheet.write(row, 0, f"{name}{row}")
        sheet = book.get_sheet(0)
        sheet.write(0, 3, "丁")
        sheet.row(4).hidden = True
        sheet.row(40).hidden = True
        sheet.col(3).hidden = True
        sheet.show_zero_values = False
        sheet.write(0, 1, 0)
        book.add_sheet("空")

    document = read_xls(written(tmp_path / "隐.xls", fill))
    assert [grid.where for grid in grids(document)] == ["工作表“甲”", "工作表“乙”", "工作表“丙”"]
    assert [len(grid.rows) for grid in grids(document)] == [6, 6, 6]
    assert "B1" not in cells(grids(document)[0])
    assert document.notes == ["工作表“甲”B1的值是 0，但设置为不显示，按空白读入"]
    assert document.hidden == [
        "工作表“甲”第5行是隐藏的，也已读入",
        "工作表“甲”D列是隐藏的，也已读入",
        "工作表“乙”是隐藏的，也已读入",
        "工作表“丙”是隐藏的，也已读入",
    ]


def test_the_last_row_costs_nothing(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_sheet("远")
        sheet.write(0, 0, "近")
        sheet.write(65535, 255, "远")

    document = read_xls(written(tmp_path / "远.xls", fill))
    (grid,) = grids(document)
    assert {where: cell.text for where, cell in cells(grid).items()} == {
        "A1": "近",
        "IV65536": "远",
    }
    assert len(grid.rows) < 1100
    check(document)


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_comments_formulas_and_errors_from_libreoffice(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表"
    sheet["A1"], sheet["B1"], sheet["C1"], sheet["D1"] = 2, "=A1*1.5", "=1/0", '="甲"&"乙"'
    sheet["B3"] = "文"
    sheet["B3"].comment = Comment("请核对\n金额", "审核人")
    book.save(tmp_path / "表.xlsx")
    subprocess.run(
        [
            *(str(find_office()), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"),
            *("--headless", "--convert-to", "xls", "--outdir", str(tmp_path)),
            str(tmp_path / "表.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    document = read_xls(tmp_path / "表.xls")
    (grid,) = grids(document)
    assert {where: cell.text for where, cell in cells(grid).items()} == {
        **{"A1": "2", "B1": "3", "C1": "#DIV/0!", "D1": "甲乙", "B3": "文"},
    }
    assert cells(grid)["B3"].comments == (Remark("请核对\n金额", "", "工作表“表”B3"),)
    assert document.notes == ["工作表“表”C1的公式算不出结果"]
    assert not document.comments


def small(book: Any) -> None:
    sheet = book.add_sheet("表")
    sheet.write_merge(0, 1, 0, 1, "合并")
    sheet.write(2, 0, 0.3, style("0.00%"))
    sheet.write(2, 1, "文字")


def refused(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read_xls(path)
    assert str(caught.value).startswith(f"{path}：")
    return str(caught.value)


def test_a_password_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "密.xls", small)
    data = path.read_bytes()
    # the record after the first says that what follows is encrypted
    first = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    path.write_bytes(data[:first] + b"\x2f\x00" + data[first + 2 :])
    assert "有打开密码" in refused(path)


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"no workbook" * 99])
def test_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "坏.xls"
    path.write_bytes(content)
    assert "已损坏" in refused(path)


def test_a_huge_workbook_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "大.xls", small)
    monkeypatch.setattr("importers.xls.MAX_RECORDS", 1000)
    assert "另存为 .xlsx" in refused(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "读取时出错" in refused(tmp_path / "没有.xls")


@given(st.integers(0, 2**32))
@settings(max_examples=120)
def test_damage_anywhere_is_refused_or_read_soundly(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    chance = random.Random(seed)
    path = written(tmp_path_factory.mktemp("damage") / "坏.xls", small)
    data = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if chance.random() < 0.2:
        del data[chance.randrange(len(data)) :]
    path.write_bytes(data)
    try:
        document = read_xls(path)
    except ReadError as error:
        assert str(error).startswith(str(path))
    else:
        check(document)


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@given(st.lists(TEXTS, max_size=30))
@settings(max_examples=30)
def test_any_text_comes_back_to_the_character(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_sheet("文")
        for row, text in enumerate([*texts, "末"]):
            sheet.write(row, 0, text)

    document = read_xls(written(tmp_path_factory.mktemp("texts") / "文.xls", fill))
    assert [row[0].text for row in grids(document)[0].rows] == [*texts, "末"]

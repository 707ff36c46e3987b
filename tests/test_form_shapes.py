"""A form with every shape a layout can say: printed, read back, and what somebody changed told."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from exporters.excel import write_excel
from exporters.word import write_word
from importers.read import read_file
from model.document.disclosure import Department, Disclosure, Indicator, TargetTable
from model.layout import Layout, load_layouts
from model.parts.disclosure_dump import to_dump
from model.printing.fill import fill
from model.printing.grid import Cell, Grid

DATA = Path(__file__).resolve().parent / "data"
NAME = "self-evaluation"


@pytest.fixture
def forms(tmp_path: Path) -> dict[str, Layout]:
    folder = tmp_path / "layouts"
    folder.mkdir()
    shutil.copy(DATA / f"{NAME}.toml", folder)
    return load_layouts(folder)


def evaluated(entries: int = 2) -> Disclosure:
    table = TargetTable(code="37A1B2C3", name="古井保护", budget="30.00", goals="保住古井")
    table.extra = {"goes_on": "是", "budget_last": "28.00", "spent": "29.50"}
    table.extra |= {"conclusion": "完成", "author": "甲某", "date": "2024年2月6日"}
    for number in range(entries):
        table.extra[f"sources.{number}.name"] = f"来源{number + 1}"
        table.extra[f"sources.{number}.last"] = "14.00"
        table.extra[f"sources.{number}.planned"] = "15.00"
        table.extra[f"sources.{number}.spent"] = "14.75"
    rows = [("产出指标", "数量指标", "修井"), ("产出指标", "质量指标", "合格率")]
    rows += [("效益指标", "社会效益指标", "知晓率")]
    for level1, level2, name in rows:
        item = Indicator(level1, level2, name, value="≥12口")
        item.extra = {"last_value": "≥10口", "done": "12口", "weight": "20", "score": "19.5"}
        table.indicators.append(item)
    return Disclosure(2023, Department("418", "某局"), projects=[table], layout=NAME)


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def cell_of(grid: Grid, text: str) -> Cell:
    return next(cell for row in grid.rows for cell in row if cell.text == text)


def test_what_it_prints(forms: dict[str, Layout]) -> None:
    disclosure = evaluated()
    grid = fill(disclosure, disclosure.projects[0], forms[NAME])
    lines = texts(grid)
    assert lines[0] == ["自评部门：418-某局", "单位：万元"]
    assert lines[1] == ["项目", "37A1B2C3-古井保护", "是否续办", "☒是　☐否"]
    assert lines[2][2:] == ["2022年预算数", "2023年预算数", "2023年执行数"]
    assert lines[3] == ["来源1", "14.00", "15.00", "14.75"]
    assert cell_of(grid, "项目资金").rowspan == 4, "it grows with the list"
    assert grid.header_rows == (7, 8)
    assert lines[7] == [
        *("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
        *("实际完成值", "分值", "得分", "偏差原因"),
    ]
    assert lines[8] == ["上年", "2023年"]
    assert (cell_of(grid, "指标值").colspan, cell_of(grid, "一级指标").rowspan) == (2, 2)
    assert cell_of(grid, "绩效指标").rowspan == 5
    assert cell_of(grid, "产出指标（50分）").rowspan == 2
    assert lines[-3] == ["总分", "60", "58.5", ""]
    assert lines[-1] == ["填表人：甲某", "填表日期：2024年2月6日"]


def write(disclosure: Disclosure, layout: Layout, target: Path) -> Path:
    if target.suffix == ".docx":
        write_word(disclosure, layout, target, date(2024, 2, 6))
    else:
        write_excel(disclosure, layout, target)
    return target


@pytest.mark.parametrize("extension", ["docx", "xlsx"])
@pytest.mark.parametrize("entries", [0, 1, 7])
def test_it_comes_back(
    tmp_path: Path, forms: dict[str, Layout], extension: str, entries: int
) -> None:
    disclosure = evaluated(entries)
    target = write(disclosure, forms[NAME], tmp_path / f"甲.{extension}")
    again, report = read_file(target, forms)
    assert report.layout.startswith(NAME)
    assert to_dump(again) == to_dump(disclosure)
    assert not report.unplaced


@pytest.mark.parametrize("extension", ["docx", "xlsx"])
def test_many_rows_over_several_pages_come_back(
    tmp_path: Path, forms: dict[str, Layout], extension: str
) -> None:
    disclosure = evaluated()
    table = disclosure.projects[0]
    table.indicators = [
        Indicator("产出指标", "数量指标", f"第{n}项", value=f"≥{n}口", extra={"weight": "1"})
        for n in range(120)
    ]
    target = write(disclosure, forms[NAME], tmp_path / f"甲.{extension}")
    again, report = read_file(target, forms)
    assert to_dump(again) == to_dump(disclosure)
    assert not report.unplaced


def test_an_unknown_year_leaves_its_labels_readable(
    tmp_path: Path, forms: dict[str, Layout]
) -> None:
    disclosure = evaluated()
    disclosure.year = None
    target = write(disclosure, forms[NAME], tmp_path / "甲.docx")
    again, _ = read_file(target, forms, NAME)
    assert to_dump(again)["projects"] == to_dump(disclosure)["projects"]


def test_a_sum_somebody_changed_is_kept_and_told(tmp_path: Path, forms: dict[str, Layout]) -> None:
    disclosure = evaluated()
    target = write(disclosure, forms[NAME], tmp_path / "甲.xlsx")
    book = load_workbook(target)
    sheet = book["1.古井保护"]
    changed = [cell for row in sheet.iter_rows() for cell in row if cell.value == 58.5]
    assert len(changed) == 1
    changed[0].value = 60
    book.save(target)
    again, report = read_file(target, forms)
    assert to_dump(again) == to_dump(disclosure)
    assert [(item.text[:2], item.near) for item in report.unplaced] == [("60", "合计")]


def test_indicators_of_a_time_the_form_does_not_show_are_no_years(
    forms: dict[str, Layout],
) -> None:
    disclosure = evaluated()
    table = disclosure.projects[0]
    table.indicators.append(Indicator("产出指标", "数量指标", "三年", value="36口", period="whole"))
    printed = texts(fill(disclosure, table, forms[NAME]))
    assert not any("三年" in line for line in printed)
    assert printed[-3][1] == "60"

"""Heads in two rows, their sub-heads in words no list holds; the geometry says they are heads."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from importers.read import read_file
from model.document.disclosure import Disclosure
from model.layout import Layout


def _indicators(path: Path, parts: list[str], rows: list[list[str]]) -> Path:
    """A project with 指标值 over some sub-heads, as a workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["项目支出绩效目标表（2025年度）"])
    sheet.append(["项目名称", "村道路灯维护"])
    sheet.append(["预算数（万元）", "53.20"])
    sheet.append(["绩效目标", "维护路灯，保障夜间出行。"])
    sheet.append(["一级指标", "二级指标", "三级指标", "指标值", *[""] * (len(parts) - 1)])
    sheet.append(["", "", "", *parts])
    for row in rows:
        sheet.append(row)
    sheet.merge_cells(start_row=5, end_row=5, start_column=4, end_column=3 + len(parts))
    for column in "ABC":
        sheet.merge_cells(f"{column}5:{column}6")
    book.save(path)
    return path


def _read(path: Path, layouts: dict[str, Layout]) -> Disclosure:
    return read_file(path, layouts)[0]


@pytest.mark.parametrize(
    ("parts", "cells", "value"),
    [
        (["符号", "数值", "计量单位"], ["≥", "320", "盏"], "≥320盏"),
        (["2024年实际", "2025年目标", "2027年目标"], ["280盏", "320盏", "400盏"], "320盏"),
        (["上年实际完成", "本年计划"], ["280盏", "320盏"], "320盏"),
    ],
)
def test_sub_heads_choose_the_years_value(
    tmp_path: Path, layouts: dict[str, Layout], parts: list[str], cells: list[str], value: str
) -> None:
    rows = [
        ["产出指标", "数量指标", "维护路灯盏数", *cells],
        ["产出指标", "质量指标", "路灯完好盏数", *cells],
    ]
    read = _read(_indicators(tmp_path / "表.xlsx", parts, rows), layouts)
    (table,) = read.projects
    assert [one.name for one in table.indicators] == ["维护路灯盏数", "路灯完好盏数"]
    assert [one.value for one in table.indicators] == [value, value]


@pytest.mark.parametrize("total", ["合计", "总计", "小计"])
def test_the_sums_of_a_list_are_no_projects_money(
    tmp_path: Path, layouts: dict[str, Layout], total: str
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["某县2025年项目绩效目标汇总表（单位：元）"])
    heads = ["绩效目标", "一级指标", "二级指标", "三级指标", "指标值"]
    sheet.append(["项目名称", "预算金额", "", "", *heads])
    sheet.append(["", "小计", "财政拨款", "其他资金"])
    listed = {
        "图书馆开放": ("438,000.00", "400,000.00", "38,000.00"),
        "校舍维修": ("9,864,000.00", "8,600,000.00", "1,264,000.00"),
    }
    for name, money in listed.items():
        goal = ["按期完成。", "产出指标", "数量指标", "开放天数", "≥300天"]
        sheet.append([name, *money, *goal])
        sheet.append(["", "", "", "", "", "产出指标", "质量指标", "合格率", "≥95%"])
    sheet.append([total, "10,302,000.00", "9,000,000.00", "1,302,000.00"])
    sheet.merge_cells("B2:D2")
    for column in "AEFGHI":
        sheet.merge_cells(f"{column}2:{column}3")
    path = tmp_path / "汇总.xlsx"
    book.save(path)
    tables = _read(path, layouts).projects
    assert [(one.name, one.budget, one.fiscal, one.other) for one in tables] == [
        ("图书馆开放", "43.80", "40.00", "3.80"),
        ("校舍维修", "986.40", "860.00", "126.40"),
    ]

"""Workbooks this program wrote, read back with openpyxl and straight from their XML."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.worksheet.worksheet import Worksheet

from exporters.excel import write_excel
from model.document.disclosure import Disclosure
from model.layout import Layout

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


FLAT_FORM = """
id = "flat-test"
name = "平铺表样"
region = "某省"
year = 2023
source = "测试"
levels = []

[money]
unit = "元"
thousands = true

[fonts]
text = { name = "仿宋", size = "三号" }
table = { name = "宋体", size = "五号" }

[document]
cover_title = "{year}年绩效文本"
cover_date = "{year}"
contents_title = "目录"
text = { number = "一", name = "部门整体", contents = "A", sections = [
  { holds = "overall_goal", heading = "一、总体目标" } ] }
tables = { number = "二", name = "项目绩效目标", contents = "C" }

[table]
title = "{year}年项目绩效目标表"
flat = true
columns_mm = [26.0, 26.0, 26.0, 26.0, 16.0, 16.0, 20.0]
rows = []
columns = [
  { label = "项目", field = "name", of = "table", merge = true },
  { label = "金额（元）", field = "budget", of = "table", merge = true },
  { label = "一级指标", field = "level1", merge = true },
  { label = "三级指标", field = "name" },
  { label = "性质", field = "value.operator" },
  { label = "指标值", field = "value.number", kind = "number" },
  { label = "单位", field = "value.unit" },
]

[fields]
name = { title = "项目" }
budget = { title = "项目金额", kind = "money" }
"""


def written(disclosure: Disclosure, layout: Layout, folder: Path) -> Path:
    """Write a workbook into a folder and return its path."""
    target = folder / "导出.xlsx"
    write_excel(disclosure, layout, target)
    return target


def form_sheet(path: Path, number: int) -> Worksheet:
    """The sheet of a target table, by the table's number."""
    book = load_workbook(path)
    sheet = next(sheet for sheet in book if sheet.title.startswith(f"{number}."))
    assert isinstance(sheet, Worksheet)
    return sheet


def at(sheet: Worksheet, row: int, col: int) -> SheetCell:
    """A cell by row and column from 0."""
    found = sheet.cell(row + 1, col + 1)
    assert isinstance(found, SheetCell)
    return found


def raw_texts(path: Path) -> dict[str, dict[str, str]]:
    """Every text cell of every sheet as the format defines it (ST_Xstring)."""
    with zipfile.ZipFile(path) as package:

        def part(name: str) -> etree._Element:
            return etree.fromstring(package.read(name), etree.XMLParser(huge_tree=True))

        texts = []
        for item in part("xl/sharedStrings.xml").iterfind("m:si", NS):
            text = "".join(t.text or "" for t in item.iter("{*}t"))
            texts.append(re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text))
        sheets = {}
        for number, sheet in enumerate(part("xl/workbook.xml").iterfind(".//m:sheet", NS), 1):
            cells = part(f"xl/worksheets/sheet{number}.xml").iterfind(".//m:c[@t='s']", NS)
            sheets[str(sheet.get("name"))] = {
                str(cell.get("r")): texts[int(cell.findtext("m:v", "", NS))] for cell in cells
            }
        return sheets


def raw_styles(path: Path, number: int) -> dict[str, str]:
    """The style of every cell of a sheet, by its place in the file."""
    with zipfile.ZipFile(path) as package:
        sheet = etree.fromstring(package.read(f"xl/worksheets/sheet{number}.xml"))
    return {str(cell.get("r")): str(cell.get("s")) for cell in sheet.iterfind(".//m:c", NS)}


def shown(cell: SheetCell) -> str:
    """What the cell shows, for the formats this program writes."""
    value = cell.value
    if value is None or isinstance(value, str):
        assert cell.data_type in ("s", "n")
        return value or ""
    assert isinstance(value, int | float)
    places = len(cell.number_format.rstrip("%").partition(".")[2])
    comma = "," if "," in cell.number_format else ""
    if cell.number_format.endswith("%"):
        return f"{value:.{places}%}"
    return f"{value:{comma}.{places}f}"


def summary_of(path: Path) -> tuple[Worksheet, list[dict[str, object]]]:
    """The sheet 汇总, and its rows by heading."""
    sheet = load_workbook(path)["汇总"]
    assert isinstance(sheet, Worksheet)
    rows = list(sheet.values)
    return sheet, [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]

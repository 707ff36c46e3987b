"""Files as clerks write them, made by the usual libraries from a few lines of text.

A table is written a row a line, its cells parted by ``|``; ``{3}`` behind a cell makes it three
columns wide, ``{1,2}`` two rows high; ``_`` is an empty cell, ``\\n`` a line break in one.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import docx
import openpyxl

from importers.read import read_file
from model.document.disclosure import Disclosure, TargetTable
from model.document.report import ReadReport
from model.layout import Layout

_SPANS = re.compile(r"\{(\d+)(?:,(\d+))?\}\s*$")

HEAD = """项目名称|河道清淤{5}
主管部门|云岭市水务局{2}|实施单位|云岭市河道所{2}
项目资金（万元）{1,3}|年度资金总额{2}|30.00{3}
其中：财政拨款{2}|20.00{3}
其他资金{2}|10.00{3}
年度总体目标|清淤12公里。{5}
"""
BODY = """一级指标|二级指标|三级指标{2}|指标值|分值
产出指标{1,2}|数量指标|清淤长度{2}|≥12公里|30
质量指标|验收合格率{2}|100%|20
效益指标|社会效益指标|受益人口{2}|≥3000人|30
满意度指标|服务对象满意度指标|群众满意度{2}|≥90%|10"""

TITLE = "2024年项目支出绩效目标表"
YEARS = [
    ("产出指标", "数量指标", "清淤长度", "12公里"),
    ("产出指标", "质量指标", "合格率", "≥98%"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥92%"),
]
SIMPLE = """一级指标|二级指标|三级指标|指标值
产出指标{1,2}|数量指标|清淤长度|12公里
质量指标|合格率|≥98%
满意度指标|服务对象满意度指标|群众满意度|≥92%"""

Cells = list[tuple[str, int, int, int, int]]
"""Cells as text, row, column, rows, columns."""


def cells_of(text: str) -> Cells:
    """Return the cells a table of text has, at their places."""
    cells: Cells = []
    reach: dict[int, int] = {}
    for row, line in enumerate(text.strip().split("\n")):
        col = 0
        for part in line.strip().split("|"):
            while reach.get(col, 0) > row:
                col += 1
            match = _SPANS.search(part)
            shown = (part[: match.start()] if match else part).strip().replace("\\n", "\n")
            wide = int(match[1]) if match else 1
            high = int(match[2] or 1) if match else 1
            cells.append(("" if shown == "_" else shown, row, col, high, wide))
            reach.update(dict.fromkeys(range(col, col + wide), row + high))
            col += wide
    return cells


def word(path: Path, *blocks: str, header: str = "") -> Path:
    """Write a Word file: a block with ``|`` in it is a table, another a paragraph."""
    document = docx.Document()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    for block in blocks:
        if "|" not in block:
            document.add_paragraph(block)
            continue
        cells = cells_of(block)
        rows = max(row + high for _, row, _, high, _ in cells)
        columns = max(col + wide for _, _, col, _, wide in cells)
        table = document.add_table(rows, columns)
        for text, row, col, high, wide in cells:
            cell = table.cell(row, col).merge(table.cell(row + high - 1, col + wide - 1))
            cell.text = text
    document.save(str(path))
    return path


def sheet(
    path: Path, *tables: str, merge: bool = True, named: dict[str, str] | None = None
) -> Path:
    """Write a workbook, a table a sheet; those of ``named`` get its names."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    pairs: list[tuple[str | None, str]] = [(None, table) for table in tables]
    for name, table in (*pairs, *(named or {}).items()):
        page: Any = book.create_sheet(name)
        for text, row, col, high, wide in cells_of(table):
            if text:
                page.cell(row + 1, col + 1, text)
            if merge and (high > 1 or wide > 1):
                page.merge_cells(
                    start_row=row + 1,
                    start_column=col + 1,
                    end_row=row + high,
                    end_column=col + wide,
                )
    book.save(path)
    return path


def read(path: Path, layouts: dict[str, Layout]) -> tuple[Disclosure, ReadReport]:
    """Return what a file is read as."""
    return read_file(path, layouts)


def rows_of(table: TargetTable) -> list[tuple[str, ...]]:
    """Return the year's indicators of a target table as level 1, level 2, name and value."""
    return [
        (item.level1, item.level2, item.name, item.value)
        for item in table.indicators
        if not item.period
    ]


def money_of(table: TargetTable) -> tuple[str, str, str]:
    """Return the budget, the fiscal and the other money of a target table."""
    return table.budget, table.fiscal, table.other


def asked(disclosure: Disclosure, kind: str) -> list[str]:
    """Return the fields doubts of a kind stand at."""
    return [doubt.ref.field for doubt in disclosure.doubts if doubt.kind == kind]

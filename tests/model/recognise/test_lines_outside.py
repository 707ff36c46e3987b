"""What stands outside the cells of a table: who it is of, and rows that number its columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.layout import Layout
from tests.variants import asked, read, sheet

FLAT = """单位名称|项目名称|预算数|年度绩效目标|一级指标|二级指标|三级指标|指标值
{numbers}某河道管理处|河道清淤|12.00|清淤12公里。|产出指标|数量指标|清淤长度|≥12公里
某河道管理处|堤防加固|15.00|加固3处。|产出指标|数量指标|加固处数|≥3处"""


@pytest.mark.parametrize(
    "numbers",
    ["", "1|2|3|4|5|6|7|8\n", "栏次|1|2|3|4|5|6|7\n", "甲|乙|1|2|3|4|5|6\n"],
)
def test_a_row_that_numbers_the_columns_is_no_project(
    tmp_path: Path, layouts: dict[str, Layout], numbers: str
) -> None:
    found, _ = read(sheet(tmp_path / "a.xlsx", FLAT.format(numbers=numbers)), layouts)
    assert [one.name for one in found.projects] == ["河道清淤", "堤防加固"]
    assert [one.indicators[0].value for one in found.projects] == ["≥12公里", "≥3处"]


@pytest.mark.parametrize(
    ("line", "sure"),
    [
        ("预算年度：2024　　部门：青山县水务局　　单位：万元", True),
        ("编制部门：青山县水务局 单位：万元", True),
        ("填报部门:青山县水务局", True),
        ("主管部门：青山县水务局", True),
        ("单位名称：青山县水务局", False),
    ],
)
def test_the_department_in_a_line_over_the_table(
    tmp_path: Path, layouts: dict[str, Layout], line: str, sure: bool
) -> None:
    file = sheet(tmp_path / "a.xlsx", f"{line}{{8}}\n{FLAT.format(numbers='')}")
    found, report = read(file, layouts)
    assert found.department.name == "青山县水务局"
    told = [note for note in report.lines() if "请核对" in note and "部门" in note]
    assert bool(told) is not sure
    assert "department.name" not in asked(found, "year") or not sure

"""What stands beside the form or is not in it: kept, reported, never taken for a project."""

from __future__ import annotations

import pytest

from model.basics.errors import LayoutError, ReadError
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.printing.fill import fill
from model.printing.grid import Document, Paragraph
from model.recognise import recognise
from tests.grids import Given, grid
from tests.model.recognise.producers import (
    HEADER,
    INDICATORS,
    assert_whole,
    body,
    head,
    read,
)


def test_a_row_the_form_does_not_have_is_kept_and_reported(layouts: dict[str, Layout]) -> None:
    rows = head()
    rows.insert(2, ["项目负责人", ("王某", 2), "联系电话", ("0000", 3)])
    found, report = read([grid(*rows, *body())], layouts)
    assert_whole(found.projects[0])
    kept = [item.text for item in found.unplaced]
    assert kept == ["项目负责人", "王某", "联系电话", "0000"]
    assert all(item.table == found.projects[0].id for item in found.unplaced)
    assert "第3行第2格" in found.unplaced[1].where
    assert any("王某" in line for line in report.lines())


def test_a_remark_after_the_indicators_is_kept(layouts: dict[str, Layout]) -> None:
    found, _ = read([grid(*head(), *body(), [("备注：分两年实施", 7)])], layouts)
    assert_whole(found.projects[0])
    assert [item.text for item in found.unplaced] == ["备注：分两年实施"]


def test_other_tables_are_no_target_tables_but_kept(layouts: dict[str, Layout]) -> None:
    other = grid(
        ["项目名称", "2023年", "2024年", "单位：万元"],
        ["公务接待费", "4.50", "4.00", ""],
        where="表1",
    )
    again = grid(["项目名称", "数量"], ["打印机", "2"], where="表3")
    found, _ = read([other, grid(*head(), *body(), where="表2"), again], layouts)
    assert len(found.projects) == 1
    assert_whole(found.projects[0])
    assert "公务接待费\t4.50\t4.00" in found.unplaced[0].text
    assert len(found.unplaced) == 2


def test_the_form_inside_a_cell_of_another_table(layouts: dict[str, Layout]) -> None:
    inner = grid(*head(), *body())
    outer = grid(["清淤经费绩效目标表"], [""])
    outer.rows[1][0].nested = [inner]
    found, _ = read([outer], layouts)
    assert_whole(found.projects[0])


def test_a_small_table_inside_a_cell_becomes_its_text(layouts: dict[str, Layout]) -> None:
    table = grid(*head(), *body())
    purpose = table.rows[3][0]
    purpose.nested = [grid(["人工", "2"], ["材料", "3"])]
    found, _ = read([table], layouts)
    assert found.projects[0].purpose == "用于清淤\n人工\t2\n材料\t3"


def test_a_column_the_form_does_not_have_is_kept(layouts: dict[str, Layout]) -> None:
    rows: list[list[Given]] = [[*HEADER, "责任科室"]]
    rows += [[*item, "工程科"] for item in INDICATORS]
    found, _ = read([grid(*head()), grid(*rows)], layouts)
    assert_whole(found.projects[0])
    assert [item.text for item in found.unplaced].count("工程科") == 4


def test_no_target_table_is_said(layouts: dict[str, Layout]) -> None:
    with pytest.raises(ReadError, match="没有找到绩效目标表"):
        read([Paragraph("会议纪要"), grid(["姓名", "电话"], ["王某", "1"])], layouts)


def test_an_unknown_layout_is_said(layouts: dict[str, Layout]) -> None:
    with pytest.raises(LayoutError, match="hebei-2021"):
        read([grid(*head(), *body())], layouts, "hebei-1999")


def test_a_whole_performance_table_of_the_department_is_no_project(
    layouts: dict[str, Layout],
) -> None:
    department = grid(
        ["部门名称", ("云岭市水务局", 5)],
        ["年度总体目标", ("河畅水清", 5)],
        HEADER,
        *[list(item) for item in INDICATORS],
    )
    found, _ = read([department, Paragraph("清淤经费绩效目标表"), grid(*head(), *body())], layouts)
    assert len(found.projects) == 1
    assert_whole(found.projects[0])


def test_the_year_in_a_cell_above_the_table(layouts: dict[str, Layout]) -> None:
    rows: list[list[Given]] = [
        [("2024年部门预算绩效文本", 7)],
        [("清淤经费绩效目标表", 7)],
        *head(),
        *body(),
    ]
    found, _ = read([grid(*rows)], layouts)
    assert found.year == 2024
    assert_whole(found.projects[0])


def test_a_further_column_of_the_form(layouts: dict[str, Layout]) -> None:
    header = ["一级指标", "二级指标", "三级指标", "指标解释", "指标值", "分值权重（90）"]
    rows: list[list[Given]] = [
        [("（2023年度）", 6)],
        ["项目名称", ("观测", 5)],
        ["主管部门及代码", ("[156]某局", 2), "实施单位", ("某中心", 2)],
        ["年度总体目标", ("观测到", 5)],
        list(header),
        ["产出指标", "数量指标", "站点", "运行的站点", "≥12个", "20"],
    ]
    found, report = read([grid(*rows)], layouts)
    assert report.layout.startswith("national-2021")
    assert found.year == 2023
    assert found.projects[0].indicators[0].extra == {"explanation": "运行的站点", "weight": "20"}
    assert not found.unplaced


def test_a_heading_alone_in_a_row_of_a_sheet_is_no_section(layouts: dict[str, Layout]) -> None:
    rows: list[list[Given]] = [[("二、分项绩效目标", 7)], *head(), *body()]
    found, _ = read([grid(*rows)], layouts)
    assert found.itemised_goals == []
    assert_whole(found.projects[0])


def test_a_departments_name_in_a_table_is_not_guessed_from_a_heading(
    disclosure: Disclosure, layouts: dict[str, Layout]
) -> None:
    national = layouts["national-2021"]
    disclosure.year = 2022
    document = Document(
        [
            Paragraph("海川省图书馆项目支出绩效目标"),
            Paragraph("（2022年度）"),
            *(fill(disclosure, table, national) for table in disclosure.projects),
        ]
    )
    found, _ = recognise(document, layouts, "甲.docx", national.id)
    assert found.year == 2022
    assert found.department == disclosure.department
    assert [one.text for one in found.unplaced] == ["海川省图书馆项目支出绩效目标"]

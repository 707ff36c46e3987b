"""Year, department and unit from wherever a file says them, and what is asked where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.document.doubts import YEAR
from model.layout import Layout
from model.recognise.year import years_of_heading, years_of_name
from tests.variants import BODY, HEAD, asked, read, sheet, word

TABLE = HEAD + BODY
PLAIN = "项目支出绩效目标表"
NAMELESS = HEAD.replace("主管部门|云岭市水务局{2}|实施单位|云岭市河道所{2}\n", "") + BODY


@pytest.mark.parametrize(
    "lines",
    [
        ("2024年度项目支出绩效目标表",),
        ("云岭市2024年市直部门预算项目支出绩效目标表",),
        (PLAIN, "（ 2024 年度 ）"),
        (PLAIN, "2024年度"),
        (PLAIN, "年度：2024"),
        (PLAIN, "预算年度：二〇二四年"),
        ("二○二四年部门预算项目支出绩效目标申报表",),
        ("2024财年项目支出绩效目标表",),
        ("附件3：", "项目支出绩效目标表（2024年）"),
        ("云岭市水务局", "2024年部门预算信息公开", "二〇二四年二月", PLAIN),
    ],
)
def test_a_line_says_the_year(
    tmp_path: Path, layouts: dict[str, Layout], lines: tuple[str, ...]
) -> None:
    found, report = read(word(tmp_path / "a.docx", *lines, TABLE), layouts)
    assert found.year == 2024
    assert "year" not in asked(found, YEAR)
    assert any(line.startswith("  预算年度 2024，见") for line in report.lines())


@pytest.mark.parametrize(
    "row", ["预算年度|2024{5}", "填报年度|2024年{2}|项目类别|经常性{2}", "年度|二〇二四年{5}"]
)
def test_a_cell_says_the_year(tmp_path: Path, layouts: dict[str, Layout], row: str) -> None:
    found, _ = read(word(tmp_path / "a.docx", PLAIN, f"{row}\n{TABLE}"), layouts)
    assert found.year == 2024
    assert found.projects[0].name == "河道清淤"


@pytest.mark.parametrize("name", ["2024年云岭市水务局绩效目标表", "绩效目标2024", "（2024）项目表"])
def test_the_files_name_says_the_year(
    tmp_path: Path, layouts: dict[str, Layout], name: str
) -> None:
    found, report = read(word(tmp_path / f"{name}.docx", PLAIN, TABLE), layouts)
    assert found.year == 2024
    assert "  预算年度 2024，见文件名" in list(report.lines())


def test_a_sheets_name_and_a_pages_header_say_the_year(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    book = sheet(tmp_path / "a.xlsx", named={"2024年项目": TABLE})
    assert read(book, layouts)[0].year == 2024
    page = word(tmp_path / "b.docx", PLAIN, TABLE, header="云岭市2024年度部门预算")
    assert read(page, layouts)[0].year == 2024


@pytest.mark.parametrize(
    "lines",
    [
        (PLAIN, "填报日期：2024年1月5日"),
        (PLAIN, "编制日期：2024-01-05"),
        (PLAIN, "关于印发〔2024〕12号文件的说明"),
        ("2023-2025年项目支出绩效目标表",),
    ],
)
def test_dates_and_spans_say_no_year(
    tmp_path: Path, layouts: dict[str, Layout], lines: tuple[str, ...]
) -> None:
    found, report = read(word(tmp_path / "表20240105.docx", *lines, TABLE), layouts)
    assert found.year is None
    assert "year" in asked(found, YEAR)
    assert any("没有找到预算年度" in line for line in report.lines())


def test_dates_of_the_project_only_hint_at_the_year(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    row = "开始日期|2024-01-01{2}|完成日期|2024-12-31{2}\n"
    found, _ = read(word(tmp_path / "a.docx", PLAIN, row + TABLE), layouts)
    assert found.year == 2024
    assert asked(found, YEAR) == ["year"]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("2023年项目支出绩效目标表", "（2024年度）"), "a"),
        (("项目支出绩效目标表（2023年度）", ""), "2024年绩效"),
        (("云岭市水务局2023年部门预算绩效文本", "2024年度项目支出绩效目标表"), "a"),
    ],
)
def test_two_years_are_asked(
    tmp_path: Path, layouts: dict[str, Layout], lines: tuple[str, ...], name: str
) -> None:
    found, _ = read(word(tmp_path / f"{name}.docx", *lines, TABLE), layouts)
    doubt = next(one for one in found.doubts if one.ref.field == "year")
    assert [choice.text for choice in doubt.choices] == ["2023", "2024"]
    assert doubt.held == str(found.year) == "2023"


@pytest.mark.parametrize(
    "line",
    [
        "编制单位：云岭市水库所　　　　单位：万元",
        "填报单位（盖章）：云岭市水库所      金额单位：万元",
        "单位名称：云岭市水库所 单位:万元",
    ],
)
def test_who_fills_it_in_never_overrides_a_cell(
    tmp_path: Path, layouts: dict[str, Layout], line: str
) -> None:
    title = "2024年项目支出绩效目标表"
    found, _ = read(word(tmp_path / "a.docx", title, line, TABLE), layouts)
    assert found.projects[0].unit.name == "云岭市河道所"
    found, _ = read(word(tmp_path / "b.docx", title, line, NAMELESS), layouts)
    assert found.projects[0].unit.name == "云岭市水库所"
    assert found.projects[0].budget == "30.00"


def test_the_same_in_a_row_of_a_sheet(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    head = "2024年项目支出绩效目标表{6}\n编制单位：云岭市水库所{3}|单位：万元{3}\n"
    found, _ = read(sheet(tmp_path / "a.xlsx", head + NAMELESS), layouts)
    assert found.projects[0].unit.name == "云岭市水库所"
    assert found.department.name == ""


@pytest.mark.parametrize(
    "title", ["项目支出绩效目标表", "云岭市2024年绩效目标表", "2024年部门预算绩效文本"]
)
def test_a_title_is_no_department(tmp_path: Path, layouts: dict[str, Layout], title: str) -> None:
    found, _ = read(word(tmp_path / "a.docx", title, "（2024年度）", NAMELESS), layouts)
    assert found.department.name == ""
    assert "department.name" in asked(found, YEAR)


def test_a_department_before_the_year_of_a_title_is_asked(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    title = "云岭市水务局2024年度项目支出绩效目标表"
    found, _ = read(word(tmp_path / "a.docx", title, NAMELESS), layouts)
    assert found.department.name == "云岭市水务局"
    assert asked(found, YEAR) == ["department.name"]


def test_two_departments_are_asked(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    other = TABLE.replace("云岭市水务局", "云岭市交通局").replace("河道清淤", "修路")
    title = "2024年项目支出绩效目标表"
    found, _ = read(word(tmp_path / "a.docx", title, TABLE, title, other), layouts)
    doubt = next(one for one in found.doubts if one.ref.field == "department.name")
    assert [choice.text for choice in doubt.choices] == ["云岭市水务局", "云岭市交通局"]


@given(st.text(max_size=200))
def test_any_heading_and_name_is_looked_at(text: str) -> None:
    assert all(2000 <= year <= 2099 for year in (*years_of_heading(text), *years_of_name(text)))

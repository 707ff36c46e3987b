"""Shapes no form describes, read by what their labels mean; what is not understood is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.document.doubts import CELL, UNREAD
from model.layout import Layout
from tests.variants import (
    SIMPLE,
    TITLE,
    YEARS,
    asked,
    money_of,
    read,
    rows_of,
    word,
)

# two or more times for one thing


@pytest.mark.parametrize(
    ("whole", "year"),
    [
        ("中期资金总额：", "年度资金总额："),
        ("项目资金总额", "当年资金总额"),
        ("项目总预算", "本年度预算金额"),
        ("实施期资金总额", "2024年资金总额"),
    ],
)
def test_money_of_two_times_side_by_side(
    tmp_path: Path, layouts: dict[str, Layout], whole: str, year: str
) -> None:
    text = f"""项目名称|河道清淤{{3}}
项目资金（万元）{{1,3}}|{whole}|90|{year}|30.00
其中：财政拨款|60|其中：财政拨款|20.00
其他资金|30|其他资金|10.00
{SIMPLE}"""
    found, _ = read(word(tmp_path / "a.docx", TITLE, text.replace("{{3}}", "{4}")), layouts)
    assert money_of(found.projects[0]) == ("30.00", "20.00", "10.00")
    kept = found.projects[0].extra
    assert {kept.get("budget_midterm", kept.get("budget_whole"))} == {"90"}
    assert "60" in kept.values()


@pytest.mark.parametrize(
    "goals",
    [
        "总体目标{1,2}|实施期目标（2023-2025年）|年度目标{2}\n三年清淤36公里。|清淤12公里。{2}",
        "长期目标（500字内）|三年清淤36公里。|年度目标（500字内）|清淤12公里。",
        "项目总目标|三年清淤36公里。{3}\n年度绩效目标|清淤12公里。{3}",
        "实施期绩效目标|三年清淤36公里。{3}\n本年度绩效目标|清淤12公里。{3}",
    ],
)
def test_goals_of_two_times(tmp_path: Path, layouts: dict[str, Layout], goals: str) -> None:
    text = f"项目名称|河道清淤{{3}}\n预算金额（万元）|30.00{{3}}\n{goals}\n{SIMPLE}"
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    assert found.projects[0].goals == "清淤12公里。"
    assert found.projects[0].extra["goals_whole"] == "三年清淤36公里。"


@pytest.mark.parametrize(
    "goals",
    [
        "年度总体目标{1,2}|预期目标{3}\n1.清淤12公里；\\n2.水清。{3}",
        "年度目标{1,2}|1.清淤12公里；{3}\n2.水清。{3}",
        "绩效目标|1.清淤12公里；\\n2.水清。{3}",
    ],
)
def test_goals_in_rows_or_under_a_heading(
    tmp_path: Path, layouts: dict[str, Layout], goals: str
) -> None:
    text = f"项目名称|河道清淤{{3}}\n预算金额（万元）|30.00{{3}}\n{goals}\n{SIMPLE}"
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    assert found.projects[0].goals == "1.清淤12公里；\n2.水清。"


@pytest.mark.parametrize(
    "head",
    [
        "一级指标|二级指标|三级指标|中期指标值|年度指标值",
        "一级指标{1,2}|二级指标{1,2}|三级指标{1,2}|指标值{2}\n中期|年度",
        "一级指标|二级指标|三级指标|实施期指标值|当年指标值",
        "一级指标|二级指标|三级指标|上年指标值|本年指标值",
    ],
)
def test_values_of_two_times(tmp_path: Path, layouts: dict[str, Layout], head: str) -> None:
    text = f"""项目名称|河道清淤{{4}}
预算金额（万元）|30.00{{4}}
绩效目标|清淤12公里。{{4}}
{head}
产出指标{{1,2}}|数量指标|清淤长度|36公里|12公里
质量指标|合格率|100%|≥98%
满意度指标|服务对象满意度指标|群众满意度|≥95%|≥92%"""
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    assert rows_of(found.projects[0]) == YEARS
    assert "36公里" in found.projects[0].indicators[0].extra.values()
    assert asked(found, CELL) == []


def test_two_columns_headed_alike_are_asked(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    text = """项目名称|河道清淤{4}
预算金额（万元）|30.00{4}
绩效目标|清淤12公里。{4}
一级指标|二级指标|三级指标|目标值|目标值
产出指标|数量指标|清淤长度|36公里|12公里
满意度指标|服务对象满意度指标|群众满意度|≥92%|≥92%"""
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    assert [row[3] for row in rows_of(found.projects[0])] == ["12公里", "≥92%"]
    assert asked(found, CELL) == ["value"]


@pytest.mark.parametrize(
    "head",
    [
        "一级指标|二级指标|三级指标|指标值|三级指标|指标值",
        "一级指标{1,2}|二级指标{1,2}|中期指标{2}|年度指标{2}\n三级指标|指标值|三级指标|指标值",
        "一级指标{1,2}|二级指标{1,2}|总体绩效指标{2}|年度绩效指标{2}\n指标名称|指标值|指标名称|指标值",
    ],
)
def test_blocks_of_two_times_side_by_side(
    tmp_path: Path, layouts: dict[str, Layout], head: str
) -> None:
    text = f"""项目名称|河道清淤{{5}}
预算金额（万元）|30.00{{5}}
绩效目标|清淤12公里。{{5}}
{head}
产出指标{{1,2}}|数量指标|清淤总长|36公里|清淤长度|12公里
质量指标|总合格率|100%|合格率|≥98%
满意度指标|服务对象满意度指标|总满意度|≥95%|群众满意度|≥92%"""
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    table = found.projects[0]
    assert rows_of(table) == YEARS
    others = [item for item in table.indicators if item.period]
    assert [item.name for item in others] == ["清淤总长", "总合格率", "总满意度"]
    assert bool(asked(found, CELL)) == ("指标{2}" not in head)


@pytest.mark.parametrize("beside", ["长期绩效指标", "中期绩效指标", "实施期绩效指标"])
def test_blocks_of_two_times_below_each_other(
    tmp_path: Path, layouts: dict[str, Layout], beside: str
) -> None:
    text = f"""项目名称|河道清淤{{4}}
预算金额（万元）|30.00{{4}}
绩效目标|清淤12公里。{{4}}
{beside}{{1,2}}|一级指标|二级指标|指标内容|指标值
产出指标|数量指标|清淤总长|36公里
年度绩效指标{{1,4}}|一级指标|二级指标|指标内容|指标值
产出指标{{1,2}}|数量指标|清淤长度|12公里
质量指标|合格率|≥98%
满意度指标|服务对象满意度指标|群众满意度|≥92%"""
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    assert rows_of(found.projects[0]) == YEARS
    assert [item.name for item in found.projects[0].indicators if item.period] == ["清淤总长"]


# amounts by row and column, lists


def test_amounts_by_source_and_time(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    text = f"""项目名称|河道清淤{{4}}
资金来源（万元）{{1,4}}|来源|上年度预算安排|上年度实际执行|本年度申请金额
合计|25|24|30.00
财政拨款|21|19|20.00
其他|4|5|10.00
绩效目标|清淤12公里。{{4}}
{SIMPLE}"""
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    assert money_of(found.projects[0]) == ("30.00", "20.00", "10.00")
    assert found.projects[0].extra["fiscal_last"] == "21"


def test_several_budgets_of_one_row_are_asked(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    text = f"""项目名称|河道清淤{{4}}
项目资金（万元）{{1,3}}|_|年初预算数|全年预算数|全年执行数
年度资金总额|30.00|32|31
财政拨款|20.00|22|21
绩效目标|清淤12公里。{{4}}
{SIMPLE}"""
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    assert money_of(found.projects[0])[:2] == ("30.00", "20.00")
    assert asked(found, CELL) == ["budget", "fiscal"]


@pytest.mark.parametrize("sums", ["合计", "总计", "合 计"])
def test_a_list_of_costs_adds_up_to_the_budget(
    tmp_path: Path, layouts: dict[str, Layout], sums: str
) -> None:
    text = f"""项目名称|河道清淤{{4}}
成本构成（万元）{{1,4}}|明细|金额|测算依据|上年执行数
机械|12.5|合同|11
人工|17.5|合同|16
{sums}|30.00|_|27
绩效目标|清淤12公里。{{4}}
{SIMPLE}"""
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    assert found.projects[0].budget == "30.00"
    assert any("机械\t12.5" in item.text for item in found.unplaced)
    assert asked(found, UNREAD) == [""]

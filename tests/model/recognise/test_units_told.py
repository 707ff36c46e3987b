"""Money units: wherever a file names them, and what is asked where it does not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.document.doubts import CELL, UNIT
from model.document.questions import questions
from model.layout import Layout
from model.recognise.units import cleaned_amount, held_amount, noted_amount, unit_of_line
from tests.variants import BODY, HEAD, asked, money_of, read, sheet, word

YUAN = HEAD.replace("30.00", "300,000.00").replace("20.00", "200,000.00")
YUAN = YUAN.replace("10.00", "100,000.00")
BARE = YUAN.replace("（万元）", "")
TITLE = "项目支出绩效目标表（2024年度）"
READ = ("30.00", "20.00", "10.00")


@pytest.mark.parametrize(
    "label",
    ["项目资金（元）", "项目资金\\n（单位：元）", "项目资金(人民币元)", "项目资金［单位:元］"],
)
def test_the_unit_in_the_groups_label(
    tmp_path: Path, layouts: dict[str, Layout], label: str
) -> None:
    text = YUAN.replace("项目资金（万元）", label) + BODY
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    assert money_of(found.projects[0]) == READ
    assert asked(found, UNIT) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("项目支出绩效目标表（单位：元）",),
        ("2024年项目支出绩效目标表", "金额单位：元"),
        ("2024年项目支出绩效目标表", "编制单位：云岭市河道所　　　　单 位：元"),
        ("云岭市水务局2024年部门预算绩效文本", "（金额单位：元）", "第二部分", TITLE),
    ],
)
def test_the_unit_around_the_table(
    tmp_path: Path, layouts: dict[str, Layout], lines: tuple[str, ...]
) -> None:
    found, _ = read(word(tmp_path / "a.docx", *lines, BARE + BODY), layouts)
    assert money_of(found.projects[0]) == READ
    assert asked(found, UNIT) == []


def test_the_unit_in_the_pages_header(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    text = HEAD.replace("（万元）", "").replace("30.00", "0.003").replace("20.00", "0.002")
    text = text.replace("10.00", "0.001") + BODY
    path = word(tmp_path / "a.docx", TITLE, text, header="单位：亿元")
    assert money_of(read(path, layouts)[0].projects[0]) == READ


@pytest.mark.parametrize(
    ("budget", "fiscal", "other"),
    [
        ("30万元", "200000元", "100千元"),
        ("300,000.00", "20万", "￥100,000"),
        ("３００，０００", "20 万元", "100000"),
    ],
)
def test_a_unit_in_the_cell_goes_before_all(
    tmp_path: Path, layouts: dict[str, Layout], budget: str, fiscal: str, other: str
) -> None:
    text = YUAN.replace("（万元）", "（元）").replace("300,000.00", budget)
    text = text.replace("200,000.00", fiscal).replace("100,000.00", other) + BODY
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    assert money_of(found.projects[0]) == READ


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_no_unit_anywhere_is_asked(tmp_path: Path, layouts: dict[str, Layout], name: str) -> None:
    make = word if name.endswith("docx") else sheet
    found, report = read(make(tmp_path / name, BARE + BODY), layouts)
    assert asked(found, UNIT) == ["budget", "fiscal", "other"]
    doubt = next(one for one in found.doubts if one.kind == UNIT)
    assert doubt.held == found.projects[0].budget == "300000.00"
    assert [choice.text for choice in doubt.choices] == ["300000.00", "30.00"]
    assert any("金额单位" in line for line in report.lines())


def test_two_units_that_disagree_are_asked(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    path = word(tmp_path / "a.docx", TITLE, "单位：元", HEAD + BODY)
    found, _ = read(path, layouts)
    assert asked(found, UNIT) == ["budget", "fiscal", "other"]
    assert money_of(found.projects[0]) == READ


@pytest.mark.parametrize(
    "words", ["投入30万元清淤。", "投入300,000元清淤。", "总投资0.003亿元，清淤12公里。"]
)
def test_a_sum_told_in_the_text_puts_the_unit_in_question(
    tmp_path: Path, layouts: dict[str, Layout], words: str
) -> None:
    text = YUAN.replace("清淤12公里。", words) + BODY
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    # all amounts of the table are in the unit one of them is in
    assert asked(found, UNIT) == ["budget", "fiscal", "other"]
    choices = [[one.text for one in doubt.choices] for doubt in found.doubts if doubt.kind == UNIT]
    assert choices == [["300000.00", "30.00"], ["200000.00", "20.00"], ["100000.00", "10.00"]]
    agreed = HEAD.replace("清淤12公里。", words) + BODY
    found, _ = read(word(tmp_path / "b.docx", TITLE, agreed), layouts)
    assert asked(found, UNIT) == []


def test_parts_in_another_unit_than_the_whole_are_asked(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    text = HEAD.replace("30.00", "300000") + BODY
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    assert asked(found, UNIT) == ["budget"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("-", "0"), ("—", "0"), ("(6.40)", "-6.40"), ("△6.40", "-6.40"), ("86.4万", "86.4万元")],
)
def test_how_accounts_write_amounts(text: str, wanted: str) -> None:
    assert cleaned_amount(text) == wanted
    assert cleaned_amount("暂无") == "暂无"


def test_a_dash_and_brackets_in_a_table(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    text = HEAD.replace("10.00", "（5.00）").replace("20.00", "-") + BODY
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    assert [Decimal(text) for text in money_of(found.projects[0])] == [30, 0, -5]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("43.80（含上年结转0.80）", "43.80"),
        ("43.8（暂定）", "43.8"),
        ("约43.8", "43.8"),
        ("43.80万（暂定）", "43.80万元"),
        ("1,234.50，其中：财政拨款1,000.00", "1,234.50"),
        ("43.80\n其中：财政拨款40.00", "43.80"),
        ("预计 438000元左右", "438000元"),
        ("43.80", ""),
        ("43.80（万元）", ""),
        ("43.80（元，暂定）", ""),
        ("438000（43.8万元）", ""),
        ("43,80（暂定）", ""),
        ("43 80（暂定）", ""),
        ("43.80、50.00", ""),
        ("43.80-50.00（暂定）", ""),
        ("其中：财政拨款40.00", ""),
        ("（6.40）", ""),
        ("43.80%（暂定）", ""),
        ("3个（暂定）", ""),
    ],
)
def test_amounts_a_cell_says_more_of(text: str, amount: str) -> None:
    assert noted_amount(text) == amount


@pytest.mark.parametrize("words", ["30.00（含上年结转0.80）", "约30.00"])
@pytest.mark.parametrize("unit", ["（万元）", ""])
def test_the_rest_of_a_money_cell_is_told_and_kept(
    tmp_path: Path, layouts: dict[str, Layout], words: str, unit: str
) -> None:
    text = HEAD.replace("30.00", words).replace("（万元）", unit) + BODY
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    assert money_of(found.projects[0]) == READ
    told = [doubt for doubt in found.doubts if words in doubt.said]
    assert [doubt.ref.field for doubt in told] == ["budget"]
    assert told[0].kind == (CELL if unit else UNIT)
    kept = [choice.text for choice in told[0].choices]
    kept += [one.text for one in found.unplaced]
    assert kept.count(words) == 1
    if not unit:
        assert len(questions(found)) == 1
    assert told[0].held == "30.00"


@given(st.decimals(min_value=0, max_value=10**12, places=6, allow_nan=False))
def test_no_digit_is_lost_between_units(number: Decimal) -> None:
    for unit, factor in (("元", 10**4), ("千元", 10), ("万元", 1)):
        assert Decimal(held_amount(f"{number:,f}", unit)) * factor == number


@given(st.text(max_size=80))
def test_any_line_is_looked_at(text: str) -> None:
    before, unit = unit_of_line(text)
    assert unit or before == text


SECOND = BARE.replace("河道清淤", "桥梁加固") + BODY
WAN = HEAD.replace("（万元）", "") + BODY


@pytest.mark.parametrize(
    "line", ["单位：元", "（金额单位：元）", "编制单位：云岭市桥梁所　　单位：元"]
)
@pytest.mark.parametrize("title", [TITLE, "桥梁加固项目"])
def test_a_unit_between_two_tables_is_the_next_ones(
    tmp_path: Path, layouts: dict[str, Layout], line: str, title: str
) -> None:
    blocks = (TITLE, "编制单位：云岭市河道所　　单位：万元", WAN, title, line, SECOND)
    found, _ = read(word(tmp_path / "a.docx", *blocks), layouts)
    assert [money_of(one) for one in found.projects] == [READ, READ]
    assert [one.unit.name for one in found.projects] == ["云岭市河道所"] * 2
    assert asked(found, UNIT) == []


def test_a_unit_right_over_the_next_table(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    path = word(tmp_path / "a.docx", TITLE, "单位：万元", WAN, "单位：元", SECOND)
    found, _ = read(path, layouts)
    assert [money_of(one) for one in found.projects] == [READ, READ]
    assert asked(found, UNIT) == []


def test_a_unit_of_the_next_table_says_nothing_of_the_one_above(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    path = word(tmp_path / "a.docx", TITLE, BARE + BODY, "单位：元", SECOND)
    found, _ = read(path, layouts)
    assert money_of(found.projects[1]) == READ
    questions = [doubt for doubt in found.doubts if doubt.kind == UNIT]
    assert {doubt.ref.table for doubt in questions} == {found.projects[0].id}
    assert "别处写的是元" in questions[0].said
    assert [choice.text for choice in questions[0].choices] == ["300000.00", "30.00"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("（本套表格金额单位均为元）", "元"),
        ("以下金额单位除特别注明外均为万元", "万元"),
        ("表内金额以万元为单位", "万元"),
        ("金额单位均为：千元", "千元"),
        ("单位均为事业单位", ""),
        ("各单位均为全额拨款，经费12万元", ""),
        ("以单元为单位开展巡查", ""),
    ],
)
def test_units_told_in_a_sentence(text: str, unit: str) -> None:
    assert unit_of_line(text)[1] == unit

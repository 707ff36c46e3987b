from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from importers.text import parse_text, read_text
from model.basics.errors import ReadError
from model.document.disclosure import Disclosure
from model.document.report import ReadReport
from model.layout import Layout
from model.printing.grid import CellStream, Paragraph
from model.recognise import recognise
from tests.conftest import EXAMPLES

EXAMPLE = EXAMPLES / "wanglan-wenlv-2024.txt"

HEAD = """云岭市水务局
2024年部门预算绩效文本
第一部分
部门整体绩效目标
一、总体绩效目标 TC 总体绩效目标 \\f A \\l 1\x20
河畅水清。

岸绿景美。
二、分项绩效目标 TC 分项绩效目标 \\f A \\l 1\x20
（一）河道治理
绩效目标：行洪安全

绩效指标：1.清淤
2.补植

三、工作保障措施 TC 工作保障措施 \\f A \\l 1\x20
（一）加强领导
成立专班。

第二部分
预算项目绩效目标
"""
TABLE = """1.清淤经费绩效目标表 TC 1、清淤经费绩效目标表 \\f C \\l 1\x20
\t405001云岭市水务局本级
\t单位：万元

\t项目编码
\tC24
\t项目名称
\t清淤经费

\t预算规模及资金用途
\t预算数
\t30.00
\t其中：财政资金
\t30.00
\t其他资金
\t0

\t
\t用于清淤

含监测


\t资金支出计划（%）
\t3月底
\t6月底
\t10月底
\t12月底


\t
\t30.00%
\t60.00%
\t
\t

\t绩效目标
\t1.清淤
2.行洪

3.监测


\t一级指标
\t二级指标
\t三级指标
\t绩效指标描述
\t指标值
\t指标值确定依据

\t产出指标
\t数量指标
\t清淤长度

\t城区段

\t≥12.5公里
\t方案

\t
\t
\t清淤土方
\t土方
\t3～5万立方米
\t方案

\t
\t质量指标
\t合格率

\t占比
\t≥95%
\t合同
附件二

\t满意度指标
\t服务对象满意度指标
\t满意度
\t居民
\t≥90%
\t

"""


def read(text: str, layouts: dict[str, Layout]) -> tuple[Disclosure, ReadReport]:
    return recognise(parse_text(text), layouts, "某局.txt")


def test_cells_and_paragraphs() -> None:
    document = parse_text("标题\n\n\t甲\n续\n\n再续\n\t\t乙\n")
    first, blank, stream = document.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(blank, Paragraph)
    assert (first.text, first.where, blank.text) == ("标题", "第1行", "")
    assert isinstance(stream, CellStream)
    assert [cell.text for cell in stream.cells] == ["甲\n续", "", "乙"]
    assert [line.text for line in stream.cells[0].tail] == ["", "再续"]


@pytest.mark.parametrize(
    ("line", "text", "entry"),
    [
        ("一、目标 TC 总体目标 \\f A \\l 1 ", "一、目标", ("A", "总体目标")),
        ('甲表 TC "1、甲表" \\f C \\l 1', "甲表", ("C", "1、甲表")),
        ("甲表\x13 TC “甲 表” \\f C \\l 1\x15", "甲表", ("C", "甲 表")),
    ],
)
def test_contents_entries_are_taken_out(line: str, text: str, entry: tuple[str, str]) -> None:
    paragraph = parse_text(line).blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == text
    assert paragraph.contents == (entry,)


def test_a_table_with_blank_lines_inside_cells(layouts: dict[str, Layout]) -> None:
    found, report = read(HEAD + TABLE, layouts)
    table = found.projects[0]
    assert table.purpose == "用于清淤\n\n含监测"
    assert table.plan == ["30.00%", "60.00%", "", ""]
    assert table.goals == "1.清淤\n2.行洪\n\n3.监测"
    assert [
        (i.level1, i.level2, i.name, i.description, i.value, i.basis) for i in table.indicators
    ] == [
        ("产出指标", "数量指标", "清淤长度", "城区段", "≥12.5公里", "方案"),
        ("产出指标", "数量指标", "清淤土方", "土方", "3～5万立方米", "方案"),
        ("产出指标", "质量指标", "合格率", "占比", "≥95%", "合同\n附件二"),
        ("满意度指标", "服务对象满意度指标", "满意度", "居民", "≥90%", ""),
    ]
    assert not found.unplaced
    assert report.tables[0].indicators == 4


def test_the_departments_own_text(layouts: dict[str, Layout]) -> None:
    found, _ = read(HEAD + TABLE, layouts)
    assert found.year == 2024
    assert (found.department.code, found.department.name) == ("405", "云岭市水务局")
    assert found.overall_goal == "河畅水清。\n\n岸绿景美。"
    goal = found.itemised_goals[0]
    assert (goal.title, goal.goal, goal.indicators) == ("河道治理", "行洪安全", "1.清淤\n2.补植")
    assert (found.safeguards[0].title, found.safeguards[0].text) == ("加强领导", "成立专班。")


def test_text_behind_the_tables_is_no_cell(layouts: dict[str, Layout]) -> None:
    after = "第六部分：政府采购\n\n\t项目名称\n\t数量\n\n\t打印机\n\t2\n\n备注：无\n"
    found, _ = read(HEAD + TABLE + TABLE.replace("1.清", "2.清") + after, layouts)
    assert len(found.projects) == 2
    assert found.projects[1].indicators[-1].basis == ""
    kept = "\n".join(item.text for item in found.unplaced)
    assert "第六部分：政府采购" in kept
    assert "打印机\t2" in kept
    assert "备注：无" in kept


def test_titles_without_contents_entries(layouts: dict[str, Layout]) -> None:
    bare = re.sub(r" TC .*", "", HEAD + TABLE + TABLE)
    found, _ = read(bare, layouts)
    assert len(found.projects) == 2
    assert found.overall_goal == "河畅水清。\n\n岸绿景美。"


def test_a_row_with_a_cell_missing_harms_no_other(layouts: dict[str, Layout]) -> None:
    broken = TABLE.replace("\t清淤土方\n\t土方\n", "\t清淤土方\n", 1)
    found, _ = read(HEAD + broken, layouts)
    names = [indicator.name for indicator in found.projects[0].indicators]
    assert names == ["清淤长度", "清淤土方", "合格率", "满意度"]
    assert found.projects[0].indicators[2].basis == "合同\n附件二"


def test_a_row_the_form_lacks_is_kept(layouts: dict[str, Layout]) -> None:
    more = TABLE.replace("\t预算规模", "\t项目负责人\n\t王某\n\n\t预算规模", 1)
    found, _ = read(HEAD + more, layouts)
    assert [item.text for item in found.unplaced] == ["项目负责人", "王某"]
    assert found.projects[0].budget == "30.00"
    assert found.projects[0].purpose == "用于清淤\n\n含监测"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_and_line_ends(tmp_path: Path, layouts: dict[str, Layout], encoding: str) -> None:
    path = tmp_path / "某局.txt"
    path.write_bytes((HEAD + TABLE).replace("\n", "\r\n").encode(encoding))
    found, _ = recognise(read_text(path), layouts, str(path))
    assert found.projects[0].goals == "1.清淤\n2.行洪\n\n3.监测"


def test_bytes_in_no_encoding(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"\xff\xff\x00\x81\xff")
    with pytest.raises(ReadError, match="编码"):
        read_text(path)


def test_the_real_disclosure(real_text: Path, layouts: dict[str, Layout]) -> None:
    found, report = recognise(read_text(real_text), layouts, str(real_text))
    assert len(found.projects) == 13
    assert report.indicators == 91
    assert sum(table.amount("budget") or Decimal(0) for table in found.projects) == Decimal(
        "621.50"
    )
    assert (len(found.itemised_goals), len(found.safeguards)) == (5, 4)
    assert found.year == 2021
    assert not report.in_tables()
    assert [len(table.indicators) for table in found.projects] == [7] * 13


def test_the_example(layouts: dict[str, Layout]) -> None:
    found, report = recognise(read_text(EXAMPLE), layouts, str(EXAMPLE))
    assert [len(one.indicators) for one in found.projects] == [7, 9, 8, 8, 8, 9, *[7] * 5, 8, 7]
    assert report.indicators == 99
    assert sum(table.amount("budget") or Decimal(0) for table in found.projects) == Decimal(
        "545.50"
    )
    assert (len(found.itemised_goals), len(found.safeguards)) == (6, 4)
    assert found.year == 2024
    assert not report.in_tables()


@pytest.mark.parametrize("whose", ["example", "real"])
def test_a_whole_disclosure_is_exact(
    whose: str, request: pytest.FixtureRequest, layouts: dict[str, Layout]
) -> None:
    """Every line of the tables is in a cell, and every cell is made of lines of the file."""
    path: Path = EXAMPLE if whose == "example" else request.getfixturevalue("real_text")
    found, _ = recognise(read_text(path), layouts, str(path))
    text = path.read_text(encoding="utf-8")
    part = text[text.index("第二部分\n预算项目") : text.index("第六部分")]
    lines = {line.removeprefix("\t") for line in part.split("\n") if " TC " not in line}
    held: set[str] = set()
    for table in found.projects:
        cells = [table.unit.code + table.unit.name, table.code, table.name, table.budget]
        cells += [table.fiscal, table.other, table.purpose, *table.plan, table.goals]
        for item in table.indicators:
            cells += [item.level1, item.level2, item.name, item.description, item.value, item.basis]
        held.update(line for cell in cells for line in cell.split("\n"))
    assert held - lines == set()
    labels = {line for line in lines - held if line.strip()}
    assert labels == {
        "第二部分",
        "预算项目绩效目标",
        "单位：万元",
        "项目编码",
        "项目名称",
        "预算规模及资金用途",
        "预算数",
        "其中：财政资金",
        "其他资金",
        "绩效目标",
        "资金支出计划（%）",
        "3月底",
        "6月底",
        "10月底",
        "12月底",
        "一级指标",
        "二级指标",
        "三级指标",
        "绩效指标描述",
        "指标值",
        "指标值确定依据",
    }


@pytest.mark.parametrize(
    "row", ["\t备注\n\t无其他说明\n", "\t填表人：张三\n", "\t备注\n\t无\n\t\n\t\n\t\n\t\n"]
)
def test_a_row_below_the_indicators_is_kept_and_harms_none(
    layouts: dict[str, Layout], row: str
) -> None:
    text = HEAD + TABLE + row + "\n\n" + TABLE.replace("1.清", "2.清")
    found, report = read(text, layouts)
    for table in found.projects:
        assert [item.name for item in table.indicators] == [
            "清淤长度",
            "清淤土方",
            "合格率",
            "满意度",
        ]
        assert table.indicators[1].level1 == "产出指标"
        assert table.unit.code == "405001"
    kept = {item.text for item in report.in_tables()}
    assert kept == {cell for cell in row.replace("\t", "").split("\n") if cell}


def test_a_title_without_a_blank_line_before_it(layouts: dict[str, Layout]) -> None:
    with_entry = HEAD + TABLE.rstrip("\n") + "调查\n" + TABLE.replace("1.清", "2.清")
    for text in (with_entry, re.sub(r" TC .*", "", with_entry)):
        found, _ = read(text, layouts)
        assert len(found.projects) == 2
        assert found.projects[0].indicators[-1].basis == "调查"
        assert found.projects[1].unit.code == "405001"


def test_items_numbered_in_another_way(layouts: dict[str, Layout]) -> None:
    text = HEAD.replace("（一）河道", "1.河道").replace("（一）加强", "1、加强")
    found, _ = read(text + TABLE, layouts)
    goal = found.itemised_goals[0]
    assert (goal.title, goal.goal, goal.indicators) == ("河道治理", "行洪安全", "1.清淤\n2.补植")
    assert (found.safeguards[0].title, found.safeguards[0].text) == ("加强领导", "成立专班。")


def test_a_section_without_items_is_one_item(layouts: dict[str, Layout]) -> None:
    found, _ = read(HEAD.replace("（一）加强领导\n", "") + TABLE, layouts)
    assert [(item.title, item.text) for item in found.safeguards] == [("", "成立专班。")]


def test_an_empty_section_holds_nothing(layouts: dict[str, Layout]) -> None:
    text = HEAD.replace("（一）加强领导\n成立专班。\n", "") + TABLE
    found, _ = read(text, layouts)
    assert found.safeguards == []
    assert found.itemised_goals

from datetime import date

import pytest

from model.document.disclosure import Disclosure
from model.layout import Layout
from model.printing.grid import ROLES, Grid, Paragraph
from model.printing.outline import chinese_number, contents_entries, outline

TODAY = date(2024, 3, 5)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1010, "一千零一十"),
    ],
)
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese_number(number) == text


def test_the_document_in_order(disclosure: Disclosure, hebei: Layout) -> None:
    blocks = list(outline(disclosure, hebei, TODAY))
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert texts[:3] == ["云岭市水务局", "2024年度部门预算绩效文本", "2024年3月"]
    assert "（二）水文监测" in texts
    assert "绩效目标：河畅水清" in texts
    assert "1.清水河河道清淤经费绩效目标表" in texts
    assert sum(isinstance(block, Grid) for block in blocks) == 2
    assert {block.role for block in blocks if isinstance(block, Paragraph)} <= set(ROLES)


def test_contents_name_every_heading_once(disclosure: Disclosure, hebei: Layout) -> None:
    promised = list(contents_entries(disclosure, hebei))
    given = [
        entry
        for block in outline(disclosure, hebei, TODAY)
        if isinstance(block, Paragraph)
        for entry in block.contents
    ]
    assert promised == given
    assert promised[-1] == ("C", "2、水文站点运行费绩效目标表")
    assert [entry for entry in promised if entry[0] == "A"] == [
        ("A", "总体绩效目标"),
        ("A", "分项绩效目标"),
        ("A", "工作保障措施"),
    ]


def test_a_name_of_two_lines_gives_one_title_line(disclosure: Disclosure, hebei: Layout) -> None:
    disclosure.projects[0].name = "甲\n{year}乙"
    titles = [
        block.text
        for block in outline(disclosure, hebei, TODAY)
        if isinstance(block, Paragraph) and block.role == "table-title"
    ]
    assert titles[0] == "1.甲 {year}乙绩效目标表"

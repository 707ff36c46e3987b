"""Lines outside the tables become paragraphs, headers and footers none."""

from __future__ import annotations

import pytest

from model.printing.grid import Document, Grid, Paragraph
from tests.importers.pdf.kit import SIZE, Table
from tests.importers.tables import kit

LINE = "为做好全年乡村道路养护工作完善各管护制度落实管护责任确保安全"
"""Thirty letters: a full line of the pages below."""
LEFT, PITCH = 100.0, 16.0


def _lines(*lines: str, top: float = 120.0) -> list[tuple[float, float, str]]:
    """Return lines below each other; each leading ``　`` sets one in by a letter."""
    return [
        (LEFT + SIZE * (len(line) - len(line.lstrip("　"))), top + PITCH * number, line.strip("　"))
        for number, line in enumerate(lines)
        if line
    ]


def _paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_full_lines_go_on_and_short_ones_end() -> None:
    page = kit.page(1, *_lines("　　" + LINE[:28], LINE, LINE[:5], "　　" + LINE[:28], LINE[:9]))
    assert _paragraphs(kit.document([page])) == [LINE[:28] + LINE + LINE[:5], LINE[:28] + LINE[:9]]


def test_a_line_set_in_begins_a_paragraph_though_the_one_above_is_full() -> None:
    page = kit.page(1, *_lines("　　" + LINE[:28], LINE, "　　" + LINE[:28], LINE[:9]))
    assert _paragraphs(kit.document([page])) == [LINE[:28] + LINE, LINE[:28] + LINE[:9]]


def test_paragraphs_go_on_over_pages_but_not_over_tables() -> None:
    first = kit.page(1, *_lines("　　" + LINE[:28], LINE, top=740.0), (290.0, 810.0, "- 1 -"))
    second = kit.page(2, *_lines(LINE, LINE[:4], top=80.0), (290.0, 810.0, "- 2 -"))
    assert _paragraphs(kit.document([first, second])) == [LINE[:28] + LINE + LINE + LINE[:4]]
    table = Table([(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")], (60, 60), (20,), LEFT, 200)
    between = kit.page(1, *_lines(LINE, top=160.0), table, *_lines(LINE[:4], top=240.0))
    assert _paragraphs(kit.document([between])) == [LINE, LINE[:4]]


def test_an_empty_line_between_paragraphs_is_kept() -> None:
    page = kit.page(1, *_lines("　　" + LINE[:28], LINE, LINE[:9], "", "　　" + LINE[:7]))
    assert _paragraphs(kit.document([page])) == [LINE[:28] + LINE + LINE[:9], "", LINE[:7]]


def test_a_title_over_two_lines_is_one() -> None:
    table = Table([(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")], (150, 150), (20,), LEFT, 200)
    page = kit.page(1, (LEFT, 140, LINE), (LEFT + 145, 156, "表"), table)
    assert _paragraphs(kit.document([page])) == [f"{LINE}表"]


def test_what_stands_apart_on_a_line_is_parted_by_a_space() -> None:
    page = kit.page(1, (LEFT, 120, "编制单位：青石县交通局"), (LEFT + 220, 120, "单位：万元"))
    assert _paragraphs(kit.document([page])) == ["编制单位：青石县交通局 单位：万元"]


@pytest.mark.parametrize(
    "entry", ["一、总体目标......3", "第二部分 项目……………… 12", "1．养护表·········— 4 —"]
)
def test_contents_are_named_as_such(entry: str) -> None:
    document = kit.document([kit.page(1, *_lines("目录", entry, "不是条目"))])
    roles = [(block.text, block.role) for block in document.blocks if isinstance(block, Paragraph)]
    assert roles == [("目录", ""), (entry, "contents-entry"), ("不是条目", "")]


def test_an_entry_of_contents_over_two_lines_is_one() -> None:
    document = kit.document([kit.page(1, *_lines(LINE, "绩效目标表.........6"))])
    (entry,) = document.blocks
    assert isinstance(entry, Paragraph)
    assert (entry.role, entry.text) == ("contents-entry", f"{LINE}绩效目标表.........6")


@pytest.mark.parametrize(
    "number", ["— 3 —", "3", "第3页", "第 3 页 共 9 页", "3/9", "-3-", "iii", "第3页/共9页"]
)
def test_page_numbers_are_no_text(number: str) -> None:
    document = kit.document([kit.page(1, *_lines("正文"), (290, 810, number))])
    assert _paragraphs(document) == ["正文"]
    assert [item.text for item in document.around] == [number]


def test_a_running_head_is_no_text_but_kept() -> None:
    pages = [
        kit.page(number, (200, 40, "青石县交通运输局部门预算"), *_lines(f"第{number}段正文"))
        for number in range(1, 5)
    ]
    document = kit.document(pages)
    assert _paragraphs(document) == [f"第{number}段正文" for number in range(1, 5)]
    assert [item.text for item in document.around] == ["青石县交通运输局部门预算"] * 4


def test_a_title_that_stands_on_every_page_is_no_running_head() -> None:
    pages = [
        kit.page(number, (200, 40, "项目支出绩效目标表"), *_lines(f"第{number}段正文"))
        for number in range(1, 5)
    ]
    assert _paragraphs(kit.document(pages)).count("项目支出绩效目标表") == 4


def test_a_figure_amid_the_page_is_no_page_number() -> None:
    assert _paragraphs(kit.document([kit.page(1, (290, 400, "36"))])) == ["36"]


def test_two_short_lines_alone_on_the_last_page_are_two_paragraphs() -> None:
    full = kit.page(1, *_lines("　　" + LINE[:28], *[LINE] * 8, LINE[:5]))
    last = kit.page(2, *_lines("第九部分其他需说明的事项", "无其他需说明的事项"))
    assert _paragraphs(kit.document([full, last]))[1:] == [
        "第九部分其他需说明的事项",
        "无其他需说明的事项",
    ]


def test_a_line_that_hangs_over_does_not_end_the_lines_of_other_cells() -> None:
    # eight letters fill the first cell, whose padding is 4 points; the second one hangs over
    cells = [(0, 0, 1, 1, LINE[:8] + "\n" + LINE[:4]), (1, 0, 1, 1, LINE[:9] + "a")]
    page = kit.page(1, Table(cells, [96.8], [60.0, 40.0]))
    grid = kit.document([page]).blocks[0]
    assert isinstance(grid, Grid)
    assert grid.rows[0][0].text == LINE[:8] + LINE[:4]


@pytest.mark.parametrize("mark", ["，", "）", "%"])
def test_a_closing_mark_goes_on_with_the_line_above(mark: str) -> None:
    first, second = "　　" + LINE[:26], mark + LINE[:9]
    page = kit.page(1, *_lines("　　" + LINE[:28], LINE, LINE[:5], first, second))
    assert _paragraphs(kit.document([page]))[-1] == LINE[:26] + second
    short = kit.page(1, *_lines("　　" + LINE[:28], LINE, LINE[:5], LINE[:8], second))
    assert _paragraphs(kit.document([short]))[-2:] == [LINE[:8], second]

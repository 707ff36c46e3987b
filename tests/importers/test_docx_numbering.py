from __future__ import annotations

from pathlib import Path

import pytest

from importers.docx import read_docx
from importers.docx_numbers import format_number
from model.printing.grid import Grid, Paragraph
from tests.importers.docx_kit import (
    cell,
    level,
    list_ref,
    numbering,
    para,
    row,
    run,
    style,
    table,
    write_docx,
)

GONE = '<w:rPr><w:del w:id="1" w:author="甲"/></w:rPr>'


def read_texts(tmp_path: Path, body: str, numbers: str, styles: str = "") -> list[str]:
    path = write_docx(tmp_path / "号.docx", body, numbers=numbers, styles=styles)
    return [block.text for block in read_docx(path).blocks if isinstance(block, Paragraph)]


def one_list(*levels: str) -> str:
    return numbering([("7", "".join(levels))], [("1", "7", "")])


def item(text: str, depth: int = 0, list_id: int = 1, more: str = "") -> str:
    return para(text, properties=list_ref(list_id, depth) + more)


@pytest.mark.parametrize(
    ("fmt", "expected"),
    [
        ("decimal", {0: "0", 1: "1", 12: "12"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("chineseCounting", {1: "一", 10: "十", 12: "十二", 99: "九十九", 101: "一〇一", 0: "〇"}),
        ("chineseCountingThousand", {20: "二十", 101: "一百零一", 110: "一百一十", 10000: "10000"}),
        ("japaneseCounting", {1: "一", 10: "十", 11: "十一", 21: "二十一"}),
        ("taiwaneseCountingThousand", {3: "三"}),
        ("ideographDigital", {1: "一", 10: "一〇", 21: "二一"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 12: "壹拾贰"}),
        ("ideographLegalTraditional", {2: "貳"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {12: "亥"}),
        ("ideographEnclosedCircle", {1: "㊀", 11: "11"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 28: "BB", 0: "0", 99999: "99999"}),
        ("lowerLetter", {2: "b", 53: "aaa"}),
        ("upperRoman", {4: "IV", 9: "IX", 40: "XL", 49: "XLIX", 1994: "MCMXCIV", 4000: "4000"}),
        ("lowerRoman", {8: "viii", 0: "0"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedCircleChinese", {3: "③"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛"}),
        ("decimalFullWidth", {12: "１２"}),
        ("none", {3: ""}),
        ("thaiLetters", {3: "3"}),
    ],
)
def test_formats(fmt: str, expected: dict[int, str]) -> None:
    assert {number: format_number(number, fmt) for number in expected} == expected


def test_numbers_stand_before_their_text(tmp_path: Path) -> None:
    numbers = one_list(level(0, "chineseCounting", "（%1）"))
    body = item("加强领导") + para("说明") + item("严格管理") + item("")
    assert read_texts(tmp_path, body, numbers) == [
        "（一）加强领导",
        "说明",
        "（二）严格管理",
        "（三）",
    ]


def test_a_number_stays_with_its_text_over_a_page_break(tmp_path: Path) -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    body = para(page, "甲", properties=list_ref(1)) + para("乙", page, "丙", properties=list_ref(1))
    numbers = one_list(level(0, "decimal", "%1."))
    assert read_texts(tmp_path, body, numbers) == ["1.甲", "2.乙", "丙"]


def test_levels_count_within_one_another(tmp_path: Path) -> None:
    numbers = one_list(
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "decimal", "%1.%2"),
        level(2, "lowerLetter", "%3)"),
    )
    body = "".join(item(str(depth), depth) for depth in (0, 1, 1, 2, 2, 1, 2, 0, 1, 2))
    assert read_texts(tmp_path, body, numbers) == [
        *("一、0", "一.11", "一.21", "a)2", "b)2", "一.31", "a)2", "二、0", "二.11", "a)2"),
    ]


def test_legal_numbering_shows_digits(tmp_path: Path) -> None:
    numbers = one_list(
        level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2 ", "<w:isLgl/>")
    )
    body = item("甲") + item("乙", 1)
    assert read_texts(tmp_path, body, numbers) == ["第一章甲", "1.1 乙"]


def test_a_level_above_that_was_never_used_shows_its_start(tmp_path: Path) -> None:
    numbers = one_list(level(0, "decimal", "%1.", start=3), level(1, "decimal", "%1.%2"))
    assert read_texts(tmp_path, item("甲", 1) + item("乙"), numbers) == ["3.1甲", "3.乙"]


def test_restarting_can_be_switched_off(tmp_path: Path) -> None:
    never = level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')
    numbers = one_list(level(0, "decimal", "%1."), never)
    body = item("甲") + item("乙", 1) + item("丙") + item("丁", 1)
    assert read_texts(tmp_path, body, numbers) == ["1.甲", "1)乙", "2.丙", "2)丁"]


def test_starts_and_overrides(tmp_path: Path) -> None:
    start_again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    other_look = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1.")}</w:lvlOverride>'
    numbers = numbering(
        [("7", level(0, "decimal", "%1.", start=5)), ("8", level(0, "decimal", "%1)"))],
        [("1", "7", ""), ("2", "7", start_again), ("3", "8", other_look), ("4", "7", "")],
    )
    body = "".join(
        item(text, 0, number)
        for text, number in zip("甲乙丙丁戊己", (1, 1, 2, 2, 3, 4), strict=True)
    )
    assert read_texts(tmp_path, body, numbers) == ["5.甲", "6.乙", "1.丙", "2.丁", "A.戊", "3.己"]


def test_a_space_behind_the_number_is_text_a_tab_is_not(tmp_path: Path) -> None:
    numbers = one_list(
        level(0, "decimal", "%1.", '<w:suff w:val="space"/>'),
        level(1, "decimal", "%2.", '<w:suff w:val="nothing"/>'),
        level(2, "decimal", "%3.", '<w:suff w:val="tab"/>'),
    )
    body = item("甲") + item("乙", 1) + item("丙", 2)
    assert read_texts(tmp_path, body, numbers) == ["1. 甲", "1.乙", "1.丙"]


def test_bullets_are_shown_as_characters(tmp_path: Path) -> None:
    def bullet(depth: int, sign: str, font: str) -> str:
        found = level(depth, "bullet", sign)
        return found.replace("</w:lvl>", f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>')

    numbers = one_list(
        bullet(0, "\uf06c", "Wingdings"), bullet(1, "—", "宋体"), bullet(2, "\uf021", "Foo")
    )
    body = item("甲") + item("乙", 1) + item("丙", 2)
    assert read_texts(tmp_path, body, numbers) == ["●甲", "—乙", "•丙"]


def test_no_list_no_number(tmp_path: Path) -> None:
    numbers = one_list(level(0, "decimal", "%1.")) + (
        '<w:num w:numId="5"><w:abstractNumId w:val="99"/></w:num><w:num w:numId="6"/>'
    )
    body = "".join(item("甲", 0, number) for number in (0, 5, 6, 77)) + item("乙", 4)
    assert read_texts(tmp_path, body, numbers) == ["甲", "甲", "甲", "甲", "乙"]


def test_numbering_by_style(tmp_path: Path) -> None:
    numbers = one_list(
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="h1"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="h2"/>'),
    )
    by_style = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = style("h1", "一级", by_style) + style("h2", "二级", by_style)
    styles += style("h3", "更改", '<w:basedOn w:val="h2"/>')
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        para("甲", style="h1")
        + para("乙", style="h2")
        + para("丙", style="h2", properties=off)
        + table(row(cell(para("丁", style="h2"))))
        + para("戊", style="h2")
    )
    path = write_docx(tmp_path / "a.docx", body, numbers=numbers, styles=styles)
    *outside, grid, last = read_docx(path).blocks
    assert isinstance(grid, Grid)
    assert isinstance(last, Paragraph)
    assert [block.text for block in outside if isinstance(block, Paragraph)] == [
        *("一、甲", "（一）乙", "丙"),
    ]
    assert grid.rows[0][0].text == "（二）丁"
    assert last.text == "（三）戊"
    assert read_texts(tmp_path, para("己", style="h3"), numbers, styles) == ["一、己"]


def test_numbering_over_a_list_style(tmp_path: Path) -> None:
    linked = '<w:numStyleLink w:val="L"/>'
    numbers = numbering(
        [("7", linked), ("8", level(0, "decimal", "%1)")), ("9", linked.replace("L", "loop"))],
        [("1", "7", ""), ("2", "8", ""), ("3", "9", "")],
    )

    def list_style(name: str, number: int) -> str:
        inner = f'<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        return style(name, name, inner, "numbering")

    styles = list_style("L", 2) + list_style("loop", 3)
    body = item("甲", 0, 1) + item("乙", 0, 2) + item("丙", 0, 3)
    assert read_texts(tmp_path, body, numbers, styles) == ["1)甲", "2)乙", "丙"]


def test_a_custom_format_pads_with_zeros(tmp_path: Path) -> None:
    either = (
        '<mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    numbers = one_list(
        f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{either}<w:lvlText w:val="%1号"/></w:lvl>'
    )
    assert read_texts(tmp_path, item("甲") + item("乙"), numbers) == ["009号甲", "010号乙"]


def test_numbers_run_on_through_cells(tmp_path: Path) -> None:
    numbers = one_list(level(0, "decimal", "%1."))
    goals = cell(item("完成清淤"), item("恢复断面"))
    body = item("前") + table(row("绩效目标", goals), row(cell(item("")), "后"))
    grid = read_docx(write_docx(tmp_path / "a.docx", body, numbers=numbers)).blocks[1]
    assert isinstance(grid, Grid)
    assert [[c.text for c in cells] for cells in grid.rows] == [
        ["绩效目标", "2.完成清淤\n3.恢复断面"],
        ["4.", "后"],
    ]


def test_merged_and_deleted_paragraphs_take_no_number(tmp_path: Path) -> None:
    numbers = one_list(level(0, "decimal", "%1."))
    struck = '<w:del w:id="1" w:author="甲"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    joined = para(run("甲"), struck, properties=list_ref(1) + GONE)
    body = (
        item("一")
        + joined
        + item("乙")
        + para(struck, properties=list_ref(1) + GONE)
        + item("丙")
        + table(
            row(cell(item(""), merge="restart"), "x"),
            row(cell(item(""), merge="continue"), "y"),
            row(cell(item("")), "z"),
        )
    )
    path = write_docx(tmp_path / "a.docx", body, numbers=numbers)
    *outside, grid = read_docx(path).blocks
    assert [block.text for block in outside if isinstance(block, Paragraph)] == [
        *("1.一", "2.甲乙", "3.丙"),
    ]
    assert isinstance(grid, Grid)
    assert [cells[0].text for cells in grid.rows] == ["4.", "y", "5."]

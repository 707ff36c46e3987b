from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.tabbed import broken_at_items, parse_tabbed, separator_of
from importers.text import text_document
from model.basics.errors import ReadError
from model.layout import Layout
from model.printing.grid import CellStream, Document, Grid, Paragraph
from tests.importers.form_kit import GOALS, TITLE, YEAR_LINE, assert_read, form, placed, read


def full_rows() -> list[list[str]]:
    """Return the form as a sheet: every row of every column."""
    rows = form()
    sheet = [[""] * 6 for _ in rows]
    for row, col, box in placed(rows):
        sheet[row][col] = box.text
    return sheet


def written(separator: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows([[TITLE, *[""] * 5], [YEAR_LINE, *[""] * 5], *full_rows()])
    return out.getvalue()


@pytest.mark.parametrize("name", ["表.csv", "表.xls", "表.txt", "表.et"])
@pytest.mark.parametrize("separator", ["\t", ",", ";"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_a_sheet_saved_as_text(
    tmp_path: Path, layouts: dict[str, Layout], name: str, separator: str, encoding: str
) -> None:
    path = tmp_path / name
    path.write_bytes(written(separator).encode(encoding))
    assert_read(read(path, layouts)[0])


def copied() -> str:
    """Return the form as a browser copies it: merged cells once, breaks in cells gone."""
    rows = [[box.text.replace("\n", "") for box in row] for row in form()]
    return "\n".join("\t".join(row) for row in rows)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{TITLE}\n{YEAR_LINE}\n", ""),
        (
            f"鹭湾市水路运输中心2024年部门预算公开\n\n一、部门职责\n\n{TITLE}\n{YEAR_LINE}\n",
            "\n二、名词解释",
        ),
        (f"{TITLE}\r\n{YEAR_LINE}\r\n", "\r\n\r\n打印\t关闭"),
    ],
)
def test_a_table_copied_from_a_browser(
    tmp_path: Path, layouts: dict[str, Layout], before: str, after: str
) -> None:
    path = tmp_path / "复制.txt"
    path.write_bytes((before + copied() + after).encode())
    disclosure, report = read(path, layouts)
    assert_read(disclosure)
    assert any("右边对齐" in note for note in report.notes)


def test_a_dump_is_no_table() -> None:
    dump = "标题\n\t项目名称\n\t甲\n\t预算数\t说明\n\t1.00\n\n\t乙"
    assert separator_of(dump) == ""
    (_, stream) = text_document(dump.encode(), "a.txt").blocks
    assert isinstance(stream, CellStream)


@pytest.mark.parametrize(
    "prose",
    ["", "一段话。\n又一段，没有表。", "a, b and c\nnothing here\nd, e\nplain\nplain\nplain"],
)
def test_prose_is_no_table(prose: str) -> None:
    assert separator_of(prose) == ""


def grid_of(document: Document) -> list[list[str]]:
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    return [[cell.text for cell in row] for row in grid.rows]


def test_quotation_marks_that_are_text_stay() -> None:
    text = '"三公"经费\t甲\n"引\n行"\t"说""明"""\n"没有完\t乙\n丙\t丁"'
    assert grid_of(parse_tabbed(text, "\t", "a.txt")) == [
        ['"三公"经费', "甲"],
        ["引\n行", '说"明"'],
        ['"没有完', "乙"],
        ["丙", '丁"'],
    ]


def test_codes_in_a_csv() -> None:
    text = '编码,="00130600240000123"\n编码,1.306E+20\n编码,13060024'
    document = parse_tabbed(text, ",", "a.csv")
    assert grid_of(document)[0] == ["编码", "00130600240000123"]
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [[flaw.kind for flaw in row[1].flaws] for row in grid.rows] == [[], ["digits"], []]


def test_headings_between_tables_are_paragraphs() -> None:
    text = "表一\n甲\t乙\n整行\n丙\t丁\n\n表二\n二〇二四\n戊\t己\n"
    blocks = parse_tabbed(text, "\t", "a.txt").blocks
    told = [
        block.text if isinstance(block, Paragraph) else len(block.rows)
        for block in blocks
        if isinstance(block, Paragraph | Grid)
    ]
    assert told == ["表一", 3, "表二", "二〇二四", 1]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (GOALS.replace("\n", ""), GOALS),
        ("1.甲；3.乙", "1.甲；3.乙"),
        ("1、甲。2、乙2.5万。3、丙", "1、甲。\n2、乙2.5万。\n3、丙"),
        ("共1.甲；2.乙", "共1.甲；2.乙"),
        ("1.完成2.5公里；", "1.完成2.5公里；"),
    ],
)
def test_items_get_their_lines_back(text: str, wanted: str) -> None:
    assert broken_at_items(text) == wanted


@given(
    st.lists(st.lists(st.text("甲乙\" \n'\t,x", max_size=6), min_size=2, max_size=4), min_size=1)
)
def test_what_csv_writes_is_read_back(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=",", lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    found = {
        (cell.row, cell.col): cell.text
        for block in parse_tabbed(out.getvalue(), ",", "a.csv").blocks
        if isinstance(block, Grid)
        for row in block.rows
        for cell in row
    }
    wanted = {
        (number, col): text.strip()
        for number, row in enumerate(rows)
        for col, text in enumerate(row)
    }
    assert found == {place: text for place, text in wanted.items() if rows[place[0]][place[1]]}


@pytest.mark.parametrize(
    "text",
    ["\t" * 5_000_000, "a\t" * 3_000_000, '"' * 2_000_000, '"\t' * 900_000, "a\tb" + "," * 9],
)
def test_hostile_texts_are_read_or_refused(text: str) -> None:
    try:
        text_document(text.encode(), "a.txt")
    except ReadError as error:
        assert error.advice

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.entry.tabletext import Rows, parse_html, parse_tsv, to_html, to_tsv

CHARS = st.characters(
    codec="utf-8",
    exclude_categories=("Cs", "Cc"),
    include_characters="\t\n",
    exclude_characters="\xa0",
)


def rectangles(chars: st.SearchStrategy[str]) -> st.SearchStrategy[Rows]:
    texts = st.text(chars | st.sampled_from('"\t\n ,=<&'), max_size=6)
    return st.integers(1, 3).flatmap(
        lambda width: st.lists(
            st.lists(texts, min_size=width, max_size=width), min_size=1, max_size=3
        )
    )


@given(rectangles(CHARS))
def test_tab_separated_text_comes_back_exactly(rows: Rows) -> None:
    assert parse_tsv(to_tsv(rows)) == rows


@given(rectangles(st.sampled_from("甲a1<>&'=")))
def test_html_comes_back_but_for_tabs_and_outer_line_breaks(rows: Rows) -> None:
    plain = [[cell.replace("\t", "").strip("\n") for cell in row] for row in rows]
    assert parse_html(to_html(plain)) == plain


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("甲\t乙\r\n丙\t丁\r\n", [["甲", "乙"], ["丙", "丁"]]),
        ('"一\n二"\t乙\r\n', [["一\n二", "乙"]]),
        ('"一""引""\r\n二"', [['一"引"\n二']]),
        # Excel leaves quotes alone that need none
        ('"三公"经费\t"甲"', [['"三公"经费', '"甲"']]),
        ('"没有关上\t乙', [['"没有关上', "乙"]]),
        ("甲\n乙\t丙", [["甲", ""], ["乙", "丙"]]),
        ("\t\n\t\n", [["", ""], ["", ""]]),
        ("", [[""]]),
    ],
)
def test_what_spreadsheets_put_on_the_clipboard(text: str, rows: Rows) -> None:
    assert parse_tsv(text) == rows


def test_merged_cells_are_spread_and_covered_columns_left_out() -> None:
    source = """<table><tr><td rowspan=2>A</td><td colspan=2>B</td><td>C</td></tr>
    <tr><td colspan=2>D</td><td>E</td></tr></table>"""
    assert parse_html(source) == [["A", "B", "C"], ["A", "D", "E"]]


def test_a_cell_merged_over_columns_others_fill_stands_in_each() -> None:
    source = "<table><tr><td colspan=2>A</td></tr><tr><td>B</td><td>C</td></tr></table>"
    assert parse_html(source) == [["A", "A"], ["B", "C"]]


def test_lines_and_spaces_in_html() -> None:
    source = (
        "<html><head><title>x</title><style>td{}</style></head><body>"
        "<table><tr><td> 一\n   二 <br/>\n  三<p>四</p><p>五</p></td>"
        "<td>&nbsp;&nbsp;前&lt;&amp;</td><td><table><tr><td>内</td></tr></table></td></tr></table>"
    )
    assert parse_html(source) == [["一 二\n三\n四\n五", "  前<&", "内"]]


@pytest.mark.parametrize(
    "source",
    ["<p>一段文字</p>", "前面<table><tr><td>1</td></tr></table>", "", "<table></table>", "文字"],
)
def test_what_is_not_just_a_table_is_no_block(source: str) -> None:
    assert parse_html(source) is None


@given(st.text(st.sampled_from("<>/tdr able\"'=rowspan2&;#x0甲\n"), max_size=80))
def test_no_html_breaks_it(source: str) -> None:
    rows = parse_html("<table>" + source)
    assert rows is None or len({len(row) for row in rows}) == 1


def test_absurd_spans_do_no_harm() -> None:
    rows = parse_html("<table><tr><td rowspan=99999999 colspan=99999999>A</td></tr></table>")
    assert rows == [["A"]]

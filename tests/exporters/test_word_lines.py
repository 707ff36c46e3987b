"""Where lines break, against lines set by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.word_lines import count_lines


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 10, 1),
        ("一二三四五六七八九十", 10, 1),
        ("一二三四五六七八九十一", 10, 2),
        # ten and a half: the half stays empty
        ("一二三四五六七八九十" * 2, 10.5, 2),
        ("一二三四五六七八九十" * 2 + "一", 10.5, 3),
        # digits are half as wide, and a quarter em stands at either side of them
        ("共12345678901234座", 10, 1),
        ("共12345678901234567座", 10, 2),
        # a word goes to the next line whole, and breaks only when longer than a line
        ("一二三四五六七 ABCDE", 10, 2),
        ("A" * 27, 10, 2),
    ],
)
def test_lines(text: str, room: float, lines: int) -> None:
    assert count_lines(text, room) == lines


def test_the_first_line_is_indented() -> None:
    assert count_lines("一二三四五六七八", 10, indent=2) == 1
    assert count_lines("一二三四五六七八九", 10, indent=2) == 2


def test_a_comma_hangs_over_the_line_where_it_may() -> None:
    text = "一二三四五六七八九十，" + "一二三四五六七八九十。"
    assert count_lines(text, 10) == 2
    # else the character before goes along with it
    assert count_lines(text, 10, hanging=False) == 3


def test_closing_marks_never_begin_a_line_and_opening_ones_never_end_one() -> None:
    closing = "一二三四五六七八九十》" + "一二三四五六七八九"
    assert count_lines(closing, 10) == 3
    opening = "一二三四五六七八九《" + "一二三四五六七八九十"
    assert count_lines(opening, 10) == 3


def test_a_word_goes_along_with_the_mark_behind_it() -> None:
    # the bracket does not fit, and the number before it may not stay alone
    assert count_lines("一二三四五六七八12345）一二三四五六七", 10.8, hanging=False) == 2
    assert count_lines("一二三四五六七八12345）一二三四五六七八", 10.8, hanging=False) == 3


@given(st.text(), st.floats(-3, 40), st.floats(0, 4), st.booleans())
def test_it_always_ends_within_reason(text: str, room: float, indent: float, hangs: bool) -> None:
    lines = count_lines(text, room, indent, hangs)
    assert 1 <= lines <= 2 * len(text) + 2


@given(st.text(st.sampled_from("中文，。（）《》12 ab"), max_size=80), st.integers(6, 30))
def test_a_wider_line_never_takes_many_more(text: str, room: int) -> None:
    assert count_lines(text, 2 * room) <= count_lines(text, room)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.entry.numbering import break_line


def at_end(text: str) -> str:
    return break_line(text, len(text))[0]


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("1.清淤", "2."), ("9、清淤", "10、"), ("3）清淤", "4）"), ("1. 清淤", "2. "),
        ("（1）清淤", "（2）"), ("(1)清淤", "(2)"), ("（一）清淤", "（二）"),
        ("（十）清淤", "（十一）"),
        ("一、清淤", "二、"), ("一是清淤", "二是"), ("一是清淤；二是植树", "三是"),
        ("九是清淤", "十是"),
        ("第一，清淤", "第二，"), ("①清淤", "②"), ("　　1.清淤", "　　2."),
    ],
)  # fmt: skip
def test_the_next_number_follows(line: str, following: str) -> None:
    text, position = break_line(line, len(line))
    assert text == f"{line}\n{following}"
    assert position == len(text)


@pytest.mark.parametrize(
    "line",
    ["清淤12公里", "12.5公里清淤", "2024.3完成", "一年内完成", "", "1 个", "第一批", "99.末"],
)
def test_what_is_no_number_is_not_continued(line: str) -> None:
    assert at_end(line) == line + "\n"


@pytest.mark.parametrize("number", ["2.", "（2）", "二是", "②", "　　2. "])
def test_a_second_enter_removes_the_empty_number(number: str) -> None:
    text = f"1.清淤\n{number}"
    assert break_line(text, len(text)) == ("1.清淤\n", len("1.清淤\n"))


def test_numbers_behind_move_on() -> None:
    text = "1.甲\n2.乙\n续行\n3.丙\n7.丁"
    assert break_line(text, 3) == ("1.甲\n2.\n3.乙\n续行\n4.丙\n7.丁", 6)


def test_a_line_broken_in_its_middle_becomes_two_items() -> None:
    assert break_line("1.甲乙\n2.丙", 3) == ("1.甲\n2.乙\n3.丙", 6)


def test_before_its_number_a_line_is_only_pushed_down() -> None:
    assert break_line("1.甲", 0) == ("\n1.甲", 1)
    assert break_line("1.甲", 1) == ("1\n.甲", 2)


@given(st.text("12.、（）一是二第①，\n甲 　", max_size=30), st.integers(0, 30))
def test_nothing_written_is_lost(text: str, position: int) -> None:
    position = min(position, len(text))
    new, at = break_line(text, position)
    assert 0 <= at <= len(new)
    words = [char for char in text if char == "甲"]
    assert [char for char in new if char == "甲"] == words

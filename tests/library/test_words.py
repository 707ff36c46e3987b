from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.words import entry_key, folded, packed, stored, text_of

ANY_TEXT = st.text(
    st.characters(min_codepoint=0, max_codepoint=0x10FFFF, categories=None), max_size=40
)


@given(ANY_TEXT)
def test_sqlite_holds_any_text_to_the_character(text: str) -> None:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE kept (text NOT NULL)")
    database.execute("INSERT INTO kept VALUES (?)", (stored(text),))
    (row,) = database.execute("SELECT text FROM kept").fetchall()
    assert text_of(row[0]) == text
    database.close()


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "\ud83d\ude00", "😀", "", "=1+1", "<&>"])
def test_texts_that_are_easily_lost(text: str) -> None:
    assert text_of(stored(text)) == text


def test_what_sqlite_can_hold_as_text_stays_text() -> None:
    assert stored("活动\x00人数😀") == "活动\x00人数😀"
    assert isinstance(stored("\udfff"), bytes)


def test_names_are_compared_without_width_case_and_space() -> None:
    assert packed("ＬＥＤ 灯\n盏数") == "led灯盏数"
    assert entry_key("数量 指标", "活动人数") == entry_key("数量", "活动 人数")
    assert entry_key("数量指标", "活动人数") != entry_key("质量指标", "活动人数")


def test_half_characters_are_no_hindrance_to_searching() -> None:
    assert folded("Ａ\ud800B") == "a?b"

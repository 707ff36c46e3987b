from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.basics.pinyin import initials, matches


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("kpjf", "科普经费"),
        ("kpjf", "2024年科普经费（本级）"),
        ("KPJF", "科普经费"),
        ("科普", "科普经费"),
        ("经费 kp", "科普经费"),
        ("2024 jf", "2024年科普经费"),
        ("cq", "重庆路维修"),
        ("zd", "重点项目"),
        ("yh", "银行"),
        ("lsxd", "绿色小岛"),
        ("ledp", "ＬＥＤ屏"),
        ("r&d", "R&D 经费"),
        ("", "随便什么"),
        ("   ", "随便什么"),
    ],
)
def test_found(query: str, text: str) -> None:
    assert matches(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("kpjff", "科普经费"),
        ("kjpf", "科普经费"),
        ("科普 修路", "科普经费"),
        ("费经", "科普经费"),
        ("k p j f x", "科普经费"),
        ("a", ""),
    ],
)
def test_not_found(query: str, text: str) -> None:
    assert not matches(query, text)


def test_a_character_of_several_readings_answers_to_each() -> None:
    assert set(initials("重")[0]) >= {"z", "c"}
    assert initials("Ａ 科") == ("a", "k")


@given(st.text(max_size=30))
def test_every_text_finds_itself_and_never_fails(text: str) -> None:
    assert matches(text, text)
    assert len(initials(text)) <= 18 * len(text)


LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


@given(
    st.text("重点银行路小学Ａa1 \u3000\ue000\ue001\uffff《", max_size=12),
    st.text(LETTERS, min_size=1, max_size=3),
)
def test_it_is_what_comparing_letter_by_letter_finds(text: str, word: str) -> None:
    letters = initials(text)
    places = range(len(letters) - len(word) + 1)
    by_hand = any(all(typed in letters[at + n] for n, typed in enumerate(word)) for at in places)
    assert matches(word, text) == (by_hand or word in text.casefold().replace("ａ", "a"))

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from library.unspelt import Unspelt
from model.basics.pinyin import matches

NAMES = st.lists(st.text("会重行率长的人数率a5", min_size=1, max_size=8), max_size=12)
WORDS = st.text("hkczxlsdr5a", min_size=1, max_size=4)


@given(NAMES, WORDS)
def test_it_finds_what_initials_find_everywhere_else(names: list[str], word: str) -> None:
    numbered = dict(enumerate(names, 7))
    # those added later as well: masks differ in length
    unspelt = Unspelt(dict(list(numbered.items())[:4]))
    for number, name in numbered.items():
        unspelt.add(number, name)
    pattern = unspelt.pattern(word)
    found = unspelt.answering(word, pattern) if pattern else set()
    assert found == {number for number, name in numbered.items() if matches(word, name)}


def test_a_word_of_letters_no_name_has_needs_no_looking() -> None:
    unspelt = Unspelt({1: "会重"})
    assert unspelt.pattern("hb") is None
    assert unspelt.pattern("h" * 31) is None
    assert Unspelt({}).pattern("h") is None

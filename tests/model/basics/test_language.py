"""Every list of words says where it comes from, and its examples hold."""

from __future__ import annotations

import re

import pytest

from model.basics.language import LanguageError, Words, alternation, language, words
from tests.conftest import ROOT

ALL = language()


@pytest.mark.parametrize("key", ALL)
def test_a_list_has_a_source_and_each_word_is_found_in_its_example(key: str) -> None:
    held = ALL[key]
    assert held.title and held.source and held.means
    for word, example in held.examples.items():
        assert held.search(example), word
        assert re.search(alternation([word]), example), word


def test_a_list_without_a_source_is_refused() -> None:
    with pytest.raises(LanguageError, match="source"):
        Words("x", {"title": "词", "means": "说明", "words": {"无": "无"}})
    with pytest.raises(LanguageError, match="words"):
        Words("x", {"title": "词", "means": "说明", "source": "习惯", "words": {}})
    with pytest.raises(LanguageError, match="sauce"):
        Words("x", {"title": "词", "means": "说明", "sauce": "习惯", "words": {"无": "无"}})


def test_every_list_is_used_somewhere() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "model").rglob("*.py"))
    for key in ALL:
        if not key.startswith("units."):
            assert f'"{key}"' in source or f"'{key}'" in source, key


def test_choices_and_gaps() -> None:
    pattern = re.compile(alternation(["见附[件|表|]", "[很|]好", "按…要求"]))
    for text in ("见附件", "见附", "很好", "好", "按要求", "按上级部门要求"):
        assert pattern.fullmatch(text), text
    for text in ("附件", "按甲，要求", "按一二三四五六七八九要求"):
        assert not pattern.fullmatch(text), text
    assert words("nothing.no_words").is_whole("暂无")
    assert not words("nothing.no_words").is_whole("无事故")

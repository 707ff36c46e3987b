"""What labels mean by the synonym table, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.document.disclosure import AMOUNTS
from model.recognise.vocabulary import vocabulary

WORDS = vocabulary()


@pytest.mark.parametrize(
    ("label", "field", "period", "unit"),
    [
        ("年度资金总额（元）：", "budget", "year", "元"),
        ("中期资金总额", "budget", "midterm", ""),
        ("2024年财政拨款", "fiscal", "year", ""),
        ("其中：财政拨款(万元)", "fiscal", "", "万元"),
        ("上年结转", "carryover", "", ""),
        ("同名项目上年预算额（元）", "budget", "last", "元"),
        ("实施期目标（2023-2025年）", "goals", "whole", ""),
        ("本年度\n绩效目标", "goals", "year", ""),
        ("绩效目标（中期）", "goals", "midterm", ""),
        ("1.项目名称", "name", "", ""),
    ],
)
def test_a_label_says_field_time_and_unit(label: str, field: str, period: str, unit: str) -> None:
    meaning = WORDS.meaning(label)
    assert meaning is not None
    assert (meaning.head, meaning.period, meaning.unit) == (field, period, unit)


def test_a_label_of_two_columns_names_both_the_likeliest_first() -> None:
    meaning = WORDS.meaning("指标内容")
    assert meaning is not None
    assert meaning.columns == ("name", "content")


@pytest.mark.parametrize(
    "text", ["", "清淤12公里", "目标", "单元", "≥90%", "项目名称不得重复", "财政拨款用于清淤"]
)
def test_other_texts_are_no_labels_of_the_head(text: str) -> None:
    meaning = WORDS.meaning(text)
    assert meaning is None or not meaning.head


def test_every_field_has_a_name_a_clerk_reads() -> None:
    for field, title in WORDS.titles.items():
        assert title and not title.isascii(), field


def test_every_money_field_is_known_as_money() -> None:
    money = {field for field, kind in WORDS.kinds.items() if kind == "money"}
    assert money <= set(AMOUNTS)


@given(st.text(max_size=60))
def test_any_text_is_looked_up(text: str) -> None:
    WORDS.meaning(text)
    WORDS.inline(text)
    WORDS.period_of(text)
    assert not (WORDS.is_total(text) and not text.strip())

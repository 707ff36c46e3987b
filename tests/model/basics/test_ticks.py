from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.basics.ticks import chosen_text, ticked_text

KINDS = ("新增项目", "延续项目", "其他延续项目")


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("新增项目□ 延续项目√ 其他延续项目□", "延续项目"),
        ("新增项目□延续项目□其他延续项目☑", "其他延续项目"),
        ("☐新增项目　☒延续项目；☐其他延续项目", "延续项目"),
        ("■ 新增项目\n□ 延续项目\n■ 其他延续项目", "新增项目、其他延续项目"),
        ("新增项目□ 延续项目□ 其他延续项目□", ""),
        # what does not say all is no guess
        ("新增项目□ 延续项目√", "新增项目□ 延续项目√"),
        ("新增项目□ 延续项目√ 其他延续项目□ 说明", "新增项目□ 延续项目√ 其他延续项目□ 说明"),
        ("延续项目", "延续项目"),
        ("", ""),
    ],
)
def test_what_is_ticked(text: str, chosen: str) -> None:
    assert chosen_text(KINDS, text) == chosen


def test_a_choice_the_form_does_not_have_is_printed_as_it_stands() -> None:
    assert ticked_text(KINDS, "□√", False, "一次性项目") == "一次性项目"
    assert ticked_text(KINDS, "□√", False, "延续项目、延续项目") == "延续项目、延续项目"


@given(
    st.lists(st.sampled_from(KINDS), unique=True),
    st.sampled_from(["□√", "□☑", "☐☒", "□■"]),
    st.booleans(),
)
def test_what_is_printed_comes_back(picked: list[str], boxes: str, first: bool) -> None:
    chosen = "、".join(name for name in KINDS if name in picked)
    assert chosen_text(KINDS, ticked_text(KINDS, boxes, first, chosen)) == chosen

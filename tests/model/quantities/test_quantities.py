"""Quantities are read back from each manner they are printed in, and in real sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from model.quantities import (
    STYLES,
    base_factor,
    chinese,
    chinese_value,
    number_value,
    print_number,
    print_quantity,
    read_quantities,
    same_thing,
    unit_kind,
)

WHOLE = st.integers(min_value=0, max_value=10**16 - 1).map(Decimal)
PARTS = st.decimals(min_value=0, max_value=10**7, places=4, allow_nan=False, allow_infinity=False)
UNITS = ("人", "万元", "公里", "平方米", "场次", "%", "个工作日", "台（套）", "亩", "册", "元")


@given(st.one_of(WHOLE, PARTS), st.sampled_from(STYLES))
def test_a_number_is_read_as_it_was_printed(number: Decimal, style: str) -> None:
    assert number_value(print_number(number, style)) == number


@given(WHOLE)
def test_characters_and_capitals_mean_the_number(number: Decimal) -> None:
    assert chinese_value(chinese(number)) == number
    assert chinese_value(chinese(number, capital=True)) == number


@given(
    st.integers(min_value=1, max_value=10**8),
    st.integers(min_value=0, max_value=10**4),
    st.sampled_from(UNITS),
    st.sampled_from(["figures", "thousands", "wide", "characters"]),
    st.sampled_from(["～", "-", "—", "至", "到"]),
    st.sampled_from([(), ("人",), ("人", "天"), ("平方米",)]),
)
def test_a_quantity_is_read_as_it_was_printed(
    low: int, more: int, unit: str, style: str, between: str, per: tuple[str, ...]
) -> None:
    high = low + more
    # 一万万元 is nobody's way to say it
    assume(not (style == "characters" and unit == "万元" and high >= 10000))
    text = print_quantity(Decimal(low), Decimal(high), unit, style, between=between, per=per)
    (found,) = read_quantities(f"计划购买{text}，其余不变。")
    assert found.base == (low * base_factor(unit), high * base_factor(unit))
    assert found.per == per
    assert not found.about


@given(st.text(max_size=80))
def test_any_text_is_read_without_failing(text: str) -> None:
    for found in read_quantities(text):
        assert 0 <= found.start < found.end <= len(text)


def told(text: str) -> list[tuple[str, str]]:
    return [
        (
            f"{one.low.normalize():f}～{one.high.normalize():f}"
            if one.is_range
            else f"{one.low.normalize():f}",
            one.unit,
        )
        for one in read_quantities(text)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("培训三至五场、约3.5万人次", [("3～5", "场"), ("35000", "人次")]),
        ("3公里至5公里", [("3～5", "公里")]),
        ("百分之九十五的学员", [("95", "%")]),
        ("≥百分之九十", [("90", "%")]),
        ("不低于百分之九十", [("90", "%")]),
        ("人民币叁拾万元整", [("300000", "元整")]),
        ("共计一百余人", [("100", "人")]),
        ("2024年9月30日前完成十二公里", [("12", "公里")]),
        ("为期24个月、90日历天", [("24", "个月"), ("90", "日历天")]),
        ("第3批、K12座、一号楼、队伍人员", []),
        ("按每人每天150元", [("150", "元")]),
        ("", []),
    ],
)
def test_real_wordings(text: str, wanted: list[tuple[str, str]]) -> None:
    assert told(text) == wanted


def test_what_an_amount_is_for_each_of() -> None:
    (found,) = read_quantities("补助标准100元/人·天")
    assert found.per == ("人", "天")
    (found,) = read_quantities("每人每月补助200元")
    assert found.per == ("人", "月")
    (found,) = read_quantities("举办2期培训班"[0:4])
    assert found.per == ()


def test_about_and_operators() -> None:
    assert [one.about for one in read_quantities("大约30人，30人左右，三十多人，30人")] == [
        True,
        True,
        True,
        False,
    ]
    assert [one.operator for one in read_quantities("不少于30人，≤5次")] == ["≥", "≤"]


def test_units() -> None:
    assert unit_kind("万人次") == "visits"
    assert unit_kind("元/平方米") == "money"
    assert unit_kind("莫名") == ""
    assert same_thing("名", "人")
    assert same_thing("公里", "米")
    assert same_thing("座", "处")
    assert not same_thing("人", "场")
    assert not same_thing("甲", "乙")
    assert base_factor("万元") == 10000

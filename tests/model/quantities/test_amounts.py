from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.quantities.amounts import (
    amount_value,
    at_least_decimals,
    decimals_of,
    format_number,
    is_number,
    percent_value,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("30.00", "30.00"),
        ("0", "0"),
        ("1,234.50", "1234.50"),
        ("１２．５", "12.5"),
        (" 30 万元 ", "30"),
        ("300,000.00元", "30.00000000"),
        ("1.5亿元", "15000.0"),
        ("-3.00", "-3.00"),
        ("－3", "-3"),
        ("¥5.00", "5.00"),
    ],
)
def test_amounts_a_clerk_writes(text: str, value: str) -> None:
    assert amount_value(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "待定", "3万", "1,23.5", "30.00.1", "约30", "30美元", "1e5"])
def test_texts_that_are_no_amount(text: str) -> None:
    assert amount_value(text) is None


def test_unit_of_the_form_applies_to_bare_numbers_only() -> None:
    assert amount_value("300000", "元") == Decimal(30)
    assert amount_value("30万元", "元") == Decimal(30)


@pytest.mark.parametrize(
    ("text", "value"), [("60.00%", "60.00"), ("60％", "60"), ("60", "60"), ("90.00(%)", "90.00")]
)
def test_percents(text: str, value: str) -> None:
    assert percent_value(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "%", "六成", "60%左右"])
def test_texts_that_are_no_percent(text: str) -> None:
    assert percent_value(text) is None


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    )
)
def test_decimals_are_added_never_taken(number: Decimal) -> None:
    padded = at_least_decimals(number, 2)
    assert padded == number
    assert decimals_of(padded) >= 2
    assert amount_value(format_number(padded, thousands=True)) == number


def test_is_number_refuses_words_and_infinities() -> None:
    assert is_number("-186.50")
    assert not is_number("NaN")
    assert not is_number("1,000")
    assert not is_number("")
    assert not is_number("1e400")
    assert not is_number("1_000")


@pytest.mark.parametrize("text", ["9" * 40, "0." + "1" * 40, "9" * 30 + "亿元"])
def test_an_endless_number_is_no_amount(text: str) -> None:
    assert amount_value(text) is None
    assert percent_value(text) is None
    assert not is_number(text)


def test_the_longest_amounts_can_be_counted_with() -> None:
    longest = amount_value("9" * 20 + "亿元")
    assert longest is not None
    assert at_least_decimals(longest * 1000, 2) == longest * 1000

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.excel_numbers import as_number

NUMBERS = st.from_regex(r"-?\d{0,17}(,\d{3}){0,3}(\.\d{0,12})?%?", fullmatch=True)
DECIMALS = st.decimals(
    min_value=-(10**12), max_value=10**12, places=2, allow_nan=False, allow_infinity=False
)


def shown(number: str, number_format: str) -> str:
    """What a spreadsheet shows: it holds a double and rounds it as its format says."""
    held = Decimal(repr(float(number)))
    match = re.fullmatch(r"(#,##)?0(?:\.(0+))?(%?)", number_format)
    assert match is not None
    places = len(match[2] or "")
    if match[3]:
        held *= 100
    held = held.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return (f"{held:,f}" if match[1] else f"{held:f}") + match[3]


@pytest.mark.parametrize(
    ("text", "kind", "number", "number_format"),
    [
        ("30.00", "money", "30", "0.00"),
        ("0", "money", "0", "0"),
        ("0.00", "money", "0", "0.00"),
        ("1,234.50", "money", "1234.5", "#,##0.00"),
        ("0.125", "money", "0.125", "0.000"),
        ("-5.0", "money", "-5", "0.0"),
        ("60.00%", "percent", "0.6", "0.00%"),
        ("33.3%", "percent", "0.333", "0.0%"),
        ("100%", "percent", "1", "0%"),
        ("123456789012.345", "money", "123456789012.345", "0.000"),
        ("90.00", "number", "90", "0.00"),
    ],
)
def test_a_canonical_number_becomes_true(
    text: str, kind: str, number: str, number_format: str
) -> None:
    assert as_number(text, kind) == (number, number_format)
    assert shown(number, number_format) == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "money"),
        ("030", "money"),
        ("001", "number"),
        ("+3", "number"),
        ("-0.00", "money"),
        ("3.", "money"),
        (".5", "money"),
        ("1e3", "number"),
        ("12,34", "money"),
        ("1234,567", "money"),
        ("３０", "money"),
        ("30 ", "money"),
        ("30\n", "money"),
        ("约30", "money"),
        ("60.00", "percent"),
        ("60.00％", "percent"),
        ("%", "percent"),
        ("60.00%", "money"),
        ("1234567890123.456", "money"),
        ("0.12345678901", "money"),
        ("30", "text"),
        ("30", "label"),
        ("nan", "number"),
    ],
)
def test_anything_else_stays_text(text: str, kind: str) -> None:
    assert as_number(text, kind) is None


@given(
    NUMBERS | st.text(max_size=12), st.sampled_from(["money", "percent", "number"]), st.booleans()
)
@settings(max_examples=300, deadline=None)
def test_a_number_shows_the_very_text(text: str, kind: str, thousands: bool) -> None:
    found = as_number(text, kind, thousands)
    if found is not None:
        assert shown(*found) == text


@given(DECIMALS)
@settings(max_examples=200, deadline=None)
def test_every_amount_with_two_decimals_is_a_true_number(amount: Decimal) -> None:
    for text, kind in (
        (f"{amount:f}", "money"),
        (f"{amount:,f}", "money"),
        (f"{amount}%", "percent"),
    ):
        if amount == 0 and text.startswith("-"):
            continue
        if kind == "percent" and abs(amount) > 10**6:
            continue
        found = as_number(text, kind)
        assert found is not None
        assert Decimal(found[0]) == (amount / 100 if kind == "percent" else amount)
        assert shown(*found) == text


def test_a_grouping_form_groups_what_is_typed_over_a_small_number() -> None:
    assert as_number("300.00", "money", thousands=True) == ("300", "#,##0.00")
    # ungrouped as it was written, it must stay so
    assert as_number("1234.00", "money", thousands=True) == ("1234", "0.00")

"""Amounts read by the general reading."""

from __future__ import annotations

import pytest

from model.recognise.general.money import Units, read_amount


@pytest.mark.parametrize("text", ["0", "0.00", "0.0000"])
def test_a_zero_is_an_amount(text: str) -> None:
    found = read_amount(text, ["万元"], Units([]))
    assert (found.kind, found.said) == ("", "")


@pytest.mark.parametrize("text", ["见附件", "-.", "无"])
def test_a_text_is_none_and_is_said_so(text: str) -> None:
    assert "不是金额" in read_amount(text, ["万元"], Units([])).said

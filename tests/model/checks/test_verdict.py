"""The line that says whether a disclosure can be sent speaks of every 错误 there is."""

from __future__ import annotations

import pytest

from model.checks import CHECKS, Severity
from model.checks.verdict import reasons, verdict

ERROR, WARNING, HINT = Severity


def test_reasons_are_named_the_largest_first() -> None:
    counts = {("A01", ERROR): 1, ("A04", ERROR): 2, ("B01", ERROR): 2, ("G02", ERROR): 40}
    said = verdict(counts)
    assert said == "还不能报送：40 处有带过来、还没有看过的内容，3 处没有填，2 处金额不平。"


def test_warnings_do_not_hinder_but_are_told() -> None:
    counts = {("D06", WARNING): 3, ("E04", HINT): 2, ("A01", ERROR): 0}
    assert verdict(counts) == "可以报送（另有 3 个警告、2 个提示）。"
    assert verdict({}) == "没有发现问题，可以报送。"


def test_many_reasons_are_summed_up() -> None:
    codes = ("A01", "B02", "A03", "A05", "B01", "C01")
    said = verdict({(code, ERROR): 10 - place for place, code in enumerate(codes)})
    assert said.count("，") == 4
    assert said.endswith("，另有 11 处错误。")


@pytest.mark.parametrize("code", [code for code, one in CHECKS.items() if one.severity == ERROR])
def test_every_error_has_a_phrase_of_its_own(code: str) -> None:
    ((phrase, count),) = reasons({(code, ERROR): 7})
    assert count == 7
    assert "7" in phrase
    assert f"“{CHECKS[code].title}”" not in phrase


def test_what_a_bureau_raised_goes_by_its_title() -> None:
    assert verdict({("D06", ERROR): 2}) == f"还不能报送：2 处“{CHECKS['D06'].title}”。"

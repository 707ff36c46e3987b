"""What a cell of changes says: words, signs, and brackets as bookkeeping writes a decrease."""

from __future__ import annotations

from decimal import Decimal

import pytest

from model.checks import Checker, mend_all
from model.checks.names import PARTS
from model.layout import load_layouts
from model.parts.sentences import change_value
from tests.model.parts.kit import Figures, dump, read

LAYOUTS = load_layouts()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("（0.70）", "-0.70"),
        (" (1,234.50) ", "-1234.50"),
        ("（５）", "-5"),
        ("减少0.70", "-0.70"),
        ("（减少0.70）", "-0.70"),
        ("增加0.70", "0.70"),
        ("-0.70", "-0.70"),
        ("0.70", "0.70"),
        ("（略）", None),
        ("()", None),
    ],
)
def test_cells_of_changes(text: str, value: str | None) -> None:
    assert change_value(text, "万元") == (None if value is None else Decimal(value))


def test_a_decrease_in_brackets_is_sound_and_mended_in_words() -> None:
    figures = Figures(7)
    figures["reception_last"] = figures["reception"] + Decimal("0.20")
    figures["three_last"] = figures["running_last"] + figures["reception_last"]
    text = dump(figures)
    assert text.count("减少0.20") >= 1
    whole = read(text.replace("减少0.20", "（0.20）"), LAYOUTS)
    assert not list(Checker(whole, LAYOUTS[whole.layout]).findings_of(PARTS))
    wrong = read(text.replace("减少0.20", "（0.30）"), LAYOUTS)
    checker = Checker(wrong, LAYOUTS[wrong.layout])
    assert [one for one in checker.findings_of(PARTS) if one.code == "K04"]
    mend_all(wrong, LAYOUTS[wrong.layout])
    assert not Checker(wrong, LAYOUTS[wrong.layout]).findings_of(PARTS)

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.quantities.values import parse_value


@pytest.mark.parametrize(
    ("text", "kind", "operator", "numbers", "unit"),
    [
        ("≥500人", "number", "≥", ["500"], "人"),
        ("≥0.5万册", "number", "≥", ["0.5"], "万册"),
        ("≥1,000人次", "number", "≥", ["1000"], "人次"),
        (">=500 人", "number", ">=", ["500"], "人"),
        ("不少于5场", "number", "不少于", ["5"], "场"),
        ("≤5万元", "number", "≤", ["5"], "万元"),
        ("≤3.2元/平方米", "number", "≤", ["3.2"], "元/平方米"),
        ("＝100%", "number", "＝", ["100"], "%"),
        ("≥90％", "number", "≥", ["90"], "%"),
        ("≥90.00(%)", "number", "≥", ["90.00"], "%"),
        ("≥ 90 （%）", "number", "≥", ["90"], "%"),
        ("100%", "number", "", ["100"], "%"),
        ("1项", "number", "", ["1"], "项"),
        ("15分钟内", "number", "", ["15"], "分钟内"),
        ("500", "number", "", ["500"], ""),
        ("3～5个", "range", "", ["3", "5"], "个"),
        ("2-4家", "range", "", ["2", "4"], "家"),
        ("90%-95%", "range", "", ["90", "95"], "%"),
        ("3个至5个", "range", "", ["3", "5"], "个"),
        ("2024年9月底前", "date", "", [], ""),
        ("2024年12月31日前", "date", "", [], ""),
        ("10月底前", "date", "", [], ""),
        ("按标准财政投入", "words", "", [], ""),
        ("Ⅲ类及以上", "words", "", [], ""),
        ("优良", "words", "", [], ""),
        ("", "words", "", [], ""),
        ("第3名或前5", "words", "", [], ""),
    ],
)
def test_values_of_real_tables(
    text: str, kind: str, operator: str, numbers: list[str], unit: str
) -> None:
    value = parse_value(text)
    assert (value.kind, value.operator, value.unit) == (kind, operator, unit)
    assert list(value.numbers) == [Decimal(number) for number in numbers]
    assert str(value) == text


@pytest.mark.parametrize(
    ("text", "standard"),
    [(">=5人", "≥"), ("大于等于5人", "≥"), ("不超过5人", "≤"), ("=5人", "＝"), ("5人", "")],
)
def test_operators_have_a_standard_form(text: str, standard: str) -> None:
    assert parse_value(text).standard_operator == standard


@given(st.text())
def test_any_text_prints_back(text: str) -> None:
    assert str(parse_value(text)) == text

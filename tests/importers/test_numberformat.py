"""Numbers by their format: fixed triples, what LibreOffice shows, and any input at all."""

from __future__ import annotations

import csv
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from importers.numberformat import BUILT_IN, format_of, show_number
from importers.office import find_office

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
LEVELS = '[>=100]"高"0;[<0]"负"0;"低"0'

NUMBERS = [
    ("0.3", "0.00%", "30.00%"),
    ("0.3", "0%", "30%"),
    ("1", "0.00%", "100.00%"),
    ("186.5", "0.00", "186.50"),
    ("-186.5", "0.00", "-186.50"),
    ("30", "0", "30"),
    ("1234.5", "#,##0.00", "1,234.50"),
    ("1234567.891", "#,##0.000", "1,234,567.891"),
    ("999", "#,##0", "999"),
    ("1234", "0000,000", "0,001,234"),
    ("30", '0.00"万元"', "30.00万元"),
    ("30", "0.00万元", "30.00万元"),
    ("5", '0"%"', "5%"),
    ("500", '"≥"0"人"', "≥500人"),
    ("500", r"\≥0", "≥500"),
    ("500", "!≥0", "≥500"),
    ("1234.5", "¥#,##0.00", "¥1,234.50"),
    ("-1234.5", "¥#,##0.00", "-¥1,234.50"),
    ("1234.5", "[$¥-804]#,##0.00", "¥1,234.50"),
    ("1234.5", "[$$-409]#,##0.00", "$1,234.50"),
    ("-5", "0.00_);(0.00)", "(5.00)"),
    ("5", "0.00_);(0.00)", "5.00"),
    ("5", "0.00_);[Red](0.00)", "5.00"),
    ("-5", "#,##0.00_ ;[红色]-#,##0.00 ", "-5.00"),
    ("1234.5", ACCOUNTING, "1,234.50"),
    ("-1234.5", ACCOUNTING, "-1,234.50"),
    ("0", ACCOUNTING, "-"),
    ("5", "[红色]0.00", "5.00"),
    ("5", "[颜色10][Color3]0.00", "5.00"),
    ("0", '0;-0;"零"', "零"),
    ("-5", "0;0", "5"),
    ("150", LEVELS, "高150"),
    ("5", LEVELS, "低5"),
    ("-5", LEVELS, "负5"),
    ("-5", "[<100]0.0;0", "-5.0"),
    ("-1", '[>0]0;[<0](0);"零"', "(1)"),
    ("5", '+0;-0;"±"0', "+5"),
    ("0.1", "#.##", ".1"),
    ("5", "0.##", "5"),
    ("5.5", "0.0?", "5.5"),
    ("7", "???", "7"),
    ("5", "000", "005"),
    ("1234567", "000-0000", "123-4567"),
    ("12345678", "000-0000", "1234-5678"),
    ("12300000", "0.00,,", "12.30"),
    ("12000", '0.0,"千"', "12.0千"),
    ("12000", r'0\.0,"万"', "1.2万"),
    ("12300", "0.00E+00", "1.23E+04"),
    ("0.00012", "0.00E+00", "1.20E-04"),
    ("12300", "##0.0E+0", "12.3E+3"),
    ("0.5", "# ?/?", "1/2"),
    ("1.5", "# ?/?", "1 1/2"),
    ("2", "# ?/?", "2"),
    ("0.75", "# ?/8", "6/8"),
    ("1", "0.00 MB", "1.00 MB"),
    ("5", "0.0‰", "5.0‰"),
    ("30", "@", "30"),
    ("30", 'General"人"', "30人"),
    ("3", '"待定"', "待定"),
    ("1E+300", "0", "1" + "0" * 300),
    ("130602199001011234", "0", "130602199001011234"),
]

DATES = [
    ("44260", 'yyyy"年"m"月"', "2021年3月"),
    ("44260", "yyyy年m月d日", "2021年3月5日"),
    ("44260", "yyyy-mm-dd", "2021-03-05"),
    ("44260.75", "yyyy/m/d h:mm", "2021/3/5 18:00"),
    ("44260.75", "YYYY/MM/DD HH:MM:SS", "2021/03/05 18:00:00"),
    ("44260", 'yyyy"年"m"月"d"日";@', "2021年3月5日"),
    ("44260", '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇二一年三月五日"),
    ("44540", '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇二一年十二月十日"),
    ("44260", r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy", "2021年3月5日"),
    ("44260.75", "[$-F400]h:mm:ss AM/PM", "18:00:00"),
    ("44260", "aaaa", "星期五"),
    ("44260", "aaa", "五"),
    ("44260", "dddd", "Friday"),
    ("44260", "[$-804]dddd", "星期五"),
    ("44260", "d-mmm-yy", "5-Mar-21"),
    ("44260", "[$-zh-CN]mmmm", "三月"),
    ("44260", "e", "2021"),
    ("0.75", "h:mm AM/PM", "6:00 PM"),
    ("0", "h:mm AM/PM", "12:00 AM"),
    ("0.75", '上午/下午h"时"mm"分"', "下午6时00分"),
    ("1.5", "[h]:mm", "36:00"),
    ("1.5", "[mm]:ss", "2160:00"),
    ("0.000011574", "mm:ss.0", "00:01.0"),
    ("0.99999999", "h:mm:ss", "0:00:00"),
    ("1", "yyyy/m/d", "1900/1/1"),
    ("60", "yyyy/m/d", "1900/2/29"),
    ("61", "yyyy/m/d", "1900/3/1"),
    ("2958465", "yyyy/m/d", "9999/12/31"),
]


@pytest.mark.parametrize(("raw", "code", "text"), NUMBERS + DATES)
def test_shown_as_the_table_shows_it(raw: str, code: str, text: str) -> None:
    shown = show_number(raw, code)
    assert shown.text == text
    # where the text does not tell the number (brackets, words), the number comes along
    assert shown.number in (None, Decimal(raw))
    assert shown.untold is None


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("0", '0.00;-0.00;"—"', "—"),
        ("-5", "0.00_);(0.00)", "(5.00)"),
        ("-1234.5", "#,##0.00;[Red]#,##0.00", "1,234.50"),
        ("3", '"待定"', "待定"),
    ],
)
def test_the_number_comes_along_where_the_text_does_not_tell_it(
    raw: str, code: str, text: str
) -> None:
    assert show_number(raw, code) == (text, Decimal(raw), None)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("186.5", "186.5"),
        ("0.30000000000000004", "0.3"),
        ("186.49999999999999", "186.5"),
        ("30.0", "30"),
        ("-0", "0"),
        ("1E+15", "1000000000000000"),
        ("1.5E-05", "0.000015"),
        ("1E21", "1E+21"),
        ("1.5E-11", "1.5E-11"),
        ("130602199001011234", "130602199001011234"),
    ],
)
@pytest.mark.parametrize("code", ["", "General", "G/通用格式"])
def test_without_format_the_number_itself_counts(raw: str, text: str, code: str) -> None:
    shown = show_number(raw, code)
    assert shown.text == text
    assert shown.number == Decimal(text)


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("186.5", "0", "186.5"),
        ("0.305", "0%", "30.5%"),
        ("186.555", "#,##0.00", "186.555"),
        ("1234.56", '0"万元"', "1234.56万元"),
        ("12345.678", "0.00E+00", "1.2345678E+04"),
        ("12345", "#,##0,", "12.345"),
        ("-0.4", "0", "-0.4"),
        ("0.1234", ".00", ".1234"),
        ("12345", r'0\.0,"万"', "12345"),
        ("0.3", "# ?/?", "0.3"),
        ("5", ";;;", "5"),
        ("5", " ", "5"),
        ("-5", "yyyy/m/d", "-5"),
        ("2958466", "yyyy/m/d", "2958466"),
        ("123", "[DBNum1]0", "123"),
    ],
)
def test_a_format_that_shows_too_little_loses_nothing(raw: str, code: str, text: str) -> None:
    shown = show_number(raw, code)
    assert shown.text == text
    assert shown.number == Decimal(raw)


@pytest.mark.parametrize(
    ("raw", "code", "text", "untold"),
    [
        ("33.333333333333336", "0.00", "33.33", "33.3333333333333"),
        ("0.66666666666666663", "0%", "67%", "0.666666666666667"),
        ("-1.1102230246251565E-16", "0.00", "0.00", "-1.11022302462516E-16"),
        ("9.9999999999999", "0.00E+00", "1.00E+01", "9.9999999999999"),
        ("0", "0.00;-0.00;;@", "", "0"),
        ("0", "#", "", "0"),
    ],
)
def test_what_the_text_does_not_tell_is_told(raw: str, code: str, text: str, untold: str) -> None:
    shown = show_number(raw, code)
    assert shown.text == text
    assert shown.number is None
    assert shown.untold == Decimal(untold)


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    assert show_number("42798", "yyyy/m/d", True).text == "2021/3/5"
    assert show_number("0", "yyyy/m/d", True).text == "1904/1/1"


@pytest.mark.parametrize(
    ("number", "raw", "text"),
    [
        (9, "0.3", "30%"),
        (10, "0.3", "30.00%"),
        (4, "1234.5", "1,234.50"),
        (14, "44260", "2021/3/5"),
        (20, "0.5", "12:00"),
        (22, "44260.5", "2021/3/5 12:00"),
        (27, "44260", "2021年3月"),
        (31, "44260", "2021年3月5日"),
        (33, "0.5", "12时00分00秒"),
        (43, "1234.5", "1,234.50"),
        (49, "30", "30"),
        (57, "44260", "2021年3月"),
        (58, "44260", "3月5日"),
    ],
)
def test_built_in_formats_as_in_chinese_excel(number: int, raw: str, text: str) -> None:
    assert show_number(raw, BUILT_IN[number]).text == text


@pytest.mark.parametrize(
    ("code", "text", "shown"),
    [
        ("General", " 30 ", " 30 "),
        ("@", "30", "30"),
        ('@"万元"', "30", "30万元"),
        ('0;-0;0;"["@"]"', "文", "[文]"),
        (ACCOUNTING, " 文 ", " 文 "),
        (";;;", "文", "文"),
        ('@"万元"', "长" * 300, "长" * 300),
        ("@@", "文", "文"),
    ],
)
def test_texts_are_shown_by_the_text_section(code: str, text: str, shown: str) -> None:
    assert format_of(code).show_text(text) == shown


@pytest.mark.parametrize("raw", ["", "abc", "NaN", "Infinity", "1E+999999999", "1,5", "#N/A"])
def test_what_is_no_number_stays_as_it_is(raw: str) -> None:
    assert show_number(raw, "0.00").text == raw
    assert show_number(raw, "0.00").number is None


def test_a_number_too_small_to_be_one_is_zero() -> None:
    assert show_number("1E-999999999", "0.00").text == "0.00"


PIECES = st.sampled_from(
    [
        *'0#?.,%@/;" \\_*!-()≥mdebg',
        *("0.00", "E+0", "# ?/?", "General", '"万元"', "[>=1]", "[$¥-804]", "[DBNum1]"),
        *("yyyy", "hh", "ss.000", "[h]", "[", "]", "AM/PM", "aaaa"),
    ]
)
FINITE = st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(PIECES, max_size=8).map("".join), FINITE)
def test_any_format_shows_any_number_somehow(code: str, value: float) -> None:
    shown = show_number(repr(value), code)
    # nothing but a zero, or a number too small to show, may vanish, and not without a word
    assert shown.text or shown.untold is not None


@given(st.text(max_size=40), FINITE)
def test_hostile_format_codes_do_no_harm(code: str, value: float) -> None:
    assert len(show_number(repr(value), code).text) < 2000
    assert isinstance(format_of(code).show_text("文"), str)


def test_endless_format_codes_do_no_harm() -> None:
    assert show_number("186.5", "0" * 1_000_000).text == "186.5"


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=4).map(lambda d: d.normalize() + 0),
    st.integers(0, 6),
    st.booleans(),
)
def test_plain_formats_lose_no_digit_and_read_back(
    number: Decimal, places: int, thousands: bool
) -> None:
    code = ("#,##0" if thousands else "0") + ("." + "0" * places if places else "")
    shown = show_number(str(number), code)
    assert Decimal(shown.text.replace(",", "")) == number
    decimals = len(shown.text.partition(".")[2])
    assert decimals >= places
    assert (shown.number is None) == (decimals == places)
    grouped = f"{number:,.{decimals}f}" if thousands else f"{number:.{decimals}f}"
    assert shown.text == (grouped if number else grouped.lstrip("-"))


EXCEL_ONLY = {
    # LibreOffice counts the days before 1900-03-01 differently, cuts parts of seconds, and
    # does not know the rest of these
    *("[$-F800]", "[$-F400]", "上午/下午", "!≥", "[颜色", "[红色]", "G/通用格式", "0.00 MB", "e"),
    *("ss.0", "aaa", "[$-zh", '"±"', "0.00万元", "yyyy年m月d日", r"0\.0,"),
}


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_same(tmp_path: Path) -> None:
    triples = [
        (raw, code)
        for raw, code, _ in NUMBERS + DATES
        if not any(mark in code for mark in EXCEL_ONLY) and Decimal(raw) < 10**15
        if not (code[0] == "y" and Decimal(raw) < 61) and "999" not in raw.partition(".")[2]
    ]
    assert len(triples) > 55
    path = tmp_path / "formats.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, (raw, code) in enumerate(triples):
            sheet.write_number(row, 0, float(raw), book.add_format({"num_format": code}))
    office = find_office()
    assert office is not None
    subprocess.run(
        [
            *(str(office), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"),
            *("--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76"),
            *("--outdir", str(tmp_path), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with (tmp_path / "formats.csv").open(encoding="utf-8", newline="") as file:
        theirs = [row[0].strip() for row in csv.reader(file)]
    ours = [show_number(raw, code).text for raw, code in triples]
    # LibreOffice fills up the places of a ? with blanks
    assert ours == [" ".join(text.split()) for text in theirs]

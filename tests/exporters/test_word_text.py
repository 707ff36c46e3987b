"""Runs and paragraphs, exact to the character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exporters.word_text import PLAIN, bookmarked, field, paragraph, quoted, runs
from tests.exporters.word_kit import NS, fields_of, text_of, value

HOSTILE = st.text(
    st.one_of(
        st.sampled_from("\t <>&\"'\\_x0A \u00a0\u3000\x00\x01\r\x0b\x1f\x85\u2028“”—≥中文"),
        st.characters(exclude_characters="\n", exclude_categories=()),
    )
)


def element(xml: str) -> etree._Element:
    return etree.fromstring(
        f'<w:p xmlns:w="{NS["w"]}">{xml}</w:p>'.encode(),
    )


@given(HOSTILE)
def test_every_text_comes_back_unchanged(text: str) -> None:
    assert text_of(element(runs(text))) == text


@given(HOSTILE)
def test_every_text_stands_in_a_field_unchanged(text: str) -> None:
    assert fields_of(element(runs("x") + field(text))) == [f" {text} "]


@given(HOSTILE)
def test_a_plain_text_is_one_bare_run(text: str) -> None:
    if PLAIN.fullmatch(text):
        assert runs(text) == f"<w:r><w:t>{text}</w:t></w:r>"


def test_blanks_that_xml_would_drop_are_kept() -> None:
    for text in (" 前", "后 ", "中  间", "\u3000缩进"):
        found = element(runs(text)).find("w:r/w:t", NS)
        assert found is not None
        assert found.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


def test_a_text_that_looks_escaped_is_not_marked_as_such() -> None:
    assert "rStyle" not in runs("_x0001_")
    assert runs("\x01") == (
        '<w:r><w:rPr><w:rStyle w:val="JbControl"/></w:rPr><w:t>_x0001_</w:t></w:r>'
    )


def test_signs_of_both_scripts_are_set_in_the_chinese_font() -> None:
    for text in ("“四乱”", "≥95%", "GB/T 9704—2012", "3×4"):
        assert value(element(runs(text)).find("w:r/w:rPr/w:rFonts", NS), "hint") == "eastAsia"
    assert "rPr" not in runs("冀水财〔2020〕45号")


def test_quotes_and_backslashes_are_escaped_in_a_field() -> None:
    assert quoted('甲"乙\\丙') == '"甲\\"乙\\\\丙"'


def test_a_bookmark_stands_around_its_text() -> None:
    found = element(bookmarked(7, runs("甲")))
    assert [etree.QName(child).localname for child in found] == [
        "bookmarkStart",
        "r",
        "bookmarkEnd",
    ]
    assert value(found[0], "name") == "_Toc000000007"
    assert value(found[0], "id") == value(found[2], "id") == "7"


def test_a_paragraph_carries_its_style_first() -> None:
    assert paragraph("JbBody", "", "<w:keepNext/>") == (
        '<w:p><w:pPr><w:pStyle w:val="JbBody"/><w:keepNext/></w:pPr></w:p>'
    )

"""The layout's fonts and page as Word's styles."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from lxml import etree

from exporters.word_styles import stylesheet
from model.basics.errors import LayoutError
from model.document.disclosure import Disclosure
from model.layout import FontSpec, Layout, PageSpec
from model.printing.grid import ROLES, Cell
from tests.exporters.word_kit import NS, body, value, write


def style(root: etree._Element, name: str) -> etree._Element:
    found = [item for item in root if value(item.find("w:name", NS)) == name]
    assert len(found) == 1
    return found[0]


def test_every_role_has_a_style_of_its_name(hebei: Layout) -> None:
    sheet = stylesheet(hebei)
    assert {role: item.name for role, item in sheet.roles.items()} == {
        role: name for role, name in ROLES.items() if name
    }
    ids = [item.id for item in sheet.paragraph_styles()]
    assert len(set(ids)) == len(ids)
    assert all(item.isascii() and item.isalnum() for item in ids)


def test_fonts_fall_back_to_the_text(hebei: Layout) -> None:
    text, part = FontSpec("仿宋", "四号"), FontSpec("小标宋", 20, bold=True)
    layout = msgspec.structs.replace(hebei, fonts={"text": text, "part": part})
    sheet = stylesheet(layout)
    assert sheet.roles["part-name"].font == sheet.roles["contents-title"].font == part
    assert sheet.roles["table-title"].font == sheet.roles["body"].font == text
    assert sheet.cell(Cell("", 0, 0, kind="label", align="center")).font == text
    assert sheet.footer == text
    assert sheet.latin == "仿宋"


def test_a_layout_without_a_text_font_is_refused(hebei: Layout) -> None:
    layout = msgspec.structs.replace(hebei, fonts={"part": FontSpec("小标宋", 20)})
    with pytest.raises(LayoutError, match="正文字体"):
        stylesheet(layout)


def test_the_styles_of_the_file_are_what_the_layout_says(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    root = write(disclosure, hebei, tmp_path)["word/styles.xml"]
    text = style(root, ROLES["body"])
    fonts = text.find("w:rPr/w:rFonts", NS)
    assert value(fonts, "eastAsia") == "仿宋_GB2312"
    assert value(fonts, "ascii") == value(fonts, "hAnsi") == "Times New Roman"
    assert value(text.find("w:rPr/w:sz", NS)) == "32"
    assert value(text.find("w:pPr/w:ind", NS), "firstLineChars") == "200"
    assert value(text.find("w:pPr/w:ind", NS), "firstLine") == "640"
    assert value(text.find("w:pPr/w:jc", NS)) == "both"
    spacing = text.find("w:pPr/w:spacing", NS)
    assert value(spacing, "lineRule") == "exact"
    assert 560 <= int(value(spacing, "line")) <= 600
    assert style(root, ROLES["item"]).find("w:rPr/w:b", NS) is not None
    for name in (ROLES["part"], ROLES["table-title"], ROLES["contents-title"]):
        assert style(root, name).find("w:pPr/w:pageBreakBefore", NS) is not None
    assert style(root, ROLES["table-title"]).find("w:pPr/w:keepNext", NS) is not None
    label = style(root, "绩表标签居中")
    assert value(label.find("w:rPr/w:sz", NS)) == "18"
    assert label.find("w:rPr/w:b", NS) is not None
    language = root.find("w:docDefaults/w:rPrDefault/w:rPr/w:lang", NS)
    assert value(language, "eastAsia") == "zh-CN"


def test_the_page_is_the_layouts(disclosure: Disclosure, hebei: Layout, tmp_path: Path) -> None:
    section = body(write(disclosure, hebei, tmp_path))[-1]
    size, margins = section.find("w:pgSz", NS), section.find("w:pgMar", NS)
    assert (value(size, "w"), value(size, "h")) == ("11906", "16838")
    assert [value(margins, side) for side in ("top", "right", "bottom", "left")] == [
        "2098",
        "1474",
        "1984",
        "1587",
    ]
    wide = msgspec.structs.replace(hebei, page=PageSpec(width_mm=297, height_mm=210))
    size = body(write(disclosure, wide, tmp_path))[-1].find("w:pgSz", NS)
    assert value(size, "orient") == "landscape"


def test_missing_fonts_are_described_for_word_to_replace(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    root = write(disclosure, hebei, tmp_path)["word/fontTable.xml"]
    found = {value(font, "name"): font for font in root}
    assert value(found["仿宋_GB2312"].find("w:altName", NS)) == "仿宋"
    assert value(found["黑体"].find("w:charset", NS)) == "86"
    assert value(found["Times New Roman"].find("w:charset", NS)) == "00"

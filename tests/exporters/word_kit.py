"""Word files this program wrote, looked at straight in their XML."""

from __future__ import annotations

import zipfile
from datetime import date
from itertools import pairwise
from pathlib import Path

from lxml import etree

from exporters.word import write_word
from exporters.word_styles import CONTROL_STYLE_ID
from model.basics.controls import unescape_controls
from model.document.disclosure import Disclosure, Indicator, TargetTable, Unit
from model.layout import Layout
from tests.conftest import small_disclosure

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1]}
DAY = date(2024, 3, 5)

# CT_PPrBase and CT_PPr, CT_RPr, CT_TblPr, CT_TblBorders, CT_TblCellMar, CT_TcPr,
# CT_TcBorders, CT_SectPr, CT_Style, CT_Settings (ECMA-376 Part 1, Annex A)
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi"
    " adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents jc textDirection"
    " textAlignment outlineLvl rPr sectPr pPrChange",
    "pBdr": "top left bottom right between bar",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint"
    " noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect"
    " bdr shd fitText vertAlign rtl cs em lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
    " tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection"
    " tcFitText vAlign hideMark",
    "tcBorders": "top left bottom right insideH insideV tl2br tr2bl",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc"
    " pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi"
    " rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden"
    " unhideWhenUsed qFormat locked personal rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "settings": "writeProtection view zoom mirrorMargins defaultTabStop characterSpacingControl"
    " compat themeFontLang clrSchemeMapping decimalSymbol listSeparator",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p",
}


def write(
    disclosure: Disclosure, layout: Layout, folder: Path, name: str = "文本.docx"
) -> dict[str, etree._Element]:
    """Write a disclosure, and return the root of each part by its name."""
    path = folder / name
    write_word(disclosure, layout, path, DAY)
    return parts(path)


def parts(path: Path) -> dict[str, etree._Element]:
    """Return the root of each part of a package; each must be well-formed XML."""
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        return {name: etree.fromstring(package.read(name)) for name in package.namelist()}


def many(tables: int, indicators: int = 9) -> Disclosure:
    """Return a department with so many projects."""
    found = small_disclosure()
    found.projects = [
        TargetTable(
            Unit("405001", "云岭市水务局本级"),
            f"13090024{number:06d}",
            f"第{number}号水闸维修经费",
            "12.00",
            "12.00",
            "0",
            "用于闸门启闭设备更换和汛期值守补助",
            ["25.00%", "50.00%", "75.00%", "100.00%"],
            "1.完成水闸维修。\n2.汛期安全运行。",
            [
                Indicator(
                    "产出指标",
                    ("数量指标", "质量指标")[place > 3],
                    f"更换第{place}类设备数量",
                    f"当年更换并通过验收的第{place}类启闭设备台数",
                    f"≥{place}台",
                    "《水闸安全鉴定报告》",
                )
                for place in range(indicators)
            ],
        )
        for number in range(1, tables + 1)
    ]
    return found


def body(found: dict[str, etree._Element]) -> etree._Element:
    element = found["word/document.xml"].find("w:body", NS)
    assert element is not None
    return element


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def value(element: etree._Element | None, name: str = "val") -> str:
    """Return an attribute of an element; empty when either is not there."""
    return "" if element is None else element.get(W + name, "")


def style_of(paragraph: etree._Element) -> str:
    """Return a paragraph's style id."""
    return value(paragraph.find("w:pPr/w:pStyle", NS))


def text_of(paragraph: etree._Element) -> str:
    """Return a paragraph's visible text, control characters as they were."""
    out = []
    for run in paragraph.iter(W + "r"):
        escaped = value(run.find("w:rPr/w:rStyle", NS)) == CONTROL_STYLE_ID
        for child in run:
            if child.tag == W + "t":
                text = child.text or ""
                out.append(unescape_controls(text) if escaped else text)
            elif child.tag == W + "tab":
                out.append("\t")
    return "".join(out)


def fields_of(element: etree._Element) -> list[str]:
    """Return the instructions of an element's fields, nested ones behind the outer one's.

    Each must have its begin, its end and at most one separator, in order.
    """
    found: list[str] = []
    depth: list[tuple[int, bool]] = []
    for part in element.iter(W + "fldChar", W + "instrText"):
        kind = value(part, "fldCharType")
        if kind == "begin":
            depth.append((len(found), False))
            found.append("")
        elif kind == "separate":
            place, separated = depth.pop()
            assert not separated
            depth.append((place, True))
        elif kind == "end":
            depth.pop()
        else:
            place, separated = depth[-1]
            assert not separated
            style = value(part.find("../w:rPr/w:rStyle", NS))
            text = part.text or ""
            found[place] += unescape_controls(text) if style == CONTROL_STYLE_ID else text
    assert not depth
    return found


def rows_of(table: etree._Element) -> list[list[tuple[int, int, str, str]]]:
    """Return each row's cells as (grid column, span, vMerge, text).

    ``vMerge`` is ``restart``, ``continue`` or empty.
    """
    out = []
    for row in table.findall("w:tr", NS):
        cells, col = [], 0
        for cell in row.findall("w:tc", NS):
            span = int(value(cell.find("w:tcPr/w:gridSpan", NS)) or 1)
            merge = cell.find("w:tcPr/w:vMerge", NS)
            kind = "" if merge is None else value(merge) or "continue"
            text = "\n".join(text_of(line) for line in cell.findall("w:p", NS))
            cells.append((col, span, kind, text))
            col += span
        out.append(cells)
    return out


def check_package(found: dict[str, etree._Element]) -> None:
    """Assert what Word demands of every file, lest it offers to repair it."""
    for root in found.values():
        for element in root.iter():
            order = ORDERS.get(local(element))
            if order is not None and etree.QName(element).namespace == NS["w"]:
                names = order.split()
                places = [names.index(local(child)) for child in element]
                assert places == sorted(places), (local(element), [local(c) for c in element])
    document = body(found)
    for table in document.iter(W + "tbl"):
        _check_table(table)
    assert local(document[-1]) == "sectPr"
    assert local(document[-2]) == "p"
    between = [local(child) for child in document]
    assert ("tbl", "tbl") not in pairwise(between)
    starts = list(document.iter(W + "bookmarkStart"))
    ids = [value(mark, "id") for mark in starts]
    names = [value(mark, "name") for mark in starts]
    assert len(set(ids)) == len(ids)
    assert len(set(names)) == len(names)
    assert sorted(value(mark, "id") for mark in document.iter(W + "bookmarkEnd")) == sorted(ids)
    for field in fields_of(document):
        if field.split()[0] == "PAGEREF":
            assert field.split()[1] in names
    known = {value(style, "styleId") for style in found["word/styles.xml"].iter(W + "style")}
    used = {
        value(mark)
        for name in ("word/document.xml", "word/footer1.xml")
        for mark in found[name].iter(W + "pStyle", W + "rStyle", W + "tblStyle")
    }
    assert used <= known
    based = {value(style) for style in found["word/styles.xml"].iter(W + "basedOn")}
    assert based <= known


def _check_table(table: etree._Element) -> None:
    """Assert that a table's rows fill its grid, and that merged cells have a beginning."""
    widths = [int(value(column, "w")) for column in table.findall("w:tblGrid/w:gridCol", NS)]
    assert sum(widths) == int(value(table.find("w:tblPr/w:tblW", NS), "w"))
    above: dict[int, int] = {}
    for row, cells in zip(table.findall("w:tr", NS), rows_of(table), strict=True):
        assert sum(span for _, span, _, _ in cells) == len(widths)
        merged: dict[int, int] = {}
        for element, (col, span, merge, _) in zip(row.findall("w:tc", NS), cells, strict=True):
            assert int(value(element.find("w:tcPr/w:tcW", NS), "w")) == sum(widths[col:][:span])
            assert len(element.findall("w:p", NS)) >= 1
            if merge == "continue":
                assert above.get(col) == span
            if merge:
                merged[col] = span
        above = merged

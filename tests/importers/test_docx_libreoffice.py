"""What another program makes of a file on saving it: LibreOffice, there and back again."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.docx import read_docx
from importers.office import converted, find_office
from model.basics.controls import CONTROL_STYLE, escape_controls
from model.printing.grid import ROLES, Document, Grid, Paragraph
from tests.importers.docx_kit import (
    cell,
    code,
    complex_field,
    level,
    list_ref,
    mark,
    numbering,
    para,
    row,
    run,
    style,
    table,
    write_docx,
)

pytestmark = pytest.mark.skipif(
    find_office() is None, reason="LibreOffice is not installed: no other program to save with"
)

NAMED = {role: name for role, name in ROLES.items() if name}
PAGE = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
)


def styles() -> str:
    based = '<w:basedOn w:val="a"/>'
    found = [style(f"J{n}", name, based) for n, name in enumerate(NAMED.values())]
    found.append(style("Own", "我的正文", '<w:basedOn w:val="J10"/>'))
    found.append(style("Gap", "绩表分隔", based + '<w:rPr><w:sz w:val="2"/></w:rPr>'))
    found.append(style("Control", CONTROL_STYLE, kind="character"))
    return NORMAL + "".join(found)


def paragraphs() -> str:
    """Return one paragraph of each role, every other one changed by hand."""
    by_hand = '<w:jc w:val="right"/><w:spacing w:before="240"/>'
    found = [
        para(role, run("改", "<w:b/>"), style=f"J{n}", properties=by_hand if n % 2 else "")
        for n, role in enumerate(NAMED)
    ]
    return "".join(found) + para("own", style="Own")


def merged_table() -> str:
    return table(
        row(cell("预算规模", span=2, merge="restart"), "预算数", cell("", merge="restart")),
        row(cell(span=2, merge="continue"), cell(" 用途\u2011 "), cell(merge="continue")),
        row("一", cell("1.甲", para(), "3.丙 "), cell("二", span=2)),
        row(cell("三", merge="restart"), "", "甲<&>", "=1+1"),
        row(cell(merge="continue"), cell("x", table(row("里"), columns=1), para(), span=3)),
        columns=4,
    )


def sample(folder: Path) -> Path:
    entry = complex_field(' TC "1、清水河绩效目标表" \\f C \\l 1 ')
    contents = mark("begin") + code("TOC \\f C \\h") + mark("separate")
    numbers = numbering(
        [("0", level(0, "chineseCountingThousand", "%1、") + level(1, "decimal", "%2."))],
        [("1", "0", "")],
    )
    body = (
        para(contents + run("1、清水河绩效目标表\t3"))
        + para("2、水文站\t4", mark("end"))
        + paragraphs()
        + para("1.清水河绩效目标表", entry, style="J13")
        + merged_table()
        + para(style="Gap")
        + merged_table()
        + para("a_x0001_", run(escape_controls("\x01\x1f"), '<w:rStyle w:val="Control"/>'), "中")
        + para("甲", properties=list_ref(1))
        + para("乙", properties=list_ref(1, 1))
        + table(row(cell(para("丙", properties=list_ref(1, 1))), "丁"), columns=2)
        + para("戊", run("暗", "<w:vanish/>"), properties=list_ref(1))
    )
    return write_docx(folder / "样.docx", body + PAGE, styles=styles(), numbers=numbers)


def grids(document: Document) -> list[list[object]]:
    return [plain(block) for block in document.blocks if isinstance(block, Grid)]


def plain(grid: Grid) -> list[object]:
    """Return a grid's cells with their places and the tables in them."""
    return [
        (c.text, c.row, c.col, c.rowspan, c.colspan, [plain(inner) for inner in c.nested or []])
        for cells in grid.rows
        for c in cells
    ]


def texts(document: Document) -> list[tuple[str, str]]:
    found = [block for block in document.blocks if isinstance(block, Paragraph)]
    # LibreOffice puts an empty paragraph behind a table of contents
    return [(p.role, p.text) for p in found if p.text]


@pytest.mark.parametrize("extension", ["odt", "doc"])
def test_saved_in_another_format_and_back(tmp_path: Path, extension: str) -> None:
    path = sample(tmp_path)
    before = read_docx(path)
    with converted(path, extension) as middle, converted(middle, "docx") as back:
        after = read_docx(back)
    assert len(grids(before)) == 3
    assert grids(after) == grids(before)
    assert dict(texts(before)[: len(NAMED)]) == {role: f"{role}改" for role in NAMED}
    assert ("body", "own") in texts(before)
    assert texts(before)[-4:] == [
        ("", "a_x0001_\x01\x1f中"),
        *(("", text) for text in ("一、甲", "1.乙", "二、戊")),
    ]
    assert texts(after) == texts(before)
    for document in (before, after):
        titles = [b for b in document.blocks if isinstance(b, Paragraph) and b.contents]
        assert [(title.text, title.contents) for title in titles] == [
            ("1.清水河绩效目标表", (("C", "1、清水河绩效目标表"),))
        ]
        assert len(document.notes) == 1
        assert "“暗”" in document.notes[0]

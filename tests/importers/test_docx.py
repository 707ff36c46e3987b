from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK

from importers.docx import read_docx
from model.printing.grid import ROLES, Block, Document, Grid, Paragraph
from tests.importers.docx_kit import (
    STRICT,
    TRANSITIONAL,
    cell,
    code,
    complex_field,
    mark,
    para,
    row,
    run,
    style,
    table,
    write_docx,
)


def read(tmp_path: Path, body: str, styles: str = "") -> Document:
    return read_docx(write_docx(tmp_path / "文.docx", body, styles=styles))


def shown(blocks: list[Block]) -> list[str]:
    """Return the texts of paragraphs, and the names of tables."""
    found = []
    for block in blocks:
        assert isinstance(block, Paragraph | Grid)
        found.append(block.text if isinstance(block, Paragraph) else block.where)
    return found


def test_a_file_of_python_docx(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_heading("第二部分", level=1)
    title = file.add_paragraph()
    for piece in ("1.", "清水河", "清淤绩效目标表"):
        title.add_run(piece)
    made = file.add_table(4, 3)
    made.cell(0, 0).merge(made.cell(1, 1)).text = "预算规模"
    made.cell(0, 2).merge(made.cell(3, 2)).text = "说\t明\n第二行"
    made.cell(2, 0).text = " 3月底 "
    made.cell(3, 0).paragraphs[0].add_run("1.甲").add_break()
    made.cell(3, 0).add_paragraph("2.乙")
    made.cell(3, 1).add_table(1, 1).cell(0, 0).text = "里"
    file.add_paragraph("尾").add_run().add_break(WD_BREAK.PAGE)
    path = tmp_path / "甲.docx"
    file.save(str(path))
    heading, title_read, grid, last = read_docx(path).blocks
    assert heading == Paragraph("第二部分", where="第1段")
    assert title_read == Paragraph("1.清水河清淤绩效目标表", where="第2段")
    assert last == Paragraph("尾", where="第3段")
    assert isinstance(grid, Grid)
    assert [[(c.text, c.rowspan, c.colspan, c.where) for c in cells] for cells in grid.rows] == [
        [("预算规模", 2, 2, "第1行第1格"), ("说\t明\n第二行", 4, 1, "第1行第2格")],
        [],
        [(" 3月底 ", 1, 1, "第3行第1格"), ("", 1, 1, "第3行第2格")],
        [("1.甲\n\n2.乙", 1, 1, "第4行第1格"), ("", 1, 1, "第4行第2格")],
    ]
    nested = grid.rows[3][1].nested
    assert nested is not None
    assert nested[0].rows[0][0].text == "里"


def test_blocks_keep_their_order_and_count(tmp_path: Path) -> None:
    body = para("甲") + table(row("a")) + para() + para("乙") + table(row("b")) + "<w:sectPr/>"
    blocks = read(tmp_path, body).blocks
    assert shown(blocks) == ["甲", "表1", "", "乙", "表2"]
    assert [block.where for block in blocks if isinstance(block, Paragraph)] == [
        *("第1段", "第2段", "第3段"),
    ]


@pytest.mark.parametrize("namespace", [TRANSITIONAL, STRICT])
@pytest.mark.parametrize("main", ["word/document.xml", "word/document2.xml", "正文/文.xml"])
def test_the_main_part_is_where_the_relationships_say(
    tmp_path: Path, namespace: str, main: str
) -> None:
    decoy = b"<w:document/>" if main != "word/document.xml" else b""
    body = para("1.甲", style="s") + table(
        row(cell("乙", span=2, merge="restart")), row(cell("", span=2, merge="continue"))
    )
    path = write_docx(
        tmp_path / "a.docx",
        body + para("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"),
        styles=style("s", "绩表表题"),
        namespace=namespace,
        main=main,
        more={"word/document.xml": decoy} if decoy else None,
    )
    title, grid, formula = read_docx(path).blocks
    assert title == Paragraph("1.甲", "table-title", where="第1段")
    assert isinstance(grid, Grid)
    assert [(c.text, c.rowspan, c.colspan) for c in grid.rows[0]] == [("乙", 2, 2)]
    assert formula == Paragraph("x", where="第2段")


def test_parts_are_found_in_any_spelling(tmp_path: Path) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/officeDocument" TargetMode="External" Target="http://x"/>'
        '<Relationship Id="b" Type="x/officeDocument" Target="/Word/Document%31.xml"/>'
        "</Relationships>"
    )
    path = write_docx(tmp_path / "a.docx", para("甲"), main="word\\document1.xml")
    path = write_docx(
        tmp_path / "b.docx",
        "",
        more={
            "_RELS/.rels": relations.encode(),
            "word\\document1.xml": f'<w:document xmlns:w="{TRANSITIONAL}"><w:body>'
            f"{para('甲')}</w:body></w:document>".encode(),
        },
        main="x/y.xml",
    )
    assert shown(read_docx(path).blocks) == ["甲"]


def test_roles_come_from_the_names_of_styles(tmp_path: Path) -> None:
    named = {role: name for role, name in ROLES.items() if name}
    styles = "".join(style(f"x{n}", name) for n, name in enumerate(named.values()))
    body = "".join(para(role, style=f"x{n}") for n, role in enumerate(named))
    found = read(tmp_path, body, styles).blocks
    assert [b.role for b in found if isinstance(b, Paragraph)] == list(named)


def test_roles_are_inherited_but_not_by_well_known_styles(tmp_path: Path) -> None:
    def based(style_id: str, name: str, on: str) -> str:
        return style(style_id, name, f'<w:basedOn w:val="{on}"/>')

    styles = (
        style("b", "绩表正文")
        + based("b1", "绩表正文 + 居中", "b")
        + based("b2", "样式3", "b1")
        + based("h", "heading 1", "b")
        + based("own", "绩表一级标题", "b")
        + based("loop", "转", "loop2")
        + based("loop2", "圈", "loop")
        + style("t", "toc 1")
        + based("t2", "我的目录", "t")
    )
    ids = ["b", "b1", "b2", "h", "own", "loop", "t", "t2", "none", ""]
    found = read(tmp_path, "".join(para("x", style=i) for i in ids), styles).blocks
    assert [b.role for b in found if isinstance(b, Paragraph)] == [
        *("body", "body", "body", "", "heading", "", "contents-entry", "contents-entry", "", ""),
    ]


def test_the_separator_between_two_tables_is_no_paragraph(tmp_path: Path) -> None:
    styles = style("sep", "绩表分隔")
    body = table(row("头")) + para(style="sep") + table(row("指标")) + para("不空", style="sep")
    assert shown(read(tmp_path, body, styles).blocks) == ["表1", "表2", "不空"]


def contents_field(*entries: str) -> str:
    """Return the paragraphs of a table of contents as Word writes them."""

    def entry(text: str) -> str:
        page = complex_field(" PAGEREF _Toc1 \\h ", result=run("3"))
        return complex_field(' HYPERLINK \\l "_Toc1" ', result=run(text + "\t") + page)

    first, *rest = entries
    opened = mark("begin") + code(" TOC \\f C \\h ", "\\z ") + mark("separate")
    return (
        para(opened + entry(first), style="t")
        + "".join(para(entry(text), style="t") for text in rest)
        + para(mark("end"))
    )


def test_tables_of_contents_are_left_out(tmp_path: Path) -> None:
    toc = contents_field("1、甲绩效目标表", "2、乙绩效目标表", "3、丙绩效目标表")
    wrapped = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{para('目录')}{toc}</w:sdtContent></w:sdt>"
    )
    ends = para(mark("begin"), code("TOC"), mark("separate"), "丁\t4", mark("end"), "后")
    body = para("前") + toc + para("中") + wrapped + ends + para(complex_field("TOC \\f A"))
    assert shown(read(tmp_path, body).blocks) == ["前", "中", "目录", "后"]


def test_a_table_of_contents_without_end_hides_nothing(tmp_path: Path) -> None:
    opened = mark("begin") + code("TOC") + mark("separate")
    body = para("前", opened, "甲\t1") + para("乙") + para("丙")
    assert shown(read(tmp_path, body).blocks) == ["前", "甲\t1", "乙", "丙"]
    body = (
        para(opened, "甲\t1") + para("乙") + table(row("丁")) + para("后") + para(mark("end"), "末")
    )
    assert shown(read(tmp_path, body).blocks) == ["甲\t1", "乙", "表1", "后", "末"]


def test_a_table_of_contents_in_a_cell_is_its_text(tmp_path: Path) -> None:
    body = table(row(cell(contents_field("甲", "乙"))))
    (grid,) = read(tmp_path, body).blocks
    assert isinstance(grid, Grid)
    assert grid.rows[0][0].text == "甲\t3\n乙\t3\n"


def test_macros_and_embedded_files_are_noted(tmp_path: Path) -> None:
    path = write_docx(
        tmp_path / "a.docm",
        para("甲") + '<w:altChunk w:id="x"/>',
        more={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"},
    )
    document = read_docx(path)
    assert shown(document.blocks) == ["甲"]
    assert document.notes == [
        "文中嵌入的内容没有读入（在文件里找不到，或套得太深）",
        "文件带有宏，读取时已忽略",
    ]


def test_headers_footers_and_other_parts_are_not_read(tmp_path: Path) -> None:
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = "页眉"
    file.sections[0].footer.paragraphs[0].text = "页脚"
    file.add_paragraph("正文")
    path = tmp_path / "a.docx"
    file.save(str(path))
    assert shown(read_docx(path).blocks) == ["正文"]


def test_missing_styles_and_numbering_do_no_harm(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", para("甲", style="s"))
    bare = tmp_path / "b.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bare, "w") as new:
        for name in ("_rels/.rels", "word/document.xml"):
            new.writestr(name, old.read(name))
    assert read_docx(bare).blocks == [Paragraph("甲", where="第1段")]


def test_everything_in_one_content_control_is_read_as_it_comes(tmp_path: Path) -> None:
    inner = "".join(
        para(f"{n}.题") + table(row("甲" * 50, cell(run_of(n), span=2))) for n in range(400)
    )
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>" + para("末")
    blocks = read(tmp_path, body).blocks
    assert len(blocks) == 801
    for number in range(400):
        title, grid = blocks[2 * number : 2 * number + 2]
        assert title == Paragraph(f"{number}.题", where=f"第{number + 1}段")
        assert isinstance(grid, Grid)
        assert grid.where == f"表{number + 1}"
        assert grid.rows[0][1].text == f"第{number}个"
    assert blocks[-1] == Paragraph("末", where="第401段")


def run_of(number: int) -> str:
    return para(run("第"), run(f"{number}"), run("个"))


def test_other_encodings(tmp_path: Path) -> None:
    xml = (
        f'<?xml version="1.0" encoding="UTF-16"?><w:document xmlns:w="{TRANSITIONAL}"><w:body>'
        f"{para('云岭市😀')}</w:body></w:document>"
    )
    path = write_docx(
        tmp_path / "a.docx", "", main="word/a.xml", more={"word/document.xml": xml.encode("utf-16")}
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="b" Type="x/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    other = tmp_path / "b.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        new.writestr("_rels/.rels", relations)
        new.writestr("word/document.xml", old.read("word/document.xml"))
    assert shown(read_docx(other).blocks) == ["云岭市😀"]

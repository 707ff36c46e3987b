from __future__ import annotations

from pathlib import Path

import pytest

from importers.docx import read_docx
from importers.docx_fields import equation_text, parse_entry
from importers.docx_symbols import symbol
from model.basics.controls import CONTROL_STYLE, escape_controls
from model.printing.grid import Document, Grid, Paragraph
from tests.importers.docx_kit import (
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

REVISED = "文中有修订，按接受修订后的文字读取"
BY = 'w:id="1" w:author="甲"'
CONTROL = style("c1", CONTROL_STYLE, kind="character")
IN_CONTROL = '<w:rStyle w:val="c1"/>'


def read(tmp_path: Path, body: str, styles: str = "") -> Document:
    return read_docx(write_docx(tmp_path / "文.docx", body, styles=styles))


def read_paragraphs(tmp_path: Path, body: str, styles: str = "") -> list[Paragraph]:
    blocks = read(tmp_path, body, styles).blocks
    found = [block for block in blocks if isinstance(block, Paragraph)]
    assert len(found) == len(blocks)
    return found


def read_texts(tmp_path: Path, body: str, styles: str = "") -> list[str]:
    return [paragraph.text for paragraph in read_paragraphs(tmp_path, body, styles)]


def read_both(tmp_path: Path, content: str, styles: str = "") -> str:
    """Return the text of a paragraph's content, the same in the body and in a cell."""
    body = para(content) + table(row(cell(para(content))))
    document = read(tmp_path, body, styles)
    outside, grid = document.blocks[0], document.blocks[-1]
    assert isinstance(outside, Paragraph)
    assert isinstance(grid, Grid)
    assert grid.rows[0][0].text == outside.text
    return outside.text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("项") + run(" 目 ") + run("编码"), "项 目 编码"),
        (run("<&>'\"=1+1😀𠮷"), "<&>'\"=1+1😀𠮷"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r>", "甲\n乙\n丙"),
        ('<w:r><w:br w:type="textWrapping" w:clear="all"/><w:t>甲</w:t></w:r>', "\n甲"),
        ("<w:r><w:tab/><w:t>甲</w:t><w:ptab/></w:r>", "\t甲\t"),
        ("<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:softHyphen/></w:r>", "甲\u2011\u00ad"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>500</w:t></w:r>', "≥500"),
        ('<w:r><w:sym w:font="宋体" w:char="2116"/><w:sym w:font="x" w:char="zz"/></w:r>', "№"),
        ("<w:hyperlink><w:smartTag><w:r><w:t>甲</w:t></w:r></w:smartTag></w:hyperlink>", "甲"),
        (
            f"<w:sdt><w:sdtPr><w:rPr/></w:sdtPr><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt>",
            "甲",
        ),
        (f"<w:customXml>{run('甲')}</w:customXml><w:bookmarkStart/><w:proofErr/>", "甲"),
        ("<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num></m:f></m:oMath>", "a"),
        (
            run("甲")
            + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference/></w:r>',
            "甲",
        ),
        (
            "<w:r><w:ruby><w:rubyPr><w:hps/></w:rubyPr><w:rt><w:r><w:t>pīn</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>拼</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "拼",
        ),
        ("<w:r><w:t>  甲  </w:t></w:r>", "甲"),
        ('<w:r><w:t xml:space="preserve">  甲  </w:t></w:r>', "  甲  "),
        ('<w:r><w:t xml:space="preserve">甲\n乙</w:t></w:r>', "甲 乙"),
        ("<w:r><w:t>\u3000甲\u3000</w:t></w:r>", "\u3000甲\u3000"),
        ("<w:r><w:t/><w:t></w:t><w:t> </w:t></w:r>", ""),
        ("<w:r><w:t>甲<!-- 注 --><?x y?>乙</w:t></w:r>", "甲乙"),
        ("<w:r><w:t><![CDATA[<甲>]]></w:t></w:r>", "<甲>"),
        ("<w:r><w:lastRenderedPageBreak/><w:t>甲</w:t></w:r>", "甲"),
        (run("_x0001_"), "_x0001_"),
    ],
)
def test_what_stands_in_a_paragraph(tmp_path: Path, content: str, text: str) -> None:
    assert read_both(tmp_path, content) == text


def test_tab_stops_are_no_tabs(tmp_path: Path) -> None:
    stops = '<w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs>'
    body = para("甲", properties=stops) + table(row(cell(para("乙", properties=stops))))
    outside, grid = read(tmp_path, body).blocks
    assert isinstance(outside, Paragraph)
    assert isinstance(grid, Grid)
    assert (outside.text, grid.rows[0][0].text) == ("甲", "乙")


def test_space_is_kept_where_an_outer_element_says_so(tmp_path: Path) -> None:
    body = '<w:p xml:space="preserve"><w:r><w:t> 甲 </w:t></w:r></w:p>'
    assert read_texts(tmp_path, body) == [" 甲 "]


def test_a_long_text_is_whole(tmp_path: Path) -> None:
    text = "完成科普活动1次；" * 2000
    assert read_both(tmp_path, run(text)) == text


def test_page_breaks_part_paragraphs_but_not_texts(tmp_path: Path) -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    body = para(page, "甲") + para("乙", page, "丙", page) + para(page) + para("丁", "戊")
    assert read_texts(tmp_path, body) == ["甲", "乙", "丙", "", "丁戊"]
    grid = read(tmp_path, table(row(cell(para("乙", page, "丙"))))).blocks[0]
    assert isinstance(grid, Grid)
    assert grid.rows[0][0].text == "乙丙"


def test_revisions_are_accepted(tmp_path: Path) -> None:
    content = (
        run("新增")
        + f"<w:ins {BY}>{run('20')}</w:ins>"
        + f"<w:del {BY}><w:r><w:delText>10</w:delText><w:tab/></w:r></w:del>"
        + f"<w:moveFrom {BY}>{run('旧')}</w:moveFrom><w:moveTo {BY}>{run('人')}</w:moveTo>"
    )
    assert read_both(tmp_path, content) == "新增20人"
    assert read(tmp_path, para(content)).notes == [REVISED]


def test_deleted_paragraph_ends_join_paragraphs(tmp_path: Path) -> None:
    gone = f"<w:rPr><w:del {BY}/></w:rPr>"
    styles = style("s1", "绩表正文") + style("s2", "绩表二级标题")
    ends = para("甲", style="s1", properties=gone) + para("乙", style="s1", properties=gone)
    body = ends + para("丙", style="s2") + para("丁")
    document = read(tmp_path, body, styles)
    assert document.blocks == [
        Paragraph("甲乙丙", "item", where="第3段"),
        Paragraph("丁", where="第4段"),
    ]
    assert document.notes == [REVISED]
    grid = read(tmp_path, table(row(cell(para("甲", properties=gone), "乙", "丙")))).blocks[0]
    assert isinstance(grid, Grid)
    assert grid.rows[0][0].text == "甲乙\n丙"


def test_nothing_is_lost_where_no_paragraph_follows_to_join(tmp_path: Path) -> None:
    gone = f"<w:rPr><w:del {BY}/></w:rPr>"
    wholly = para(f"<w:del {BY}>{run('旧')}</w:del>", properties=gone)
    kept = para("甲", properties=gone)
    document = read(tmp_path, wholly + table(row(cell(kept, wholly))) + kept)
    grid, last = document.blocks
    assert isinstance(grid, Grid)
    assert grid.rows[0][0].text == "甲"
    assert last == Paragraph("甲", where="第2段")


def test_hidden_text_is_left_out_and_noted(tmp_path: Path) -> None:
    hidden = run("底稿说明", "<w:vanish/>")
    styles = style("h", "暗", "<w:rPr><w:vanish/></w:rPr>", "character")
    styles += style("p", "暗段", "<w:rPr><w:vanish/></w:rPr>")
    body = para(
        "甲", hidden, run("乙", '<w:vanish w:val="0"/>'), run("丙", '<w:rStyle w:val="h"/>')
    )
    body += table(row(cell(para("丁", run("戊", '<w:rStyle w:val="h"/>')))))
    body += para("己", run("庚", '<w:vanish w:val="false"/>'), style="p")
    document = read(tmp_path, body, styles)
    first, grid, last = document.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(grid, Grid)
    assert isinstance(last, Paragraph)
    assert (first.text, grid.rows[0][0].text, last.text) == ("甲乙", "丁", "庚")
    assert document.notes == ["文中有隐藏文字，没有读入（第一处在第1段：“底稿说明”）"]


def test_a_hidden_paragraph_end_joins(tmp_path: Path) -> None:
    body = para("甲", properties="<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + para("乙")
    assert read_texts(tmp_path, body) == ["甲乙"]


def test_only_one_branch_of_alternatives_is_read(tmp_path: Path) -> None:
    def either(choice: str, fallback: str) -> str:
        return (
            f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
            f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
        )

    assert read_both(tmp_path, either(run("新"), run("旧"))) == "新"
    assert read_both(tmp_path, either("<w:r><w:drawing/></w:r>", run("旧"))) == "旧"
    assert read_texts(tmp_path, either(para("新"), para("旧")) + para("后")) == ["新", "后"]


def box(*paragraphs: str) -> str:
    """Return a run with a text box, in newer and in older words."""
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{inner}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes_stand_after_their_block(tmp_path: Path) -> None:
    inner = f"<w:txbxContent>{para('丙')}</w:txbxContent>"
    old = f"<w:r><w:pict><v:textbox>{inner}</v:textbox></w:pict></w:r>"
    body = para("甲", box(para("乙"), para(), para("乙二"))) + para(old) + para("丁")
    assert read_paragraphs(tmp_path, body) == [
        Paragraph("甲", where="第1段"),
        Paragraph("乙", where="第1段文本框"),
        Paragraph("乙二", where="第1段文本框"),
        Paragraph("", where="第2段"),
        Paragraph("丙", where="第2段文本框"),
        Paragraph("丁", where="第3段"),
    ]


def test_text_boxes_in_cells_stand_after_the_table_once(tmp_path: Path) -> None:
    body = table(row("甲", cell(para("乙", box(para("旁注")), box(para("乙"))))))
    grid, beside = read(tmp_path, body + para("后")).blocks[:2]
    assert isinstance(grid, Grid)
    assert grid.rows[0][1].text == "乙"
    assert beside == Paragraph("旁注", where="表1第1行第2格文本框")


def test_tables_in_text_boxes_are_tables(tmp_path: Path) -> None:
    body = para("甲", box(para("题"), table(row("乙", "丙")), para())) + table(row("丁"))
    _, title, inner, outer = read(tmp_path, body).blocks
    assert title == Paragraph("题", where="第1段文本框")
    assert isinstance(inner, Grid)
    assert isinstance(outer, Grid)
    assert (inner.where, inner.rows[0][1].text, outer.where) == ("第1段文本框内表1", "丙", "表1")


def test_control_characters_in_their_style_only(tmp_path: Path) -> None:
    content = run("a_x0001_") + run(escape_controls("\x01\x0b"), IN_CONTROL) + run("_x000B_b")
    assert read_both(tmp_path, content, CONTROL) == "a_x0001_\x01\x0b_x000B_b"
    split = run("_x00", IN_CONTROL) + run("1F_", IN_CONTROL) + run("_x00")
    assert read_both(tmp_path, split, CONTROL) == "\x1f_x00"
    entry = (
        mark("begin")
        + code('TC "a')
        + code("_x0001_").replace("<w:r>", f"<w:r><w:rPr>{IN_CONTROL}</w:rPr>")
        + code('b"')
        + mark("end")
    )
    assert read_paragraphs(tmp_path, para(entry), CONTROL)[0].contents == (("C", "a\x01b"),)


def test_fields_show_their_results_only(tmp_path: Path) -> None:
    link = complex_field(' HYPERLINK "http://x" ', result=run("科协") + run("网"))
    page = complex_field("PAGE", result=run("3"))
    simple = '<w:fldSimple w:instr=" DATE ">' + run("2024年") + "</w:fldSimple>"
    nested = complex_field("IF ", result=complex_field("REF a", result=run("内")) + run("外"))
    assert read_both(tmp_path, run("见") + link + page + simple + nested) == "见科协网32024年内外"


def test_a_field_within_an_instruction_is_part_of_it(tmp_path: Path) -> None:
    inner = complex_field("REF 名", result=run("清水河"))
    content = mark("begin") + code(' TC "') + inner + code('清淤" \\f C \\l 1 ') + mark("end")
    found = read_paragraphs(tmp_path, para("1.清淤", content))
    assert found == [Paragraph("1.清淤", contents=(("C", "清水河清淤"),), where="第1段")]


@pytest.mark.parametrize(
    ("instruction", "entry"),
    [
        (' TC "1、科普绩效目标表" \\f C \\l 1 ', ("C", "1、科普绩效目标表")),
        ('tc "总体绩效目标"\\fA\\l "1"', ("A", "总体绩效目标")),
        ('TC "没有开关"', ("C", "没有开关")),
        ('TC \\f "A" \\n "先写开关"', ("A", "先写开关")),
        ('TC "说\\"明\\"，C:\\\\目录" \\f C', ("C", '说"明"，C:\\目录')),
        ('TC "说"明" 甲" \\l 2', ("C", '说"明" 甲')),
        ("TC 总体 \\f A", ("A", "总体")),
        ('TC ""', None),
        ("TC", None),
        ('TC "没有完', ("C", "没有完")),
    ],
)
def test_entries_for_tables_of_contents(
    tmp_path: Path, instruction: str, entry: tuple[str, str] | None
) -> None:
    assert parse_entry(instruction) == entry
    pieces = [instruction[at : at + 5] for at in range(0, len(instruction), 5)]
    hidden = complex_field(*pieces).replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")
    found = read_paragraphs(tmp_path, para("题", hidden, "目"))
    contents = () if entry is None else (entry,)
    assert found == [Paragraph("题目", contents=contents, where="第1段")]


def test_entries_of_simple_fields_and_with_results(tmp_path: Path) -> None:
    simple = '<w:fldSimple w:instr="TC &quot;甲&quot; \\f A"/>'
    shown = complex_field('TC "乙"', result=run("不显示"))
    found = read_paragraphs(tmp_path, para(simple, "题", shown))
    assert found == [Paragraph("题", contents=(("A", "甲"), ("C", "乙")), where="第1段")]


def test_fields_without_results_show_what_word_shows(tmp_path: Path) -> None:
    assert read_both(tmp_path, complex_field("eq \\o\\ac(", "○", ",", "3", ")")) == "③"
    assert equation_text("EQ \\o\\ac(□,新)") == "新"
    assert equation_text("eq \\f(1,2)") == "1/2"
    assert equation_text("EQ \\o\\ac(○,A)") == "Ⓐ"
    document = read(tmp_path, para("甲", complex_field("EQ \\i(a,b,c)")))
    assert document.notes == ["文中有读不出的公式域（第一处在第1段：“EQ \\i(a,b,c)”）"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☒"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "☐"),
        ("<w:checkBox><w:checked/></w:checkBox>", "☒"),
        (
            '<w:ddList><w:result w:val="1"/><w:listEntry w:val="新增"/>'
            '<w:listEntry w:val="延续"/></w:ddList>',
            "延续",
        ),
        ('<w:ddList><w:listEntry w:val="新增"/></w:ddList>', "新增"),
        ('<w:ddList><w:result w:val="9"/><w:listEntry w:val="新增"/></w:ddList>', ""),
        ("<w:textInput/>", ""),
    ],
)
def test_form_fields(tmp_path: Path, data: str, text: str) -> None:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    assert read_both(tmp_path, begin + code("FORM") + mark("end")) == text


def test_broken_fields_swallow_nothing(tmp_path: Path) -> None:
    body = para("甲", mark("begin"), code("PAGE "), "乙") + para(mark("end"), "丙")
    assert read_texts(tmp_path, body) == ["甲乙", "丙"]
    cells = row(cell(para(mark("begin"), code("X"))), "丁", cell(para(mark("separate"), "戊")))
    grid = read(tmp_path, para(mark("begin")) + table(cells)).blocks[-1]
    assert isinstance(grid, Grid)
    assert [c.text for c in grid.rows[0]] == ["", "丁", "戊"]


@pytest.mark.parametrize(
    ("font", "code_point", "sign"),
    [
        ("Symbol", 0xF0A3, "≤"),
        ("symbol", 0x61, "α"),
        ("Wingdings 2", 0xF052, "☑"),
        ("Wingdings 2", 0xA3, "□"),
        ("Wingdings", 0xF081, "①"),
        ("Wingdings", 0xF06C, "●"),
        ("Wingdings", 0xF024, "\uf024"),
        ("Calibri", 0x221A, "√"),
        ("Calibri", 0xD800, ""),
        ("Calibri", 0x7FFFFFFF, ""),
        ("Calibri", 1, ""),
    ],
)
def test_symbol_fonts(font: str, code_point: int, sign: str) -> None:
    assert symbol(font, code_point) == sign

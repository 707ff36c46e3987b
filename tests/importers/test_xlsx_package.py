"""Packages written by hand: what odd producers leave out, and what hostile ones put in."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from importers.xlsx import read_xlsx
from model.printing.grid import Grid
from tests.importers.xlsx_kit import (
    DOCUMENT,
    MAIN,
    STRICT_DOCUMENT,
    STRICT_MAIN,
    inline,
    only_grid,
    package,
    parts,
    read_sheet,
    relations,
    strings,
    texts,
    worksheet,
)


def test_the_least_a_workbook_can_be(tmp_path: Path) -> None:
    document = read_sheet(tmp_path, f"<row>{inline('A1', '甲')}<c><v>1.5</v></c></row>")
    assert texts(document) == {"A1": "甲", "B1": "1.5"}
    assert only_grid(document).where == "工作表“表”"
    assert only_grid(document).rows[0][1].number == Decimal("1.5")


def test_rows_and_cells_without_references_follow_each_other(tmp_path: Path) -> None:
    rows = (
        "<row><c><v>1</v></c><c/><c><v>2</v></c></row>"
        '<row r="4"><c r="B4"><v>3</v></c><c><v>4</v></c><c><v>5</v></c></row>'
        "<row><c><v>6</v></c></row>"
        '<row r="0"><c r="ZZZZ9"><v>7</v></c><c r="A0"><v>8</v></c><c r="1"><v>9</v></c></row>'
        '<row r="99999999999"><c r="A9999999"><v>10</v></c></row>'
    )
    found = {
        **{"A1": "1", "C1": "2", "B4": "3", "C4": "4", "D4": "5", "A5": "6"},
        **{"A6": "7", "B6": "8", "C6": "9", "A7": "10"},
    }
    assert texts(read_sheet(tmp_path, rows)) == found


def test_references_in_any_writing_and_order(tmp_path: Path) -> None:
    rows = (
        f'<row r="2">{inline("$C$2", "丙")}{inline("a2", "甲")}</row>'
        f'<row r="1">{inline("AB1", "远")}{inline("B1", "乙")}</row>'
    )
    grid = only_grid(read_sheet(tmp_path, rows))
    assert [[(c.where, c.text, c.row, c.col) for c in row] for row in grid.rows] == [
        [("B1", "乙", 0, 1), ("AB1", "远", 0, 27)],
        [("A2", "甲", 1, 0), ("C2", "丙", 1, 2)],
    ]
    assert grid.columns == 28


def test_texts_to_the_character(tmp_path: Path) -> None:
    shared = strings(
        '<t xml:space="preserve"> 甲 </t>',
        "<r><t>一</t></r><r><rPr><b/></rPr><t> 二</t></r><rPh sb='0' eb='1'><t>yī</t></rPh>"
        "<phoneticPr fontId='1'/>",
        "<t>行_x000D_\n尾_x005F_x000D__x0001_</t>",
        "<t>a&#13;\nb\r\nc_x000D_d</t>",
        "",
        "<t/>",
        "<t>_xD83D__xDE00_</t>",
        "<t><![CDATA[<&>]]></t>",
        "<r><t/></r>",
    )
    rows = "<row>" + "".join(f'<c t="s"><v>{n}</v></c>' for n in range(9)) + "</row>"
    found = texts(read_sheet(tmp_path, rows, xl__sharedStrings=shared))
    assert found == {
        **{"A1": " 甲 ", "B1": "一 二", "C1": "行\r\n尾_x000D_\x01", "D1": "a\r\nb\nc\rd"},
        **{"G1": "😀", "H1": "<&>"},
    }


def test_values_of_all_types(tmp_path: Path) -> None:
    rows = (
        '<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#DIV/0!</v></c>'
        '<c t="str"><f>A1</f><v> 文_x0009_ </v></c><c t="d"><v>2021-03-05T00:00:00</v></c>'
        '<c t="n"><v>30</v></c><c><v>非数</v></c><c><v>1E+999999999</v></c><c t="str"><v/></c>'
        '<c t="inlineStr"><v>直写</v></c></row>'
    )
    assert texts(read_sheet(tmp_path, rows)) == {
        **{"A1": "TRUE", "B1": "FALSE", "C1": "#DIV/0!", "D1": " 文\t ", "E1": "2021-03-05"},
        **{"F1": "30", "G1": "非数", "H1": "1E+999999999", "J1": "直写"},
    }


def test_formulas_with_and_without_results(tmp_path: Path) -> None:
    rows = (
        "<row><c><f>SUM(B1:C1)</f><v>3</v></c><c><f>1+1</f><v></v></c><c><f>A1&amp;B1</f></c>"
        '<c t="str"><f>""</f><v></v></c><c><f t="shared" si="0"/></c></row>'
    )
    document = read_sheet(tmp_path, rows)
    assert texts(document) == {"A1": "3"}
    assert document.notes == [
        "工作表“表”B1、C1、E1：公式没有保存计算结果，请在 Excel 中打开并保存后重试"
        "（B1：=1+1；C1：=A1&B1；E1：与上面的单元格共用的公式）"
    ]


STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="176" '
    'formatCode="0.00&quot;万元&quot;"/><numFmt numFmtId="177" formatCode="@&quot;级&quot;"/>'
    '</numFmts><cellStyleXfs><xf numFmtId="10"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="176"/><xf numFmtId="9"/><xf numFmtId="31"/><xf numFmtId="177"/><xf/>'
    '<xf numFmtId="999"/></cellXfs><dxfs><dxf><numFmt numFmtId="176" formatCode="0"/></dxf></dxfs>'
    "</styleSheet>"
)


def test_styles_give_the_formats(tmp_path: Path) -> None:
    values = ("30", "30", "0.3", "44260", "30", "30", "30", "30", "30")
    styles = ("0", "1", "2", "3", "4", "5", "6", "77", "-1")
    rows = "".join(
        f'<c s="{style}"><v>{value}</v></c>' for style, value in zip(styles, values, strict=True)
    )
    rows += '<c s="4" t="str"><v>优</v></c>'
    document = read_sheet(tmp_path, f"<row>{rows}</row>", xl__styles=STYLES)
    cells = only_grid(document).rows[0]
    shown = ["30", "30.00万元", "30%", "2021年3月5日", "30级", "30", "30", "30", "30", "优级"]
    assert [cell.text for cell in cells] == shown
    bare = [cell.where for cell in cells if cell.number is not None]
    assert bare == ["A1", "F1", "G1", "H1", "I1"]


def test_strict_namespaces_and_sheets_by_relationship(tmp_path: Path) -> None:
    path = package(
        tmp_path / "严.xlsx",
        {
            "_rels/.rels": relations(("a", f"{STRICT_DOCUMENT}/officeDocument", "/book/b.xml")),
            "book/b.xml": f'<workbook xmlns="{STRICT_MAIN}" xmlns:r="{STRICT_DOCUMENT}">'
            '<workbookPr date1904="true"/><sheets><sheet name="后" r:id="s2"/>'
            '<sheet name="图" r:id="c"/><sheet name="话" r:id="d"/>'
            '<sheet name="先" r:id="s1" state="hidden"/></sheets></workbook>',
            "book/_rels/b.xml.rels": relations(
                ("s1", f"{STRICT_DOCUMENT}/worksheet", "sheets/x.xml"),
                ("s2", f"{STRICT_DOCUMENT}/worksheet", "../%E8%A1%A8.xml"),
                ("c", f"{STRICT_DOCUMENT}/chartsheet", "sheets/x.xml"),
                ("d", f"{STRICT_DOCUMENT}/dialogsheet", "sheets/x.xml"),
                ("t", f"{STRICT_DOCUMENT}/sharedStrings", "/BOOK/Words.xml"),
                ("f", f"{STRICT_DOCUMENT}/styles", "formats.xml"),
            ),
            "book/words.xml": strings("<t>词</t>").replace(MAIN, STRICT_MAIN),
            "book/formats.xml": STYLES.replace(MAIN, STRICT_MAIN),
            "book/sheets/x.xml": worksheet('<row><c t="s"><v>0</v></c></row>', main=STRICT_MAIN),
            "表.xml": worksheet('<row><c s="3"><v>42798</v></c></row>', main=STRICT_MAIN),
        },
    )
    document = read_xlsx(path)
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert [(grid.where, grid.rows[0][0].text) for grid in grids] == [
        ("工作表“后”", "2021年3月5日"),
        ("工作表“先”", "词"),
    ]
    assert document.hidden == ["工作表“先”是隐藏的，也已读入"]


def test_a_missing_sheet_is_named_the_others_are_read(tmp_path: Path) -> None:
    content = parts(worksheet(f"<row>{inline('A1', '在')}</row>"))
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(
        "</sheets>", '<sheet name="丢" r:id="rId9"/></sheets>'
    )
    document = read_xlsx(package(tmp_path / "缺.xlsx", content))
    assert texts(document) == {"A1": "在"}
    assert document.notes == ["工作表“丢”在文件里缺失，没有读到"]


def test_threaded_comments_stand_for_their_old_copies(tmp_path: Path) -> None:
    content = parts(worksheet(f"<row>{inline('A1', '甲')}</row>"))
    content["xl/worksheets/_rels/sheet1.xml.rels"] = relations(
        ("c", f"{DOCUMENT}/comments", "../comments1.xml"),
        (
            "t",
            "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
            "../threadedComments/t1.xml",
        ),
    )
    content["xl/comments1.xml"] = (
        f'<comments xmlns="{MAIN}"><authors><author>审</author></authors><commentList>'
        '<comment ref="A1"><text><t>[Threaded comment] 旧版本看不到</t></text></comment>'
        '<comment ref="B2"><text><r><t>老</t></r><r><t>批注</t></r></text></comment>'
        "</commentList></comments>"
    )
    content["xl/threadedComments/t1.xml"] = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
        'threadedcomments"><threadedComment ref="A1" id="1"><text>金额不对</text>'
        '</threadedComment><threadedComment ref="A1" id="2" parentId="1"><text>已改</text>'
        "</threadedComment></ThreadedComments>"
    )
    document = read_xlsx(package(tmp_path / "批.xlsx", content))
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert [one.text for one in grid.rows[0][0].comments] == ["金额不对", "已改"]
    assert [(one.where, one.text) for one in document.comments] == [("工作表“表”B2", "老批注")]

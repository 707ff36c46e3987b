"""Packages written by hand: what odd producers leave out, and what hostile ones put in."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.xlsx import read_xlsx
from model.basics.errors import ReadError
from model.printing.grid import Cell, Document, Grid

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_DOCUMENT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(*links: tuple[str, str, str]) -> str:
    items = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in links
    )
    return f'<Relationships xmlns="{RELATIONS}">{items}</Relationships>'


def worksheet(rows: str, after: str = "", before: str = "", main: str = MAIN) -> str:
    return f'<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def parts(sheet: str, **more: str) -> dict[str, str]:
    """Return the least a workbook of one sheet consists of, with further parts by name."""
    found = {
        "_rels/.rels": relations(("rId1", f"{DOCUMENT}/officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", f"{DOCUMENT}/worksheet", "worksheets/sheet1.xml")
        ),
        "xl/worksheets/sheet1.xml": sheet,
    }
    return found | {name.replace("__", "/") + ".xml": text for name, text in more.items()}


def package(path: Path, content: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return path


def only_grid(document: Document) -> Grid:
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    return grid


def read_sheet(tmp_path: Path, rows: str, after: str = "", **more: str) -> Document:
    return read_xlsx(package(tmp_path / "表.xlsx", parts(worksheet(rows, after), **more)))


def texts(document: Document) -> dict[str, str]:
    return {cell.where: cell.text for row in only_grid(document).rows for cell in row}


def inline(ref: str, text: str) -> str:
    return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'


def strings(*items: str) -> str:
    return f'<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


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


def refused(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read_xlsx(path)
    message = str(caught.value)
    assert message.startswith(f"{path}：")
    assert "\n" not in message
    return message


ROW = "<row><c><v>1</v></c></row>"


@pytest.mark.parametrize(
    ("part", "text", "reason"),
    [
        ("xl/worksheets/sheet1.xml", worksheet(ROW)[:-20], "已损坏或不完整"),
        ("xl/worksheets/sheet1.xml", "", "已损坏或不完整"),
        ("xl/worksheets/sheet1.xml", "不是 XML", "已损坏或不完整"),
        ("xl/worksheets/sheet1.xml", worksheet(ROW + "&nothing;"), "已损坏或不完整"),
        ("xl/workbook.xml", "<workbook", "已损坏或不完整"),
        ("xl/workbook.xml", "<other/>", "不是 Excel 工作簿"),
        ("xl/_rels/workbook.xml.rels", "<x/>", "工作表都不见了"),
        ("xl/sharedStrings.xml", strings("<t>一</t>")[:-3], "已损坏或不完整"),
        ("xl/styles.xml", "<styleSheet>", "已损坏或不完整"),
        (
            "xl/worksheets/sheet1.xml",
            f'<!DOCTYPE x [<!ENTITY a "b">]>{worksheet(ROW)}',
            "实体定义",
        ),
        (
            "xl/sharedStrings.xml",
            f'<?xml version="1.0"?><!DOCTYPE s SYSTEM "http://x/">{strings()}',
            "实体定义",
        ),
    ],
)
def test_a_damaged_part_is_refused(tmp_path: Path, part: str, text: str, reason: str) -> None:
    content = parts(worksheet(ROW)) | {part: text}
    assert reason in refused(package(tmp_path / "坏.xlsx", content))


@pytest.mark.parametrize("index", ["1", "-1", "99999999999999999999", "一", "1.0"])
def test_a_text_that_is_not_there_is_an_error_not_a_blank(tmp_path: Path, index: str) -> None:
    content = parts(
        worksheet(f'<row r="3"><c r="B3" t="s"><v>{index}</v></c></row>'),
        xl__sharedStrings=strings("<t>只有一条</t>"),
    )
    message = refused(package(tmp_path / "坏.xlsx", content))
    assert "工作表“表”B3 的文字在文件里找不到" in message


def test_other_packages_are_no_workbooks(tmp_path: Path) -> None:
    word = {"_rels/.rels": relations(("a", f"{DOCUMENT}/officeDocument", "word/document.xml"))}
    path = package(tmp_path / "文.xlsx", word | {"word/document.xml": "<document/>"})
    assert "不是 Excel 工作簿" in refused(path)
    binary = {"_rels/.rels": relations(("a", f"{DOCUMENT}/officeDocument", "xl/workbook.bin"))}
    path = package(tmp_path / "二.xlsx", binary | {"xl/workbook.bin": b"\x83\x01"})
    assert ".xlsb" in refused(path)


def test_a_missing_or_empty_file_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "没有.xlsx")
    (tmp_path / "空.xlsx").write_bytes(b"")
    refused(tmp_path / "空.xlsx")


def bombs() -> dict[str, dict[str, str]]:
    endless = "<a/>" * 2_000_000
    return {
        "a row without end": parts(worksheet(f"<row>{endless}</row>")),
        "elements nobody knows": parts(
            worksheet(ROW), xl__styles=f'<styleSheet xmlns="{MAIN}"><x><y>{endless}'
        ),
        "a text without end": parts(
            worksheet(ROW), xl__sharedStrings=strings(f"<t>{'长' * 4_000_000}</t>")
        ),
    }


MEASURE = """
import re, sys
from pathlib import Path
from importers.xlsx import read_xlsx
from model.basics.errors import ReadError
for name in sys.argv[1:]:
    try:
        read_xlsx(Path(name))
    except ReadError as error:
        print(error)
status = Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s*(\\d+) kB", status)[1]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured the Linux way")
def test_bombs_are_refused_in_little_memory(tmp_path: Path) -> None:
    paths = [package(tmp_path / f"{name}.xlsx", content) for name, content in bombs().items()]
    assert all(path.stat().st_size < 100_000 for path in paths)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *map(str, paths)],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parent.parent.parent,
        env=os.environ | {"PYTHONPATH": ".", "PYTHONUTF8": "1"},
    )
    *messages, megabytes = done.stdout.splitlines()
    for path, message in zip(paths, messages, strict=True):
        assert message.startswith(f"{path}：")
        assert "没有读取" in message or "已损坏" in message
    assert int(megabytes) < 250


def test_more_shared_strings_than_any_workbook_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importers.xlsx_package.MAX_STRINGS", 3)
    path = package(tmp_path / "表.xlsx", parts(worksheet(ROW), xl__sharedStrings=strings(*"abc")))
    assert texts(read_xlsx(path)) == {"A1": "1"}
    path = package(tmp_path / "表.xlsx", parts(worksheet(ROW), xl__sharedStrings=strings(*"abcd")))
    assert "没有读取" in refused(path)


def test_more_merged_areas_than_any_sheet_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importers.xlsx_grid.MAX_MERGES", 20)
    areas = [f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 22)]
    for count in (20, 21):
        merges = f"<mergeCells>{''.join(areas[:count])}</mergeCells>"
        path = package(tmp_path / f"{count}.xlsx", parts(worksheet(ROW, merges)))
    assert "合并单元格太多" in refused(path)
    assert len(only_grid(read_xlsx(tmp_path / "20.xlsx")).rows) == 20


def test_more_cells_than_any_department_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importers.xlsx_grid.MAX_CELLS", 50)
    path = package(tmp_path / "多.xlsx", parts(worksheet(ROW * 50)))
    assert len(only_grid(read_xlsx(path)).rows) == 50
    path = package(tmp_path / "多.xlsx", parts(worksheet(ROW * 51)))
    assert "格太多" in refused(path)


@pytest.fixture(scope="module")
def real_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("real") / "真.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.merge_range("A1:C1", "标题", book.add_format({"bold": True}))
        sheet.write_number("A2", 0.3, book.add_format({"num_format": "0.00%"}))
        sheet.write_formula("B2", "=A2", None, 0.3)
        sheet.write_comment("A2", "批注")
        book.add_worksheet("二").write_string("B3", "文")
    return path.read_bytes()


@given(seed=st.integers(0, 2**32), cut=st.booleans())
@settings(max_examples=120)
def test_damage_anywhere_is_refused_or_read_soundly(
    tmp_path_factory: pytest.TempPathFactory, real_bytes: bytes, seed: int, cut: bool
) -> None:
    """Change bytes of the file, or of the XML of one of its parts."""
    chance = random.Random(seed)
    path = tmp_path_factory.mktemp("damage") / "坏.xlsx"
    if cut:
        damaged = bytearray(real_bytes)
        spoil(damaged, chance)
        path.write_bytes(damaged)
    else:
        path.write_bytes(real_bytes)
        with zipfile.ZipFile(path) as archive:
            content = {name: bytearray(archive.read(name)) for name in archive.namelist()}
        spoil(content[chance.choice(sorted(content))], chance)
        package(path, {name: bytes(data) for name, data in content.items()})
    try:
        document = read_xlsx(path)
    except ReadError as error:
        assert str(error).startswith(str(path))
    else:
        check(document)


def spoil(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(data))
        kind = chance.random()
        if kind < 0.5:
            data[place] = chance.randrange(256)
        elif kind < 0.7:
            data[place : place + chance.randint(1, 40)] = b"0"
        elif kind < 0.9:
            data[place:place] = data[place : place + 50]
        else:
            del data[place:]
            data += b"<"


def check(document: Document) -> None:
    """Make sure that every cell stands where it says, inside the grid, over no other."""
    for grid in document.blocks:
        if not isinstance(grid, Grid):
            continue
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(grid.rows):
            for cell in row:
                covers = area(cell)
                assert cell.row == number
                assert re.fullmatch(r"[A-Z]{1,3}[1-9]\d*", cell.where)
                assert cell.text or len(covers) > 1
                assert not taken & covers
                assert cell.col + cell.colspan <= grid.columns
                assert cell.row + cell.rowspan <= len(grid.rows)
                taken |= covers


def area(cell: Cell) -> set[tuple[int, int]]:
    return {
        (row, col)
        for row in range(cell.row, cell.row + cell.rowspan)
        for col in range(cell.col, cell.col + cell.colspan)
    }

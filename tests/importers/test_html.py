from __future__ import annotations

from pathlib import Path

import pytest

from importers.html import parse_html
from importers.mhtml import read_html
from model.basics.errors import ReadError
from model.layout import Layout
from model.printing.grid import Document, Grid, Paragraph
from tests.importers.form_kit import (
    TITLE,
    YEAR_LINE,
    Box,
    assert_read,
    form,
    html_page,
    html_rows,
    read,
)


def page(body: str) -> Document:
    return parse_html(body.encode(), "页.html")


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def only(body: str) -> Grid:
    (grid,) = grids(page(body))
    return grid


@pytest.mark.parametrize("name", ["表.html", "表.xls", "表.doc", "表.txt", "表.xyz"])
@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("gb18030", "gb2312"),
        ("gb18030", ""),
        ("gb18030", "utf-8"),
        ("utf-8", "gb2312"),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", "gb2312"),
    ],
)
def test_a_page_in_any_encoding_under_any_name(
    tmp_path: Path, layouts: dict[str, Layout], name: str, encoding: str, label: str
) -> None:
    path = tmp_path / name
    head = f'<meta charset="{label}">' if label else ""
    path.write_bytes(html_page(form(), head).encode(encoding))
    disclosure, report = read(path, layouts)
    assert_read(disclosure)
    misnamed = any("内容其实是网页" in note for note in report.notes)
    assert misnamed == (path.suffix not in (".html", ".xyz"))


def test_big5_is_told_from_gb() -> None:
    cells = "<td>項目名稱</td><td>渡口設備更新經費</td>"
    body = f"<p>項目支出績效目標表</p><table><tr>{cells}</tr></table>"
    for head in ("", '<meta charset="big5">'):
        document = parse_html((head + body).encode("big5"), "頁.htm")
        assert texts(grids(document)[0]) == [["項目名稱", "渡口設備更新經費"]]


def test_a_rare_character_under_the_label_gb2312() -> None:
    # four bytes in GB18030: a parser that trusts the label stops here
    body = '<meta charset="gb2312"><table><tr><td>㙍村</td><td>金额</td></tr></table>'
    (grid,) = grids(parse_html(body.encode("gb18030"), "页.htm"))
    assert texts(grid) == [["㙍村", "金额"]]


def test_pieces_without_html_around(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    rows = html_rows([[Box(TITLE, 1, 6)], [Box(YEAR_LINE, 1, 6)], *form()])
    for number, piece in enumerate(
        (f"<div>\n\t<table>{rows}</table></div>", f"<table>{rows}", f"<tbody>{rows}</tbody>", rows)
    ):
        path = tmp_path / f"{number}.xls"
        path.write_text(piece, encoding="gb18030")
        assert_read(read(path, layouts)[0])


def test_unclosed_cells_and_rows_and_upper_case() -> None:
    grid = only("<TABLE><TR><TD>甲<TD COLSPAN=2>乙<TR><TD>丙<TD>丁<TD>戊</TABLE>")
    assert texts(grid) == [["甲", "乙"], ["丙", "丁", "戊"]]
    assert (grid.columns, grid.rows[0][1].colspan) == (3, 2)


def test_spans_are_those_of_a_browser() -> None:
    grid = only(
        "<table><tr><td rowspan=0>甲<td rowspan='2'>乙<td>丙</tr><tr><td>丁</tr>"
        "<tr><td colspan=99999>戊<td rowspan=x>己</tr></table>"
    )
    places = {c.text: (c.row, c.col, c.rowspan, c.colspan) for row in grid.rows for c in row}
    assert places["甲"] == (0, 0, 3, 1)
    assert places["乙"] == (0, 1, 2, 1)
    assert places["丁"] == (1, 2, 1, 1)
    assert places["戊"][:3] == (2, 1, 1)
    assert places["己"][2] == 1


def test_spans_that_overlap_swallow_nobody() -> None:
    grid = only("<table><tr><td>甲<td rowspan=2>乙</tr><tr><td colspan=2>丙</tr></table>")
    assert texts(grid) == [["甲", "乙"], ["丙"]]
    assert grid.rows[1][0].colspan == 1


def test_what_a_browser_shows_of_a_cell() -> None:
    cells = [
        "甲<br>乙",
        "<p>甲</p> <p>&nbsp;</p>\n<div>乙</div><p></p><p><br></p>",
        " 前\r\n   后 ",
        "甲&nbsp;&nbsp;乙 丙",
        "<span style='display:none'>藏</span>现",
        "<ol start=2><li>甲</li><li>乙</li></ol>",
        "<input value='86.40'><input type=hidden value=x>万元",
        "<select><option>甲</option><option selected>乙</option></select>",
        "<textarea>一\n二</textarea>",
        "<input type=checkbox checked>是<input type=checkbox>否",
        "&lt;甲&amp;乙&gt;",
        "<pre>甲\n  乙</pre>",
        "<script>x=1</script>文<!-- 注 --><![if !a]>字<![endif]>",
    ]
    grid = only("<table>" + "".join(f"<tr><td>{cell}</td></tr>" for cell in cells) + "</table>")
    assert [row[0].text for row in grid.rows] == [
        *(
            "甲\n乙",
            "甲\n\n乙",
            "前后",
            "甲  乙 丙",
            "现",
            "2.甲\n3.乙",
            "86.40万元",
            "乙",
            "一\n二",
        ),
        *("☑是☐否", "<甲&乙>", "甲\n乙", "文字"),
    ]


def test_what_is_struck_through_and_what_is_hidden() -> None:
    document = page(
        "<style>.x1{text-decoration:line-through} td.h , .h2{color:red;display:none}</style>"
        "<p>留<del>删段</del></p><table><tr><td><s>100株</s>≥120株</td><td class=x1>整格</td>"
        "<td style='text-decoration: line-through'><b>粗</b></td><td class=h>藏</td></tr>"
        "<tr style='display:none'><td>藏行</td></tr><tr hidden><td>藏行</td></tr>"
        "<tr><td>末</td></tr></table>"
    )
    (grid,) = grids(document)
    assert [[(c.text, c.struck) for c in row] for row in grid.rows] == [
        [("≥120株", "100株"), ("", "整格"), ("", "粗")],
        [("末", "")],
    ]
    assert document.blocks[0] == Paragraph("留", where="第1段", struck="删段")
    assert [("不显示" in note, "删除线" in note) for note in document.notes] == [
        (True, False),
        (False, True),
    ]


def test_tables_made_by_styles(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    css = ".t{display:table}.r{display:table-row}.c{display: table-cell}"
    rows = [
        ("一级指标", "二级指标", "三级指标", "指标值"),
        ("产出指标", "数量指标", "渡口数", "36个"),
    ]
    body = "".join(
        "<div class=r>" + "".join(f"<div class=c>{text}</div>" for text in row) + "</div>"
        for row in rows
    )
    grid = only(f"<style>{css}</style><div class=t>{body}</div>")
    assert texts(grid) == [list(row) for row in rows]
    roles = body.replace("class=r", "role=row").replace("class=c", "role=cell")
    assert texts(only(f"<div role=table>{roles}</div>")) == [list(row) for row in rows]


def test_a_page_laid_out_by_tables(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    inner = f"<p>{TITLE}</p><p>{YEAR_LINE}</p><table>{html_rows(form())}</table>"
    path = tmp_path / "网站.html"
    path.write_text(
        f"<table><tr><td>首页</td><td>{inner}</td></tr><tr><td>版权所有</td></tr></table>", "utf-8"
    )
    disclosure, _ = read(path, layouts)
    assert [table.name for table in disclosure.projects] == ["渡口安全设备更新经费"]
    assert len(disclosure.projects[0].indicators) == 6


def test_junk_columns_are_dropped_and_numbers_beside_cells_used() -> None:
    junk = "<td></td>" * 300
    grid = only(
        f"<table><tr><td colspan=250>标题</td>{junk}</tr><tr><td>甲</td>{junk}<td>乙</td></tr>"
        f"<tr><td>丙</td>{junk}<td x:num=86.4>86</td></tr>"
        f"<tr><td>丁</td>{junk}<td x:num=0.3>30%</td></tr></table>"
    )
    assert grid.columns == 3
    assert [[c.text for c in row if c.text] for row in grid.rows] == [
        *(["标题"], ["甲", "乙"], ["丙", "86.4"], ["丁", "30%"]),
    ]


def test_a_code_printed_as_a_power_is_pointed_out() -> None:
    grid = only("<table><tr><td>1.30600240000123E+20</td><td>1.5E+3</td></tr></table>")
    assert [[flaw.kind for flaw in cell.flaws] for cell in grid.rows[0]] == [["digits"], []]


def test_frames_are_looked_for_beside_the_page(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    excel = (
        "<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet>"
        '<x:Name>目标表</x:Name><x:WorksheetSource HRef="表.files/sheet001.htm"/>'
        "</x:ExcelWorksheet><x:ExcelWorksheet><x:Name>字典</x:Name><x:WorksheetOptions>"
        "<x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
        '<x:WorksheetSource HRef="表.files/sheet002.htm"/></x:ExcelWorksheet>'
        "</x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]-->"
    )
    path = tmp_path / "表.htm"
    path.write_text(
        f"<html><head>{excel}</head><frameset><frame src='表.files/sheet001.htm'></frameset>",
        "gb18030",
    )
    with pytest.raises(ReadError, match=r"外框.*文件夹"):
        read(path, layouts)
    folder = tmp_path / "表.files"
    folder.mkdir()
    sheet = html_page(form(), '<link rel=Stylesheet href="stylesheet.css">')
    (folder / "sheet001.htm").write_text(sheet.replace("<td>100%", "<td class=g>100%"), "gb18030")
    (folder / "stylesheet.css").write_text(".g{text-decoration:line-through}")
    (folder / "sheet002.htm").write_text("<table><tr><td>选项</td></tr></table>")
    document = read_html(path)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        *("目标表", TITLE, YEAR_LINE, "字典"),
    ]
    first, second = grids(document)
    assert (first.hidden, second.hidden) == (False, True)
    assert "100%" in [cell.struck for row in first.rows for cell in row]


def test_nothing_outside_the_pages_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "密.htm").write_text("<p>不可读</p>")
    inner = tmp_path / "里"
    inner.mkdir()
    path = inner / "页.htm"
    for source in ("../密.htm", (tmp_path / "密.htm").as_uri(), "http://x.invalid/a.htm"):
        path.write_text(f"<frameset><frame src='{source}'></frameset>")
        with pytest.raises(ReadError, match="外框"):
            read_html(path)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<td>" * 2_000_000, "网页大得不正常"),
        (b"<div>" * 1_000_000, "深得不正常"),
        (b"<table>" * 3000, ""),
        (b"<table><tr>" + b"<td>" * 100_000, "格太多"),
        (b"<table><tr><td colspan=1000>a" + b"<td colspan=1000>a" * 30, "格太多"),
        (b"<table>" + b"<tr><td rowspan=65534>a" * 20_000, "格太多"),
        (b"<p>" + b"<b>" * 200_000 + b"x", "深得不正常"),
        (b"<html>", ""),
        (b"<!-- -->", "没有内容"),
    ],
    ids=["cells", "boxes", "tables in tables", "one row", "wide", "tall", "bold", "empty", "none"],
)
def test_hostile_pages_are_read_or_refused(tmp_path: Path, body: bytes, reason: str) -> None:
    path = tmp_path / "页.html"
    path.write_bytes(body)
    if not reason:
        assert read_html(path).blocks == []
        return
    with pytest.raises(ReadError, match=reason) as refused:
        read_html(path)
    assert refused.value.advice


def test_blank_lines_and_sheets_as_libreoffice_writes_them() -> None:
    document = page(
        "<h1>Sheet 2: <em>目标表</em></h1><table><tr><td><p>甲</p><p><br/>\n\n</p><p>乙，\n丙</p>"
        "</td></tr></table>"
    )
    name, grid = document.blocks
    assert name == Paragraph("目标表", "sheet", where="工作表“目标表”")
    assert isinstance(grid, Grid)
    assert texts(grid) == [["甲\n\n乙，丙"]]


def test_tables_in_cells_are_counted_from_one_through_the_table() -> None:
    inner = "<table><tr><td>内</td></tr></table>"
    document = page(
        f"<table><tr><td>{inner}{inner}</td><td>甲</td></tr><tr><td>{inner}</td></tr></table>"
    )
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    cells = [cell for row in grid.rows for cell in row]
    found = [[one.where for one in cell.nested or ()] for cell in cells]
    assert found == [["表1内嵌表1", "表1内嵌表2"], [], ["表1内嵌表3"]]


@pytest.mark.parametrize("tag", ["s", "strike", "del"])
def test_what_a_tag_strikes_inside_a_cell_is_no_text(tag: str) -> None:
    document = page(f"<table><tr><td>甲<{tag}>乙</{tag}>丙</td><td>丁</td></tr></table>")
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    assert [(cell.text, cell.struck) for cell in grid.rows[0]] == [("甲丙", "乙"), ("丁", "")]

"""Grids as Word's tables: merged cells, borders, what repeats and what may break."""

from __future__ import annotations

from lxml import etree

from exporters.word_pages import TablePlan
from exporters.word_styles import stylesheet
from exporters.word_table import TableWriter
from model.document.disclosure import Disclosure, Indicator, TargetTable
from model.layout import Layout
from model.printing.fill import fill
from model.printing.grid import Cell, Grid
from tests.exporters.word_kit import NS, W, rows_of, style_of, text_of, value


def written(grid: Grid, layout: Layout, closed: bool = False) -> list[etree._Element]:
    """Return the elements a grid becomes; every row may stand whole."""
    writer = TableWriter(layout, stylesheet(layout))
    xml = writer.table(grid, TablePlan(b"\1" * len(grid.rows), closed))
    return list(etree.fromstring(f'<w:body xmlns:w="{NS["w"]}">{xml}</w:body>'.encode()))


def test_the_head_and_the_indicators_are_two_tables_with_a_hairline_between(
    disclosure: Disclosure, hebei: Layout
) -> None:
    grid = fill(disclosure, disclosure.projects[0], hebei)
    head, gap, indicators = written(grid, hebei)
    assert [head.tag, gap.tag, indicators.tag] == [W + "tbl", W + "p", W + "tbl"]
    assert style_of(gap) == "JbGap"
    assert not text_of(gap)
    assert len(rows_of(head)) == 7
    repeats = [
        row.find("w:trPr/w:tblHeader", NS) is not None for row in indicators.findall("w:tr", NS)
    ]
    assert repeats == [True] + [False] * 7
    # one line between them, and it is the repeated row's
    assert value(head.find("w:tblPr/w:tblBorders/w:bottom", NS)) == "nil"
    assert value(indicators.find("w:tblPr/w:tblBorders/w:top", NS)) == "single"
    closed = written(grid, hebei, closed=True)[0]
    assert value(closed.find("w:tblPr/w:tblBorders/w:bottom", NS)) == "single"


def test_all_texts_stand_where_the_grid_has_them(disclosure: Disclosure, hebei: Layout) -> None:
    grid = fill(disclosure, disclosure.projects[0], hebei)
    head, _, indicators = written(grid, hebei)
    rows = rows_of(head) + rows_of(indicators)
    assert len(rows) == len(grid.rows)
    for cells, row in zip(grid.rows, rows, strict=True):
        assert [(cell.col, cell.colspan, cell.text) for cell in cells] == [
            (col, span, text) for col, span, merge, text in row if merge != "continue"
        ]


def test_equal_levels_are_one_cell_down(disclosure: Disclosure, hebei: Layout) -> None:
    grid = fill(disclosure, disclosure.projects[0], hebei)
    rows = rows_of(written(grid, hebei)[2])
    assert [row[0][2] for row in rows] == ["", "restart"] + ["continue"] * 4 + ["", ""]
    assert [row[1][2] for row in rows] == ["", "restart", "continue"] + [""] * 5
    assert rows[1][0][3] == "产出指标"
    assert rows[2][0][3] == ""


def test_head_cells_of_two_rows_keep_their_place(disclosure: Disclosure, hebei: Layout) -> None:
    rows = rows_of(written(fill(disclosure, disclosure.projects[0], hebei), hebei)[0])
    assert rows[2][0] == (0, 2, "restart", "预算规模及资金用途")
    assert rows[3][0] == (0, 2, "continue", "")
    assert rows[3][1][0:2] == (2, 6)


def test_merged_cells_end_with_their_table(hebei: Layout) -> None:
    down = Cell("一", 0, 0, rowspan=5, colspan=4)
    grid = Grid([[down, Cell("二", 0, 4, colspan=4)], [Cell("三", 1, 4, colspan=4)]], 8)
    (table,) = written(grid, hebei)
    assert [[cell[2] for cell in row] for row in rows_of(table)] == [
        ["restart", ""],
        ["continue", ""],
    ]


def test_a_cell_without_borders_has_only_its_neighbours_lines(
    disclosure: Disclosure, hebei: Layout
) -> None:
    head = written(fill(disclosure, disclosure.projects[0], hebei), hebei)[0]
    unit, money = head.findall("w:tr", NS)[0].findall("w:tc", NS)
    for cell in (unit, money):
        borders = cell.find("w:tcPr/w:tcBorders", NS)
        assert borders is not None
        drawn = {etree.QName(side).localname: value(side) for side in borders}
        assert drawn == {"top": "nil", "left": "nil", "bottom": "single", "right": "nil"}
    assert head.findall("w:tr", NS)[1].find("w:tc/w:tcPr/w:tcBorders", NS) is None


def test_a_merged_cell_without_borders_has_its_lines_at_its_ends(hebei: Layout) -> None:
    bare = Cell("注", 1, 0, rowspan=2, colspan=4, border=False)
    right = [Cell("右", row, 4, colspan=4) for row in (1, 2)]
    grid = Grid(
        [
            [Cell("上", 0, 0, colspan=8)],
            [bare, right[0]],
            [right[1]],
            [Cell("下", 3, 0, colspan=8)],
        ],
        8,
    )
    (table,) = written(grid, hebei)
    sides = [
        [value(side) for side in row.findall("w:tc", NS)[0].find("w:tcPr/w:tcBorders", NS)]  # type: ignore[union-attr]
        for row in table.findall("w:tr", NS)[1:3]
    ]
    assert sides == [["single", "nil", "nil", "single"], ["nil", "nil", "single", "single"]]


def test_line_breaks_are_paragraphs_and_an_empty_cell_has_one(hebei: Layout) -> None:
    table = TargetTable(goals="\n一\n\n二\n", indicators=[Indicator("产出指标", "", "\t甲 & <乙>")])
    head, _, indicators = written(fill(Disclosure(), table, hebei), hebei)
    goals = head.findall("w:tr", NS)[6].findall("w:tc", NS)[1]
    assert [text_of(line) for line in goals.findall("w:p", NS)] == ["", "一", "", "二", ""]
    assert {style_of(line) for line in goals.findall("w:p", NS)} == {"JbTextLeft"}
    cells = indicators.findall("w:tr", NS)[1].findall("w:tc", NS)
    assert text_of(cells[2]) == "\t甲 & <乙>"
    assert [len(cell.findall("w:p", NS)) for cell in cells] == [1] * 6
    assert rows_of(indicators)[1][3][3] == ""


def test_rows_that_may_break_are_told_from_those_that_may_not(hebei: Layout) -> None:
    grid = fill(Disclosure(), TargetTable(), hebei)
    writer = TableWriter(hebei, stylesheet(hebei))
    xml = writer.table(grid, TablePlan(b"\1\1\1\1\1\1\0\1", False))
    root = etree.fromstring(f'<w:body xmlns:w="{NS["w"]}">{xml}</w:body>'.encode())
    whole = [row.find("w:trPr/w:cantSplit", NS) is not None for row in root.iter(W + "tr")]
    assert whole == [True] * 6 + [False, True]
    heights = list(root.iter(W + "trHeight"))
    assert len(heights) == 8
    assert {value(height, "hRule") for height in heights} == {"atLeast"}


def test_columns_are_as_wide_as_the_layout_says(disclosure: Disclosure, national: Layout) -> None:
    for table in written(fill(disclosure, disclosure.projects[0], national), national)[::2]:
        widths = [int(value(column, "w")) for column in table.findall("w:tblGrid/w:gridCol", NS)]
        assert len(widths) == len(national.table.columns_mm)
        for width, wanted in zip(widths, national.table.columns_mm, strict=True):
            assert abs(width - wanted * 1440 / 25.4) <= 1
        assert value(table.find("w:tblPr/w:jc", NS)) == "center"
        assert value(table.find("w:tblPr/w:tblLayout", NS), "type") == "fixed"

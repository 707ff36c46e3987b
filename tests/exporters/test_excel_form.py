"""A target table's sheet: the form cell for cell, numbers true, texts seen."""

from __future__ import annotations

import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.worksheet.worksheet import Worksheet

from exporters.excel import write_excel
from model.basics.errors import WriteError
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.printing.fill import fill
from tests.exporters.excel_kit import LETTERS, at, form_sheet, raw_styles, raw_texts, shown, written


@pytest.mark.parametrize("layout_id", ["hebei-2021", "national-2021"])
def test_a_form_sheet_shows_the_grid_cell_for_cell(
    disclosure: Disclosure, layouts: dict[str, Layout], layout_id: str, tmp_path: Path
) -> None:
    layout = layouts[layout_id]
    path = written(disclosure, layout, tmp_path)
    for number, table in enumerate(disclosure.projects, 1):
        sheet = form_sheet(path, number)
        styles = raw_styles(path, number + 2)
        top = 2 if layout.table.note else 1
        grid = fill(disclosure, table, layout)
        merges = {f"A1:{LETTERS[grid.columns - 1]}1"}
        if layout.table.note:
            merges.add(f"A2:{LETTERS[grid.columns - 1]}2")
        for row in grid.rows:
            for cell in row:
                found = at(sheet, cell.row + top, cell.col)
                assert shown(found) == cell.text
                sides = (found.border.left, found.border.right, found.border.top)
                assert all((side.style == "thin") is cell.border for side in sides)
                covered = [
                    f"{LETTERS[cell.col + right]}{cell.row + top + down + 1}"
                    for down in range(cell.rowspan)
                    for right in range(cell.colspan)
                ]
                # Excel draws the borders of a merged cell from all the cells under it
                assert len({styles[ref] for ref in covered}) == 1
                if len(covered) > 1:
                    merges.add(f"{covered[0]}:{covered[-1]}")
        assert {str(merge) for merge in sheet.merged_cells.ranges} == merges


def test_money_and_percents_are_true_numbers(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    table = disclosure.projects[0]
    table.other, table.fiscal = "0", "约180"
    table.plan = ["20.00%", "33.3%", "", "全部"]
    sheet = form_sheet(written(disclosure, hebei, tmp_path), 1)
    money = [at(sheet, 3, col) for col in (3, 5, 7)]
    assert [(cell.value, cell.number_format) for cell in money] == [
        (186.5, "0.00"),
        ("约180", "General"),
        (0, "0"),
    ]
    plan = [at(sheet, 6, col) for col in (0 + 2, 4, 5, 7)]
    assert [(cell.value, cell.number_format) for cell in plan] == [
        (0.2, "0.00%"),
        (0.333, "0.0%"),
        (None, "General"),
        ("全部", "General"),
    ]
    assert all(cell.alignment.shrink_to_fit for cell in (money[0], plan[0]))


def test_texts_that_look_like_something_else_stay_texts(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    table = disclosure.projects[1]
    table.code, table.purpose = "001", "http://a.example/@x"
    table.indicators[0].basis = '=HYPERLINK("x")'
    path = written(disclosure, hebei, tmp_path)
    sheet = form_sheet(path, 2)
    for row, col, text in (
        (2, 2, "001"),
        (4, 2, "http://a.example/@x"),
        (7, 2, "=1+1 的站点都要运行"),
        (9, 7, '=HYPERLINK("x")'),
    ):
        cell = at(sheet, row, col)
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    # typed over by the bureau, a code must stay a text too
    assert at(sheet, 2, 2).number_format == "@"
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            assert b"<f>" not in package.read(name)


def test_fonts_and_alignment_come_from_the_form(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    sheet = form_sheet(written(disclosure, hebei, tmp_path), 1)
    title, label, text = at(sheet, 0, 0), at(sheet, 2, 0), at(sheet, 7, 2)
    assert title.value == "1.清水河河道清淤经费绩效目标表"
    assert (title.font.name, title.font.size) == ("黑体", 15)
    assert (label.font.name, label.font.size, label.font.bold) == ("宋体", 9, True)
    assert (text.font.name, text.font.size, text.font.bold) == ("宋体", 9, False)
    assert text.alignment.wrap_text
    assert label.alignment.horizontal == "center"
    assert at(sheet, 1, 0).border.left.style is None


def test_print_set_up(disclosure: Disclosure, hebei: Layout, tmp_path: Path) -> None:
    sheet = form_sheet(written(disclosure, hebei, tmp_path), 1)
    setup = sheet.page_setup
    # one page wide is what a file says that says nothing
    assert (setup.paperSize, setup.orientation) == (9, "portrait")
    assert (setup.fitToWidth, setup.fitToHeight) == (None, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_options.horizontalCentered
    assert sheet.print_title_rows == "$9:$9"
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center.text == "— &P —"
    assert sheet.oddFooter.center.font == "宋体,Regular"
    assert sheet.page_margins.left == pytest.approx(28 / 25.4)


def test_column_widths_are_the_form_s_millimetres(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    sheet = form_sheet(written(disclosure, hebei, tmp_path), 1)
    # a digit of 宋体 11 is 8 pixels wide, and a pixel a 96th of an inch
    for letter, mm in zip("ABCDEFGH", hebei.table.columns_mm, strict=True):
        width = sheet.column_dimensions[letter].width
        assert width * 8 / 96 * 25.4 == pytest.approx(mm, abs=0.14)


# room for texts


def room_of(sheet: Worksheet, first: SheetCell) -> float:
    """Height in points of a cell with all it is merged with."""
    rows = [first.row]
    for merge in sheet.merged_cells.ranges:
        if merge.start_cell.coordinate == first.coordinate:
            rows = list(range(merge.min_row, merge.max_row + 1))
    return sum(float(sheet.row_dimensions[row].height) for row in rows)


def test_a_text_of_10000_characters_is_whole_and_seen(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    long = "".join(f"第{number}句，每句都要看得见。" for number in range(2000))[:10000]
    table = disclosure.projects[0]
    table.goals = long
    table.indicators[2].description = long
    sheet = form_sheet(written(disclosure, hebei, tmp_path), 1)
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert max(heights) <= 409
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == long]
    assert len(cells) == 2
    for cell, mm in zip(cells, (118, 39), strict=True):
        # at best, so many characters of 9 points stand in a line, lines 1.25 type sizes apart
        lines = 10000 / (mm / (9 * 25.4 / 72))
        assert isinstance(cell, SheetCell)
        assert room_of(sheet, cell) > lines * 9 * 1.25
        assert cell.alignment.vertical == "top"
    # what stands beside covers the same rows, so that it is one row of the form still
    goals_label = next(
        cell for row in sheet.iter_rows() for cell in row if cell.value == "绩效目标"
    )
    assert isinstance(goals_label, SheetCell)
    assert room_of(sheet, goals_label) == room_of(sheet, cells[0])


def test_a_level_cell_taller_than_its_rows_makes_them_higher(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    table = disclosure.projects[0]
    for indicator in table.indicators[:2]:
        indicator.level2 = "数量指标" * 10
    sheet = form_sheet(written(disclosure, hebei, tmp_path), 1)
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "数量指标" * 10)
    assert isinstance(cell, SheetCell)
    # six characters a line in 22 mm
    assert room_of(sheet, cell) >= 40 / 6 * 9 * 1.25


def test_more_lines_need_more_height(disclosure: Disclosure, hebei: Layout, tmp_path: Path) -> None:
    heights = []
    for lines in (1, 4, 20):
        disclosure.projects[0].purpose = "\n".join(["用途"] * lines)
        sheet = form_sheet(written(disclosure, hebei, tmp_path), 1)
        heights.append(sheet.row_dimensions[5].height)
    for lower, higher in pairwise(heights):
        assert higher > lower
    assert heights[2] >= 20 * 9 * 1.25


def test_a_text_no_cell_holds_is_refused_by_name(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    target = tmp_path / "导出.xlsx"
    target.write_bytes(b"old")
    disclosure.projects[1].indicators[0].basis = "长" * 32768
    with pytest.raises(WriteError) as caught:
        write_excel(disclosure, hebei, target)
    message = str(caught.value)
    for part in (str(target), "水文站点运行费", "指标值确定依据", "32768"):
        assert part in message
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("spoil", "label"),
    [("purpose", "预算规模及资金用途"), ("goals", "绩效目标"), ("code", "项目编码")],
)
def test_a_long_head_cell_is_named_by_a_label_beside_it(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path, spoil: str, label: str
) -> None:
    setattr(disclosure.projects[0], spoil, "长" * 40000)
    with pytest.raises(WriteError) as caught:
        write_excel(disclosure, hebei, tmp_path / "导出.xlsx")
    assert f"“{label}”" in str(caught.value)


def test_a_cell_may_hold_as_much_as_excel_allows(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    # an emoji counts twice
    disclosure.overall_goal = "😀" * 16383 + "字"
    path = written(disclosure, hebei, tmp_path)
    assert raw_texts(path)["部门整体绩效目标"]["C3"] == disclosure.overall_goal
    disclosure.overall_goal = "😀" * 16384
    with pytest.raises(WriteError, match=r"部门整体绩效目标.*32768"):
        write_excel(disclosure, hebei, path)


def test_a_form_of_more_rows_than_a_sheet_has_is_refused(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "甲.xlsx"
    write_excel(disclosure, hebei, target)
    # all but the last sheet are forms; of these the longest
    rows = max(sheet.max_row for sheet in load_workbook(target).worksheets[:-1])
    monkeypatch.setattr("exporters.excel_form.MAX_ROWS", rows)
    write_excel(disclosure, hebei, target)
    monkeypatch.setattr("exporters.excel_form.MAX_ROWS", rows - 1)
    with pytest.raises(WriteError) as refused:
        write_excel(disclosure, hebei, target)
    assert f"{rows}" in str(refused.value)
    assert refused.value.advice

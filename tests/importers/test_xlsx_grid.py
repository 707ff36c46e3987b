"""Merged areas, gaps and doubled cells, as odd and hostile files have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.xlsx import read_xlsx
from model.printing.grid import Grid
from tests.importers.xlsx_kit import (
    DOCUMENT,
    MAIN,
    check,
    inline,
    only_grid,
    package,
    parts,
    read_sheet,
    texts,
    worksheet,
)


def test_gaps_of_many_sheets_do_not_add_up(tmp_path: Path) -> None:
    count = 400
    content = parts("")
    content["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>'
        + "".join(f'<sheet name="表{n}" r:id="rId1"/>' for n in range(count))
        + "</sheets></workbook>"
    )
    content["xl/worksheets/sheet1.xml"] = worksheet(inline_row(1) + inline_row(1_048_576))
    document = read_xlsx(package(tmp_path / "隙.xlsx", content))
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert len(grids) == count
    assert sum(len(grid.rows) for grid in grids) < 310_000
    assert all(grid.rows[-1][0].text == "底" for grid in grids)
    assert all(
        cell.row == number for g in grids for number, row in enumerate(g.rows) for cell in row
    )


def inline_row(number: int) -> str:
    return f'<row r="{number}">{inline(f"A{number}", "底")}</row>'


AREAS = st.tuples(*[st.integers(0, 6)] * 4).map(
    lambda a: (min(a[0], a[2]), min(a[1], a[3]), max(a[0], a[2]), max(a[1], a[3]))
)
PLACES = st.tuples(st.integers(0, 6), st.integers(0, 6))


@given(st.lists(AREAS, max_size=6), st.lists(PLACES, min_size=1, max_size=12))
@settings(max_examples=60)
def test_any_merged_areas_give_a_sound_grid_and_lose_no_text(
    tmp_path_factory: pytest.TempPathFactory,
    areas: list[tuple[int, int, int, int]],
    places: list[tuple[int, int]],
) -> None:
    names = [f"{'ABCDEFG'[col]}{row + 1}" for row, col in places]
    rows = "".join(
        f'<row r="{row + 1}">{inline(name, f"文{number}号")}</row>'
        for number, ((row, _), name) in enumerate(zip(places, names, strict=True))
    )
    merges = "".join(
        f'<mergeCell ref="{"ABCDEFG"[left]}{top + 1}:{"ABCDEFG"[right]}{bottom + 1}"/>'
        for top, left, bottom, right in areas
    )
    folder = tmp_path_factory.mktemp("merges")
    document = read_sheet(folder, rows, f"<mergeCells>{merges}</mergeCells>")
    check(document)
    told = "\n".join(document.notes)
    held = [cell.text for row in only_grid(document).rows for cell in row]
    for number in range(len(places)):
        text = f"文{number}号"
        assert (text in held) != (f"“{text}”" in told)


def test_wrong_merged_areas(tmp_path: Path) -> None:
    rows = (
        f'<row r="1">{inline("A1", "头")}{inline("B1", "盖住")}{inline("C1", "头")}</row>'
        f'<row r="2">{inline("A2", "头")}{inline("B2", "也盖住")}{inline("D2", "外")}</row>'
    )
    merges = (
        '<mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="B2:E3"/><mergeCell ref="F1:F1"/>'
        '<mergeCell ref="D2"/><mergeCell ref="乱"/><mergeCell/>'
        '<mergeCell ref="H4:G3"/></mergeCells>'
    )
    document = read_sheet(tmp_path, rows, merges)
    grid = only_grid(document)
    found = [[(c.where, c.text, c.rowspan, c.colspan) for c in row] for row in grid.rows]
    assert found == [[("A1", "头", 2, 3)], [("D2", "外", 1, 1)], [("G3", "", 2, 2)], []]
    assert grid.columns == 8
    assert document.notes == [
        "工作表“表”的合并区域 B2:E3 与别的合并区域重叠，没有按合并处理",
        "工作表“表”有被合并单元格盖住的内容，没有放进表格：B1“盖住”；B2“也盖住”",
    ]


def test_a_cell_written_twice_keeps_the_first_and_tells_the_second(tmp_path: Path) -> None:
    rows = f"<row>{inline('A1', '先')}{inline('A1', '后')}{inline('B1', '旁')}</row>"
    document = read_sheet(tmp_path, rows)
    assert texts(document) == {"A1": "先", "B1": "旁"}
    assert document.notes == ["工作表“表”有被合并单元格盖住的内容，没有放进表格：A1“后”"]


def test_an_area_over_the_whole_sheet_is_cut_down(tmp_path: Path) -> None:
    rows = f'<row r="1">{inline("A1", "题")}</row><row r="2">{inline("C2", "文")}</row>'
    merges = '<mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="C2:C1048576"/></mergeCells>'
    document = read_sheet(tmp_path, rows, merges)
    check(document)
    grid = only_grid(document)
    assert grid.rows[0][0].colspan == grid.columns < 200
    assert grid.rows[1][0].rowspan == len(grid.rows) - 1 < 1100
    assert document.notes == []

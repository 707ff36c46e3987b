"""Text that runs over the side of its cell."""

from __future__ import annotations

import pytest

from importers.tables.page import Page
from model.printing.grid import Grid
from tests.importers.pdf.kit import Spec, Table, grids
from tests.importers.tables import kit

CELLS: list[Spec] = [
    (row, col, 1, 1, text)
    for row, texts in enumerate((("甲", "", "乙"), ("丙", "丁", "")))
    for col, text in enumerate(texts)
]
LONG = "云岭县图书馆购书"


def _page(x: float, row: int) -> Page:
    table = Table(CELLS, (73.0, 73.0, 73.0), (20.0, 20.0), 60.0, 100.0)
    page = kit.page(1, table)
    page.chars += kit.chars(x, table.ys[row] + 4, LONG)
    return page


def _read(page: Page) -> Grid:
    (grid,) = grids(kit.document([page]))
    return grid


@pytest.mark.parametrize(("x", "side"), [(139.0, "left"), (121.0, "right")])
def test_it_belongs_to_the_cell_it_begins_or_ends_in(x: float, side: str) -> None:
    """From the left of the middle cell over the right one, or up to its right side."""
    page = _page(x, 0)
    page.chars = [char for char in page.chars if char.text not in "甲乙"]
    grid = _read(page)
    assert [cell.text for cell in grid.rows[0]] == ["", LONG, ""]
    assert [bool(cell.flaws) for cell in grid.rows[0]] == [False, True, False]
    assert grid.rows[0][1].flaws[0].kind == "place", side


def test_over_a_text_of_its_own_nothing_is_moved_and_both_say_so() -> None:
    row = _read(_page(86.0, 1)).rows[1]
    assert [bool(cell.flaws) for cell in row] == [True, True, False]
    assert "丁" in row[1].text
    assert LONG not in row[0].text


def test_letters_close_to_a_side_run_over_nothing() -> None:
    table = Table([(0, 0, 1, 1, ""), (0, 1, 1, 1, "")], (80.0, 80.0), (20.0,), 60.0, 100.0)
    page = kit.page(1, table)
    page.chars += kit.chars(60.5, 104, LONG[:8]) + kit.chars(140.5, 104, LONG[:7])
    (row,) = _read(page).rows
    assert [cell.text for cell in row] == [LONG[:8], LONG[:7]]
    assert not any(cell.flaws for cell in row)

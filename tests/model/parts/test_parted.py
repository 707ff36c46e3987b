"""Tables a reader joined to one: a name with its own head below it begins the next."""

from __future__ import annotations

import pytest

from model.document.blocks import PartTable
from model.layout.publication_load import load_publications
from model.parts.grids import parted, table_of_grid
from model.printing.grid import Cell, Grid
from tests.model.parts.shanghai import PUBLICATION, made

SPECS = load_publications()[PUBLICATION]


def table(key: str) -> PartTable:
    found = (one for part in made(3).parts for one in part.tables() if one.key == key)
    return next(found)


def one_grid(*pieces: tuple[str, PartTable]) -> Grid:
    """Lay tables below each other in one grid, each under a row with its name."""
    rows: list[list[Cell]] = []
    width = max(piece.columns for _, piece in pieces)
    for name, piece in pieces:
        if name:
            rows.append([Cell(name, len(rows), 0, 1, width)])
        for row in piece.rows:
            at = len(rows)
            rows.append(
                [Cell(one.text, at, one.col, one.rowspan, one.colspan) for one in row.cells]
            )
    return Grid(rows, width)


@pytest.mark.parametrize("first", ["t5", "t3"])
def test_two_tables_with_a_name_between(first: str) -> None:
    spec = SPECS.table("t6")
    assert spec is not None
    grid = one_grid(("", table(first)), (f"2025年部门{spec.title}", table("t6")))
    pieces = parted(grid, SPECS, "tables")
    assert [len(one.rows) for one in pieces] == [
        len(table(first).rows),
        len(table("t6").rows) + 1,
    ]
    assert [cell.row for cell in pieces[1].rows[0]] == [0]
    assert table_of_grid(pieces[1], SPECS, "tables").key == "t6"


def test_a_name_that_is_no_head_parts_nothing() -> None:
    spec = SPECS.table("t6")
    assert spec is not None
    whole = table("t5")
    grid = one_grid(("", whole))
    grid.rows.append([Cell(spec.title, len(grid.rows), 0, 1, whole.columns)])
    grid.rows.append([Cell("5.00", len(grid.rows), 4, 1, 1)])
    assert parted(grid, SPECS, "tables") == [grid]

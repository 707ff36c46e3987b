"""Rows come, go and move; merged cells stay whole, and every place is covered once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from model.document.blocks import PartCell, PartRow, PartTable
from model.layout.publication_load import load_publications
from model.parts.rows import free_rows, moved_row, takes_rows, with_row_below, without_rows
from model.parts.skeleton import facts_of, new_table

PUBLICATION = load_publications()["hebei-2021"]


@st.composite
def tables(draw: st.DrawFn) -> PartTable:
    """Make a table with merged cells, every place covered once."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    free = {(row, col) for row in range(height) for col in range(width)}
    rows = [PartRow() for _ in range(height)]
    for row in range(height):
        for col in range(width):
            if (row, col) not in free:
                continue
            down, across = draw(st.integers(1, 3)), draw(st.integers(1, 3))
            wanted = {
                (r, c)
                for r in range(row, min(row + down, height))
                for c in range(col, min(col + across, width))
            }
            if not wanted <= free:
                wanted = {(row, col)}
            free -= wanted
            spans = len({c for _, c in wanted}), len({r for r, _ in wanted})
            rows[row].cells.append(PartCell(f"{row}.{col}", col, *spans))
    return PartTable(rows, width)


def covered(table: PartTable) -> list[tuple[int, int]]:
    """Return every place a cell covers."""
    return sorted(
        (r, c)
        for number, row in enumerate(table.rows)
        for cell in row.cells
        for r in range(number, number + cell.rowspan)
        for c in range(cell.col, cell.col + cell.colspan)
    )


def whole(table: PartTable) -> list[tuple[int, int]]:
    return [(r, c) for r in range(len(table.rows)) for c in range(table.columns)]


@given(tables(), st.data())
def test_a_row_comes_and_goes_and_nothing_is_left_bare(
    table: PartTable, data: st.DataObject
) -> None:
    place = data.draw(st.integers(-1, len(table.rows) - 1))
    more, row = with_row_below(table, place)
    assert more.rows.index(row) == place + 1
    assert covered(more) == whole(more)
    assert without_rows(more, {row.id}) == table


@given(tables(), st.data())
def test_removing_rows_keeps_the_others_covered(table: PartTable, data: st.DataObject) -> None:
    ids = data.draw(st.sets(st.sampled_from([row.id for row in table.rows])))
    less = without_rows(table, ids)
    assert [row.id for row in less.rows] == [row.id for row in table.rows if row.id not in ids]
    assert covered(less) == whole(less)


@given(tables(), st.data())
def test_a_move_keeps_every_cell(table: PartTable, data: st.DataObject) -> None:
    ids = [row.id for row in table.rows]
    one, other = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
    made = moved_row(table, one, other, data.draw(st.booleans()))
    if made is not None:
        assert covered(made) == whole(made)
        assert sorted(row.id for row in made.rows) == sorted(ids)


def test_fixed_rows_stay_and_open_ones_are_free() -> None:
    facts = facts_of("云湖县水利局", "310", 2024)
    by_key = {spec.key: new_table(spec, facts) for spec in PUBLICATION.tables}
    assert takes_rows(by_key["units"], PUBLICATION)
    assert len(free_rows(by_key["units"], PUBLICATION)) == 3
    assert not takes_rows(by_key["sangong"], PUBLICATION)
    assert free_rows(by_key["sangong"], PUBLICATION) == []
    unknown = PartTable([PartRow([PartCell("名称", 0)]), PartRow([PartCell("泵", 0)])], 1, (0, 0))
    assert free_rows(unknown, PUBLICATION) == unknown.rows[1:]
    assert free_rows(unknown, None) == unknown.rows[1:]

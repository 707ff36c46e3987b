"""Rows of cells find their grid columns; repeated rows become as many as there are entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import structs

from model.basics.errors import LayoutError
from model.layout.table import CellSpec, RowSpec

Placed = list[list[tuple[int, CellSpec]]]
"""Row by row: each cell with the grid column it begins in."""


def place_rows(rows: Sequence[RowSpec], width: int, part: str, source: str) -> Placed:
    """Return the cells of rows with the grid column each begins in.

    Args:
        rows: the rows, each without the cells that reach down into it.
        width: how many grid columns every row fills.
        part: what the rows are, for messages (表头).
        source: the form's id, for messages.

    Raises:
        LayoutError: a row is wider or narrower than the grid, or a cell reaches beyond the last.
    """
    down = [0] * width
    placed_rows: Placed = []
    for number, row in enumerate(rows, 1):
        placed = []
        col = 0
        for spec in row.cells:
            while col < width and down[col]:
                col += 1
            if col + spec.span > width or any(down[col : col + spec.span]):
                raise LayoutError(f"{part}第{number}行比表格宽或压住了上面的格", source)
            placed.append((col, spec))
            for taken in range(col, col + spec.span):
                down[taken] = spec.height
            col += spec.span
        if not all(down):
            raise LayoutError(f"{part}第{number}行没有填满{width}列", source)
        down = [rest - 1 for rest in down]
        placed_rows.append(placed)
    if any(down):
        raise LayoutError(f"{part}最后一行有格高出了{part}", source)
    return placed_rows


def entry_field(field: str, number: int) -> str:
    """Return the field of one entry of a list: ``tasks.name`` of entry 2 is ``tasks.2.name``."""
    name, _, part = field.partition(".")
    return f"{name}.{number}.{part}"


def spread_rows(placed: Placed, rows: Sequence[RowSpec], counts: Mapping[str, int]) -> Placed:
    """Return placed rows with each repeated row as often as its list has entries.

    Cells that reach down over a repeated row get as much higher; labels of repeated rows
    have their ``{number}`` put in.
    """
    spread: Placed = []
    for number, cells in enumerate(placed):
        row = rows[number]
        grown = [(col, _grown(spec, rows, number, counts)) for col, spec in cells]
        if not row.repeat:
            spread.append(grown)
            continue
        for entry in range(_count(row, counts)):
            spread.append([(col, _of_entry(spec, row.repeat, entry)) for col, spec in cells])
    return spread


def _count(row: RowSpec, counts: Mapping[str, int]) -> int:
    return max(1, row.least, counts.get(row.repeat, 0)) if row.repeat else 1


def _grown(
    spec: CellSpec, rows: Sequence[RowSpec], number: int, counts: Mapping[str, int]
) -> CellSpec:
    over = rows[number : number + spec.height]
    more = sum(_count(row, counts) - 1 for row in over if row.repeat)
    return structs.replace(spec, height=spec.height + more) if more else spec


def _of_entry(spec: CellSpec, name: str, entry: int) -> CellSpec:
    own = spec.field.startswith(f"{name}.")
    if not own and "{number}" not in spec.label:
        return spec
    return structs.replace(
        spec,
        field=entry_field(spec.field, entry) if own else spec.field,
        label=spec.label.replace("{number}", str(entry + 1)),
    )

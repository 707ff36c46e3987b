"""Where the keys lead on the form: Tab, Enter and the arrows as in a spreadsheet."""

from __future__ import annotations

from gui.form.formgrid import FormCell, FormGrid

Place = tuple[int, int]
"""(row, column) of the grid."""


def tabbed(grid: FormGrid, place: Place, step: int) -> Place | None:
    """Return the next (1) or previous (-1) cell in reading order, or None at the end."""
    cells = sorted((cell for cell in grid.cells if cell.refs), key=lambda c: (c.row, c.col))
    here = grid.at(*place)
    if here is None or here not in cells:
        return None
    # from a merged cell on, Tab goes on in the row one stands in
    row = place[0]
    in_row = [cell for cell in cells if cell.row <= row <= cell.bottom]
    in_row.sort(key=lambda cell: cell.col)
    at = in_row.index(here) + step
    if 0 <= at < len(in_row):
        return row, in_row[at].col
    row += step
    while 0 <= row < grid.height:
        starting = [cell for cell in cells if cell.row <= row <= cell.bottom]
        fresh = [cell for cell in starting if cell.row == row]
        if fresh:
            cell = min(fresh, key=lambda c: c.col) if step > 0 else max(fresh, key=lambda c: c.col)
            return row, cell.col
        row += step
    return None


def sideways(grid: FormGrid, place: Place, step: int) -> Place | None:
    """Return the nearest cell to the right (1) or left (-1) in the same row."""
    row, col = place
    here = grid.at(row, col)
    col = (here.col + here.colspan if step > 0 else here.col - 1) if here else col + step
    while 0 <= col < grid.width:
        cell = grid.at(row, col)
        if cell is None:
            return None
        if cell.refs:
            return row, cell.col
        col = cell.col + cell.colspan if step > 0 else cell.col - 1
    return None


def vertical(grid: FormGrid, place: Place, step: int) -> Place | None:
    """Return the cell below (1) or above (-1), the one nearest to the column."""
    row, col = place
    here = grid.at(row, col)
    if here is not None:
        row = here.bottom if step > 0 else here.row
    row += step
    while 0 <= row < grid.height:
        cell = grid.at(row, col)
        if cell is None or not cell.refs:
            cell = _nearest(grid, row, col)
        if cell is not None:
            inside = cell.col <= col < cell.col + cell.colspan
            return row, col if inside else cell.col
        row += step
    return None


def _nearest(grid: FormGrid, row: int, col: int) -> FormCell | None:
    found = [cell for cell in grid.cells if cell.refs and cell.row == row]
    return min(found, key=lambda cell: abs(cell.col - col), default=None)


def corner(grid: FormGrid, last: bool) -> Place | None:
    """Return the first or the last cell that can be filled."""
    cells = [cell for cell in grid.cells if cell.refs]
    if not cells:
        return None
    cell = max(cells, key=lambda c: (c.bottom, c.col)) if last else cells[0]
    return (cell.bottom if last else cell.row), cell.col

"""Tables inside cells: forms are read like others, what is none becomes its cell's text."""

from __future__ import annotations

from collections.abc import Callable

from model.printing.grid import Grid
from model.recognise.body import HEADER_LEAST
from model.recognise.labels import FormIndex, fold


def unfolded(grid: Grid, index: FormIndex, feed: Callable[[Grid], None]) -> Grid:
    """Return a table without tables in its cells; forms among them go to ``feed``."""
    return _unfolded(grid, lambda inner: _looks_like_form(inner, index), feed)


def unfolded_by(grid: Grid, is_form: Callable[[Grid], bool], feed: Callable[[Grid], None]) -> Grid:
    """Return a table without tables in its cells, forms being told by ``is_form``."""
    return _unfolded(grid, is_form, feed)


def grid_text(grid: Grid) -> str:
    """Return a table as text: cells by tabs, rows by line breaks."""
    return "\n".join("\t".join(cell.text for cell in row) for row in grid.rows)


def _unfolded(grid: Grid, is_form: Callable[[Grid], bool], feed: Callable[[Grid], None]) -> Grid:
    for row in grid.rows:
        for cell in row:
            for inner in cell.nested or ():
                if is_form(inner):
                    feed(inner)
                else:
                    text = grid_text(inner)
                    cell.text = f"{cell.text}\n{text}" if cell.text else text
                    cell.comments += tuple(
                        comment for line in inner.rows for one in line for comment in one.comments
                    )
            cell.nested = None
    return grid


def _looks_like_form(grid: Grid, index: FormIndex) -> bool:
    labels = {
        fold(cell.text)
        for row in grid.rows
        for cell in row
        if index.slot_list(cell.text) or index.column_list(cell.text)
    }
    inner = any(
        _looks_like_form(nested, index)
        for row in grid.rows
        for cell in row
        for nested in cell.nested or ()
    )
    return len(labels) >= HEADER_LEAST or inner

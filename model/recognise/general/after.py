"""Where the indicators end: rows under them that are none, and tables that do not go on."""

from __future__ import annotations

from model.recognise.general.head import is_label, names_project
from model.recognise.general.header import Header, read_header
from model.recognise.general.matrix import Matrix, Placed
from model.recognise.lines import Lines
from model.recognise.rows import ends_indicators
from model.recognise.vocabulary import vocabulary

_PAIR = 2
_FIRST_ROWS = 8
_LEVELS_WITHIN = 3
_LONGEST_HEAD = 8


def is_after(header: Header, cells: list[Placed]) -> bool:
    """Tell whether the cells of a row under a header are no indicator's."""
    words = vocabulary()
    cells = [cell for cell in cells if cell.text.strip()]
    first = cells[0]
    if ends_indicators([cell.text for cell in cells]):
        return True
    if header.flat or words.level(1, first.text) or words.level(2, first.text):
        return False
    if first.end <= header.first:
        # left of the columns: a label of its own, not one that reaches down beside them
        return is_label(first) or len(cells) <= _PAIR
    covered = sum(one.start < first.end and first.col < one.end for one in header.columns)
    if len(cells) == 1 and covered > 1:
        return True
    return is_label(first) and first.meaning is not None and not first.meaning.weak


def is_unit_row(cells: list[Placed]) -> bool:
    """Tell whether a row names the money unit or the unit of a table to come."""
    words = vocabulary()
    if any(words.level(1, cell.text) or words.level(2, cell.text) for cell in cells):
        return False
    lines = [Lines().unit_line(cell.text) for cell in cells if cell.text.strip()]
    return any(lines) and len(lines) <= _PAIR


def names_one(matrix: Matrix) -> bool:
    """Tell whether one of the first rows of a table names a project."""
    return any(names_project(cell) for row in matrix.rows[:_FIRST_ROWS] for cell in row)


def goes_on(matrix: Matrix, header: Header, width: int) -> bool:
    """Tell whether another table of the file goes on with the indicators under a header.

    Args:
        matrix: the table.
        header: of the table before it.
        width: how many columns that had.
    """
    if not header.flat and names_one(matrix):
        return False
    words = vocabulary()
    for row, line in enumerate(matrix.rows):
        cells = [cell for cell in line if cell.text.strip()]
        if not cells:
            continue
        other = read_header(matrix, row)
        if other is not None:
            return other.same_as(header) or not other.flat
        if ends_indicators([cell.text for cell in cells]):
            return True
        first = cells[:_LEVELS_WITHIN]
        if any(words.level(1, cell.text) or words.level(2, cell.text) for cell in first):
            return True
        heads = all(len(cell.text) <= _LONGEST_HEAD and not cell.text.isdigit() for cell in cells)
        return matrix.width == width and len(cells) > 1 and not heads
    return True

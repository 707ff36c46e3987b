"""The filled cells of a table by their place, each with what its text means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from model.printing.grid import Cell, Grid
from model.recognise.vocabulary import Meaning, vocabulary


@dataclass(slots=True, eq=False)
class Placed:
    """A filled cell: rows row ≤ r < bottom, columns col ≤ c < end; ``grid`` is its table's name.

    ``inline`` is what the label means that it begins with, and what stands behind the colon.
    """

    cell: Cell
    row: int
    col: int
    bottom: int
    end: int
    grid: str
    meaning: Meaning | None
    inline: tuple[Meaning, str] | None = None

    @property
    def text(self) -> str:
        """What it shows."""
        return self.cell.text

    @property
    def where(self) -> str:
        """How a clerk finds it in the file."""
        return self.grid + self.cell.where


class Matrix:
    """Rows of filled cells.

    Attributes:
        rows: the filled cells that begin in each row, left to right.
        height, width: of the table.
    """

    def __init__(self, rows: Iterable[list[Placed]] = ()) -> None:
        self.rows: list[list[Placed]] = []
        self.width = 0
        self._at: dict[tuple[int, int], Placed] = {}
        for row in rows:
            self.append(row)

    @property
    def height(self) -> int:
        """How many rows it has."""
        return len(self.rows)

    def append(self, row: list[Placed]) -> None:
        """Add a row of cells; they get its number."""
        number = len(self.rows)
        self.rows.append(row)
        for placed in row:
            placed.bottom += number - placed.row
            placed.row = number
            self.width = max(self.width, placed.end)
            for down in range(number, placed.bottom):
                for across in range(placed.col, placed.end):
                    self._at[down, across] = placed

    def at(self, row: int, col: int) -> Placed | None:
        """Return the filled cell that covers a place."""
        return self._at.get((row, col))

    def left_of(self, placed: Placed, row: int | None = None) -> Placed | None:
        """Return the filled cell right beside one, on its left."""
        return self.at(placed.row if row is None else row, placed.col - 1)

    def right_of(self, placed: Placed) -> Placed | None:
        """Return the filled cell right beside one, on its right, in its first row."""
        return self.at(placed.row, placed.end)

    def above(self, placed: Placed) -> Placed | None:
        """Return the nearest filled cell above one that begins in the same column."""
        for row in range(placed.row - 1, -1, -1):
            found = self.at(row, placed.col)
            if found is not None:
                return found
        return None

    def covering(self, row: int) -> list[Placed]:
        """Return the filled cells that cover a row, left to right, those from above included."""
        found: list[Placed] = []
        col = 0
        while col < self.width:
            placed = self.at(row, col)
            if placed is not None:
                found.append(placed)
                col = placed.end
            else:
                col += 1
        return found


def matrix_of(grid: Grid) -> Matrix:
    """Return a table's filled cells with their meanings."""
    words = vocabulary()
    matrix = Matrix()
    height = len(grid.rows)
    for number, row in enumerate(grid.rows):
        matrix.append(
            [
                Placed(
                    cell,
                    number,
                    cell.col,
                    min(number + max(1, cell.rowspan), height),
                    cell.col + max(1, cell.colspan),
                    grid.where,
                    words.meaning(cell.text),
                    words.inline(cell.text),
                )
                for cell in row
                if cell.text.strip() or cell.flaws or cell.struck
            ]
        )
    matrix.width = max(matrix.width, 1)
    return matrix

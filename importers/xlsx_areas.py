"""Merged areas row by row, and gaps of empty rows or columns closed up."""

from __future__ import annotations

from bisect import bisect_right

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


class Down:
    """The merged areas that reach into the row at hand, by their first columns.

    They never overlap: one that would is refused. Areas that ended above stay until
    another takes their place.
    """

    def __init__(self) -> None:
        self.columns: list[int] = []
        self.areas: list[Area] = []
        self.anchors: dict[Area, str] = {}

    def take(self, area: Area) -> bool:
        """Add an area that begins in this row; return False if it overlaps one there."""
        row, first, _, last = area
        begin = self._from(first)
        end = bisect_right(self.columns, last)
        if any(old[2] >= row for old in self.areas[begin:end]):
            return False
        for old in self.areas[begin:end]:
            self.anchors.pop(old, None)
        self.columns[begin:end] = [first]
        self.areas[begin:end] = [area]
        return True

    def _from(self, col: int) -> int:
        """Return the place of the first area that ends at or behind a column."""
        place = bisect_right(self.columns, col)
        return place - 1 if place and self.areas[place - 1][3] >= col else place

    def over(self, row: int, col: int) -> Area | None:
        """Return the area a cell lies in."""
        place = bisect_right(self.columns, col) - 1
        if place < 0:
            return None
        area = self.areas[place]
        return area if area[3] >= col and area[2] >= row else None


def closed(used: set[int], gap: int) -> dict[int, int]:
    """Return where each place moves to when no more than ``gap`` empty ones may lie between.

    Empty when all may stay where they are.
    """
    moves = {}
    last_old = last_new = -1
    for old in sorted(used):
        last_new += min(old - last_old, gap + 1)
        last_old = old
        moves[old] = last_new
    return moves if last_new != last_old else {}

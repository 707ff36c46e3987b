"""A net of lines becomes a frame: rows, columns, and cells that span some of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct, field

from importers.tables.lines import TextLine
from importers.tables.nets import Net
from importers.tables.rules import Line

MAX_UNITS = 250_000
"""Rows times columns of one frame; a full sheet printed on a page has some thousands."""

_UNCLOSED = "表格线没有围成方格，不能确定这一格到哪里为止，请对照原文件核对"
_SLIM = 1.8
"""Times the snap: three quarters of a letter's height, see `importers.tables.rules.snap_of`."""
_COVERED = 0.6
"""Which part of a cell's side must be drawn to part it from its neighbour."""


class FrameCell(Struct, gc=False):
    """A cell: rows ``top`` to ``bottom`` and columns ``left`` to ``right``, ends not included.

    Attributes:
        lines: its text, from top to bottom.
        box: left, top, right, bottom on its page, in points.
        doubt: why it is not certain what stands in it, for the clerk.
    """

    top: int
    left: int
    bottom: int
    right: int
    box: tuple[float, float, float, float]
    lines: list[TextLine] = field(default_factory=list)
    doubt: str = ""


class Frame(Struct):
    """A table as drawn on one page.

    Attributes:
        columns, rows: the places of its lines, one more than columns and rows.
        cells: in reading order.
    """

    columns: list[float]
    rows: list[float]
    cells: list[FrameCell]

    def unit_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return row and column at a place; None outside."""
        row = bisect_right(self.rows, y) - 1
        col = bisect_right(self.columns, x) - 1
        if 0 <= row < len(self.rows) - 1 and 0 <= col < len(self.columns) - 1:
            return row, col
        return None


def frame_of(net: Net, snap: float) -> Frame | None:
    """Return the frame a net draws; None where it is no table.

    Args:
        net: the lines.
        snap: how near two lines are one, in points.
    """
    columns = _places(net.upright, snap)
    rows = _places(net.across, snap)
    count = (len(columns) - 1) * (len(rows) - 1)
    if len(columns) < 2 or len(rows) < 2 or count > MAX_UNITS:
        return None
    walls = _Walls(net, columns, rows, snap)
    if not (all(map(any, walls.above)) and all(map(any, walls.left))):
        # a stub parts nothing
        rows = [at for at, drawn in zip(rows, walls.above, strict=True) if any(drawn)]
        columns = [at for at, drawn in zip(columns, walls.left, strict=True) if any(drawn)]
        if len(columns) < 2 or len(rows) < 2:
            return None
        walls = _Walls(net, columns, rows, snap)
    cells = [cell for area in _areas(walls) for cell in _cells(area, columns, rows)]
    cells.sort(key=lambda cell: (cell.top, cell.left))
    return Frame(columns, rows, cells)


def _places(lines: list[Line], snap: float) -> list[float]:
    """Return the places of lines, one for those that are near each other.

    A row or column too slim for any letter is the gap of a double rule.
    """
    groups: list[list[float]] = []
    for at in sorted(line.at for line in lines):
        if groups and at - groups[-1][-1] <= _SLIM * snap and at - groups[-1][0] < 3 * snap:
            groups[-1].append(at)
        else:
            groups.append([at])
    return [sum(group) / len(group) for group in groups]


class _Walls:
    """Which sides of the grid's units are drawn."""

    def __init__(self, net: Net, columns: list[float], rows: list[float], snap: float) -> None:
        self.columns = columns
        self.rows = rows
        self.above = _drawn(net.across, rows, columns, snap)
        self.left = _drawn(net.upright, columns, rows, snap)


def _drawn(
    lines: list[Line], places: list[float], marks: list[float], snap: float
) -> list[list[bool]]:
    """Return, for each place and each stretch between two marks, whether a line runs there."""
    covered = [[0.0] * (len(marks) - 1) for _ in places]
    for line in lines:
        number = min(range(len(places)), key=lambda item: abs(places[item] - line.at))
        if abs(places[number] - line.at) > 3 * snap:
            continue
        first = max(0, bisect_right(marks, line.start) - 1)
        for stretch in range(first, len(marks) - 1):
            if marks[stretch] >= line.end:
                break
            common = min(line.end, marks[stretch + 1]) - max(line.start, marks[stretch])
            # the two strokes of a double rule do not add up
            covered[number][stretch] = max(covered[number][stretch], common)
    return [
        [
            length >= min(_COVERED * (marks[i + 1] - marks[i]), marks[i + 1] - marks[i] - snap)
            if marks[i + 1] - marks[i] > snap
            else length > 0
            for i, length in enumerate(stretches)
        ]
        for stretches in covered
    ]


def _areas(walls: _Walls) -> Iterator[tuple[set[tuple[int, int]], int]]:
    """Yield the units that no wall parts, and at how many sides they are open to the outside."""
    height, width = len(walls.rows) - 1, len(walls.columns) - 1
    seen = [[False] * width for _ in range(height)]
    for row in range(height):
        for col in range(width):
            if seen[row][col]:
                continue
            seen[row][col] = True
            area = {(row, col)}
            waiting = [(row, col)]
            open_sides: set[int] = set()
            while waiting:
                r, c = waiting.pop()
                sides = (
                    (r - 1, c, walls.above[r][c]),
                    (r + 1, c, walls.above[r + 1][c]),
                    (r, c - 1, walls.left[c][r]),
                    (r, c + 1, walls.left[c + 1][r]),
                )
                for side, (nr, nc, wall) in enumerate(sides):
                    if wall:
                        continue
                    if not (0 <= nr < height and 0 <= nc < width):
                        open_sides.add(side)
                    elif not seen[nr][nc]:
                        seen[nr][nc] = True
                        area.add((nr, nc))
                        waiting.append((nr, nc))
            yield area, len(open_sides)


def _cells(
    found: tuple[set[tuple[int, int]], int], columns: list[float], rows: list[float]
) -> Iterator[FrameCell]:
    """Yield an area as cells: one where it is a box, else a cell for each of its rows' runs.

    What is open to the outside is no cell, its text stands beside the table; but a box
    that lacks one side only is one: somebody forgot that line.
    """
    area, open_sides = found
    top = min(row for row, _ in area)
    bottom = max(row for row, _ in area) + 1
    left = min(col for _, col in area)
    right = max(col for _, col in area) + 1
    is_box = len(area) == (bottom - top) * (right - left)
    if open_sides > 1 or (open_sides and not is_box):
        return
    if is_box:
        yield _cell((top, bottom), (left, right), columns, rows)
        return
    for row in range(top, bottom):
        run: list[int] = []
        for col in range(left, right + 1):
            if (row, col) in area:
                run.append(col)
            elif run:
                cell = _cell((row, row + 1), (run[0], run[-1] + 1), columns, rows)
                cell.doubt = _UNCLOSED
                yield cell
                run = []


def _cell(
    down: tuple[int, int], along: tuple[int, int], columns: list[float], rows: list[float]
) -> FrameCell:
    (top, bottom), (left, right) = down, along
    box = (columns[left], rows[top], columns[right], rows[bottom])
    return FrameCell(top, left, bottom, right, box)

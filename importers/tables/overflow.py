"""Text that runs over the side of its cell, as long texts do in printed sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from importers.tables.frames import FrameCell
from importers.tables.page import Char

_OVER = 0.12
"""Part of a letter's width: a letter that reaches so far over a side runs over it."""
_PADDING = 1.0
"""Letters that a text may stay from the side it begins or ends at."""
_SAID = "文字超出这一格，占到旁边的格里，请对照原文件核对"
_MIXED = "旁边一格的文字超出格子，与这一格的文字叠在一起，请对照原文件核对"


def gather_overflow(chars: list[Char], places: list[FrameCell | None]) -> None:
    """Give a text that runs over the sides of its cell to that cell alone.

    A sheet lets a long text go on over the empty cells beside it. Where these hold text of
    their own nothing is moved, and both cells say so.

    Args:
        chars: of a page, in the file's order.
        places: the cell each of them stands in, None outside; changed.
    """
    held = _letters(chars, places)
    for first, last in _runs(chars, places):
        cells = {id(cell): cell for cell in places[first:last] if cell is not None}
        if len(cells) < 2:
            continue
        own = _letters(chars[first:last], places[first:last])
        owner = _owner(chars[first:last], places[first:last])
        if any(held[key] > own[key] for key in cells if key != id(owner)):
            for cell in cells.values():
                cell.doubt = _MIXED
            continue
        owner.doubt = _SAID
        places[first:last] = [owner] * (last - first)


def _letters(chars: list[Char], places: list[FrameCell | None]) -> Counter[int]:
    """Return how many letters stand in each cell, by its identity."""
    return Counter(
        id(cell)
        for char, cell in zip(chars, places, strict=True)
        if cell is not None and not char.text.isspace()
    )


def _runs(chars: list[Char], places: list[FrameCell | None]) -> Iterator[tuple[int, int]]:
    """Yield (first, end) of letters in a row some of which reach over a cell's side."""
    number = 0
    while number < len(chars):
        end = number + 1
        while end < len(chars) and _follows(chars[end - 1], chars[end]):
            end += 1
        if end - number > 1 and any(
            _runs_over(char, cell)
            for char, cell in zip(chars[number:end], places[number:end], strict=True)
        ):
            yield number, end
        number = end


def _follows(before: Char, char: Char) -> bool:
    """Tell whether a letter stands right behind another on its line."""
    if before.turn or char.turn:
        return False
    width = max(before.x1 - before.x0, char.x1 - char.x0)
    level = abs(before.y0 + before.y1 - char.y0 - char.y1) < 0.5 * (char.y1 - char.y0)
    return level and -0.3 * width < char.x0 - before.x1 < 0.3 * width


def _runs_over(char: Char, cell: FrameCell | None) -> bool:
    if cell is None or char.text.isspace():
        return False
    over = _OVER * (char.x1 - char.x0)
    return char.x1 > cell.box[2] + over or char.x0 < cell.box[0] - over


def _owner(chars: list[Char], places: list[FrameCell | None]) -> FrameCell:
    """Return the cell a text begins at, ends at, or has its middle in."""
    known = [(char, cell) for char, cell in zip(chars, places, strict=True) if cell is not None]
    (first, begin), (last, end) = known[0], known[-1]
    if first.x0 - begin.box[0] <= _PADDING * (first.y1 - first.y0):
        return begin
    if end.box[2] - last.x1 <= _PADDING * (last.y1 - last.y0):
        return end
    return known[len(known) // 2][1]

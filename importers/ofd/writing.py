"""Text objects become characters with boxes."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lxml.etree import _Element

from importers.ofd.geometry import POINTS, Matrix, box_around, placed
from importers.ofd.package import children, numbers
from importers.tables.letters import is_wide
from importers.tables.page import Char

_ABOVE, _BELOW = 0.88, 0.12
"""Parts of the type size above and below the baseline, as in Chinese fonts."""
_NARROW = 0.5
_MOST = 100_000


def offsets(text: str | None) -> list[float]:
    """Return the distances of a DeltaX or DeltaY; ``g n v`` stands for v, n times."""
    found: list[float] = []
    items = (text or "").replace(",", " ").split()
    at = 0
    while at < len(items) and len(found) < _MOST:
        if items[at].lower() == "g" and at + 2 < len(items):
            values = numbers(f"{items[at + 1]} {items[at + 2]}")
            if len(values) == 2:
                found += [values[1]] * min(_MOST, max(0, int(values[0])))
            at += 3
        else:
            found += numbers(items[at])
            at += 1
    return found


def chars_of(element: _Element, matrix: Matrix) -> Iterator[Char]:
    """Yield the characters of a TextObject.

    Args:
        element: the object.
        matrix: from its own millimetres to the page's.
    """
    size = (numbers(element.get("Size")) or [4.0])[0]
    scale = (numbers(element.get("HScale")) or [1.0])[0] or 1.0
    turned = (numbers(element.get("CharDirection")) or [0.0])[0]
    a, b, _, _, _, _ = matrix
    turn = round((math.degrees(math.atan2(b, a)) + turned) / 90) % 4
    downwards = round((numbers(element.get("ReadDirection")) or [0.0])[0] / 90) % 4 == 1
    x = y = 0.0
    for code in children(element, "TextCode"):
        # a second TextCode without a place of its own goes on where the first began
        x = (numbers(code.get("X")) or [x])[0]
        y = (numbers(code.get("Y")) or [y])[0]
        text = (code.text or "").translate(_NO_BREAKS)
        across, down = offsets(code.get("DeltaX")), offsets(code.get("DeltaY"))
        px, py = x, y
        for number, char in enumerate(text):
            width = size * scale * (1.0 if is_wide(char) else _NARROW)
            if number < len(across):
                # the next letter begins where this one ends, or letters are set apart
                room = abs(across[number])
                if 0.2 * width < room < 2.2 * width and not is_wide(char):
                    width = min(room, size * scale)
                elif 0 < room < width:
                    width = room
            corners = [
                placed(matrix, cx, cy)
                for cx in (px, px + width)
                for cy in (py - _ABOVE * size, py + _BELOW * size)
            ]
            left, top, right, bottom = box_around(corners)
            yield Char(char, left * POINTS, top * POINTS, right * POINTS, bottom * POINTS, turn)
            if number < len(across):
                px += across[number]
            elif not (down or downwards):
                px += width
            if number < len(down):
                py += down[number]
            elif downwards and not across:
                py += size


_NO_BREAKS = {ord(char): None for char in "\r\n\t\x00"}

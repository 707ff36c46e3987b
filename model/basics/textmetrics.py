"""How much room a text takes: an estimate, good enough for row heights and page numbers.

No font is asked: a Chinese character is one em wide, a Latin one about half, which
holds within a few per cent for every font these forms use.
"""

from __future__ import annotations

from math import ceil

MM_PER_POINT = 25.4 / 72
LATIN_EM = 0.55


def text_lines(text: str, width_mm: float, points: float) -> int:
    """Return how many lines a text takes, at least one.

    Args:
        text: the text, its own line breaks as ``\\n``.
        width_mm: the room inside the cell, its margins taken off.
        points: the type size.
    """
    # a line of Chinese holds whole characters only: what is left over stays empty
    room = max(1, int(width_mm / (points * MM_PER_POINT)))
    if len(text) <= room and "\n" not in text:
        return 1
    lines = 0
    for line in text.split("\n"):
        lines += ceil(text_ems(line) / room) or 1
    return lines


def text_ems(line: str) -> float:
    """Return how many type sizes wide a line is."""
    narrow = len(line.encode("ascii", "ignore"))
    return len(line) - narrow + narrow * LATIN_EM

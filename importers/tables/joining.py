"""Lines below each other become the text of a cell or paragraph."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from importers.tables.letters import WORD
from importers.tables.lines import TextLine

_CLOSING = tuple("，。、；：？！）》】」』”’％,;:?!)]}%")
"""What a line of Chinese begins with only where it goes on."""


_AMOUNT = re.compile(r"[-－]?\d{1,3}(?:,\d{3})+(?:\.\d\d)?")


class Column(Struct, gc=False):
    """The room text has: from left to right, in points.

    Attributes:
        left, right: its sides.
        pitch: from one line to the next, in parts of the type size; 0 where unknown.
    """

    left: float
    right: float
    pitch: float = 0.0


def joined(lines: Sequence[TextLine], room: Column) -> str:
    """Return the text of lines that stand below each other.

    A line that ends though the next one's beginning would still have fitted was ended
    by the writer; all others were only broken for want of room.

    Args:
        lines: from top to bottom.
        room: from where to where text may go.
    """
    if not lines:
        return ""
    centred = _is_centred(lines, room)
    text = lines[0].text
    for above, below in pairwise(lines):
        blank = blank_lines(above, below, room.pitch)
        ended = ends_paragraph(above, below, room, centred)
        if blank or (ended and not parts_amount(text, below.text)):
            text = text.rstrip(" ") + "\n" * (1 + blank) + below.text
        else:
            text = glued(text, below.text, above, room)
    return text.rstrip(" ")


def ends_paragraph(above: TextLine, below: TextLine, room: Column, centred: bool) -> bool:
    """Tell whether a line was ended though the next one's beginning would have fitted."""
    width = above.x1 - above.x0
    free = room.right - room.left - width if centred else room.right - above.x1
    return free > room_wanted(above, below)


def room_wanted(above: TextLine, below: TextLine) -> float:
    """Return how much room behind a line the next one's beginning would have wanted, in points.

    A closing mark seldom begins a paragraph, and some writers do not set it by itself.
    """
    closing = below.text.lstrip()[:1] in _CLOSING
    return (2.0 * above.size if closing else below.unit) + 0.15 * above.size


def pitch_of(above: TextLine, below: TextLine) -> float:
    """Return how far a line is from the one above, in parts of the type size."""
    if below.unit == math.inf or abs(above.size - below.size) > 0.1 * above.size:
        return 0.0
    return (below.y0 + below.y1 - above.y0 - above.y1) / 2 / above.size


def blank_lines(above: TextLine, below: TextLine, pitch: float) -> int:
    """Return how many empty lines stand between two."""
    own = pitch_of(above, below)
    return round(own / pitch) - 1 if pitch and own > 1.75 * pitch else 0


def parts_amount(above: str, below: str) -> bool:
    """Tell whether an amount with its thousands marked ends in one line and goes on in the next.

    The first piece alone is none (``1,100,00``, ``750,000.``), both together are one.
    """
    first = re.search(r"\S*$", above)
    rest = re.match(r"\S*", below)
    if first is None or rest is None or not first[0] or not rest[0]:
        return False
    return not _AMOUNT.fullmatch(first[0]) and bool(_AMOUNT.fullmatch(first[0] + rest[0]))


def glued(text: str, below: str, above: TextLine, room: Column) -> str:
    """Return a text and the line that goes on with it."""
    if not text or not below:
        return text + below
    if text[-1] in " \u3000" or below[0] in " \u3000":
        return text + below
    if WORD.match(text[-1]) and WORD.match(below[0]):
        # a word wider than its room is broken anywhere, two words only between them
        word = re.search(r"\S*$", text)
        whole = word is not None and len(word[0]) == len(above.text.strip())
        is_long = whole and above.x1 - above.x0 > 0.8 * (room.right - room.left)
        is_long = is_long or parts_amount(text, below)
        if not is_long and text[-1].isalnum() and below[0].isalnum():
            return f"{text} {below}"
    return text + below


def _is_centred(lines: Sequence[TextLine], room: Column) -> bool:
    middles = [(line.x0 + line.x1) / 2 for line in lines]
    lefts = [line.x0 for line in lines]
    if max(lefts) - min(lefts) < 1.5 and lefts[0] - room.left < 2.0:
        return False
    middle = (room.left + room.right) / 2
    return all(abs(item - middle) < 2.5 for item in middles)

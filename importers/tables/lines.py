"""Characters become lines of text, and lines the text of a cell or paragraph."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from importers.tables.page import Char
from importers.tables.turning import turned_chars

_OPENING = "（(〔［[【《〈「『“‘｛{"
_CLOSING = "，。、；：！？）)〕］]】》〉」』”’｝}…—％%,.;:!?‰℃·"
_WORD = re.compile(r"[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_WORD_GAP = 0.18
"""Part of a letter's height: letters further apart belong to two words."""
_WIDE_GAP = 1.2
"""Part of a letter's height: whatever is further apart does not belong together."""


class TextLine(Struct, gc=False):
    """One line of text.

    Attributes:
        text: as it stands, spaces at its end included.
        x0, x1, y0, y1: its box, spaces at its ends left out.
        size: the height of its letters.
        unit: how wide its first part is that no line break can part; infinite for a line
            that is turned against the page, whose box is not on the page either.
        struck: what of it is struck through, left out of ``text``.
        gaps: how many wide gaps part it.
    """

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    unit: float
    struck: str = ""
    gaps: int = 0


class Column(Struct, gc=False):
    """The room text has: from left to right, in points."""

    left: float
    right: float


def lines_of(chars: list[Char]) -> list[TextLine]:
    """Return the lines some characters make, from top to bottom.

    Characters that are turned against the page (a label written upwards) are read in
    their own direction.
    """
    if not chars:
        return []
    turns = Counter(char.turn for char in chars if not char.text.isspace())
    if not turns:
        return []
    if len(turns) == 1 and 0 in turns:
        return _upright_lines(chars)
    lines: list[TextLine] = []
    for turn in sorted(turns):
        own = [char for char in chars if char.turn == turn]
        made = _upright_lines(turned_chars(own, turn) if turn else own)
        if turn:
            for line in made:
                line.unit = math.inf
        lines += made
    return lines


def _upright_lines(chars: list[Char]) -> list[TextLine]:
    rows: list[list[Char]] = []
    bands: list[tuple[float, float]] = []
    spaces: list[Char] = []
    for char in sorted(chars, key=lambda char: (char.y0 + char.y1, char.x0)):
        if char.text.isspace():
            spaces.append(char)
            continue
        middle = (char.y0 + char.y1) / 2
        if bands and _same_line(bands[-1], char, middle):
            rows[-1].append(char)
            # the tallest letters say where the line is
            if char.y1 - char.y0 > bands[-1][1] - bands[-1][0]:
                bands[-1] = (char.y0, char.y1)
        else:
            rows.append([char])
            bands.append((char.y0, char.y1))
    _add_spaces(rows, bands, spaces)
    return [_line(row) for row in rows]


def _same_line(band: tuple[float, float], char: Char, middle: float) -> bool:
    top, bottom = band
    if top <= middle <= bottom:
        height = min(bottom - top, char.y1 - char.y0)
        return middle - (top + bottom) / 2 <= 0.5 * max(height, 0.5 * (bottom - top))
    return False


def _add_spaces(
    rows: list[list[Char]], bands: list[tuple[float, float]], spaces: list[Char]
) -> None:
    """Put each space into the line it stands in; spaces alone make no line."""
    for space in spaces:
        middle = (space.y0 + space.y1) / 2
        best = min(
            range(len(bands)),
            key=lambda i: abs((bands[i][0] + bands[i][1]) / 2 - middle),
            default=None,
        )
        if best is not None and bands[best][0] - 1 <= middle <= bands[best][1] + 1:
            rows[best].append(space)


def _line(row: list[Char]) -> TextLine:
    row.sort(key=lambda char: (char.x0, char.x1))
    heights = sorted(char.y1 - char.y0 for char in row if not char.text.isspace())
    size = heights[len(heights) // 2]
    row = _without_doubles(row)
    solid = [char for char in row if not char.text.isspace()]
    struck = "".join(char.text for char in row if char.struck).strip()
    text = _spaced([char for char in row if not char.struck] if struck else row, size)
    return TextLine(
        text,
        min(char.x0 for char in solid),
        max(char.x1 for char in solid),
        min(char.y0 for char in solid),
        max(char.y1 for char in solid),
        size,
        _unit_width(solid, row),
        struck,
        sum(b.x0 - a.x1 > 1.5 * size for a, b in zip(solid, solid[1:], strict=False)),
    )


def _without_doubles(row: list[Char]) -> list[Char]:
    """Leave out what is drawn twice, a little shifted, to look bold."""
    kept: list[Char] = []
    for char in row:
        width = max(char.x1 - char.x0, 0.5)
        double = False
        for other in reversed(kept[-4:]):
            if char.x0 - other.x0 >= 0.3 * width:
                break
            if other.text == char.text and abs(char.y0 - other.y0) < 0.3 * (char.y1 - char.y0):
                double = True
                break
        if not double:
            kept.append(char)
    return kept


def _spaced(row: list[Char], size: float) -> str:
    """Return a line's text; a gap without a space in it is made one where words end."""
    gaps = [b.x0 - a.x1 for a, b in zip(row, row[1:], strict=False)]
    stretched = _is_stretched(row, gaps, size)
    parts: list[str] = []
    for number, char in enumerate(row):
        if number and not stretched:
            before = row[number - 1]
            gap = gaps[number - 1]
            if not (before.text.isspace() or char.text.isspace()):
                words = _WORD.match(before.text[-1]) and _WORD.match(char.text)
                if gap > _WIDE_GAP * size or (words and gap > _WORD_GAP * size):
                    parts.append(" ")
        parts.append(char.text)
    return "".join(parts).lstrip(" ")


def _is_stretched(row: list[Char], gaps: list[float], size: float) -> bool:
    """Tell whether a line was pulled apart to fill its width, so that gaps mean nothing."""
    if len(gaps) < 2 or any(char.text.isspace() for char in row):
        return False
    return min(gaps) > _WORD_GAP * size and max(gaps) < 1.3 * min(gaps) + 0.5


def _unit_width(solid: list[Char], row: list[Char]) -> float:
    """Return the width of what stays together at the beginning of a line.

    No line ends with an opening bracket or begins with a closing mark, and words and
    numbers are not parted.
    """
    start = row.index(solid[0])
    number = start
    while number < len(row) - 1 and row[number].text in _OPENING:
        number += 1
    if _WORD.match(row[number].text):
        while number < len(row) - 1 and _WORD.match(row[number + 1].text):
            number += 1
    while number < len(row) - 1 and row[number + 1].text in _CLOSING:
        number += 1
    return max(0.0, row[number].x1 - solid[0].x0)


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
    for above, below in zip(lines, lines[1:], strict=False):
        if ends_paragraph(above, below, room, centred):
            text = f"{text.rstrip(' ')}\n{below.text}"
        else:
            text = glued(text, below.text, above, room)
    return text.rstrip(" ")


def ends_paragraph(above: TextLine, below: TextLine, room: Column, centred: bool) -> bool:
    """Tell whether a line was ended though the next one's beginning would have fitted."""
    if centred:
        free = (room.right - room.left) - (above.x1 - above.x0)
    else:
        free = room.right - above.x1
    return free > below.unit + 0.15 * above.size


def glued(text: str, below: str, above: TextLine, room: Column) -> str:
    """Return a text and the line that goes on with it."""
    if not text or not below:
        return text + below
    if text[-1] in " \u3000" or below[0] in " \u3000":
        return text + below
    if _WORD.match(text[-1]) and _WORD.match(below[0]):
        # a word wider than its room is broken anywhere, two words only between them
        word = re.search(r"\S*$", text)
        whole = word is not None and len(word[0]) == len(above.text.strip())
        is_long = whole and above.x1 - above.x0 > 0.8 * (room.right - room.left)
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


def is_chinese(char: str) -> bool:
    """Tell whether a character is one of Chinese writing."""
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"


def is_strange(char: str) -> bool:
    """Tell whether a character is none that text is written with.

    Control and private characters and the accented letters of Western Europe come out
    where a file does not say what its letters mean.
    """
    if "\xa0" <= char <= "\xff":
        return char not in "\xa0°±×÷·²³µ§«»"
    return unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs")

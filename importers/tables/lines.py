"""Characters become lines of text."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise

from msgspec import Struct

from importers.tables.letters import WORD, is_wide
from importers.tables.page import Char
from importers.tables.turning import turned_chars

_OPENING = "（(〔［[【《〈「『“‘｛{"
_CLOSING = "，。、；：！？）)〕］]】》〉」』”’｝}…—％%,.;:!?‰℃·"
_WORD_GAP = 0.2
"""Part of the type size: letters further apart belong to two words."""
_WIDE_GAP = 1.2
"""Part of the type size: whatever is further apart does not belong together."""
_SPACE = 0.27
"""Part of the type size that a space of most Latin fonts takes (0.25 to 0.32)."""
_LEAST_SPACE = 0.15


class TextLine(Struct, gc=False):
    """One line of text.

    Attributes:
        text: as it stands, spaces at its end included.
        x0, x1, y0, y1: its box, spaces at its ends left out.
        size: its type size.
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


def lines_of(chars: list[Char], exact: bool = False) -> list[TextLine]:
    """Return the lines some characters make, from top to bottom.

    Characters that are turned against the page (a label written upwards) are read in
    their own direction.

    Args:
        chars: in any order.
        exact: see `importers.tables.page.Page`.
    """
    if not chars:
        return []
    turns = Counter(char.turn for char in chars if not char.text.isspace())
    if not turns:
        return []
    if len(turns) == 1 and 0 in turns:
        return _upright_lines(chars, exact)
    lines: list[TextLine] = []
    for turn in sorted(turns):
        own = [char for char in chars if char.turn == turn]
        made = _upright_lines(turned_chars(own, turn) if turn else own, exact)
        if turn:
            for line in made:
                line.unit = math.inf
        lines += made
    return lines


def _upright_lines(chars: list[Char], exact: bool) -> list[TextLine]:
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
    return [_line(row, exact) for row in rows]


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


def _line(row: list[Char], exact: bool) -> TextLine:
    row.sort(key=lambda char: (char.x0, char.x1))
    size = _size(row)
    row = _without_doubles(row)
    solid = [char for char in row if not char.text.isspace()]
    struck = "".join(char.text for char in row if char.struck).strip()
    shown = [char for char in row if not char.struck] if struck else row
    text = _spaced(shown, size, exact)
    return TextLine(
        text,
        min(char.x0 for char in solid),
        max(char.x1 for char in solid),
        min(char.y0 for char in solid),
        max(char.y1 for char in solid),
        size,
        _unit_width(solid, row),
        struck,
        sum(b.x0 - a.x1 > 1.5 * size for a, b in pairwise(solid)),
    )


def _size(row: list[Char]) -> float:
    """Return the type size of a line: as wide as its Chinese letters, if it has any.

    Boxes are of different height from font to font.
    """
    widths = sorted(char.x1 - char.x0 for char in row if is_wide(char.text[0]))
    if widths:
        return max(1.0, widths[len(widths) // 2])
    heights = sorted(char.y1 - char.y0 for char in row if not char.text.isspace())
    return max(1.0, 0.8 * heights[len(heights) // 2])


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


def _spaced(row: list[Char], size: float, exact: bool) -> str:
    """Return a line's text; a gap without a space in it is made one where words end."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(row)]
    if _is_stretched(row, gaps, size):
        return "".join(char.text for char in row).lstrip(" ")
    usual = max(0.0, sorted(gaps)[len(gaps) // 2]) if gaps else 0.0
    parts: list[str] = []
    for number, char in enumerate(row):
        if number:
            parts.append(_gap(row[number - 1], char, gaps[number - 1] - usual, size, exact))
        parts.append(char.text)
    return "".join(parts).lstrip(" ")


def _gap(before: Char, char: Char, gap: float, em: float, exact: bool) -> str:
    """Return the spaces that a gap between two characters stands for."""
    if before.text.isspace() or char.text.isspace():
        return ""
    if exact and gap > _LEAST_SPACE * em:
        if 0.9 * em < gap < _WIDE_GAP * em:
            return "\u3000"
        return " " * max(1, round(gap / (_SPACE * em))) if gap < _WIDE_GAP * em else " "
    words = WORD.match(before.text[-1]) and WORD.match(char.text)
    return " " if gap > _WIDE_GAP * em or (words and gap > _WORD_GAP * em) else ""


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
    if WORD.match(row[number].text):
        while number < len(row) - 1 and WORD.match(row[number + 1].text):
            number += 1
    while number < len(row) - 1 and row[number + 1].text in _CLOSING:
        number += 1
    return max(0.0, row[number].x1 - solid[0].x0)

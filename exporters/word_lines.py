"""Where lines break: an estimate close enough to tell on which page a table ends.

Chinese characters are one em wide, Latin ones as wide as in Times, the face official
documents set them in; closing punctuation never begins a line, opening never
ends one, and a full stop or comma may hang over a line's end.
"""

from __future__ import annotations

import re

_TIMES = (
    "25 33 41 50 50 83 78 18 33 33 50 56 25 33 25 28 50 50 50 50 50 50 50 50 50 50 28 28 "
    "56 56 56 44 92 72 67 67 72 61 56 72 72 33 39 72 61 89 72 72 56 72 67 56 61 72 72 94 "
    "72 72 61 33 28 33 47 50 33 44 50 44 50 44 33 50 50 28 28 50 28 78 50 50 50 50 33 39 "
    "28 50 50 72 50 50 44 48 20 48 54 "
)
_OTHER_NARROW = 0.55
_TAB = 2.0
_SPACED = 0.25
"""What Word puts between Chinese and Latin characters, in ems."""


class _Widths(dict[str, float]):
    """Widths of the characters that are not Chinese, in ems."""

    def __missing__(self, char: str) -> float:
        return _OTHER_NARROW


_WIDTHS = _Widths({chr(32 + n): int(width) / 100 for n, width in enumerate(_TIMES.split())})
_WIDTHS["\t"] = _TAB

_NO_START = frozenset(
    "!%),.:;>?]}¨·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
)
_NO_END = frozenset("$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥")

_HANGING = frozenset("、。，．")
"""What may stand beyond the end of a line in Word, WPS and LibreOffice alike."""

_WIDE = "\u2010-\u205e\u2070-\U0010ffff"
_NARROW = re.compile(f"[^{_WIDE}]")
_TOKEN = re.compile(f"(?P<wide>[{_WIDE}]+)|(?P<space> +)|(?P<narrow>[^ {_WIDE}]+)")


def count_lines(text: str, room: float, indent: float = 0, hanging: bool = True) -> int:
    """Return how many lines a paragraph takes, at least one.

    Args:
        text: the paragraph, without line breaks.
        room: the width of a line, in ems.
        indent: how far its first line is indented, in ems.
        hanging: whether a comma or full stop may stand beyond the end of a line.
    """
    room = max(room, 1.0)
    # a Latin character and a space at either side are about as wide as a Chinese one
    if len(text) + indent <= room:
        return 1
    if not _NARROW.search(text):
        return 1 + _fill(text, indent, room, 0.0, hanging)[0]
    lines, used = 1, indent
    last = before = ""
    word = 0.0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        run = token[0]
        if (last == "narrow" and _ideograph(run[0])) or (kind == "narrow" and _ideograph(before)):
            used += _SPACED
        if kind == "space":
            # spaces at a line's end hang over it
            used = min(used + 0.25 * len(run), room)
        elif kind == "narrow":
            word = sum(map(_WIDTHS.__getitem__, run))
            if used + word > room and used > 0:
                lines, used = lines + 1, 0.0
            if word > room:
                lines += int(word / room)
                word %= room
            used += word
        else:
            added, used = _fill(run, used, room, word if last == "narrow" else 0.0, hanging)
            lines += added
        last, before = kind or "", run[-1]
    return lines


def _ideograph(char: str) -> bool:
    """Return whether a character is Chinese and no punctuation."""
    return "\u3040" <= char < "\ufe30" or char > "\uffff"


def _fill(run: str, used: float, room: float, word: float, hanging: bool) -> tuple[int, float]:
    """Set Chinese characters behind what a line already holds.

    Args:
        run: the characters.
        used: how much of the line is taken, in ems.
        room: the width of a line, in ems.
        word: the width of a Latin word that ends right here, which goes along to the next
            line when the run begins with a character that cannot.
        hanging: see `count_lines`.

    Returns:
        The lines begun, and how much of the last one is taken.
    """
    lines, start, length = 0, 0, len(run)
    while start < length and used + (length - start) > room:
        fit = max(0, int(room - used))
        cut = start + fit
        if hanging and run[cut] in _HANGING and run[cut + 1 : cut + 2] not in _NO_START:
            cut += 1
            if cut == length:
                return lines, room
        while cut > start and (run[cut] in _NO_START or run[cut - 1] in _NO_END):
            cut -= 1
        lines += 1
        if cut > start:
            used = 0.0
        elif used == 0:
            # a line too narrow for the rules, or full of signs
            cut = start + max(1, fit)
        else:
            used = word if run[start] in _NO_START and word < used else 0.0
        start = cut
        word = 0.0
    return lines, used + (length - start)

"""The characters of a page with their boxes."""

from __future__ import annotations

import ctypes
import math
from typing import Any

from msgspec import Struct, field
from pypdfium2 import raw

from importers.tables.letters import UNREADABLE
from importers.tables.page import Char

_SLANT = 0.2
"""Radians; text slanted more is a watermark."""
_MAYBE_MADE_UP = frozenset((0x20, 0x0D, 0x0A, 0x02, 0x2D))
_HYPHEN = 0x02
"""What pdfium makes of a hyphen at the end of a line."""
_QUARTER = math.pi / 2


class Written(Struct):
    """The text of a page, in the file's own coordinates (y grows upwards).

    Attributes:
        chars: with y0 below y1.
        slanted: text that runs neither across nor upright: a watermark.
        unmapped: how many characters the file gives no meaning for.
    """

    chars: list[Char] = field(default_factory=list)
    slanted: str = ""
    unmapped: int = 0


def read_chars(text: Any, turned: bool) -> Written:
    """Return the characters of a raw text page.

    Args:
        text: the raw text page.
        turned: whether some of it may not run from left to right.
    """
    written = Written()
    box = raw.FS_RECTF()
    add = written.chars.append
    unicode_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    made_up, unmapped = raw.FPDFText_IsGenerated, raw.FPDFText_HasUnicodeMapError
    high = 0
    for number in range(raw.FPDFText_CountChars(text)):
        code = unicode_of(text, number)
        if code in _MAYBE_MADE_UP and made_up(text, number) == 1:
            continue
        if code == _HYPHEN:
            code = 0x2D
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if code in (0x0D, 0x0A):
            continue
        if code < 0x20 or unmapped(text, number) == 1:
            # whatever number stands there, it is not the letter that is seen
            written.unmapped += 1
            code = ord(UNREADABLE)
        turn = 0
        if turned:
            angle = raw.FPDFText_GetCharAngle(text, number)
            turn = round(angle / _QUARTER)
            if abs(angle - turn * _QUARTER) > _SLANT:
                written.slanted += chr(code)
                continue
            turn %= 4
        if not box_of(text, number, box):
            continue
        x0, y0, x1, y1 = box.left, box.bottom, box.right, box.top
        if y1 - y0 < 0.1 or x1 - x0 < 0.01:
            x0, y0, x1, y1 = _tight(text, number) or (x0, y0, x1, y1)
        add(Char(chr(code), x0, y0, x1, y1, turn))
    return written


def _tight(text: Any, number: int) -> tuple[float, float, float, float] | None:
    """Return the box of what a character draws, where its font gives it no room."""
    left, right, low, high = (ctypes.c_double() for _ in range(4))
    if not raw.FPDFText_GetCharBox(text, number, left, right, low, high):
        return None
    return left.value, low.value, right.value, high.value

"""Makes the text of a PDF the very characters of the document, so that it can be searched.

Qt names for each glyph the first character of Unicode that has it. In most Chinese
fonts 一 and the radical ⼀ (U+2F00) share one glyph: the file would hold the radical, and
whoever searches for 一 would find nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtGui import QFont, QRawFont

_MAPS = re.compile(rb"begincmap.*?endcmap", re.DOTALL)
_LISTS = re.compile(rb"\[[^\]]*\]")
_CODES = re.compile(rb"<([0-9A-Fa-f]{4})>")


def mend_characters(data: bytes, wanted: set[str], fonts: Iterable[QFont]) -> bytes:
    """Return a PDF of Qt's with every glyph named by a character of the document.

    Nothing moves in the file: one code of four digits takes another's place.

    Args:
        data: the file.
        wanted: the characters of the document.
        fonts: those it is set in.
    """
    held = {ord(char) for char in wanted if char <= "\uffff"}
    used = {
        int(code, 16)
        for found in _MAPS.finditer(data)
        for part in _LISTS.findall(found[0])
        for code in _CODES.findall(part)
    }
    meant = _same_glyph(sorted(used - held - {0}), sorted(held), fonts)
    if not meant:
        return data

    def code(found: re.Match[bytes]) -> bytes:
        number = int(found[1], 16)
        return b"<%04X>" % meant.get(number, number)

    def part(found: re.Match[bytes]) -> bytes:
        return _CODES.sub(code, found[0])

    return _MAPS.sub(lambda found: _LISTS.sub(part, found[0]), data)


def _same_glyph(strange: list[int], held: list[int], fonts: Iterable[QFont]) -> dict[int, int]:
    """Return for characters not of the document those of it with the same glyph."""
    meant: dict[int, int] = {}
    names = dict.fromkeys(name for font in fonts for name in font.families())
    for name in names:
        font = QFont(name)
        font.setPixelSize(100)
        raw = QRawFont.fromFont(font)
        if not strange or not raw.isValid():
            continue
        own = dict(zip(_glyphs(raw, held), held, strict=True))
        for code, glyph in zip(strange, _glyphs(raw, strange), strict=True):
            if glyph and glyph in own:
                meant.setdefault(code, own[glyph])
    return meant


def _glyphs(raw: QRawFont, codes: list[int]) -> list[int]:
    # one by one: surrogates and joining characters must not shift the others
    return [next(iter(raw.glyphIndexesForString(chr(code))), 0) for code in codes]

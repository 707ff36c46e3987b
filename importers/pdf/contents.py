"""How much a PDF's pages would unpack to, before pdfium is let at them.

pdfium builds all objects of a page at once and cannot be stopped in between: ten million
strokes pack into a quarter of a megabyte and take 2.7 GB and fifteen seconds.
"""

from __future__ import annotations

import re
import zlib

from model.steps import step

MAX_CONTENT = 40_000_000
"""Bytes of drawing instructions in one stream; a page full of text has some ten thousand.
A million strokes are half of it: pdfium takes them in within a second."""

_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 2048
_NO_CONTENT = re.compile(
    rb"/(?:Image|FontFile|Length1|Length2|Length3|CIDFontType0C|Type1C|XRef)\b"
)
_STEP = 1 << 20


def is_bomb(data: bytes) -> bool:
    """Tell whether a stream of drawing instructions unpacks beyond `MAX_CONTENT`."""
    for found in _STREAM.finditer(data):
        start = data.rfind(b"obj", max(0, found.start() - _DICTIONARY), found.start())
        about = data[max(start, 0) : found.start()]
        if data[found.start() - 3 : found.start()] == b"end" or _NO_CONTENT.search(about):
            continue
        if b"FlateDecode" in about or b"/Fl" in about:
            step()
            if _unpacked(data, found.end()) > MAX_CONTENT:
                return True
    return False


def _unpacked(data: bytes, start: int) -> int:
    """Return how long a packed stream is, as far as it matters."""
    unpacker = zlib.decompressobj()
    total = 0
    piece = data[start : start + _STEP]
    at = start + _STEP
    try:
        while piece and total <= MAX_CONTENT and not unpacker.eof:
            total += len(unpacker.decompress(piece, _STEP))
            piece = unpacker.unconsumed_tail
            if not piece:
                piece = data[at : at + _STEP]
                at += _STEP
    except zlib.error:
        # encrypted, damaged or packed otherwise: pdfium sees to that
        return 0
    return total

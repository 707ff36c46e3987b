"""How much a PDF's pages would unpack to, before pdfium is let at them.

pdfium builds all objects of a page at once and cannot be stopped in between: ten million
strokes pack into a quarter of a megabyte and take 2.7 GB and fifteen seconds. They may also
stand in one stream that is drawn again and again. So the streams are unpacked here, as far
as need be, and counted as often as they are drawn.
"""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from collections import Counter
from collections.abc import Iterator

from model.basics.steps import step

MAX_CONTENT = 40_000_000
"""Bytes of drawing instructions of one page; one full of text has some ten thousand.
A million strokes are half of it: pdfium takes them in within a second."""

_STREAM = re.compile(rb"stream\r?\n")
_NUMBER = re.compile(rb"(\d+)\s+\d+\s+$")
_NOT_DRAWN = re.compile(rb"/(?:Image|FontFile|Length1|Length2|Length3|CIDFontType0C|Type1C|XRef)\b")
_CONTENTS = re.compile(rb"/Contents\s*(?:\[([^\]]*)\]|(\d+)\s+\d+\s+R)")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R")
_OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b")
_DRAW = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_RESOURCES = re.compile(rb"/(?:Resources|XObject)\s+(\d+)\s+\d+\s+R")
_TWICE = re.compile(rb"Fl(?:ateDecode)?\s*/Fl(?:ateDecode)?\b")
_DICTIONARY = 4096
_CHUNK = 1 << 20
_DEEPEST = 40


def is_bomb(data: bytes) -> bool:
    """Tell whether a page's drawing instructions unpack beyond `MAX_CONTENT`."""
    return _Weights(data).heaviest() > MAX_CONTENT


class _Stream:
    """A stream of drawing instructions: its dictionary, its length and what it draws."""

    __slots__ = ("about", "draws", "length")

    def __init__(self, about: bytes, length: int, draws: Counter[bytes]) -> None:
        self.about = about
        self.length = length
        self.draws = draws


class _Weights:
    """The drawing instructions of a file, counted as often as they are drawn."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._streams: dict[int, _Stream] = {}
        self._packed: dict[int, bytes] = {}
        self._known: dict[int, int] = {}
        self._pages: list[bytes] = []
        self._places: dict[int, int] | None = None

    def heaviest(self) -> int:
        """Return the most bytes any page draws; more than the limit as soon as it is known."""
        data = self._data
        for found in _STREAM.finditer(data):
            if data[found.start() - 3 : found.start()] == b"end":
                continue
            floor = max(0, found.start() - _DICTIONARY)
            start = data.rfind(b"obj", floor, found.start())
            about = data[max(start, 0) : found.start()]
            number = _NUMBER.search(data, max(0, start - 24), max(0, start))
            if _NOT_DRAWN.search(about):
                continue
            step()
            if _TWICE.search(about):
                # packed twice: no program does that
                return MAX_CONTENT + 1
            length = self._stream(int(number[1]) if number else -1, about, found.end())
            if length > MAX_CONTENT:
                return length
        heaviest = 0
        for found in self._contents(data):
            step()
            heaviest = max(heaviest, self._page(found))
        for packed in self._pages:
            for found in self._contents(packed):
                heaviest = max(heaviest, self._page(found))
        return heaviest

    def _stream(self, number: int, about: bytes, start: int) -> int:
        """Unpack a stream and keep what matters of it; return its length."""
        is_packed = b"/ObjStm" in about
        draws: Counter[bytes] = Counter()
        kept: list[bytes] = []
        total, tail = 0, b""
        try:
            for made in self._unpacked(about, start):
                total += len(made)
                if total > MAX_CONTENT:
                    break
                if is_packed:
                    kept.append(made)
                else:
                    draws.update(_DRAW.findall(tail + made))
                    tail = made[-64:].rsplit(b"Do", 1)[-1]
        except (zlib.error, ValueError):
            # encrypted, damaged or packed otherwise: pdfium sees to that
            return 0
        if is_packed:
            self._unpack(b"".join(kept), about)
        else:
            self._streams[number] = _Stream(about, total, draws)
        return total

    def _unpacked(self, about: bytes, start: int) -> Iterator[bytes]:
        """Yield a stream's content piece by piece."""
        data, end = self._data, -1
        if b"ASCII85Decode" in about or b"/A85" in about:
            end = data.find(b"endstream", start)
            data = a85decode(data[start:end].strip().removesuffix(b"~>"))
            start, end = 0, len(data)
        elif b"ASCIIHexDecode" in about or b"/AHx" in about:
            end = data.find(b"endstream", start)
            data = bytes.fromhex(data[start:end].decode("ascii").strip().removesuffix(">"))
            start, end = 0, len(data)
        if b"FlateDecode" not in about and b"/Fl" not in about:
            end = data.find(b"endstream", start) if end < 0 else end
            for at in range(start, end, _CHUNK):
                yield data[at : min(end, at + _CHUNK)]
            return
        unpacker = zlib.decompressobj()
        at = start + _CHUNK
        piece = data[start:at]
        while piece and not unpacker.eof:
            yield unpacker.decompress(piece, _CHUNK)
            piece = unpacker.unconsumed_tail
            if not piece:
                piece = data[at : at + _CHUNK]
                at += _CHUNK

    def _unpack(self, data: bytes, about: bytes) -> None:
        """Keep the objects that stand packed in a stream."""
        first = re.search(rb"/First\s+(\d+)", about)
        if first is None:
            return
        begin = int(first[1])
        numbers = [int(item) for item in re.findall(rb"\d+", data[:begin])]
        places = numbers[1::2]
        ends = [*places[1:], len(data) - begin]
        for number, place, end in zip(numbers[::2], places, ends, strict=False):
            self._packed[number] = data[begin + place : begin + end]
        self._pages.append(data)

    @staticmethod
    def _contents(data: bytes) -> list[re.Match[bytes]]:
        return list(_CONTENTS.finditer(data))

    def _page(self, found: re.Match[bytes]) -> int:
        """Return how much a page draws, given where its /Contents stands."""
        text = found.string
        start = max(text.rfind(b"obj", 0, found.start()), found.start() - _DICTIONARY, 0)
        about = text[start : found.end() + _DICTIONARY].split(b"endobj")[0]
        wanted = [found[2]] if found[2] else _REFERENCE.findall(found[1])
        total = 0
        for number in wanted[: MAX_CONTENT // 100]:
            total += self._weight(int(number), about, 0)
            if total > MAX_CONTENT:
                break
        return total

    def _weight(self, number: int, around: bytes, depth: int) -> int:
        """Return how much a stream draws, all it calls included.

        Args:
            number: of its object.
            around: the dictionary that names what it calls, where it does not itself.
            depth: of calls.
        """
        stream = self._streams.get(number)
        if stream is None or depth > _DEEPEST:
            return 0
        if depth and number in self._known:
            return self._known[number]
        # one that calls itself is stopped by pdfium
        self._known[number] = stream.length
        total = stream.length
        own = stream.about if b"/Resources" in stream.about else around
        names = own + b"".join(self._dictionary(int(ref)) for ref in _RESOURCES.findall(own))
        for name, count in stream.draws.items():
            called = re.search(rb"/" + re.escape(name) + rb"\s+(\d+)\s+\d+\s+R", names)
            if called is not None:
                total += count * self._weight(int(called[1]), own, depth + 1)
        self._known[number] = total
        return total

    def _dictionary(self, number: int, depth: int = 0) -> bytes:
        """Return an object that is a dictionary, with those of its resources."""
        found = self._packed.get(number)
        if found is None:
            if self._places is None:
                self._places = {int(m[1]): m.end() for m in _OBJECT.finditer(self._data)}
            place = self._places.get(number)
            if place is None:
                return b""
            found = self._data[place : place + _DICTIONARY].split(b"endobj")[0]
        if depth < 2:
            found += b"".join(
                self._dictionary(int(ref), depth + 1) for ref in _RESOURCES.findall(found)
            )
        return found

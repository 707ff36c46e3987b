"""Headings and labels of parts, found however they were typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Set
from functools import lru_cache

_DROPPED = re.compile(r"[\s“”\"'‘’「」《》]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_COUNT = re.compile(r"^(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.,])+(?!\d)")
_DIGITS = "零一二三四五六七八九"
_ENDS = "：:、.．。，,；;"

NUMBERED = re.compile(
    r"\s*第\s*(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})\s*(?:部\s*分|章|篇)\s*[：:、.．]?\s*(?P<name>.*)",
    re.DOTALL,
)
"""A heading 第三部分：…; its name may be empty."""

SCHEMES = {
    "chinese": re.compile(
        r"\s*+(?P<number>[一二三四五六七八九十]{1,3})\s*+[、.．]\s*+(?P<name>.*)"
    ),
    "bracket": re.compile(
        r"\s*+[（(]\s*+(?P<number>[一二三四五六七八九十]{1,3})\s*+[)）]\s*+(?P<name>.*)"
    ),
    "digit": re.compile(r"\s*+(?P<number>\d{1,2})\s*+[、.．](?!\d)\s*+(?P<name>.*)"),
}
"""Other ways to number headings."""


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """Return a label without spaces and quotes, full-width signs made plain."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).strip(_ENDS)


@lru_cache(maxsize=1024)
def without_brackets(text: str) -> str:
    """Return a plain label without what stands in brackets, and the number before it."""
    return _BRACKETS.sub("", _COUNT.sub("", text)).strip(_ENDS)


def number_of(text: str) -> int:
    """Return what a numeral of a heading counts (十二 → 12)."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    worth = (_DIGITS.find(tens) if tens else 1) * 10 if ten else 0
    return worth + (_DIGITS.find(ones) if ones else 0)


@lru_cache(maxsize=1024)
def label_pattern(label: str) -> re.Pattern[str]:
    """Return what a plain text must match to be a label; ``{year}`` and the like are wild."""
    pieces = re.split(r"(\{\w+\})", label)
    out = "".join(
        (r"\d{2,4}" if piece in ("{year}", "{last}") else ".*?")
        if piece.startswith("{")
        else re.escape(plain_piece(piece))
        for piece in pieces
    )
    return re.compile(out)


def plain_piece(text: str) -> str:
    """Return a piece of a label as `plain` does, its ends kept."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text))


class Sayings:
    """Some labels, ready to be asked about many texts; see `says`."""

    def __init__(self, labels: Iterable[str]) -> None:
        given = [label for label in labels if label]
        self._patterns = [label_pattern(label.strip(_ENDS)) for label in given]
        self._bare = {without_brackets(plain(label)) for label in given if "{" not in label}

    def holds(self, key: str, bare: str) -> bool:
        """Tell whether a plain text, without its brackets ``bare``, is one of the labels."""
        if bare and bare in self._bare:
            return True
        return any(pattern.fullmatch(key) for pattern in self._patterns)


def says(text: str, labels: Iterable[str]) -> bool:
    """Tell whether a text is one of some labels; what stands in brackets need not be there."""
    key = plain(text)
    if not key:
        return False
    keys, patterns = _ready(tuple(labels))
    if key in keys or without_brackets(key) in keys:
        return True
    return any(pattern.fullmatch(key) for pattern in patterns)


def any_says(keys: Set[str], labels: Iterable[str]) -> bool:
    """Tell whether some of many texts, as `keys_of` gives them, is one of some labels."""
    ready, patterns = _ready(tuple(labels))
    if not ready.isdisjoint(keys):
        return True
    return any(pattern.fullmatch(key) for pattern in patterns for key in keys)


def keys_of(texts: Iterable[str]) -> set[str]:
    """Return what texts are compared with labels by, with and without brackets."""
    found: set[str] = set()
    for text in texts:
        if key := plain(text):
            found |= {key, without_brackets(key)}
    return found


@lru_cache(maxsize=1024)
def _ready(labels: tuple[str, ...]) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Return what texts may be to be one of some labels, with and without brackets."""
    fixed = [plain(label) for label in labels if label and "{" not in label]
    keys = {key for one in fixed for key in (one, without_brackets(one)) if key}
    wild = tuple(label_pattern(label.strip(_ENDS)) for label in labels if "{" in label)
    return frozenset(keys), wild

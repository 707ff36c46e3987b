"""Search by words and by pinyin initials: ``kpjf`` finds 科普经费.

A character with several readings answers to each of them (重 to z and c), because the
clerk types the one that comes to mind, and a search may find a little too much.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache


@cache
def _readings() -> Mapping[int, str]:
    """Return every character's readings, separated by commas, by code point.

    Loading them takes some tenths of a second; see `warm_up`.
    """
    # the readings of whole phrases are not needed here and are most of what is loaded
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.constants import PINYIN_DICT

    return PINYIN_DICT


def warm_up() -> None:
    """Load the readings now, so that the first search need not wait."""
    _readings()


@lru_cache(maxsize=8192)
def _letters(char: str) -> str:
    """Return what one may type for a character: its initials, or the character itself."""
    if char.isascii():
        return char
    readings = _readings().get(ord(char))
    if not readings:
        return char
    found = {unicodedata.normalize("NFD", reading)[:1] for reading in readings.split(",")}
    return "".join(sorted(letter for letter in found if letter.isascii() and letter.isalpha()))


@lru_cache(maxsize=16384)
def initials(text: str) -> tuple[str, ...]:
    """Return, for each character of a text but white space, the letters it answers to."""
    return tuple(_letters(char) for char in _folded(text) if not char.isspace())


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    """Fold case and full-width letters, so that ＬＥＤ and led are one."""
    return unicodedata.normalize("NFKC", text).casefold()


def matches(query: str, text: str) -> bool:
    """Tell whether a text holds every word of a query, as written or by its initials.

    An empty query matches everything.
    """
    folded = _folded(text)
    return all(
        word in folded or (_typed(word) and _holds_initials(word, text))
        for word in _folded(query).split()
    )


def _typed(word: str) -> bool:
    """Only letters and digits can stand for characters."""
    return word.isascii() and word.isalnum()


_PRIVATE = range(0xE000, 0xF900)
"""Characters without a meaning: each stands for the letters some characters answer to."""
_NOTHING = 0xFFFF
"""What answers to nothing that can be typed."""


class _Codes(dict[int, int | None]):
    """What each character of a text becomes, for `str.translate`: its letter, or a code.

    A character of several readings becomes a code that stands for all their letters, so that
    looking through a text is one search with a regular expression.
    """

    def __init__(self) -> None:
        super().__init__()
        self.letters: dict[str, int] = {}

    def __missing__(self, char: int) -> int | None:
        letters = _letters(chr(char))
        code: int | None
        if chr(char).isspace():
            code = None
        elif char in _PRIVATE or not letters:
            code = _NOTHING
        elif len(letters) == 1:
            code = ord(letters)
        else:
            code = self.letters.setdefault(letters, _PRIVATE[len(self.letters)])
        self[char] = code
        return code


_CODES = _Codes()


@lru_cache(maxsize=16384)
def _coded(text: str) -> str:
    return _folded(text).translate(_CODES)


@lru_cache(maxsize=256)
def _pattern(word: str, known: int) -> re.Pattern[str]:
    """Return what finds a word in a coded text; ``known`` codes there are by now."""
    codes = _CODES.letters.items()
    classes = (
        typed + "".join(chr(code) for letters, code in codes if typed in letters) for typed in word
    )
    return re.compile("".join(f"[{some}]" for some in classes))


def _holds_initials(word: str, text: str) -> bool:
    coded = _coded(text)
    return _pattern(word, len(_CODES.letters)).search(coded) is not None

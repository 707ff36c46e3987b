"""Texts made comparable: labels however they were typed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from model.layout import YEAR_HOLE

LONGEST_LABEL = 40
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_COUNT = re.compile(r"^(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.,])+")
_MARKS = "*★▲●:;。、.-_"


# white space, and characters that only steer others (soft hyphens, joiners, marks)
_UNSEEN = re.compile("[\\s\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")


@lru_cache(maxsize=1 << 15)
def _fold(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).strip(_MARKS)


def fold(text: str) -> str:
    """Return a text as labels are compared: no white space, half-width, no marks around.

    ``项 目\\n编 码：`` and ``项目编码`` fold alike; so do ``（％）`` and ``(%)``. A text too
    long for a label folds to nothing.
    """
    return _fold(text) if len(text) <= LONGEST_LABEL else ""


@lru_cache(maxsize=1 << 15)
def bare(key: str) -> str:
    """Return a folded label without bracketed remarks and the number before it."""
    return _COUNT.sub("", _BRACKETS.sub("", key)).strip(_MARKS)


_YEARS = re.compile(r"20\d\d")
_YEAR = "{year}"


def year_folded(label: str) -> list[str]:
    """Return a label that may name a year as it is compared: whatever the year, or none."""
    key = fold(YEAR_HOLE.sub(_YEAR, label))
    return [key, key.replace(_YEAR, "")] if _YEAR in key else [key]


def any_year(key: str) -> str:
    """Return a folded label with whatever year it names left open, as `year_folded` does."""
    return _YEARS.sub(_YEAR, key)


def reads_as(keys: frozenset[str], text: str) -> bool:
    """Tell whether a text is one of the wordings of a label."""
    key = fold(text)
    if not key:
        return False
    return key in keys or bare(key) in keys or any_year(key) in keys


def prefix_of(label: str) -> re.Pattern[str]:
    """Return what a cell begins with that shows a label and behind it a field."""
    letters = [re.escape(letter) for letter in unicodedata.normalize("NFKC", label).strip()]
    text = r"\s*".join("[:：]" if letter == ":" else letter for letter in letters)
    text = text.replace(r"\(", "[(（]").replace(r"\)", "[)）]")
    return re.compile(rf"\s*{text}" + r"\s*")


def pattern_of(printed: str, holes: dict[str, str]) -> str:
    """Return a regular expression for what a layout's pattern prints.

    Args:
        printed: the pattern, with ``{name}`` for each hole.
        holes: name → the regular expression that stands for it.
    """
    parts = re.split(r"\{(\w+)\}", printed)
    return "".join(
        holes.get(part, ".*") if number % 2 else re.escape(part)
        for number, part in enumerate(parts)
    )

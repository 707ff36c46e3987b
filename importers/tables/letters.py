"""What kind of character one is."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
"""A character of a word or number that is not parted: none of Chinese writing."""


UNREADABLE = "\ufffd"
"""Stands for a letter of which the file does not say what it is."""


def is_chinese(char: str) -> bool:
    """Tell whether a character is one of Chinese writing."""
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"


def is_wide(char: str) -> bool:
    """Tell whether a character takes a whole square in Chinese type."""
    return is_chinese(char) or "\u3001" <= char <= "\u301f" or "\uff01" <= char <= "\uff60"


def is_strange(char: str) -> bool:
    """Tell whether a character is none that text is written with.

    Control and private characters and the accented letters of Western Europe come out
    where a file does not say what its letters mean.
    """
    if "\xa0" <= char <= "\xff":
        return char not in "\xa0°±×÷·²³µ§«»"
    return char == UNREADABLE or unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs")


def is_unread(text: str) -> bool:
    """Tell whether some letter of a text is not known: marked so, or of a font's own numbers."""
    return any(char == UNREADABLE or "\ue000" <= char <= "\uf8ff" for char in text)

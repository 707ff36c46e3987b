"""Texts as the library keeps, compares and searches them."""

from __future__ import annotations

import unicodedata
from itertools import product
from math import prod

from model.basics.pinyin import initials
from model.checks.view import level_key

_WAYS = 16
_READ_MOST = 40


def stored(text: str) -> str | bytes:
    """Return a text as SQLite can hold it to the character; `text_of` gives it back.

    Half characters fit no UTF-8, and so no TEXT; such a text is kept as bytes, which a
    column of SQLite takes as well.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def text_of(value: object) -> str:
    """Return the text that `stored` made storable."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogatepass")
    return "" if value is None else str(value)


def folded(text: str) -> str:
    """Fold case and width for searching; half characters become a sign nobody types."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return plain.encode("utf-8", "replace").decode()


def packed(text: str) -> str:
    """Return a text without white space, case and width folded: what names are compared by."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def entry_key(level2: str, name: str) -> str:
    """Return what makes two indicators one entry: the same name under the same level 2."""
    return f"{packed(level_key(level2))}\n{packed(name)}"


def letters(plain: str) -> str:
    """Return every way a name's pinyin initials may be typed, tabs around each.

    Empty where there are too many ways, as long names with many ambiguous characters have.
    """
    read = [one or " " for one in initials(plain)]
    if len(read) > _READ_MOST or prod(map(len, read)) > _WAYS:
        return ""
    ways = "\t".join(("", *map("".join, product(*read)), ""))
    # only letters are asked for; without other characters it takes half the room
    return ways.encode("ascii", "replace").decode().replace("?", " ")


def joined_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())

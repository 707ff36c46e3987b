"""How cells, rows and columns are named, and names understood."""

from __future__ import annotations

import re
from functools import cache

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384

_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")

_DIGITS = "0123456789"
_COLUMNS: dict[str, int] = {}
"""Columns met, by their letters."""

_PLACES: dict[str, tuple[int, int, str]] = {}
"""References seen, with row, column and plain name: most sheets use the same few."""

_MAX_PLACES = 50_000


@cache
def column_name(col: int) -> str:
    """Return the letters of a column counted from 0: 0 → A, 27 → AB."""
    name = ""
    col += 1
    while col:
        col, letter = divmod(col - 1, 26)
        name = chr(65 + letter) + name
    return name


def cell_name(row: int, col: int) -> str:
    """Return how a clerk names a cell: (2, 1) → B3."""
    return f"{column_name(col)}{row + 1}"


def place_of(ref: str | None) -> tuple[int, int, str] | None:
    """Return row and column from 0 of a reference such as ``B3``, and its plain name.

    None where it is no reference to a cell a sheet can have.
    """
    if ref is None:
        return None
    place = _PLACES.get(ref)
    if place is not None:
        return place
    letters = ref.rstrip(_DIGITS)
    digits = ref[len(letters) :]
    col = _COLUMNS.get(letters)
    if col is None or not 0 < len(digits) < 8 or digits[0] == "0":
        return _odd_place(ref)
    row = int(digits) - 1
    if row >= MAX_ROWS:
        return None
    if len(_PLACES) >= _MAX_PLACES:
        _PLACES.clear()
    _PLACES[ref] = place = (row, col, ref)
    return place


def _odd_place(ref: str) -> tuple[int, int, str] | None:
    """Understand a reference with a column not met before, small letters or ``$`` signs."""
    match = _REF.fullmatch(ref)
    if match is None:
        return None
    letters = match[1].upper()
    col = 0
    for letter in letters:
        col = col * 26 + ord(letter) - 64
    row = int(match[2])
    if row > MAX_ROWS or col > MAX_COLUMNS:
        return None
    _COLUMNS[letters] = col - 1
    return row - 1, col - 1, f"{letters}{row}"


def whole_number(text: str | None) -> int:
    """Return a whole number from 0, or -1 where the text is none."""
    if text and len(text) < 10 and text.isdecimal():
        return int(text)
    return -1


def ranges(names: list[str], places: list[int]) -> str:
    """Return names with runs of three and more joined: 3、5—9."""
    parts: list[list[str]] = []
    last = -2
    for name, place in zip(names, places, strict=True):
        if place == last + 1:
            parts[-1].append(name)
        else:
            parts.append([name])
        last = place
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) > 2 else "、".join(run) for run in parts)


def several(names: list[str]) -> str:
    """Return the first names of a list, saying how many there are."""
    return "、".join(names[:10]) + (f"等{len(names)}处" if len(names) > 10 else "")

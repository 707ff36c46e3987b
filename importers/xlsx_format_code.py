"""Taking a spreadsheet's number format code apart: sections, and the tokens of each.

The language is that of ECMA-376 Part 1, 18.8.31, as Excel and WPS write it.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

MAX_CODE = 1024
"""Excel allows 255 characters; a longer code is not one a table was made with."""


class Token(NamedTuple):
    """One piece of a section.

    ``kind``: ``literal``, ``digit`` (0, # or ?), ``point``, ``comma``, ``percent``,
    ``exponent`` (E+ or E-), ``fraction``, ``general``, ``text`` (@), ``date`` (a run of
    one letter), ``elapsed`` (hours, minutes or seconds that run on), ``subsecond``
    (one 0 a digit) or ``noon`` (AM/PM and its like).
    """

    kind: str
    text: str


class Section(NamedTuple):
    """One of the up to four parts of a code that semicolons divide.

    ``condition`` is an operator and the number to compare with; ``locale`` what
    stands behind ``$…-`` in brackets; ``numerals`` the number of ``[DBNum…]``.
    """

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    locale: str = ""
    numerals: int = 0

    def has(self, *kinds: str) -> bool:
        """Tell whether a token of one of these kinds is in it."""
        return any(token.kind in kinds for token in self.tokens)


_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)(?:"|$)
    | [\\!](?P<escaped>.)                        # Chinese Excel knows ! besides the backslash
    | (?P<padding>[_*].)
    | \[(?P<bracket>[^\]]{0,200})\]
    | (?P<general>General|G/通用格式)
    | (?P<noon>AM/PM|A/P|上午/下午)
    | (?P<fraction>(?:[0\#?]{1,40}\ {1,40})?[0\#?]{1,40}\ {0,40}/\ {0,40}(?:[0\#?]+|[1-9]\d*))
    | (?P<exponent>E[+-](?=[0\#?]))
    | (?P<digit>[0\#?])
    | (?P<date>y+|m+|d+|h+|s+|e+|a{3,}|b+|g+)
    | (?P<mark>[.,%@])
    | (?P<next>;)
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_MARKS = {".": "point", ",": "comma", "%": "percent", "@": "text"}
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*([+-]?\d+(?:\.\d+)?(?:E[+-]?\d{1,3})?)", re.I)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_NUMERALS = re.compile(r"DBNum([1-4])", re.IGNORECASE)


def sections_of(code: str) -> list[Section]:
    """Return the sections of a format code; an endless one counts as ``General``."""
    if len(code) > MAX_CODE:
        code = "General"
    sections: list[Section] = []
    open_section = _OpenSection()
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or ""
        if kind == "next":
            sections.append(open_section.close())
            open_section = _OpenSection()
        elif kind == "bracket":
            open_section.bracket(match[kind])
        elif kind != "padding":
            open_section.add(kind, match[kind])
    sections.append(open_section.close())
    return sections


class _OpenSection:
    """A section while its code is still being read."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.condition: tuple[str, Decimal] | None = None
        self.locale = ""
        self.numerals = 0

    def add(self, kind: str, text: str) -> None:
        if kind == "mark":
            self.tokens.append(Token(_MARKS[text], text))
        elif kind in ("quoted", "escaped", "other"):
            self.tokens.append(Token("literal", text))
        else:
            self.tokens.append(Token(kind, text))

    def bracket(self, inside: str) -> None:
        """Take what stands in square brackets; a colour says nothing about the text."""
        if inside.startswith("$"):
            symbol, _, self.locale = inside[1:].partition("-")
            if symbol:
                self.tokens.append(Token("literal", symbol))
        elif _ELAPSED.fullmatch(inside):
            self.tokens.append(Token("elapsed", inside.lower()))
        elif match := _NUMERALS.fullmatch(inside):
            self.numerals = int(match[1])
        elif match := _CONDITION.fullmatch(inside.strip()):
            try:
                self.condition = (match[1], Decimal(match[2]))
            except InvalidOperation:
                self.condition = None

    def close(self) -> Section:
        tokens = _subseconds(self.tokens)
        kinds = {token.kind for token in tokens}
        odd: set[str] = set()
        if any(token.kind == "date" and token.text[:2].lower() == "yy" for token in tokens):
            odd = {"digit", "fraction", "general"}
        elif kinds & {"digit", "fraction", "general"}:
            # letters beside digits are a unit nobody put into quotes (0.00 MB)
            odd = {"date", "noon", "elapsed", "subsecond"}
        tokens = [Token("literal", token.text) if token.kind in odd else token for token in tokens]
        return Section(tuple(tokens), self.condition, self.locale, self.numerals)


def _subseconds(tokens: list[Token]) -> list[Token]:
    """Join the point and zeros behind seconds (``ss.000``) into one token."""
    joined: list[Token] = []
    seconds = False
    for token in tokens:
        last = joined[-1] if joined else Token("", "")
        if token.kind == "point" and last.kind in ("date", "elapsed") and "s" in last.text.lower():
            seconds = True
            joined.append(Token("subsecond", ""))
        elif seconds and token == ("digit", "0") and len(last.text) < 3:
            joined[-1] = Token("subsecond", last.text + "0")
        else:
            seconds = False
            joined.append(token)
    return joined

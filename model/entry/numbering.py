"""Numbering that goes on by itself when a line is ended: ``1.`` → ``2.``, ``一是`` → ``二是``."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from model.printing.outline import chinese_number

_LARGEST = 99
_CHINESE = {chinese_number(number): number for number in range(1, _LARGEST + 1)}
_CIRCLED = {chr(0x2460 + number): number + 1 for number in range(20)}
_NUMERAL = r"[一二三四五六七八九十]{1,3}"


class _Style(Struct, frozen=True):
    """One way of numbering: what it looks like, and how its number is read and written."""

    pattern: re.Pattern[str]
    read: Callable[[str], int | None]
    write: Callable[[int], str]


def _digits(text: str) -> int | None:
    return int(text) if int(text) < 1000 else None


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else f"{number}."


_STYLES = (
    # a digit behind the point makes it an amount: 12.5公里
    _Style(
        re.compile(r"(?P<open>\s*)(?P<n>\d{1,4})(?P<close>[.．](?!\d)|[、)）]) ?"), _digits, str
    ),
    _Style(re.compile(r"(?P<open>\s*[（(])(?P<n>\d{1,4})(?P<close>[）)]) ?"), _digits, str),
    _Style(re.compile(r"(?P<open>\s*)(?P<n>[①-⑳])(?P<close>) ?"), _CIRCLED.get, _circled),
    _Style(
        re.compile(rf"(?P<open>\s*[（(])(?P<n>{_NUMERAL})(?P<close>[）)]) ?"),
        _CHINESE.get,
        chinese_number,
    ),
    _Style(
        re.compile(rf"(?P<open>\s*)(?P<n>{_NUMERAL})(?P<close>、|是) ?"),
        _CHINESE.get,
        chinese_number,
    ),
    _Style(
        re.compile(rf"(?P<open>\s*第)(?P<n>{_NUMERAL})(?P<close>[，,、：:]) ?"),
        _CHINESE.get,
        chinese_number,
    ),
)


class _Found(Struct, frozen=True):
    """The number a line begins with, from which the next one is made."""

    style: _Style
    match: re.Match[str]
    number: int

    def prefix(self, number: int) -> str:
        """Return this line's number as another number."""
        start, end = self.match.span("n")
        whole = self.match[0]
        return whole[:start] + self.style.write(number) + whole[end:]


def _find(line: str) -> _Found | None:
    for style in _STYLES:
        match = style.pattern.match(line)
        number = style.read(match["n"]) if match else None
        if match and number is not None:
            return _Found(style, match, number)
    return None


def _last_in(line: str, found: _Found) -> int:
    """Return the last number a line counts to: ``一是…；二是…`` counts to 2."""
    number, at = found.number, found.match.end()
    if found.match["close"] != "是":
        return number
    while True:
        following = line.find(found.style.write(number + 1) + "是", at)
        if following < 0:
            return number
        number, at = number + 1, following + 1


def break_line(text: str, position: int) -> tuple[str, int]:
    """End a line of a numbered text.

    The next number begins the new line, and the numbers behind it move on by one. On
    a line that holds nothing but its number, the number goes instead.

    Args:
        text: the whole text, lines separated by ``\\n``.
        position: where the line is ended.

    Returns:
        The new text, and where to go on writing.
    """
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    end = len(text) if end < 0 else end
    line = text[start:end]
    found = _find(line)
    if found is None or position - start < found.match.end():
        if found is not None and line.strip() == found.match[0].strip():
            return text[:start] + text[end:], start
        return text[:position] + "\n" + text[position:], position + 1
    if not line[found.match.end() :].strip():
        return text[:start] + text[end:], start
    number = _last_in(text[start:position], found) + 1
    if number > _LARGEST:
        return text[:position] + "\n" + text[position:], position + 1
    prefix = found.prefix(number)
    rest = text[position:end].lstrip(" ") + _moved_on(text[end:], found, number)
    return text[:position] + "\n" + prefix + rest, position + 1 + len(prefix)


def _moved_on(rest: str, before: _Found, number: int) -> str:
    """Return the lines behind, those that go on counting from ``number`` one higher."""
    lines = rest.split("\n")
    for index, line in enumerate(lines):
        found = _find(line)
        if found is None or found.style is not before.style:
            continue
        if found.match["close"] != before.match["close"]:
            continue
        if found.number != number or number + 1 > _LARGEST:
            break
        number += 1
        lines[index] = found.prefix(number) + line[found.match.end() :]
    return "\n".join(lines)

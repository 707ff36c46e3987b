"""Turns a page so that most of its characters stand upright."""

from __future__ import annotations

from collections import Counter
from copy import copy

from importers.tables.page import Char, Page, Rule


def upright(page: Page) -> Page:
    """Return the page turned by what most of its characters are turned by.

    A page laid across may say so (/Rotate) or simply be drawn turned; the characters
    tell both alike.
    """
    turns = Counter(char.turn for char in page.chars if not char.text.isspace())
    if not turns:
        return page
    turn = turns.most_common(1)[0][0]
    return turned_back(page, turn) if turn else page


def turned_back(page: Page, turn: int) -> Page:
    """Return the page turned counterclockwise by some quarters."""
    for _ in range(turn % 4):
        page = _quarter(page)
    return page


def _quarter(page: Page) -> Page:
    """Turn by one quarter counterclockwise: x becomes y from the new bottom."""
    width = page.width
    chars = [
        Char(
            char.text,
            char.y0,
            width - char.x1,
            char.y1,
            width - char.x0,
            (char.turn - 1) % 4,
            char.struck,
        )
        for char in page.chars
    ]
    rules = [
        Rule(False, width - rule.at, rule.start, rule.end)
        if rule.upright
        else Rule(True, rule.at, width - rule.end, width - rule.start)
        for rule in page.rules
    ]
    turned = copy(page)
    turned.width, turned.height = page.height, page.width
    turned.chars, turned.rules = chars, rules
    return turned


def turned_chars(chars: list[Char], turn: int) -> list[Char]:
    """Return characters of one turn as they stand when turned upright; places are relative."""
    for _ in range(turn % 4):
        chars = [
            Char(char.text, char.y0, -char.x1, char.y1, -char.x0, (char.turn - 1) % 4, char.struck)
            for char in chars
        ]
    return chars

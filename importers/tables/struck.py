"""Lines drawn through text and under it: the first strike it out, neither parts a cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from importers.tables.page import Char, Page, Rule

_MIDDLE = 0.2
"""Part of a letter's height: a line so near its middle goes through it."""
_TOUCH = 1.5
_UNDER = 0.3
"""Part of a letter's height by which an underline may stand above or below its box's end."""


def mark_struck(page: Page) -> None:
    """Mark the characters a line is drawn through; take such lines and underlines out of the rules.

    A line belongs to a text if it begins and ends with it and touches no upright rule; the
    border of a row too low for its text goes on to the cell's sides. What is struck out is a
    proposed deletion.
    """
    chars = sorted(
        (char for char in page.chars if not char.text.isspace() and char.turn == 0),
        key=lambda char: char.y0 + char.y1,
    )
    if not chars:
        return
    middles = [(char.y0 + char.y1) / 2 for char in chars]
    tallest = max(char.y1 - char.y0 for char in chars)
    uprights = sorted((rule for rule in page.rules if rule.upright), key=lambda rule: rule.at)
    places = [rule.at for rule in uprights]
    kept: list[Rule] = []
    for rule in page.rules:
        if rule.upright:
            kept.append(rule)
            continue
        first = bisect_left(middles, rule.at - (0.5 + _UNDER) * tallest)
        last = bisect_right(middles, rule.at + _MIDDLE * tallest)
        near = chars[first:last]
        if first == last or _meets_upright(rule, uprights, places):
            kept.append(rule)
        elif crossed := _along(rule, [char for char in near if _goes_through(rule, char)]):
            for char in crossed:
                char.struck = True
        elif not _along(rule, [char for char in near if _goes_under(rule, char)]):
            kept.append(rule)
    page.rules = kept


def _goes_through(rule: Rule, char: Char) -> bool:
    height = char.y1 - char.y0
    return abs((char.y0 + char.y1) / 2 - rule.at) < _MIDDLE * height and _beside(rule, char)


def _goes_under(rule: Rule, char: Char) -> bool:
    height = char.y1 - char.y0
    return abs(char.y1 - rule.at) < _UNDER * height and _beside(rule, char)


def _beside(rule: Rule, char: Char) -> bool:
    return rule.start - 0.5 <= (char.x0 + char.x1) / 2 <= rule.end + 0.5


def _along(rule: Rule, chars: list[Char]) -> list[Char]:
    """Return characters if a rule begins and ends with them, else none."""
    if not chars:
        return []
    size = max(char.y1 - char.y0 for char in chars)
    start = min(char.x0 for char in chars)
    end = max(char.x1 for char in chars)
    width = sum(char.x1 - char.x0 for char in chars)
    length = rule.end - rule.start
    fits = abs(start - rule.start) < 0.4 * size and abs(end - rule.end) < 0.6 * size
    return chars if fits and length > 0 and width > 0.6 * length else []


def _meets_upright(rule: Rule, uprights: list[Rule], places: list[float]) -> bool:
    for end in (rule.start, rule.end):
        first = bisect_left(places, end - _TOUCH)
        for upright in uprights[first : bisect_right(places, end + _TOUCH)]:
            if upright.start - _TOUCH <= rule.at <= upright.end + _TOUCH:
                return True
    return False

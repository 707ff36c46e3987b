"""Lines drawn through text: what they strike out is a proposed deletion."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from importers.tables.page import Char, Page, Rule

_MIDDLE = 0.2
"""Part of a letter's height: a line so near its middle goes through it."""
_TOUCH = 1.5


def mark_struck(page: Page) -> None:
    """Mark the characters a line is drawn through, and take that line out of the page's rules.

    A line strikes out if it begins and ends with the text and touches no upright rule; the
    border of a row too low for its text goes on to the cell's sides.
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
        first = bisect_left(middles, rule.at - _MIDDLE * tallest)
        last = bisect_right(middles, rule.at + _MIDDLE * tallest)
        if first == last:
            kept.append(rule)
            continue
        crossed = _crossed(chars[first:last], rule)
        if crossed and not _meets_upright(rule, uprights, places):
            for char in crossed:
                char.struck = True
        else:
            kept.append(rule)
    page.rules = kept


def _crossed(chars: list[Char], rule: Rule) -> list[Char]:
    """Return the characters a rule goes through from its beginning to its end."""
    through = [
        char
        for char in chars
        if abs((char.y0 + char.y1) / 2 - rule.at) < _MIDDLE * (char.y1 - char.y0)
        and rule.start - 0.5 <= (char.x0 + char.x1) / 2 <= rule.end + 0.5
    ]
    if not through:
        return []
    size = max(char.y1 - char.y0 for char in through)
    start = min(char.x0 for char in through)
    end = max(char.x1 for char in through)
    width = sum(char.x1 - char.x0 for char in through)
    length = rule.end - rule.start
    fits = abs(start - rule.start) < 0.4 * size and abs(end - rule.end) < 0.6 * size
    return through if fits and length > 0 and width > 0.6 * length else []


def _meets_upright(rule: Rule, uprights: list[Rule], places: list[float]) -> bool:
    for end in (rule.start, rule.end):
        first = bisect_left(places, end - _TOUCH)
        for upright in uprights[first : bisect_right(places, end + _TOUCH)]:
            if upright.start - _TOUCH <= rule.at <= upright.end + _TOUCH:
                return True
    return False

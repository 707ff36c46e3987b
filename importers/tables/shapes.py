"""Which drawn shapes are rules: straight strokes, and boxes as slim as a line."""

from __future__ import annotations

from importers.tables.page import Rule

WIDEST_STROKE = 8.0
"""Points; a broader stroke is a ground."""
_SLIMMEST_GROUND = 5.0
"""Points; a filled box slimmer than this is a rule, a wider one the ground of a cell."""
_DOT = 2.5
_LEAST_LENGTH = 0.3
_STRAIGHT = 0.7


def stroke_rules(points: list[tuple[float, float]], closed: bool) -> list[Rule] | None:
    """Return the horizontal and upright pieces of a stroke; None where it has none.

    Args:
        points: its corners, in points.
        closed: whether it goes back to the first.
    """
    rules: list[Rule] = []
    ends = [*points[1:], points[0]] if closed else points[1:]
    for (x0, y0), (x1, y1) in zip(points, ends, strict=False):
        across, along = abs(x1 - x0), abs(y1 - y0)
        if along < _STRAIGHT and across > _LEAST_LENGTH and across >= along:
            rules.append(Rule(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif across < _STRAIGHT and along > _LEAST_LENGTH:
            rules.append(Rule(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return rules or None


def box_rules(left: float, low: float, right: float, high: float) -> list[Rule]:
    """Return the rule a filled box is, if it is slim enough to be one.

    A dot may belong to a dotted rule of either direction.
    """
    width, height = right - left, high - low
    rules: list[Rule] = []
    if min(width, height) > _SLIMMEST_GROUND:
        return rules
    is_dot = max(width, height) <= _DOT
    if is_dot or width >= 2 * height:
        rules.append(Rule(False, (low + high) / 2, left, right))
    if is_dot or height >= 2 * width:
        rules.append(Rule(True, (left + right) / 2, low, high))
    return rules

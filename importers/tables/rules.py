"""Pieces of rules become whole lines: dots, dashes, double and doubled strokes are one."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from importers.tables.page import Rule

MIN_LENGTH = 5.0
"""Points; shorter ones are dots, ticks and parts of letters."""

_WIDEST_SNAP = 4.0
_LEAST_SNAP = 1.5


class Line(Struct, gc=False):
    """A whole line; see `Rule` for what the attributes mean."""

    at: float
    start: float
    end: float


def snap_of(size: float) -> float:
    """Return how near two rules are taken for one, in points.

    Measured: 4 points repair double borders of usual forms (2.5 do not); in sheets
    printed small, rows are only a few points high.

    Args:
        size: the usual height of the page's characters, 0 where there are none.
    """
    return min(_WIDEST_SNAP, max(_LEAST_SNAP, 0.4 * size)) if size else _WIDEST_SNAP


def whole_lines(rules: Iterable[Rule], upright: bool, snap: float) -> list[Line]:
    """Return the whole lines of one direction, by place across, then along."""
    pieces = sorted(
        ((rule.at, rule.start, rule.end) for rule in rules if rule.upright == upright),
    )
    lines: list[Line] = []
    group: list[tuple[float, float, float]] = []
    for piece in pieces:
        if group and (piece[0] - group[-1][0] > snap or piece[0] - group[0][0] > 1.5 * snap):
            lines += _joined(group, snap)
            group = []
        group.append(piece)
    if group:
        lines += _joined(group, snap)
    return lines


def _joined(group: list[tuple[float, float, float]], gap: float) -> list[Line]:
    """Join pieces of one place across, over gaps of dots and dashes."""
    total = sum(end - start for _, start, end in group)
    if total > 0:
        at = sum(place * (end - start) for place, start, end in group) / total
    else:
        at = group[0][0]
    lines: list[Line] = []
    for start, end in sorted((start, end) for _, start, end in group):
        if lines and start - lines[-1].end <= gap:
            lines[-1].end = max(lines[-1].end, end)
        else:
            lines.append(Line(at, start, end))
    return [line for line in lines if line.end - line.start >= MIN_LENGTH]

"""Lines that meet make nets; a net of at least two by two lines is the frame of a table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from msgspec import Struct

from importers.tables.rules import Line

MAX_CROSSINGS = 2_000_000
"""Pairs of lines looked at on one page; beyond, it is a drawing and no table."""


class Net(Struct):
    """Lines that meet each other, and the box they fill."""

    across: list[Line]
    upright: list[Line]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return (
            min(self.upright[0].at, *(line.start for line in self.across)),
            min(self.across[0].at, *(line.start for line in self.upright)),
            max(self.upright[-1].at, *(line.end for line in self.across)),
            max(self.across[-1].at, *(line.end for line in self.upright)),
        )


def find_nets(across: list[Line], upright: list[Line], reach: float) -> list[Net]:
    """Return the nets of a page, from top to bottom, then from left to right.

    Args:
        across: horizontal lines.
        upright: upright lines, by place.
        reach: how far from each other lines still meet, in points.
    """
    if not across or not upright or len(across) * len(upright) > MAX_CROSSINGS:
        return []
    parents = list(range(len(across) + len(upright)))

    def root(item: int) -> int:
        while parents[item] != item:
            parents[item] = parents[parents[item]]
            item = parents[item]
        return item

    places = [line.at for line in upright]
    for number, line in enumerate(across):
        first = bisect_left(places, line.start - reach)
        last = bisect_right(places, line.end + reach)
        for other in range(first, last):
            crossing = upright[other]
            if crossing.start - reach <= line.at <= crossing.end + reach:
                parents[root(len(across) + other)] = root(number)
    groups: dict[int, Net] = {}
    for number, line in enumerate(across):
        groups.setdefault(root(number), Net([], [])).across.append(line)
    for number, line in enumerate(upright):
        groups.setdefault(root(len(across) + number), Net([], [])).upright.append(line)
    nets = [net for net in groups.values() if len(net.across) > 1 and net.upright]
    for net in nets:
        _close_sides(net, reach)
    nets = [net for net in nets if len(net.upright) > 1]
    nets.sort(key=lambda net: (net.box[1], net.box[0]))
    return nets


def _close_sides(net: Net, reach: float) -> None:
    """Draw the sides a table is open at: where several lines end together beyond the last.

    Many forms leave out the left and right rule; browsers leave out the lowest where a
    table breaks over pages.
    """
    net.across.sort(key=lambda line: line.at)
    net.upright.sort(key=lambda line: line.at)
    for first in (True, False):
        added = _missing_side(net.across, net.upright, first, reach)
        if added is not None:
            net.upright.insert(0 if first else len(net.upright), added)
    for first in (True, False):
        added = _missing_side(net.upright, net.across, first, reach)
        if added is not None:
            net.across.insert(0 if first else len(net.across), added)


def _missing_side(lines: list[Line], sides: list[Line], first: bool, reach: float) -> Line | None:
    """Return the side that is missing where ``lines`` stick out beyond the outermost side."""
    ends = [line.start if first else line.end for line in lines]
    outermost = min(ends) if first else max(ends)
    edge = sides[0].at if first else sides[-1].at
    if abs(outermost - edge) <= 2 * reach or (outermost > edge) == first:
        return None
    together = [
        line for line, end in zip(lines, ends, strict=True) if abs(end - outermost) <= reach
    ]
    if len(together) < 2:
        return None
    return Line(outermost, together[0].at, together[-1].at)

"""Places on a page: matrices, boxes and the language of paths."""

from __future__ import annotations

import re

from importers.ofd.package import numbers

POINTS = 72 / 25.4
"""Points in a millimetre: OFD measures in these, the finder of tables in those."""

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
SAME: Matrix = (1, 0, 0, 1, 0, 0)

_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TAKES = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_MOST = 20_000


def matrix_of(text: str | None) -> Matrix:
    """Return a CTM; the identity where none is said."""
    found = numbers(text)
    if len(found) != 6:
        return SAME
    return (found[0], found[1], found[2], found[3], found[4], found[5])


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that does ``inner`` and then ``outer``."""
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def moved(matrix: Matrix, box: list[float]) -> Matrix:
    """Return a matrix followed by a move to a box's corner (its Boundary)."""
    if len(box) < 2:
        return matrix
    a, b, c, d, e, f = matrix
    return (a, b, c, d, e + box[0], f + box[1])


def placed(matrix: Matrix, x: float, y: float) -> Point:
    """Return where a point lies."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def box_around(points: list[Point]) -> Box:
    """Return left, top, right, bottom of some points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def common(one: Box | None, other: Box | None) -> Box | None:
    """Return what two boxes have in common; None is everything."""
    if one is None or other is None:
        return one or other
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


class Figure:
    """One part of a path.

    Attributes:
        points: its corners.
        closed: whether it goes back to the first.
        curved: whether it bends somewhere.
    """

    __slots__ = ("closed", "curved", "points")

    def __init__(self, start: Point) -> None:
        self.points = [start]
        self.closed = False
        self.curved = False


def figures(data: str) -> list[Figure]:
    """Return the parts of a path given as AbbreviatedData: ``M 0 0 L 10 0 … C``."""
    found: list[Figure] = []
    tokens = _TOKEN.findall(data[: _MOST * 20])
    at = 0
    while at < len(tokens) and len(found) < _MOST:
        word = tokens[at]
        count = _TAKES.get(word)
        at += 1
        if count is None:
            continue
        values: list[float] = []
        while len(values) < count and at < len(tokens) and tokens[at] not in _TAKES:
            if not tokens[at].isalpha():
                values.append(float(tokens[at]))
            at += 1
        if len(values) < count:
            break
        if word in "MS":
            found.append(Figure((values[0], values[1])))
        elif found:
            figure = found[-1]
            if word == "C":
                figure.closed = True
            else:
                figure.points.append((values[-2], values[-1]))
                figure.curved = figure.curved or word != "L"
    return found

"""The objects of a page: rules out of paths and thin pictures, and what else is drawn."""

from __future__ import annotations

import ctypes
import math
from typing import Any

from msgspec import Struct, field
from pypdfium2 import raw

from importers.tables.page import Rule
from importers.tables.shapes import WIDEST_STROKE, box_rules, stroke_rules

_WHITE = 250
_DEEPEST = 12
_MOST_SEGMENTS = 20_000

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


class TooMuch(Exception):  # noqa: N818 - caught where it is put in words
    """A page holds more objects than any document's."""


class Drawn(Struct):
    """What is drawn on a page, in the file's own coordinates (y grows upwards).

    Attributes:
        rules: pieces of lines.
        drawings: shapes that are no rules.
        image: the area of the largest picture, in square points.
        texts, hidden: pieces of text, and how many of them are invisible.
        turned: whether some text does not run from left to right.
        objects: how many there are in all.
    """

    rules: list[Rule] = field(default_factory=list)
    drawings: int = 0
    image: float = 0.0
    texts: int = 0
    hidden: int = 0
    turned: bool = False
    objects: int = 0


class PathReader:
    """Goes through the objects of a page and of the forms (XObjects) on it.

    Args:
        most: how many objects there may be.
    """

    def __init__(self, most: int) -> None:
        self.drawn = Drawn()
        self._most = most
        self._matrix = raw.FS_MATRIX()
        self._numbers = [ctypes.c_float() for _ in range(3)]
        self._bytes = [ctypes.c_uint() for _ in range(4)]

    def read(self, page: Any) -> Drawn:
        """Return what is drawn on a page (a raw pdfium page).

        Raises:
            TooMuch: the page holds more than any document's.
        """
        count = raw.FPDFPage_CountObjects(page)
        if count > self._most:
            raise TooMuch
        for number in range(count):
            self._object(raw.FPDFPage_GetObject(page, number), _SAME, 0)
        return self.drawn

    def _object(self, item: Any, outer: Matrix, depth: int) -> None:
        drawn = self.drawn
        drawn.objects += 1
        if drawn.objects > self._most:
            raise TooMuch
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, outer)
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            drawn.texts += 1
            drawn.hidden += raw.FPDFTextObj_GetTextRenderMode(item) == 3
            if not drawn.turned:
                a, b, _, _, _, _ = self._placed(item, outer)
                drawn.turned = a <= 0 or abs(b) > 0.01 * a
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self._image(self._placed(item, outer))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            matrix = self._placed(item, outer)
            for number in range(raw.FPDFFormObj_CountObjects(item)):
                self._object(raw.FPDFFormObj_GetObject(item, number), matrix, depth + 1)

    def _placed(self, item: Any, outer: Matrix) -> Matrix:
        """Return where an object's own coordinates lie on the page."""
        found = self._matrix
        if not raw.FPDFPageObj_GetMatrix(item, found):
            return outer
        a, b, c, d, e, f = found.a, found.b, found.c, found.d, found.e, found.f
        if outer is _SAME:
            return (a, b, c, d, e, f)
        oa, ob, oc, od, oe, of = outer
        return (
            a * oa + b * oc,
            a * ob + b * od,
            c * oa + d * oc,
            c * ob + d * od,
            e * oa + f * oc + oe,
            e * ob + f * od + of,
        )

    def _image(self, matrix: Matrix) -> None:
        """Note a picture; one as thin as a line is a rule."""
        a, b, c, d, e, f = matrix
        xs = (e, e + a, e + c, e + a + c)
        ys = (f, f + b, f + d, f + b + d)
        left, right, low, high = min(xs), max(xs), min(ys), max(ys)
        self.drawn.image = max(self.drawn.image, (right - left) * (high - low))
        if min(right - left, high - low) <= 3.0 and max(right - left, high - low) >= 10.0:
            self.drawn.rules += box_rules(left, low, right, high)

    # paths

    def _path(self, item: Any, outer: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not raw.FPDFPath_GetDrawMode(item, fill, stroke):
            return
        strokes = bool(stroke.value) and self._visible(item, raw.FPDFPageObj_GetStrokeColor)
        fills = bool(fill.value) and self._visible(item, raw.FPDFPageObj_GetFillColor)
        if not (strokes or fills):
            return
        if strokes:
            width = self._numbers[2]
            raw.FPDFPageObj_GetStrokeWidth(item, width)
            a, b, c, d, _, _ = outer
            scale = math.sqrt(abs(a * d - b * c))
            strokes = width.value * scale <= WIDEST_STROKE
        found = 0
        for points, closed, curved in self._subpaths(item, outer):
            if curved:
                continue
            made = stroke_rules(points, closed) if strokes else _filled(points)
            self.drawn.rules += made or []
            found += made is not None
        if not found:
            self.drawn.drawings += 1

    def _visible(self, item: Any, colour_of: Any) -> bool:
        """Tell whether a colour is seen on white paper; what is drawn white is no rule."""
        red, green, blue, alpha = self._bytes
        if not colour_of(item, red, green, blue, alpha):
            return True
        white = min(red.value, green.value, blue.value) >= _WHITE
        return not white and alpha.value >= 8

    def _subpaths(
        self, item: Any, outer: Matrix
    ) -> list[tuple[list[tuple[float, float]], bool, bool]]:
        """Return (points on the page, whether closed, whether curved) of each part of a path."""
        a, b, c, d, e, f = self._placed(item, outer)
        x, y = self._numbers[0], self._numbers[1]
        parts: list[tuple[list[tuple[float, float]], bool, bool]] = []
        points: list[tuple[float, float]] = []
        closed = curved = False
        count = raw.FPDFPath_CountSegments(item)
        self.drawn.objects += count // 4
        if count > _MOST_SEGMENTS:
            return []
        for number in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, number)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO and points:
                parts.append((points, closed, curved))
                points, closed, curved = [], False, False
            curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            px, py = x.value, y.value
            points.append((a * px + c * py + e, b * px + d * py + f))
            closed = closed or bool(raw.FPDFPathSegment_GetClose(segment))
        if points:
            parts.append((points, closed, curved))
        return parts


def _filled(points: list[tuple[float, float]]) -> list[Rule] | None:
    """Return the rules a filled shape is; None where it is no upright box."""
    corners = points[:-1] if len(points) > 1 and points[0] == points[-1] else points
    if len(corners) != 4:
        return None
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    for x, y in corners:
        if min(x - left, right - x) > 0.2 or min(y - low, high - y) > 0.2:
            return None
    return box_rules(left, low, right, high)

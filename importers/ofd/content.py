"""The objects of a page: layers, blocks, texts, paths, pictures and composed pieces."""

from __future__ import annotations

from lxml.etree import _Element
from msgspec import Struct, field

from importers.ofd.geometry import (
    POINTS,
    SAME,
    Box,
    Matrix,
    box_around,
    common,
    figures,
    matrix_of,
    moved,
    placed,
    times,
)
from importers.ofd.package import child, children, local, numbers
from importers.ofd.resources import Pen, Resources, pen_of
from importers.ofd.writing import chars_of
from importers.tables.page import Char, Rule
from importers.tables.shapes import WIDEST_STROKE, box_rules, stroke_rules

MAX_CHARS = 300_000
_DEEPEST = 12
_EDGE = 0.5
"""Points; what reaches so little beyond a clip is seen all the same."""


class TooMuch(Exception):  # noqa: N818 - caught where it is put in words
    """A page holds more objects than any document's."""


class Drawn(Struct):
    """What stands on a page, in points from the origin of its coordinates.

    Attributes:
        chars: all characters.
        rules: pieces of lines.
        drawings: shapes that are no rules.
        image: the area of the largest picture, in square points.
        objects: how many objects there are.
    """

    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    drawings: int = 0
    image: float = 0.0
    objects: int = 0


class ContentReader:
    """Takes in the layers of a page and of its templates.

    Args:
        resources: what the objects refer to.
        most: how many objects there may be.
    """

    def __init__(self, resources: Resources, most: int) -> None:
        self.drawn = Drawn()
        self._resources = resources
        self._most = most

    def read(self, content: _Element) -> None:
        """Take in the layers of a Content element.

        Raises:
            TooMuch: there are more objects than any document's.
        """
        for layer in children(content, "Layer"):
            pen = self._resources.pen(layer.get("DrawParam"))
            self._objects(layer, SAME, pen, None, 0)

    def _objects(
        self, parent: _Element, outer: Matrix, pen: Pen, clip: Box | None, depth: int
    ) -> None:
        if depth > _DEEPEST:
            return
        for item in parent:
            self.drawn.objects += 1
            if self.drawn.objects > self._most:
                raise TooMuch
            if (item.get("Visible") or "").lower() == "false":
                continue
            kind = local(item)
            if kind == "PageBlock":
                self._objects(item, outer, pen, clip, depth + 1)
                continue
            own = moved(matrix_of(item.get("CTM")), numbers(item.get("Boundary")))
            matrix = times(own, outer) if outer is not SAME else own
            seen = common(clip, _clip_of(item, matrix))
            if kind == "TextObject":
                self._text(item, matrix, seen)
            elif kind == "PathObject":
                self._path(item, matrix, self._pen(item, pen), seen)
            elif kind == "ImageObject":
                self._image(item, outer)
            elif kind == "CompositeObject":
                unit = self._resources.unit(item.get("ResourceID"))
                if unit is not None:
                    self._objects(unit, matrix, self._pen(item, pen), seen, depth + 1)

    def _pen(self, item: _Element, outer: Pen) -> Pen:
        """Return how an object is drawn: its own word, its parameters', the layer's."""
        return pen_of(item).over(self._resources.pen(item.get("DrawParam"))).over(outer)

    def _text(self, item: _Element, matrix: Matrix, clip: Box | None) -> None:
        if (numbers(item.get("Alpha")) or [255.0])[0] < 8:
            return
        for char in chars_of(item, matrix):
            if clip is None or _inside((char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2, clip):
                self.drawn.chars.append(char)
            if len(self.drawn.chars) > MAX_CHARS:
                raise TooMuch

    def _image(self, item: _Element, outer: Matrix) -> None:
        box = numbers(item.get("Boundary"))
        if len(box) < 4:
            return
        left, top, right, bottom = _on_page(
            outer, (box[0], box[1], box[0] + box[2], box[1] + box[3])
        )
        self.drawn.image = max(self.drawn.image, (right - left) * (bottom - top))
        if min(right - left, bottom - top) <= 3.0 and max(right - left, bottom - top) >= 10.0:
            self.drawn.rules += box_rules(left, top, right, bottom)

    def _path(self, item: _Element, matrix: Matrix, pen: Pen, clip: Box | None) -> None:
        strokes = (item.get("Stroke") or "true").lower() != "false"
        fills = (item.get("Fill") or "false").lower() == "true"
        strokes = strokes and pen.strokes_seen is not False
        fills = fills and pen.fills_seen is not False
        if not (strokes or fills) or (numbers(item.get("Alpha")) or [255.0])[0] < 8:
            return
        a, b, c, d, _, _ = matrix
        scale = abs(a * d - b * c) ** 0.5
        strokes = strokes and pen.stroke * scale * POINTS <= WIDEST_STROKE
        data = child(item, "AbbreviatedData")
        found = 0
        for figure in figures(data.text or "" if data is not None else ""):
            self.drawn.objects += len(figure.points) // 4
            if figure.curved:
                continue
            points = [
                (x * POINTS, y * POINTS) for x, y in (placed(matrix, *p) for p in figure.points)
            ]
            made = stroke_rules(points, figure.closed) if strokes else _filled(points)
            if made is not None:
                found += 1
                self.drawn.rules += [rule for rule in made if clip is None or _kept(rule, clip)]
        if not found:
            self.drawn.drawings += 1


def _filled(points: list[tuple[float, float]]) -> list[Rule] | None:
    """Return the rules a filled shape is; None where it is no upright box."""
    left, top, right, bottom = box_around(points)
    for x, y in points:
        if min(x - left, right - x) > 0.2 or min(y - top, bottom - y) > 0.2:
            return None
    if len(points) < 4:
        return None
    return box_rules(left, top, right, bottom)


def _on_page(matrix: Matrix, box: Box) -> Box:
    left, top, right, bottom = box
    corners = [placed(matrix, x, y) for x in (left, right) for y in (top, bottom)]
    x0, y0, x1, y1 = box_around(corners)
    return x0 * POINTS, y0 * POINTS, x1 * POINTS, y1 * POINTS


def _clip_of(item: _Element, matrix: Matrix) -> Box | None:
    """Return the box an object is clipped to, in points on the page; None for no clip.

    A clip of another shape is taken as the box around it.
    """
    clips = child(item, "Clips")
    if clips is None:
        return None
    whole: Box | None = None
    for clip in children(clips, "Clip"):
        points: list[tuple[float, float]] = []
        for area in children(clip, "Area"):
            for path in children(area, "Path"):
                data = child(path, "AbbreviatedData")
                own = moved(matrix_of(path.get("CTM")), numbers(path.get("Boundary")))
                inner = times(own, matrix_of(area.get("CTM")))
                place = times(inner, matrix)
                for figure in figures(data.text or "" if data is not None else ""):
                    points += [placed(place, *point) for point in figure.points]
        if points:
            x0, y0, x1, y1 = box_around(points)
            box = (x0 * POINTS, y0 * POINTS, x1 * POINTS, y1 * POINTS)
            whole = common(whole, box)
    return whole


def _inside(x: float, y: float, clip: Box) -> bool:
    left, top, right, bottom = clip
    return left - _EDGE <= x <= right + _EDGE and top - _EDGE <= y <= bottom + _EDGE


def _kept(rule: Rule, clip: Box) -> bool:
    """Cut a rule to a clip; tell whether anything of it is left."""
    left, top, right, bottom = clip
    low, high = (top, bottom) if rule.upright else (left, right)
    near, far = (left, right) if rule.upright else (top, bottom)
    rule.start, rule.end = max(rule.start, low), min(rule.end, high)
    return rule.start < rule.end and near - _EDGE <= rule.at <= far + _EDGE

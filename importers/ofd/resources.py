"""What pages refer to: drawing parameters that inherit, and pieces drawn in many places."""

from __future__ import annotations

from lxml.etree import _Element
from msgspec import Struct

from importers.ofd.package import BrokenPart, Package, child, children, local, located, numbers

_DEFAULT_WIDTH = 0.353
"""Millimetres (GB/T 33190-2016, table of CT_DrawParam)."""
_WHITE = 250
_DEEPEST = 12


class Pen(Struct, frozen=True):
    """How something is drawn, as far as it was said; None where it was not.

    Attributes:
        width: of its strokes, in millimetres.
        strokes_seen, fills_seen: whether the colour is seen on white paper.
    """

    width: float | None = None
    strokes_seen: bool | None = None
    fills_seen: bool | None = None

    def over(self, other: Pen) -> Pen:
        """Return this pen, with the other's answers where it has none."""
        return Pen(
            other.width if self.width is None else self.width,
            other.strokes_seen if self.strokes_seen is None else self.strokes_seen,
            other.fills_seen if self.fills_seen is None else self.fills_seen,
        )

    @property
    def stroke(self) -> float:
        """The width of its strokes in millimetres, the standard's own by default."""
        return _DEFAULT_WIDTH if self.width is None else self.width


def pen_of(element: _Element) -> Pen:
    """Return how an object or a DrawParam says that it is drawn, without what it refers to."""
    width = numbers(element.get("LineWidth"))
    return Pen(
        width[0] if width else None,
        _seen(child(element, "StrokeColor")),
        _seen(child(element, "FillColor")),
    )


def _seen(colour: _Element | None) -> bool | None:
    """Tell whether a colour is seen on white paper; None where there is none."""
    if colour is None:
        return None
    alpha = numbers(colour.get("Alpha"))
    if alpha and alpha[0] < 8:
        return False
    values = numbers(colour.get("Value"))
    if len(values) == 4:
        # four inks: none of them is white paper
        return any(value > 4 for value in values)
    return not (values and min(values) >= _WHITE)


class Resources:
    """The resources of a document and of its pages, by their ids."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._params: dict[str, _Element] = {}
        self._units: dict[str, _Element] = {}
        self._read: set[str] = set()

    def add(self, name: str) -> None:
        """Read a part of resources; one that is broken leaves its objects without them."""
        if name in self._read:
            return
        self._read.add(name)
        try:
            root = self._package.root(name)
        except BrokenPart:
            return
        for group in root:
            for item in children(group, "DrawParam"):
                self._params[item.get("ID", "")] = item
            for item in children(group, "CompositeGraphicUnit", "VectorG"):
                self._units[item.get("ID", "")] = item

    def pen(self, number: str | None, depth: int = 0) -> Pen:
        """Return the drawing parameters of an id, with those they inherit."""
        param = self._params.get(number or "")
        if param is None or depth > _DEEPEST:
            return Pen()
        return pen_of(param).over(self.pen(param.get("Relative"), depth + 1))

    def unit(self, number: str | None) -> _Element | None:
        """Return the content of a piece that is drawn in many places."""
        unit = self._units.get(number or "")
        return None if unit is None else child(unit, "Content")

    def add_all(self, parent: _Element, names: tuple[str, ...], base: str) -> None:
        """Read the parts that some children of an element name.

        Args:
            parent: the element.
            names: of the children: ``PublicRes``, ``DocumentRes``, ``PageRes``.
            base: the part it stands in.
        """
        for item in children(parent, *names):
            if local(item) in names and item.text:
                self.add(located(item.text, base))

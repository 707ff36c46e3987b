"""One page becomes its parts in reading order: frames with their text, and lines of text."""

from __future__ import annotations

from msgspec import Struct

from importers.tables.frames import Frame, FrameCell, frame_of
from importers.tables.joining import Column
from importers.tables.lines import TextLine, lines_of
from importers.tables.nets import find_nets
from importers.tables.overflow import gather_overflow
from importers.tables.page import Char, Page
from importers.tables.rules import snap_of, whole_lines
from importers.tables.struck import mark_struck
from importers.tables.turning import upright


class Laid(Struct):
    """A page in reading order.

    Attributes:
        number: of the page, from 1.
        height: of the page, in points.
        parts: frames of tables, and lines that stand outside of them.
        room: from where to where the lines outside go.
    """

    number: int
    height: float
    parts: list[Frame | TextLine]
    room: Column


def lay_out(page: Page) -> Laid:
    """Return a page's tables and lines."""
    page = upright(page)
    mark_struck(page)
    heights = sorted(char.y1 - char.y0 for char in page.chars if not char.text.isspace())
    snap = snap_of(heights[len(heights) // 2] if heights else 0.0)
    frames = _frames(page, snap)
    outside = _fill(frames, page)
    lines = lines_of(outside, page.exact)
    room = Column(
        min([line.x0 for line in lines] + [frame.columns[0] for frame in frames], default=0.0),
        max([line.x1 for line in lines] + [frame.columns[-1] for frame in frames], default=0.0),
    )
    return Laid(page.number, page.height, _in_order(frames, lines), room)


def _frames(page: Page, snap: float) -> list[Frame]:
    across = whole_lines(page.rules, upright=False, snap=snap)
    uprights = whole_lines(page.rules, upright=True, snap=snap)
    found = [frame_of(net, snap) for net in find_nets(across, uprights, snap + 1)]
    # a single box is a page's border or a text's, no table
    return [frame for frame in found if frame is not None and len(frame.cells) > 1]


def _fill(frames: list[Frame], page: Page) -> list[Char]:
    """Put each character into the cell it stands in; return those that stand in none."""
    owners: list[dict[tuple[int, int], FrameCell]] = [
        {
            (row, col): cell
            for cell in frame.cells
            for row in range(cell.top, cell.bottom)
            for col in range(cell.left, cell.right)
        }
        for frame in frames
    ]
    # the innermost of frames within each other holds the character
    order = sorted(range(len(frames)), key=lambda i: _extent(frames[i]))
    places: list[FrameCell | None] = []
    for char in page.chars:
        x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
        found: FrameCell | None = None
        for i in order:
            unit = frames[i].unit_at(x, y)
            found = owners[i].get(unit) if unit else None
            if found is not None:
                break
        places.append(found)
    gather_overflow(page.chars, places)
    outside: list[Char] = []
    inside: dict[int, list[Char]] = {}
    for char, cell in zip(page.chars, places, strict=True):
        if cell is None:
            outside.append(char)
        else:
            inside.setdefault(id(cell), []).append(char)
    for frame in frames:
        for cell in frame.cells:
            cell.lines = lines_of(inside.get(id(cell), []), page.exact)
    return outside


def _extent(frame: Frame) -> float:
    return (frame.columns[-1] - frame.columns[0]) * (frame.rows[-1] - frame.rows[0])


def _in_order(frames: list[Frame], lines: list[TextLine]) -> list[Frame | TextLine]:
    """Return frames and lines from top to bottom; a line level with a frame goes before it."""
    keyed: list[tuple[float, float, int, Frame | TextLine]] = []
    keyed += [(frame.rows[0], frame.columns[0], 1, frame) for frame in frames]
    keyed += [((line.y0 + line.y1) / 2, line.x0, 0, line) for line in lines]
    keyed.sort(key=lambda item: item[:3])
    return [item[3] for item in keyed]

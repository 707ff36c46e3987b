"""A table while its pages are read, and the grid it becomes."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from msgspec import Struct

from importers.tables.frames import Frame, FrameCell
from importers.tables.joining import Column, ends_paragraph, glued, joined, parts_amount, pitch_of
from importers.tables.letters import is_unread
from importers.tables.lines import TextLine
from model.printing.grid import Cell, Flaw, Grid

NEAR = 3.0
"""Points; sides of a table agree over pages within them (measured)."""
_WIDEST_PADDING = 12.0
_USUAL_PADDING = 6.0

Box = tuple[float, float, float, float]


class Part(Struct, gc=False):
    """What stands of a cell on one page: its lines and its box there."""

    lines: list[TextLine]
    box: Box


class Spot(Struct, gc=False):
    """A cell of the whole table, from place ``left`` to ``right`` and row ``top`` to ``bottom``."""

    top: int
    left: int
    bottom: int
    right: int
    parts: list[Part]
    doubt: str = ""

    @property
    def has_text(self) -> bool:
        """Whether anything stands in it."""
        return any(part.lines for part in self.parts)

    def plain(self) -> str:
        """Return its text without line breaks and spaces, to compare it."""
        return "".join("".join(line.text.split()) for part in self.parts for line in part.lines)


class Table:
    """A table over one or more pages.

    Attributes:
        page: the page it begins on, from 1.
        last_page: the page it goes on to.
        number: which table of its page it is, from 1.
        places: the columns' sides.
        height: how many rows.
        spots: its cells, in reading order of their beginnings.
        bottom: where it ends on its last page, in points.
        first_rows: how many rows stand on its first page.
        above: the lines that stood right above it.
    """

    def __init__(self, frame: Frame, page: int, number: int, above: tuple[str, ...] = ()) -> None:
        self.page = self.last_page = page
        self.number = number
        self.places = list(frame.columns)
        self.height = len(frame.rows) - 1
        self.first_rows = self.height
        self.bottom = frame.rows[-1]
        self.above = above
        self.spots = [spot_of(cell) for cell in frame.cells]
        self._padding = [_WIDEST_PADDING, _WIDEST_PADDING]
        self._pitch = 0.0
        self.note(frame.cells)

    def note(self, cells: list[FrameCell]) -> None:
        """Learn from cells how far text stays from their sides, and lines from each other."""
        left, right = self._padding
        for cell in cells:
            for line in cell.lines:
                if line.unit < 1e9:
                    left = min(left, max(0.0, line.x0 - cell.box[0]))
                    right = min(right, max(0.0, cell.box[2] - line.x1))
            for above, below in pairwise(cell.lines):
                pitch = pitch_of(above, below)
                if pitch > 0.9:
                    self._pitch = min(self._pitch or pitch, pitch)
        self._padding = [left, right]

    def room(self, box: Box) -> Column:
        """Return from where to where text goes in a cell.

        One line that hangs over would make the right padding nothing; it is no less than the
        left one, where every line begins.
        """
        left, right = self._padding
        right = max(right, min(left, _USUAL_PADDING))
        return Column(box[0] + left, box[2] - right, self._pitch)

    def add_places(self, places: list[float]) -> list[int]:
        """Take in the column sides of another page; return which of the table's each is."""
        found: list[int] = []
        for place in places:
            at = bisect_left(self.places, place)
            near = [i for i in (at - 1, at) if 0 <= i < len(self.places)]
            best = min(near, key=lambda i: abs(self.places[i] - place))
            if abs(self.places[best] - place) > NEAR:
                self.places.insert(at, place)
                found = [index + (index >= at) for index in found]
                for spot in self.spots:
                    spot.left += spot.left >= at
                    spot.right += spot.right >= at
                best = at
            found.append(best)
        return found

    def ends_wrapped(self, spot: Spot, below: TextLine) -> bool:
        """Tell whether a cell's last line was broken for want of room before another."""
        part = spot.parts[-1]
        if not part.lines:
            return False
        room = self.room(part.box)
        last = part.lines[-1]
        # by its width, however it is aligned: a number at the right side fills nothing
        free = (room.right - room.left) - (last.x1 - last.x0)
        return free <= below.unit + 0.15 * last.size

    def text_of(self, spot: Spot) -> str:
        """Return a cell's text, its parts on several pages joined."""
        text = ""
        last: TextLine | None = None
        for part in spot.parts:
            if not part.lines:
                continue
            room = self.room(part.box)
            more = joined(part.lines, room)
            if last is None:
                text = more
            elif ends_paragraph(last, part.lines[0], room, centred=False) and not parts_amount(
                text, more
            ):
                text = f"{text}\n{more}"
            else:
                text = glued(text, more, last, room)
            last = part.lines[-1]
        return text

    def grid(self) -> Grid:
        """Return the table as a grid."""
        where = f"第{self.page}页表{self.number}"
        rows: list[list[Cell]] = [[] for _ in range(self.height)]
        self.spots.sort(key=lambda spot: (spot.top, spot.left))
        for spot in self.spots:
            row = rows[spot.top]
            struck = "".join(line.struck for part in spot.parts for line in part.lines)
            text = self.text_of(spot)
            row.append(
                Cell(
                    text,
                    spot.top,
                    spot.left,
                    spot.bottom - spot.top,
                    spot.right - spot.left,
                    f"第{spot.top + 1}行第{len(row) + 1}格",
                    struck=struck,
                    flaws=flaws_of(text, spot.doubt),
                )
            )
        return Grid(rows, len(self.places) - 1, where)


def flaws_of(text: str, doubt: str = "") -> tuple[Flaw, ...]:
    """Return why a text may not be the whole truth.

    Args:
        text: what was read.
        doubt: why it is not certain where it begins or ends.
    """
    flaws = [Flaw("place", doubt)] if doubt else []
    if is_unread(text):
        flaws.append(Flaw("unread", "有文字读不出来：字体没有注明是什么字，请对照原文件补上"))
    return tuple(flaws)


def spot_of(cell: FrameCell) -> Spot:
    """Return a cell of a frame as one of a table."""
    part = Part(cell.lines, cell.box)
    return Spot(cell.top, cell.left, cell.bottom, cell.right, [part], cell.doubt)

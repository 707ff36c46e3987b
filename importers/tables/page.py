"""What a reader hands over of one page: characters, rules and what else is drawn."""

from __future__ import annotations

from msgspec import Struct, field


class Char(Struct, gc=False):
    """One character and its box, in points from the page's upper left corner.

    Attributes:
        text: the character; may be several where one glyph stands for them.
        x0, y0, x1, y1: its box; y grows downwards.
        turn: by how many quarters it is turned clockwise as seen on the page.
        struck: whether a line is drawn through it.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    turn: int = 0
    struck: bool = False


class Rule(Struct, gc=False):
    """A straight piece of a line, horizontal or upright.

    Attributes:
        upright: whether it runs from top to bottom.
        at: its place across: y of a horizontal piece, x of an upright one.
        start, end: where it begins and ends along its direction.
    """

    upright: bool
    at: float
    start: float
    end: float


class Page(Struct):
    """One page as it is drawn.

    Attributes:
        number: from 1.
        width, height: in points.
        chars: what can be read, in the file's order; spaces are among them.
        rules: straight pieces of lines; thin filled boxes count as such.
        image_share: how much of the page its largest picture covers, 0 to 1.
        drawings: how many shapes are drawn that are no rules (outlined text is many).
        unmapped: how many characters the file itself gives no meaning for.
        exact: whether the writer puts no gaps of its own between letters, so that each is a
            space that was not drawn.
        hidden: how many characters are drawn invisible, as text recognition does over a scan.
    """

    number: int
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    image_share: float = 0.0
    drawings: int = 0
    unmapped: int = 0
    hidden: int = 0
    exact: bool = False

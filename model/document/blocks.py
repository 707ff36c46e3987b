"""What a disclosure's parts hold: texts with levels, tables with merged cells, the 绩效文本.

A department publishes more than target tables: duties, units, money, purchases, assets.
All of it is held here as it stands, also what no publication (公开样式) knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, field

from model.basics.identity import new_id

TITLE_FIELD = "title"
"""The field of a reference to a part's title; its ``table`` is the part's id."""
TEXT_FIELD = "text"
"""The field of a reference to a text; its ``table`` is the block's id."""
CELL_FIELD = "cell."
"""Begins the field of a reference to a table's cell (``cell.3``: that of grid column 3); its
``table`` is the block's id, its ``indicator`` the row's."""

TextKind = Literal["text", "heading", "title", "contents", "caption", "note"]


class PartText(Struct, tag="text"):
    """A paragraph of a part.

    Attributes:
        text: exactly as written, line breaks as ``\\n``.
        kind: ``text``; ``heading`` of some ``level``; ``title`` of the whole; ``contents``,
            a line of a typed table of contents; ``caption`` over a table; ``note`` under it.
        level: of a heading, 1 (一、), 2 (（一）) or 3 (1.); 0 for all else.
        contents: entries it gives to a table of contents, as (list, text).
        id: its identity.
    """

    text: str = ""
    kind: TextKind = "text"
    level: int = 0
    contents: list[tuple[str, str]] = field(default_factory=list)
    id: str = field(default_factory=new_id)


class PartCell(Struct):
    """A cell: its text, the grid column it begins in (from 0), and how far it reaches."""

    text: str = ""
    col: int = 0
    colspan: int = 1
    rowspan: int = 1


class PartRow(Struct):
    """A row: the cells that begin in it, left to right."""

    cells: list[PartCell] = field(default_factory=list)
    id: str = field(default_factory=new_id)

    def cell(self, col: int) -> PartCell | None:
        """Return the cell that begins in a grid column, or None."""
        return next((cell for cell in self.cells if cell.col == col), None)


class PartTable(Struct, tag="table"):
    """A table of a part.

    Attributes:
        rows: all its rows, head and captions inside it too.
        columns: how many grid columns it has.
        head: (first, last) row of its head where it is known, (-1, -1) where not.
        key: which table of the publication it is; empty for one that is none of them.
        name: what it was called in its file, such as a sheet's name.
        id: its identity.
    """

    rows: list[PartRow] = field(default_factory=list)
    columns: int = 0
    head: tuple[int, int] = (-1, -1)
    key: str = ""
    name: str = ""
    id: str = field(default_factory=new_id)


class PartTargets(Struct, tag="targets"):
    """The place of the 绩效文本: the department's own text and its target tables."""

    id: str = field(default_factory=new_id)


PartBlock = PartText | PartTable | PartTargets


class Part(Struct):
    """A part (部分) of the disclosure.

    Attributes:
        key: which part of the publication it is; empty for one that is none of them.
        title: its heading as printed (``第一部分:部门职责及机构设置情况``); empty for
            what stands before the first part.
        blocks: what it holds, in order.
        omitted: it is left out, 本部门无此项; what it holds is kept and not printed.
        contents: entries its heading gives to tables of contents in its file, as (list, text).
        id: its identity.
    """

    key: str = ""
    title: str = ""
    blocks: list[PartBlock] = field(default_factory=list)
    omitted: bool = False
    contents: list[tuple[str, str]] = field(default_factory=list)
    id: str = field(default_factory=new_id)

    def texts(self) -> Iterator[PartText]:
        """Yield its paragraphs."""
        return (block for block in self.blocks if isinstance(block, PartText))

    def tables(self) -> Iterator[PartTable]:
        """Yield its tables."""
        return (block for block in self.blocks if isinstance(block, PartTable))


FRONT = "front"
"""The key of what stands before the first part: title, preface, contents."""
NOTHING_HERE = "本部门无此项。"
"""What stands in a part that is left out."""

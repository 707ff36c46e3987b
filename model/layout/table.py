"""What a layout says of the grid of one target table."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Period = Literal["", "midterm", "whole"]
"""What time an indicator is for: the budget year, the mid-term, or the project's whole time."""


class CellSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """One cell of the form: a fixed label, or a field to fill.

    Attributes:
        label: the fixed text; ``{money_unit}`` stands for the form's money unit, ``{year}``
            for the budget year (``{year-1}`` … for others), ``{number}`` for the number of
            a repeated row. With a field too, it stands before the field's text in the cell.
        field: the field it shows; see `model.document.disclosure.get_field`, besides
            ``unit``, ``department`` and ``project`` (code and name in one cell). In a
            repeated row ``NAME.part``, ``NAME`` being what the row repeats.
        total: it shows the sum of this column (``weight``; flat forms: ``budget`` …).
        span: how many grid columns wide; ``height`` how many rows high.
        align: left, center or right; by default what its kind asks for.
        border: whether it is drawn with borders.
        also: other wordings of the label, recognised in reading.
    """

    label: str = ""
    field: str = ""
    total: str = ""
    span: int = 1
    height: int = 1
    align: Literal["", "left", "center", "right"] = ""
    border: bool = True
    also: tuple[str, ...] = ()


class RowSpec(Struct, forbid_unknown_fields=True):
    """One row of the head: its cells left to right, without those reaching down.

    ``repeat`` names a list of the target table: the row is printed once for each of its
    entries, at least ``least`` times; cells that reach down over it grow with it.
    """

    cells: list[CellSpec]
    repeat: str = ""
    least: int = 1


class ColumnSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """One column of the indicator block.

    ``field`` is an indicator's field, ``value.operator``, ``value.number`` or
    ``value.unit`` for a value split over columns, or a further column of the form (kept in
    ``extra``); one that ``INDICATOR_TERMS`` does not know needs a ``title``.
    With ``of = "table"`` it is a field of the target table (forms that list all projects in
    one flat table). ``merge`` makes equal cells that follow each other one; ``required``
    tells whether an empty cell is a fault. A column of ``further`` stands behind the one
    whose field it ``takes`` room from, ``span`` grid columns of it. Neighbours of one
    ``group`` stand under a heading of that text. Where indicators of two periods stand side
    by side, ``period`` says whose column it is, and ``shared`` that it is both's.
    """

    label: str
    field: str
    span: int = 1
    merge: bool = False
    align: Literal["", "left", "center", "right"] = ""
    of: Literal["indicator", "table"] = "indicator"
    kind: Literal["text", "number"] = "text"
    required: bool = True
    takes: str = ""
    title: str = ""
    group: str = ""
    period: Period = ""
    shared: bool = False

    @property
    def key(self) -> str:
        """A name no other column has: both tables and indicators have a ``name``."""
        if self.of == "table":
            return f"table.{self.field}"
        return f"{self.period}:{self.field}" if self.period else self.field

    also: tuple[str, ...] = ()


class SideSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """A label that stands left of the indicators, all the way down."""

    label: str
    span: int = 1
    also: tuple[str, ...] = ()


class BlockSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """One of several indicator blocks, one under the other, each for a period of its own."""

    side: SideSpec
    period: Period = ""


class TableSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """The grid of one target table.

    ``title`` and ``contents_entry`` may hold ``{number}``, ``{name}``, ``{year}``;
    ``note`` stands in a line of its own under the title. ``titles_like`` are
    regular expressions for titles of other producers. ``contents`` names the
    table of contents the title goes to. ``flat`` puts all projects into one table.
    ``rows`` are the head, ``below`` the rows under the indicators. ``side`` stands left of
    the indicators; ``blocks`` part them by period, one block under the other.
    """

    title: str
    columns_mm: list[float]
    rows: list[RowSpec]
    columns: list[ColumnSpec]
    further: list[ColumnSpec] = []
    below: list[RowSpec] = []
    side: SideSpec | None = None
    blocks: list[BlockSpec] = []
    note: str = ""
    contents_entry: str = ""
    contents: str = ""
    titles_like: tuple[str, ...] = ()
    ignored_labels: tuple[str, ...] = ()
    flat: bool = False

"""What a layout says of the grid of one target table."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class CellSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """One cell of the form: a fixed label, or a field to fill.

    Attributes:
        label: the fixed text; ``{money_unit}`` stands for the form's money unit.
        field: the field it shows; see `model.disclosure.get_field`, besides
            ``unit`` and ``department`` (code and name in one cell).
        span: how many grid columns wide; ``height`` how many rows high.
        align: left, center or right; by default what its kind asks for.
        border: whether it is drawn with borders.
        also: other wordings of the label, recognised in reading.
    """

    label: str = ""
    field: str = ""
    span: int = 1
    height: int = 1
    align: Literal["", "left", "center", "right"] = ""
    border: bool = True
    also: tuple[str, ...] = ()


class RowSpec(Struct, forbid_unknown_fields=True):
    """One row of the head: its cells left to right, without those reaching down."""

    cells: list[CellSpec]


class ColumnSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """One column of the indicator block.

    ``field`` is an indicator's field, ``value.operator``, ``value.number`` or
    ``value.unit`` for a value split over columns, ``level1.side`` … for further
    columns of the form (kept in ``extra``), or with ``of = "table"`` a field of
    the target table (forms that list all projects in one flat table).
    ``merge`` makes equal cells that follow each other one; ``required`` tells
    whether an empty cell is a fault. A column of ``further`` stands behind the one
    whose field it ``takes`` room from, ``span`` grid columns of it.
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

    @property
    def key(self) -> str:
        """A name no other column has: both tables and indicators have a ``name``."""
        return f"table.{self.field}" if self.of == "table" else self.field

    also: tuple[str, ...] = ()


class TableSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """The grid of one target table.

    ``title`` and ``contents_entry`` may hold ``{number}``, ``{name}``, ``{year}``;
    ``note`` stands in a line of its own under the title. ``titles_like`` are
    regular expressions for titles of other producers. ``contents`` names the
    table of contents the title goes to. ``flat`` puts all projects into one table.
    """

    title: str
    columns_mm: list[float]
    rows: list[RowSpec]
    columns: list[ColumnSpec]
    further: list[ColumnSpec] = []
    note: str = ""
    contents_entry: str = ""
    contents: str = ""
    titles_like: tuple[str, ...] = ()
    ignored_labels: tuple[str, ...] = ()
    flat: bool = False

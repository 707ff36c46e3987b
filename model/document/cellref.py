"""The name of a cell; `model.document.cells` finds the cell it names."""

from __future__ import annotations

from msgspec import Struct


class CellRef(Struct, frozen=True, order=True):
    """A cell of a disclosure, by identities that survive reordering.

    Attributes:
        table: the target table's id; empty for the department's own text. Of the parts of a
            whole disclosure: the id of the text, table or part (`model.document.blocks`).
        field: the field; see `model.document.disclosure.get_field` and ``get_indicator_field``. Of
            the department's own text: ``year``, ``department.code``, ``department.name``,
            ``overall_goal``, ``itemised_goals.N.title`` (``goal``, ``indicators``) and
            ``safeguards.N.title`` (``text``), N from 0.
        indicator: the indicator's id; empty for the table's own cells.
    """

    table: str = ""
    field: str = ""
    indicator: str = ""

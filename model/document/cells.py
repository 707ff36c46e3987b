"""One way to name a cell: what a finding points at, an edit changes, a mark sits on."""

from __future__ import annotations

from model.document.blockplaces import get_part_text, set_part_text
from model.document.cellref import CellRef
from model.document.disclosure import (
    Disclosure,
    Indicator,
    TargetTable,
    get_field,
    get_indicator_field,
    set_field,
    set_indicator_field,
)

__all__ = ["CellRef", "find_indicator", "find_table", "get_cell", "get_table_cell", "set_cell"]


def find_table(disclosure: Disclosure, ref: CellRef) -> TargetTable | None:
    """Return the target table a reference names, or None when it is gone."""
    return next((table for table in disclosure.projects if table.id == ref.table), None)


def find_indicator(table: TargetTable, ref: CellRef) -> Indicator | None:
    """Return the indicator a reference names, or None when it is gone."""
    return next((item for item in table.indicators if item.id == ref.indicator), None)


def get_cell(disclosure: Disclosure, ref: CellRef) -> str:
    """Return a cell's text.

    Raises:
        KeyError: the cell is gone.
    """
    if not ref.table:
        return _own_text(disclosure, ref.field)
    table = find_table(disclosure, ref)
    if table is None:
        return get_part_text(disclosure.parts, ref)
    return get_table_cell(table, ref)


def get_table_cell(table: TargetTable, ref: CellRef) -> str:
    """Return the text of a cell of a target table at hand.

    Raises:
        KeyError: the cell is gone.
    """
    if not ref.indicator:
        return get_field(table, ref.field)
    indicator = find_indicator(table, ref)
    if indicator is None:
        raise KeyError(ref)
    return get_indicator_field(indicator, ref.field)


def set_cell(disclosure: Disclosure, ref: CellRef, text: str) -> None:
    """Set a cell's text.

    Raises:
        KeyError: the cell is gone.
        ValueError: a year that is no number.
    """
    if not ref.table:
        _set_own_text(disclosure, ref.field, text)
        return
    table = find_table(disclosure, ref)
    if table is None:
        set_part_text(disclosure.parts, ref, text)
        return
    if not ref.indicator:
        set_field(table, ref.field, text)
        return
    indicator = find_indicator(table, ref)
    if indicator is None:
        raise KeyError(ref)
    set_indicator_field(indicator, ref.field, text)


def _own_text(disclosure: Disclosure, field: str) -> str:
    if field == "year":
        return "" if disclosure.year is None else str(disclosure.year)
    holder, name = _holder(disclosure, field)
    return str(getattr(holder, name))


def _set_own_text(disclosure: Disclosure, field: str, text: str) -> None:
    if field == "year":
        disclosure.year = int(text) if text.strip() else None
        return
    holder, name = _holder(disclosure, field)
    setattr(holder, name, text)


def _holder(disclosure: Disclosure, field: str) -> tuple[object, str]:
    """Return the object that holds a text of the department's own, and its attribute."""
    *path, name = field.split(".")
    holder: object = disclosure
    for step in path:
        if isinstance(holder, list):
            if not step.isdigit() or int(step) >= len(holder):
                raise KeyError(field)
            holder = holder[int(step)]
        else:
            holder = getattr(holder, step, None)
    if not isinstance(getattr(holder, name, None), str):
        raise KeyError(field)
    return holder, name

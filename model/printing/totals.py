"""The sums a form prints under its indicators."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from model.document.disclosure import TargetTable, get_field, get_indicator_field
from model.layout import Layout
from model.quantities.amounts import amount_value, at_least_decimals, format_number


def total_text(tables: Sequence[TargetTable], name: str, layout: Layout) -> str:
    """Return the sum of a column as the form prints it; empty where a cell is no number.

    Args:
        tables: the target tables of the grid.
        name: an indicator's column, or in a flat form one of the target table.
        layout: the form.
    """
    of_table = any(one.field == name and one.of == "table" for one in layout.table.columns)
    if of_table:
        texts = [get_field(table, name) for table in tables]
    else:
        texts = [
            get_indicator_field(item, name)
            for table in tables
            for item in table.indicators
            if item.period in layout.periods
        ]
    numbers = [amount_value(text) for text in texts if text.strip()]
    if not numbers or None in numbers:
        return ""
    total = sum((number for number in numbers if number is not None), Decimal(0))
    if of_table and layout.kind(name) == "money":
        text = format_number(at_least_decimals(total, layout.money.decimals))
        return layout.print_amount(name, text)
    return format_number(total)

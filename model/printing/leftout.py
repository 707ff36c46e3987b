"""What a disclosure holds and a form has no cell for."""

from __future__ import annotations

from model.document.disclosure import (
    INDICATOR_FIELDS,
    INDICATOR_TERMS,
    PERIODS,
    TABLE_FIELDS,
    TERMS,
    VALUE_PARTS,
    Disclosure,
    get_field,
    get_indicator_field,
)
from model.layout import ENTRY, Layout


def fields_left_out(disclosure: Disclosure, layout: Layout) -> list[str]:
    """Return the standard names of what the disclosure holds and a form has no cell for."""
    shown = set(layout.table_fields())
    if "project" in shown:
        shown |= {"code", "name"}
    specs = (*layout.table.columns, *layout.table.further)
    columns = {"value" if one.field in VALUE_PARTS else one.field for one in specs}
    left: dict[str, None] = {}
    for table in disclosure.projects:
        for name in TABLE_FIELDS + tuple(table.extra):
            if ENTRY.sub(".", name) not in shown and get_field(table, name):
                left[TERMS.get(name) or layout.title_of(name)] = None
        if any(table.plan) and "plan.0" not in shown:
            left[TERMS["plan"]] = None
        for indicator in table.indicators:
            if indicator.period not in layout.periods:
                left[f"{PERIODS.get(indicator.period, indicator.period)}绩效指标"] = None
                continue
            for name in INDICATOR_FIELDS + tuple(indicator.extra):
                missing = ("value" if name in VALUE_PARTS else name) not in columns
                if missing and get_indicator_field(indicator, name):
                    left[INDICATOR_TERMS.get(name, name)] = None
    return list(left)

"""A field of a target table as a form prints it."""

from __future__ import annotations

from model.basics.ticks import ticked_text
from model.document.disclosure import Department, Disclosure, TargetTable, Unit, get_field
from model.layout import Layout


def coded_text(pattern: str, code: str, name: str) -> str:
    """Return code and name in one cell; without a code, the name alone."""
    return pattern.format(code=code, name=name) if code else name


def field_text(disclosure: Disclosure, table: TargetTable, name: str, layout: Layout) -> str:
    """Return a field of a target table as this form prints it."""
    spec = layout.spec(name)
    if spec is None:
        return get_field(table, name)
    if spec.kind == "coded":
        who: Department | Unit | TargetTable = table.unit
        if name != "unit":
            who = disclosure.department if name == "department" else table
        return coded_text(spec.print, who.code, who.name)
    text = get_field(table, name)
    if spec.kind == "money":
        return layout.print_amount(name, text)
    if spec.kind == "choice":
        return ticked_text(spec.options, spec.boxes, spec.box_first, text)
    return text

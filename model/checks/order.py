"""The order in which findings are told: that of the cells on the form."""

from __future__ import annotations

from collections.abc import Sequence

from model.checks.base import Finding
from model.checks.view import Form, own_cells
from model.document.disclosure import Disclosure, TargetTable


def in_order(
    findings: Sequence[Finding], form: Form, where: Disclosure | TargetTable | None
) -> list[Finding]:
    """Return the findings of one target table in the order of its cells.

    Args:
        findings: all of that table, or all of the department's own text.
        form: what the form shows.
        where: the table, or the disclosure whose own text it is; None for one that is gone.
    """
    if len(findings) < 2:
        return list(findings)
    if isinstance(where, Disclosure):
        order = {cell.field: number for number, cell in enumerate(own_cells(where, form))}
        return sorted(findings, key=lambda one: (order.get(one.ref.field, -1), one.code))
    rows = {item.id: row for row, item in enumerate(where.indicators)} if where else {}
    head, columns = form.field_order, form.column_order

    def place(one: Finding) -> tuple[int, int, str]:
        if one.ref.indicator:
            column = columns.get(one.ref.field, len(columns))
            return rows.get(one.ref.indicator, len(rows)), column, one.code
        return -1, head.get(one.ref.field, len(head)), one.code

    return sorted(findings, key=place)

"""What a form that lists all projects in one table prints once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from model.document.disclosure import TargetTable, get_field
from model.layout import Layout

UNIT_PARTS = ("unit.code", "unit.name")


def cells_not_printed(layout: Layout, projects: Sequence[TargetTable]) -> set[tuple[str, str]]:
    """Return (target table, field) of which a file in a form says nothing.

    A flat form prints its head once, from the first project: the unit of the others, where it
    is another, is not in the file, and what is read back is the first one's.
    """
    if not layout.table.flat or not projects:
        return set()
    head = (cell.field for row in layout.table.rows for cell in row.cells if cell.field)
    first = projects[0]
    return {
        (table.id, name)
        for name in parted(layout, head)
        for table in projects
        if get_field(table, name) != get_field(first, name)
    }


def parted(layout: Layout, names: Iterable[str]) -> Iterator[str]:
    """Yield fields of a target table, code and name of the unit apart where a form prints both."""
    for name in names:
        if name == "unit":
            shown = layout.fields["unit"].print
            yield from (part for part in UNIT_PARTS if f"{{{part[5:]}}}" in shown)
        elif name == "project":
            yield from ("code", "name")
        elif name != "department":
            yield name

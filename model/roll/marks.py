"""Which cells are marked 待确认: every cell the form shows that holds something carried over."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from model.document.cellref import CellRef
from model.document.disclosure import (
    VALUE_PARTS,
    Disclosure,
    TargetTable,
    get_field,
    get_indicator_field,
)
from model.entry.block import CODED_SOURCES
from model.layout import Layout
from model.roll.levels import prescribed


def carried_cells(
    disclosure: Disclosure, layout: Layout, moved: Collection[str] = ()
) -> set[CellRef]:
    """Return every cell of a disclosure just rolled forward that has to be looked at.

    The year is new, and what is empty needs no look; nor do levels the form itself prescribes,
    unless the indicator (``moved``, by identity) was put under them. A value is one cell,
    whether the form splits it or not. What the form has no cell for cannot be looked at in it.
    """
    fields = _sources(layout)
    columns = columns_of(layout)
    cells = set(_own(disclosure, layout))
    for table in disclosure.projects:
        cells.update(_of_table(table, fields, columns, layout, moved))
    return cells


def _sources(layout: Layout) -> list[str]:
    """Return the fields behind the cells of a form's head."""
    shown = dict.fromkeys(layout.table_fields())
    return [source for name in shown for source in CODED_SOURCES.get(name, (name,))]


def columns_of(layout: Layout) -> list[str]:
    """Return the columns of indicators a form shows; a value over three of them is one."""
    specs = (*layout.table.columns, *layout.table.further)
    names = [spec.field for spec in specs if spec.of == "indicator"]
    return list(dict.fromkeys("value" if name in VALUE_PARTS else name for name in names))


def _own(disclosure: Disclosure, layout: Layout) -> Iterator[CellRef]:
    department = disclosure.department
    for name in ("code", "name"):
        if getattr(department, name):
            yield CellRef("", f"department.{name}")
    held = {section.holds for section in layout.document.text.sections}
    if disclosure.overall_goal and "overall_goal" in held:
        yield CellRef("", "overall_goal")
    for section, parts in (
        ("itemised_goals", ("title", "goal", "indicators")),
        ("safeguards", ("title", "text")),
    ):
        items = getattr(disclosure, section) if section in held else []
        for number, item in enumerate(items):
            for part in parts:
                if getattr(item, part):
                    yield CellRef("", f"{section}.{number}.{part}")


def _of_table(
    table: TargetTable,
    fields: list[str],
    columns: list[str],
    layout: Layout,
    moved: Collection[str],
) -> Iterator[CellRef]:
    for name in fields:
        if not name.startswith("department.") and get_field(table, name):
            yield CellRef(table.id, name)
    for item in table.indicators:
        given = set() if item.id in moved else prescribed(item, layout)
        for name in columns:
            if name not in given and get_indicator_field(item, name):
                yield CellRef(table.id, name, item.id)

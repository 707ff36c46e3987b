"""Every text of a layout that holds a pattern, with its place and what it may hold."""

from __future__ import annotations

from collections.abc import Iterator

from model.layout.form import Layout

_LABEL = frozenset({"money_unit", "year"})


def patterns(layout: Layout) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield every pattern of a layout with its place and the names it may hold in braces."""
    table, document = layout.table, layout.document
    title = frozenset({"number", "name", "year"})
    yield "table.title ", table.title, title
    yield "table.contents_entry ", table.contents_entry, title
    yield "table.note ", table.note, title
    yield "document.cover_title ", document.cover_title, frozenset({"year"})
    yield "document.cover_date ", document.cover_date, frozenset({"year", "month", "day"})
    yield "page.footer ", layout.page.footer, frozenset({"page"})
    for section in document.text.sections:
        place = f"{section.holds} 的 item "
        yield place, section.item, frozenset({"chinese", "number", "title"})
    for name, spec in layout.fields.items():
        yield f"fields.{name}.print ", spec.print, frozenset({"code", "name"})
    for part, rows in (("表头", table.rows), ("指标下面", table.below)):
        for number, row in enumerate(rows, 1):
            allowed = _LABEL | {"number"} if row.repeat else _LABEL
            for cell_number, cell in enumerate(row.cells, 1):
                for label in (cell.label, *cell.also):
                    yield f"{part}第{number}行第{cell_number}格的标签", label, allowed
    for number, column in enumerate((*table.columns, *table.further), 1):
        for label in (column.label, column.group, *column.also):
            yield f"指标第{number}栏的标签", label, _LABEL


def expressions(layout: Layout) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield every regular expression of a layout with its place and the groups it must have."""
    for text in layout.table.titles_like:
        yield "table.titles_like ", text, ()
    for text in layout.document.year_like:
        yield "document.year_like ", text, ("year",)
    for text in layout.document.department_like:
        yield "document.department_like ", text, ("name",)
    for name, spec in layout.fields.items():
        for text in spec.read:
            yield f"fields.{name}.read ", text, ("code", "name")

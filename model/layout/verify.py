"""What a layout may not say: told when it is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.amounts import MONEY_UNITS
from model.errors import LayoutError
from model.layout.form import Layout
from model.layout.page import POINTS


def verify(layout: Layout) -> None:
    """Refuse a layout that could not be printed."""
    assert layout.placed_head is not None
    assert layout.placed_columns is not None
    if layout.money.unit not in MONEY_UNITS:
        raise LayoutError(f"不认识的金额单位“{layout.money.unit}”", layout.id)
    for place, pattern, allowed in _patterns(layout):
        unknown = set(re.findall(r"\{(\w*)\}", pattern)) - allowed
        if unknown:
            names = "、".join(f"{{{name}}}" for name in sorted(unknown))
            raise LayoutError(f"{place} 里有不认识的 {names}", layout.id)
    if "text" not in layout.fonts:
        raise LayoutError("缺少正文字体 fonts.text", layout.id)
    rooms = {column.field: column.span for column in layout.table.columns}
    for column in layout.table.further:
        rooms[column.takes] = rooms.get(column.takes, 0) - column.span
        if rooms[column.takes] < 1:
            raise LayoutError(f"“{column.label}”一栏在“{column.takes}”那里没有位置", layout.id)
    for name, font in layout.fonts.items():
        if isinstance(font.size, str) and font.size not in POINTS:
            raise LayoutError(f"不认识的字号“{font.size}”（{name}）", layout.id)


def _patterns(layout: Layout) -> Iterator[tuple[str, str, set[str]]]:
    """Yield every pattern of a layout with its place and the names it may hold."""
    table, document = layout.table, layout.document
    title = {"number", "name", "year"}
    yield "table.title", table.title, title
    yield "table.contents_entry", table.contents_entry, title
    yield "table.note", table.note, title
    yield "document.cover_title", document.cover_title, {"year"}
    yield "document.cover_date", document.cover_date, {"year", "month", "day"}
    yield "page.footer", layout.page.footer, {"page"}
    for section in document.text.sections:
        yield f"{section.holds}.item", section.item, {"chinese", "number", "title"}
    for name, spec in layout.fields.items():
        yield f"fields.{name}.print", spec.print, {"code", "name"}
    for row in table.rows:
        for cell in row.cells:
            for label in (cell.label, *cell.also):
                yield "table.rows", label, {"money_unit"}
    for column in (*table.columns, *table.further):
        for label in (column.label, *column.also):
            yield "table.columns", label, {"money_unit"}

"""The whole 绩效文本 as a row of blocks: cover, contents, part one, part two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from model.document.disclosure import Disclosure, ItemisedGoal, Safeguard, TargetTable
from model.layout import Layout, PartSpec, SectionSpec
from model.printing.fill import grids
from model.printing.grid import Grid, Paragraph

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Return 1…9999 in Chinese numerals (12 → 十二), as headings count."""
    text = ""
    pending_zero = False
    for unit, worth in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // worth % 10
        if digit:
            text += ("零" if pending_zero else "") + _DIGITS[digit] + unit
        pending_zero = bool(text) and not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def title_text(pattern: str, disclosure: Disclosure, number: int, table: TargetTable) -> str:
    """Return a table's title or contents entry, on one line."""
    year = "" if disclosure.year is None else str(disclosure.year)
    text = pattern.replace("{year}", year).replace("{number}", str(number))
    return text.replace("{name}", " ".join(table.name.splitlines()))


def contents_entries(disclosure: Disclosure, layout: Layout) -> Iterator[tuple[str, str]]:
    """Yield (list, text) of every table-of-contents entry, in the order of the pages."""
    spec = layout.document
    for section in spec.text.sections:
        yield spec.text.contents, section.entry or section.heading
    tables = disclosure.projects[:1] if layout.table.flat else disclosure.projects
    for number, table in enumerate(tables, 1):
        yield _table_entry(disclosure, layout, number, table)


def _table_entry(
    disclosure: Disclosure, layout: Layout, number: int, table: TargetTable
) -> tuple[str, str]:
    spec = layout.table
    pattern = spec.contents_entry or spec.title
    return (
        spec.contents or layout.document.tables.contents,
        title_text(pattern, disclosure, number, table),
    )


UNKNOWN_YEAR = "＿＿＿＿"
"""Stands for the year on the cover of a disclosure that has none."""


def outline(disclosure: Disclosure, layout: Layout, today: date) -> Iterator[Paragraph | Grid]:
    """Yield the document's blocks in order; what the form does not have is left out.

    A ``part`` and a ``table-title`` begin a new page each; a ``contents-list``
    stands for the list of contents it names.

    Args:
        today: the day on the cover.
    """
    spec = layout.document
    # a cover that begins with 年度 looks finished; a line asks to be filled
    year = UNKNOWN_YEAR if disclosure.year is None else str(disclosure.year)
    if spec.cover_title:
        yield Paragraph(disclosure.department.name, "cover-department")
        yield Paragraph(spec.cover_title.format(year=year), "cover-title")
        if spec.cover_date:
            day = spec.cover_date.format(year=today.year, month=today.month, day=today.day)
            yield Paragraph(day, "cover-date")
    if spec.contents_title:
        yield Paragraph(spec.contents_title, "contents-title")
        for part in (spec.text, spec.tables):
            if part.contents:
                yield Paragraph(f"{part.number}　{part.name}".strip("　"), "contents-part")
                yield Paragraph(part.contents, "contents-list")
    yield from _part_heading(spec.text)
    for section in spec.text.sections:
        yield from _section(disclosure, section, spec.text.contents)
    yield from _part_heading(spec.tables)
    for number, table, grid in grids(disclosure, layout):
        title = title_text(layout.table.title, disclosure, number, table)
        entry = _table_entry(disclosure, layout, number, table)
        yield Paragraph(title, "table-title", (entry,))
        if layout.table.note:
            note = title_text(layout.table.note, disclosure, number, table)
            yield Paragraph(note, "table-note")
        yield grid


def _part_heading(part: PartSpec) -> Iterator[Paragraph]:
    lines = [line for line in (part.number, part.name) if line]
    for line, role in zip(lines, ("part", "part-name"), strict=False):
        yield Paragraph(line, role)


def _section(disclosure: Disclosure, section: SectionSpec, contents: str) -> Iterator[Paragraph]:
    yield Paragraph(section.heading, "heading", ((contents, section.entry or section.heading),))
    held = getattr(disclosure, section.holds)
    if isinstance(held, str):
        if held:
            yield Paragraph(held, "body")
        return
    for number, item in enumerate(held, 1):
        title = section.item.replace("{chinese}", chinese_number(number))
        title = title.replace("{number}", str(number))
        yield Paragraph(title.replace("{title}", item.title), "item")
        if isinstance(item, ItemisedGoal):
            yield Paragraph(section.goal + item.goal, "item-goal")
            yield Paragraph(section.indicators + item.indicators, "item-indicators")
        elif isinstance(item, Safeguard) and item.text:
            yield Paragraph(item.text, "body")

"""The parts of a new disclosure: the publication's texts and tables, amounts to be filled in."""

from __future__ import annotations

import re

from model.document.blocks import (
    FRONT,
    Part,
    PartBlock,
    PartCell,
    PartRow,
    PartTable,
    PartTargets,
    PartText,
)
from model.layout.publication import BlockSpec, PartSpec, Publication, TableSpec
from model.parts.sentences import BLANK
from model.printing.outline import chinese_number

_HOLE = re.compile(r"\{([\w.]+)\}")
_OPEN_ROWS = 3
"""So many empty rows a new table has whose rows are the department's own."""


def new_parts(
    publication: Publication, department: str = "", code: str = "", year: int | None = None
) -> list[Part]:
    """Return all parts of a new disclosure, in order.

    Args:
        publication: whose parts.
        department: the department's name; ``code``: its code.
        year: the budget year.
    """
    facts = _facts(department, code, year)
    front = [PartText(filled(text, facts), "title") for text in publication.front.titles]
    front += [PartText(filled(text, facts)) for text in publication.front.texts]
    parts = [Part(FRONT, "", list(front))]
    for number, spec in enumerate(publication.parts, 1):
        parts.append(new_part(publication, spec, number, facts))
    return parts


def new_part(publication: Publication, spec: PartSpec, number: int, facts: dict[str, str]) -> Part:
    """Return a new part; ``number`` is its place, ``facts`` what `facts_of` gives."""
    blocks = [_block(publication, block, facts) for block in spec.blocks if not block.optional]
    return Part(spec.key, part_title(publication, spec.title, number), blocks)


def part_title(publication: Publication, title: str, number: int) -> str:
    """Return a part's heading as printed."""
    text = publication.number.replace("{chinese}", chinese_number(number))
    return text.replace("{number}", str(number)).replace("{title}", title)


def facts_of(department: str, code: str, year: int | None) -> dict[str, str]:
    """Return what the holes of a publication's texts are filled with."""
    return _facts(department, code, year)


def _facts(department: str, code: str, year: int | None) -> dict[str, str]:
    return {
        "department": department or BLANK,
        "code": code,
        "year": str(year) if year is not None else BLANK,
        "last": str(year - 1) if year is not None else BLANK,
    }


def filled(text: str, facts: dict[str, str]) -> str:
    """Return a publication's text with its holes filled; amounts become blanks."""
    return _HOLE.sub(lambda match: facts.get(match[1], BLANK), text)


def _block(publication: Publication, spec: BlockSpec, facts: dict[str, str]) -> PartBlock:
    if spec.targets:
        return PartTargets()
    if spec.table:
        table = publication.table(spec.table)
        assert table is not None
        return new_table(table, facts)
    kind = "heading" if spec.heading else spec.kind
    contents = [spec.contents] if spec.contents else []
    return PartText(filled(spec.text, facts), kind, spec.heading, contents)


def new_table(spec: TableSpec, facts: dict[str, str]) -> PartTable:
    """Return a new table: captions, head, the known rows, or some empty ones."""
    rows = [_caption(cells, spec.width, facts) for cells in spec.caption]
    first = len(rows)
    for placed in spec.placed_head:
        rows.append(
            PartRow(
                [
                    PartCell(filled(one.label, facts), col, one.span, one.height)
                    for col, one in placed
                ]
            )
        )
    last = len(rows) - 1
    label = max(spec.column(spec.label), 0)
    known = [row for row in spec.rows if row.label and not spec.open]
    for row in known:
        rows.append(empty_row(spec.width, {label: row.label}))
    if not known:
        rows += [empty_row(spec.width) for _ in range(_OPEN_ROWS)]
    return PartTable(rows, spec.width, (first, last), spec.key)


def _caption(cells: tuple[str, ...], width: int, facts: dict[str, str]) -> PartRow:
    """Return a row over a head: fewer cells than columns are wider ones."""
    each = width // len(cells)
    made = [PartCell(filled(text, facts), number * each, each) for number, text in enumerate(cells)]
    made[-1].colspan = width - made[-1].col
    return PartRow(made)


def empty_row(width: int, texts: dict[int, str] | None = None) -> PartRow:
    """Return a row of single cells; ``texts`` by column."""
    held = texts or {}
    return PartRow([PartCell(held.get(col, ""), col) for col in range(width)])

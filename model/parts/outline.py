"""A whole disclosure as a row of blocks: what Word, PDF and the preview are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import structs

from model.basics.textmetrics import text_ems
from model.document.blocks import NOTHING_HERE, Part, PartTable, PartTargets
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.layout.publication import ColumnKind, Publication, TableSpec
from model.layout.publication_load import publication_of
from model.parts.own import PART_ROLE, role_of
from model.parts.tables import find_head
from model.printing.grid import Cell, Grid, Paragraph
from model.printing.outline import outline

_FRONT_ROLES = frozenset(
    (
        "cover-department",
        "cover-title",
        "cover-date",
        "contents-title",
        "contents-part",
        "contents-list",
    )
)
_LEAST_EMS = 3.0
_MOST_EMS = 24.0
_KINDS = {"money": "money", "number": "number", "index": "number"}


def targets_alone(disclosure: Disclosure) -> Disclosure:
    """Return the 绩效文本 alone, as most bureaus want it; it shares all else."""
    return structs.replace(disclosure, parts=[], publication="")


def document_outline(
    disclosure: Disclosure, layout: Layout, today: date
) -> Iterator[Paragraph | Grid]:
    """Yield a document's blocks: all parts', or where there are none, those of the 绩效文本.

    Args:
        disclosure: what is written.
        layout: the form of its target tables.
        today: the day on a cover.
    """
    if not disclosure.parts:
        return outline(disclosure, layout, today)
    return whole_outline(disclosure, layout, today)


def whole_outline(
    disclosure: Disclosure, layout: Layout, today: date
) -> Iterator[Paragraph | Grid]:
    """Yield the blocks of all parts in order: title and preface, contents, part by part."""
    publication = publication_of(disclosure.publication)
    parts = disclosure.parts
    fronts = [part for part in parts if not part.title.strip() and part is parts[0]]
    contents = list(_contents(fronts, publication))
    for part in fronts:
        for block in _blocks(part, disclosure, layout, today):
            if isinstance(block, Grid):
                # the pages of the contents come before all tables
                yield from contents
                contents = []
            yield block
    yield from contents
    for part in parts[len(fronts) :]:
        entries = tuple(part.contents)
        if publication is not None and publication.contents:
            entries = ((publication.contents, part.title), *entries)
        yield Paragraph(part.title, PART_ROLE, entries)
        if part.omitted:
            yield Paragraph(NOTHING_HERE, "whole-text")
        else:
            yield from _blocks(part, disclosure, layout, today)


def _contents(fronts: Iterable[Part], publication: Publication | None) -> Iterator[Paragraph]:
    """Yield the lists of contents, where they are not typed in the text already."""
    typed = any(text.kind == "contents" for part in fronts for text in part.texts())
    if publication is None or not publication.front.contents or typed:
        return
    yield Paragraph(publication.front.contents_title, "contents-title")
    for letter, heading in publication.front.contents:
        if heading:
            yield Paragraph(heading, "contents-part")
        yield Paragraph(letter, "contents-list")


def _blocks(
    part: Part, disclosure: Disclosure, layout: Layout, today: date
) -> Iterator[Paragraph | Grid]:
    publication = publication_of(disclosure.publication)
    after_table = False
    for block in part.blocks:
        if after_table and isinstance(block, PartTable):
            # two tables with nothing between them are one to Word
            yield Paragraph("", "whole-note")
        after_table = isinstance(block, PartTable)
        if isinstance(block, PartTargets):
            for inner in outline(disclosure, layout, today):
                if not (isinstance(inner, Paragraph) and inner.role in _FRONT_ROLES):
                    yield inner
        elif isinstance(block, PartTable):
            yield part_grid(block, publication, layout)
        else:
            yield Paragraph(block.text, role_of(block), tuple(block.contents))


def part_grid(table: PartTable, publication: Publication | None, layout: Layout) -> Grid:
    """Return a part's table as a grid, its columns as wide as the page lets them be."""
    spec = publication.table(table.key) if publication is not None else None
    first, last, columns = _head(table, spec)
    rows: list[list[Cell]] = []
    for number, row in enumerate(table.rows):
        cells = []
        for cell in row.cells:
            column = columns.get(cell.col) if number > last else None
            made = Cell(cell.text, number, cell.col, cell.rowspan, cell.colspan)
            if number < first:
                made.border = False
                made.align = _caption_align(cell.text, cell.col, cell.colspan, table.columns)
            elif number <= last:
                made.kind, made.align = "label", "center"
            elif column is not None:
                made.kind = _KINDS.get(column.kind, "text")
                made.align = column.align or ("right" if column.kind == "money" else "left")
            cells.append(made)
        rows.append(cells)
    repeated = (0, last) if last >= 0 else None
    return Grid(
        rows,
        table.columns,
        table=table.id,
        header_rows=repeated,
        widths_mm=_widths(table, spec, layout),
    )


def _head(table: PartTable, spec: TableSpec | None) -> tuple[int, int, dict[int, ColumnKind]]:
    """Return the first and last row of a table's head, and its columns by their place."""
    if spec is not None:
        head = find_head([[(c.col, c.text) for c in row.cells] for row in table.rows], spec)
        if head is not None:
            by_key = {column.key: column for column in spec.columns}
            columns = {col: by_key[key] for key, col in head.columns.items()}
            return head.first, head.last, columns
    first, last = table.head
    return max(first, 0), last, {}


def _caption_align(text: str, col: int, span: int, columns: int) -> str:
    if span >= columns:
        return "center"
    if "单位" in text and text.strip().endswith("元"):
        return "right"
    return "left" if col == 0 else "center"


def _widths(table: PartTable, spec: TableSpec | None, layout: Layout) -> tuple[float, ...]:
    room = layout.page.width_mm - layout.page.left_mm - layout.page.right_mm
    if spec is not None and len(spec.columns_mm) == table.columns:
        wanted = list(spec.columns_mm)
    else:
        wanted = _by_content(table)
    total = sum(wanted) or 1.0
    return tuple(round(width * room / total, 3) for width in wanted)


def _by_content(table: PartTable) -> list[float]:
    """Return how wide columns are wanted by their longest words, within reason."""
    ems = [_LEAST_EMS] * table.columns
    for row in table.rows:
        for cell in row.cells:
            if cell.colspan == 1 and cell.col < table.columns:
                longest = max(map(text_ems, cell.text.split("\n")))
                ems[cell.col] = max(ems[cell.col], min(longest + 1, _MOST_EMS))
    return ems

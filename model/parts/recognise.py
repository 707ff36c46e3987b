"""A document's blocks are parted into the parts of a whole disclosure.

What stands in the part of the 绩效文本 is left to `model.recognise`; all else is held as it
stands. A document that is no whole disclosure is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from model.document.blocks import (
    FRONT,
    NOTHING_HERE,
    Part,
    PartTargets,
    PartText,
)
from model.layout import Layout, publications_of
from model.layout.publication import Publication
from model.parts.headings import PARTS, Heading, Headings, find_headings
from model.parts.own import PART_ROLE
from model.parts.stream import table_of_text, tables_of_stream
from model.parts.texts import FRAME_ROLES, part_blocks
from model.parts.whole import Belongs, Whole, still_missing
from model.parts.workbook import take_sheets
from model.printing.grid import Block, CellStream, Document, Grid, Paragraph, StreamCell


def take_parts(document: Document, forms: Mapping[str, Layout], belongs: Belongs) -> Whole | None:
    """Take the parts out of a document, leaving the blocks of the 绩效文本 in it.

    Args:
        document: its blocks; where it is no whole disclosure, nor tables of one, all stay.
        forms: every form there is, and the publications of the same folders.
        belongs: tells whether blocks hold target tables.

    Returns:
        None where there was nothing to take.
    """
    whole = _whole(document, publications_of(forms), forms, belongs)
    if whole is not None:
        document.blocks = whole.rest
    return whole


def _whole(
    document: Document,
    publications: Mapping[str, Publication],
    forms: Mapping[str, Layout],
    belongs: Belongs,
) -> Whole | None:
    if any(isinstance(block, Paragraph) and block.role == "sheet" for block in document.blocks):
        return take_sheets(document, publications, belongs)
    units = list(_units(document.blocks))
    own = {
        place: unit.line
        for place, unit in enumerate(units)
        if unit.line is not None and unit.line.role == PART_ROLE
    }
    lines = [
        "" if unit.line is None or unit.line.role in FRAME_ROLES else unit.line.text
        for unit in units
    ]
    best: tuple[tuple[int, int], Whole] | None = None
    for publication in publications.values():
        if own:
            finder = Headings(publication, PARTS, forms)
            headings = {place: finder.own(line.text) for place, line in own.items()}
            contents: set[int] = set()
        else:
            headings, contents = find_headings(lines, publication, forms)
        known = {one.spec.key for one in headings.values() if one.spec is not None}
        if not known:
            continue
        whole = _Parter(publication, belongs).part(units, headings, contents)
        tables = sum(bool(table.key) for part in whole.parts for table in part.tables())
        if best is None or (len(known), tables) > best[0]:
            best = ((len(known), tables), whole)
    return best[1] if best else None


class _Unit(Struct):
    """A line of the document, a table, or a cell of a stream; a line may stand in a cell's tail.

    Attributes:
        line: the line, if it is one.
        block: the table, or the cell.
        inner: the line stands behind the cell of the unit before it.
    """

    line: Paragraph | None = None
    block: Grid | StreamCell | None = None
    inner: bool = False


def _units(blocks: Sequence[Block]) -> Iterator[_Unit]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield _Unit(block)
        elif isinstance(block, Grid):
            yield _Unit(block=block)
        else:
            for cell in block.cells:
                text, after = _parted(cell)
                yield _Unit(block=StreamCell(text, [], cell.line))
                for line in (*after, *cell.tail):
                    yield _Unit(line, inner=True)


_OVER = 2
"""So many lines over a table may hold its name, beside the one next to it."""
_HEADING_LINE = re.compile(r"(?<!\s)\s++(?=第[一二三四五六七八九十]{1,3}部分\s*+[:：、]?\s*+\S)")


def _parted(cell: StreamCell) -> tuple[str, list[Paragraph]]:
    """Take a part's heading that follows a table's last cell without a blank line out of it."""
    gaps = (match for match in _HEADING_LINE.finditer(cell.text) if "\n" in match[0])
    match = next(gaps, None)
    if match is None:
        return cell.text, []
    start = cell.text.index("\n", match.start())
    lines = cell.text[start + 1 :].split("\n")
    first = cell.line + cell.text.count("\n", 0, start + 1)
    return cell.text[:start], [
        Paragraph(line, where=f"第{first + number}行") for number, line in enumerate(lines)
    ]


class _Section(Struct):
    """A part as it is gathered."""

    part: Part
    units: list[_Unit]


class _Parter:
    """Makes parts of a document's units."""

    def __init__(self, publication: Publication, belongs: Belongs) -> None:
        self.publication = publication
        self.belongs = belongs

    def part(self, units: list[_Unit], headings: dict[int, Heading], contents: set[int]) -> Whole:
        sections = [_Section(Part(FRONT), [])]
        typed = {id(units[place].line) for place in contents}
        for place, unit in enumerate(units):
            heading = headings.get(place)
            if heading is None:
                sections[-1].units.append(unit)
                continue
            assert unit.line is not None
            key = heading.spec.key if heading.spec is not None else ""
            title = unit.line.text
            made = (self.publication.contents, title) if unit.line.role == PART_ROLE else None
            entries = [entry for entry in unit.line.contents if entry != made]
            sections.append(_Section(Part(key, title, contents=entries), []))
        targets = self._targets(sections)
        whole = Whole([], self.publication, [], [])
        whole.before = [unit.line for unit in sections[0].units if unit.line is not None]
        for section in sections:
            if section is targets:
                whole.rest = _blocks_again(section.units)
                section.part.blocks = [PartTargets()]
            else:
                blocks = list(self._parted_blocks(section))
                held = part_blocks(
                    blocks,
                    self.publication,
                    section.part.key,
                    typed,
                    title=section.part.title,
                )
                section.part.blocks = list(held)
                _leave_out(section.part)
            if section.part.blocks or section.part.title:
                whole.parts.append(section.part)
        whole.notes = list(self._notes(whole.parts))
        return whole

    def _targets(self, sections: list[_Section]) -> _Section | None:
        """Return the part that holds the 绩效文本: by its heading, else by its tables."""
        keys = {
            part.key for part in self.publication.parts if any(one.targets for one in part.blocks)
        }
        named = [one for one in sections if one.part.key in keys]
        holding = [one for one in sections if self.belongs(_blocks_again(one.units))]
        for section in named:
            if section in holding:
                return section
        return next(iter(holding), named[0] if named else None)

    def _notes(self, parts: list[Part]) -> Iterator[str]:
        seen: dict[str, str] = {}
        order = [spec.key for spec in self.publication.parts]
        for part in parts:
            if part.key and part.key in seen:
                yield f"“{part.title.strip()}”这一部分出现了两次，两处都已保留"
            seen.setdefault(part.key, part.title)
        yield from still_missing(parts, self.publication)
        places = [order.index(key) for key in seen if key in order]
        if places != sorted(places):
            yield "各部分的次序与通行的不同，已按原文的次序保留"

    def _parted_blocks(self, section: _Section) -> Iterator[Paragraph | Grid]:
        cells: list[StreamCell] = []
        over = [section.part.title]
        for unit in section.units:
            if isinstance(unit.block, StreamCell):
                cells.append(StreamCell(unit.block.text, [], unit.block.line))
            elif unit.inner and cells:
                assert unit.line is not None
                cells[-1].tail.append(unit.line)
            else:
                if cells:
                    yield from tables_of_stream(cells, self.publication, section.part.key, over)
                    cells, over = [], []
                block = unit.block or unit.line
                assert isinstance(block, Grid | Paragraph)
                if isinstance(block, Grid) and block.counts:
                    block = table_of_text(block, self.publication, section.part.key, over)
                over = [block.text, *over[:_OVER]] if isinstance(block, Paragraph) else []
                yield block
        yield from tables_of_stream(cells, self.publication, section.part.key, over)


def _blocks_again(units: list[_Unit]) -> list[Block]:
    """Return units as blocks of a document, cells with what stands behind them."""
    blocks: list[Block] = []
    for unit in units:
        last = blocks[-1] if blocks else None
        if isinstance(unit.block, StreamCell):
            cell = StreamCell(unit.block.text, [], unit.block.line)
            if isinstance(last, CellStream):
                last.cells.append(cell)
            else:
                blocks.append(CellStream([cell]))
        elif unit.inner and isinstance(last, CellStream):
            assert unit.line is not None
            last.cells[-1].tail.append(unit.line)
        else:
            block = unit.block or unit.line
            assert block is not None
            blocks.append(block)
    return blocks


def _leave_out(part: Part) -> None:
    """Mark a part that says only that it is left out; the mark prints these words again."""
    match part.blocks:
        case [PartText(text=text)] if part.title and text.strip() == NOTHING_HERE:
            part.omitted, part.blocks = True, []

"""A document's blocks are parted into the parts of a whole disclosure.

What stands in the part of the 绩效文本 is left to `model.recognise`; all else is held as it
stands. A document that is no whole disclosure is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from model.document.blocks import (
    FRONT,
    NOTHING_HERE,
    Part,
    PartCell,
    PartRow,
    PartTable,
    PartTargets,
    PartText,
    TextKind,
)
from model.document.comments import CellComment
from model.document.disclosure import Disclosure
from model.layout import Layout, publications_of
from model.layout.publication import Publication
from model.parts.headings import PARTS, Heading, Headings, find_headings
from model.parts.own import PART_ROLE, kind_of_role
from model.parts.sheet import is_parts_sheet, named_sheets, read_parts_sheet
from model.parts.stream import tables_of_stream
from model.parts.tables import known_table
from model.parts.words import SCHEMES
from model.printing.grid import Block, Cell, CellStream, Document, Grid, Paragraph, StreamCell

_FRAME = ("contents-title", "contents-part", "contents-entry")
"""Roles of what is made anew whenever a Word file is written."""
_LONGEST_HEADING = 30
_LONGEST_CAPTION = 40
_OVER = 3
"""So many lines over a table may hold its title: the department and the unit stand there too."""
_SECTION = re.compile(r"^目\s*录$|[，。：:]")
"""A title that is no department's name."""
_SENTENCE = ("。", "；", ";", "：", ":", "，", ",")
_LEVELS = {"chinese": 1, "bracket": 2, "digit": 3}

Belongs = Callable[[list[Block]], bool]
"""Tells whether blocks hold target tables."""


class Whole(Struct):
    """What became of a document.

    Attributes:
        parts: its parts, in order.
        publication: whose they are.
        rest: the blocks of the 绩效文本, for `model.recognise`.
        before: the lines before the first part, which name year and department.
        notes: what the clerk should know.
        comments: what somebody remarked on cells of the parts.
    """

    parts: list[Part]
    publication: Publication
    rest: list[Block]
    before: list[Paragraph]
    notes: list[str] = field(default_factory=list)
    comments: list[CellComment] = field(default_factory=list)

    def form(self, forms: Mapping[str, Layout]) -> str:
        """Return the id of the form its target tables are to have."""
        return self.publication.form if self.publication.form in forms else next(iter(forms))

    def put_into(self, disclosure: Disclosure) -> None:
        """Give a disclosure the parts."""
        disclosure.parts = self.parts
        disclosure.publication = self.publication.id
        disclosure.comments += self.comments

    def name(self, disclosure: Disclosure) -> None:
        """Take year and department from the titles, where nothing else said them."""
        for part in self.parts:
            for text in part.texts():
                if text.kind == "title":
                    self._name(text.text.strip(), disclosure)

    def _name(self, title: str, disclosure: Disclosure) -> None:
        year = re.search(r"20\d\d(?=年)", title)
        if disclosure.year is None and year:
            disclosure.year = int(year[0])
        alone = "{department}" in self.publication.front.titles
        if alone and not year and not disclosure.department.name and not _SECTION.search(title):
            disclosure.department.name = title


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
        return _take_sheets(document, publications, belongs)
    units = list(_units(document.blocks))
    own = {
        place: unit.line
        for place, unit in enumerate(units)
        if unit.line is not None and unit.line.role == PART_ROLE
    }
    lines = [
        "" if unit.line is None or unit.line.role in _FRAME else unit.line.text for unit in units
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


_HEADING_LINE = re.compile(r"\n(?=\s*第[一二三四五六七八九十]{1,3}部分\s*[:：、]?\s*\S)")


def _parted(cell: StreamCell) -> tuple[str, list[Paragraph]]:
    """Take a part's heading that follows a table's last cell without a blank line out of it."""
    match = _HEADING_LINE.search(cell.text)
    if match is None:
        return cell.text, []
    lines = cell.text[match.end() :].split("\n")
    first = cell.line + cell.text.count("\n", 0, match.end())
    return cell.text[: match.start()], [
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
                section.part.blocks = list(self._blocks(section, typed))
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
        for spec in self.publication.parts:
            if spec.required and spec.key not in seen:
                yield f"没有“{spec.title}”这一部分"
        places = [order.index(key) for key in seen if key in order]
        if places != sorted(places):
            yield "各部分的次序与通行的不同，已按原文的次序保留"

    def _blocks(
        self, section: _Section, typed: set[int]
    ) -> Iterator[PartText | PartTable | PartTargets]:
        blocks = list(self._parted_blocks(section))
        for place, block in enumerate(blocks):
            if isinstance(block, Grid):
                names = _over(blocks, place)
                yield table_of_grid(block, self.publication, section.part.key, names)
            elif block.role not in _FRAME and (block.text.strip() or block.contents):
                after = next(iter(blocks[place + 1 : place + 2]), None)
                kind, level = self._kind(block, after, section.part.key, id(block) in typed)
                yield PartText(block.text, kind, level, list(block.contents))

    def _parted_blocks(self, section: _Section) -> Iterator[Paragraph | Grid]:
        cells: list[StreamCell] = []
        for unit in section.units:
            if isinstance(unit.block, StreamCell):
                cells.append(StreamCell(unit.block.text, [], unit.block.line))
            elif unit.inner and cells:
                assert unit.line is not None
                cells[-1].tail.append(unit.line)
            else:
                yield from tables_of_stream(cells, self.publication, section.part.key)
                cells = []
                block = unit.block or unit.line
                assert isinstance(block, Grid | Paragraph)
                yield block
        yield from tables_of_stream(cells, self.publication, section.part.key)

    def _kind(
        self, line: Paragraph, after: Paragraph | Grid | None, part: str, typed: bool
    ) -> tuple[TextKind, int]:
        """Return what a paragraph is, and a heading's level."""
        own = kind_of_role(line.role)
        if own is not None:
            return own
        if typed:
            return "contents", 0
        text = line.text.strip()
        if part == FRONT:
            return ("title" if self._is_title(text, after) else "text"), 0
        if self._is_note(text):
            return "note", 0
        if line.contents or (
            isinstance(after, Grid) and len(text) <= _LONGEST_CAPTION and not text.endswith("。")
        ):
            return "caption", 0
        if len(text) <= _LONGEST_HEADING and not text.endswith(_SENTENCE):
            for scheme, level in _LEVELS.items():
                match = SCHEMES[scheme].fullmatch(text)
                if match and match["name"] and not re.search(r"[，。；]|\d万?元", match["name"]):
                    return "heading", level
        return "text", 0

    def _is_title(self, text: str, after: Paragraph | Grid | None) -> bool:
        likes = self.publication.front.titles_like
        if len(text) > _LONGEST_CAPTION or text.endswith(_SENTENCE):
            return False
        if any(re.search(like, text) for like in likes):
            return True
        # the department's name stands in a line of its own over the title
        return (
            isinstance(after, Paragraph)
            and not re.search(r"[，。《》]", text)
            and any(re.match(like, after.text.strip()) for like in likes)
        )

    def _is_note(self, text: str) -> bool:
        return any(
            table.empty_note and len(text) <= _LONGEST_CAPTION and re.search(table.empty_note, text)
            for table in self.publication.tables
        ) and not re.search(r"\d万?元", text)


def _over(blocks: list[Paragraph | Grid], place: int) -> tuple[str, ...]:
    """Return the lines over a table that may be its title, the nearest first."""
    found: list[str] = []
    for block in reversed(blocks[max(0, place - _OVER) : place]):
        if isinstance(block, Grid):
            break
        found.append(block.text)
    return tuple(found)


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


def table_of_grid(
    grid: Grid, publication: Publication, part: str, names: Sequence[str] = ()
) -> PartTable:
    """Return a file's table as a part holds it; known tables are told by their heads.

    Args:
        grid: the table.
        publication: whose tables are known.
        part: the part it stands in; empty where any may be meant.
        names: what stands over it, or what its sheet is called; the nearest first.
    """
    rows = _whole_rows(grid)
    texts = [[(cell.col, cell.text) for cell in row.cells] for row in rows]
    found = known_table(texts, publication, part, names)
    width = max((cell.col + cell.colspan for row in rows for cell in row.cells), default=0)
    table = PartTable(rows, max(grid.columns, width))
    if found is not None:
        spec, head = found
        table.key, table.head = spec.key, (head.first, head.last)
    return table


def _own_sheets(
    document: Document, own: Grid, publications: Mapping[str, Publication]
) -> Whole | None:
    """Take the parts out of a workbook of this program: the sheet 公开文本 names all others."""
    sheets: dict[str, Grid] = {}
    name = ""
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.role == "sheet":
            name = block.text
        elif isinstance(block, Grid):
            sheets.setdefault(name, block)
    said, named = named_sheets(own)
    publication = publications.get(said) or next(iter(publications.values()))
    taken = {
        key: table_of_grid(sheets[key], publication, "", [key])
        for key in named
        if key in sheets and sheets[key] is not own
    }
    parts = read_parts_sheet(own, taken)
    used = {table.id for part in parts for table in part.tables()}
    gone = [own, *(sheets[key] for key, table in taken.items() if table.id in used)]
    rest = [block for block in document.blocks if not any(block is one for one in gone)]
    return Whole(parts, publication, rest, [])


def _whole_rows(grid: Grid) -> list[PartRow]:
    """Return a grid's rows with every place taken: a reader leaves out what holds nothing."""
    width = max(
        [grid.columns, *(cell.col + cell.colspan for row in grid.rows for cell in row)], default=0
    )
    down = [0] * width
    rows = []
    for number, row in enumerate(grid.rows):
        cells: list[PartCell] = []
        at = 0
        for one in row:
            if one.col < at:
                # two cells in one place: neither is lost
                cells[-1].text = f"{cells[-1].text}\n{_text(one)}".strip("\n") if cells else ""
                continue
            cells += _empty(at, one.col, down)
            cells.append(PartCell(_text(one), one.col, one.colspan, one.rowspan))
            at = one.col + one.colspan
        cells += _empty(at, width, down)
        rest = [max(0, left - 1) for left in down]
        for cell in cells:
            cell.rowspan = max(1, min(cell.rowspan, len(grid.rows) - number))
            for col in range(cell.col, cell.col + cell.colspan):
                rest[col] = cell.rowspan - 1
        down = rest
        rows.append(PartRow(cells))
    return rows


def _empty(first: int, end: int, down: list[int]) -> list[PartCell]:
    return [PartCell("", col) for col in range(first, end) if not down[col]]


def _text(cell: Cell) -> str:
    """Return a cell's text with that of tables standing in it."""
    inner = ["\n".join("\t".join(map(_text, row)) for row in one.rows) for one in cell.nested or ()]
    return "\n".join(filter(None, [cell.text, *inner])) if inner else cell.text


def _take_sheets(
    document: Document, publications: Mapping[str, Publication], belongs: Belongs
) -> Whole | None:
    """Take the known tables out of a workbook, one a sheet; the other sheets are left."""
    own = next(
        (one for one in document.blocks if isinstance(one, Grid) and is_parts_sheet(one)), None
    )
    if own is not None:
        return _own_sheets(document, own, publications)
    # a target table may list costs in columns like those of another table; to know the many
    # target tables of a workbook is quick, to look for every other table in them is not
    targets = {
        place
        for place, block in enumerate(document.blocks)
        if isinstance(block, Grid) and belongs([block])
    }
    best: tuple[int, Publication, dict[int, PartTable]] | None = None
    for publication in publications.values():
        found: dict[int, PartTable] = {}
        sheet = ""
        for place, block in enumerate(document.blocks):
            if isinstance(block, Paragraph):
                sheet = block.text if block.role == "sheet" else sheet
            elif isinstance(block, Grid) and place not in targets:
                table = table_of_grid(block, publication, "", [sheet])
                if table.key:
                    table.name = sheet
                    found[place] = table
        if found and (best is None or len(found) > best[0]):
            best = (len(found), publication, found)
    if best is None:
        return None
    _, publication, found = best
    parts = {spec.key: Part(spec.key) for spec in publication.parts}
    for table in found.values():
        known = publication.table(table.key)
        assert known is not None
        parts[known.part].blocks.append(table)
    rest = [block for place, block in enumerate(document.blocks) if place not in found]
    return Whole([part for part in parts.values() if part.blocks], publication, rest, [])


def _leave_out(part: Part) -> None:
    """Mark a part that says only that it is left out; the mark prints these words again."""
    match part.blocks:
        case [PartText(text=text)] if part.title and text.strip() == NOTHING_HERE:
            part.omitted, part.blocks = True, []

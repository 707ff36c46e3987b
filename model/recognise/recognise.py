"""The whole of a document becomes a disclosure, and a report says how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from msgspec import Struct, field

from model.basics.errors import ReadError
from model.document.cellref import CellRef
from model.document.comments import CellComment, at_cell
from model.document.disclosure import TABLE_FIELDS, Disclosure, Unplaced, get_field
from model.document.doubts import UNREAD, Doubt
from model.document.report import ReadReport, TableOrigin
from model.layout import Layout
from model.parts.homes import place_targets
from model.parts.recognise import take_parts
from model.printing.grid import Block, CellStream, Document, Grid, Paragraph
from model.printing.workbook import is_summary, stated_form, take_sheet
from model.recognise.beside import parted
from model.recognise.beside_targets import hold_beside
from model.recognise.choose import Choice, choose, holds_tables, nearest
from model.recognise.department import (
    complete_department,
    department_of_lines,
    department_of_titles,
    other_departments,
)
from model.recognise.flaws import doubts_of_paragraph
from model.recognise.found import FoundTable
from model.recognise.general import GeneralReader
from model.recognise.narrative import is_frame, keep, read_cover, read_narrative
from model.recognise.nested import grid_text
from model.recognise.prompts import empty_numbering, empty_prompts
from model.recognise.samples import Sifted, sift
from model.recognise.stream import blocks_of_stream
from model.recognise.tables import TableReader
from model.recognise.unitdoubts import file_units, questioned_amounts
from model.recognise.years import find_year

_NOTES = 3
OWN_ROLES = ("heading", "part", "cover-title", "table-title")
"""Roles only this program's own files carry."""


class _Read(Struct):
    """What a reader made of the blocks."""

    layout: Layout
    disclosure: Disclosure
    tables: list[FoundTable] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    seen: list[Paragraph | Grid] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    comments: list[CellComment] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    general: bool = False

    @property
    def unread(self) -> int:
        """How many texts of target tables found no place."""
        return sum(1 for item in self.unplaced if item.table and item.near != "指标之后")


def recognise(
    document: Document, layouts: Mapping[str, Layout], source: str, layout_id: str = ""
) -> tuple[Disclosure, ReadReport]:
    """Return what a document holds, and the report of its reading.

    Args:
        document: a file's blocks; its cells may be changed.
        layouts: every form there is, by id.
        source: the file's name, for messages.
        layout_id: the form to read by; found by the document's labels when empty.

    Raises:
        ReadError: it holds no target table of any form.
        LayoutError: no form has that id.
    """
    whole = take_parts(document, layouts, lambda blocks: holds_tables(blocks, layouts))
    if whole is not None and not holds_tables(document.blocks, layouts):
        layout_id = layout_id or whole.form(layouts)
    sifted = sift(parted(_without_summaries(document)))
    empty_prompts(sifted.blocks)
    empty_numbering(sifted.blocks)
    stated = _stated_form(sifted.blocks, layouts)
    own = bool(stated) or any(
        isinstance(one, Paragraph) and one.role in OWN_ROLES for one in sifted.blocks
    )
    choice = choose(sifted.blocks, layouts, layout_id or stated, document.around)
    # a form that was asked for is read by whatever comes of it; so is a whole disclosure's own
    sure = bool(layout_id) or (own and whole is not None)
    read = _read(document, sifted.blocks, choice, layouts, sure=sure, own=own)
    if read is None and whole is not None and choice.layout is not None:
        read = _read_blocks(sifted.blocks, choice.layout)
    if read is None:
        raise _no_table(source, document.notes)
    disclosure = read.disclosure
    if whole is not None:
        whole.put_into(disclosure)
        read_cover(whole.before, disclosure, read.layout)
        whole.name(disclosure)
    disclosure.projects = [found.table for found in read.tables]
    # a workbook of other people says the year in a cell above its tables
    paragraphs = read.paragraphs + [Paragraph(line, "line") for line in read.lines]
    named = any(found.department_name for found in read.tables)
    left = read_narrative(paragraphs, disclosure, read.layout, named)
    if whole is not None:
        framed = partial(is_frame, disclosure=disclosure, layout=read.layout)
        left = hold_beside(whole, read.seen, left, read.unplaced, framed)
        whole.notes += filter(None, [place_targets(disclosure, whole.publication)])
    keep(left, disclosure)
    sources = _find(document, read, source, own)
    others = list(other_departments(disclosure, read.tables, read.layout))
    disclosure.unplaced = (
        [kept for kept, _ in others] + read.unplaced + disclosure.unplaced + _samples(sifted)
    )
    disclosure.comments += read.comments
    disclosure.comments += [at_cell(comment) for comment in document.comments]
    disclosure.doubts += [doubt for _, doubt in others] + read.doubts
    disclosure.doubts += questioned_amounts(disclosure, read.layout)
    for paragraph in read.paragraphs:
        disclosure.doubts += doubts_of_paragraph(paragraph)
    origins = [
        TableOrigin(number, found.table.name, found.where, len(found.table.indicators))
        for number, found in enumerate(read.tables, 1)
    ]
    report = ReadReport(
        source,
        f"{read.layout.id} {read.layout.name}",
        origins,
        disclosure.unplaced,
        [
            *_notes(document, sifted, read, choice),
            *(whole.notes if whole is not None else ()),
            *_hidden(document, sifted),
        ],
        disclosure.comments,
        disclosure.doubts,
        sources,
        _alike(read, choice),
    )
    return disclosure, report


def _without_summaries(document: Document) -> list[Block]:
    """Return the blocks without the 汇总 of this program's workbooks, where they have no sheets.

    Printed to a PDF, the rows of that sheet would be read as indicators once more.
    """
    if any(isinstance(block, Paragraph) and block.role == "sheet" for block in document.blocks):
        return document.blocks
    kept = [
        block for block in document.blocks if not (isinstance(block, Grid) and is_summary(block))
    ]
    if len(kept) < len(document.blocks):
        document.notes.append("汇总表重复各项目的内容，没有再读一遍")
    return kept


def _stated_form(blocks: list[Block], layouts: Mapping[str, Layout]) -> str:
    """Return the form a workbook of this program says it is in, where it is at hand."""
    grids = (block for block in blocks if isinstance(block, Grid))
    return next((form for grid in grids if (form := stated_form(grid)) in layouts), "")


def _read(
    document: Document,
    blocks: list[Block],
    choice: Choice,
    layouts: Mapping[str, Layout],
    *,
    sure: bool,
    own: bool,
) -> _Read | None:
    """Return the reading that explains most; None where no target table is found.

    A file of this program is read by its form, unless labels were changed in it since so that
    hardly a row is understood.
    """
    by_layout = None
    if choice.layout is not None and (sure or own or choice.explains):
        by_layout = _by_layout(blocks, choice.layout)
        if by_layout is not None and (sure or by_layout.unread < _bearable(by_layout, own)):
            return by_layout
        if sure:
            return None
    known = layouts if choice.layout is None or not own else {choice.layout.id: choice.layout}
    # the list of projects a written workbook begins with is no target table
    tables = [one for one in blocks if not (isinstance(one, Grid) and stated_form(one))]
    general = _generally(document, tables, choice, known)
    if by_layout is None:
        if general is None and choice.layout is not None:
            return _by_layout(blocks, choice.layout)
        return general
    if general is not None and _better(general, by_layout):
        return general
    return by_layout


def _bearable(read: _Read, own: bool) -> int:
    """Return below how many texts not understood a reading by a form is not asked further."""
    if not own:
        return 1
    return max(1, sum(len(found.table.indicators) for found in read.tables))


def _better(general: _Read, by_layout: _Read) -> bool:
    """Tell whether the general reading finds more."""
    tables = [read.tables for read in (general, by_layout)]
    found, before = (sum(len(one.table.indicators) for one in read) for read in tables)
    if len(tables[0]) < len(tables[1]) or found < before:
        return False
    more = found > before or len(tables[0]) > len(tables[1])
    held, held_before = (sum(map(_length, read)) for read in tables)
    return more or (general.unread < by_layout.unread and held > held_before)


def _length(found: FoundTable) -> int:
    """Return how much the cells of a target table and its indicators hold that every form has."""
    held = sum(len(get_field(found.table, name)) for name in TABLE_FIELDS)
    items = found.table.indicators
    return held + sum(len(one.level1 + one.level2 + one.name + one.value) for one in items)


def _by_layout(blocks: list[Block], layout: Layout) -> _Read | None:
    read = _read_blocks(blocks, layout)
    return read if read.tables else None


def _read_blocks(blocks: list[Block], layout: Layout) -> _Read:
    """Return what a form's reader makes of the blocks, if only the department's own text."""
    tables = TableReader(layout)
    disclosure = Disclosure(layout=layout.id)
    paragraphs, seen = _feed(blocks, layout, disclosure, tables)
    doubts = tables.doubts + [
        _unread(item) for item in tables.unplaced if item.table and item.near != "指标之后"
    ]
    return _Read(
        layout,
        disclosure,
        tables.tables,
        paragraphs,
        seen,
        tables.unplaced,
        tables.comments,
        tables.lines,
        doubts,
    )


def _generally(
    document: Document, blocks: list[Block], choice: Choice, layouts: Mapping[str, Layout]
) -> _Read | None:
    if not layouts:
        return None
    form = choice.layout or next(iter(layouts.values()))
    tables = GeneralReader(*file_units(document, blocks))
    disclosure = Disclosure()
    paragraphs, seen = _feed(blocks, form, disclosure, tables)
    if not tables.tables:
        return None
    layout = nearest([found.table for found in tables.tables], layouts, choice.layout)
    disclosure.layout = layout.id
    return _Read(
        layout,
        disclosure,
        tables.tables,
        paragraphs,
        seen,
        tables.unplaced,
        tables.comments,
        tables.lines,
        tables.doubts,
        general=True,
    )


def _feed(
    blocks: list[Block],
    layout: Layout,
    disclosure: Disclosure,
    tables: TableReader | GeneralReader,
) -> tuple[list[Paragraph], list[Paragraph | Grid]]:
    """Give a reader all blocks in order; return the paragraphs it did not take, and them all."""
    paragraphs: list[Paragraph] = []
    seen: list[Paragraph | Grid] = []
    sheet = ""
    for block in _blocks(blocks, layout):
        seen.append(block)
        if isinstance(block, Paragraph):
            if block.role == "sheet":
                sheet = block.text
            known = tables.paragraph(block)
            if not known:
                paragraphs.append(block)
            elif not block.role:
                paragraphs.append(Paragraph("", "table"))
        elif sheet and take_sheet(block, sheet, disclosure, layout):
            tables.finish()
        else:
            paragraphs.append(Paragraph("", "table"))
            tables.grid(block)
    tables.end()
    return paragraphs, seen


def _blocks(blocks: list[Block], layout: Layout) -> Iterator[Paragraph | Grid]:
    for block in blocks:
        if isinstance(block, CellStream):
            for made in blocks_of_stream(block, layout):
                assert not isinstance(made, CellStream)
                yield made
        else:
            yield block


def _find(document: Document, read: _Read, source: str, own: bool) -> list[str]:
    """Settle year and department; return where they were found, in words."""
    disclosure = read.disclosure
    where = complete_department(disclosure, read.tables, read.layout)
    found = []
    titles = [one.text for one in document.blocks if isinstance(one, Paragraph)]
    disclosure.doubts += department_of_lines(disclosure, [*titles, *read.lines])
    disclosure.doubts += department_of_titles(disclosure, [*titles, *read.lines])
    if disclosure.department.name:
        found.append(f"部门“{disclosure.department.name}”，见{where or '正文'}")
    else:
        said = "文件里没有找到部门名称，请填写。"
        ref = CellRef("", "department.name")
        disclosure.doubts.append(Doubt(kind="year", ref=ref, said=said))
    if own and disclosure.year is not None:
        return found
    found += find_year(document, read.disclosure, read.tables, read.lines, source)
    return found


def _unread(item: Unplaced) -> Doubt:
    text = " ".join(item.text.split())
    shown = text if len(text) <= 30 else text[:30] + "…"
    near = f"（“{item.near}”旁）" if item.near else ""
    return Doubt(
        kind=UNREAD,
        ref=CellRef(item.table),
        said=f"没有读懂{near}：“{shown}”，已原样保留。",
        where=item.where,
    )


def _samples(sifted: Sifted) -> list[Unplaced]:
    return [Unplaced(grid_text(grid), grid.where, "样例或说明") for grid, _ in sifted.samples]


def _notes(document: Document, sifted: Sifted, read: _Read, choice: Choice) -> Iterator[str]:
    yield from document.notes
    for _, why in sifted.samples:
        yield f"{why}是样例或填写说明，没有当作项目读入"
    if read.general:
        told = f"；拿不准的 {len(read.doubts)} 处列在下面" if read.doubts else ""
        yield (
            f"没有一个表样与这份文件完全对得上，已按各格的标签通读，"
            f"放进最接近的表样“{read.layout.name}”{told}"
        )
    elif choice.rivals:
        names = "、".join(f"“{one.name}”（{one.id}）" for one in choice.rivals)
        yield (
            f"这份文件与表样{names}同样对得上，按“{read.layout.name}”（{read.layout.id}）读入；"
            f"不是这种时请选定表样（命令行：--read-as {choice.rivals[0].id}）"
        )


def _alike(read: _Read, choice: Choice) -> list[str]:
    """Return the forms to choose from; what was read generally is in none of them for certain."""
    if read.general or not choice.rivals:
        return []
    return [one.id for one in (read.layout, *choice.rivals)]


def _hidden(document: Document, sifted: Sifted) -> list[str]:
    """Return what was hidden and read; a sheet that turned out to be a sample was not."""
    samples = tuple(grid.where for grid, _ in sifted.samples)
    return [note for note in document.hidden if not note.startswith(samples)]


def _no_table(source: str, notes: list[str]) -> ReadError:
    """Return the refusal; what the reader noted may say where the tables are (on a scan)."""
    noted = f"（{'；'.join(notes[:_NOTES])}）" if notes else ""
    return ReadError(
        f"没有找到绩效目标表{noted}",
        source,
        "请确认文件里有带“三级指标”等表头的绩效目标表；也可能它用的是程序还不认识的表样",
    )

"""The whole of a document becomes a disclosure, and a report says how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice

from model.comments import at_cell
from model.disclosure import Disclosure, Unplaced
from model.errors import LayoutError, ReadError
from model.fieldtext import coded_text
from model.grid import Block, CellStream, Document, Grid, Paragraph
from model.layout import Layout
from model.parts.recognise import take_parts
from model.recognise.labels import LONGEST_LABEL, form_index
from model.recognise.narrative import read_cover, read_narrative
from model.recognise.stream import blocks_of_stream
from model.recognise.tables import TableReader
from model.report import ReadReport, TableOrigin
from model.steps import step
from model.workbook import take_sheet

LABELS_LEAST = 5
"""With fewer of a form's labels in it, a document holds no table of that form."""

_SAMPLE = 20000
_SAMPLE_OF_TABLE = 150


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
    layout = _layout(document, layouts, source, layout_id)
    disclosure = Disclosure(layout=layout.id)
    if whole is not None:
        whole.put_into(disclosure)
        read_cover(whole.before, disclosure, layout)
    tables = TableReader(layout)
    paragraphs: list[Paragraph] = []
    sheet = ""
    for block in _blocks(document, layout):
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
    if not tables.tables and whole is None:
        raise _no_table(source)
    disclosure.projects = [found.table for found in tables.tables]
    # a workbook of other people says the year in a cell above its tables
    paragraphs += [Paragraph(line, "line") for line in tables.lines]
    named = any(found.department_name for found in tables.tables)
    read_narrative(paragraphs, disclosure, layout, named)
    _complete_department(disclosure, tables, layout)
    others = list(_other_departments(disclosure, tables, layout))
    disclosure.unplaced = others + tables.unplaced + disclosure.unplaced
    disclosure.comments += tables.comments
    disclosure.comments += [at_cell(comment) for comment in document.comments]
    origins = [
        TableOrigin(number, found.table.name, found.where, len(found.table.indicators))
        for number, found in enumerate(tables.tables, 1)
    ]
    report = ReadReport(
        source,
        f"{layout.id} {layout.name}",
        origins,
        disclosure.unplaced,
        [*document.notes, *(whole.notes if whole is not None else ())],
        disclosure.comments,
        disclosure.doubts,
    )
    return disclosure, report


def _blocks(document: Document, layout: Layout) -> Iterator[Paragraph | Grid]:
    for block in document.blocks:
        if isinstance(block, CellStream):
            for made in blocks_of_stream(block, layout):
                assert not isinstance(made, CellStream)
                yield made
        else:
            yield block


def _layout(
    document: Document, layouts: Mapping[str, Layout], source: str, layout_id: str
) -> Layout:
    if layout_id:
        if layout_id not in layouts:
            names = "、".join(layouts)
            raise LayoutError(f"没有名为“{layout_id}”的表样", "", f"现有：{names}")
        return layouts[layout_id]
    texts = Counter(_texts(document.blocks))
    scores = {layout.id: _score(layout, texts) for layout in layouts.values()}
    best = max(scores, key=lambda key: scores[key], default="")
    if not best or scores[best][0] == 0:
        raise _no_table(source)
    return layouts[best]


def holds_tables(blocks: list[Block], layouts: Mapping[str, Layout]) -> bool:
    """Tell whether there are target tables of any form among some blocks."""
    texts = Counter(_texts(blocks))
    return any(_score(layout, texts)[1] for layout in layouts.values())


def _score(layout: Layout, texts: Counter[str]) -> tuple[float, int]:
    """Return which part of a form's labels the document has, and how many."""
    index = form_index(layout)
    slots: set[int] = set()
    columns: set[str] = set()
    for text in texts:
        step()
        slots.update(id(slot) for slot in index.slot_list(text)[:1])
        columns.update(column.label for column in index.column_list(text))
    found = len(slots) + len(columns)
    if found < LABELS_LEAST:
        return 0.0, 0
    all_slots = {id(slot) for slots in index.slots.values() for slot in slots}
    return found / (len(all_slots) + len(layout.table.columns)), found


def _texts(blocks: list[Block]) -> Iterator[str]:
    """Yield texts that may be labels: the first of every table, not only of a long list."""
    left = _SAMPLE
    for block in blocks:
        if isinstance(block, Paragraph):
            continue
        stream = isinstance(block, CellStream)
        cells = (
            (cell.text for cell in block.cells)
            if isinstance(block, CellStream)
            else _grid_texts(block)
        )
        for text in islice(cells, _SAMPLE if stream else _SAMPLE_OF_TABLE):
            if text and len(text) < LONGEST_LABEL:
                yield text
                left -= 1
        if left <= 0:
            return


def _grid_texts(grid: Grid) -> Iterator[str]:
    for row in grid.rows:
        for cell in row:
            yield cell.text
            for inner in cell.nested or ():
                yield from _grid_texts(inner)


def _complete_department(disclosure: Disclosure, tables: TableReader, layout: Layout) -> None:
    """Take department and code from the tables where the text says nothing."""
    department = disclosure.department
    for found in tables.tables:
        department.name = department.name or found.department_name
        department.code = department.code or found.department_code
    digits = layout.document.department_digits
    codes = {table.unit.code[:digits] for table in disclosure.projects if table.unit.code}
    if not department.code and len(codes) == 1:
        department.code = codes.pop()


def _other_departments(
    disclosure: Disclosure, tables: TableReader, layout: Layout
) -> Iterator[Unplaced]:
    """Yield what target tables call their department where it is not the disclosure's, once each.

    A disclosure is of one department: another has no cell, but must not get lost.
    """
    spec = layout.fields.get("department")
    if spec is None:
        return
    ours = disclosure.department
    known: set[tuple[str, str]] = set()
    for found in tables.tables:
        code, name = found.department_code, found.department_name
        if _another(code, ours.code) or _another(name, ours.name):
            if (code, name) not in known:
                yield Unplaced(
                    coded_text(spec.print, code, name), found.where, spec.title, found.table.id
                )
            known.add((code, name))


def _another(said: str, ours: str) -> bool:
    return bool(said.strip()) and "".join(said.split()) != "".join(ours.split())


def _no_table(source: str) -> ReadError:
    return ReadError(
        "没有找到绩效目标表",
        source,
        "请确认文件里有带“三级指标”等表头的绩效目标表；也可能它用的是程序还不认识的表样",
    )

"""The review walk: what waits to be confirmed, table by table, row by row, in the form's order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from model.checks.names import cell_name, own_name, own_order, project_number
from model.document.blockplaces import cell_ref, part_cells, text_ref, title_ref
from model.document.blocks import Part, PartTable, PartText
from model.document.carried import CarriedIndex
from model.document.cellref import CellRef
from model.document.cells import find_table, get_cell
from model.document.disclosure import Disclosure, Indicator, TargetTable, get_indicator_field
from model.document.edits import Edit, SetCells
from model.entry.block import CODED_SOURCES, cell_texts
from model.entry.edits import EnterTexts
from model.entry.entry import cell_title, entered, entry_kind, followers, follows, step_label
from model.layout import Layout
from model.parts.filling import TableFilling
from model.parts.names import column_head, part_name, row_label
from model.printing.fieldtext import coded_text
from model.roll.marks import columns_of

OWN = "部门整体绩效目标"


class WalkLine(Struct, frozen=True):
    """One line of the walk: a cell that waits, or the heading of the row it stands in.

    Attributes:
        title: the cell's name; of a heading, what the row is.
        refs: the cells it shows, a code and its name in one; none for a heading.
        field: the form's own name of the cell.
        before: what it said last year; None where the same was brought along.
    """

    title: str
    refs: tuple[CellRef, ...] = ()
    field: str = ""
    before: str | None = None

    @property
    def heading(self) -> bool:
        """Whether it only says what the lines below it are of."""
        return not self.refs


def walk_title(disclosure: Disclosure, entry: str) -> str:
    """Return what a table, a part or (empty) the department's own text is called in the walk."""
    part = next((one for one in disclosure.parts if one.id == entry), None)
    if part is not None:
        return part_name(part)
    table = find_table(disclosure, CellRef(entry)) if entry else None
    if table is None:
        return OWN
    name = " ".join(table.name.split())
    return f"第{project_number(disclosure, entry)}个项目　{name}"


def walk_lines(
    disclosure: Disclosure, layout: Layout, index: CarriedIndex, entry: str
) -> list[WalkLine]:
    """Return what waits in a table, a part or the own text, in order; nothing that waits is left.

    Args:
        disclosure: what is looked at.
        layout: its form.
        index: the marks of the disclosure.
        entry: the id of a target table or part; empty for the department's own text.
    """
    marks = set(index.marks(entry))
    part = next((one for one in disclosure.parts if one.id == entry), None)
    table = find_table(disclosure, CellRef(entry)) if entry else None
    if part is not None:
        lines = list(_of_part(part, marks))
    elif table is not None:
        lines = [*_of_head(table, layout, marks), *_of_rows(table, layout, marks)]
    else:
        lines = [
            WalkLine(own_name(ref.field), (ref,), ref.field)
            for ref in sorted(marks, key=lambda ref: own_order(ref.field))
        ]
    shown = {ref for line in lines for ref in line.refs}
    # what the form has no place for is looked at all the same
    lines += [
        WalkLine(cell_name(disclosure, layout, ref), (ref,), ref.field)
        for ref in sorted(marks - shown)
    ]
    told = {one.ref: one.text for one in disclosure.last_texts}
    return [structs.replace(line, before=_before(disclosure, layout, line, told)) for line in lines]


def line_text(disclosure: Disclosure, layout: Layout, line: WalkLine) -> str:
    """Return what a line's cells hold now; a code and its name as the form prints them."""
    return _printed(layout, line, [get_cell(disclosure, ref) for ref in line.refs])


def _before(
    disclosure: Disclosure, layout: Layout, line: WalkLine, told: dict[CellRef, str]
) -> str | None:
    if not any(ref in told for ref in line.refs):
        return None
    texts = [told.get(ref, get_cell(disclosure, ref)) for ref in line.refs]
    return _printed(layout, line, texts)


def _printed(layout: Layout, line: WalkLine, texts: list[str]) -> str:
    spec = layout.fields.get(line.field)
    return "".join(texts) if len(texts) < 2 or spec is None else coded_text(spec.print, *texts)


def walk_edit(disclosure: Disclosure, layout: Layout, line: WalkLine, typed: str) -> Edit:
    """Return the edit that gives a line's cell another text, in the form it should have.

    Raises:
        KeyError: the cell is gone.
    """
    ref = line.refs[0]
    table = find_table(disclosure, ref) if ref.table else None
    if table is not None and ref.indicator:
        kind = entry_kind(layout, line.field, True)
        label = step_label(layout, table, line.field, ref.indicator)
        return EnterTexts(label, [(ref, entered(layout, kind, line.field, typed))])
    if table is not None:
        texts = cell_texts(layout, table, line.field, typed)
        if follows(layout, table):
            changed = {one.field: text for one, text in texts}
            more = followers(layout, table, changed)
            texts += [(CellRef(table.id, name), text) for name, text in more.items()]
        return EnterTexts(step_label(layout, table, line.field), texts)
    get_cell(disclosure, ref)
    if not ref.table:
        return EnterTexts(f"修改“{line.title}”", [(ref, typed)])
    filling = TableFilling(disclosure, ref)
    text = filling.entered(typed)
    return SetCells(f"修改“{line.title}”", [(ref, text), *filling.texts(typed)])


def _of_head(table: TargetTable, layout: Layout, marks: set[CellRef]) -> Iterator[WalkLine]:
    """Yield the cells of a form's head: those of a code and a name as one."""
    for name in dict.fromkeys(layout.table_fields()):
        refs = tuple(CellRef(table.id, one) for one in CODED_SOURCES.get(name, (name,)))
        if marks.intersection(refs):
            yield WalkLine(cell_title(layout, name), refs, name)


def _of_rows(table: TargetTable, layout: Layout, marks: set[CellRef]) -> Iterator[WalkLine]:
    for number, item in enumerate(table.indicators, 1):
        refs = [CellRef(table.id, name, item.id) for name in columns_of(layout)]
        waiting = [ref for ref in refs if ref in marks]
        if waiting:
            yield WalkLine(_row_title(number, item, waiting))
        for ref in waiting:
            yield WalkLine(cell_title(layout, ref.field, True), (ref,), ref.field)


def _row_title(number: int, item: Indicator, waiting: Iterable[CellRef]) -> str:
    """Return an indicator's place and levels, and its name where that stands in no line below."""
    asked = {ref.field for ref in waiting}
    words = [get_indicator_field(item, name) for name in ("level1", "level2") if name not in asked]
    said = " / ".join("".join(word.split()) for word in words if word.strip())
    name = "" if "name" in asked else " ".join(item.name.split())
    return "　".join(filter(None, (f"指标{number}", said, name)))


def _of_part(part: Part, marks: set[CellRef]) -> Iterator[WalkLine]:
    if not marks.intersection(ref for ref, _ in part_cells(part)):
        return
    if title_ref(part) in marks:
        yield WalkLine("标题", (title_ref(part),), title_ref(part).field)
    number = 0
    for block in part.blocks:
        if isinstance(block, PartText):
            number += 1
            if text_ref(block) in marks:
                yield WalkLine(f"第{number}段", (text_ref(block),), text_ref(block).field)
        elif isinstance(block, PartTable):
            yield from _of_table(block, marks)


def _of_table(table: PartTable, marks: set[CellRef]) -> Iterator[WalkLine]:
    for number, row in enumerate(table.rows, 1):
        refs = {cell.col: cell_ref(table, row, cell.col) for cell in row.cells}
        waiting = {col: ref for col, ref in refs.items() if ref in marks}
        if waiting:
            named = row_label(row)
            known = "" if named is None or named.col in waiting else f"　{named.text.strip()}"
            yield WalkLine(f"表格第{number}行{known}")
        for col, ref in waiting.items():
            head = column_head(table, col) if number - 1 > table.head[1] >= 0 else ""
            yield WalkLine(head or "格", (ref,), ref.field)

"""The cells of the form as shown: what `model.printing.fill` prints, and what each one edits."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import structs

from model.document.cells import CellRef
from model.document.disclosure import VALUE_PARTS, Disclosure, Indicator, TargetTable, list_counts
from model.entry.block import CODED_SOURCES
from model.entry.entry import LONG_FIELDS, cell_title, entry_kind, plan_amount
from model.entry.rows import is_pending, rows_of
from model.layout import ColumnSpec, Layout
from model.printing.fieldtext import field_text
from model.printing.fill import body_parts, fill
from model.printing.fill_block import Part
from model.printing.grid import Cell

BLOCK = "indicators"
"""The field of a finding that means the indicators as a whole."""
PARAGRAPH = "paragraph"
"""The kind of a cell that holds a paragraph of running text."""
HEAD = "head"
"""The kind of a cell of a table's head that can be written in: Tab goes past it."""


@dataclass(slots=True)
class FormCell:
    """One cell of the form.

    Attributes:
        row, col, rowspan, colspan: its place in the grid.
        text: what it shows.
        note: what stands beneath in small type.
        field: the layout's field; empty for a label.
        kind: how it is typed into (`model.entry.entry.entry_kind`), or ``label``.
        align: left, center or right.
        refs: what it edits; of merged level cells one for each row it reaches over.
        title: its column or field, as the clerk reads it.
        pending: it stands in a row that is no indicator yet.
        strong: it is a heading.
    """

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str
    field: str
    kind: str
    align: str
    border: bool
    refs: tuple[CellRef, ...] = ()
    title: str = ""
    note: str = ""
    pending: bool = False
    strong: bool = False

    @property
    def of_indicator(self) -> bool:
        """Whether it belongs to indicators, not to the target table itself."""
        return bool(self.refs) and bool(self.refs[0].indicator)

    @property
    def noted(self) -> bool:
        """Whether there is room beneath its text for a note; with a percent there always is."""
        return self.kind == "percent" or bool(self.note)

    @property
    def long(self) -> bool:
        """Whether Enter begins a line in it."""
        lines = self.kind == PARAGRAPH or self.field in LONG_FIELDS
        return not self.of_indicator and lines

    @property
    def bottom(self) -> int:
        """The last row it reaches over."""
        return self.row + self.rowspan - 1

    def ref_at(self, row: int) -> CellRef:
        """Return what it edits in one of the rows it reaches over."""
        if self.of_indicator:
            return self.refs[min(max(row - self.row, 0), len(self.refs) - 1)]
        return self.refs[0]

    def place_of(self, ref: CellRef) -> tuple[int, int]:
        """Return (row, column) of the grid where it shows what a reference names."""
        if not self.of_indicator:
            return self.row, self.col
        found = (n for n, own in enumerate(self.refs) if own.indicator == ref.indicator)
        return self.row + next(found, 0), self.col


@dataclass
class FormGrid:
    """All cells of one target table, with ways to find them.

    Attributes:
        table: the target table's id.
        rows: the indicators shown, pending ones too.
        body: the grid row the first of them stands in.
        shown: for each grid row, the ids of the indicators that stand in it.
        plan_row: the last grid row of the spending plan, -1 without one.
        layout: the form, with the columns it shows for these rows.
    """

    table: str
    cells: list[FormCell]
    rows: list[Indicator]
    body: int
    height: int
    width: int
    plan_row: int
    layout: Layout
    shown: list[tuple[str, ...]] = field(default_factory=list)
    _places: dict[tuple[int, int], FormCell] = field(default_factory=dict)
    _refs: dict[CellRef, FormCell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for col in range(cell.col, cell.col + cell.colspan):
                    self._places[row, col] = cell
            for ref in cell.refs:
                self._refs.setdefault(ref, cell)

    def at(self, row: int, col: int) -> FormCell | None:
        """Return the cell that covers a place of the grid."""
        return self._places.get((row, col))

    def find(self, ref: CellRef) -> FormCell | None:
        """Return the cell that shows what a reference names, as nearly as this form can."""
        found = self._refs.get(ref)
        if found is None and ref.field == "value":
            found = self._refs.get(CellRef(ref.table, VALUE_PARTS[1], ref.indicator))
        if found is None and ref.field in VALUE_PARTS:
            found = self._refs.get(CellRef(ref.table, "value", ref.indicator))
        if found is None and ref.field == BLOCK and self.rows:
            wanted = next((row for row in self.rows if is_pending(row.id)), self.rows[0])
            own = [cell for key, cell in self._refs.items() if key.indicator == wanted.id]
            found = next((cell for cell in own if cell.field == "name"), own[0] if own else None)
        return found

    def named(self) -> list[tuple[CellRef, FormCell]]:
        """Return every reference a finding may have to what is shown, with its cell."""
        named = list(self._refs.items())
        for ref, cell in list(named):
            if ref.field == VALUE_PARTS[1]:
                named.append((CellRef(ref.table, "value", ref.indicator), cell))
        block = CellRef(self.table, BLOCK)
        whole = self.find(block)
        return [*named, (block, whole)] if whole is not None else named

    def is_like(
        self,
        table: TargetTable,
        layout: Layout,
        rows: list[Indicator],
        shown: list[tuple[str, ...]],
    ) -> bool:
        """Tell whether the same rows of the same target table are shown in the same columns."""
        return (
            self.table == table.id
            and self.shown == shown
            and self.layout is layout
            and [row.id for row in self.rows] == [row.id for row in rows]
        )

    def row_id(self, row: int) -> str:
        """Return the id of the indicator in a grid row; empty outside of them.

        Of several periods' side by side it is the budget year's.
        """
        ids = self.shown[row] if 0 <= row < len(self.shown) else ()
        return ids[-1] if ids else ""

    def block_rows(self, row: int) -> range:
        """Return the grid rows of the indicators that stand together with one of them."""
        first, end = row, row
        while self.row_id(first - 1):
            first -= 1
        while self.row_id(end):
            end += 1
        return range(first, end)

    def first(self) -> FormCell | None:
        """Return the first cell that can be filled."""
        return next((cell for cell in self.cells if cell.refs), None)

    def spoken(self, cell: FormCell, row: int) -> str:
        """Return a cell's name for a screen reader: ``指标 3 指标值``."""
        if not cell.of_indicator:
            return cell.title
        indicator = cell.ref_at(row).indicator
        if is_pending(indicator):
            item = next(item for item in self.rows if item.id == indicator)
            return f"待填{item.level2 or item.level1} {cell.title}"
        real = [item.id for item in self.rows if not is_pending(item.id)]
        return f"指标 {real.index(indicator) + 1} {cell.title}"


def build(
    disclosure: Disclosure, table: TargetTable, layout: Layout, before: FormGrid | None = None
) -> FormGrid:
    """Return the form of one target table, filled.

    Args:
        disclosure, table, layout: what is shown, and how.
        before: what was shown before an edit: cells that are as they were are its own.
    """
    rows = rows_of(table, layout)
    layout = layout.shown_for(rows)
    grid = fill(disclosure, structs.replace(table, indicators=rows), layout, spare=True)
    assert grid.header_rows is not None
    header = grid.header_rows[0]
    parts: list[list[Part]] = [[] for _ in range(header)]
    parts += body_parts(layout, rows)
    parts += [[] for _ in range(len(grid.rows) - len(parts))]
    shown = [tuple(part.indicator.id for part in _year_last(row)) for row in parts]
    maker = _Maker(disclosure, table, layout, parts, (header, len(grid.rows)))
    if before is not None and before.is_like(table, layout, rows, shown):
        cells = [maker.again(cell, before) for row in grid.rows for cell in row]
    else:
        cells = [maker.cell(cell) for row in grid.rows for cell in row]
    plan = [cell.bottom for cell in cells if cell.field.startswith("plan.")]
    return FormGrid(
        table.id,
        cells,
        rows,
        grid.header_rows[1] + 1,
        len(grid.rows),
        grid.columns,
        max(plan) if plan else -1,
        layout,
        shown,
    )


def _year_last(row: list[Part]) -> list[Part]:
    return sorted(row, key=lambda part: not part.period) if len(row) > 1 else row


class _Maker:
    """Turns printed cells into cells to fill."""

    def __init__(
        self,
        disclosure: Disclosure,
        table: TargetTable,
        layout: Layout,
        parts: list[list[Part]],
        edges: tuple[int, int],
    ) -> None:
        self.disclosure = disclosure
        self.table = table
        self.layout = layout
        self.parts = parts
        counts = {name: n + 1 for name, n in list_counts(table, layout.lists).items()}
        below = layout.below_for(counts)
        around = [(0, layout.head_for(counts)), (edges[1] - len(below), below)]
        self.around = {
            (first + row, col): spec
            for first, rows in around
            for row, placed in enumerate(rows)
            for col, spec in placed
            if spec.field
        }
        self.columns = {
            col: (column, entry_kind(layout, column.field, True), layout.label(column.label))
            for col, column in layout.placed_columns
        }

    def again(self, cell: Cell, before: FormGrid) -> FormCell:
        """Return the cell of before where a printed one is unchanged; the same rows are shown."""
        old = before.at(cell.row, cell.col)
        # what stands beneath a percent follows from another cell
        if (
            old is not None
            and old.kind != "percent"
            and old.text == cell.text
            and (old.row, old.col) == (cell.row, cell.col)
            and (old.rowspan, old.colspan) == (cell.rowspan, cell.colspan)
        ):
            return old
        return self.cell(cell)

    def cell(self, cell: Cell) -> FormCell:
        """Return the cell to fill for a printed one."""
        made = FormCell(
            cell.row,
            cell.col,
            cell.rowspan,
            cell.colspan,
            cell.text,
            "",
            "label",
            cell.align,
            cell.border,
        )
        spec = self.around.get((cell.row, cell.col))
        if spec is not None:
            self._of_table(made, spec.field)
            if spec.label:
                # the label stands beneath: only the field's own text is written in
                made.text = field_text(self.disclosure, self.table, spec.field, self.layout)
                made.note = self.layout.label(spec.label, self.disclosure.year).rstrip("：:")
        elif self.parts[cell.row] and cell.col in self.columns:
            self._in_body(made)
        if made.kind == "money":
            made.align = "right"
        return made

    def _of_table(self, made: FormCell, name: str) -> None:
        made.field = name
        made.kind = entry_kind(self.layout, name, False)
        made.title = cell_title(self.layout, name)
        if made.kind == "coded":
            owner = "" if name == "department" else self.table.id
            sources = CODED_SOURCES.get(name, (name,))
            made.refs = tuple(CellRef(owner, source) for source in sources)
            return
        made.refs = (CellRef(self.table.id, name),)
        if made.kind == "percent":
            made.note = plan_amount(self.layout, self.table, name)

    def _in_body(self, made: FormCell) -> None:
        column, kind, title = self.columns[made.col]
        if column.of == "table":
            self._of_table(made, column.field)
            return
        made.field = column.field
        made.kind = kind
        made.title = title
        rows = self.parts[made.row : made.row + made.rowspan]
        items = [item for row in rows if (item := _shown_in(column, row)) is not None]
        if not items:
            # the other period has more indicators here
            made.field, made.kind = "", "label"
            return
        made.refs = tuple(CellRef(self.table.id, column.field, item.id) for item in items)
        made.pending = all(is_pending(item.id) for item in items)


def _shown_in(column: ColumnSpec, row: list[Part]) -> Indicator | None:
    """Return whose text a column shows in a row: the year's, of what both periods share."""
    own = [one.indicator for one in row if column.shared or one.period == column.period]
    return own[-1] if own else (row[0].indicator if len(row) == 1 and not column.period else None)

"""The cells of the form that wait to be confirmed (待确认): which, those selected, the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.form.blocks import Block
from gui.form.formgrid import FormCell
from gui.form.navigation import Place
from model.document.carried import mark_of
from model.document.cells import CellRef
from model.document.edits import Confirm

if TYPE_CHECKING:
    from gui.form.cursor import FormCursor


class CarriedCells:
    """Knows the marks of the form shown; asks the disclosure, cell by cell."""

    def __init__(self, cursor: FormCursor) -> None:
        self._cursor = cursor

    def marks(self, cell: FormCell) -> list[CellRef]:
        """Return the marks on what a cell shows; of merged cells those of each row."""
        carried = self._cursor.session.disclosure.carried
        if not carried:
            return []
        return [mark for ref in cell.refs if (mark := mark_of(ref)) in carried]

    def has_mark(self, cell: FormCell) -> bool:
        """Tell whether a cell waits to be confirmed."""
        return bool(self.marks(cell))

    def selected(self) -> list[CellRef]:
        """Return the marks on the cells selected, or on the one stood in."""
        cursor = self._cursor
        if cursor.grid is None:
            return []
        cells = [cursor.cell()]
        if cursor.anchor != cursor.place:
            block = Block.between(cursor.grid, cursor.anchor, cursor.place)
            rows = range(block.top, block.bottom + 1)
            cells += [cell for row in rows for cell in block.cells(cursor.grid, row)]
        marks = (mark for cell in cells if cell is not None for mark in self.marks(cell))
        return list(dict.fromkeys(marks))

    def next(self, after: Place | None) -> CellRef | None:
        """Return the first cell in the form's order that waits; behind a place, or from the top."""
        grid = self._cursor.grid
        if grid is None:
            return None
        cells = sorted((cell for cell in grid.cells if cell.refs), key=lambda c: (c.row, c.col))
        for cell in cells:
            if (after is None or (cell.row, cell.col) > after) and self.has_mark(cell):
                return cell.refs[0]
        return None

    def place(self) -> Place:
        """Return the upper left corner of the cell stood in."""
        cell = self._cursor.cell()
        return (cell.row, cell.col) if cell is not None else self._cursor.place

    def confirm(self) -> bool:
        """Confirm what is selected, what was typed being finished first; one undo step."""
        cursor = self._cursor
        cursor.finish()
        marks = self.selected()
        if marks:
            count = len(marks)
            cell = cursor.cell()
            name = f"“{cell.title}”" if cell is not None and cursor.anchor == cursor.place else ""
            cursor.session.do(Confirm(f"确认{name or f'{count}格'}", marks))
        return True

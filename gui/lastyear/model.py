"""One project last year and this year, as rows: cell, last year's text, this year's."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from gui.shared.itemmodels import RowsModel
from gui.shared.markedtext import RUNS, SPANNED, one_side
from model.compare.runs import Run
from model.compare.sidebyside import ComparedLine
from model.compare.visible import texts_of
from model.document.cellref import CellRef

AnyIndex = QModelIndex | QPersistentModelIndex

TITLE, BEFORE, AFTER = range(3)
COLUMNS = ("栏目", "上年", "今年")
_SAID = {"added": "　上年没有", "deleted": "　今年没有"}
_ABSENT = Run("equal", "—")
"""A cell that one side's form or indicator does not have, or that is empty."""


class LastYearModel(RowsModel):
    """A row a line of `model.compare.sidebyside`."""

    columns = COLUMNS

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[ComparedLine] = []
        self._rows: dict[CellRef, int] = {}

    def show(self, lines: list[ComparedLine]) -> bool:
        """Show other lines; False where only texts changed and the rows are the same."""
        alike = [(one.title, one.heading) for one in self._lines] == [
            (one.title, one.heading) for one in lines
        ]
        if alike:
            changed = [row for row, one in enumerate(lines) if one != self._lines[row]]
            self._lines = lines
            for row in changed:
                self.dataChanged.emit(self.index(row, TITLE), self.index(row, AFTER))
        else:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()
        self._rows = {one.after_ref: row for row, one in enumerate(lines) if one.after_ref}
        return not alike

    def line(self, row: int) -> ComparedLine:
        """Return the line of a row."""
        return self._lines[row]

    def row_of(self, ref: CellRef) -> int | None:
        """Return the row of a cell of this year; of its indicator, where it has none."""
        wanted = [ref]
        if ref.indicator:
            # a value in parts; a cell the heading says, or that is empty on both sides
            fields = ref.field.partition(".")[0], "name"
            wanted += [CellRef(ref.table, field, ref.indicator) for field in fields]
        return next((self._rows[one] for one in wanted if one in self._rows), None)

    def row_total(self) -> int:
        return len(self._lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one, column = self._lines[index.row()], index.column()
        if role == SPANNED:
            return one.heading
        if role == RUNS:
            return None if one.heading else _runs(one, column)
        if role == Qt.ItemDataRole.FontRole and one.heading:
            bold = QFont()
            bold.setBold(True)
            return bold
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(one, column)
        return None

    def _text(self, one: ComparedLine, column: int) -> str:
        if one.heading:
            return one.title + _SAID.get(one.kind, "") if column == TITLE else ""
        if column == TITLE:
            return one.title
        before, after = texts_of(one.runs)
        return (before if column == BEFORE else after) or _ABSENT.text


def _runs(one: ComparedLine, column: int) -> list[Run]:
    if column == TITLE:
        return [Run("equal", one.title)]
    if one.before_ref is None or one.after_ref is None:
        # all of it is new, or gone: marks on every letter would say nothing more
        text = one.before if column == BEFORE else one.after
        return [Run("equal", text)] if text else [_ABSENT]
    return one_side(one.runs, "delete" if column == BEFORE else "insert") or [_ABSENT]

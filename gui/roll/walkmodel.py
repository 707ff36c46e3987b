"""The lines of the review walk: a cell's name, last year's text, this year's, what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from gui.document.session import Session
from gui.shared.itemmodels import RowsModel
from gui.shared.markedtext import RUNS, SPANNED, one_side
from model.compare.runs import Run, text_runs
from model.roll.walk import WalkLine, line_text

AnyIndex = QModelIndex | QPersistentModelIndex

TITLE, BEFORE, AFTER = range(3)
AS_IT_WAS = "（原样带来）"
_NOTHING = "（空）"
WAITING, KEPT, CHANGED, SKIPPED = "", "✓ ", "改 ", "跳过 "
"""What became of a line, as it is put before its name."""


class WalkModel(RowsModel):
    """The lines of one table.

    Signals:
        typed: a row, and what the clerk typed into it.
    """

    columns = ("栏目", "上年", "今年")
    typed = Signal(int, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lines: list[WalkLine] = []
        self._first: list[str] = []
        self._skipped: set[int] = set()

    def show(self, lines: list[WalkLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = lines
        self._first = [self._text(line) for line in lines]
        self._skipped = set()
        self.endResetModel()

    def refresh(self) -> None:
        """Show the texts and states as they are now."""
        if self._lines:
            self.dataChanged.emit(self.index(0, TITLE), self.index(len(self._lines) - 1, AFTER))

    def line(self, row: int) -> WalkLine:
        """Return the line of a row."""
        return self._lines[row]

    def state(self, row: int) -> str:
        """Return what became of a row's cell."""
        line = self._lines[row]
        if any(ref in self._session.disclosure.carried for ref in line.refs):
            return SKIPPED if row in self._skipped else WAITING
        return CHANGED if self._text(line) != self._first[row] else KEPT

    def waits(self, row: int) -> bool:
        """Tell whether a row's cell is still to be looked at, and was not passed over."""
        return not self._lines[row].heading and self.state(row) == WAITING

    def skip(self, rows: Iterable[int], wanted: bool = True) -> None:
        """Pass cells over, or take that back."""
        for row in rows:
            (self._skipped.add if wanted else self._skipped.discard)(row)
        self.refresh()

    def row_total(self) -> int:
        return len(self._lines)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid() or self._lines[index.row()].heading:
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == AFTER else flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        if role == SPANNED:
            return line.heading
        if role == RUNS:
            return None if line.heading else self._runs(index.row(), column)
        if role == Qt.ItemDataRole.FontRole and line.heading:
            bold = QFont()
            bold.setBold(True)
            return bold
        if role == Qt.ItemDataRole.EditRole:
            return self._text(line)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if line.heading:
                return line.title if column == TITLE else ""
            return "".join(run.text for run in self._runs(index.row(), column))
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if value != self._text(self._lines[index.row()]):
            self.typed.emit(index.row(), value)
        return True

    def _text(self, line: WalkLine) -> str:
        try:
            return line_text(self._session.disclosure, self._session.layout, line)
        except KeyError:
            # an undo reached behind the walk
            return ""

    def _runs(self, row: int, column: int) -> list[Run]:
        line = self._lines[row]
        if column == TITLE:
            return [Run("equal", self.state(row) + line.title)]
        now = self._text(line)
        before = self._first[row] if line.before is None else line.before
        if column == BEFORE and line.before is None and now == before:
            return [Run("equal", AS_IT_WAS)]
        side = "delete" if column == BEFORE else "insert"
        return one_side(text_runs(before, now), side) or [Run("equal", _NOTHING)]

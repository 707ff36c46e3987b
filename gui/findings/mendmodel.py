"""What mending would do, as rows: a tick, where, before, after, why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.document.session import Session
from gui.shared.itemmodels import RowsModel
from gui.shared.markedtext import RUNS, one_side
from gui.shared.plaintip import tip
from model.checks.mend import Mended
from model.checks.names import UNNAMED, cell_name
from model.checks.registry import CHECKS
from model.compare.runs import Run, text_runs
from model.compare.visible import around_changes, visible

AnyIndex = QModelIndex | QPersistentModelIndex

PROJECT, PLACE, BEFORE, AFTER, WHY = range(5)
COLUMNS = ("项目", "位置", "原来", "改成", "为什么改")

_LOOK = "要看一看"


class MendModel(RowsModel):
    """A row a cell; what should be looked at first is not ticked to begin with.

    Args:
        session: where the cells stand.
        careful: whether what is not safe begins unticked.
    """

    columns = COLUMNS

    def __init__(self, session: Session, careful: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._careful = careful
        self._rows: list[Mended] = []
        self._ticked: list[bool] = []
        projects = session.disclosure.projects
        self._names = {
            table.id: f"{number}. {' '.join(table.name.split()) or UNNAMED}"
            for number, table in enumerate(projects, 1)
        }

    def row_total(self) -> int:
        return len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        one, column = self._rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(one, column)
        if role == RUNS and column in (BEFORE, AFTER):
            return self._runs(one, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._text(one, column)) if column in (PROJECT, PLACE, WHY) else None
        if role == Qt.ItemDataRole.CheckStateRole and column == PROJECT:
            ticked = self._ticked[index.row()]
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.tick([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == PROJECT:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def add(self, mended: Iterable[Mended]) -> None:
        """Put more rows below."""
        new = list(mended)
        if new:
            start = len(self._rows)
            self.beginInsertRows(QModelIndex(), start, start + len(new) - 1)
            self._rows += new
            self._ticked += [one.safe or not self._careful for one in new]
            self.endInsertRows()

    def tick(self, rows: Iterable[int], wanted: bool) -> None:
        """Tick some rows, or take their ticks away."""
        rows = list(rows)
        for row in rows:
            self._ticked[row] = wanted
        if rows:
            first, last = self.index(min(rows), PROJECT), self.index(max(rows), PROJECT)
            self.dataChanged.emit(first, last, [Qt.ItemDataRole.CheckStateRole])

    def is_ticked(self, row: int) -> bool:
        """Tell whether a row is ticked."""
        return self._ticked[row]

    def mended(self, row: int) -> Mended:
        """Return what a row shows."""
        return self._rows[row]

    def chosen(self) -> list[Mended]:
        """Return what is ticked."""
        return [one for one, ticked in zip(self._rows, self._ticked, strict=True) if ticked]

    def _text(self, one: Mended, column: int) -> str:
        if column == PROJECT:
            return self._names.get(one.ref.table, "部门整体")
        if column == PLACE:
            return cell_name(self._session.disclosure, self._session.layout, one.ref)
        if column == WHY:
            why = "、".join(CHECKS[code].title for code in one.codes)
            return why if one.safe else f"{why}（{_LOOK}）"
        text = "".join(visible(run) for run in self._runs(one, column))
        return text.replace("\n", "") or "（空）"

    @staticmethod
    def _runs(one: Mended, column: int) -> list[Run]:
        runs = around_changes(text_runs(one.before, one.after))
        return one_side(runs, "delete" if column == BEFORE else "insert")

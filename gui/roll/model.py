"""What rolling forward asks to be ticked: projects, and years before → after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from gui.shared.itemmodels import RowsModel
from gui.shared.markedtext import RUNS, found_runs
from gui.shared.plaintip import tip
from model.basics.pinyin import matches
from model.checks.names import UNNAMED
from model.document.disclosure import TargetTable
from model.roll import RollPlan, YearChange
from model.roll.report import place_name
from model.search.search import in_context

AnyIndex = QModelIndex | QPersistentModelIndex

PLACE, BEFORE, AFTER, WHY = range(4)
_HEADER = ("改不改、在哪里", "原来", "改成", "说明")
_CHECK = Qt.ItemDataRole.CheckStateRole


def _state(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked


class ProjectTicks(QAbstractListModel):
    """Last year's projects, each ticked to be taken along."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tables: Sequence[TargetTable] = ()
        self._ticked: set[str] = set()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._tables)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._tables):
            return None
        table = self._tables[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{index.row() + 1}. {' '.join(table.name.split()) or UNNAMED}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(f"{table.name or UNNAMED}\n{len(table.indicators)} 个指标")
        if role == _CHECK:
            return _state(table.id in self._ticked)
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != _CHECK or not index.isValid():
            return False
        ticked = Qt.CheckState(value) == Qt.CheckState.Checked
        (self._ticked.add if ticked else self._ticked.discard)(self._tables[index.row()].id)
        self.dataChanged.emit(index, index, [_CHECK])
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def show(self, tables: Sequence[TargetTable]) -> None:
        """Show the projects of another file, all ticked."""
        self.beginResetModel()
        self._tables = tables
        self._ticked = {table.id for table in tables}
        self.endResetModel()

    def ticked(self) -> frozenset[str]:
        """Return the ids of the projects to be taken along."""
        return frozenset(self._ticked)

    def tick(self, rows: Sequence[int], ticked: bool) -> None:
        """Tick some rows, or take their ticks away."""
        ids = {self._tables[row].id for row in rows}
        self._ticked = self._ticked | ids if ticked else self._ticked - ids
        if self._tables:
            self.dataChanged.emit(self.index(0), self.index(len(self._tables) - 1), [_CHECK])

    def table(self, row: int) -> TargetTable:
        """Return the project of a row."""
        return self._tables[row]


class ProjectsFound(QSortFilterProxyModel):
    """The projects that match what is searched: name, code or pinyin initials."""

    def __init__(self, ticks: ProjectTicks) -> None:
        super().__init__(ticks)
        self._ticks = ticks
        self._query = ""
        self.setSourceModel(ticks)

    def search(self, query: str) -> None:
        """Show only what matches; all for an empty query."""
        self._query = query.strip()
        self.invalidateRowsFilter()

    def filterAcceptsRow(self, row: int, parent: AnyIndex) -> bool:
        if not self._query:
            return True
        table = self._ticks.table(row)
        return matches(self._query, table.name) or self._query.lower() in table.code.lower()

    def rows(self) -> list[int]:
        """Return which of the projects are shown."""
        return [self.mapToSource(self.index(row, 0)).row() for row in range(self.rowCount())]


class YearsModel(RowsModel):
    """Every year that moves or may, ticked where it is to move; ticks go straight to the plan."""

    columns = _HEADER

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes: list[YearChange] = []
        self._offered: list[bool] = []
        self._place: Callable[[YearChange], str] = lambda change: ""

    def show(self, plan: RollPlan | None) -> None:
        """Show another plan's changes."""
        self.beginResetModel()
        self._changes = plan.changes if plan else []
        self._offered = [change.wanted for change in self._changes]
        if plan is not None:
            layout = plan.source
            tables = {table.id: table for table in plan.tables}
            numbers = {table.id: number for number, table in enumerate(plan.tables, 1)}

            def place(change: YearChange) -> str:
                own = change.ref.table
                return place_name(layout, change.ref, tables.get(own), numbers.get(own, 0))

            self._place = place
        self.endResetModel()

    def row_total(self) -> int:
        return len(self._changes)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._changes):
            return None
        change, column = self._changes[index.row()], index.column()
        if role == RUNS and column in (BEFORE, AFTER):
            return found_runs(*_words(change, column))
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(change, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(change.text if column == BEFORE else self._text(change, column))
        if role == Qt.ItemDataRole.AccessibleTextRole and column == PLACE:
            said = "要改" if change.wanted else "不改"
            return f"{said}，{self._text(change, PLACE)}"
        if role == _CHECK and column == PLACE:
            return _state(change.wanted)
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != _CHECK or not index.isValid():
            return False
        self._changes[index.row()].wanted = Qt.CheckState(value) == Qt.CheckState.Checked
        self.dataChanged.emit(index, index, [_CHECK])
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == PLACE else flags

    def tick(self, wanted: bool | None) -> None:
        """Tick all, none, or (None) what was ticked at first."""
        for change, offered in zip(self._changes, self._offered, strict=True):
            change.wanted = offered if wanted is None else wanted
        if self._changes:
            last = self.index(len(self._changes) - 1, PLACE)
            self.dataChanged.emit(self.index(0, PLACE), last, [_CHECK])

    def wanted(self) -> int:
        """Return how many are ticked."""
        return sum(change.wanted for change in self._changes)

    def _text(self, change: YearChange, column: int) -> str:
        if column == PLACE:
            return self._place(change)
        return change.why if column == WHY else _words(change, column)[0]


def _words(change: YearChange, column: int) -> tuple[str, int, int]:
    """Return the words around a year as it is or will be, and where in them it stands."""
    if column == BEFORE:
        return in_context(change.text, change.start, change.end)
    text = change.text[: change.start] + change.after + change.text[change.end :]
    return in_context(text, change.start, change.start + len(change.after))

"""The department and its projects as rows of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from gui.document.session import Session
from gui.shared.plaintip import tip
from model.checks.names import UNNAMED
from model.completeness import filled_cells, filled_own
from model.disclosure import TargetTable
from model.edits import Change
from model.pinyin import matches

AnyIndex = QModelIndex | QPersistentModelIndex

ID = Qt.ItemDataRole.UserRole
"""A target table's id; empty for the department's own text."""
FILLED = Qt.ItemDataRole.UserRole + 1
"""(filled, wanted) cells."""
COUNTS = Qt.ItemDataRole.UserRole + 2
"""(errors, warnings)."""
NUMBER = Qt.ItemDataRole.UserRole + 3
"""The project's number from 1; 0 for the department."""

MIME = "application/x-jibiao-project"


class ProjectsModel(QAbstractListModel):
    """Row 0 is the department, row N its project N.

    Signals:
        move_wanted: (id, number) a project was dropped; the number it should stand before.
    """

    move_wanted = Signal(str, int)

    def __init__(
        self,
        session: Session,
        counts: Callable[[str], tuple[int, int]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._counts = counts
        self._tables: list[TargetTable] = []
        self._rows: dict[str, int] = {}
        self._filled: dict[str, tuple[int, int]] = {}
        self._list()
        session.replaced.connect(self._reset)
        session.changed.connect(self._changed)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.name(row)
        if role == ID:
            return self.id_at(row)
        if role == NUMBER:
            return row
        if role == FILLED:
            return self._filled_at(row)
        if role == COUNTS:
            return self._counts(self.id_at(row))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._words(row))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words(row)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags | Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.row() else flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, self.id_at(indexes[0].row()).encode() if indexes else b"")
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex
    ) -> bool:
        if action != Qt.DropAction.MoveAction or not data.hasFormat(MIME):
            return False
        if row < 0:
            row = parent.row() if parent.isValid() else self.rowCount()
        table = data.data(MIME).toStdString()
        if table in self._rows:
            self.move_wanted.emit(table, max(1, row))
        return True

    def id_at(self, row: int) -> str:
        """Return the id shown in a row; empty for the department."""
        return self._tables[row - 1].id if row else ""

    def table(self, row: int) -> TargetTable:
        """Return the target table shown in a row from 1."""
        return self._tables[row - 1]

    def row_of(self, table: str) -> int:
        """Return the row of a target table, or of the department for an empty id."""
        return self._rows.get(table, 0)

    def name(self, row: int) -> str:
        """Return what a row is called."""
        if not row:
            department = self._session.disclosure.department
            return " ".join(department.name.split()) or "（未填部门名称）"
        return " ".join(self._tables[row - 1].name.split()) or UNNAMED

    def repaint(self, tables: Iterable[str]) -> None:
        """Show other counts of these."""
        for table in tables:
            if table in self._rows:
                index = self.index(self._rows[table])
                self.dataChanged.emit(index, index)

    def _words(self, row: int) -> str:
        filled, wanted = self._filled_at(row)
        errors, warnings = self._counts(self.id_at(row))
        words = [f"{row}. {self.name(row)}" if row else f"{self.name(row)}：部门整体绩效目标"]
        words.append(f"已填 {filled} 格，应填 {wanted} 格")
        if errors or warnings:
            words.append(f"错误 {errors} 个，警告 {warnings} 个")
        return "\n".join(words)

    def _filled_at(self, row: int) -> tuple[int, int]:
        table = self.id_at(row)
        if table not in self._filled:
            layout = self._session.layout
            self._filled[table] = (
                filled_cells(self._tables[row - 1], layout)
                if row
                else filled_own(self._session.disclosure, layout)
            )
        return self._filled[table]

    def _list(self) -> None:
        self._tables = list(self._session.disclosure.projects)
        self._rows = {"": 0}
        self._rows.update((table.id, row) for row, table in enumerate(self._tables, 1))

    def _reset(self) -> None:
        self.beginResetModel()
        self._filled.clear()
        self._list()
        self.endResetModel()

    def _changed(self, change: Change) -> None:
        touched = change.touched()
        if change.structure:
            touched.add("")
        for table in touched:
            self._filled.pop(table, None)
        if change.structure:
            self._restructure()
        self.repaint(touched)

    def _restructure(self) -> None:
        """Show projects that came, went or moved; selection and scroll place stay."""
        old, new = self._tables, self._session.disclosure.projects
        if len(old) == len(new):
            self._reorder()
            return
        start = 0
        while start < min(len(old), len(new)) and old[start] is new[start]:
            start += 1
        few, many = sorted((old, new), key=len)
        extra = len(many) - len(few)
        if many[start + extra :] != few[start:]:
            self._reset()
        elif many is new:
            self.beginInsertRows(QModelIndex(), start + 1, start + extra)
            self._list()
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), start + 1, start + extra)
            self._list()
            self.endRemoveRows()
        # the numbers of all that stand behind are others now
        if self._tables:
            self.dataChanged.emit(self.index(1), self.index(len(self._tables)))

    def _reorder(self) -> None:
        names = [table.id for table in self._tables]
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [names[index.row() - 1] if index.row() else "" for index in before]
        self._list()
        gone = QModelIndex()
        after = [self.index(self._rows[name]) if name in self._rows else gone for name in held]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()


class ProjectsFilter(QSortFilterProxyModel):
    """The rows a search leaves: by words of name, code and unit, or by pinyin initials."""

    def __init__(self, model: ProjectsModel, session: Session) -> None:
        super().__init__(model)
        self._session = session
        self._model = model
        self._query = ""
        self.setSourceModel(model)

    @property
    def query(self) -> str:
        """What is searched for."""
        return self._query

    def search(self, query: str) -> None:
        """Show only what a query finds; everything for an empty one."""
        self._query = query.strip()
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: AnyIndex) -> bool:
        if not self._query:
            return True
        if not row:
            return matches(self._query, self._session.disclosure.department.name + " 部门整体")
        table = self._model.table(row)
        return matches(self._query, f"{row} {table.name} {table.code} {table.unit.name}")

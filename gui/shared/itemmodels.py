"""What the window's lists share: rows below headings, and rows below their projects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

AnyIndex = QModelIndex | QPersistentModelIndex


def _heading(
    columns: Sequence[str], section: int, orientation: Qt.Orientation, role: int
) -> str | None:
    if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
        return columns[section] if section < len(columns) else None
    return None


class RowsModel(QAbstractTableModel):
    """Rows below headings.

    Attributes:
        columns: the headings.
    """

    columns: ClassVar[Sequence[str]] = ()

    def row_total(self) -> int:
        """Return how many rows there are."""
        raise NotImplementedError

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self.row_total()

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return _heading(self.columns, section, orientation, role)


class GroupsModel(QAbstractItemModel):
    """Groups, each with its rows; a row knows its group, and nothing is below a row.

    Attributes:
        columns: the headings.
    """

    columns: ClassVar[Sequence[str]] = ()

    def groups(self) -> int:
        """Return how many groups there are."""
        raise NotImplementedError

    def row_total(self, group: int) -> int:
        """Return how many rows a group has."""
        raise NotImplementedError

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's own default
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        # 0 for a group, else its row and one
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: AnyIndex = QModelIndex()) -> Any:  # noqa: B008 - as above
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - as above
        if not parent.isValid():
            return self.groups()
        return 0 if parent.internalId() or parent.column() else self.row_total(parent.row())

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - as above
        return len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return _heading(self.columns, section, orientation, role)

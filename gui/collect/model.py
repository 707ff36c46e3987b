"""The files of a collection as lists: what was read, what was not and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.shared.plaintip import tip

_Index = QModelIndex | QPersistentModelIndex


class FileLine(Struct, frozen=True):
    """One file: the texts of its row, and where it is.

    ``keys`` is what the columns are sorted by; numbers sort as numbers.
    """

    path: Path
    texts: tuple[str, ...]
    keys: tuple[Any, ...] = ()


class FilesModel(QAbstractTableModel):
    """Files in rows.

    Args:
        titles: the headings.
        numbers: the columns that stand to the right.
    """

    def __init__(
        self, titles: Sequence[str], numbers: Sequence[int] = (), parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._titles = titles
        self._numbers = frozenset(numbers)
        self._lines: list[FileLine] = []

    def show(self, lines: Sequence[FileLine]) -> None:
        """Show other files."""
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def line(self, row: int) -> FileLine:
        """Return a row's file."""
        return self._lines[row]

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        text = self._lines[index.row()].texts[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(text.split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(text)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self._numbers:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; a negative one leaves the rows as they are."""
        if column < 0 or column >= len(self._titles):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._lines[index.row()] for index in before]
        self._lines.sort(
            key=lambda line: (line.keys or line.texts)[column],
            reverse=order == Qt.SortOrder.DescendingOrder,
        )
        rows = {id(line): row for row, line in enumerate(self._lines)}
        after = [
            self.index(rows[id(line)], index.column())
            for line, index in zip(held, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

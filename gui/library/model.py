"""What was found in the library, as rows; fetched page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from gui.shared.itemmodels import RowsModel
from gui.shared.plaintip import tip
from model.quantities.values import parse_value

if TYPE_CHECKING:
    from library.entries import Entry, Found

AnyIndex = QModelIndex | QPersistentModelIndex

NAME, LEVEL2, VALUE, UNIT, BASIS, TIMES = range(6)
COLUMNS = ("指标", "二级指标", "指标值", "单位", "依据", "用过")
PAGE = 100
"""Entries fetched at a time."""
PRESENT = "本项目已有"
_NEVER = "没有用过"


class LibraryModel(RowsModel):
    """A row an entry, the best first.

    Signals:
        page_wanted: ids of the entries to be given to `add` next.
    """

    columns = COLUMNS

    page_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: list[int] = []
        self._why: dict[int, str] = {}
        self._entries: list[Entry] = []
        self._present: list[bool] = []
        self._waiting = False
        self._fetched = 0

    def row_total(self) -> int:
        return len(self._entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry, present = self._entries[index.row()], self._present[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(entry, present, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            why = self._why.get(entry.id, "")
            said = entry.basis if index.column() == BASIS else entry.description
            return tip("\n".join(line for line in (why, said) if line)) or None
        if role == Qt.ItemDataRole.ForegroundRole and present:
            group = QPalette.ColorGroup.Disabled
            return QApplication.palette().brush(group, QPalette.ColorRole.Text)
        return None

    def canFetchMore(self, parent: AnyIndex) -> bool:
        return not parent.isValid() and not self._waiting and self._fetched < len(self._ids)

    def fetchMore(self, parent: AnyIndex) -> None:
        if self.canFetchMore(parent):
            self._waiting = True
            self.page_wanted.emit(self._ids[self._fetched : self._fetched + PAGE])

    # what the window says

    def show(self, found: Found, first: Sequence[Entry], present: Sequence[bool]) -> None:
        """Show another answer, its first page at once."""
        self.beginResetModel()
        self._ids, self._why = found.ids, found.why
        self._entries, self._present = list(first), list(present)
        self._fetched = min(PAGE, len(found.ids))
        self._waiting = False
        self.endResetModel()

    def add(self, ids: Sequence[int], page: Sequence[Entry], present: Sequence[bool]) -> None:
        """Show the next page, unless something else is shown by now."""
        if list(ids) != self._ids[self._fetched : self._fetched + PAGE]:
            return
        self._waiting = False
        self._fetched += len(ids)
        if page:
            last = len(self._entries) + len(page) - 1
            self.beginInsertRows(QModelIndex(), len(self._entries), last)
            self._entries += page
            self._present += present
            self.endInsertRows()

    def mark_present(self, present: Sequence[bool]) -> None:
        """Say anew which entries the project has already."""
        if list(present) != self._present:
            self._present = list(present)
            last = self.index(len(self._entries) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # what the window asks

    @property
    def total(self) -> int:
        """How many entries were found, shown or not."""
        return len(self._ids)

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries fetched so far."""
        return self._entries

    def why(self, entry: Entry) -> str:
        """Return why an entry is shown for this project; empty where it was searched for."""
        return self._why.get(entry.id, "")


def _text(entry: Entry, present: bool, column: int) -> str:
    if column == TIMES:
        return PRESENT if present else f"{entry.times} 次" if entry.times else _NEVER
    if column == UNIT:
        return parse_value(entry.value).unit
    texts = {
        NAME: entry.name,
        LEVEL2: entry.level2 or entry.level1,
        VALUE: entry.value,
        BASIS: entry.basis,
    }
    return " ".join(texts[column].split())

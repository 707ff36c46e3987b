"""The rows of the list that are shown: those a search leaves, without what is folded away."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt

from gui.projects.model import COUNTS, FOLDED, ID, INSIDE, STATE, ProjectsModel
from model.basics.pinyin import matches

AnyIndex = QModelIndex | QPersistentModelIndex


class ProjectsFilter(QSortFilterProxyModel):
    """The rows a search leaves: by words of name, code and unit, or by pinyin initials.

    Projects under a part can be folded away; a search looks through them all the same.
    """

    def __init__(self, model: ProjectsModel) -> None:
        super().__init__(model)
        self._model = model
        self._query = ""
        self._folded = False
        self.setSourceModel(model)

    @property
    def query(self) -> str:
        """What is searched for."""
        return self._query

    @property
    def folded(self) -> bool:
        """Whether projects under a part are folded away."""
        return self._folded

    def search(self, query: str) -> None:
        """Show only what a query finds; everything for an empty one."""
        self._query = query.strip()
        self.invalidateFilter()

    def fold(self, folded: bool) -> None:
        """Fold the projects away, or show them again."""
        self._folded = folded
        self.invalidateFilter()
        row = self._model.index(self._model.row_of(self._model.holder))
        if self._model.holder and row.isValid():
            self._model.dataChanged.emit(row, row)

    def hides(self, entry: str) -> bool:
        """Tell whether a row is folded away."""
        inside = self._model.index(self._model.row_of(entry)).data(INSIDE)
        return bool(self._folded and self._model.holder and not self._query and inside)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (FOLDED, STATE, COUNTS) and self._model.holder:
            here = super().data(index, ID) == self._model.holder
            if role == FOLDED:
                return self._folded if here else None
            if here and self._folded and not self._query:
                return self._folded_away(role)
        return super().data(index, role)

    def _folded_away(self, role: int) -> Any:
        """Return what the part says for the projects folded away under it."""
        rows = [self._model.index(row) for row in range(self._model.rowCount())]
        inside = [one for one in rows if one.data(INSIDE)]
        if role == STATE:
            return f"收起了 {len(inside) - 1} 个项目"
        own = self._model.index(self._model.row_of(self._model.holder))
        errors, warnings = zip(*(one.data(COUNTS) for one in (own, *inside)), strict=True)
        return sum(errors), sum(warnings)

    def filterAcceptsRow(self, row: int, parent: AnyIndex) -> bool:
        if not self._query:
            folded = self._folded and self._model.holder
            return not (folded and self._model.index(row).data(INSIDE))
        table = self._model.table(row)
        if table is None:
            own = "" if self._model.part(row) is not None else " 部门整体"
            return matches(self._query, self._model.name(row) + own)
        number = self._model.place_of(table.id) + 1
        return matches(self._query, f"{number} {table.name} {table.code} {table.unit.name}")

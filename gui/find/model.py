"""What was found, as rows: where, the words around it, and what they would become."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from gui.document.session import Session
from gui.shared.itemmodels import RowsModel
from gui.shared.markedtext import RUNS, found_runs
from gui.shared.plaintip import tip
from model.checks.names import UNNAMED, cell_name
from model.compare.runs import Run
from model.document.blocks import Part
from model.document.cells import CellRef, find_table
from model.document.disclosure import Disclosure
from model.parts.names import part_name
from model.search.search import Hit, Replacement, Search, holders

AnyIndex = QModelIndex | QPersistentModelIndex

PROJECT, PLACE, NOW, THEN = range(4)
COLUMNS = ("项目", "位置", "内容", "替换后")
_MANY = 40
"""With more target tables changed in one go, showing all anew is cheaper."""
_NOT_SHOWN = "（表样中没有这一栏）"


class ResultsModel(RowsModel):
    """A row a hit, in the order of the file; with a new text also what it would become."""

    columns = COLUMNS

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._search: Search | None = None
        self._hits: list[Hit] = []
        self._counts: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._parts: dict[str, Part] = {}
        self._held: dict[str, str] = {}
        self._refused: set[tuple[CellRef, int]] = set()
        self.new: str | None = None

    def row_total(self) -> int:
        return len(self._hits)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._hits):
            return None
        hit, column = self._hits[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(hit, column)
        if role == RUNS:
            return self._marked(hit, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(hit.text if column == NOW else self._text(hit, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(hit, column)
        if role == Qt.ItemDataRole.CheckStateRole and column == PROJECT and self._checkable(hit):
            return Qt.CheckState.Unchecked if self._is_refused(hit) else Qt.CheckState.Checked
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        hit = self._hits[index.row()]
        wanted = Qt.CheckState(value) == Qt.CheckState.Checked
        (self._refused.discard if wanted else self._refused.add)((hit.ref, hit.start))
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if index.column() == PROJECT and self._checkable(self._hits[index.row()]):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    # what the dialog asks

    def hit(self, row: int) -> Hit:
        """Return the hit of a row."""
        return self._hits[row]

    def where(self) -> str:
        """Return in how many projects and parts something was found, in words."""
        found = [one for one, count in self._counts.items() if one and count]
        parts = sum(one in self._parts for one in found)
        said = f"{len(found) - parts} 个项目"
        return f"{said}、{parts} 个其他部分" if parts else said

    def chosen(self) -> list[Hit]:
        """Return the hits that are to be replaced: ticked, and replaceable."""
        return [hit for hit in self._hits if self._checkable(hit) and not self._is_refused(hit)]

    def first_from(self, table: str) -> int:
        """Return the first row in a target table or behind it; 0 when there is none."""
        number = self._numbers.get(table, 0)
        counts = (self._counts.get(one, 0) for one, at in self._numbers.items() if at < number)
        row = sum(counts)
        return row if row < len(self._hits) else 0

    def row_after(self, row: int, ref: CellRef, end: int) -> int:
        """Return the first row from one on that does not stand before a place in a cell."""
        while row < len(self._hits) and self._hits[row].ref == ref and self._hits[row].start < end:
            row += 1
        return row

    # what the dialog says

    def show(self, search: Search | None, hits: list[Hit]) -> None:
        """Show the hits of another search."""
        self.beginResetModel()
        if search is None or self._search is None or search.query != self._search.query:
            self._refused.clear()
        self._search, self._hits = search, hits
        self._counts = {}
        disclosure = self._session.disclosure
        self._look_at_parts()
        for hit in hits:
            holder = self._held.get(hit.ref.table, hit.ref.table)
            self._counts[holder] = self._counts.get(holder, 0) + 1
        order = ("" if isinstance(one, Disclosure) else one.id for one in holders(disclosure))
        self._numbers = {table: number for number, table in enumerate(order)}
        self.endResetModel()

    def replace_with(self, new: str | None) -> None:
        """Show what the hits would become; None: nothing is to be replaced."""
        if new == self.new:
            return
        self.new = new
        if self._hits:
            last = self.index(len(self._hits) - 1, THEN)
            self.dataChanged.emit(self.index(0, 0), last)

    def choose_all(self, wanted: bool) -> None:
        """Tick all rows, or none."""
        keys = set() if wanted else {(hit.ref, hit.start) for hit in self._hits}
        if keys != self._refused:
            self._refused = keys
            if self._hits:
                last = self.index(len(self._hits) - 1, PROJECT)
                self.dataChanged.emit(self.index(0, PROJECT), last)

    def update(self, tables: Iterable[str]) -> bool:
        """Search some target tables and parts anew; False where all must be.

        Args:
            tables: their ids; those of texts and tables of parts stand for the part.
        """
        self._look_at_parts()
        tables = {self._held.get(one, one) for one in tables}
        if self._search is None or len(tables) > _MANY:
            return False
        for table_id in tables:
            if table_id not in self._numbers:
                return False
            self._update(table_id, self._search)
        return True

    def _look_at_parts(self) -> None:
        parts = self._session.disclosure.parts
        self._parts = {part.id: part for part in parts}
        self._held = {block.id: part.id for part in parts for block in part.blocks}

    def _update(self, table_id: str, search: Search) -> None:
        disclosure = self._session.disclosure
        table = find_table(disclosure, CellRef(table_id)) if table_id else None
        part = next((one for one in disclosure.parts if one.id == table_id), None)
        if table is not None:
            new = search.table(table)
        elif part is not None:
            new = search.part(part)
        else:
            new = [] if table_id else search.own(disclosure)
        number = self._numbers[table_id]
        start = sum(self._counts.get(one, 0) for one, at in self._numbers.items() if at < number)
        count = self._counts.get(table_id, 0)
        if new == self._hits[start : start + count]:
            return
        # rows keep their places as long as they can: the eye is on one of them
        same = min(count, len(new))
        self._hits[start : start + same] = new[:same]
        if len(new) > count:
            self.beginInsertRows(QModelIndex(), start + count, start + len(new) - 1)
            self._hits[start + count : start + count] = new[count:]
            self._counts[table_id] = len(new)
            self.endInsertRows()
        elif len(new) < count:
            self.beginRemoveRows(QModelIndex(), start + len(new), start + count - 1)
            del self._hits[start + len(new) : start + count]
            self._counts[table_id] = len(new)
            self.endRemoveRows()
        if same:
            self.dataChanged.emit(self.index(start, 0), self.index(start + same - 1, THEN))

    # texts of cells

    def _text(self, hit: Hit, column: int) -> str:
        if column == PROJECT:
            return self._holder(hit.ref)
        if column == PLACE:
            name = cell_name(self._session.disclosure, self._session.layout, hit.ref)
            part = self._parts.get(self._held.get(hit.ref.table, hit.ref.table))
            if part is not None:
                return name.removeprefix(f"{part_name(part)}：")
            shown = self._search is None or self._search.is_shown(hit.ref)
            return name if shown else name + _NOT_SHOWN
        if column == NOW:
            return hit.context[0]
        one = self._replacement(hit)
        return "" if one is None else one.problem or one.context[0]

    def _marked(self, hit: Hit, column: int) -> list[Run] | None:
        if column == NOW:
            return found_runs(*hit.context)
        one = self._replacement(hit) if column == THEN else None
        return found_runs(*one.context) if one is not None and not one.problem else None

    def _spoken(self, hit: Hit, column: int) -> str:
        text = self._text(hit, column)
        if column != PROJECT or not self._checkable(hit):
            return text
        return f"{'不替换' if self._is_refused(hit) else '要替换'}，{text}"

    def _holder(self, ref: CellRef) -> str:
        if not ref.table:
            return "部门整体"
        part = self._parts.get(self._held.get(ref.table, ref.table))
        if part is not None:
            return part_name(part)
        projects = self._session.disclosure.projects
        # projects stand one behind the other, whatever parts stand before them
        number = self._numbers.get(ref.table, 0) - self._numbers.get("", 0)
        if not 0 < number <= len(projects):
            return "部门整体"
        name = " ".join(projects[number - 1].name.split())
        return f"{number}. {name or UNNAMED}"

    def _replacement(self, hit: Hit) -> Replacement | None:
        if self.new is None or self._search is None:
            return None
        return self._search.replacements([hit], self.new)[0]

    def _checkable(self, hit: Hit) -> bool:
        one = self._replacement(hit)
        return one is not None and not one.problem

    def _is_refused(self, hit: Hit) -> bool:
        return (hit.ref, hit.start) in self._refused

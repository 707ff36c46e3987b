"""The parts, and under the one with the 绩效文本 the department and its projects, as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from gui.document.session import Session
from gui.shared.plaintip import tip
from model.checks.base import Severity
from model.checks.names import UNNAMED
from model.checks.verdict import Counts
from model.document.blockplaces import part_cells
from model.document.blocks import Part, PartTargets
from model.document.cells import CellRef
from model.document.disclosure import TargetTable
from model.document.edits import Change
from model.overview.completeness import filled_cells, filled_own
from model.overview.progress import Progress, progress
from model.parts.names import part_name

AnyIndex = QModelIndex | QPersistentModelIndex

ID = Qt.ItemDataRole.UserRole
"""A target table's or part's id; empty for the department's own text."""
PROGRESS = Qt.ItemDataRole.UserRole + 1
"""The `model.overview.progress.Progress`; None for a part."""
COUNTS = Qt.ItemDataRole.UserRole + 2
"""(errors, warnings)."""
NUMBER = Qt.ItemDataRole.UserRole + 3
"""The project's number from 1; 0 for the department, -1 for a part."""
STATE = Qt.ItemDataRole.UserRole + 4
"""What is to be said of a part: that it is left out, or empty; else nothing."""
INSIDE = Qt.ItemDataRole.UserRole + 5
"""Whether the row stands under a part."""

FOLDED = Qt.ItemDataRole.UserRole + 6
"""Of the part the projects stand under: whether they are folded away; None of other rows."""

MIME = "application/x-jibiao-project"


class ProjectsModel(QAbstractListModel):
    """The department is a row, the rows behind it are its projects.

    Of a whole disclosure, the parts up to the one with the 绩效文本 stand before these, the
    others behind.

    Attributes:
        holder: the id of the part the projects stand under; empty where there is none.

    Signals:
        move_wanted: (id, number) a project was dropped; the number it should stand before.
    """

    move_wanted = Signal(str, int)

    def __init__(
        self,
        session: Session,
        standing: Callable[[str], Counts],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._standing = standing
        self._tables: list[TargetTable] = []
        self._before: list[Part] = []
        self._after: list[Part] = []
        self._rows: dict[str, int] = {}
        self.holder = ""
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
            return self._number(row) if self.part(row) is None else -1
        if role == PROGRESS:
            return self._progress(row) if self.part(row) is None else None
        if role == STATE:
            return self._state(row)
        if role == INSIDE:
            return bool(self._before) and self.part(row) is None
        if role == COUNTS:
            return self._counts(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._words(row))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words(row)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags | Qt.ItemFlag.ItemIsDropEnabled
        own = self._number(index.row()) > 0 and self.part(index.row()) is None
        return flags | Qt.ItemFlag.ItemIsDragEnabled if own else flags

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
            number = min(max(1, self._number(row)), len(self._tables) + 1)
            self.move_wanted.emit(table, number)
        return True

    def id_at(self, row: int) -> str:
        """Return the id shown in a row; empty for the department."""
        part = self.part(row)
        if part is not None:
            return part.id
        table = self.table(row)
        return "" if table is None else table.id

    def table(self, row: int) -> TargetTable | None:
        """Return the target table shown in a row; None where it shows something else."""
        number = self._number(row)
        return self._tables[number - 1] if 0 < number <= len(self._tables) else None

    def part(self, row: int) -> Part | None:
        """Return the part shown in a row; None where it shows something else."""
        if row < len(self._before):
            return self._before[row]
        behind = row - len(self._before) - 1 - len(self._tables)
        return self._after[behind] if behind >= 0 else None

    def place_of(self, table: str) -> int:
        """Return a project's place among the projects, from 0; -1 for anything else."""
        number = self._number(self.row_of(table))
        return number - 1 if 0 < number <= len(self._tables) else -1

    def row_of(self, table: str) -> int:
        """Return the row of a target table, of a part, or of the department for an empty id."""
        return self._rows.get(table, len(self._before))

    def name(self, row: int) -> str:
        """Return what a row is called."""
        part, table = self.part(row), self.table(row)
        if part is not None:
            return part_name(part)
        if table is not None:
            return " ".join(table.name.split()) or UNNAMED
        department = self._session.disclosure.department
        return " ".join(department.name.split()) or "（未填部门名称）"

    def repaint(self, tables: Iterable[str]) -> None:
        """Show other counts of these."""
        for table in tables:
            if table in self._rows:
                index = self.index(self._rows[table])
                self.dataChanged.emit(index, index)

    def _words(self, row: int) -> str:
        errors, warnings = self._counts(row)
        part, number = self.part(row), self._number(row)
        if part is not None:
            words = [self.name(row), *filter(None, [self._state(row)])]
        else:
            own = f"{self.name(row)}：部门整体绩效目标"
            words = [f"{number}. {self.name(row)}" if number else own]
            words.append(self._progress(row).words)
        if errors or warnings:
            words.append(f"错误 {errors} 个，警告 {warnings} 个")
        return "\n".join(words)

    def _counts(self, row: int) -> tuple[int, int]:
        counts = self._standing(self.id_at(row))
        sums = dict.fromkeys(Severity, 0)
        for (_, severity), count in counts.items():
            sums[severity] += count
        return sums[Severity.ERROR], sums[Severity.WARNING]

    def _progress(self, row: int) -> Progress:
        return progress(self._filled_at(row), self._standing(self.id_at(row)))

    def _filled_at(self, row: int) -> tuple[int, int]:
        table = self.id_at(row)
        if table not in self._filled:
            layout, held = self._session.layout, self.table(row)
            self._filled[table] = (
                filled_cells(held, layout)
                if held is not None
                else filled_own(self._session.disclosure, layout)
            )
        return self._filled[table]

    def _number(self, row: int) -> int:
        """Return a row's number among the projects; 0 of the department, below 0 before it."""
        return row - len(self._before)

    def _state(self, row: int) -> str:
        part = self.part(row)
        if part is None:
            return ""
        if part.omitted:
            return "本部门无此项"
        texts = [text for ref, text in part_cells(part) if ref.table != part.id]
        holds = any(isinstance(block, PartTargets) for block in part.blocks)
        return "" if holds or any(text.strip() for text in texts) else "还没有内容"

    def _list(self) -> None:
        disclosure = self._session.disclosure
        self._tables = list(disclosure.projects)
        holds = [any(isinstance(one, PartTargets) for one in p.blocks) for p in disclosure.parts]
        # without a place for them the target tables stand behind all parts
        cut = holds.index(True) + 1 if True in holds else len(holds)
        self._before, self._after = disclosure.parts[:cut], disclosure.parts[cut:]
        self.holder = self._before[-1].id if True in holds else ""
        first = len(self._before)
        self._rows = {"": first}
        self._rows.update((table.id, row) for row, table in enumerate(self._tables, first + 1))
        self._rows.update((part.id, row) for row, part in enumerate(self._before))
        behind = first + 1 + len(self._tables)
        self._rows.update((part.id, row) for row, part in enumerate(self._after, behind))

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
        if self._before or self._after:
            touched = {self._session.entry_of(CellRef(table)) for table in touched}
        self.repaint({*touched, *change.parts})

    def _restructure(self) -> None:
        """Show projects that came, went or moved; selection and scroll place stay."""
        old, new = self._tables, self._session.disclosure.projects
        if [*self._before, *self._after] != self._session.disclosure.parts:
            self._reset()
            return
        if len(old) == len(new):
            self._reorder()
            return
        start, first = 0, len(self._before) + 1
        while start < min(len(old), len(new)) and old[start] is new[start]:
            start += 1
        few, many = sorted((old, new), key=len)
        extra = len(many) - len(few)
        if many[start + extra :] != few[start:]:
            self._reset()
        elif many is new:
            self.beginInsertRows(QModelIndex(), first + start, first + start + extra - 1)
            self._list()
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), first + start, first + start + extra - 1)
            self._list()
            self.endRemoveRows()
        # the numbers of all that stand behind are others now
        if self._tables:
            last = self.index(first + len(self._tables) - 1)
            self.dataChanged.emit(self.index(first), last)

    def _reorder(self) -> None:
        names = [self.id_at(row) for row in range(self.rowCount())]
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [names[index.row()] for index in before]
        self._list()
        gone = QModelIndex()
        after = [self.index(self._rows[name]) if name in self._rows else gone for name in held]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

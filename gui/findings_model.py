"""The findings of all projects as rows of a table, and what a filter leaves of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from gui.findings_engine import FindingsEngine
from gui.icons import severity_icon
from gui.projects_model import UNNAMED
from gui.session import Session
from model.checks.base import SEVERITY_MEANS, Finding, Severity
from model.checks.names import cell_name
from model.edits import Change
from model.pinyin import matches

AnyIndex = QModelIndex | QPersistentModelIndex

COLUMNS = ("级别", "项目", "位置", "问题")
OWN = ""
"""The id that stands for the department's own text."""
FINDING = Qt.ItemDataRole.UserRole
_MANY = 40
"""With more target tables looked at in one go, showing all anew is cheaper."""


class FindingsModel(QAbstractTableModel):
    """A row a finding, project by project."""

    def __init__(
        self, session: Session, engine: FindingsEngine, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._engine = engine
        self._rows: list[Finding] = []
        self._shown: dict[str, int] = {}
        self._order: list[str] = []
        self._numbers: dict[str, int] = {}
        self._list()
        engine.updated.connect(self._updated)
        engine.restarted.connect(self._reset)
        session.changed.connect(self._changed)
        self._reset()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section] if section < len(COLUMNS) else None
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        finding = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(finding, index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return severity_icon(finding.severity.value)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{finding.message}\n为什么：{finding.reason}"
        if role == FINDING:
            return finding
        return None

    def finding(self, row: int) -> Finding:
        """Return the finding shown in a row."""
        return self._rows[row]

    def search_text(self, row: int) -> str:
        """Return the words of a row that a search goes through."""
        finding = self._rows[row]
        return f"{self._text(finding, 1)} {finding.message} {finding.title} {finding.code}"

    def _text(self, finding: Finding, column: int) -> str:
        table = finding.ref.table
        if column == 0:
            return finding.severity.value
        if column == 1:
            number = self._numbers.get(table, 0)
            if not number:
                return "部门整体"
            name = self._session.disclosure.projects[number - 1].name
            return f"{number}. {' '.join(name.split()) or UNNAMED}"
        if column == 2:
            return cell_name(self._session.disclosure, self._session.layout, finding.ref)
        return finding.message

    def _list(self) -> None:
        self._order = [OWN, *(table.id for table in self._session.disclosure.projects)]
        self._numbers = {table: number for number, table in enumerate(self._order)}

    def _reset(self) -> None:
        self.beginResetModel()
        self._list()
        self._rows = []
        self._shown = {}
        for table in self._order:
            found = self._engine.findings(table)
            if found:
                self._rows += found
                self._shown[table] = len(found)
        self.endResetModel()

    def _changed(self, change: Change) -> None:
        if change.structure:
            self._reset()
            return
        # the names of projects and indicators stand in the rows
        for table in {ref.table for ref in change.cells if ref.field == "name"}:
            self._repaint(table)

    def _updated(self, tables: Iterable[str]) -> None:
        tables = [table for table in tables if table in self._numbers]
        if len(tables) > _MANY:
            self._reset()
            return
        for table in tables:
            self._show(table)

    def _show(self, table: str) -> None:
        """Show a target table's findings as they are now."""
        new = list(self._engine.findings(table))
        count = self._shown.get(table, 0)
        if not new and not count:
            return
        start = self._start(table)
        if new == self._rows[start : start + count]:
            return
        same = min(count, len(new))
        self._rows[start : start + same] = new[:same]
        if len(new) > count:
            self.beginInsertRows(QModelIndex(), start + count, start + len(new) - 1)
            self._rows[start + count : start + count] = new[count:]
            self.endInsertRows()
        elif len(new) < count:
            self.beginRemoveRows(QModelIndex(), start + len(new), start + count - 1)
            del self._rows[start + len(new) : start + count]
            self.endRemoveRows()
        self._shown[table] = len(new)
        self._repaint(table)

    def _start(self, table: str) -> int:
        """Return the row where a target table's findings begin."""
        return sum(self._shown.get(one, 0) for one in self._order[: self._numbers[table]])

    def _repaint(self, table: str) -> None:
        count = self._shown.get(table, 0)
        if count:
            start = self._start(table)
            last = self.index(start + count - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(start, 0), last)


class FindingsFilter(QSortFilterProxyModel):
    """The findings of some severities, of one project or all, with certain words."""

    def __init__(self, model: FindingsModel) -> None:
        super().__init__(model)
        self._model = model
        self._severities = set(Severity)
        self._table: str | None = None
        self._query = ""
        self.setSourceModel(model)

    def show_only(self, severities: set[Severity], table: str | None, query: str) -> None:
        """Set the filter; ``table`` None means all projects, empty the department."""
        wanted = (severities, table, query.strip())
        if wanted != (self._severities, self._table, self._query):
            self._severities, self._table, self._query = wanted
            self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: AnyIndex) -> bool:
        finding = self._model.finding(row)
        return (
            finding.severity in self._severities
            and (self._table is None or finding.ref.table == self._table)
            and (not self._query or matches(self._query, self._model.search_text(row)))
        )


def severity_words(severity: Severity) -> str:
    """Return a severity with what it says to a clerk."""
    return f"{severity.value}：{SEVERITY_MEANS[severity]}"

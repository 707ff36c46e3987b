"""The findings of all projects as rows of a table, and what a filter leaves of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gui.document.session import Session
from gui.findings.engine import FindingsEngine
from gui.findings.groups import FaultGroups, as_one
from gui.shared.icons import severity_icon
from gui.shared.itemmodels import RowsModel
from gui.shared.plaintip import tip
from model.checks.base import SEVERITY_MEANS, Finding, Severity
from model.checks.names import PARTS, UNNAMED, cell_name
from model.checks.report import full_message
from model.document.disclosure import Disclosure
from model.document.edits import Change
from model.document.findings import Reviewed
from model.parts.names import part_name

AnyIndex = QModelIndex | QPersistentModelIndex


class Column(NamedTuple):
    """A column of the list: what the code calls it, its head, and its width in letters."""

    name: str
    head: str
    letters: int = 0


COLUMNS = (
    Column("severity", "级别", 6),
    Column("project", "项目", 14),
    Column("place", "位置", 16),
    Column("message", "问题"),
)
"""In the order they are shown; the last takes what room is left. The model has a text for each."""
PLACES = {column.name: place for place, column in enumerate(COLUMNS)}
"""The number of each column."""
OWN = ""
"""The id that stands for the department's own text."""
_BEFORE = 2
"""So many groups of findings stand before those of the projects: own text, parts."""
FINDING = Qt.ItemDataRole.UserRole
MARK = Qt.ItemDataRole.UserRole + 1
"""The mark 已核实 of a finding, or None."""
REVIEWED = "已核实"
_RANKS = {severity: severity.rank for severity in Severity}
_FEW = 3
"""So many target tables looked at are shown at once; more, when nothing else is left to do."""
_MANY = 40
"""With more target tables looked at in one go, showing all anew is cheaper."""


class FindingsModel(RowsModel):
    """A row a finding, project by project; those marked 已核实 stand among them.

    Signals:
        regrouped: other rows are the first of their fault now.
    """

    regrouped = Signal()

    columns = tuple(column.head for column in COLUMNS)

    def __init__(
        self, session: Session, engine: FindingsEngine, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._engine = engine
        self._rows: list[tuple[Finding, Reviewed | None]] = []
        self._shown: dict[str, int] = {}
        self._order: list[str] = []
        self._numbers: dict[str, int] = {}
        self._late: set[str] = set()
        self._groups = FaultGroups()
        self._texts: dict[str, Callable[[Finding], str]] = {
            "severity": lambda finding: finding.severity.value,
            "project": self._project,
            "place": self._place,
            "message": lambda finding: finding.message,
        }
        self._list()
        engine.updated.connect(self._updated)
        engine.settled.connect(self._catch_up)
        engine.restarted.connect(self._reset)
        session.changed.connect(self._changed)
        self._reset()

    def row_total(self) -> int:
        return len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        finding, mark = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            column = COLUMNS[index.column()].name
            if mark is not None and column == "severity":
                return REVIEWED
            return self._texts[column](finding)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == PLACES["severity"]:
            return severity_icon(finding.severity.value if mark is None else "完成")
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(explained(self._session.disclosure, finding, mark))
        if role == FINDING:
            return finding
        if role == MARK:
            return mark
        return None

    @property
    def disclosure(self) -> Disclosure:
        """What the findings are of."""
        return self._session.disclosure

    def finding(self, row: int) -> Finding:
        """Return the finding shown in a row."""
        return self._rows[row][0]

    def is_repeat(self, row: int, table: str | None) -> bool:
        """Tell whether a row tells a fault that one before it tells; in all, or in one project."""
        finding, mark = self._rows[row]
        return mark is None and not self._groups.is_first(finding, self._numbers, table)

    def whole(self, row: int, table: str | None) -> Finding:
        """Return a row's finding with the same fault in the other cells."""
        finding, mark = self._rows[row]
        if mark is not None:
            return finding
        return as_one(self._groups.all_of(finding, self._numbers, table))

    def entry(self, row: int) -> str:
        """Return which target table or part a row's finding is in; empty for the own text."""
        return self._session.entry_of(self._rows[row][0].ref)

    def sort_key(self, row: int, order: str) -> tuple[object, ...]:
        """Return what a row is sorted by: the name of a column, or ``code`` for the check's."""
        finding, mark = self._rows[row]
        # the last tells equals apart: they stay in the order of the projects
        bad = (mark is not None, _RANKS[finding.severity], row)
        if order == "severity":
            return bad
        if order == "project":
            return (row,)
        return (finding.code if order == "code" else self._texts[order](finding)), *bad

    def is_reviewed(self, row: int) -> bool:
        """Tell whether a row's finding is marked 已核实."""
        return self._rows[row][1] is not None

    def search_texts(self, row: int) -> tuple[str, ...]:
        """Return the texts of a row that a search goes through; many rows share most of them."""
        finding, mark = self._rows[row]
        texts = self._project(finding), finding.message, finding.title, finding.code
        return (*texts, REVIEWED, mark.reason) if mark else texts

    def _project(self, finding: Finding) -> str:
        number = self._numbers.get(finding.ref.table, 0) - _BEFORE
        if number >= 0:
            name = self._session.disclosure.projects[number].name
            return f"{number + 1}. {' '.join(name.split()) or UNNAMED}"
        entry = self._session.entry_of(finding.ref)
        parts = self._session.disclosure.parts if entry else ()
        part = next((one for one in parts if one.id == entry), None)
        return "部门整体" if part is None else part_name(part)

    def _place(self, finding: Finding) -> str:
        return cell_name(self._session.disclosure, self._session.layout, finding.ref)

    def _list(self) -> None:
        self._order = [OWN, PARTS, *(table.id for table in self._session.disclosure.projects)]
        self._numbers = {table: number for number, table in enumerate(self._order)}

    def _reset(self) -> None:
        self.beginResetModel()
        self._list()
        self._late = set()
        self._rows = []
        self._shown = {}
        self._groups.clear()
        for table in self._order:
            found = self._engine.all_findings(table)
            if found:
                self._groups.put(table, (one for one, mark in found if mark is None))
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
        self._late |= {table for table in tables if table in self._numbers}
        # while very much is looked at, a list shown anew again and again would take most of it
        if len(self._late) <= _FEW:
            self._catch_up()

    def _catch_up(self) -> None:
        """Show what was found since."""
        late, self._late = self._late, set()
        if len(late) > _MANY:
            self._reset()
            return
        regrouped = [table for table in late if self._show(table)]
        if regrouped:
            self.regrouped.emit()

    def _show(self, table: str) -> bool:
        """Show a target table's findings as they are now; return whether others are first now."""
        new = self._engine.all_findings(table)
        count = self._shown.get(table, 0)
        if not new and not count:
            return False
        start = self._start(table)
        if new == self._rows[start : start + count]:
            return False
        regrouped = self._groups.put(table, (one for one, mark in new if mark is None))
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
        return regrouped

    def _start(self, table: str) -> int:
        """Return the row where a target table's findings begin."""
        return sum(self._shown.get(one, 0) for one in self._order[: self._numbers[table]])

    def _repaint(self, table: str) -> None:
        count = self._shown.get(table, 0)
        if count:
            start = self._start(table)
            last = self.index(start + count - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(start, 0), last)


def severity_words(severity: Severity) -> str:
    """Return a severity with what it says to a clerk."""
    return f"{severity.value}：{SEVERITY_MEANS[severity]}"


def explained(disclosure: Disclosure, finding: Finding, mark: Reviewed | None = None) -> str:
    """Return what is wrong, where else, and why it matters; of one 已核实 also why it may stand."""
    words = f"{full_message(disclosure, finding)}\n为什么：{finding.reason}"
    return f"{words}\n{mark_words(mark)}" if mark else words


def mark_words(mark: Reviewed) -> str:
    """Return why a finding may stand, who said so and when."""
    said = "，".join(filter(None, (mark.who, mark.when)))
    return f"{REVIEWED}：{mark.reason}" + (f"（{said}）" if said else "")

"""All marks 已核实 as rows: what was found, where, why it may stand, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.document.session import Session
from gui.findings.engine import FindingsEngine
from gui.shared.icons import severity_icon
from gui.shared.itemmodels import RowsModel
from gui.shared.plaintip import tip
from model.checks.names import UNNAMED, cell_name
from model.checks.registry import CHECKS
from model.checks.reviewed import Place, cell_of, fingerprint, place_of
from model.document.cellref import CellRef
from model.document.edits import Change
from model.document.findings import Reviewed

AnyIndex = QModelIndex | QPersistentModelIndex

STATE, PROJECT, PLACE, WHAT, REASON, WHO, WHEN = range(7)
COLUMNS = ("现在", "项目", "位置", "问题", "理由", "核实人", "日期")
HOLDS, CHANGED, SOLVED, GONE = "有效", "内容改过", "问题已没有", "格已没有"
_SAYS = {
    HOLDS: "内容没有改过，问题不再列出",
    CHANGED: "标过以后这一格的内容改了，问题重新列出",
    SOLVED: "这一格已经没有这个问题",
    GONE: "这一格或它的项目已经删除",
}


class ReviewedModel(RowsModel):
    """A row a mark, in the order they were given."""

    columns = COLUMNS

    def __init__(
        self, session: Session, engine: FindingsEngine, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._engine = engine
        self._marks: list[Reviewed] = []
        self._states: list[tuple[str, str]] = []
        self._numbers: dict[str, int] = {}
        self._fill()
        session.replaced.connect(self.reset)
        session.changed.connect(self._changed)
        engine.updated.connect(self._updated)

    def row_total(self) -> int:
        return len(self._marks)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._marks):
            return None
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            said = _SAYS[self._states[row][0]] if column == STATE else self._text(row, column)
            return tip(said)
        if role == Qt.ItemDataRole.DecorationRole and column == STATE:
            state = self._states[row][0]
            return severity_icon({HOLDS: "完成", CHANGED: "警告"}.get(state, "提示"))
        return None

    def mark(self, row: int) -> Reviewed:
        """Return the mark shown in a row."""
        return self._marks[row]

    def state(self, row: int) -> str:
        """Return what has become of a mark: `HOLDS`, `CHANGED`, `SOLVED` or `GONE`."""
        return self._states[row][0]

    def places(self, rows: Iterable[int]) -> list[Place]:
        """Return what some rows' marks speak for."""
        return [place_of(self._marks[row]) for row in rows]

    def reset(self) -> None:
        """Show all anew."""
        self.beginResetModel()
        self._fill()
        self.endResetModel()

    def _fill(self) -> None:
        projects = self._session.disclosure.projects
        self._numbers = {table.id: number for number, table in enumerate(projects, 1)}
        self._marks = list(self._session.disclosure.reviewed)
        found: dict[str, dict[Place, str]] = {}
        self._states = [self._judge(mark, found) for mark in self._marks]

    def _changed(self, change: Change) -> None:
        if change.reviewed or change.structure:
            self.reset()

    def _updated(self, tables: set[str]) -> None:
        found: dict[str, dict[Place, str]] = {}
        for row, mark in enumerate(self._marks):
            if mark.table in tables:
                self._states[row] = self._judge(mark, found)
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def _judge(self, mark: Reviewed, found: dict[str, dict[Place, str]]) -> tuple[str, str]:
        """Return what has become of a mark, and what its finding says now.

        ``found`` keeps what was asked for already, table by table.
        """
        if mark.table not in found:
            listed = self._engine.all_findings(mark.table)
            found[mark.table] = {(one.code, one.ref): one.message for one, _ in listed}
        check = CHECKS.get(mark.code)
        title = check.title if check else mark.code
        if mark.table and mark.table not in self._numbers:
            return GONE, title
        projects = self._session.disclosure.projects
        table = projects[self._numbers[mark.table] - 1] if mark.table else None
        now = fingerprint(self._session.disclosure, cell_of(mark), table)
        if not now:
            return GONE, title
        message = found[mark.table].get(place_of(mark))
        if message is None:
            return SOLVED, title
        return (HOLDS if now == mark.text else CHANGED), message

    def _text(self, row: int, column: int) -> str:
        mark, (state, message) = self._marks[row], self._states[row]
        if column == PROJECT:
            number = self._numbers.get(mark.table, 0)
            if not number:
                return "（已删除）" if mark.table else "部门整体"
            name = self._session.disclosure.projects[number - 1].name
            return f"{number}. {' '.join(name.split()) or UNNAMED}"
        if column == PLACE:
            ref: CellRef = cell_of(mark)
            return cell_name(self._session.disclosure, self._session.layout, ref)
        texts = {
            STATE: state,
            WHAT: message,
            REASON: " ".join(mark.reason.split()),
            WHO: mark.who,
            WHEN: mark.when,
        }
        return texts[column]

"""The projects with their figures, as rows of the overview's table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from gui.document.session import Session
from gui.shared.plaintip import tip
from model.checks.names import UNNAMED
from model.checks.verdict import Counts
from model.document.disclosure import TargetTable
from model.document.edits import Change
from model.entry.entry import plan_fields
from model.overview.completeness import filled_cells
from model.overview.progress import Progress, progress
from model.overview.spending import BUDGET, Figures, Totals, figures, money, part_fields, totals

AnyIndex = QModelIndex | QPersistentModelIndex

ID = Qt.ItemDataRole.UserRole
"""A target table's id."""
FIGURES = Qt.ItemDataRole.UserRole + 1
"""The project's `model.overview.spending.Figures`."""
PROGRESS = Qt.ItemDataRole.UserRole + 2
"""The project's `model.overview.progress.Progress`."""

NAME, AMOUNT, PARTS, PLANNED, COMPLETE = range(5)
"""The columns."""


class OverviewModel(QAbstractTableModel):
    """One row a project, in order.

    Args:
        session: what is open.
        standing: returns how many findings stand in a target table, by code and severity.

    Attributes:
        largest: the largest budget; bars are drawn against it.
        date: which date of the plan `PLANNED` tells of.
    """

    def __init__(
        self, session: Session, standing: Callable[[str], Counts], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._standing = standing
        self._tables: list[TargetTable] = []
        self._rows: dict[str, int] = {}
        self._figures: dict[str, Figures] = {}
        self._filled: dict[str, tuple[int, int]] = {}
        self.largest = Decimal(0)
        self.date = 0
        self.reset()

    # -- keeping up with the session ----------------------------------------------------

    def reset(self) -> None:
        """Another disclosure or another form."""
        self.beginResetModel()
        self._figures.clear()
        self._filled.clear()
        self.date = max(0, len(plan_fields(self._session.layout)) - 1)
        self._list()
        self.endResetModel()

    def take(self, change: Change) -> None:
        """Take over what changed; figures of all other projects stay as they are."""
        touched = change.touched()
        for table in touched:
            self._figures.pop(table, None)
            self._filled.pop(table, None)
        if change.structure:
            self.beginResetModel()
            self._list()
            self.endResetModel()
            return
        before = self.largest
        for table in touched & self._rows.keys():
            row = self._rows[table]
            self._figures[table] = figures(self._tables[row], self._session.layout)
            self.dataChanged.emit(self.index(row, 0), self.index(row, COMPLETE))
        self._find_largest()
        if self.largest != before and self._tables:
            self.dataChanged.emit(self.index(0, PARTS), self.index(len(self._tables) - 1, PARTS))

    def show_date(self, date: int) -> None:
        """Tell in `PLANNED` what is spent by another date of the plan."""
        if date != self.date:
            self.date = date
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, PLANNED, PLANNED)
            if self._tables:
                last = self.index(len(self._tables) - 1, PLANNED)
                self.dataChanged.emit(self.index(0, PLANNED), last)

    def totals(self) -> Totals:
        """Return the sums over all projects."""
        return totals(self._figures.values(), self._session.layout)

    def row_of(self, table: str) -> int:
        """Return a project's row, -1 where it has none."""
        return self._rows.get(table, -1)

    def _list(self) -> None:
        self._tables = list(self._session.disclosure.projects)
        self._rows = {table.id: row for row, table in enumerate(self._tables)}
        layout = self._session.layout
        # in the order of the projects, and of these alone
        self._figures = {
            table.id: self._figures.get(table.id) or figures(table, layout)
            for table in self._tables
        }
        self._filled = {key: held for key, held in self._filled.items() if key in self._rows}
        self._find_largest()

    def _find_largest(self) -> None:
        sizes = (
            max(
                one.budget or Decimal(0),
                sum((part or Decimal(0) for part in one.parts), Decimal(0)),
            )
            for one in self._figures.values()
        )
        self.largest = max(sizes, default=Decimal(0))

    # -- what a view asks ---------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._tables)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else COMPLETE + 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._tables):
            return None
        table = self._tables[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index, table)
        if role == ID:
            return table.id
        if role == FIGURES:
            return self._figures[table.id]
        if role == PROGRESS:
            return self._progress_of(table)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._words(index, table))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words(index, table)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (AMOUNT, PLANNED):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (AMOUNT, PLANNED):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (PARTS, COMPLETE):
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        layout = self._session.layout
        if section == PLANNED:
            dates = plan_fields(layout)
            return f"到{layout.title_of(dates[self.date])}" if dates else "支出计划"
        titles = {
            NAME: layout.title_of("name"),
            AMOUNT: layout.title_of(BUDGET),
            PARTS: "资金构成",
            COMPLETE: "完整程度",
        }
        return titles[section]

    def _text(self, index: AnyIndex, table: TargetTable) -> str:
        one = self._figures[table.id]
        if index.column() == NAME:
            return " ".join(table.name.split()) or UNNAMED
        if index.column() == AMOUNT:
            if one.budget is None:
                return "不是金额" if table.budget.strip() else "未填"
            return money(one.budget)
        if index.column() == PLANNED and one.planned:
            stated = one.planned[self.date] or one.plan_gaps < len(one.planned)
            return money(one.planned[self.date]) if stated else "未填"
        if index.column() == COMPLETE:
            return f"{self._progress_of(table).percent}%"
        return ""

    def _words(self, index: AnyIndex, table: TargetTable) -> str:
        """Return what a cell shows, in words."""
        one, layout = self._figures[table.id], self._session.layout
        if index.column() == COMPLETE:
            return self._progress_of(table).words
        if index.column() in (AMOUNT, PARTS):
            said = [f"{layout.title_of(BUDGET)} {_said(one.budget)}"]
            for name, part in zip(part_fields(layout), one.parts, strict=True):
                said.append(f"{layout.title_of(name)} {_said(part)}")
            if one.rest:
                said.append(rest_words(one.rest))
            return "，".join(said)
        if index.column() == PLANNED:
            pairs = zip(plan_fields(layout), one.planned, strict=True)
            said = [f"{layout.title_of(date)} {money(amount)}万元" for date, amount in pairs]
            return "，".join(said) + ("（有没填的时点）" if one.plan_gaps else "")
        return self._text(index, table)

    def repaint(self, tables: Iterable[str]) -> None:
        """Show anew how far these are: other findings stand in them."""
        for table in tables:
            row = self._rows.get(table, -1)
            if row >= 0:
                self.dataChanged.emit(self.index(row, COMPLETE), self.index(row, COMPLETE))

    def _progress_of(self, table: TargetTable) -> Progress:
        return progress(self._filled_of(table), self._standing(table.id))

    def _filled_of(self, table: TargetTable) -> tuple[int, int]:
        held = self._filled.get(table.id)
        if held is None:
            held = self._filled[table.id] = filled_cells(table, self._session.layout)
        return held


def _said(amount: Decimal | None) -> str:
    return "未填" if amount is None else f"{money(amount)}万元"


def rest_words(rest: Decimal) -> str:
    """Return how far the parts are from the budget, in words."""
    if rest > 0:
        return f"各部分合计比预算数少 {money(rest)}万元"
    return f"各部分合计比预算数多 {money(-rest)}万元"

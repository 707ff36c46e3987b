"""The tab 总览: the department at a glance."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QSplitter,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.document.session import Session
from gui.overview.curve import PlanCurve
from gui.overview.delegate import OverviewDelegate
from gui.overview.glance import GlanceBoard
from gui.overview.model import AMOUNT, COMPLETE, ID, NAME, PARTS, PLANNED, OverviewModel
from gui.overview.sums import OverviewSums
from gui.shared.accessiblenames import name_parts
from gui.shared.pendingchanges import Pending
from model.checks.verdict import Counts
from model.document.cells import CellRef
from model.document.edits import Change
from model.entry.entry import plan_fields
from model.overview.spending import BUDGET, SPENDING_FIELD, money

_DEBOUNCE = 120
"""Milliseconds after a change before the figures are added up again."""
_SHARES = (5, 3)
"""Of the width: for the table, for the curve."""
_EMPTY = (
    "还没有项目，这里还没有可看的。\n\n"
    "按 Ctrl+Shift+N 新增一个项目，或按 Ctrl+O 打开去年的文件；\n"
    "填上预算数和支出计划以后，这里显示各项目的金额、进度和完整程度。"
)
_LEAST_LINES = 10


class OverviewPane(QWidget):
    """Sums, the projects side by side, and the year's planned spending."""

    def __init__(
        self, session: Session, standing: Callable[[str], Counts], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._changes = Pending()
        self._showing = False
        self.model = OverviewModel(session, standing, self)
        self.sums = OverviewSums(session, self)
        self.table = _make_table(self)
        self.table.setModel(self.model)
        _shape_table(self.table)
        self.table.installEventFilter(self)
        self.curve = PlanCurve(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.curve)
        for number, share in enumerate(_SHARES):
            self.splitter.setStretchFactor(number, share)
        self.splitter.setChildrenCollapsible(False)
        # where the window is lower, the whole scrolls
        self.splitter.setMinimumHeight(_LEAST_LINES * self.fontMetrics().lineSpacing())
        self.splitter.setSizes([_SHARES[0] * 100, _SHARES[1] * 100])
        full = QWidget(self)
        box = QVBoxLayout(full)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.sums)
        box.addWidget(self.splitter, 1)
        self.hint = QLabel(_EMPTY, self)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        self.glance = GlanceBoard(session, self)
        below = QWidget(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.glance)
        whole.addWidget(below, 1)
        self._stack = QStackedLayout(below)
        self._stack.addWidget(full)
        self._stack.addWidget(self.hint)
        self.setFocusProxy(self.table)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DEBOUNCE)
        self._timer.timeout.connect(self._update)
        self._connect()
        self._set_columns()
        self._show()
        name_parts(self)

    # -- keeping up with the session ----------------------------------------------------

    def _connect(self) -> None:
        session = self._session
        session.changed.connect(self._changed)
        session.replaced.connect(self._replaced)
        session.current_changed.connect(self._show_current)
        session.cell_wanted.connect(self.go_to)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.table.doubleClicked.connect(self._open)
        self.curve.chosen.connect(self.model.show_date)

    def _replaced(self) -> None:
        self._changes.clear()
        self.model.reset()
        self._set_columns()
        self._show()

    def _changed(self, change: Change) -> None:
        self._changes.add(change)
        if self.isVisible():
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._update()

    def _update(self) -> None:
        """Take over all changes since the last time, in one go."""
        self._timer.stop()
        if not self._changes:
            return
        self.model.take(self._changes.take())
        self._show()

    def _show(self) -> None:
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        layout, sums = self._session.layout, self.model.totals()
        self.glance.refresh()
        self.sums.show_sums(sums)
        labels = [layout.title_of(name) for name in plan_fields(layout)]
        empty = ""
        if not labels:
            empty = "这个表样没有资金支出计划。"
        elif not any(sums.planned):
            title = layout.title_of(BUDGET)
            empty = f"填上{title}和支出计划以后，\n这里显示到每个时点一共计划支出多少。"
        planned = list(sums.planned)
        texts = [money(amount) for amount in (*planned, sums.budget)]
        self.curve.date = self.model.date
        self.curve.show_plan(labels, planned, sums.budget, texts, empty)
        self._show_current(self._session.current)

    # -- the projects -------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.type() == QEvent.Type.KeyPress:
                self._open(self.table.currentIndex())
                return True
        if watched is self.table and event.type() == QEvent.Type.FontChange:
            _shape_table(self.table)
        return super().eventFilter(watched, event)

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid() and not self._showing:
            self._session.select(index.data(ID))

    def _open(self, index: QModelIndex) -> None:
        """Go to the project's form, to the cell the chosen column tells of."""
        if index.isValid():
            dates = plan_fields(self._session.layout)
            planned = index.column() == PLANNED and dates
            field = dates[self.model.date] if planned else BUDGET
            field = "name" if index.column() == NAME else field
            self._session.go_to(CellRef(index.data(ID), field))

    def _show_current(self, table: str) -> None:
        row = self.model.row_of(table)
        selection = self.table.selectionModel()
        self._showing = True
        if row < 0:
            selection.clear()
        elif self.table.currentIndex().row() != row or not selection.hasSelection():
            column = max(0, self.table.currentIndex().column())
            index = self.model.index(row, column)
            flags = QItemSelectionModel.SelectionFlag
            selection.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.table.scrollTo(index)
        self._showing = False

    def go_to(self, ref: CellRef) -> None:
        """Put the focus on a cell, if it is the one this pane has."""
        if not ref.table and ref.field == SPENDING_FIELD and self.isVisible():
            self.sums.field.setFocus()

    def _set_columns(self) -> None:
        self.table.setColumnHidden(PLANNED, not plan_fields(self._session.layout))


def _make_table(pane: OverviewPane) -> QTableView:
    table = QTableView(pane)
    table.setItemDelegate(OverviewDelegate(table))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setWordWrap(False)
    table.setAccessibleName("各项目的预算数、资金构成、支出计划和完整程度")
    table.setToolTip("单击选中项目，双击或按回车打开它的表格（Ctrl+1）")
    return table


def _shape_table(table: QTableView) -> None:
    """Give rows and columns their sizes, in the measure of the font."""
    high = table.fontMetrics().height()
    # some fonts are half as high again as their characters are wide
    em = table.fontMetrics().horizontalAdvance("字")
    rows = table.verticalHeader()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(max(high + 4, round(1.8 * em)))
    rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    rows.setHighlightSections(False)
    head = table.horizontalHeader()
    head.setHighlightSections(False)
    head.setMinimumSectionSize(3 * em)
    for column, ems in ((AMOUNT, 6), (PARTS, 7), (PLANNED, 6), (COMPLETE, 7)):
        table.setColumnWidth(column, ems * em)
    head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)

"""The list of findings: filter it, go to the cell, read why."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gui.findings_engine import FindingsEngine
from gui.findings_model import FINDING, FindingsFilter, FindingsModel, severity_words
from gui.icons import severity_icon
from gui.session import Session
from model.checks.base import Finding, Severity

_NO_PROJECT = "这里列出没有填全和需要核对的地方。"
_CLEAN = "没有发现问题，可以报送。"
_FILTERED = "筛选之后没有问题；其他的被筛掉了。"
_HINT = "单击或按回车到那一格；F8 下一个，Shift+F8 上一个。"


class FindingsPanel(QWidget):
    """Shows what the engine found; asks the session to go to a cell."""

    def __init__(
        self, session: Session, engine: FindingsEngine, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._engine = engine
        self.model = FindingsModel(session, engine, self)
        self.shown = FindingsFilter(self.model)
        self.buttons = {severity: self._button(severity) for severity in Severity}
        self.scope = QComboBox(self)
        self.scope.addItems(["全部项目", "当前项目"])
        self.scope.setAccessibleName("哪些项目的问题")
        self.scope.setToolTip("列出全部项目的问题，或只列当前项目的")
        self.scope.currentIndexChanged.connect(self._filter)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("查找问题")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("查找问题")
        self.search.setToolTip("按项目名称、问题中的字或拼音首字母查找")
        self.search.textChanged.connect(self._filter)
        self.summary = QLabel(self)
        self.why = QLabel(_HINT, self)
        self.why.setWordWrap(True)
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.why.setAccessibleName("为什么是问题")
        self.list = _make_list(self)
        self.list.setModel(self.shown)
        _size_columns(self.list.header())
        self.list.clicked.connect(self._activate)
        self.list.installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(self._explain)
        self._lay_out()
        engine.updated.connect(self._count)
        engine.restarted.connect(self._count)
        session.current_changed.connect(self._filter)
        self.setFocusProxy(self.list)
        self._count()

    def step(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) finding listed; False when there is none."""
        count = self.shown.rowCount()
        if not count:
            return False
        index = self.list.currentIndex()
        row = (index.row() + by) % count if index.isValid() else self._nearest(by)
        self._activate(self.shown.index(row, 0))
        return True

    def show_icons(self) -> None:
        """Draw the signs in the palette's colours."""
        for severity, button in self.buttons.items():
            button.setIcon(severity_icon(severity.value))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.list
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self.list.currentIndex().isValid()
        ):
            self._activate(self.list.currentIndex())
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        for button in self.buttons.values():
            head.addWidget(button)
        head.addWidget(self.scope)
        head.addWidget(self.search, 1)
        head.addWidget(self.summary)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addLayout(head)
        box.addWidget(self.list, 1)
        box.addWidget(self.why)

    def _button(self, severity: Severity) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setChecked(True)
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIcon(severity_icon(severity.value))
        button.setToolTip(f"显示或隐藏{severity_words(severity)}")
        button.toggled.connect(self._filter)
        return button

    def _filter(self) -> None:
        wanted = {severity for severity, button in self.buttons.items() if button.isChecked()}
        table = self._session.current if self.scope.currentIndex() else None
        self.shown.show_only(wanted, table, self.search.text())
        self._say_summary()

    def _count(self) -> None:
        for severity, button in self.buttons.items():
            count = self._engine.totals[severity]
            button.setText(f"{severity.value} {count}")
            button.setAccessibleName(f"{severity_words(severity)}，{count} 个")
        self._say_summary()

    def _say_summary(self) -> None:
        errors = self._engine.totals[Severity.ERROR]
        if not self._engine.ready:
            words = "正在检查…"
        elif not self._session.disclosure.projects:
            words = _NO_PROJECT
        elif errors:
            words = f"还不能报送：有 {errors} 个错误"
        else:
            words = _CLEAN if not sum(self._engine.totals.values()) else "没有错误，可以报送"
        if not self.shown.rowCount() and self.model.rowCount():
            words = _FILTERED
        self.summary.setText(words)

    def _activate(self, index: QModelIndex) -> None:
        select = QItemSelectionModel.SelectionFlag
        self.list.selectionModel().setCurrentIndex(index, select.ClearAndSelect | select.Rows)
        self.list.scrollTo(index)
        finding = index.data(FINDING)
        if isinstance(finding, Finding):
            self._session.go_to(finding.ref)

    def _explain(self) -> None:
        finding = self.list.currentIndex().data(FINDING)
        if isinstance(finding, Finding):
            self.why.setText(f"{finding.message}为什么：{finding.reason}")
        else:
            self.why.setText(_HINT)

    def _nearest(self, by: int) -> int:
        """Return the row to begin with: the first of the project shown, or of those behind it."""
        projects = [table.id for table in self._session.disclosure.projects]
        numbers = {table: number for number, table in enumerate(projects)}
        here = numbers.get(self._session.current, 0)
        rows = range(self.shown.rowCount())
        for row in rows:
            finding = self.shown.index(row, 0).data(FINDING)
            if numbers.get(finding.ref.table, -1) >= here:
                return row if by > 0 else (row - 1) % len(rows)
        return 0 if by > 0 else len(rows) - 1


def _make_list(parent: QWidget) -> QTreeView:
    view = QTreeView(parent)
    view.setRootIsDecorated(False)
    view.setUniformRowHeights(True)
    view.setAllColumnsShowFocus(True)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setAccessibleName("问题清单")
    view.setToolTip("单击或按回车到那一格（F8 下一个，Shift+F8 上一个）")
    return view


def _size_columns(header: QHeaderView) -> None:
    unit = header.fontMetrics().horizontalAdvance("中")
    for column, letters in enumerate((6, 16, 18)):
        header.resizeSection(column, letters * unit)
    header.setStretchLastSection(True)

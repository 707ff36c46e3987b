"""The list of all findings marked 已核实: look at them, go to one, take a mark back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gui.document.session import Session
from gui.findings.engine import FindingsEngine
from gui.findings.reviewedmodel import (
    CHANGED,
    GONE,
    HOLDS,
    PLACE,
    PROJECT,
    REASON,
    SOLVED,
    STATE,
    WHAT,
    WHEN,
    WHO,
    ReviewedModel,
)
from gui.shared.dialogparts import fit
from gui.shared.rowpaint import as_rows
from model.checks.reviewed import cell_of

_NONE = "还没有标过已核实的问题。在问题清单里选中问题，按 Ctrl+K。"


class ReviewedList(QDialog):
    """Stays open beside the window.

    Signals:
        unreview_wanted: what marks speak for that are to be taken back.
    """

    unreview_wanted = Signal(object)

    def __init__(
        self, session: Session, engine: FindingsEngine, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("已核实的问题")
        self.setAccessibleName("已核实的问题")
        self._session = session
        self.model = ReviewedModel(session, engine, self)
        self.list = _make_list(self)
        self.list.setModel(self.model)
        self.status = QLabel(self)
        self.status.setWordWrap(True)
        self.status.setAccessibleName("有多少")
        self._lay_out()
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(self.go)
        self.list.selectionModel().selectionChanged.connect(self._show_state)
        for signal in (self.model.modelReset, self.model.dataChanged):
            signal.connect(self._show_state)
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0, 0))
        self._show_state()

    def go(self) -> None:
        """Go to the cell of the mark chosen."""
        row = self.list.currentIndex().row()
        if row >= 0 and self.model.state(row) != GONE:
            self._session.go_to(cell_of(self.model.mark(row)))

    def unreview(self) -> None:
        """Take the marks chosen back."""
        rows = [index.row() for index in self.list.selectionModel().selectedRows()]
        self.unreview_wanted.emit(self.model.places(rows))

    def tidy(self) -> None:
        """Take the marks back that hold no longer."""
        rows = range(self.model.rowCount())
        old = [row for row in rows if self.model.state(row) != HOLDS]
        self.unreview_wanted.emit(self.model.places(old))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.list
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.go()
                return True
            if event.key() == Qt.Key.Key_Delete:
                self.unreview()
                return True
        return super().eventFilter(watched, event)

    def _show_state(self) -> None:
        states = [self.model.state(row) for row in range(self.model.rowCount())]
        old = len(states) - states.count(HOLDS)
        words = [f"{states.count(HOLDS)} 个有效"]
        for state, said in (
            (CHANGED, "个的内容改过，问题重新列出"),
            (SOLVED, "个问题已没有"),
            (GONE, "个的格已没有"),
        ):
            if count := states.count(state):
                words.append(f"{count} {said}")
        self.status.setText("；".join(words) + "。" if states else _NONE)
        row = self.list.currentIndex().row()
        chosen = bool(self.list.selectionModel().selectedRows())
        self.jump.setEnabled(chosen and 0 <= row < len(states) and states[row] != GONE)
        self.cancel.setEnabled(chosen)
        self.old.setEnabled(old > 0)

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        self.jump = buttons.addButton("到这一格(&G)", role.ActionRole)
        self.jump.setToolTip("到选中的一格（Enter 或双击）")
        self.jump.clicked.connect(self.go)
        self.cancel = buttons.addButton("取消已核实(&U)", role.ActionRole)
        self.cancel.setToolTip("选中的不算已核实，问题重新列出；可以撤销（Delete）")
        self.cancel.clicked.connect(self.unreview)
        self.old = buttons.addButton("清除失效的(&L)", role.ActionRole)
        self.old.setToolTip("去掉内容改过、问题或格已没有的标记；可以撤销")
        self.old.clicked.connect(self.tidy)
        close = buttons.addButton("关闭", role.RejectRole)
        close.setToolTip("关闭（Esc）")
        buttons.rejected.connect(self.reject)
        for button in (self.jump, self.cancel, self.old, close):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text().partition("(")[0])
        box = QVBoxLayout(self)
        box.addWidget(self.list, 1)
        box.addWidget(self.status)
        box.addWidget(buttons)
        unit = self.fontMetrics().horizontalAdvance("中")
        fit(self, QSize(80 * unit, 26 * unit))
        widths = {STATE: 6, PROJECT: 10, PLACE: 16, WHAT: 16, REASON: 15, WHO: 5, WHEN: 7}
        for column, letters in widths.items():
            self.list.header().resizeSection(column, letters * unit)


def _make_list(parent: QWidget) -> QTreeView:
    view = QTreeView(parent)
    as_rows(view)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    # the field's name stands at the end of a place
    view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    view.setAccessibleName("标过已核实的问题")
    view.setToolTip("双击或按回车到那一格；Delete 取消已核实")
    return view

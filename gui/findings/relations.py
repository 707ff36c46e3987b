"""The list of the relations checked between the amounts of the parts: holds, fails, not enough."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gui.document.session import Session
from gui.findings.engine import FindingsEngine
from gui.shared.dialogparts import fit, kind_button, label
from gui.shared.icons import severity_icon
from gui.shared.itemmodels import RowsModel
from gui.shared.plaintip import tip
from gui.shared.rowpaint import as_rows
from model.parts.formula import Checked
from model.parts.relation import State
from model.parts.relations import refs_in

AnyIndex = QModelIndex | QPersistentModelIndex

STATES: dict[State, str] = {"fails": "对不上", "unknown": "数据不够", "holds": "对得上"}
"""What is found of a relation → how a clerk calls it; in the order of the buttons."""
_SIGNS: dict[State, str] = {"fails": "错误", "unknown": "提示", "holds": "完成"}
_NONE = "还没有可以核对的关系。打开或新建一份完整的预算信息公开，这里列出各部分的金额核对了什么。"
_CHECKING = "正在核对…"


class RelationsModel(RowsModel):
    """A row a relation."""

    columns = ("结果", "关系", "数")

    def __init__(self, engine: FindingsEngine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._wanted: frozenset[State] = frozenset(STATES)
        self._every: list[Checked] = []
        self._rows: list[Checked] = []
        engine.updated.connect(self.refresh)
        engine.restarted.connect(self.refresh)
        self.refresh()

    def row_total(self) -> int:
        return len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        one = self._rows[index.row()]
        texts = STATES[one.state], one.relation.title, one.line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip("\n".join(texts))
        if role == Qt.ItemDataRole.DecorationRole and not index.column():
            return severity_icon(_SIGNS[one.state])
        return None

    def relation(self, row: int) -> Checked:
        """Return what a row shows."""
        return self._rows[row]

    def count(self, state: State) -> int:
        """Return how many relations are so, shown or not."""
        return sum(one.state == state for one in self._every)

    def show_only(self, states: frozenset[State]) -> None:
        """Show only the relations that are so."""
        self._wanted = states
        self._show()

    def refresh(self) -> None:
        """Ask anew what was judged."""
        every = list(self._engine.relations())
        if every != self._every:
            self._every = every
            self._show()

    def _show(self) -> None:
        rows = [one for one in self._every if one.state in self._wanted]
        if len(rows) == len(self._rows):
            # the row chosen stays chosen
            self._rows = rows
            last = self.index(len(rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()


class RelationsDialog(QDialog):
    """Stays open beside the window, and follows what is edited there."""

    def __init__(
        self, session: Session, engine: FindingsEngine, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("核对过的关系")
        self.setAccessibleName("核对过的关系")
        self._session = session
        self._engine = engine
        self._place = -1
        self.model = RelationsModel(engine, self)
        self.list = QTreeView(self)
        as_rows(self.list)
        self.list.setModel(self.model)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setAccessibleName("核对过的关系")
        self.list.setToolTip("双击或按回车到其中一处；再按到下一处")
        self.told = label(self, "核对了多少")
        self.kinds = {state: kind_button(self, word) for state, word in STATES.items()}
        for kind in self.kinds.values():
            kind.toggled.connect(self._filter)
        self._lay_out()
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(self.go)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        for signal in (self.model.modelReset, self.model.dataChanged):
            signal.connect(self._say)
        engine.updated.connect(self._say)
        self._say()

    def go(self) -> None:
        """Go to a place of the relation chosen; the next time to the next one."""
        row = self.list.currentIndex().row()
        refs = refs_in(self.model.relation(row).relation) if row >= 0 else ()
        if refs:
            self._place = (self._place + 1) % len(refs)
            self._session.go_to(refs[self._place])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.list
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.go()
            return True
        return super().eventFilter(watched, event)

    def _chosen(self) -> None:
        self._place = -1
        self._say()

    def _filter(self) -> None:
        shown = frozenset(state for state, kind in self.kinds.items() if kind.isChecked())
        self.model.show_only(shown)

    def _say(self) -> None:
        counts = {state: self.model.count(state) for state in STATES}
        if sum(counts.values()):
            said = "，".join(f"{word} {counts[state]} 条" for state, word in STATES.items())
            self.told.setText(f"核对了 {sum(counts.values())} 条关系：{said}。")
        else:
            self.told.setText(_NONE if self._engine.ready else _CHECKING)
        self.jump.setEnabled(self.list.currentIndex().isValid())

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        self.jump = buttons.addButton("到这一处(&G)", role.ActionRole)
        self.jump.setToolTip("到关系中的一处，再按一次到下一处（Enter 或双击）")
        self.jump.clicked.connect(self.go)
        close = buttons.addButton("关闭", role.RejectRole)
        close.setToolTip("关闭（Esc）")
        buttons.rejected.connect(self.reject)
        for button in (self.jump, close):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text().partition("(")[0])
        top = QHBoxLayout()
        top.addWidget(self.told, 1)
        for kind in self.kinds.values():
            top.addWidget(kind)
        box = QVBoxLayout(self)
        box.addLayout(top)
        box.addWidget(self.list, 1)
        box.addWidget(buttons)
        unit = self.fontMetrics().horizontalAdvance("中")
        fit(self, QSize(70 * unit, 30 * unit))
        self.list.header().resizeSection(0, 7 * unit)
        self.list.header().resizeSection(1, 24 * unit)

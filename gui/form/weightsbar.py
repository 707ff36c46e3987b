"""The line under the form that adds the points up, and spreads the rest of them."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from gui.document.session import Session
from model.checks.weighing import Texts, Weighing, spread_by_rule, spread_evenly, weighing, weighs
from model.document.cellref import CellRef
from model.document.cells import find_table
from model.document.disclosure import TargetTable
from model.document.edits import SetCells


class WeightsBar(QWidget):
    """Shown only where the form has a column of points.

    Signals:
        said: a line for the status bar.
    """

    said = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state: Weighing | None = None
        self.words = QLabel(self)
        self.words.setAccessibleName("分值合计")
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.even = self._button("余下的平均分配", "把还差的分值平均分给没有填分值的指标")
        self.by_rule = self._button(
            "按规则分配", "按检查规则或表样里各一级指标的分值，分给没有填的指标；都填了就重新分配"
        )
        self.even.clicked.connect(lambda: self._spread(by_rule=False))
        self.by_rule.clicked.connect(lambda: self._spread(by_rule=True))
        box = QHBoxLayout(self)
        box.setContentsMargins(6, 2, 6, 2)
        box.addWidget(self.words, 1)
        box.addWidget(self.even)
        box.addWidget(self.by_rule)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.count)
        for signal in (session.replaced, session.current_changed, session.changed):
            signal.connect(lambda *_: self._timer.start(0))
        self.count()

    def count(self) -> None:
        """Add the points of the project shown up."""
        table = self._table()
        self._state = None
        if table is not None and weighs(self._session.layout):
            from gui.document.rules import profile

            session = self._session
            self._state = weighing(table, session.layout, profile(session.disclosure))
        state = self._state
        self.setVisible(state is not None)
        if state is None:
            return
        self.words.setText(state.words)
        self.even.setEnabled(state.rest > 0 and bool(state.open or state.unread))

    def _table(self) -> TargetTable | None:
        session = self._session
        return find_table(session.disclosure, CellRef(session.project)) if session.project else None

    def _spread(self, by_rule: bool) -> None:
        from gui.document.rules import profile

        self._session.settle()
        self.count()
        table, state = self._table(), self._state
        if table is None or state is None:
            return
        texts: Texts
        if by_rule:
            texts = spread_by_rule(table, state, profile(self._session.disclosure))
        else:
            texts = spread_evenly(table, state)
        if not texts:
            self.said.emit("没有可以分配的分值。")
            return
        label = "按规则分配分值" if by_rule else "平均分配余下的分值"
        self._session.do(SetCells(label, texts))
        self.said.emit(f"已{label}，{len(texts)} 行；按 Ctrl+Z 可以撤销。")

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        button.setAutoDefault(False)
        return button

"""What mending would do, cell by cell, before anything is changed."""

from __future__ import annotations

import time
from collections.abc import Iterator

from msgspec import Struct
from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QTextEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gui.document.session import Session
from gui.findings.mendmodel import AFTER, BEFORE, PLACE, PROJECT, WHY, MendModel
from gui.shared.boxframes import frame_boxes
from gui.shared.dialogparts import fit
from gui.shared.markedtext import MarkedTextDelegate, show_change
from gui.shared.rowpaint import as_rows
from model.checks.mend import Mended

_TURN = 0.012
"""Seconds the plan is worked on before the window gets its turn."""
_AT_ONCE = 0.05
"""Seconds of planning before the dialog is shown: mostly it is full at once."""
_HINT = "划掉的是去掉的字，带下划线的是改成的字，␣ 是空格。不想改的去掉勾（空格键）。"


class Plan(Struct):
    """What a preview makes its list of.

    Attributes:
        steps: see `model.checks.mend.plan_steps`.
        count: how many steps there are.
        careful: whether what should be looked at first begins unticked.
    """

    steps: Iterator[list[Mended]]
    count: int
    careful: bool


class MendPreview(QDialog):
    """Lists every cell that would be mended, each with a tick; changes nothing itself.

    The plan is made a few milliseconds at a time, with progress, and can be stopped.

    Args:
        session: where the cells stand.
        title: what is to be mended.
        plan: what makes the list.
    """

    def __init__(
        self,
        session: Session,
        title: str,
        plan: Plan,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._steps = plan.steps
        self._done = 0
        self._found: list[Mended] = []
        self._count = max(1, plan.count)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(lambda: self._work(_TURN))
        self.complete = False
        self.model = MendModel(session, plan.careful, self)
        self.all = frame_boxes(QCheckBox("全部勾选(&L)", self))
        self.status = QLabel(self)
        self.progress = QProgressBar(self)
        self.list = _make_list(self)
        self.detail = QTextEdit(self)
        self._lay_out()
        self._connect(session)

    def prepare(self) -> None:
        """Plan for a moment; what is left is planned while the dialog is shown."""
        self._work(_AT_ONCE)

    def chosen(self) -> list[Mended]:
        """Return what is ticked."""
        return self.model.chosen()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.list
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Space
        ):
            rows = [index.row() for index in self.list.selectionModel().selectedRows()]
            if rows:
                self.model.tick(rows, not self.model.is_ticked(rows[0]))
            return True
        return super().eventFilter(watched, event)

    def _work(self, seconds: float) -> None:
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            step = next(self._steps, None)
            if step is None:
                self.complete = True
                break
            self._done += 1
            self._found += step
        if self.complete:
            # all at once: a list that grows row by row is painted over and over
            self.model.add(self._found)
            self.list.setCurrentIndex(self.model.index(0, PROJECT))
        else:
            self._timer.start()
        self._show_state()

    def _show_state(self) -> None:
        self.progress.setVisible(not self.complete)
        self.progress.setValue(self._done)
        count, chosen = self.model.rowCount(), len(self.model.chosen())
        if not self.complete:
            words = f"正在看要改哪些地方，已经有 {len(self._found)} 格…"
        elif not count:
            words = "没有要改的地方。"
        else:
            words = f"要改 {count} 格，勾选了 {chosen} 格。改后可以一步撤销。"
        self.status.setText(words)
        self.all.setChecked(bool(count) and chosen == count)
        self.all.setEnabled(bool(count))
        self.apply.setText(f"修改 {chosen} 格(&M)" if chosen else "修改(&M)")
        self.apply.setEnabled(self.complete and chosen > 0)

    def _show_detail(self, now: QModelIndex) -> None:
        if now.isValid():
            one = self.model.mended(now.row())
            show_change(self.detail, one.before, one.after)

    # -- made of ----------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.setAccessibleName(self.windowTitle())
        self.list.setModel(self.model)
        self.all.setToolTip("勾选或不勾选列出的每一格")
        self.all.setAccessibleName("全部勾选")
        self.progress.setRange(0, self._count)
        self.progress.setAccessibleName("看到第几个项目")
        self.status.setAccessibleName("要改多少")
        self.detail.setReadOnly(True)
        self.detail.setTabChangesFocus(True)
        self.detail.setAccessibleName("选中的一格，原来和改成")
        self.detail.setToolTip("选中的一格，全文")
        hint = QLabel(_HINT, self)
        hint.setWordWrap(True)
        buttons = QDialogButtonBox(self)
        self.apply = buttons.addButton("修改(&M)", QDialogButtonBox.ButtonRole.AcceptRole)
        self.apply.setToolTip("改好勾选的每一格，一步可以撤销（Enter）")
        self.apply.setDefault(True)
        cancel = buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setToolTip("什么也不改（Esc）")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        below = QHBoxLayout()
        below.addWidget(self.status, 1)
        below.addWidget(self.progress)
        below.addWidget(buttons)
        top = QHBoxLayout()
        top.addWidget(hint, 1)
        top.addWidget(self.all)
        box = QVBoxLayout(self)
        box.addLayout(top)
        box.addWidget(self.list, 3)
        box.addWidget(self.detail, 1)
        box.addLayout(below)
        unit = self.fontMetrics().horizontalAdvance("中")
        fit(self, QSize(84 * unit, 38 * unit))
        for column, letters in ((PROJECT, 13), (PLACE, 21), (BEFORE, 18), (AFTER, 18), (WHY, 8)):
            self.list.header().resizeSection(column, letters * unit)
        self.list.setFocus()

    def _connect(self, session: Session) -> None:
        self.all.clicked.connect(self._tick_all)
        self.model.dataChanged.connect(self._show_state)
        self.list.selectionModel().currentChanged.connect(self._show_detail)
        self.list.installEventFilter(self)
        # what was planned is about what was open
        session.replaced.connect(self._give_up)
        session.changed.connect(self._give_up)

    def _give_up(self) -> None:
        if self.isVisible():
            self.reject()

    def _tick_all(self, wanted: bool) -> None:
        self.model.tick(range(self.model.rowCount()), wanted)


def _make_list(parent: QWidget) -> QTreeView:
    view = QTreeView(parent)
    as_rows(view)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    # the field's name stands at the end of a place
    view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    frame_boxes(view)
    view.setItemDelegate(MarkedTextDelegate(view, inset=3))
    view.setAccessibleName("要改的地方")
    view.setToolTip("空格键勾选或不勾选")
    return view

"""The controls of 接收修改, without what they do."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gui.shared.boxframes import frame_boxes
from gui.shared.dialogparts import button, column, fit, kind_button, label, row, whole_text
from gui.shared.markedtext import MarkedTextDelegate
from gui.takeback.model import AFTER, BEFORE, COLUMNS, TakeBackModel
from model.takeback.proposal import KIND_WORDS

_WIDTHS = (27, 4, 18, 21)
"""Widths of columns but the last, in Chinese characters."""
_HINT = "划掉的是去掉的字，带下划线的是改成的字。空格键勾选或不勾选，双击或回车到那一格。"
_REMARK_LINES = 3.6


class TakeBackForm(QDialog):
    """Lists what a returned file changed, each with a tick; the whole texts below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("接收修改")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.file = label(self, "退回的文件")
        self.another = button(self, "换一个文件(&F)…", "选择另一个退回的文件（Ctrl+Shift+T）")
        self.notes = label(self, "需要留意")
        self.report = button(self, "读取报告(&R)…", "退回的文件是怎样读的，哪些内容没有归入表格")
        self.kinds = {kind: kind_button(self, word) for kind, word in KIND_WORDS.items()}
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("查找")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("查找")
        self.search.setToolTip("按项目名称、格的名称（或拼音首字母）、格里的字查找（Ctrl+F）")
        self.all = frame_boxes(QCheckBox("全部勾选(&L)", self))
        self.all.setToolTip("勾选或不勾选列出的每一处")
        self.all.setAccessibleName("全部勾选")
        self.model = TakeBackModel(self)
        self.list = self._list()
        self.panes = {
            BEFORE: whole_text(self, "原来", "选中的一处，原来的全文"),
            AFTER: whole_text(self, "改成", "选中的一处，改成的全文"),
        }
        self.remarks = whole_text(self, "批注", "选中的一处的批注")
        self.status = label(self, "勾选了多少")
        self.undo = button(self, "撤销接收(&U)", "撤销刚才接收的修改（Ctrl+Z）")
        self.go = button(self, "到那一格(&G)", "在表格里看选中的这一处（回车或双击）")
        self.accept_ = button(self, "接收(&A)", "接收勾选的修改，一步可以撤销")
        self.close_ = button(self, "关闭", "关闭这个窗口（Esc），没有接收的不变")
        self._arrange()
        em = self.fontMetrics().horizontalAdvance("中")
        wanted = QSize(84 * em, 44 * em)
        fit(self, wanted)

    def _list(self) -> QTreeView:
        view = frame_boxes(QTreeView(self))
        view.setModel(self.model)
        view.setItemDelegate(MarkedTextDelegate(view))
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        view.setExpandsOnDoubleClick(False)
        view.setAccessibleName("退回的文件改了哪些地方")
        view.setToolTip("空格键勾选或不勾选；双击或回车到那一格")
        em = self.fontMetrics().horizontalAdvance("中")
        for place, width in enumerate(_WIDTHS[: len(COLUMNS) - 1]):
            view.setColumnWidth(place, width * em)
        return view

    def _arrange(self) -> None:
        top = row(self.file, self.report, self.another)
        top.setStretch(0, 1)
        filters = row(self.all, *self.kinds.values(), self.search)
        filters.setStretch(filters.count() - 1, 1)
        below = QWidget(self)
        texts = QHBoxLayout(below)
        texts.setContentsMargins(0, 0, 0, 0)
        for side, name in ((BEFORE, "原来"), (AFTER, "改成")):
            texts.addLayout(column(QLabel(f"{name}：", below), self.panes[side]))
        self.remarks.setMaximumHeight(round(self.fontMetrics().height() * _REMARK_LINES))
        lower = QWidget(self)
        column_ = QVBoxLayout(lower)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.addWidget(below, 1)
        column_.addWidget(self.remarks)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self.list)
        splitter.addWidget(lower)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        hint = QLabel(_HINT, self)
        hint.setWordWrap(True)
        last = row(self.status, self.undo, self.go, self.accept_, self.close_)
        last.setStretch(0, 1)
        box = QVBoxLayout(self)
        box.addLayout(top)
        box.addWidget(self.notes)
        box.addLayout(filters)
        box.addWidget(splitter, 1)
        box.addWidget(hint)
        box.addLayout(last)
        order = [self.list, self.panes[BEFORE], self.panes[AFTER], self.remarks]
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)

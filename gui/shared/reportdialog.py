"""A report beside the work: a summary, and lists in tabs; it blocks nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.shared.accessiblenames import name_parts
from gui.shared.dialogparts import label
from gui.shared.plaintip import tip

_MOST_MEASURED = 200
"""Rows beyond which columns are not made as wide as their texts."""
_WIDEST = 260


class ReportList(NamedTuple):
    """One list of a report; without rows it is left out.

    Attributes:
        title: of its tab; the number of rows is put behind it.
        header: the heads of its columns.
        rows: the texts of each row.
        widths: of the columns, in heights of a line; by default as wide as their texts.
    """

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int] = ()


class ReportDialog(QDialog):
    """Shows a report.

    Args:
        title: of the window.
        summary: stands above the lists.
        lists: a tab each.
        lines: the whole report as text, for the clipboard.
        parent: the window it stands beside.
    """

    def __init__(
        self,
        title: str,
        summary: str,
        lists: Iterable[ReportList],
        lines: Iterable[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._lines = list(lines)
        self.summary = label(self, title)
        self.summary.setText(summary)
        self.tabs = QTabWidget(self)
        for part in (self.tabs, self.tabs.tabBar()):
            part.setAccessibleName(f"{title}的几部分")
        self.tabs.tabBar().setToolTip("换一部分看（Ctrl+Tab）")
        for one in lists:
            if one.rows:
                self.tabs.addTab(self._list(one), f"{one.title}（{len(one.rows)}）")
        buttons = QDialogButtonBox(self)
        copy = buttons.addButton("复制(&C)", QDialogButtonBox.ButtonRole.ActionRole)
        copy.setToolTip("把整份报告复制到剪贴板（Alt+C）")
        copy.clicked.connect(self._copy)
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        close.setToolTip("关闭（Esc）")
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(self.summary)
        if self.tabs.count():
            box.addWidget(self.tabs, 1)
        else:
            self.tabs.hide()
        box.addWidget(buttons)
        name_parts(self)

    def _list(self, one: ReportList) -> QTreeWidget:
        view = QTreeWidget(self)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setHeaderLabels(list(one.header))
        view.setAccessibleName(one.title)
        view.setToolTip("读到的内容；原文件没有改动")
        for cells in one.rows:
            item = QTreeWidgetItem(list(cells))
            for column, cell in enumerate(cells):
                item.setToolTip(column, tip(cell))
            view.addTopLevelItem(item)
        unit = self.fontMetrics().height()
        for column, width in enumerate(one.widths):
            view.setColumnWidth(column, unit * width)
        if not one.widths:
            if len(one.rows) <= _MOST_MEASURED:
                view.header().resizeSections(QHeaderView.ResizeMode.ResizeToContents)
            for column in range(len(one.header) - 1):
                view.setColumnWidth(column, min(view.columnWidth(column), _WIDEST))
        return view

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._lines))

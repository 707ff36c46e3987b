"""How a file of another format was read: what was found, what found no place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.shared.accessiblenames import name_parts
from gui.shared.plaintip import tip
from model.report import ReadReport

_INTRO = "原文件没有改动。请保存为绩表文件（.jxb），再继续填写。"


class ReadReportDialog(QDialog):
    """Shows a reading report beside the work; it blocks nothing."""

    def __init__(self, report: ReadReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("读取报告")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._report = report
        summary = QLabel(f"{report.summary()}。\n{_INTRO}", self)
        summary.setTextFormat(Qt.TextFormat.PlainText)
        summary.setWordWrap(True)
        summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.tabs = QTabWidget(self)
        for part in (self.tabs, self.tabs.tabBar()):
            part.setAccessibleName("读取报告的几部分")
        self.tabs.tabBar().setToolTip("换一部分看（Ctrl+Tab）")
        self._add_notes()
        self._add_comments()
        self._add_unplaced("没有归入表格", [(i.where, i.near, i.text) for i in report.in_tables()])
        self._add_unplaced("表格以外", [(i.where, i.near, i.text) for i in report.outside()])
        self._add_tables()
        buttons = QDialogButtonBox(self)
        copy = buttons.addButton("复制(&C)", QDialogButtonBox.ButtonRole.ActionRole)
        copy.setToolTip("把整份报告复制到剪贴板")
        copy.clicked.connect(self._copy)
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        close.setToolTip("关闭读取报告（Esc）")
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(summary)
        box.addWidget(self.tabs, 1)
        box.addWidget(buttons)
        self.resize(760, 460)
        name_parts(self)

    def _add_notes(self) -> None:
        if self._report.notes:
            view = _table(["需要留意"], [[note] for note in self._report.notes], self)
            self.tabs.addTab(view, f"需要留意（{len(self._report.notes)}）")

    def _add_comments(self) -> None:
        comments = self._report.comments
        if comments:
            rows = [[one.where, one.author, " ".join(one.text.split())] for one in comments]
            view = _table(["在原文件的哪里", "作者", "批注（已保留）"], rows, self)
            self.tabs.addTab(view, f"批注（{len(rows)}）")

    def _add_unplaced(self, title: str, rows: list[tuple[str, str, str]]) -> None:
        if rows:
            cells = [[where, near, " ".join(text.split())] for where, near, text in rows]
            view = _table(["在原文件的哪里", "旁边的标签", "内容（已保留）"], cells, self)
            self.tabs.addTab(view, f"{title}（{len(rows)}）")

    def _add_tables(self) -> None:
        rows = [
            [str(one.number), one.name, str(one.indicators), one.where]
            for one in self._report.tables
        ]
        view = _table(["序号", "项目名称", "指标数", "在原文件的哪里"], rows, self)
        self.tabs.addTab(view, f"读出的目标表（{len(rows)}）")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._report.lines()))


def _table(header: list[str], rows: list[list[str]], parent: QWidget) -> QTreeWidget:
    view = QTreeWidget(parent)
    view.setRootIsDecorated(False)
    view.setUniformRowHeights(True)
    view.setHeaderLabels(header)
    view.setAccessibleName("、".join(header))
    view.setToolTip("打开的文件里读到的内容；原文件没有改动")
    for cells in rows:
        item = QTreeWidgetItem(cells)
        for column, cell in enumerate(cells):
            item.setToolTip(column, tip(cell))
        view.addTopLevelItem(item)
    if len(rows) <= 200:
        view.header().resizeSections(QHeaderView.ResizeMode.ResizeToContents)
    for column in range(len(header) - 1):
        view.setColumnWidth(column, min(view.columnWidth(column), 260))
    return view

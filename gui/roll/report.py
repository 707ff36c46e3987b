"""What rolling forward did: beside the work, blocking nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.shared.plaintip import tip
from model.roll import RollReport
from model.roll.report import YearLine

_INTRO = "带过来的格左边有点线，逐格看过后按 F6 确认，改动即视为看过。原文件没有改动。"


class RollReportDialog(QDialog):
    """Shows what was taken along, emptied, moved and left."""

    def __init__(self, report: RollReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("新年度：做了什么")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._report = report
        notes = [f"· {note}。" for note in report.notes()]
        summary = QLabel("\n".join([f"{report.summary()}。", *notes, _INTRO]), self)
        summary.setWordWrap(True)
        summary.setTextFormat(Qt.TextFormat.PlainText)
        summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.tabs = QTabWidget(self)
        header = ["在哪里", "原文", "改成", "说明"]
        self._add("已改的年份", header, _years(report.moved))
        self._add("没有改的年份", header, _years(report.refused))
        levels = [
            [
                f"{line.number}. {line.project}",
                line.moved.name,
                _levels(line.moved.before),
                _levels(line.moved.after),
            ]
            for line in report.levels
        ]
        self._add("换了级次的指标", ["项目", "三级指标", "原来", "现在"], levels)
        buttons = QDialogButtonBox(self)
        copy = buttons.addButton("复制(&C)", QDialogButtonBox.ButtonRole.ActionRole)
        copy.setToolTip("把整份报告复制到剪贴板（Alt+C）")
        copy.clicked.connect(self._copy)
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        close.setToolTip("关闭（Esc）")
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(summary)
        if self.tabs.count():
            box.addWidget(self.tabs, 1)
        else:
            self.tabs.hide()
        box.addWidget(buttons)
        unit = self.fontMetrics().height()
        self.resize(unit * 54, unit * 25 if self.tabs.count() else unit * 10)

    def _add(self, title: str, header: list[str], rows: Sequence[Sequence[str]]) -> None:
        if not rows:
            return
        view = QTreeWidget(self)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setHeaderLabels(header)
        view.setAccessibleName(title)
        for cells in rows:
            item = QTreeWidgetItem(list(cells))
            for column, cell in enumerate(cells):
                item.setToolTip(column, tip(cell))
            view.addTopLevelItem(item)
        unit = self.fontMetrics().height()
        for column, width in enumerate((21, 15, 7)):
            view.setColumnWidth(column, unit * width)
        self.tabs.addTab(view, f"{title}（{len(rows)}）")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._report.lines()))


def _years(lines: Sequence[YearLine]) -> list[list[str]]:
    return [
        [line.where, line.snippet, f"{line.change.before} → {line.change.after}", line.change.why]
        for line in lines
    ]


def _levels(levels: tuple[str, str]) -> str:
    return "/".join(filter(None, levels)) or "（新表样没有，请改选）"

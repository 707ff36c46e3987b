"""The years in last year's texts, before → after, each to be ticked or refused."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.roll.model import WHY, YearsModel
from gui.shared.markedtext import MarkedTextDelegate
from gui.shared.ticklist import TickList
from model.roll import RollPlan

_SHARES = (0.36, 0.25, 0.25, 0.14)
"""Widths of the columns."""


class YearsPage(QWidget):
    """Lists every year that moves along or may; ticks are the plan's own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = YearsModel(self)
        self.intro = QLabel(self)
        self.intro.setWordWrap(True)
        self.list = TickList("年份的修改", self)
        self.list.setItemDelegate(MarkedTextDelegate(self.list, inset=3))
        self.list.setModel(self.model)
        self.list.header().setSectionResizeMode(WHY, QHeaderView.ResizeMode.Stretch)
        self.count = QLabel(self)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        self.buttons = []
        for name, tip, wanted in (
            ("全选(&A)", "列出的年份都改", True),
            ("全不选(&E)", "年份一个也不改", False),
            ("恢复原选(&R)", "按程序原来的判断勾选", None),
        ):
            button = QPushButton(name, self)
            button.setAccessibleName(name.partition("(")[0])
            button.setToolTip(f"{tip}（Alt+{name[-2]}）")
            button.clicked.connect(lambda _checked=False, wanted=wanted: self.model.tick(wanted))
            self.buttons.append(button)
            row.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.intro)
        box.addWidget(self.list, 1)
        box.addLayout(row)
        self.setFocusProxy(self.list)
        self.model.dataChanged.connect(self._counted)

    def show_plan(self, plan: RollPlan) -> None:
        """Show the years of another plan."""
        self.model.show(plan)
        rows = self.model.rowCount()
        if rows:
            self.intro.setText(
                f"文字里的 {plan.old_year} 年改成 {plan.options.year} 年。不该改的去掉勾；"
                "文号和《》里的年份不会动。没有勾的拿不准，要改就勾上。"
            )
            first = self.model.index(0, 0)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(
                first, flags | QItemSelectionModel.SelectionFlag.Rows
            )
        elif plan.old_year is None:
            self.intro.setText("不知道原文件是哪一年的，文字里的年份都不改。")
        else:
            self.intro.setText(f"文字里没有要改的年份（{plan.old_year}年）。可以直接新建。")
        for button in self.buttons:
            button.setEnabled(bool(rows))
        width = self.list.viewport().width()
        for column, share in enumerate(_SHARES[:-1]):
            self.list.setColumnWidth(column, round(width * share))
        self._counted()

    def _counted(self) -> None:
        self.count.setText(f"列出 {self.model.rowCount()} 处，改 {self.model.wanted()} 处")

"""What of last year's file is taken along: projects, the new year and form, what is emptied."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui.roll.model import ProjectsFound, ProjectTicks
from gui.shared.dialogparts import option
from gui.shared.ticklist import TickList
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.roll import RollOptions, year_of

_FIRST, _LAST = 2000, 2099


class ChoicesPage(QWidget):
    """Projects on the left; year, form and what is asked anew on the right.

    Signals:
        changed: something was chosen otherwise.
    """

    changed = Signal()

    def __init__(self, layouts: Mapping[str, Layout], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticks = ProjectTicks(self)
        self.found = ProjectsFound(self.ticks)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        across = QHBoxLayout()
        across.addWidget(self._projects(), 3)
        right = QVBoxLayout()
        right.addWidget(self._target(layouts))
        right.addWidget(self._emptied())
        right.addStretch(1)
        across.addLayout(right, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.note)
        box.addLayout(across, 1)
        self.setFocusProxy(self.list)
        self.ticks.dataChanged.connect(self._counted)
        self.ticks.modelReset.connect(self._counted)

    def _projects(self) -> QWidget:
        group = QGroupBox("带过来的项目", self)
        self.search = QLineEdit(group)
        self.search.setPlaceholderText("查找：名称、编码或拼音首字母")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("查找项目")
        self.search.setToolTip("只列出名称、编码或拼音首字母相符的项目")
        self.search.textChanged.connect(self.found.search)
        self.list = TickList("带过来的项目", group)
        self.list.setHeaderHidden(True)
        self.list.setModel(self.found)
        self.count = QLabel(group)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        for name, ticked in (("全选(&A)", True), ("全不选(&E)", False)):
            button = QPushButton(name, group)
            button.setAccessibleName(name.partition("(")[0])
            button.setToolTip(f"列出的项目{name.partition('(')[0]}（Alt+{name[-2]}）")
            button.clicked.connect(lambda _checked=False, ticked=ticked: self._tick_all(ticked))
            row.addWidget(button)
        box = QVBoxLayout(group)
        box.addWidget(self.search)
        box.addWidget(self.list, 1)
        box.addLayout(row)
        return group

    def _target(self, layouts: Mapping[str, Layout]) -> QWidget:
        group = QGroupBox("新年度", self)
        self.year = _year_box(group, "新的预算年度", "今年编哪一年的预算（Alt+Y）")
        self.old_year = _year_box(
            group, "原文件的预算年度", "文字里的这个年份改成新年度（Alt+O）", "不知道"
        )
        self.year.valueChanged.connect(self.changed)
        self.old_year.valueChanged.connect(self.changed)
        self.layout_box = QComboBox(group)
        for layout in layouts.values():
            self.layout_box.addItem(layout.name, layout.id)
        self.layout_box.setAccessibleName("表样")
        self.layout_box.setToolTip("财政部门今年要求的目标表样式（Alt+L）")
        least = 12 * self.fontMetrics().horizontalAdvance("中")
        self.layout_box.setMinimumWidth(least)
        self.layout_box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.layout_box.currentIndexChanged.connect(self.changed)
        form = QFormLayout(group)
        form.addRow("预算年度(&Y)：", self.year)
        form.addRow("原文件是(&O)：", self.old_year)
        form.addRow("表样(&L)：", self.layout_box)
        return group

    def _emptied(self) -> QWidget:
        group = QGroupBox("清空，今年另填", self)
        codes = "每年由财政系统另给，通常清空"
        money = "预算数、财政资金、其他资金等"
        plans = "四个时点的百分比"
        self.codes = option(group, "项目编码(&C)", f"{codes}（Alt+C）", "清空项目编码")
        self.money = option(group, "金额(&M)", f"{money}（Alt+M）", "清空金额")
        self.plans = option(group, "资金支出计划(&P)", f"{plans}（Alt+P）", "清空资金支出计划")
        for tick in (self.codes, self.money, self.plans):
            tick.setChecked(True)
        told = QLabel("其余内容都带过来，每一格标上“待确认”，看过或改过才去掉。", group)
        told.setWordWrap(True)
        box = QVBoxLayout(group)
        for widget in (self.codes, self.money, self.plans, told):
            box.addWidget(widget)
        return group

    def show_source(self, disclosure: Disclosure, layout: Layout, note: str) -> None:
        """Offer another file's projects, the year after its own, and its form.

        Args:
            disclosure: last year's.
            layout: its form.
            note: what was read, for the clerk.
        """
        self.note.setText(note)
        self.search.clear()
        self.ticks.show(disclosure.projects)
        first = self.found.index(0, 0)
        if first.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(first, flags)
        old, guessed = year_of(disclosure, layout)
        self.old_year.setValue(old if old is not None else _FIRST)
        self.year.setValue(old + 1 if old is not None else self.year.value())
        if guessed:
            self.note.setText(f"{note}\n原文件没有写预算年度，按文字里最多的 {old} 年，请核对。")
        elif old is None:
            self.note.setText(f"{note}\n原文件看不出是哪一年的，请在右边填上。")
        self.layout_box.setCurrentIndex(max(0, self.layout_box.findData(layout.id)))

    def options(self) -> RollOptions:
        """Return what was chosen."""
        old = self.old_year.value()
        return RollOptions(
            year=self.year.value(),
            old_year=old if old > _FIRST else None,
            projects=self.ticks.ticked(),
            keep_codes=not self.codes.isChecked(),
            keep_money=not self.money.isChecked(),
            keep_plans=not self.plans.isChecked(),
            keep_years=old == _FIRST,
        )

    def layout_id(self) -> str:
        """Return the id of the form chosen."""
        return str(self.layout_box.currentData())

    def problem(self) -> str:
        """Return why one cannot go on, in Chinese; empty where one can."""
        if not self.ticks.ticked():
            return "请至少选一个项目。"
        old = self.old_year.value()
        if old > _FIRST and old >= self.year.value():
            return f"新的预算年度应在 {old} 年之后。"
        return ""

    def _tick_all(self, ticked: bool) -> None:
        self.ticks.tick(self.found.rows(), ticked)

    def _counted(self) -> None:
        count, whole = len(self.ticks.ticked()), self.ticks.rowCount()
        self.count.setText(f"选了 {count} 个，共 {whole} 个")
        self.changed.emit()


def _year_box(parent: QWidget, name: str, tip: str, unknown: str = "") -> QSpinBox:
    box = QSpinBox(parent)
    box.setRange(_FIRST, _LAST)
    box.setSpecialValueText(unknown)
    box.setAccessibleName(name)
    box.setToolTip(tip)
    return box

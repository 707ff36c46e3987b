"""A new disclosure: which form, which year, which department."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui.shared.accessiblenames import name_parts
from model.document.disclosure import Department, Disclosure, TargetTable, Unit
from model.layout import Layout

_NEXT_YEAR_FROM = 7
"""From this month on, budgets of the next year are written."""


class NewDialog(QDialog):
    """Asks for what a new disclosure begins with."""

    def __init__(self, layouts: Mapping[str, Layout], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建")
        self._layouts = layouts
        self.layout_box = QComboBox(self)
        for layout in layouts.values():
            self.layout_box.addItem(layout.name, layout.id)
        self.layout_box.setAccessibleName("表样")
        self.layout_box.setToolTip("财政部门要求的目标表样式")
        self.source = QLabel(self)
        self.source.setWordWrap(True)
        self.year = QSpinBox(self)
        self.year.setRange(2000, 2099)
        today = date.today()
        self.year.setValue(today.year + (today.month >= _NEXT_YEAR_FROM))
        self.year.setAccessibleName("预算年度")
        self.year.setToolTip("编哪一年的预算")
        self.code = QLineEdit(self)
        self.code.setPlaceholderText("例如 405，可以以后再填")
        self.code.setAccessibleName("部门编码")
        self.code.setToolTip("部门编码，可以以后再填")
        self.name = QLineEdit(self)
        self.name.setPlaceholderText("例如 云岭市水务局，可以以后再填")
        self.name.setAccessibleName("部门名称")
        self.name.setToolTip("部门名称，可以以后再填")
        form = QFormLayout()
        form.addRow("表样(&L)：", self.layout_box)
        form.addRow("", self.source)
        form.addRow("预算年度(&Y)：", self.year)
        form.addRow("部门编码(&C)：", self.code)
        form.addRow("部门名称(&N)：", self.name)
        buttons = QDialogButtonBox(Qt.Orientation.Horizontal, self)
        create = buttons.addButton("新建", QDialogButtonBox.ButtonRole.AcceptRole)
        create.setDefault(True)
        cancel = buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        create.setToolTip("新建一份绩效文本，带一个空的项目（Enter）")
        cancel.setToolTip("不新建（Esc）")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addLayout(form)
        box.addWidget(buttons)
        self.setMinimumWidth(26 * self.fontMetrics().horizontalAdvance("中"))
        self.layout_box.currentIndexChanged.connect(self._show_source)
        self._show_source()
        name_parts(self)

    def disclosure(self) -> Disclosure:
        """Return what was asked for, with one empty project."""
        name = " ".join(self.name.text().split())
        return Disclosure(
            year=self.year.value(),
            department=Department(self.code.text().strip(), name),
            projects=[TargetTable(unit=Unit())],
            layout=self.layout_box.currentData(),
        )

    def _show_source(self) -> None:
        layout = self._layouts[self.layout_box.currentData()]
        self.source.setText(f"{layout.region} · {layout.source}")

"""Names and tooltips of the parts Qt makes inside a control: a box's line, a list's headers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTableView,
    QWidget,
)

_ACROSS = "拖动列标题的边线可改变列宽"
_DOWN = "行号"


def name_parts(root: QWidget) -> None:
    """Give the inner parts of every control under a widget the control's name and tooltip."""
    for box in [*root.findChildren(QAbstractSpinBox), *root.findChildren(QComboBox)]:
        for line in box.findChildren(QLineEdit):
            _name(line, box.accessibleName(), box.toolTip())
    for header in root.findChildren(QHeaderView):
        across = header.orientation() == Qt.Orientation.Horizontal
        view = header.parentWidget()
        of = view.accessibleName() if view is not None else ""
        _name(header, f"{of}：{'列标题' if across else '行号'}", _ACROSS if across else _DOWN)
    for table in root.findChildren(QTableView):
        for corner in table.findChildren(
            QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            _name(corner, f"{table.accessibleName()}：全选", "选中整个表")


def _name(part: QWidget, name: str, told: str) -> None:
    part.setAccessibleName(name)
    part.setToolTip(told)

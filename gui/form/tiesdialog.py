"""目标与指标对应: which indicator measures what the goals say, where the clerk knows better."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.document.session import Session
from gui.shared import dialogparts
from gui.shared.accessiblenames import name_parts
from model.checks.names import shortened
from model.checks.tying import Said, goals_said, tied
from model.document.disclosure import TargetTable
from model.document.ties import SetTies

_NONE = "没有指标衡量它"
_SIZE = QSize(640, 420)


class TiesDialog(QDialog):
    """A row for each number or item of the goals; as it stands, the checks find the indicator.

    Args:
        session: what is open.
        table: the project.
        parent: the window.
    """

    def __init__(self, session: Session, table: TargetTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("目标与指标对应")
        self._session = session
        self._table = table
        self.said = goals_said(table, session.layout)
        self._names = {
            item.id: f"{number}. {shortened(item.name.strip(), 24) or '（没有名称）'}"
            for number, item in enumerate(table.indicators, 1)
        }
        self.boxes = [self._box(one) for one in self.said]
        words = (
            "程序按相同的字和单位找对应的指标；找得不对的，在这里指定，随文件保存，检查按它比较。"
        )
        intro = QLabel(words if self.said else "目标和用途里没有可以对应的内容。", self)
        intro.setWordWrap(True)
        rows = QWidget(self)
        form = QFormLayout(rows)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for one, box in zip(self.said, self.boxes, strict=True):
            label = QLabel(one.clause, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setBuddy(box)
            form.addRow(label, box)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(rows)
        buttons = QDialogButtonBox(Qt.Orientation.Horizontal, self)
        accept = buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole)
        accept.setDefault(True)
        accept.setToolTip("按这样的对应检查（Enter）")
        cancel = buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setToolTip("不改（Esc）")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box_layout = QVBoxLayout(self)
        box_layout.addWidget(intro)
        box_layout.addWidget(scroll, 1)
        box_layout.addWidget(buttons)
        name_parts(self)
        dialogparts.fit(self, _SIZE)

    def accept(self) -> None:
        """Keep what was chosen as one step."""
        chosen = [box.currentData() for box in self.boxes]
        ties = tied(self.said, chosen, self._table)
        if ties != self._table.ties:
            self._session.do(SetTies("改目标与指标的对应", self._table.id, ties))
        super().accept()

    def _box(self, one: Said) -> QComboBox:
        box = QComboBox(self)
        found = self._names.get(one.paired, "没有找到")
        box.addItem(f"自动：{found}", None)
        box.addItem(_NONE, "")
        for item, name in self._names.items():
            box.addItem(name, item)
        place = box.findData(one.tie) if one.tie is not None else 0
        # an indicator that is gone measures nothing
        box.setCurrentIndex(max(place, 0))
        box.setAccessibleName(f"衡量“{one.clause}”的指标")
        box.setToolTip("哪个指标衡量这一条")
        return box

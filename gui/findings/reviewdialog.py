"""Asks why findings may stand: the reason, who says so, and the day."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from gui.shared.dialogparts import Field, fit
from gui.shared.settings import settings, text_setting, texts_setting
from model.document.findings import Reviewed

_REASONS = "review/reasons"
_WHO = "review/who"
_KEPT = 12
"""So many reasons are remembered."""
_SHOWN = 5
"""So many findings are shown in full; of more there is only the number."""
_USUAL = (
    "已与文件原文核对，写法无误",
    "已与合同核对，数字无误",
    "情况特殊，已请示，可以这样填",
)
_ISO = "yyyy-MM-dd"


class ReviewDialog(QDialog):
    """Asks for a reason (required), a name and a day.

    Args:
        lines: the findings, each with where it stands, as they are to be shown.
        before: marks given before, whose reasons are offered.
    """

    def __init__(
        self, lines: Sequence[str], before: Sequence[Reviewed], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("标为已核实")
        self.setAccessibleName("标为已核实")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.what = QLabel(_shortened(lines), self)
        self.what.setWordWrap(True)
        self.what.setTextFormat(Qt.TextFormat.PlainText)
        self.what.setAccessibleName("要标的问题")
        self.reason = QComboBox(self)
        self.who = Field("谁核实的", "姓名，可以不填；下次会记得", self)
        self.day = QDateEdit(QDate.currentDate(), self)
        self._fill(before)
        self._lay_out()
        self.reason.editTextChanged.connect(self._show_state)
        self._show_state()

    def answer(self) -> tuple[str, str, str]:
        """Return the reason, who, and the day as ``2024-03-01``."""
        day = self.day.date().toString(_ISO)
        return self.reason.currentText(), self.who.text(), day

    def accept(self) -> None:
        if not self.reason.currentText().strip():
            return
        self._remember()
        super().accept()

    def _fill(self, before: Sequence[Reviewed]) -> None:
        offered = [*texts_setting(_REASONS), *(mark.reason for mark in reversed(before)), *_USUAL]
        self.reason.setEditable(True)
        self.reason.setLineEdit(Field("为什么可以这样", "写明理由，例如与哪份文件核对过", self))
        self.reason.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.reason.addItems(list(dict.fromkeys(text for text in offered if text))[: 2 * _KEPT])
        self.reason.setCurrentIndex(-1)
        self.reason.setEditText("")
        self.reason.setAccessibleName("为什么可以这样")
        self.reason.setToolTip("必填；按 ↓ 选以前写过的理由")
        self.who.setText(text_setting(_WHO))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy年M月d日")
        self.day.setAccessibleName("哪一天")
        self.day.setToolTip("核实的日期")

    def _remember(self) -> None:
        reason, who, _ = self.answer()
        store = settings()
        own = texts_setting(_REASONS)
        store.setValue(_REASONS, [reason, *(one for one in own if one != reason)][:_KEPT])
        store.setValue(_WHO, who)

    def _show_state(self) -> None:
        given = bool(self.reason.currentText().strip())
        self.ok.setEnabled(given)
        self.need.setVisible(not given)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("理由(&R)：", self.reason)
        form.addRow("核实人(&W)：", self.who)
        form.addRow("日期(&D)：", self.day)
        self.need = QLabel("请写明理由：审核人看到的就是它。", self)
        buttons = QDialogButtonBox(self)
        self.ok = buttons.addButton("标为已核实(&K)", QDialogButtonBox.ButtonRole.AcceptRole)
        self.ok.setToolTip("标为已核实；这一格的内容以后改了，问题会重新列出（Enter）")
        self.ok.setDefault(True)
        cancel = buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setToolTip("不标（Esc）")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(self.what)
        box.addLayout(form)
        box.addWidget(self.need)
        box.addWidget(buttons)
        width = 42 * self.fontMetrics().horizontalAdvance("中")
        # the findings take as many lines as this width makes of them
        fit(self, QSize(width, box.totalHeightForWidth(width)))
        self.reason.setFocus()


def _shortened(lines: Sequence[str]) -> str:
    shown = [f"· {line}" for line in lines[:_SHOWN]]
    if len(lines) > _SHOWN:
        shown.append(f"……共 {len(lines)} 个问题")
    return "\n".join(shown)

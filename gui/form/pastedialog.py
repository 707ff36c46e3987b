"""A pasted block as a table: the clerk says which column of the form each of its columns is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.form.pasting import Column
from gui.shared.accessiblenames import name_parts
from gui.shared.dialogparts import fit
from model.entry.pasting import Assignment
from model.entry.tabletext import Rows

_SHOWN = 200
"""So many rows are shown; all are pasted."""
_NOWHERE = "（不粘贴）"


class PasteDialog(QDialog):
    """Shows a block with a choice above each column.

    Args:
        columns: the form's columns of an indicator.
        rows: the block.
        proposed: where its columns would go by themselves.
        parent: the window.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Rows,
        proposed: Assignment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("按列粘贴")
        self._rows = rows
        self._heads = proposed.heads
        told = QLabel("每一列上面选它是表格里的哪一栏；选“（不粘贴）”的列不粘贴。", self)
        told.setWordWrap(True)
        self.head = QCheckBox("第一行是表头，不粘贴(&H)", self)
        self.head.setChecked(proposed.heads > 0)
        self.head.setToolTip("勾上时第一行（或头几行）不当作内容")
        width, shown = len(rows[0]), rows[:_SHOWN]
        self.table = QTableWidget(len(shown) + 1, width, self)
        self.table.setAccessibleName("要粘贴的内容")
        self.table.setToolTip("要粘贴的内容，第一行选各列放到哪一栏")
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setHorizontalHeaderLabels([f"第{number}列" for number in range(1, width + 1)])
        self.table.setVerticalHeaderLabels(["放到", *map(str, range(1, len(shown) + 1))])
        self.choices: list[QComboBox] = []
        for place, name in enumerate(proposed.fields):
            box = QComboBox(self.table)
            box.addItem(_NOWHERE, "")
            for column in columns:
                box.addItem(column.title, column.field)
            box.setCurrentIndex(max(0, box.findData(name)))
            box.setAccessibleName(f"第{place + 1}列放到哪一栏")
            box.setToolTip("这一列放到表格里的哪一栏")
            self.table.setCellWidget(0, place, box)
            self.choices.append(box)
        for number, row in enumerate(shown, 1):
            for place, text in enumerate(row):
                item = QTableWidgetItem(" ".join(text.split()))
                item.setToolTip(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.table.setItem(number, place, item)
        buttons = QDialogButtonBox(Qt.Orientation.Horizontal, self)
        paste = buttons.addButton("粘贴", QDialogButtonBox.ButtonRole.AcceptRole)
        paste.setDefault(True)
        paste.setToolTip("按上面选的粘贴，可以撤销（Enter）")
        cancel = buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setToolTip("不粘贴（Esc）")
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.hide()
        box_ = QVBoxLayout(self)
        for part in (told, self.head, self.table, self.told, buttons):
            box_.addWidget(part, 1 if part is self.table else 0)
        unit = self.fontMetrics().horizontalAdvance("中")
        fit(self, QSize(min(60, 12 * width + 6) * unit, 26 * self.fontMetrics().height()))
        name_parts(self)

    def chosen(self) -> Assignment:
        """Return where the columns go as chosen."""
        fields = tuple(str(box.currentData()) for box in self.choices)
        heads = (self._heads or 1) if self.head.isChecked() else 0
        return Assignment(fields, heads)

    def _accept(self) -> None:
        names = [name for name in self.chosen().fields if name]
        twice = next((name for name in names if names.count(name) > 1), "")
        if twice:
            box = next(box for box in self.choices if box.currentData() == twice)
            self._tell(f"“{box.currentText()}”选了两次，请留一列。")
        elif not names:
            self._tell("还没有选哪一列放到哪一栏。")
        else:
            self.accept()

    def _tell(self, line: str) -> None:
        self.told.setText(line)
        self.told.show()

"""Offers the recovery copies a crash left behind, showing what each holds."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.document.recovery import RecoveryCopy, left_behind
from gui.shared import messages
from gui.shared.accessiblenames import name_parts
from gui.shared.dialogparts import fit

_INTRO = (
    "上次绩表没有正常关闭，下面的内容当时还没有保存。\n"
    "恢复之后请核对并保存；不恢复的，下次启动时还会再问。"
)
_HEADER = ("名称", "最后录入", "内容", "原来的文件")


def choose_copy(parent: QWidget) -> RecoveryCopy | None:
    """Show what was left behind, or say that there is nothing; return what is to be recovered."""
    copies = left_behind()
    if not copies:
        messages.info(parent, "没有需要恢复的内容。")
        return None
    dialog = RecoverDialog(copies, parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.chosen


class RecoverDialog(QDialog):
    """Lets the clerk choose a copy; `chosen` is it, or None."""

    def __init__(self, copies: list[RecoveryCopy], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("恢复没有保存的内容")
        self.chosen: RecoveryCopy | None = None
        self._copies = list(copies)
        intro = QLabel(_INTRO, self)
        intro.setWordWrap(True)
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels(list(_HEADER))
        self.list.setAccessibleName("恢复副本")
        self.list.setToolTip("双击或按回车恢复")
        for found in copies:
            self.list.addTopLevelItem(QTreeWidgetItem(list(found.describe())))
        self.list.header().resizeSections(QHeaderView.ResizeMode.ResizeToContents)
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.list.itemActivated.connect(lambda _item, _column: self._recover())
        buttons = QDialogButtonBox(Qt.Orientation.Horizontal, self)
        self.recover = buttons.addButton("恢复(&R)", QDialogButtonBox.ButtonRole.AcceptRole)
        self.recover.setDefault(True)
        self.remove = buttons.addButton("删除(&D)…", QDialogButtonBox.ButtonRole.DestructiveRole)
        self.remove.setToolTip("不要这份内容了")
        later = buttons.addButton("以后再说", QDialogButtonBox.ButtonRole.RejectRole)
        later.setToolTip("副本留着，下次启动再问（Esc）")
        self.recover.setToolTip("打开选中的副本，核对后再保存（Enter）")
        buttons.accepted.connect(self._recover)
        buttons.rejected.connect(self.reject)
        self.remove.clicked.connect(self._remove)
        box = QVBoxLayout(self)
        box.addWidget(intro)
        box.addWidget(self.list, 1)
        box.addWidget(buttons)
        fit(self, QSize(720, 320))
        name_parts(self)

    def _row(self) -> int:
        return self.list.indexOfTopLevelItem(self.list.currentItem())

    def _recover(self) -> None:
        if self._row() >= 0:
            self.chosen = self._copies[self._row()]
            self.accept()

    def _remove(self) -> None:
        row = self._row()
        if row < 0:
            return
        name, when, holds, _ = self._copies[row].describe()
        question = f"删除“{name}”{when} 的恢复副本（{holds}）？删除后找不回来。"
        if messages.ask(self, question, ["删除", "取消"], default=1) == 0:
            with contextlib.suppress(OSError):
                self._copies[row].file.unlink(missing_ok=True)
            del self._copies[row]
            self.list.takeTopLevelItem(row)
            if not self._copies:
                self.reject()

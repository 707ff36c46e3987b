"""F1: all keys on one page, those of the menus taken from the menus themselves."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.actions import key_words

IN_THE_FORM = (
    ("Tab、Shift+Tab", "下一格、上一格"),
    ("Enter、Shift+Enter", "下面一格、上面一格"),
    ("F2", "修改这一格"),
    ("Esc", "放弃这一格的修改"),
    ("Ctrl+Enter", "在格里换行"),
    ("Ctrl+D", "向下填充"),
    ("Alt+↑、Alt+↓", "指标上移、下移"),
    ("Ctrl+C、Ctrl+X、Ctrl+V", "复制、剪切、粘贴（可与 Excel、WPS 往来）"),
)
"""Keys that belong to no menu."""
IN_THE_LIST = (
    ("↑、↓", "换项目"),
    ("Alt+↑、Alt+↓", "项目上移、下移"),
    ("Delete", "删除项目（可以撤销）"),
)


class ShortcutsDialog(QDialog):
    """The keys, grouped as in the menus."""

    def __init__(
        self, menus: Iterable[tuple[str, list[QAction]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("快捷键")
        self.list = QTreeWidget(self)
        self.list.setHeaderLabels(["按键", "作用"])
        self.list.setAccessibleName("快捷键")
        self.list.setRootIsDecorated(False)
        for title, actions in menus:
            rows = [(keys, _words(action)) for action in actions if (keys := _keys(action))]
            self._add(title, rows)
        self._add("表格中", IN_THE_FORM)
        self._add("项目清单中", IN_THE_LIST)
        self.list.expandAll()
        self.list.header().resizeSections(QHeaderView.ResizeMode.ResizeToContents)
        buttons = QDialogButtonBox(Qt.Orientation.Horizontal, self)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(self.list, 1)
        box.addWidget(buttons)
        self.resize(520, 560)

    def _add(self, title: str, rows: Iterable[tuple[str, str]]) -> None:
        group = QTreeWidgetItem([title])
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        for keys, words in rows:
            group.addChild(QTreeWidgetItem([keys, words]))
        if group.childCount():
            self.list.addTopLevelItem(group)
            group.setFirstColumnSpanned(True)


def _keys(action: QAction) -> str:
    return "、".join(key_words(keys.toString()) for keys in action.shortcuts())


def _words(action: QAction) -> str:
    """Return an action's name without its mnemonic and what an undo step adds to it."""
    text = action.text().partition("：")[0].rstrip("…")
    head, bracket, _ = text.partition("(&")
    return head if bracket else text.replace("&", "")

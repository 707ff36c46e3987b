"""F1: all keys on one page, those of the menus taken from the menus themselves."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
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

from gui.shared.accessiblenames import name_parts
from gui.shared.actions import key_words
from gui.shared.dialogparts import fit

IN_THE_FORM = (
    ("Tab、Shift+Tab", "下一格、上一格"),
    ("Enter、Shift+Enter", "下面一格、上面一格"),
    ("↑、↓、←、→", "上下左右一格"),
    ("Ctrl+Home、Ctrl+End", "第一格、最后一格"),
    ("PgUp、PgDown", "上翻、下翻"),
    ("F2", "修改这一格"),
    ("Esc", "放弃这一格的修改"),
    ("Del、Backspace", "清空选中的格"),
    ("F4", "列出可以选的：运算符、单位、用过的名称和依据"),
    ("Ctrl+Enter", "在格里换行"),
    ("Ctrl+D", "向下填充"),
    ("Ctrl+Shift+Enter", "在这个二级指标下添加指标"),
    ("Ctrl+Shift+Del", "删除选中的指标"),
    ("Alt+↑、Alt+↓", "指标上移、下移（在同一个二级指标里）"),
    ("Alt+Shift+↑、Alt+Shift+↓", "指标改到前一个、后一个二级指标"),
    ("Alt+1、Alt+2", "支出计划一键填写"),
    ("Shift+↑、Shift+↓、Shift+←、Shift+→", "选中几格"),
    ("Ctrl+A", "选中格里的全部文字，再按选中全部指标"),
    ("Ctrl+C、Ctrl+X、Ctrl+V", "复制、剪切、粘贴（可与 Excel、WPS 往来）"),
    ("Ctrl+Alt+V", "按列粘贴：自己指定每一列放到哪一栏"),
)
"""Keys that belong to no menu."""
IN_THE_LIST = (
    ("↑、↓", "换项目"),
    ("Enter", "填写这个项目"),
    ("Alt+↑、Alt+↓", "项目上移、下移"),
    ("Delete", "删除项目（可以撤销）"),
)
IN_THE_PREVIEW = (("Alt+PgUp、Alt+PgDown", "上一页、下一页"),)
IN_THE_SEARCH = (
    ("F3、Shift+F3", "下一处、上一处"),
    ("Space", "勾选或不勾选一处"),
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
        self.list.setToolTip("所有的快捷键（F1）")
        self.list.setRootIsDecorated(False)
        for title, actions in menus:
            rows = [(keys, _words(action)) for action in actions if (keys := _keys(action))]
            self._add(title, rows)
        self._add("表格中", IN_THE_FORM)
        self._add("项目清单中", IN_THE_LIST)
        self._add("打印预览中", IN_THE_PREVIEW)
        self._add("查找和替换中", IN_THE_SEARCH)
        self.list.expandAll()
        self.list.header().resizeSections(QHeaderView.ResizeMode.ResizeToContents)
        buttons = QDialogButtonBox(Qt.Orientation.Horizontal, self)
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        close.setToolTip("关闭（Esc）")
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(self.list, 1)
        box.addWidget(buttons)
        fit(self, QSize(520, 560))
        name_parts(self)

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

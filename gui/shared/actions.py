"""The window's actions: names, keys, icons, tooltips; grouped as in the menus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar

from gui.shared import plaintip
from gui.shared.icons import icon

# name: text, keys (separated by spaces; the first is shown), icon, tooltip
_ACTIONS: dict[str, tuple[str, str, str, str]] = {
    "new": ("新建(&N)…", "Ctrl+N", "new", "新建一份绩效文本"),
    "open": ("打开(&O)…", "Ctrl+O", "open", "打开绩表文件，或去年的 Word、Excel 等文件"),
    "roll": (
        "新年度(&Y)…",
        "Ctrl+Shift+R",
        "roll",
        "把去年的文件变成新年度的：金额和计划另填，内容带过来待确认",
    ),
    "recover": ("恢复没有保存的内容(&R)…", "", "", "看上次没有正常关闭时留下的恢复副本"),
    "save": ("保存(&S)", "Ctrl+S", "save", "保存"),
    "save-as": ("另存为(&A)…", "Ctrl+Shift+S", "save-as", "换一个名字或位置保存"),
    "word": ("导出 Word(&W)…", "Ctrl+Shift+W", "word", "导出公开用的 Word 绩效文本"),
    "excel": ("导出 Excel(&X)…", "Ctrl+Shift+E", "excel", "导出报财政部门的 Excel 工作簿"),
    "pdf": ("导出 PDF(&F)…", "Ctrl+Shift+P", "pdf", "导出与打印一样的 PDF 文件"),
    "print": ("打印(&P)…", "Ctrl+P", "print", "打印"),
    "quit": ("退出(&Q)", "Ctrl+Q", "", "关闭窗口"),
    "undo": ("撤销(&U)", "Ctrl+Z", "undo", "撤销上一步"),
    "redo": ("重做(&R)", "Ctrl+Y Ctrl+Shift+Z", "redo", "重做撤销的一步"),
    "find": ("查找(&F)…", "Ctrl+F", "find", "在整个文件中查找"),
    "replace": ("替换(&H)…", "Ctrl+H", "", "在整个文件中替换，先看每一处改成什么"),
    "project-add": ("新增项目(&N)", "Ctrl+Shift+N", "add", "在当前项目后面新增一个项目"),
    "project-copy": ("复制项目(&C)", "Ctrl+Shift+D", "duplicate", "复制当前项目，项目编码另填"),
    "project-delete": ("删除项目(&D)", "", "delete", "删除当前项目，可以撤销"),
    "project-up": ("项目上移(&U)", "Ctrl+Shift+Up", "up", "把当前项目上移一位"),
    "project-down": ("项目下移(&M)", "Ctrl+Shift+Down", "down", "把当前项目下移一位"),
    "project-previous": ("上一个项目(&P)", "Ctrl+Up", "", "显示上一个项目"),
    "project-next": ("下一个项目(&X)", "Ctrl+Down", "", "显示下一个项目"),
    "project-search": ("查找项目(&L)", "Ctrl+L", "", "按名称、编码或拼音首字母查找项目"),
    "tab-form": ("表格(&1)", "Ctrl+1", "form", "填写目标表"),
    "tab-preview": ("打印预览(&2)", "Ctrl+2", "preview", "看打印出来的样子"),
    "tab-overview": ("总览(&3)", "Ctrl+3", "overview", "看全部门的金额、进度和完整程度"),
    "finding-next": ("下一个问题(&X)", "F8", "", "到下一个问题所在的格"),
    "finding-previous": ("上一个问题(&V)", "Shift+F8", "", "到上一个问题所在的格"),
    "mend": ("修改这个问题(&M)…", "Ctrl+M", "", "把选中的问题按唯一的改法改好，先看改成什么"),
    "mend-kind": (
        "修改所有这一类问题(&K)…",
        "",
        "",
        "把与选中问题同一类的都改好，先看每一处改成什么",
    ),
    "mend-safe": (
        "修改所有能放心修改的(&S)…",
        "Ctrl+Shift+M",
        "",
        "把不改变意思的都改好，先看每一处改成什么",
    ),
    "review": ("标为已核实(&R)…", "Ctrl+K", "", "选中的问题看过了，可以这样；写明理由，随文件保存"),
    "reviewed": ("已核实的问题(&L)…", "", "", "看哪些问题标过已核实，可以取消"),
    "rules": ("检查规则(&G)…", "", "", "按程序自带的规则检查，或按财政部门的规则文件"),
    "confirm": ("确认这一格(&C)", "F6", "", "带过来的这一格看过了，到下一个待确认的格"),
    "confirm-project": ("确认这个项目(&P)", "Shift+F6", "", "这个项目里带过来的格都看过了"),
    "confirm-all": (
        "全部确认(&A)…",
        "",
        "",
        "整个文件里带过来的格都看过了，先问一声",
    ),
    "compare": ("对照两个文件(&C)…", "Ctrl+Shift+C", "", "逐格对照两个文件有哪些不同"),
    "last-year": ("上年对照(&Y)", "F9", "", "在旁边看上年同一项目是怎么写的"),
    "take-back": (
        "接收修改(&T)…",
        "Ctrl+Shift+T",
        "",
        "打开财政部门退回的文件，逐处接受或拒绝修改",
    ),
    "library": ("指标库(&L)…", "Ctrl+I", "library", "从指标库查找指标，放进当前项目"),
    "collect": ("汇总多个文件(&H)…", "", "", "把一个文件夹里各部门的文件汇总成一个工作簿"),
    "panels-reset": ("面板复原(&R)", "", "", "把移动过、隐藏了的面板放回原处"),
    "keys": ("快捷键(&K)", "F1", "keys", "看所有的快捷键"),
    "report": ("保存出错记录(&S)…", "", "", "把出错记录存成文件，交给维护人员"),
    "about": ("关于绩表(&A)", "", "info", "程序名称和版本"),
}

MENUS = (
    ("文件(&F)", "new open roll recent recover - save save-as - word excel pdf - print - quit"),
    ("编辑(&E)", "undo redo - find replace"),
    (
        "项目(&P)",
        "project-add project-copy project-delete - project-up project-down - "
        "project-previous project-next project-search",
    ),
    (
        "检查(&C)",
        "finding-next finding-previous - mend mend-kind mend-safe - review reviewed - "
        "confirm confirm-project confirm-all - rules",
    ),
    ("工具(&T)", "library - last-year compare take-back - collect"),
    ("查看(&V)", "tab-form tab-preview tab-overview - panels panels-reset"),
    ("帮助(&H)", "keys - report about"),
)
"""Menus in order; ``-`` is a line, ``recent`` and ``panels`` are filled by the window."""

_TOOLBAR = (
    "new open roll save - undo redo - project-add project-copy project-delete - "
    "library - word excel print - find keys"
)

NEED_DOCUMENT = (
    "save save-as word excel pdf print find replace project-add project-search "
    "project-previous project-next tab-form tab-preview tab-overview panels-reset "
    "finding-next finding-previous mend mend-kind mend-safe review reviewed confirm "
    "confirm-project confirm-all rules "
    "last-year take-back library"
)
"""Actions that mean nothing before something is open."""
NEED_PROJECT = "project-copy project-delete project-up project-down"
"""Actions upon the project shown."""


class Actions(QObject):
    """Every action of the window, by name; puts them into menus and the toolbar."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._made = {name: self._make(name) for name in _ACTIONS}
        self.menus: list[tuple[str, QMenu]] = []

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def complete(self) -> None:
        """Give the keys that come second: what needs them needs something open."""
        for name, (_, keys, _, _) in _ACTIONS.items():
            if " " in keys:
                several: Any = keys.split()
                self._made[name].setShortcuts(several)

    def connect_to(self, name: str, act: Callable[[], object]) -> None:
        """Say what an action does."""
        self._made[name].triggered.connect(lambda _checked=False: act())

    def fill_menus(self, bar: QMenuBar, special: dict[str, QMenu | list[QAction]]) -> None:
        """Put the actions into menus; ``special`` holds what stands for no action's name."""
        for title, names in MENUS:
            menu = bar.addMenu(title)
            menu.setToolTipsVisible(True)
            self.menus.append((title.partition("(")[0], menu))
            for name in names.split():
                extra = special.get(name)
                if name == "-":
                    menu.addSeparator()
                elif isinstance(extra, QMenu):
                    menu.addMenu(extra)
                elif extra is not None:
                    menu.addActions(extra)
                else:
                    menu.addAction(self._made[name])

    def fill_toolbar(self, bar: QToolBar) -> None:
        """Put the most used actions on the toolbar."""
        for name in _TOOLBAR.split():
            if name == "-":
                bar.addSeparator()
            else:
                bar.addAction(self._made[name])
        self.show_icons()

    def show_icons(self) -> None:
        """Draw the icons in the palette's colours; again when it changes."""
        for name, (_, _, icon_name, _) in _ACTIONS.items():
            if icon_name and name in _TOOLBAR.split():
                self._made[name].setIcon(icon(icon_name))
                # in the menus all or none
                self._made[name].setIconVisibleInMenu(False)

    def enable(self, names: str, enabled: bool) -> None:
        """Enable or disable some actions, their names separated by spaces."""
        for name in names.split():
            self._made[name].setEnabled(enabled)

    def name_undo(self, step: str) -> None:
        """Say what undo would undo; nothing for an empty text."""
        self._name_step("undo", step)

    def name_redo(self, step: str) -> None:
        """Say what redo would redo; nothing for an empty text."""
        self._name_step("redo", step)

    def _name_step(self, name: str, step: str) -> None:
        text, keys, _, tip = _ACTIONS[name]
        action = self._made[name]
        action.setText(f"{text}：{step.replace('&', '&&')}" if step else text)
        # a project's name may stand in it
        action.setToolTip(plaintip.tip(_tooltip(f"{tip}：{step}" if step else tip, keys)))
        action.setEnabled(bool(step))

    def _make(self, name: str) -> QAction:
        text, keys, _, tip = _ACTIONS[name]
        action = QAction(text, self.parent())
        action.setObjectName(name)
        if keys:
            # as a property Qt reads the text itself: a key sequence made here would cost more
            # than all else of an action
            action.setProperty("shortcut", keys.partition(" ")[0])
        action.setToolTip(_tooltip(tip, keys))
        action.setStatusTip(tip)
        return action


def key_words(keys: str) -> str:
    """Return keys as a clerk reads them: Ctrl+↑."""
    return keys.replace("Up", "↑").replace("Down", "↓")


def _tooltip(tip: str, keys: str) -> str:
    return f"{tip}（{key_words(keys.split(maxsplit=1)[0])}）" if keys else tip

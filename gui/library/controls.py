"""What the library's window looks like: search, limits, list, details, buttons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gui.library.details import LibraryDetails
from gui.library.model import BASIS, COLUMNS, LEVEL2, NAME, TIMES, UNIT, VALUE
from gui.shared.dialogparts import Field, button, fit, option
from gui.shared.icons import severity_colour

if TYPE_CHECKING:
    from library.entries import Asked

BEGIN = "写下要找的词，或名称的拼音首字母，如 hdrs 找“活动人数”。"
ALL_LEVELS, ALL_KINDS = "全部级别", "全部类别"
_SOURCES = (("全部来源", ""), ("本部门用过的", "own"), ("程序带的常用指标", "starter"))
_WIDTHS = {NAME: 14, LEVEL2: 10, VALUE: 8, UNIT: 4, BASIS: 10, TIMES: 6}
_INDENT = "　"


class LibraryForm(QDialog):
    """The window's controls; what they do is `gui.library.dialog.LibraryWindow`'s."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("指标库")
        self.setAccessibleName("指标库")
        self.words = Field("查找指标", BEGIN, self)
        self.level = self._choice("级别", "只看这一级的指标")
        self.kind = self._choice("类别", "只看这一类工作的指标")
        self.source = self._choice("来源", "只看本部门用过的，或只看程序带的")
        for text, data in _SOURCES:
            self.source.addItem(text, data)
        tip = "列出相似项目用过的，和这一类工作常用的指标，本项目已有的除外"
        self.similar = option(self, "与当前项目相似(&M)", tip)
        self.list = self._list()
        self.details = LibraryDetails(self)
        self.status = QLabel(BEGIN, self)
        self.status.setWordWrap(True)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setAccessibleName("查找结果")
        self.insert = button(
            self,
            "放进当前项目(&I)",
            "把选中的指标放进当前项目（Enter）；按住 Ctrl 或 Shift 可以选多个",
            auto_default=True,
        )
        self.undo = button(self, "撤销插入(&U)", "撤销刚才放进去的指标", auto_default=True)
        self.halt = button(self, "停下(&S)", "停下正在做的事，已经收进来的留着", auto_default=True)
        self.more = button(
            self, "更多(&O)", "收集、复制、合并指标库，换一个指标库文件", auto_default=True
        )
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.more.setMenu(self.menu)
        self.shut = button(self, "关闭", "关闭（Esc）", auto_default=True)
        self.insert.setDefault(True)
        for one in (self.undo, self.halt, self.more, self.shut):
            one.setAutoDefault(False)
        self.halt.hide()
        self._lay_out()

    def asked(self) -> Asked:
        """Return what is asked for."""
        from library.entries import Asked

        level1, level2 = self.level.currentData() or ("", "")
        return Asked(
            self.words.text(),
            level1,
            level2,
            self.kind.currentData() or "",
            self.source.currentData() or "",
        )

    def offer(self, levels: Iterable[tuple[str, str]], kinds: Iterable[str]) -> None:
        """Offer the levels and kinds there are; what is chosen stays chosen."""
        tree: dict[str, list[str]] = {}
        for level1, level2 in levels:
            tree.setdefault(level1, []).append(level2)
        items: list[tuple[str, object]] = [(ALL_LEVELS, None)]
        for level1, below in tree.items():
            items.append((level1 or "（没有一级指标）", (level1, "")))
            items += [(_INDENT + level2, (level1, level2)) for level2 in below if level2]
        _refill(self.level, items)
        _refill(self.kind, [(ALL_KINDS, None), *((kind, kind) for kind in kinds)])

    def say(self, text: str, wrong: bool = False) -> None:
        """Say what came of it, in red where something is wrong."""
        palette = QPalette(self.palette())
        if wrong:
            palette.setColor(QPalette.ColorRole.WindowText, severity_colour("错误", palette))
        self.status.setText(text)
        self.status.setPalette(palette)

    def _choice(self, name: str, tip: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setToolTip(tip)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return box

    def _list(self) -> QTreeView:
        view = QTreeView(self)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        view.setAlternatingRowColors(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setAccessibleName("找到的指标")
        return view

    def size_columns(self) -> None:
        """Give the columns their widths; to be called when the list has its model."""
        unit = self.fontMetrics().horizontalAdvance("中")
        header = self.list.header()
        for column in range(len(COLUMNS)):
            header.resizeSection(column, _WIDTHS[column] * unit)

    def _lay_out(self) -> None:
        label = QLabel("查找(&F)：", self)
        label.setBuddy(self.words)
        first = QHBoxLayout()
        first.addWidget(label)
        first.addWidget(self.words, 1)
        second = QHBoxLayout()
        for box in (self.level, self.kind, self.source):
            second.addWidget(box)
        second.addStretch(1)
        second.addWidget(self.similar)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.details)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        below = QHBoxLayout()
        for one in (self.more, self.halt):
            below.addWidget(one)
        below.addStretch(1)
        for one in (self.undo, self.insert, self.shut):
            below.addWidget(one)
        whole = QVBoxLayout(self)
        whole.addLayout(first)
        whole.addLayout(second)
        whole.addWidget(split, 1)
        whole.addWidget(self.status)
        whole.addLayout(below)
        unit = self.fontMetrics().horizontalAdvance("中")
        fit(self, QSize(57 * unit, 38 * unit))


def _refill(box: QComboBox, items: list[tuple[str, object]]) -> None:
    if [(box.itemText(n), box.itemData(n)) for n in range(box.count())] == items:
        return
    chosen = box.currentData()
    # whoever asks for what is found is told once, by hand
    box.blockSignals(True)
    box.clear()
    for text, data in items:
        box.addItem(text, data)
    box.setCurrentIndex(max(0, next((n for n, (_, one) in enumerate(items) if one == chosen), 0)))
    box.blockSignals(False)

"""The controls of 对照, without what they do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gui.compare.model import COLUMNS, CompareModel
from gui.shared.boxframes import frame_boxes
from gui.shared.dialogparts import button, fit, kind_button, row, whole_text
from gui.shared.markedtext import MarkedTextDelegate
from model.compare.differences import WORDS

_WIDTHS = (23, 6, 22)
"""Widths of columns but the last, in Chinese characters."""
_HINT = "划掉的是前一个文件里去掉的字，带下划线的是后一个文件里新写的字，␣ 是空格，↵ 是换行。"


class SideRow(QWidget):
    """One of the two files: a file of the disk, or what is open in the window.

    Signals:
        changed: another one was chosen.
        choose_wanted: the clerk wants to choose a file.
        open_wanted: the clerk wants what is open.
    """

    changed = Signal()
    choose_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, name: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.is_open = False
        self.line = QLineEdit(self)
        self.line.setReadOnly(True)
        self.line.setPlaceholderText("还没有选择")
        self.line.setAccessibleName(f"{name}文件")
        self.line.setToolTip(f"{name}文件，什么格式都可以")
        self.choose = button(self, f"选择(&{key[0]})…", f"选择{name}文件")
        self.open = button(self, f"打开着的(&{key[1]})", f"{name}文件用窗口里打开着的这一份")
        self.choose.clicked.connect(self.choose_wanted)
        self.open.clicked.connect(self.open_wanted)
        label = QLabel(f"{name}：", self)
        label.setBuddy(self.choose)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(label)
        box.addWidget(self.line, 1)
        box.addWidget(self.choose)
        box.addWidget(self.open)

    def show_path(self, path: Path) -> None:
        """Take a file."""
        self.path, self.is_open = path, False
        self.line.setText(str(path))
        self.changed.emit()

    def show_open(self, name: str) -> None:
        """Take what is open."""
        self.path, self.is_open = None, True
        self.line.setText(f"打开着的：{name}")
        self.changed.emit()

    def clear(self) -> None:
        """Take nothing."""
        self.path, self.is_open = None, False
        self.line.clear()
        self.changed.emit()

    @property
    def chosen(self) -> bool:
        """Whether there is something to compare."""
        return self.is_open or self.path is not None


class CompareForm(QDialog):
    """Asks for two files; lists what differs, with the whole texts below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("对照两个文件")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.before = SideRow("前一个", "BO", self)
        self.after = SideRow("后一个", "AP", self)
        self.swap = button(self, "前后对调(&W)", "把前一个和后一个换过来")
        self.start = button(self, "开始对照(&G)", "读入两个文件，逐格对照（回车）")
        self.stop = button(self, "停下(&X)", "停下对照")
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName("进度")
        self.state = QLabel(self)
        self.state.setWordWrap(True)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.kinds = {word: kind_button(self, word) for word in WORDS}
        self.changed_only = frame_boxes(QCheckBox("只看不同的(&D)", self))
        self.changed_only.setToolTip("不列出两个文件里一样的格")
        self.changed_only.setChecked(True)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("查找")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("查找")
        self.search.setToolTip("按项目名称、格的名称（或拼音首字母）、格里的字查找（Ctrl+F）")
        self.model = CompareModel(self)
        self.list = self._list()
        self.panes = {
            side: whole_text(self, name, f"选中的一格{name}的全文") for side, name in _PANES
        }
        self.html = button(self, "导出 HTML(&H)…", "把不同之处导出成网页，可以打印")
        self.excel = button(self, "导出 Excel(&E)…", "把不同之处导出成 Excel 工作簿")
        self.close_ = button(self, "关闭", "关闭这个窗口（Esc）")
        self.start.setDefault(True)
        self._arrange()
        em = self.fontMetrics().horizontalAdvance("中")
        wanted = QSize(84 * em, 46 * em)
        fit(self, wanted)

    def _list(self) -> QTreeView:
        view = QTreeView(self)
        view.setModel(self.model)
        view.setItemDelegate(MarkedTextDelegate(view))
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setExpandsOnDoubleClick(False)
        view.setAccessibleName("不同之处")
        view.setToolTip("双击或按回车，到窗口里打开着的文件的那一格")
        em = self.fontMetrics().horizontalAdvance("中")
        for column, width in enumerate(_WIDTHS[: len(COLUMNS) - 1]):
            view.setColumnWidth(column, width * em)
        return view

    def _arrange(self) -> None:
        top = QGridLayout()
        top.addWidget(self.before, 0, 0)
        top.addWidget(self.after, 1, 0)
        top.addWidget(self.swap, 0, 1)
        top.addWidget(self.start, 1, 1)
        top.setColumnStretch(0, 1)
        running = row(self.state, self.progress, self.stop)
        running.setStretch(0, 1)
        filters = row(*self.kinds.values(), self.changed_only, self.search)
        filters.setStretch(filters.count() - 1, 1)
        below = QWidget(self)
        texts = QHBoxLayout(below)
        texts.setContentsMargins(0, 0, 0, 0)
        for side, name in _PANES:
            column = QVBoxLayout()
            column.addWidget(QLabel(f"{name}：", below))
            column.addWidget(self.panes[side])
            texts.addLayout(column)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self.list)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        hint = QLabel(_HINT, self)
        hint.setWordWrap(True)
        last = row(hint, self.html, self.excel, self.close_)
        last.setStretch(0, 1)
        box = QVBoxLayout(self)
        box.addLayout(top)
        box.addLayout(running)
        box.addLayout(filters)
        box.addWidget(splitter, 1)
        box.addLayout(last)


_PANES = (("delete", "前"), ("insert", "后"))
"""Sides of a difference, and what they are called."""

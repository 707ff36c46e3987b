"""What the find dialog looks like: its fields, ticks, list and buttons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QTabBar,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gui.find.model import NOW, PLACE, PROJECT, THEN
from gui.shared.accessiblenames import name_parts
from gui.shared.boxframes import frame_boxes
from gui.shared.dialogparts import Field, button, fit, option
from gui.shared.icons import severity_colour
from gui.shared.markedtext import MarkedTextDelegate
from gui.shared.rowpaint import as_rows
from model.search.search import Query

FIND, REPLACE = range(2)

BEGIN = "写下要找的内容，就会列出整个文件里所有的地方。"
_OPTIONS = (
    # name, text, tooltip
    ("case", "区分大小写(&C)", "A 和 a 算不同的字"),
    ("width", "区分全角/半角(&M)", "（ 和 ( 、％ 和 % 算不同的字"),
    ("whole", "整格相同(&W)", "只找整格就是这个内容的格"),
    ("regex", "正则表达式(&E)", "按正则表达式查找；替换内容里 \\1 是第一个括号里的内容"),
)


class FindForm(QDialog):
    """The dialog's controls; what they do is `gui.find.dialog.FindReplaceDialog`'s."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = QTabBar(self)
        self.words = Field("查找内容", "要找的内容", self)
        self.new = Field("替换为", "换成的内容；空着就是删去", self)
        self.new_label = QLabel("替换为(&P)：", self)
        self.options = {name: option(self, text, tip) for name, text, tip in _OPTIONS}
        self.all = option(self, "全部勾选(&L)", "勾选或不勾选列出的每一处")
        self.list = results_list(self)
        self.status = QLabel(BEGIN, self)
        self.status.setWordWrap(True)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setAccessibleName("查找结果")
        self.previous = button(self, "上一处(&V)", "到上一处（Shift+F3）", auto_default=True)
        self.next = button(self, "下一处(&N)", "到下一处（F3 或 Enter）", auto_default=True)
        self.one = button(self, "替换(&R)", "替换选中的这一处，到下一处", auto_default=True)
        self.every = button(
            self, "全部替换(&A)", "替换勾选的每一处，一步可以撤销", auto_default=True
        )
        self.undo = button(self, "撤销替换(&U)", "撤销刚才的替换", auto_default=True)
        self.stop = button(self, "关闭", "关闭（Esc）", auto_default=True)
        self.next.setDefault(True)
        self._lay_out()

    def query(self) -> Query:
        """Return what is asked for."""
        return Query(
            self.words.text(), **{name: box.isChecked() for name, box in self.options.items()}
        )

    def show_mode(self, mode: int) -> None:
        """Show what finding or replacing needs."""
        replacing = mode == REPLACE
        self.setWindowTitle("替换" if replacing else "查找")
        for widget in (self.new_label, self.new, self.all, self.one, self.every, self.undo):
            widget.setVisible(replacing)
        self.list.setColumnHidden(THEN, not replacing)
        self._size_columns(replacing)

    def _size_columns(self, replacing: bool) -> None:
        unit = self.fontMetrics().horizontalAdvance("中")
        for column, letters in ((PROJECT, 11), (PLACE, 14), (NOW, 16 if replacing else 20)):
            self.list.header().resizeSection(column, letters * unit)

    def say(self, text: str, wrong: bool) -> None:
        """Say what came of it, in red where something is wrong."""
        palette = QPalette(self.palette())
        if wrong:
            palette.setColor(QPalette.ColorRole.WindowText, severity_colour("错误", palette))
        self.status.setText(text)
        self.status.setPalette(palette)

    def _lay_out(self) -> None:
        self.setAccessibleName("查找和替换")
        self.tabs.addTab("查找")
        self.tabs.addTab("替换")
        self.tabs.setTabToolTip(FIND, "查找（Ctrl+F）")
        self.tabs.setTabToolTip(REPLACE, "替换（Ctrl+H）")
        self.tabs.setAccessibleName("查找或替换")
        self.tabs.setToolTip("查找（Ctrl+F）、替换（Ctrl+H）")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        fields = QGridLayout()
        label = QLabel("查找内容(&D)：", self)
        label.setBuddy(self.words)
        self.new_label.setBuddy(self.new)
        fields.addWidget(label, 0, 0)
        fields.addWidget(self.words, 0, 1)
        fields.addWidget(self.new_label, 1, 0)
        fields.addWidget(self.new, 1, 1)
        ticks = QHBoxLayout()
        for box in self.options.values():
            ticks.addWidget(box)
        ticks.addStretch(1)
        ticks.addWidget(self.all)
        below = QHBoxLayout()
        for one in (self.previous, self.next):
            below.addWidget(one)
        below.addStretch(1)
        for one in (self.undo, self.one, self.every, self.stop):
            below.addWidget(one)
        whole = QVBoxLayout(self)
        whole.addWidget(self.tabs)
        whole.addLayout(fields)
        whole.addLayout(ticks)
        whole.addWidget(self.list, 1)
        whole.addWidget(self.status)
        whole.addLayout(below)
        unit = self.fontMetrics().horizontalAdvance("中")
        fit(self, QSize(58 * unit, 30 * unit))
        name_parts(self)


def results_list(parent: QWidget) -> QTreeView:
    """Return the list the results are shown in."""
    view = frame_boxes(QTreeView(parent))
    as_rows(view)
    view.setItemDelegate(MarkedTextDelegate(view, inset=3))
    view.setAccessibleName("找到的地方")
    view.setToolTip("单击到那一格；空格键勾选或不勾选")
    return view

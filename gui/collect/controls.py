"""The controls of 汇总, without what they do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gui.collect.model import FilesModel
from gui.collect.work import (
    KINDS,
    READ_NUMBERS,
    READ_TITLES,
    SKIPPED_TITLES,
    UNREAD_TITLES,
)
from gui.shared.boxframes import frame_boxes
from gui.shared.dialogparts import button, fit, line

_ROLE = QDialogButtonBox.ButtonRole
_READ_WIDTHS = (13, 4, 4, 8, 3, 3, 3, 5, 13)
_OTHER_WIDTHS = (18, 26)
"""Widths of columns but the last, in Chinese characters."""


class CollectForm(QDialog):
    """Asks for a folder and a workbook; shows what is read and what came of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("汇总多个文件")
        self.folder = line(self, "要汇总的文件夹", "里面放着各部门交来的文件")
        self.choose_folder = button(self, "选择(&B)…", "选择要汇总的文件夹")
        self.deep = frame_boxes(QCheckBox("包括下级文件夹里的文件(&S)", self))
        self.deep.setToolTip("连同下级文件夹里的文件一起汇总")
        self.deep.setChecked(True)
        self.target = line(
            self,
            "汇总成的工作簿",
            "汇总结果写成这个 Excel 工作簿；整本公开文本另有“各部分金额”“勾稽关系”两张表",
        )
        self.choose_target = button(self, "选择(&W)…", "选择汇总结果写到哪里")
        self.kinds = {kind: QCheckBox(name, self) for kind, name in KINDS.items()}
        for kind, box in self.kinds.items():
            frame_boxes(box)
            box.setToolTip(f"把读入的每个文件另外转成一份 .{kind}")
            box.setAccessibleName(f"转成 {box.text()}")
        self.copies = line(self, "转成的文件放到", "转成的文件放到这个文件夹")
        self.choose_copies = button(self, "选择(&L)…", "选择转成的文件放到哪里")
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName("进度")
        self.state = QLabel(self)
        self.state.setWordWrap(True)
        self.state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.tabs = QTabWidget(self)
        self.read = self._list("读入的部门", READ_TITLES, _READ_WIDTHS, READ_NUMBERS)
        self.read[1].setToolTip("双击或按回车，在另一个窗口打开这个文件")
        self.unread = self._list("没有读入", UNREAD_TITLES, _OTHER_WIDTHS)
        self.skipped = self._list("不用读", SKIPPED_TITLES, _OTHER_WIDTHS)
        self._buttons()
        self._arrange()
        self._fit()

    def _fit(self) -> None:
        """Take room for the lists, but no more than the window has."""
        em = self.fontMetrics().horizontalAdvance("中")
        wanted = QSize(76 * em, 42 * em)
        fit(self, wanted)

    def _list(
        self, name: str, titles: Sequence[str], widths: Sequence[int], numbers: Sequence[int] = ()
    ) -> tuple[FilesModel, QTableView]:
        model, view = FilesModel(titles, numbers, self), QTableView(self)
        view.setModel(model)
        view.setAccessibleName(name)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        view.setSortingEnabled(True)
        # the order they were read in, until a heading is clicked
        view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.horizontalHeader().setStretchLastSection(True)
        view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        view.verticalHeader().hide()
        em = self.fontMetrics().horizontalAdvance("中")
        view.verticalHeader().setDefaultSectionSize(round(1.9 * em))
        for column, width in enumerate(widths[: len(titles) - 1]):
            view.setColumnWidth(column, (width + 1) * em)
        self.tabs.addTab(view, name)
        return model, view

    def _buttons(self) -> None:
        self.box = QDialogButtonBox(self)
        self.copy = button(self, "复制这个列表(&C)", "把列出的文件复制下来，可以粘贴到 Excel")
        self.open_book = button(self, "打开工作簿(&O)", "用 Excel 或 WPS 打开汇总成的工作簿")
        self.open_folder = button(self, "打开所在文件夹(&F)", "打开汇总成的工作簿所在的文件夹")
        for one in (self.copy, self.open_book, self.open_folder):
            self.box.addButton(one, _ROLE.ActionRole)
        self.start = button(self, "开始汇总(&G)", "读入文件夹里的文件，写成一个工作簿（回车）")
        self.stop = button(self, "停下(&X)", "停下汇总，写了一半的工作簿不会留下")
        self.close_ = button(self, "关闭", "关闭这个窗口（Esc）")
        self.box.addButton(self.start, _ROLE.ActionRole)
        self.box.addButton(self.stop, _ROLE.ActionRole)
        self.box.addButton(self.close_, _ROLE.RejectRole)

    def _arrange(self) -> None:
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._row(0, "文件夹(&D)：", self.folder, self.choose_folder)
        self._grid.addWidget(self.deep, 1, 1)
        self._row(2, "汇总到(&T)：", self.target, self.choose_target)
        kinds = QHBoxLayout()
        kinds.addWidget(QLabel("每个文件另外转成：", self))
        for box in self.kinds.values():
            kinds.addWidget(box)
        kinds.addStretch(1)
        self._grid.addLayout(kinds, 3, 1)
        self._row(4, "转成的放到(&P)：", self.copies, self.choose_copies)
        column = QVBoxLayout(self)
        column.addLayout(self._grid)
        column.addWidget(self.progress)
        column.addWidget(self.state)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.box)

    def _row(self, row: int, label: str, line: QLineEdit, button: QPushButton) -> None:
        name = QLabel(label, self)
        name.setBuddy(line)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(line, row, 1)
        self._grid.addWidget(button, row, 2)

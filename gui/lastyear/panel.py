"""What the panel 上年对照 shows; what it does is in `gui.lastyear.lastyear`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gui.lastyear.model import TITLE, LastYearModel
from gui.shared.boxframes import frame_boxes
from gui.shared.icons import icon
from gui.shared.markedtext import MarkedTextDelegate
from model.compare.sidebyside import ComparedLine
from model.document.cellref import CellRef

_EMPTY, _LIST = range(2)
NONE_MATCHED = "（没有对上的项目，可以在这里选）"


class LastYearPanel(QWidget):
    """Last year's file, project and cells beside this year's.

    Signals:
        choose_wanted: the clerk wants to choose a file.
        project_chosen: index of last year's project chosen by hand; -1 for none.
        cell_chosen: the `CellRef` of a cell of this year to go to.
    """

    choose_wanted = Signal()
    project_chosen = Signal(int)
    cell_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[ComparedLine] = ()
        self.file = QLabel(self)
        self.file.setTextFormat(Qt.TextFormat.PlainText)
        self.file.setWordWrap(True)
        self.choose = QToolButton(self)
        self.choose.setAutoRaise(True)
        self.choose.setToolTip("换一个上年的文件")
        self.choose.setAccessibleName("换一个上年的文件")
        self.choose.clicked.connect(self.choose_wanted)
        self.project = QComboBox(self)
        self.project.setAccessibleName("上年的项目")
        self.project.setToolTip("与当前项目对照的上年项目；对得不对时在这里另选")
        self.project.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.project.activated.connect(lambda number: self.project_chosen.emit(number - 1))
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.changed_only = frame_boxes(QCheckBox("只看不同的", self))
        self.changed_only.setToolTip("不列出与上年一样的格")
        self.changed_only.toggled.connect(self._refill)
        self.model = LastYearModel(self)
        self.list = self._make_list()
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.ask = QPushButton("选择上年的文件…", self)
        self.ask.setToolTip("选择去年的文件，什么格式都可以，只读不改")
        self.ask.clicked.connect(self.choose_wanted)
        self._pages = QStackedWidget(self)
        self._lay_out()
        # heights follow the columns' widths, once these have come to rest
        self._heights = QTimer(self, singleShot=True, interval=30)
        self._heights.timeout.connect(self.list.scheduleDelayedItemsLayout)
        self.list.header().sectionResized.connect(lambda *_: self._heights.start())
        self.show_icons()

    # -- what is shown ----------------------------------------------------------------

    def show_words(self, words: str, may_choose: bool = True) -> None:
        """Show a sentence in place of the list, and a button to choose a file."""
        self.words.setText(words)
        self.ask.setVisible(may_choose)
        self._pages.setCurrentIndex(_EMPTY)
        self.setFocusProxy(self.ask if may_choose else None)  # type: ignore[arg-type]

    def show_file(self, name: str, tip: str, projects: Sequence[str]) -> None:
        """Show which file it is, and its projects to choose from."""
        self.file.setText(name)
        self.file.setToolTip(tip)
        self.project.clear()
        self.project.addItem(NONE_MATCHED)
        self.project.addItems(list(projects))
        self._pages.setCurrentIndex(_LIST)
        self.setFocusProxy(self.list)

    def show_lines(
        self, project: int | None, note: str, lines: Sequence[ComparedLine], anew: bool
    ) -> None:
        """Show a project beside last year's.

        Args:
            project: the number of last year's from 0, -1 for none; None for the department.
            note: how it was found, or what else is to be said.
            lines: the cells.
            anew: it is another project than before, to be read from its top.
        """
        self.project.setVisible(project is not None)
        self.project.setCurrentIndex(0 if project is None else project + 1)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._lines = lines
        self._refill()
        if anew:
            self.list.scrollToTop()

    def stand_in(self, ref: CellRef) -> None:
        """Mark the row of a cell of this year, and bring it into sight."""
        row = self.model.row_of(ref)
        if row is None:
            self.list.selectionModel().clear()
            return
        index = self.model.index(row, TITLE)
        if index.row() != self.list.currentIndex().row():
            select = QItemSelectionModel.SelectionFlag
            self.list.selectionModel().setCurrentIndex(index, select.ClearAndSelect | select.Rows)
        self.list.scrollTo(index)

    def show_icons(self) -> None:
        """Draw the icons in the palette's colours."""
        self.choose.setIcon(icon("open"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.show_icons()

    def _refill(self) -> None:
        only = self.changed_only.isChecked()
        lines = _differing(self._lines) if only else list(self._lines)
        if self.model.show(lines):
            for row, one in enumerate(lines):
                self.list.setFirstColumnSpanned(row, QModelIndex(), one.heading)

    # -- what can be done -------------------------------------------------------------

    def copy(self) -> None:
        """Copy last year's text of the row stood in, unchanged to the character."""
        index = self.list.currentIndex()
        if index.isValid():
            QGuiApplication.clipboard().setText(self.model.line(index.row()).before)

    def go(self) -> None:
        """Go to this year's cell of the row stood in."""
        index = self.list.currentIndex()
        ref = self.model.line(index.row()).after_ref if index.isValid() else None
        if ref is not None:
            self.cell_chosen.emit(ref)

    def _make_list(self) -> QTreeView:
        view = QTreeView(self)
        view.setModel(self.model)
        view.setItemDelegate(MarkedTextDelegate(view, wraps=True))
        view.setRootIsDecorated(False)
        view.setAllColumnsShowFocus(True)
        view.setWordWrap(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # widths that came and went with the scroll bar would change the heights again
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        view.setAccessibleName("上年对照")
        view.setToolTip("双击或按回车到今年的这一格；Ctrl+C 复制上年的文字")
        header = view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(TITLE, 6 * self.fontMetrics().horizontalAdvance("中"))
        view.doubleClicked.connect(self.go)
        for keys in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._key(view, QKeySequence(keys)).activated.connect(self.go)
        self._key(view, QKeySequence(QKeySequence.StandardKey.Copy)).activated.connect(self.copy)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for words, act in (("复制上年的文字", self.copy), ("到今年的这一格", self.go)):
            action = QAction(words, view)
            action.triggered.connect(act)
            view.addAction(action)
        return view

    def _key(self, view: QTreeView, keys: QKeySequence) -> QShortcut:
        made = QShortcut(keys, view)
        made.setContext(Qt.ShortcutContext.WidgetShortcut)
        return made

    def _lay_out(self) -> None:
        empty = QWidget(self)
        box = QVBoxLayout(empty)
        box.addStretch(1)
        box.addWidget(self.words)
        box.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(2)
        full = QWidget(self)
        column = QVBoxLayout(full)
        column.setContentsMargins(4, 4, 4, 4)
        top = QHBoxLayout()
        top.addWidget(self.file, 1)
        top.addWidget(self.changed_only)
        top.addWidget(self.choose)
        column.addLayout(top)
        column.addWidget(self.project)
        column.addWidget(self.note)
        column.addWidget(self.list, 1)
        self._pages.addWidget(empty)
        self._pages.addWidget(full)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)


def _differing(lines: Sequence[ComparedLine]) -> list[ComparedLine]:
    """Return the lines that differ, below the headings they stand under."""
    kept: list[ComparedLine] = []
    heading: ComparedLine | None = None
    for one in lines:
        if one.heading:
            heading = one
        elif one.differs:
            if heading is not None:
                kept.append(heading)
            heading = None
            kept.append(one)
    return kept

"""The list of findings: filter it, go to the cell, read why, have it mended or vouched for."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gui.document.session import Session
from gui.findings.bar import FindingsBar
from gui.findings.buttons import Chosen, FindingButtons, ScrolledButtons, copy_text, fill_menu
from gui.findings.engine import FindingsEngine
from gui.findings.filter import FindingsFilter
from gui.findings.model import COLUMNS, FINDING, MARK, FindingsModel, explained
from gui.findings.sorting import FindingsSorting
from gui.findings.unjudged import UnjudgedButton
from gui.shared.icons import severity_icon
from gui.shared.rowpaint import as_rows
from model.checks.base import Finding, Severity
from model.checks.verdict import verdict

_NO_PROJECT = "还没有项目。有了项目，这里列出没有填全和需要核对的地方。"
_CHECKING = "正在检查…"
_FAILED = "检查时程序出了没有料到的错误，列出的问题可能不全。请保存后重新打开文件。"
_FILTERED = "筛选之后没有问题；其他的被筛掉了。"
_HINT = "单击或按回车到那一格；F8 下一个，Shift+F8 上一个。"
_SIGN = 16
_WHY_LINES, _LEAST_LINES = 2, 3
_SPACING = 4
_LOW_LINES = 12
"""Lower than so many lines of text the panel has no room for the reasons."""


class FindingsPanel(QWidget):
    """Shows what the engine found; asks the session to go to a cell.

    Signals:
        wanted: the name of the window's action that is wanted: ``mend``, ``review``, ….
        unreview_wanted: findings whose mark 已核实 is to be taken back.
    """

    wanted = Signal(str)
    unreview_wanted = Signal(object)

    def __init__(
        self, session: Session, engine: FindingsEngine, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._engine = engine
        # which of the places a finding names was gone to last
        self._place = 0
        self.model = FindingsModel(session, engine, self)
        self.shown = FindingsFilter(self.model)
        self.sign = QLabel(self)
        self.summary = _label("能不能报送", self)
        self.unjudged = UnjudgedButton(session, engine, self)
        self.bar = FindingsBar(self)
        self.buttons = FindingButtons(self)
        self.why = _reading("为什么是问题", self)
        self.list = _make_list(self)
        self.list.setModel(self.shown)
        self.sorting = FindingsSorting(self.list, self.shown)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.list)
        self._count()

    def chosen(self) -> Chosen:
        """Return the findings chosen in the list."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        indexes = [self.shown.index(row, 0) for row in rows]
        standing: list[Finding] = []
        reviewed: list[Finding] = []
        for index in indexes:
            held = reviewed if index.data(MARK) is not None else standing
            held.append(index.data(FINDING))
        current = self.list.currentIndex()
        whole = self.shown.group(current)
        cells = 1 + len(whole.repeats) if whole is not None and whole.repeats else 0
        return Chosen(tuple(standing), tuple(reviewed), cells, self.shown.is_open(current))

    def step(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) finding listed; False when there is none."""
        count = self.shown.rowCount()
        if not count:
            return False
        index = self.list.currentIndex()
        row = (index.row() + by) % count if index.isValid() else self._nearest(by)
        self._activate(self.shown.index(row, 0))
        return True

    def other_place(self) -> bool:
        """Go to the next place the finding chosen names; False where it names but one."""
        finding = self.list.currentIndex().data(FINDING)
        if not isinstance(finding, Finding) or len(finding.places) < 2:
            return False
        places = finding.places
        self._place = (self._place + 1) % len(places)
        self._session.go_to(places[self._place])
        return True

    def show_icons(self) -> None:
        """Draw the signs in the palette's colours."""
        self.bar.show_icons()
        self._say_summary()

    def minimumSizeHint(self) -> QSize:
        # lower than this the reasons give way
        least = super().minimumSizeHint()
        spared = 0 if self.why.isHidden() else self.why.height() + _SPACING
        return QSize(least.width(), least.height() - spared)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # where there is little room it is the list's; a row's tooltip says the same
        low = event.size().height() < _LOW_LINES * self.fontMetrics().lineSpacing()
        if self.why.isHidden() != low:
            self.why.setHidden(low)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.list
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.list.currentIndex().isValid():
                    self._activate(self.list.currentIndex())
                    return True
            elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left) and self.chosen().cells:
                self._open(event.key() == Qt.Key.Key_Right)
                return True
            elif event.matches(QKeySequence.StandardKey.Copy):
                self.copy()
                return True
        return super().eventFilter(watched, event)

    def copy(self) -> None:
        """Put the words of the rows chosen on the clipboard."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        columns = range(len(COLUMNS))
        copy_text([[str(self.shown.index(row, c).data()) for c in columns] for row in rows])

    def _open(self, wanted: bool) -> None:
        """List every cell of the current row's fault, or only the first."""
        index = self.list.currentIndex()
        if not wanted:
            # the row may be one of those that go
            finding = self.shown.group(index)
            for row in range(self.shown.rowCount()):
                first = self.shown.index(row, 0)
                if finding is not None and first.data(FINDING).ref == finding.ref:
                    index = first
                    break
        select = QItemSelectionModel.SelectionFlag
        self.list.selectionModel().setCurrentIndex(index, select.ClearAndSelect | select.Rows)
        self.shown.open(index, wanted)
        self.list.scrollTo(self.list.currentIndex())
        self._show_chosen()

    # -- made of ----------------------------------------------------------------------

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.summary, 1)
        top.addWidget(self.unjudged, 0, Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout()
        grid.addWidget(self.bar, 0, 0)
        grid.addWidget(self.list, 1, 0)
        grid.addWidget(self.why, 2, 0)
        grid.addWidget(ScrolledButtons(self.buttons), 0, 1, 3, 1)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 4, 6, 4)
        box.setSpacing(_SPACING)
        box.addLayout(top)
        box.addLayout(grid, 1)

    def _connect(self) -> None:
        self.bar.changed.connect(self._filter)
        self.buttons.wanted.connect(self._do)
        self.list.clicked.connect(self._clicked)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.installEventFilter(self)
        selection = self.list.selectionModel()
        for signal in (selection.currentChanged, selection.selectionChanged):
            signal.connect(self._show_chosen)
        self.shown.modelReset.connect(self._show_chosen)
        self._engine.updated.connect(self._count)
        self._engine.restarted.connect(self._count)
        self._engine.restarted.connect(
            lambda: self.sorting.begin(len(self._session.disclosure.projects))
        )
        self._session.current_changed.connect(self._filter)

    # -- what is shown ------------------------------------------------------------------

    def _filter(self) -> None:
        self.shown.show_only(self.bar.wanted(self._session.current))
        self._count()

    def _count(self) -> None:
        self.buttons.relations.setVisible(bool(self._session.disclosure.parts))
        scope = self._session.current if self.bar.scope.currentIndex() else None
        self.bar.count(self._engine.tally(scope))
        self._say_summary()
        self._show_chosen()

    def _say_summary(self) -> None:
        total = self._engine.tally()
        sign = "完成"
        if not self._session.disclosure.projects:
            words, sign = _NO_PROJECT, ""
        elif self._engine.failed:
            words, sign = _FAILED, "错误"
        elif not self._engine.ready:
            words, sign = _CHECKING, ""
        else:
            words = verdict(total.told)
            if total.severity(Severity.ERROR):
                sign = "错误"
        if words != self.summary.text():
            self.summary.setText(words)
        self.sign.setVisible(bool(sign))
        if sign:
            self.sign.setPixmap(severity_icon(sign).pixmap(_SIGN, _SIGN))

    def _show_chosen(self) -> None:
        index = self.list.currentIndex()
        finding = index.data(FINDING)
        if isinstance(finding, Finding):
            words = explained(self._session.disclosure, finding, index.data(MARK))
            words = words.replace("\n为什么：", "为什么：", 1)
        elif not self.shown.rowCount() and self.model.rowCount():
            words = _FILTERED
        else:
            words = _HINT
        if words != self.why.toPlainText():
            self.why.setPlainText(words)
        self.buttons.show_state(self.chosen(), self._engine.tally())

    # -- what is done -------------------------------------------------------------------

    def show_errors(self) -> None:
        """List the 错误 of all projects, and go to the first."""
        self.bar.show_errors()
        if self.shown.rowCount():
            self._activate(self.shown.index(0, 0))

    def _clicked(self, index: QModelIndex) -> None:
        several = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        # with these keys several are chosen, and the list stays in front
        if not QApplication.keyboardModifiers() & several:
            self._activate(index)

    def _activate(self, index: QModelIndex) -> None:
        select = QItemSelectionModel.SelectionFlag
        self.list.selectionModel().setCurrentIndex(index, select.ClearAndSelect | select.Rows)
        self.list.scrollTo(index)
        finding = index.data(FINDING)
        if isinstance(finding, Finding):
            self._place = 0
            self._session.go_to(finding.ref)

    def _show_menu(self, spot: QPoint) -> None:
        index = self.list.indexAt(spot)
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_menu(menu, self.chosen(), self._engine.tally())
        self.sorting.fill_menu(menu)
        menu.triggered.connect(lambda action: self._do(action.objectName()))
        menu.popup(self.list.viewport().mapToGlobal(spot))

    def _do(self, name: str) -> None:
        if name == "go":
            self._activate(self.list.currentIndex())
        elif name == "every":
            self._open(not self.shown.is_open(self.list.currentIndex()))
        elif name == "other":
            self.other_place()
        elif name == "copy":
            self.copy()
        elif name == "unreview":
            self.unreview_wanted.emit(self.chosen().reviewed)
        else:
            if name in ("ties", "walk"):
                # of the project the finding is in
                self._activate(self.list.currentIndex())
            self.wanted.emit(name)

    def _nearest(self, by: int) -> int:
        """Return the row to begin with: the first of the entry shown, or of those behind it."""
        disclosure = self._session.disclosure
        parts, projects = disclosure.parts, disclosure.projects
        entries = ["", *(part.id for part in parts), *(table.id for table in projects)]
        numbers = {entry: number for number, entry in enumerate(entries)}
        here = numbers.get(self._session.current, 0)
        rows = range(self.shown.rowCount())
        for row in rows:
            finding = self.shown.index(row, 0).data(FINDING)
            if numbers.get(self._session.entry_of(finding.ref), -1) >= here:
                return row if by > 0 else (row - 1) % len(rows)
        return 0 if by > 0 else len(rows) - 1


def _label(name: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setAccessibleName(name)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def _reading(name: str, parent: QWidget) -> QPlainTextEdit:
    """Return a place to read in, two lines high: a long reason must not push the list away."""
    made = QPlainTextEdit(parent)
    made.setReadOnly(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    made.viewport().setAutoFillBackground(False)
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.document().setDocumentMargin(1)
    made.setFixedHeight(_WHY_LINES * made.fontMetrics().lineSpacing() + 8)
    return made


def _make_list(parent: QWidget) -> QTreeView:
    view = QTreeView(parent)
    as_rows(view)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    # the field's name stands at the end of a place
    view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.setAccessibleName("问题清单")
    view.setMinimumHeight(_LEAST_LINES * view.fontMetrics().height())
    view.setToolTip("单击或按回车到那一格（F8 下一个，Shift+F8 上一个）；按住 Ctrl 或 Shift 选几个")
    return view

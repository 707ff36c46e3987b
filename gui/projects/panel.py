"""The parts, the department, its projects, in order: search, add, duplicate, move, delete."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from gui.document.session import Session
from gui.projects.delegate import ProjectDelegate, triangle_width
from gui.projects.model import FOLDED, ID, INSIDE, ProjectsModel
from gui.projects.shown import ProjectsFilter
from gui.shared.settings import flag_setting, settings
from model.checks.names import shortened
from model.checks.verdict import Counts
from model.document.carried import copied_marks
from model.document.cells import CellRef
from model.document.disclosure import TargetTable, Unit
from model.document.edits import SetProjects
from model.document.ties import give_new_ids

_EMPTY = "还没有项目。\n按 Ctrl+Shift+N 新增一个，\n或把去年的文件拖到窗口里。"
_FOLDED = "projects/folded"
_NOTHING = "没有找到这样的项目。\n可以输入名称、编码，\n或拼音首字母（kpjf 找科普经费）。"
_LEAST_LETTERS = 11


class ProjectsPanel(QWidget):
    """The list beside the form; every change it makes is an edit of the session.

    Signals:
        form_wanted: the project chosen is to be written in: Enter, or a double click.
    """

    form_wanted = Signal()

    def __init__(
        self,
        session: Session,
        standing: Callable[[str], Counts],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._searching = False
        self._opening = False
        self.model = ProjectsModel(session, standing, self)
        self.shown = ProjectsFilter(self.model)
        self.shown.fold(flag_setting(_FOLDED, False))
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("查找：名称、编码或拼音首字母")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("查找项目")
        self.search.setToolTip("按名称、编码或拼音首字母查找项目，例如 kpjf 找科普经费（Ctrl+L）")
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self.list = _make_list(self)
        self.list.setModel(self.shown)
        self.list.installEventFilter(self)
        self.list.viewport().installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.activated.connect(self.form_wanted)
        self.hint = QLabel(_EMPTY, self)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self.search)
        box.addWidget(self.list, 1)
        box.addWidget(self.hint)
        # names stay to be told apart, whatever else wants room
        self.setMinimumWidth(_LEAST_LETTERS * self.fontMetrics().horizontalAdvance("中"))
        self.setFocusProxy(self.list)
        self.model.move_wanted.connect(self._dropped)
        session.current_changed.connect(self._show_current)
        session.replaced.connect(self._replaced)
        self.shown.modelReset.connect(lambda: self._mark(session.current))
        for signal in (self.shown.modelReset, self.shown.rowsInserted, self.shown.rowsRemoved):
            signal.connect(self._show_hint)
        self._show_hint()

    def add(self) -> None:
        """Add an empty project behind the current one, in the same unit."""
        place = self._place() + 1
        projects = list(self._session.disclosure.projects)
        near = projects[place - 1] if place else next(iter(projects), None)
        unit = Unit(near.unit.code, near.unit.name) if near else Unit()
        table = TargetTable(unit=unit)
        projects.insert(place, table)
        self._do("新增项目", projects, table.id)

    def duplicate(self) -> None:
        """Put a copy of the current project behind it; its code is to be typed anew."""
        place = self._place()
        if place < 0:
            return
        projects = list(self._session.disclosure.projects)
        table = copy.deepcopy(projects[place])
        give_new_ids(table)
        # no two projects have one code
        table.code = ""
        table.name += "（副本）"
        projects.insert(place + 1, table)
        marks = copied_marks(self._session.disclosure, projects[place], table)
        self._do(f"复制项目{_named(projects[place])}", projects, table.id, marks)

    def delete(self) -> None:
        """Delete the current project; undo brings it back."""
        place = self._place()
        if place < 0:
            return
        projects = list(self._session.disclosure.projects)
        gone = projects.pop(place)
        near = projects[min(place, len(projects) - 1)].id if projects else ""
        self._do(f"删除项目{_named(gone)}", projects, near)

    def shift(self, by: int) -> None:
        """Move the current project up (-1) or down (1)."""
        place = self._place()
        target = place + by
        if place >= 0 and 0 <= target < len(self._session.disclosure.projects):
            self._move(place, target)

    def step(self, by: int) -> None:
        """Show the next (1) or the previous (-1) of the rows in the list."""
        row = self.list.currentIndex().row() + by
        if 0 <= row < self.shown.rowCount():
            self.list.setCurrentIndex(self.shown.index(row, 0))

    def fold(self, folded: bool) -> None:
        """Fold the projects under their part away, or show them again; it is remembered."""
        if not self.model.holder or folded == self.shown.folded:
            return
        settings().setValue(_FOLDED, "true" if folded else "false")
        self._quietly(lambda: self.shown.fold(folded))
        self._mark(self._session.current)

    def _clicked(self, event: QMouseEvent) -> bool:
        """Fold by a click on the triangle, or a double click on its row."""
        index = self.list.indexAt(event.position().toPoint())
        folded = index.data(FOLDED) if index.isValid() else None
        twice = event.type() == QEvent.Type.MouseButtonDblClick
        if folded is None or event.button() != Qt.MouseButton.LeftButton:
            return False
        if not twice and event.position().x() > triangle_width(self.list.fontMetrics()):
            return False
        self.fold(not folded)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        if isinstance(event, QMouseEvent) and watched is self.list.viewport():
            return event.type() in pressed and self._clicked(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.search:
                return self._search_key(event)
            return self._list_key(event)
        return super().eventFilter(watched, event)

    def _search_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                return False
            if not self.list.currentIndex().isValid() and self.shown.rowCount():
                self.list.setCurrentIndex(self.shown.index(0, 0))
            self.list.setFocus()
            return True
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            return True
        return False

    def _list_key(self, event: QKeyEvent) -> bool:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Delete and not modifiers:
            self.delete()
            return True
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not modifiers:
            index = self.list.currentIndex()
            if index.data(FOLDED) is not None or index.data(INSIDE):
                self.fold(event.key() == Qt.Key.Key_Left)
                return True
        if modifiers == Qt.KeyboardModifier.AltModifier:
            by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if by:
                self.shift(by)
                return True
        return False

    def _place(self) -> int:
        """Return the current project's place from 0, or -1 at the department."""
        return self.model.place_of(self._session.current)

    def _do(
        self, label: str, projects: list[TargetTable], then: str, marked: Sequence[CellRef] = ()
    ) -> None:
        self._session.do(SetProjects(label, projects, marked=list(marked)))
        self._session.select(then)
        self._show_current(then)

    def _move(self, place: int, target: int) -> None:
        projects = list(self._session.disclosure.projects)
        table = projects.pop(place)
        projects.insert(target, table)
        self._do(f"移动项目{_named(table)}", projects, table.id)

    def _dropped(self, table: str, number: int) -> None:
        place = self.model.place_of(table)
        target = number - 1 if number - 1 <= place else number - 2
        if target != place:
            # the view is still in the middle of its own drop
            QTimer.singleShot(0, self, lambda: self._move(place, target))

    def _chosen(self) -> None:
        index = self.list.currentIndex()
        if index.isValid() and not self._searching:
            self._session.select(index.data(ID))

    def _quietly(self, act: Callable[[], object]) -> None:
        """Change which rows are shown; what the form shows stays."""
        before, self._searching = self._searching, True
        act()
        self._searching = before

    def _show_current(self, table: str) -> None:
        """Choose the row of what is shown; one that is folded away is brought into sight."""
        if self.shown.hides(table) and not self._opening:
            self._quietly(lambda: self.shown.fold(False))
        self._mark(table)

    def _mark(self, table: str) -> None:
        # what is folded away is marked at the part it stands under
        hidden = self.shown.hides(table)
        self._quietly(lambda: self._choose(self.model.holder if hidden else table))

    def _choose(self, table: str) -> None:
        index = self.shown.mapFromSource(self.model.index(self.model.row_of(table)))
        if index.isValid():
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(index, select)
            self.list.scrollTo(index)
        else:
            self.list.selectionModel().clear()

    def _replaced(self) -> None:
        # a file begins with what was folded last; whoever goes to a project unfolds it
        self._opening = True
        QTimer.singleShot(0, self, self._opened)
        self.search.clear()
        self._show_hint()

    def _opened(self) -> None:
        self._opening = False

    def _search(self, text: str) -> None:
        # what is searched for may hide the project shown; it stays shown in the form
        self._quietly(lambda: self.shown.search(text))
        # a row cannot be dropped at a place that is not shown
        self.list.setDragEnabled(not self.shown.query)
        self._mark(self._session.current)
        self._show_hint()

    def _show_hint(self) -> None:
        searching = bool(self.shown.query)
        self.hint.setText(_NOTHING if searching else _EMPTY)
        projects = bool(self._session.disclosure.projects)
        self.hint.setVisible(not (self.shown.rowCount() if searching else projects))


def _named(table: TargetTable) -> str:
    name = shortened(table.name)
    return f"“{name}”" if name else ""


class _ListView(QListView):
    """A list whose rows are all alike: other data of one is painted, not laid out anew."""

    def dataChanged(
        self,
        first: QModelIndex | QPersistentModelIndex,
        last: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        one = first.row() == last.row()
        self.viewport().update(self.visualRect(first) if one else self.viewport().rect())


def _make_list(parent: QWidget) -> QListView:
    view = _ListView(parent)
    view.setUniformItemSizes(True)
    view.setItemDelegate(ProjectDelegate(view))
    view.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
    view.setDefaultDropAction(Qt.DropAction.MoveAction)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setAccessibleName("部门和项目")
    view.setToolTip(
        "Ctrl+↑↓ 换项目；Enter、双击 填写；← → 收起、展开各项目；"
        "Alt+↑↓ 移动；Delete 删除；也可以用鼠标拖动"
    )
    return view

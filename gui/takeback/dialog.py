"""接收修改: a returned file beside the open one, each of its changes accepted or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent

from gui.shared import filedialogs
from gui.shared.markedtext import show_runs
from gui.takeback.controls import TakeBackForm
from gui.takeback.model import AFTER, BEFORE, PLACE, ChangesCriteria, whole_runs
from gui.takeback.work import Returned, read_returned
from model.takeback.proposal import Group, Proposal

if TYPE_CHECKING:
    from gui.document.workspace import Workspace
    from model.document.edits import Change

_WAIT_MS = 400
"""Milliseconds after the last change of the open file before the list follows."""
_MANY = 400
"""With more changes than this, only the first project is unfolded."""
_TOLD = 3
"""So many remarks of the reader are shown; all of them in its report."""
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
_GONE = "（没有选中一处修改）"


def take_back(workspace: Workspace) -> None:
    """Ask for a returned file, read it in the background, show what it changed."""
    path = filedialogs.ask_open(workspace.window)
    if path is not None:
        read_returned(workspace, path, lambda returned: _show(workspace, returned))


def _show(workspace: Workspace, returned: Returned) -> None:
    dialog = workspace.window.findChild(TakeBackDialog)
    if dialog is None:
        dialog = TakeBackDialog(workspace)
    dialog.load(returned)
    dialog.show()
    dialog.activateWindow()


class TakeBackDialog(TakeBackForm):
    """Stays beside the window; what is accepted is one undo step of the open file."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace.window)
        self._workspace = workspace
        self._session = workspace.session
        self._returned: Returned | None = None
        self._stale: set[str] | None = set()
        self._said = ""
        self._accepted = ""
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._connect()

    def load(self, returned: Returned) -> None:
        """Show another returned file."""
        self._returned = returned
        self._stale = set()
        self._said = ""
        self.file.setText(f"退回的文件：{returned.path}")
        self.notes.setText("\n".join(self._notes(returned)))
        self.notes.setVisible(bool(self.notes.text()))
        self.model.begin()
        self.model.show(returned.back.sides.groups)
        self._unfold()
        self._select_first()
        self._show_state()
        self.list.setFocus()

    def _connect(self) -> None:
        session = self._session
        self.another.clicked.connect(lambda: take_back(self._workspace))
        self.report.clicked.connect(self._show_report)
        for tool in self.kinds.values():
            tool.toggled.connect(self._filter)
        self.search.textChanged.connect(self._filter)
        self.all.clicked.connect(self.model.tick_all)
        self.model.ticked.connect(self._show_state)
        self.list.selectionModel().currentChanged.connect(self._show_texts)
        self.list.doubleClicked.connect(self._go_to)
        self.list.installEventFilter(self)
        self.undo.clicked.connect(session.undo.undo)
        self.go.clicked.connect(lambda: self._go_to(self.list.currentIndex()))
        self.accept_.clicked.connect(self.accept_chosen)
        self.close_.clicked.connect(self.reject)
        self._timer.timeout.connect(self._follow)
        session.changed.connect(self._changed)
        session.replaced.connect(self._give_up)
        session.undo.undoTextChanged.connect(self._show_undo)
        self._show_undo(session.undo.undoText())
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.search.setFocus)
        for keys, act in (
            ("Ctrl+Shift+T", self.another.click),
            ("Ctrl+Z", session.undo.undo),
            ("Ctrl+Y", session.undo.redo),
        ):
            QShortcut(QKeySequence(keys), self, act)

    # accepting

    def accept_chosen(self) -> None:
        """Accept what is listed and ticked, as one step; the rest stays in the list."""
        if self._returned is None:
            return
        # what the clerk saw: a cell changed since then is not overwritten
        chosen = self.model.chosen()
        self._session.settle()
        accepted = self._returned.back.accept(chosen)
        if accepted.edit is not None:
            self._accepted = accepted.edit.label
            self._session.do(accepted.edit)
        self.model.pass_over()
        self._stale = None
        words = f"已接收 {accepted.count} 处，Ctrl+Z 可以一步撤销。" if accepted.count else ""
        if accepted.stale:
            words += f"有 {accepted.stale} 处在这里又改过，没有接收，请再看一看。"
        self._follow()
        self._said = words
        self._show_state()
        self._workspace.said.emit(words)

    # the open file goes on changing

    def _changed(self, change: Change) -> None:
        if self._returned is None:
            return
        if change.structure or change.comments or change.parts:
            self._stale = None
        elif self._stale is not None:
            self._stale |= change.touched()
        if self.isVisible():
            self._timer.start()

    def _follow(self) -> None:
        """Let the list say what is proposed now."""
        self._timer.stop()
        if self._returned is None or self._stale == set():
            return
        self._returned.back.refresh(self._stale)
        self._stale = set()
        self._said = ""
        self._relist(lambda: self.model.show(self._groups()))

    def _groups(self) -> list[Group]:
        return self._returned.back.sides.groups if self._returned else []

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def _give_up(self) -> None:
        """Another file is open: what was returned is not its."""
        self._returned = None
        self.model.begin()
        self.model.show([])
        self.hide()

    # the list

    def _filter(self) -> None:
        kinds = frozenset(kind for kind, tool in self.kinds.items() if tool.isChecked())
        self._relist(lambda: self.model.filter(ChangesCriteria(kinds, self.search.text())))

    def _relist(self, act: Callable[[], None]) -> None:
        """List anew, the row looked at and what is folded staying as they are."""
        now = self.model.proposal(self.list.currentIndex())
        folded = {
            self.model.index(row, PLACE).data()
            for row in range(self.model.rowCount())
            if not self.list.isExpanded(self.model.index(row, PLACE))
        }
        act()
        self._unfold()
        for row in range(self.model.rowCount()):
            index = self.model.index(row, PLACE)
            if index.data() in folded:
                self.list.collapse(index)
        place = self.model.place_of(now.key) if now is not None else QModelIndex()
        if place.isValid():
            self.list.setCurrentIndex(place)
        else:
            self._select_first()
        self._show_state()

    def _unfold(self) -> None:
        if self.model.listed() <= _MANY:
            self.list.expandAll()
        elif self.model.rowCount():
            self.list.expand(self.model.index(0, PLACE))
        for row in range(self.model.rowCount()):
            self.list.setFirstColumnSpanned(row, QModelIndex(), True)

    def _select_first(self) -> None:
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0, PLACE, self.model.index(0, PLACE)))
        self._show_texts(self.list.currentIndex())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.list and pressed and self._pressed(cast(QKeyEvent, event)):
            return True
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        rows = self.list.selectionModel().selectedRows()
        if event.key() == Qt.Key.Key_Space and rows:
            self.model.tick(rows, self.model.state(rows[0]) != Qt.CheckState.Checked)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_to(self.list.currentIndex())
            return True
        return False

    def _go_to(self, index: QModelIndex) -> None:
        """Show the cell of a change in the form behind; of what is new, its project."""
        one = self.model.proposal(index)
        if one is None:
            if index.isValid():
                self.list.setExpanded(index, not self.list.isExpanded(index))
            return
        if one.ref is not None and one.ref.field:
            self._session.go_to(one.ref)
        elif not one.group or self._session.holds(one.group):
            self._session.select(one.group)

    # what is said

    def _show_texts(self, index: QModelIndex) -> None:
        one = self.model.proposal(index)
        for column, pane in self.panes.items():
            runs = whole_runs(one, column) if one is not None else []
            show_runs(pane, runs, _nothing(one, column))
        remarks = list(one.remarks) if one is not None else []
        if one is not None and one.comment is not None:
            remarks = [f"{one.comment.spoken}\n（在退回文件的{one.comment.where}）"]
        self.remarks.setPlainText("\n".join(remarks))
        self.remarks.setVisible(bool(remarks))
        self.go.setEnabled(one is not None)

    def _show_state(self) -> None:
        if self._returned is None:
            return
        every = self._returned.back.proposals()
        listed, chosen = self.model.listed(), len(self.model.chosen())
        if not every:
            words = "退回的文件与这里没有不同。"
        else:
            words = f"共 {len(every)} 处" + (f"，列出 {listed} 处" if listed < len(every) else "")
            words += f"，勾选 {chosen} 处，不勾选的不动。"
        self.status.setText(f"{self._said}{words}")
        self.accept_.setText(f"接收 {chosen} 处(&A)" if chosen else "接收(&A)")
        self.accept_.setEnabled(chosen > 0)
        self.all.setChecked(bool(listed) and chosen == listed)
        self.all.setEnabled(listed > 0)

    def _show_undo(self, step: str) -> None:
        self.undo.setEnabled(bool(step) and step == self._accepted)

    def _notes(self, returned: Returned) -> list[str]:
        told = returned.report.notes
        notes = [*returned.back.notes(), *told[:_TOLD]]
        if len(told) > _TOLD:
            notes.append(f"读取时还有 {len(told) - _TOLD} 处要留意，请按“读取报告”查看。")
        if returned.path.suffix.lower() in _WORKBOOKS:
            notes.append("只看各项目的表和部门整体绩效目标；在“目录”“汇总”里改的数不读。")
        places = len(returned.report.unplaced)
        if places:
            notes.append(f"退回的文件里有 {places} 处内容没有归入表格，请按“读取报告”查看。")
        return notes

    def _show_report(self) -> None:
        from gui.shared.readreport import read_report

        if self._returned is not None:
            read_report(self._returned.report, self).show()


def _nothing(one: Proposal | None, column: int) -> str:
    if one is None:
        return _GONE
    there = {"added": AFTER, "deleted": BEFORE}.get(one.kind)
    return "（空）" if there is None or there == column else "（没有）"

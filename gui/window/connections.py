"""Connects a window with the workspace behind it, and with the panels once something is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu, QStackedWidget

from gui.document.workspace import Workspace
from gui.shared.actions import DOCUMENT, PROJECT, Actions
from gui.shared.settings import bytes_setting
from model.basics.names import readable

if TYPE_CHECKING:
    from pathlib import Path

    from gui.document.session import Session
    from gui.window.panels import Panels
    from model.basics.errors import WriteError
    from model.document.edits import Change

STATE = 1
"""Version of the panels' remembered places."""


class Frame(NamedTuple):
    """A window before anything is open in it: its actions, menu of panels, stacked middle.

    ``layout_folders`` hold further forms.
    """

    window: QMainWindow
    actions: Actions
    panels_menu: QMenu
    middle: QStackedWidget
    layout_folders: tuple[Path, ...] = ()


class Connections(QObject):
    """Made with the workspace when first needed, so that the window is on the screen before.

    Args:
        frame: the window as it stands before anything is open.
        session: what is open; one of its own where there is none.

    Attributes:
        panels: what surrounds the form; None until something is open.

    Raises:
        LayoutError: a form of the program is broken.
    """

    def __init__(self, frame: Frame, session: Session | None = None) -> None:
        window = frame.window
        super().__init__(window)
        self._window = window
        self._frame = frame
        self.panels: Panels | None = None
        self.workspace = Workspace(window, session, frame.layout_folders)
        self._file_label = QLabel(window)
        self._state_label = QLabel(window)
        for label in (self._file_label, self._state_label):
            window.statusBar().addPermanentWidget(label)
        frame.actions.complete()
        self._connect_session()

    def may_close(self) -> bool:
        """Ask about work under way and unsaved changes; False where the clerk wants to stay."""
        tasks = self.workspace.tasks
        if tasks.busy:
            from gui.shared import messages

            question = f"{tasks.name}还没有完成。要停下它并关闭窗口吗？"
            if messages.ask(self._window, question, ["等它完成", "停下并关闭"], default=0) != 1:
                return False
            tasks.cancel()
        # what was stopped earlier may still be tidying up
        tasks.wait()
        return self.workspace.files.may_leave()

    def show_state(self) -> None:
        """Say in title and status bar what is open and whether it is saved."""
        window, session = self._window, self.workspace.session
        begun = self.panels is not None
        self._frame.actions.enable(DOCUMENT, begun)
        self._frame.actions.enable(PROJECT, begun and bool(session.project))
        if not begun:
            return
        clean, path = session.undo.isClean(), session.path
        window.setWindowTitle(f"{self.workspace.files.name()}[*] — 绩表")
        window.setWindowModified(not clean)
        self._file_label.setText(
            f"{readable(str(path)) if path else '还没有保存成文件'}　|　{session.layout.name}"
        )
        words = "已保存" if clean and path else "未修改" if clean else "有未保存的修改"
        self._state_label.setText(words)

    def _connect_session(self) -> None:
        workspace = self.workspace
        session, files = workspace.session, workspace.files
        files.imported.connect(self._show_report)
        for signal in (session.replaced, session.file_changed, session.current_changed):
            signal.connect(self.show_state)
        session.replaced.connect(self._begin_work)
        session.opened.connect(self._show_form)
        session.changed.connect(self._changed)
        session.undo.cleanChanged.connect(self.show_state)
        session.undo.undoTextChanged.connect(self._frame.actions.name_undo)
        session.undo.redoTextChanged.connect(self._frame.actions.name_redo)
        workspace.recovery.failed.connect(self._recovery_failed)
        workspace.tasks.started.connect(self._show_tasks)

    def _begin_work(self) -> None:
        """Make the parts that show a disclosure, when there is one for the first time."""
        window = self._window
        if self.panels is not None:
            return
        from gui.window.panels import Panels

        # connected before the parts are: they are made full
        self.panels = Panels(window, self.workspace, self._frame.actions, self._frame.panels_menu)
        self._frame.middle.addWidget(self.panels.tabs)
        self._frame.middle.setCurrentWidget(self.panels.tabs)
        state = bytes_setting("window/state")
        if state is not None:
            window.restoreState(state, STATE)
        self.show_state()

    def _show_form(self) -> None:
        """Whatever was open before, the clerk writes in the new one's first cell."""
        if self.panels is not None:
            self.panels.tabs.focus_form()

    def _changed(self, change: Change) -> None:
        # the department's name stands in the title while there is no file's
        if any(ref.field == "department.name" for ref in change.cells):
            self.show_state()

    def _show_tasks(self) -> None:
        """Put the progress into the status bar, the first time something runs."""
        from gui.shared.taskbar import TaskBar

        window, tasks = self._window, self.workspace.tasks
        if window.findChild(TaskBar) is None:
            bar = TaskBar(tasks, window)
            window.statusBar().insertPermanentWidget(0, bar)
            bar.begin(tasks.name)

    def _show_report(self, report: Any) -> None:
        from gui.shared.readreport import read_report

        read_report(report, self._window).show()
        if self.panels is not None:
            self.panels.ask_questions(only_if_any=True)

    def _recovery_failed(self, error: WriteError) -> None:
        line = f"恢复副本没有写成，请尽快保存：{error}"
        self._window.statusBar().showMessage(line)

"""The main window: puts the parts together and wires them; holds no rule of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu, QStackedWidget, QToolBar

from gui.actions import NEED_DOCUMENT, NEED_PROJECT, Actions
from gui.help import Help
from gui.icons import app_icon
from gui.settings import forget_files, recent_files, settings
from gui.startpage import StartPage

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from gui.crash import CrashReporter
    from gui.desk import Desk
    from gui.files import Files
    from gui.recovery import Recovery
    from gui.session import Session
    from gui.tasks import Tasks
    from gui.workplace import Workplace
    from model.edits import Change
    from model.errors import WriteError

_SAY = 6000
"""Milliseconds a line stays in the status bar."""
_STATE = 1
"""Version of the panels' remembered places."""


class MainWindow(QMainWindow):
    """One window, one disclosure."""

    def __init__(self, session: Session | None = None, crash: CrashReporter | None = None) -> None:
        super().__init__()
        self._desk: Desk | None = None
        self.actions_ = Actions(self)
        self._help = Help(self, self.actions_, crash)
        self.workplace: Workplace | None = None
        self.open_elsewhere: Callable[[Path], None] | None = None
        self.setObjectName("MainWindow")
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self._recent_menu = QMenu("最近打开过(&T)", self)
        self._recent_menu.aboutToShow.connect(self._fill_recent)
        self._panels_menu = QMenu("面板(&P)", self)
        self._bar = QToolBar("工具栏", self)
        self._bar.setObjectName("ToolBar")
        self.start = StartPage(self)
        self._middle = QStackedWidget(self)
        self._middle.addWidget(self.start)
        self.setCentralWidget(self._middle)
        special: dict[str, Any] = {"recent": self._recent_menu, "panels": self._panels_menu}
        self.actions_.fill_menus(self.menuBar(), special)
        self.actions_.fill_toolbar(self._bar)
        self.addToolBar(self._bar)
        self._file_label = QLabel(self)
        self._state_label = QLabel(self)
        self.statusBar().addPermanentWidget(self._file_label)
        self.statusBar().addPermanentWidget(self._state_label)
        self._connect()
        self._restore_size()
        self._show_state()
        if session is not None:
            self._make_desk(session)

    @property
    def desk(self) -> Desk:
        """What works behind the window, made when first needed."""
        return self._desk or self._make_desk()

    @property
    def session(self) -> Session:
        """What is open."""
        return self.desk.session

    @property
    def files(self) -> Files:
        """What carries out the file menu."""
        return self.desk.files

    @property
    def tasks(self) -> Tasks:
        """The work in the background."""
        return self.desk.tasks

    @property
    def recovery(self) -> Recovery:
        """The recovery copy."""
        return self.desk.recovery

    def say(self, line: str) -> None:
        """Show a line in the status bar for a while."""
        self.statusBar().showMessage(line, _SAY)

    def prepare(self) -> None:
        """Load what works behind the window, the window being on the screen."""
        if self._desk is None:
            self._make_desk()

    def open_files(self, paths: list[Path]) -> None:
        """Open the first file here, the others in windows of their own."""
        for path in paths[1:]:
            if self.open_elsewhere is not None:
                self.open_elsewhere(path)
        if paths:
            self.files.open_path(paths[0])

    def offer_recovery(self) -> None:
        """Offer what a crash left behind, if anything."""
        from gui.recovery import left_behind

        copies = left_behind()
        self.start.offer_recovery(len(copies))
        if copies:
            self.recover()

    def recover(self) -> None:
        """Show the recovery copies, and recover the one chosen."""
        from gui.recoverdialog import RecoverDialog
        from gui.recovery import left_behind

        copies = left_behind()
        if not copies:
            from gui import messages

            messages.info(self, "没有需要恢复的内容。")
            return
        dialog = RecoverDialog(copies, self)
        dialog.exec()
        if dialog.chosen is not None and self.files.may_leave():
            self.files.recover(dialog.chosen)
        dialog.deleteLater()
        self.start.offer_recovery(len(left_behind()))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._desk is not None and not self._may_close():
            event.ignore()
            return
        self._remember_size()
        if self.workplace is not None:
            self.workplace.suggestions.remember()
        if self._desk is not None:
            self.files.close()
        event.accept()

    def _may_close(self) -> bool:
        """Ask about work under way and unsaved changes; False where the clerk wants to stay."""
        if self.tasks.busy:
            from gui import messages

            question = f"{self.tasks.name}还没有完成。要停下它并关闭窗口吗？"
            if messages.ask(self, question, ["等它完成", "停下并关闭"], default=0) != 1:
                return False
            self.tasks.cancel()
            self.tasks.wait()
        return self.files.may_leave()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        event.acceptProposedAction()
        # a question asked inside the drop would hang the program the file comes from
        QTimer.singleShot(0, self, lambda: self.open_files(paths))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._repaint_icons()

    # -- wiring -----------------------------------------------------------------------

    def _connect(self) -> None:
        self.actions_.connect_to("quit", self.close)
        self.actions_.connect_to("recover", self.recover)
        self.actions_.name_undo("")
        self.actions_.name_redo("")
        start = self.start
        for signal, name in (
            (start.new_wanted, "new"),
            (start.open_wanted, "open"),
            (start.recover_wanted, "recover"),
        ):
            signal.connect(self.actions_[name].trigger)
        start.file_wanted.connect(self._open_file)
        start.show_recent(recent_files())
        self._help.said.connect(self.say)
        self._help.failed.connect(self._save_what_can_be)

    def _make_desk(self, session: Session | None = None) -> Desk:
        from gui.desk import Desk

        self._desk = desk = Desk(self, session)
        session, files = desk.session, desk.files
        for name, act in (
            ("new", files.new),
            ("open", files.open_dialog),
            ("save", files.save),
            ("save-as", files.save_as),
            ("undo", session.undo.undo),
            ("redo", session.undo.redo),
        ):
            self.actions_.connect_to(name, act)
        files.said.connect(self.say)
        files.imported.connect(self._show_report)
        files.recent_changed.connect(self._show_recent)
        for signal in (session.replaced, session.file_changed, session.current_changed):
            signal.connect(self._show_state)
        session.replaced.connect(self._begin_work)
        session.changed.connect(self._changed)
        session.undo.cleanChanged.connect(self._show_state)
        session.undo.undoTextChanged.connect(self.actions_.name_undo)
        session.undo.redoTextChanged.connect(self.actions_.name_redo)
        desk.recovery.failed.connect(self._recovery_failed)
        desk.tasks.started.connect(self._show_tasks)
        return desk

    def _begin_work(self) -> None:
        """Make the parts that show a disclosure, when there is one for the first time."""
        if self.workplace is not None:
            return
        from gui.workplace import Workplace

        # connected before the parts are: they are made full
        self.workplace = Workplace(self, self.actions_, self._panels_menu)
        self._middle.addWidget(self.workplace.centre)
        self._middle.setCurrentWidget(self.workplace.centre)
        state = settings().value("window/state")
        if state is not None:
            self.restoreState(state, _STATE)
        self._show_state()
        self.workplace.centre.focus_form()

    def _show_tasks(self) -> None:
        """Put the progress into the status bar, the first time something runs."""
        from gui.taskbar import TaskBar

        if self.findChild(TaskBar) is None:
            bar = TaskBar(self.tasks, self)
            self.statusBar().insertPermanentWidget(0, bar)
            bar.begin(self.tasks.name)

    def _show_state(self) -> None:
        """Say in title and status bar what is open and whether it is saved."""
        begun = self.workplace is not None
        self.actions_.enable(NEED_DOCUMENT, begun)
        self.actions_.enable(NEED_PROJECT, begun and bool(self.session.current))
        if not begun:
            self.setWindowTitle("绩表")
            return
        session = self.session
        clean, path = session.undo.isClean(), session.path
        self.setWindowTitle(f"{self.files.name()}[*] — 绩表")
        self.setWindowModified(not clean)
        self._file_label.setText(f"{path or '还没有保存成文件'}　|　{session.layout.name}")
        words = "已保存" if clean and path else "未修改" if clean else "有未保存的修改"
        self._state_label.setText(words)

    def _show_recent(self) -> None:
        self.start.show_recent(recent_files())

    def _changed(self, change: Change) -> None:
        # the department's name stands in the title while there is no file's
        if any(ref.field == "department.name" for ref in change.cells):
            self._show_state()

    def _fill_recent(self) -> None:
        self._recent_menu.clear()
        for number, path in enumerate(recent_files(), 1):
            key = f"&{number} " if number < 10 else "　"
            action = self._recent_menu.addAction(key + str(path).replace("&", "&&"))
            action.triggered.connect(lambda _checked, path=path: self._open_file(path))
        if self._recent_menu.isEmpty():
            self._recent_menu.addAction("（还没有）").setEnabled(False)
        else:
            self._recent_menu.addSeparator()
            self._recent_menu.addAction("清空这个列表(&C)").triggered.connect(self._forget)

    def _open_file(self, path: Path) -> None:
        self.files.open_path(path)

    def _forget(self) -> None:
        forget_files()
        self.start.show_recent([])

    # -- dialogs ----------------------------------------------------------------------

    def _show_report(self, report: Any) -> None:
        from gui.readreport import ReadReportDialog

        ReadReportDialog(report, self).show()

    def _recovery_failed(self, error: WriteError) -> None:
        self.statusBar().showMessage(f"恢复副本没有写成，请尽快保存：{error}")

    def _save_what_can_be(self) -> None:
        if self._desk is not None:
            self.recovery.write_now()

    # -- size and icons ---------------------------------------------------------------

    def _restore_size(self) -> None:
        geometry = settings().value("window/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1280, 720)

    def _remember_size(self) -> None:
        store = settings()
        store.setValue("window/geometry", self.saveGeometry())
        if self.workplace is not None:
            store.setValue("window/state", self.saveState(_STATE))

    def _repaint_icons(self) -> None:
        if not hasattr(self, "actions_"):
            return
        ground = self.palette().window().color().name()
        if self.property("ground") != ground:
            self.setProperty("ground", ground)
            self.actions_.show_icons()
            self.start.show_icons()
            if self.workplace is not None:
                self.workplace.show_icons()

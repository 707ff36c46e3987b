"""The main window: puts the parts together and wires them; holds no rule of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPalette
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu, QStackedWidget, QToolBar

from gui import messages
from gui.actions import NEED_DOCUMENT, NEED_PROJECT, Actions
from gui.files import Files
from gui.icons import app_icon
from gui.recovery import Recovery, left_behind
from gui.session import Session
from gui.settings import forget_files, recent_files, settings
from gui.startpage import StartPage
from gui.tasks import Tasks
from model.edits import Change
from model.errors import WriteError

if TYPE_CHECKING:
    from gui.crash import CrashReporter
    from gui.workplace import Workplace

_SAY = 6000
"""Milliseconds a line stays in the status bar."""
_STATE = 1
"""Version of the panels' remembered places."""


class MainWindow(QMainWindow):
    """One window, one disclosure."""

    def __init__(self, session: Session, crash: CrashReporter | None = None) -> None:
        super().__init__()
        self.session = session
        self.crash = crash
        self.tasks = Tasks(self)
        self.recovery = Recovery(session, self)
        self.files = Files(self, session, self.tasks, self.recovery)
        self.actions_ = Actions(self)
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

    def say(self, line: str) -> None:
        """Show a line in the status bar for a while."""
        self.statusBar().showMessage(line, _SAY)

    def open_files(self, paths: list[Path]) -> None:
        """Open the first file here, the others in windows of their own."""
        for path in paths[1:]:
            if self.open_elsewhere is not None:
                self.open_elsewhere(path)
        if paths:
            self.files.open_path(paths[0])

    def offer_recovery(self) -> None:
        """Offer what a crash left behind, if anything."""
        copies = left_behind()
        self.start.offer_recovery(len(copies))
        if copies:
            self.recover()

    def recover(self) -> None:
        """Show the recovery copies, and recover the one chosen."""
        from gui.recoverdialog import RecoverDialog

        copies = left_behind()
        if not copies:
            messages.info(self, "没有需要恢复的内容。")
            return
        dialog = RecoverDialog(copies, self)
        dialog.exec()
        if dialog.chosen is not None and self.files.may_leave():
            self.files.recover(dialog.chosen)
        dialog.deleteLater()
        self.start.offer_recovery(len(left_behind()))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.tasks.busy:
            question = f"{self.tasks.name}还没有完成。要停下它并关闭窗口吗？"
            if messages.ask(self, question, ["等它完成", "停下并关闭"], default=0) != 1:
                event.ignore()
                return
            self.tasks.cancel()
            self.tasks.wait()
        if not self.files.may_leave():
            event.ignore()
            return
        self._remember_size()
        if self.workplace is not None:
            self.workplace.suggestions.remember()
        self.files.close()
        event.accept()

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
        session, files, connect = self.session, self.files, self.actions_.connect_to
        for name, act in (
            ("new", files.new),
            ("open", files.open_dialog),
            ("recover", self.recover),
            ("save", files.save),
            ("save-as", files.save_as),
            ("quit", self.close),
            ("undo", session.undo.undo),
            ("redo", session.undo.redo),
            ("keys", self._show_keys),
            ("about", self._about),
            ("report", self._save_report),
        ):
            connect(name, act)
        self.start.new_wanted.connect(files.new)
        self.start.open_wanted.connect(files.open_dialog)
        self.start.recover_wanted.connect(self.recover)
        self.start.file_wanted.connect(files.open_path)
        files.said.connect(self.say)
        files.imported.connect(self._show_report)
        files.recent_changed.connect(lambda: self.start.show_recent(recent_files()))
        session.replaced.connect(self._begin_work)
        session.replaced.connect(self._show_state)
        session.file_changed.connect(self._show_state)
        session.current_changed.connect(self._show_state)
        session.changed.connect(self._changed)
        session.undo.cleanChanged.connect(self._show_state)
        session.undo.undoTextChanged.connect(self.actions_.name_undo)
        session.undo.redoTextChanged.connect(self.actions_.name_redo)
        self.actions_.name_undo("")
        self.actions_.name_redo("")
        self.recovery.failed.connect(self._recovery_failed)
        self.tasks.started.connect(self._show_tasks)
        if self.crash is not None:
            self.crash.happened.connect(self._crashed)
        self.start.show_recent(recent_files())

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
        session, begun = self.session, self.workplace is not None
        clean = session.undo.isClean()
        self.setWindowTitle(f"{self.files.name()}[*] — 绩表" if begun else "绩表")
        self.setWindowModified(begun and not clean)
        self.actions_.enable(NEED_DOCUMENT, begun)
        self.actions_.enable(NEED_PROJECT, begun and bool(session.current))
        path = session.path
        place = str(path) if path else "还没有保存成文件"
        self._file_label.setText(f"{place}　|　{session.layout.name}" if begun else "")
        words = "已保存" if clean and path else "未修改" if clean else "有未保存的修改"
        self._state_label.setText(words if begun else "")

    def _changed(self, change: Change) -> None:
        # the department's name stands in the title while there is no file's
        if any(ref.field == "department.name" for ref in change.cells):
            self._show_state()

    def _fill_recent(self) -> None:
        self._recent_menu.clear()
        for number, path in enumerate(recent_files(), 1):
            key = f"&{number} " if number < 10 else "　"
            action = self._recent_menu.addAction(key + str(path).replace("&", "&&"))
            action.triggered.connect(lambda _checked, path=path: self.files.open_path(path))
        if self._recent_menu.isEmpty():
            self._recent_menu.addAction("（还没有）").setEnabled(False)
        else:
            self._recent_menu.addSeparator()
            self._recent_menu.addAction("清空这个列表(&C)").triggered.connect(self._forget)

    def _forget(self) -> None:
        forget_files()
        self.start.show_recent([])

    # -- dialogs ----------------------------------------------------------------------

    def _show_report(self, report: Any) -> None:
        from gui.readreport import ReadReportDialog

        ReadReportDialog(report, self).show()

    def _show_keys(self) -> None:
        from gui.shortcuts import ShortcutsDialog

        menus = [(title, menu.actions()) for title, menu in self.actions_.menus]
        dialog = ShortcutsDialog(menus, self)
        dialog.exec()
        dialog.deleteLater()

    def _about(self) -> None:
        messages.info(
            self, "绩表：绩效目标表的填写、检查与导出", "不联网，文件都在您自己的电脑上。"
        )

    def _recovery_failed(self, error: WriteError) -> None:
        self.statusBar().showMessage(f"恢复副本没有写成，请尽快保存：{error}")

    def _crashed(self, _record: str) -> None:
        from gui.crash import ADVICE, TEXT

        self.recovery.write_now()
        if messages.ask(self, f"{TEXT}\n{ADVICE}", ["保存出错记录…", "继续工作"], default=1) == 0:
            self._save_report()

    def _save_report(self) -> None:
        from gui import filedialogs

        if self.crash is None or not self.crash.records:
            messages.info(self, "到现在为止没有出过错。")
            return
        kind = "文本 (*.txt)"
        path = filedialogs.ask_save(self, "保存出错记录", Path("绩表出错记录.txt"), kind)
        if path is None:
            return
        try:
            self.crash.save(path)
        except WriteError as error:
            messages.warn(self, str(error))
        else:
            self.say(f"出错记录已保存到 {path}")

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
        ground = self.palette().color(QPalette.ColorRole.Window).name()
        if self.property("ground") != ground:
            self.setProperty("ground", ground)
            self.actions_.show_icons()
            self.start.show_icons()
            if self.workplace is not None:
                self.workplace.show_icons()

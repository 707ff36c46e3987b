"""The main window: menus, toolbar, start page; what works behind it is made when first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QStackedWidget, QToolBar

from gui.shared.actions import DOCUMENT, PROJECT, UNDO, Actions
from gui.shared.icons import app_icon
from gui.shared.settings import bytes_setting, forget_files, recent_files, settings
from gui.window.actions import MENUS, TOOLBAR
from gui.window.startpage import StartPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from gui.document.files import Files
    from gui.document.recovery import Recovery
    from gui.document.session import Session
    from gui.document.workspace import Workspace
    from gui.shared.crash import CrashReporter
    from gui.shared.tasks import Tasks
    from gui.window.connections import Connections
    from gui.window.help import Help
    from gui.window.panels import Panels

_TITLE_BAR = 40
"""Points of the screen left for what the system puts above a window."""
_USUAL, _LARGE = (1280, 720), (1680, 1050)
"""The least and the most a window takes of a large screen when it is first opened."""
_SAY = 6000
"""Milliseconds a line stays in the status bar."""


class MainWindow(QMainWindow):
    """One window, one disclosure.

    What is done here is done before the window is on the screen: all else is imported and
    made later, and no event that comes with being shown is taken through Python.
    """

    def __init__(self, session: Session | None = None, crash: CrashReporter | None = None) -> None:
        super().__init__()
        self._crash = crash
        self._connections: Connections | None = None
        self._helper: Help | None = None
        self.open_elsewhere: Callable[[Path], None] | None = None
        self.layout_folders: tuple[Path, ...] = ()
        self.setObjectName("MainWindow")
        self.setWindowTitle("绩表")
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self.actions_ = Actions(self, MENUS, TOOLBAR)
        self.panels_menu = QMenu("面板(&P)", self)
        self._recent_menu = QMenu("最近打开过(&T)", self)
        self._recent_menu.aboutToShow.connect(self._fill_recent)
        special = {"recent": self._recent_menu, "panels": self.panels_menu}
        self.actions_.fill_menus(self.menuBar(), special)
        self._bar = QToolBar("工具栏", self)
        self._bar.setObjectName("ToolBar")
        self.actions_.fill_toolbar(self._bar)
        self.addToolBar(self._bar)
        self.start = StartPage(self)
        self._middle = QStackedWidget(self)
        self._middle.addWidget(self.start)
        self.setCentralWidget(self._middle)
        self.statusBar()
        self._ground = self._palettes_ground()
        self._connect()
        self._restore_size()
        if session is not None:
            self._wire(session)

    @property
    def workspace(self) -> Workspace:
        """What works behind the window, made when first needed."""
        return (self._connections or self._wire()).workspace

    @property
    def panels(self) -> Panels | None:
        """What surrounds the form; None until something is open."""
        return self._connections.panels if self._connections is not None else None

    @property
    def session(self) -> Session:
        """What is open."""
        return self.workspace.session

    @property
    def files(self) -> Files:
        """What carries out the file menu."""
        return self.workspace.files

    @property
    def tasks(self) -> Tasks:
        """The work in the background."""
        return self.workspace.tasks

    @property
    def recovery(self) -> Recovery:
        """The recovery copy."""
        return self.workspace.recovery

    def say(self, line: str) -> None:
        """Show a line in the status bar for a while."""
        self.statusBar().showMessage(line, _SAY)

    def prepare(self) -> None:
        """Load what works behind the window, the window being on the screen.

        Raises:
            LayoutError: a form of the program is broken.
        """
        if self._connections is None:
            self._wire()

    def open_files(self, paths: list[Path]) -> None:
        """Open the first file here, the others in windows of their own."""
        for path in paths[1:]:
            self.open_in_another(path)
        if paths:
            self.files.open_path(paths[0])

    def open_in_another(self, path: Path) -> None:
        """Open a file in a window of its own."""
        if self.open_elsewhere is not None:
            self.open_elsewhere(path)

    @staticmethod
    def tidy_recovery() -> str:
        """Put recovery copies aside that hold nothing; return what is to be told of it."""
        from gui.document.recovery import recovery_folder, set_nonsense_aside

        count = set_nonsense_aside()
        return f"有 {count} 份恢复副本坏了，已改名留在 {recovery_folder()}。" if count else ""

    def offer_recovery(self) -> None:
        """Offer what a crash left behind, if anything."""
        from gui.document.recovery import left_behind

        copies = left_behind()
        self.start.offer_recovery(len(copies))
        if copies:
            self.recover()

    def recover(self) -> None:
        """Show the recovery copies, and recover the one chosen."""
        from gui.document.recoverdialog import choose_copy
        from gui.document.recovery import left_behind

        chosen = choose_copy(self)
        if chosen is not None and self.files.may_leave():
            self.files.recover(chosen)
        self.start.offer_recovery(len(left_behind()))

    def show_recent(self) -> None:
        """Offer the files opened last on the start page."""
        self.start.show_recent(recent_files())

    def show_icons(self) -> None:
        """Draw the icons in the palette's colours, if it has become another."""
        ground = self._palettes_ground()
        if ground != self._ground:
            self._ground = ground
            self.actions_.show_icons()
            self.start.show_icons()
            if self.panels is not None:
                self.panels.show_icons()

    # -- events -----------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._connections is not None and not self._connections.may_close():
            event.ignore()
            return
        self._remember_size()
        if self.panels is not None:
            self.panels.suggestions.remember()
        if self._connections is not None:
            self.files.close()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        from pathlib import Path

        from PySide6.QtCore import QTimer

        urls = event.mimeData().urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        event.acceptProposedAction()
        # a question asked inside the drop would hang the program the file comes from
        QTimer.singleShot(0, self, lambda: self.open_files(paths))

    # -- wiring -----------------------------------------------------------------------

    def _connect(self) -> None:
        """Say what can be done before there is anything behind the window."""
        actions, start = self.actions_, self.start
        for needs in (DOCUMENT, PROJECT, UNDO):
            actions.enable(needs, False)
        for signal, name in (
            (start.roll_wanted, "roll"),
            (start.new_wanted, "new"),
            (start.open_wanted, "open"),
            (start.recover_wanted, "recover"),
        ):
            signal.connect(actions[name].trigger)
        start.file_wanted.connect(self._open_file)
        self.show_recent()
        if self._crash is not None:
            self._crash.happened.connect(self._tell_of_error)

    def _wire(self, session: Session | None = None) -> Connections:
        from gui.shared.palettewatch import PaletteWatch
        from gui.window.connections import Connections, Frame

        frame = Frame(self, self.actions_, self.panels_menu, self._middle, self.layout_folders)
        connections = self._connections = Connections(frame, session)
        workspace = connections.workspace
        workspace.said.connect(self.say)
        workspace.elsewhere.connect(self.open_in_another)
        workspace.files.recent_changed.connect(self.show_recent)
        self._palette_watch = PaletteWatch(self)
        self._palette_watch.changed.connect(self.show_icons)
        # it may have changed before there was anyone to notice
        self.show_icons()
        return connections

    @property
    def helper(self) -> Help:
        """Return what carries out the help menu."""
        from gui.window.help import Help

        if self._helper is None:
            self._helper = Help(self, self.actions_, self._crash)
            self._helper.said.connect(self.say)
        return self._helper

    def _tell_of_error(self, _record: str) -> None:
        if self._connections is not None:
            # save what can be saved
            self.recovery.write_now()
        self.helper.tell()

    def _fill_recent(self) -> None:
        from gui.window.recentmenu import fill_recent

        fill_recent(self._recent_menu, self._open_file, self._forget)

    def roll(self) -> None:
        """Roll last year's file forward."""
        from gui.roll.work import roll_forward

        roll_forward(self.workspace, self._rolled)

    def compare(self) -> None:
        """Compare two files."""
        from gui.compare.dialog import show_compare

        show_compare(self.workspace)

    def collect(self) -> None:
        """Collect many departments' files."""
        from gui.collect.dialog import show_collect

        show_collect(self.workspace)

    def _rolled(self, source: Path | None) -> None:
        """Show what was rolled forward; last year's file is beside it when asked for."""
        assert self.panels is not None
        if source is not None:
            self.panels.last_year.expect(source)
        self.panels.tabs.focus_form()

    def _open_file(self, path: Path) -> None:
        self.files.open_path(path)

    def _forget(self) -> None:
        forget_files()
        self.start.show_recent([])

    # -- size and colours -------------------------------------------------------------

    def _restore_size(self) -> None:
        geometry = bytes_setting("window/geometry")
        known = geometry is not None and self.restoreGeometry(geometry)
        room = self.screen().availableGeometry()
        most = room.size() - QSize(0, _TITLE_BAR)
        if not known:
            # whole on a small screen, its title bar too; not lost in a corner of a large one
            self.resize(
                min(most.width(), max(_USUAL[0], min(_LARGE[0], room.width() * 3 // 4))),
                min(most.height(), max(_USUAL[1], min(_LARGE[1], room.height() * 3 // 4))),
            )
        elif not self.isMaximized() and not self.isFullScreen():
            # the screen it was closed on may be gone, or larger than this one
            self.resize(self.size().boundedTo(most))
            frame = self.frameGeometry()
            left = min(max(frame.left(), room.left()), room.right() + 1 - frame.width())
            top = min(max(frame.top(), room.top()), room.bottom() + 1 - frame.height())
            self.move(max(left, room.left()), max(top, room.top()))

    def _remember_size(self) -> None:
        store = settings()
        store.setValue("window/geometry", self.saveGeometry())
        if self.panels is not None:
            from gui.window.connections import STATE

            store.setValue("window/state", self.saveState(STATE))

    @staticmethod
    def _palettes_ground() -> str:
        return QApplication.palette().window().color().name()

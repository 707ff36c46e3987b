"""The indicator library of a window: where it lies, what it learns."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from gui.shared.settings import flag_setting, settings, text_setting
from model.basics.names import unwritten, written
from model.basics.places import data_folder

if TYPE_CHECKING:
    from gui.document.workspace import Workspace
    from gui.library.service import LibraryService
    from library.writing import Learned
    from model.document.report import ReadReport

_PATH, _GROWS = "library/path", "library/grow"
QUIET = 2500
"""Milliseconds after opening or saving a file before the library learns of it."""


class LibraryManager(QObject):
    """Teaches the library every file that is opened or saved, and answers what is asked.

    Nothing of it is loaded before that.

    Signals:
        changed: the library learned something, or is another file now.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.notice = ""
        self._service: LibraryService | None = None
        self._learner: LibraryService | None = None
        self._source = ""
        self._told = False
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._learn)
        workspace.session.file_changed.connect(self._file_changed)
        workspace.files.imported.connect(self._imported)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)

    @property
    def path(self) -> Path:
        """The library's file: the one chosen, else the user's own."""
        return unwritten(text_setting(_PATH)) or self.own_path()

    @property
    def grows(self) -> bool:
        """Whether files opened and saved are learned from."""
        return flag_setting(_GROWS, True)

    @grows.setter
    def grows(self, wanted: bool) -> None:
        settings().setValue(_GROWS, wanted)

    @property
    def waiting(self) -> bool:
        """Whether a file that was opened or saved is still to be learned from."""
        return self._quiet.isActive()

    @property
    def service(self) -> LibraryService:
        """What answers the window's questions."""
        if self._service is None:
            self._service = self._new_service()
        return self._service

    def own_path(self) -> Path:
        """Return where the user's own library lies."""
        from library.opening import FILE_NAME

        return data_folder() / FILE_NAME

    def use(self, path: Path | None) -> None:
        """Use another library's file from now on; None: the user's own."""
        store = settings()
        if path is None:
            store.remove(_PATH)
        else:
            store.setValue(_PATH, written(path))
        self.notice, self._told = "", False
        self.close()
        self.changed.emit()

    def close(self) -> None:
        """Let go of the library's file."""
        for service in (self._service, self._learner):
            if service is not None:
                service.close()
        self._service = self._learner = None

    def _new_service(self) -> LibraryService:
        from gui.library.service import LibraryService

        path = self.path
        if path == self.own_path():
            # a folder that cannot be made is told of when the library is opened
            with contextlib.suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
        service = LibraryService(path, self)
        service.renewed.connect(self._renewed)
        return service

    # learning

    def _file_changed(self) -> None:
        """Begin to wait after a file of our own was opened or saved."""
        session = self.workspace.session
        self._quiet.stop()
        if session.path is not None and session.undo.isClean():
            self._source = str(session.path.absolute())
            self._quiet.start(QUIET)

    def _imported(self, report: ReadReport) -> None:
        self._source = str(Path(report.source).absolute()) if report.source else ""
        self._quiet.start(QUIET)

    def _learn(self) -> None:
        """Learn from what is open, in the background and in small pieces."""
        if not self.grows:
            return
        from library.harvest import harvest

        session = self.workspace.session
        taught = harvest(session.disclosure, session.layout, self._source)
        if not taught.projects:
            return
        if self._learner is None:
            self._learner = self._new_service()
            self._learner.failed.connect(self._not_learned)
        step = self._learner.step
        self._learner.ask(lambda library: library.learn(taught, step), self._learned)

    def _learned(self, learned: Learned) -> None:
        if learned.projects:
            self.changed.emit()

    def _not_learned(self, error: Exception) -> None:
        # the work goes on without; saying it once is enough
        if not self._told:
            self._told = True
            self.notice = f"新打开的文件没有收进指标库。{error}"
            self.workspace.said.emit(self.notice)

    def _renewed(self, aside: Path) -> None:
        self.notice = f"指标库文件已损坏，另存为“{aside.name}”留在原处，已重新开始一个。"
        self.workspace.said.emit(self.notice)
        self.changed.emit()

"""New, open, save, close: the clerk's way with files, with every question they need."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.document.documentfile import SUFFIX, DocumentFile, Fingerprint, read_own
from gui.document.lockfile import Holder, LockFile
from gui.document.recovery import Recovery, RecoveryCopy, read_copy
from gui.document.session import Session
from gui.shared import filedialogs, messages
from gui.shared.settings import remember_file
from gui.shared.tasks import Tasks, Watch, tell
from model.basics.errors import JibiaoError, WriteError
from model.basics.names import readable, unwritten
from model.document.disclosure import Disclosure
from model.document.report import ReadReport

UNNAMED = "未命名"


class _Opened(Struct):
    """What came of reading a file."""

    disclosure: Disclosure
    known: Fingerprint
    report: ReadReport | None = None


class Files(QObject):
    """Carries out what the file menu asks for; the session shows the outcome.

    Signals:
        said: a line for the status bar.
        imported: a `ReadReport` of a file of another format.
        recent_changed: another file was opened or saved.
    """

    said = Signal(str)
    imported = Signal(object)
    recent_changed = Signal()

    def __init__(self, window: QWidget, session: Session, tasks: Tasks, recovery: Recovery) -> None:
        super().__init__(window)
        # the file what is open was read from, in whatever format
        self.origin: Path | None = None
        # forms that explained it equally well, until one of them is chosen
        self.alike: list[str] = []
        self._window = window
        self._session = session
        self._tasks = tasks
        self._recovery = recovery
        self.file = DocumentFile(self)

    def new(self) -> None:
        """Ask what a new disclosure begins with, and show it."""
        from gui.document.newdialog import NewDialog

        if not self.may_leave():
            return
        dialog = NewDialog(self._session.layouts, self._window)
        if dialog.exec():
            self._show(dialog.disclosure(), saved=True)
        dialog.deleteLater()

    def open_dialog(self) -> None:
        """Ask for a file and open it."""
        path = filedialogs.ask_open(self._window)
        if path is not None:
            self.open_path(path)

    def read_as(self, layout_id: str) -> None:
        """Read what is open again by a form, chosen from those that explain it equally well."""
        if not self.alike or self.origin is None:
            return
        if layout_id == self.alike[0]:
            self.alike = []
            return
        # what nobody has touched yet is not worth a question
        self.open_path(self.origin, layout_id, ask=self._session.undo.count() > 0)

    def take_form(self, layout_id: str) -> None:
        """Show what is open in this form, where nobody knew which it was; nothing is read again."""
        self._session.settle()
        self._session.disclosure.layout = layout_id
        self._session.open(self._session.disclosure, self._session.path, saved=False)

    def open_path(self, path: Path, layout_id: str = "", ask: bool = True) -> None:
        """Open a file of any format that is read, in the background.

        Args:
            path: the file.
            layout_id: the form to read by; found by itself when empty.
            ask: whether the clerk may want to keep what is open.
        """
        if ask and not self.may_leave():
            return
        own = path.suffix.lower() == SUFFIX
        lock: LockFile | None = None
        copy = False
        if own and path.is_file():
            claimed = self.file.claim(path)
            if isinstance(claimed, Holder):
                if not self._take_copy(path, claimed):
                    return
                copy = True
            else:
                lock = claimed
        begun = self._session.undo.index(), self._session.disclosure

        from importers.read import read_file

        def work(_watch: Watch) -> _Opened:
            if own:
                return _Opened(*read_own(path))
            disclosure, report = read_file(path, self._session.layouts, layout_id)
            return _Opened(disclosure, Fingerprint(), report)

        def done(opened: _Opened) -> None:
            # the window was usable meanwhile
            now = self._session.undo.index(), self._session.disclosure
            untouched = now[0] == begun[0] and now[1] is begun[1]
            if not untouched and not self.may_leave():
                self._give_back(lock)
                return
            self._opened(path, opened, lock, copy)

        def failed(error: JibiaoError) -> None:
            self._give_back(lock)
            tell(self._window, error)

        if not self._tasks.run(
            self._window, f"正在打开 {readable(path.name)}…", work, done, failed
        ):
            self._give_back(lock)

    def save(self) -> bool:
        """Save, asking where if need be; True when it is on disk."""
        path = self._session.path
        if path is None:
            return self.save_as()
        if self.file.changed_on_disk():
            question = (
                f"“{readable(path.name)}”在打开之后被别的程序或别人改过。要用您的内容覆盖它吗？"
            )
            answer = messages.ask(self._window, question, ["另存为…", "覆盖", "取消"], default=0)
            if answer != 1:
                return self.save_as() if answer == 0 else False
        return self._write(path)

    def save_as(self) -> bool:
        """Save under another name; True when it is on disk."""
        target = filedialogs.ask_save(self._window, "另存为", self.suggestion(), filedialogs.OWN)
        return target is not None and self._write(target)

    def may_leave(self) -> bool:
        """Ask what becomes of unsaved changes; False where the clerk wants to stay."""
        if self._session.undo.isClean():
            return True
        question = f"“{self.name()}”有没有保存的修改。要保存吗？"
        answer = messages.ask(self._window, question, ["保存", "不保存", "取消"])
        return self.save() if answer == 0 else answer == 1

    def recover(self, found: RecoveryCopy) -> None:
        """Show a recovery copy as unsaved changes of the file it belongs to."""
        try:
            disclosure = read_copy(found)
        except JibiaoError as error:
            messages.warn(self._window, str(error))
            return
        path = unwritten(found.about.path)
        if path is not None:
            claimed = self.file.claim(path)
            if isinstance(claimed, Holder):
                messages.info(
                    self._window,
                    f"“{readable(path.name)}”正由{claimed.describe()}打开着，恢复的内容请另存为别的名字。",
                )
                path = None
            else:
                known = Fingerprint(found.about.size, 0, found.about.digest)
                self.file.take(path, claimed, known)
        if path is None:
            self.file.let_go()
        self._session.open(disclosure, path, saved=False)
        self._note_known()
        self._recovery.supersedes(found)
        self.said.emit("已恢复，请核对后保存。")

    def begin_with(self, disclosure: Disclosure) -> None:
        """Show a disclosure made from another, to be saved; what was open was asked about."""
        self._show(disclosure, saved=False)

    def close(self) -> None:
        """Give up the file, the work being saved or not wanted."""
        self._recovery.close()
        self.file.let_go()

    def name(self) -> str:
        """Return what the open disclosure is called."""
        path = self._session.path
        if path is not None:
            return readable(path.name)
        return self._session.disclosure.department.name.strip() or UNNAMED

    def _opened(self, path: Path, opened: _Opened, lock: LockFile | None, copy: bool) -> None:
        if lock is not None and not copy:
            self.file.take(path, lock, opened.known)
            self._session.open(opened.disclosure, path)
            self._note_known()
        else:
            self._show(opened.disclosure, saved=False)
        self.origin = path
        self.alike = opened.report.alike if opened.report is not None else []
        remember_file(path)
        self.recent_changed.emit()
        if opened.report is not None:
            self.imported.emit(opened.report)
        elif copy:
            self.said.emit(f"这是“{readable(path.name)}”的副本，请另存为别的名字。")

    def _show(self, disclosure: Disclosure, saved: bool) -> None:
        """Show a disclosure that belongs to no file."""
        self.file.let_go()
        self.origin, self.alike = None, []
        self._session.open(disclosure, None, saved)
        self._note_known()

    def _take_copy(self, path: Path, holder: Holder) -> bool:
        name = readable(path.name)
        question = (
            f"“{name}”正由{holder.describe()}打开着。可以打开一个副本，改好后另存为别的名字。"
        )
        return messages.ask(self._window, question, ["打开副本", "取消"]) == 0

    def _give_back(self, lock: LockFile | None) -> None:
        """Release a lock that was claimed for nothing; not that of the file still open."""
        if lock is not None and not self.file.holds(lock):
            lock.release()

    def _write(self, path: Path) -> bool:
        """Write the disclosure; where that fails, offer another place until it works."""
        self._session.settle()
        claimed = self.file.claim(path)
        if isinstance(claimed, Holder):
            return self._offer_save_as(
                f"“{readable(path.name)}”正由{claimed.describe()}打开着，没有保存。请换一个名字。"
            )
        try:
            self.file.write(self._session.disclosure, path, claimed)
        except WriteError as error:
            self._give_back(claimed)
            return self._offer_save_as(f"{error}\n您录入的内容还在窗口里。")
        self._session.saved_as(path)
        self._note_known()
        remember_file(path)
        self.recent_changed.emit()
        self.said.emit(f"已保存 {readable(str(path))}")
        return True

    def _offer_save_as(self, text: str) -> bool:
        if messages.ask(self._window, text, ["另存为…", "取消"]) == 0:
            return self.save_as()
        return False

    def suggestion(self) -> Path:
        """Return the file's path, or a name for what has none yet."""
        path = self._session.path
        if path is not None:
            return path
        disclosure = self._session.disclosure
        year = f"{disclosure.year}年" if disclosure.year else ""
        name = "".join(
            " " if char in '\\/:*?"<>|' or ord(char) < 32 else char
            for char in f"{disclosure.department.name}{year}预算绩效文本"
        )
        return Path(" ".join(name.split())[:80] + SUFFIX)

    def _note_known(self) -> None:
        self._recovery.belongs_to(self.file.known.size, self.file.known.digest)

"""Recovery copies: what has been typed survives a crash or a power cut."""

from __future__ import annotations

import contextlib
import os
import platform
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal

from exporters.atomic import replacing
from gui.document.session import Session
from gui.document.snapshot import Snapshot
from model.basics.errors import WriteError
from model.basics.names import readable, unwritten, written
from model.basics.places import data_folder
from model.basics.plainfile import read_plain, set_aside
from model.basics.processes import process_mark, still_runs
from model.document.disclosure import Disclosure
from model.document.edits import Change
from model.document.jxb import FORMAT, SCHEMA

DELAY = 1000
"""Milliseconds from an edit to its copy; edits meanwhile go into the same copy."""
_TURN = 0.003
"""Seconds a copy is encoded before the window gets its turn."""
_MOST = 512 * 1024 * 1024
"""Bytes of a copy; ten thousand target tables are about 30 MB."""
_FOREIGN_AGE = 24 * 3600
"""Seconds after which a copy made on another machine (a shared home) is offered."""


class About(Struct):
    """What a recovery copy belongs to."""

    path: str
    time: str
    machine: str
    pid: int
    mark: str
    department: str = ""
    projects: int = 0
    size: int = -1
    digest: str = ""


class _Copy(Struct):
    """A recovery copy: a whole .jxb file that also says what it belongs to."""

    format: str
    schema: int
    recovery: About
    disclosure: Disclosure


class _Head(Struct):
    format: str
    recovery: About


class RecoveryCopy(Struct):
    """A recovery copy left behind."""

    file: Path
    about: About

    def describe(self) -> tuple[str, str, str, str]:
        """Return name, time, what it holds, and the file it belongs to, for a list."""
        about = self.about
        path = unwritten(about.path)
        name = readable(path.name) if path else about.department or "未命名"
        when = about.time
        with contextlib.suppress(ValueError):
            when = f"{datetime.fromisoformat(about.time):%Y-%m-%d %H:%M:%S}"
        place = readable(str(path)) if path else "还没有保存过"
        if self.saved_since():
            place += "（这个文件后来又保存过，可能更新）"
        return name, when, f"{about.projects} 个项目", place

    def saved_since(self) -> bool:
        """Tell whether the file it belongs to was written after the copy."""
        try:
            path = unwritten(self.about.path)
            return path is not None and path.stat().st_mtime > self.file.stat().st_mtime
        except OSError:
            return False


def recovery_folder() -> Path:
    """Return the folder of recovery copies; it need not exist."""
    return data_folder() / "recovery"


def left_behind() -> list[RecoveryCopy]:
    """Return the copies of processes that live no more, the newest first."""
    found = []
    for file in _copies():
        try:
            about = _read_head(file)
            age = time.time() - file.stat().st_mtime
        except (OSError, *_NONSENSE):
            continue
        if about.machine == platform.node():
            if still_runs(about.pid, about.mark):
                continue
        elif age < _FOREIGN_AGE:
            continue
        found.append(RecoveryCopy(file, about))
    return sorted(found, key=lambda one: one.about.time, reverse=True)


def set_nonsense_aside() -> int:
    """Give copies that hold nothing to recover another name; return how many there were."""
    count = 0
    for file in _copies():
        try:
            _read_head(file)
        except _NONSENSE:
            count += set_aside(file) is not None
        except OSError:
            # not readable now, perhaps later
            continue
    return count


def _copies() -> list[Path]:
    try:
        return sorted(one for one in recovery_folder().iterdir() if one.suffix == ".jxb")
    except OSError:
        return []


_NONSENSE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


def _read_head(file: Path) -> About:
    return msgspec.json.decode(read_plain(file, _MOST), type=_Head).recovery


def read_copy(found: RecoveryCopy) -> Disclosure:
    """Return what a recovery copy holds.

    Raises:
        ReadError: it is broken.
    """
    from importers.jxb import read_jxb

    return read_jxb(found.file)


class Recovery(QObject):
    """Keeps the recovery copy of a session up to date, off the typing path.

    Signals:
        failed: a `WriteError`; a copy could not be written. Sent once until one can.
    """

    failed = Signal(object)
    _written = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._disk: tuple[int, str] = (-1, "")
        self._file = self._new_file()
        self._obsolete: list[Path] = []
        self._pool: ThreadPoolExecutor | None = None
        self._exists = False
        self._complained = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self._write_soon)
        self._snapshot = Snapshot()
        self._turns = QTimer(self)
        self._turns.setSingleShot(True)
        self._turns.timeout.connect(self._write_soon)
        session.changed.connect(self._changed)
        session.replaced.connect(self._replaced)
        session.undo.cleanChanged.connect(self._clean_changed)
        self._written.connect(self._finished)

    def belongs_to(self, size: int, digest: str) -> None:
        """Note what the file on disk was when it was read, to be kept with the copies."""
        self._disk = (size, digest)

    def supersedes(self, found: RecoveryCopy) -> None:
        """Remove an old copy as soon as this session has a copy of its own."""
        self._obsolete.append(found.file)
        self.write_now()

    def write_now(self) -> None:
        """Take a snapshot at once and write it in the background."""
        self._write(float("inf"))

    def discard(self) -> None:
        """Remove the copy: everything is saved, or nobody wants it."""
        self._stop()
        if self._exists:
            self._exists = False
            self._workers().submit(_remove, self._file)

    def close(self) -> None:
        """Remove the copy and wait until that is done."""
        self.discard()
        if self._pool is not None:
            self._pool.shutdown(wait=True)
            self._pool = None

    def wait(self) -> None:
        """Wait until all that was begun is on disk; for tests and for crashes."""
        if self._pool is not None:
            self._pool.submit(int).result()

    def _write_soon(self) -> None:
        """Take a snapshot while the clerk goes on typing, and write it in the background."""
        self._write(_TURN)

    def _write(self, seconds: float) -> None:
        self._stop()
        if self._session.undo.isClean():
            return
        try:
            if not self._snapshot.work(self._session.disclosure, seconds):
                self._turns.start(0)
                return
            data = msgspec.json.encode(self._copy())
        except UnicodeEncodeError:
            self._finished(WriteError("有文字含有不完整的字符，恢复副本没有写成"))
            return
        obsolete, self._obsolete = self._obsolete, []
        self._exists = True
        self._submit(data, obsolete)

    def _stop(self) -> None:
        self._timer.stop()
        self._turns.stop()

    def _start(self) -> None:
        # what is edited while a copy is under way goes into the same copy
        if not self._timer.isActive() and not self._turns.isActive():
            self._timer.start()

    def _changed(self, change: Change) -> None:
        self._snapshot.touch(change)
        self._start()

    def _replaced(self) -> None:
        self.discard()
        self._snapshot.forget()
        self._file = self._new_file()
        if not self._session.undo.isClean():
            self._start()

    def _clean_changed(self, clean: bool) -> None:
        if clean:
            self.discard()
        else:
            self._start()

    def _copy(self) -> _Copy:
        session = self._session
        disclosure = session.disclosure
        pid = os.getpid()
        about = About(
            written(session.path) if session.path else "",
            datetime.now().astimezone().isoformat(timespec="seconds"),
            platform.node(),
            pid,
            process_mark(pid) or "",
            disclosure.department.name,
            len(disclosure.projects),
            *self._disk,
        )
        return _Copy(FORMAT, SCHEMA, about, self._snapshot.put_together(disclosure))

    def _new_file(self) -> Path:
        return recovery_folder() / f"{os.getpid()}-{os.urandom(4).hex()}.jxb"

    def _workers(self) -> ThreadPoolExecutor:
        if self._pool is None:
            # one worker: what is removed stays removed
            self._pool = ThreadPoolExecutor(1, "recovery")
        return self._pool

    def _submit(self, data: bytes, obsolete: list[Path]) -> None:
        file = self._file

        def work() -> None:
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                with replacing(file) as target:
                    target.write(data)
            except WriteError as error:
                self._written.emit(error)
            except OSError as error:
                self._written.emit(WriteError(f"恢复副本没有写成（{error.strerror}）", str(file)))
            else:
                for old in obsolete:
                    _remove(old)
                self._written.emit(None)

        self._workers().submit(work)

    def _finished(self, error: WriteError | None) -> None:
        if error is None:
            self._complained = False
        elif not self._complained:
            self._complained = True
            self.failed.emit(error)


def _remove(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink(missing_ok=True)

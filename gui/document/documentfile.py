"""The file a disclosure is saved in: its lock, and whether somebody else changed it."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer

from exporters.jxb import write_jxb
from gui.document.lockfile import BEAT, Holder, LockFile
from model.basics.errors import ReadError
from model.document.disclosure import Disclosure

SUFFIX = ".jxb"


class Fingerprint(Struct, frozen=True):
    """What a file on disk was at a moment; ``size`` -1 when there was none."""

    size: int = -1
    time: int = 0
    digest: str = ""


def fingerprint(path: Path) -> Fingerprint:
    """Return a file's fingerprint; that of no file where it cannot be read."""
    import hashlib

    try:
        stat = path.stat()
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return Fingerprint()
    return Fingerprint(stat.st_size, stat.st_mtime_ns, digest)


class DocumentFile(QObject):
    """This program's own file behind the session, or none.

    It asks nothing and shows nothing; `gui.document.files.Files` does.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.known = Fingerprint()
        self._lock: LockFile | None = None
        self._beat = QTimer(self)
        self._beat.setInterval(BEAT * 1000)
        self._beat.timeout.connect(self._sign_of_life)

    def claim(self, path: Path) -> Holder | LockFile:
        """Lock a file that is about to be opened or written; return who has it instead."""
        if self._lock is not None and self.path is not None and _same(self.path, path):
            return self._lock
        lock = LockFile(path)
        holder = lock.acquire()
        return lock if holder is None else holder

    def take(self, path: Path, lock: LockFile, known: Fingerprint) -> None:
        """Stand behind another file, whose lock was claimed; give up the one before."""
        if self._lock is not None and self._lock is not lock:
            self._lock.release()
        self.path, self._lock, self.known = path, lock, known
        self._beat.start()

    def holds(self, lock: LockFile) -> bool:
        """Tell whether a lock is that of the file this object stands behind."""
        return lock is self._lock

    def let_go(self) -> None:
        """Stand behind no file any more."""
        if self._lock is not None:
            self._lock.release()
        self.path, self._lock, self.known = None, None, Fingerprint()
        self._beat.stop()

    def changed_on_disk(self) -> bool:
        """Tell whether somebody else wrote the file since it was read or written.

        A file that is gone was not changed: saving makes it anew.
        """
        if self.path is None or self.known.size < 0:
            return False
        try:
            stat = self.path.stat()
        except OSError:
            return False
        if (stat.st_size, stat.st_mtime_ns) == (self.known.size, self.known.time):
            return False
        now = fingerprint(self.path)
        return now.size >= 0 and now.digest != self.known.digest

    def write(self, disclosure: Disclosure, path: Path, lock: LockFile) -> None:
        """Write the disclosure and stand behind that file from now on.

        Raises:
            WriteError: it could not be written; this object is as before.
        """
        write_jxb(disclosure, path)
        self.take(path, lock, fingerprint(path))

    def _sign_of_life(self) -> None:
        if self._lock is not None:
            self._lock.beat()


def read_own(path: Path) -> tuple[Disclosure, Fingerprint]:
    """Read a .jxb file with the fingerprint of what was read.

    Raises:
        ReadError: missing, broken, not this program's.
    """
    from importers.jxb import read_jxb
    from importers.source import sniff

    for _ in range(3):
        known = fingerprint(path)
        if sniff(path) != "json":
            raise ReadError(
                "内容已损坏，或不是绩表的文件", str(path), "可以打开同名的 .bak 备份文件"
            )
        disclosure = read_jxb(path)
        if fingerprint(path) == known:
            break
    return disclosure, known


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()

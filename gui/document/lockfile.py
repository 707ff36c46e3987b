"""A small file beside an open .jxb that says who has it open."""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
import stat
import sys
import time
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct
from PySide6.QtCore import QLockFile

from model.basics.processes import process_mark, still_runs

STALE_AFTER = 15 * 60
"""Seconds without a sign of life after which a lock of another machine counts for nothing."""
BEAT = 60
"""Seconds between signs of life."""
_TRIES = 3
_PATIENCE = 2000
"""Milliseconds to wait while another process removes the same stale lock."""
_LONGEST = 64 * 1024
_BINARY = getattr(os, "O_BINARY", 0)
"""Without it, Windows would write line ends of its own."""
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | _BINARY


class Holder(Struct):
    """Who has a file open; ``mark`` tells their process from a later one of the same number."""

    user: str
    machine: str
    pid: int
    mark: str
    time: str

    def describe(self) -> str:
        """Return who it is, on which machine, since when, for a message."""
        with contextlib.suppress(ValueError):
            since = datetime.fromisoformat(self.time)
            return f"{self.user}（电脑 {self.machine}，{since:%m月%d日 %H:%M} 打开）"
        return f"{self.user}（电脑 {self.machine}）"


def myself() -> Holder:
    """Return this very process as a holder."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "未知用户"
    pid = os.getpid()
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return Holder(user, platform.node() or "未知电脑", pid, process_mark(pid) or "", now)


def lock_path(path: Path) -> Path:
    """Return the lock file's path beside a file."""
    return path.with_name(f".~{path.name}.lock")


class LockFile:
    """The lock of one file; not acquired by being made."""

    def __init__(self, path: Path) -> None:
        self.path = lock_path(path)
        self._held: bytes = b""

    @property
    def held(self) -> bool:
        """Whether this process holds the lock."""
        return bool(self._held)

    def acquire(self) -> Holder | None:
        """Take the lock; return who else has it, or None.

        Where no lock can be written (a read-only folder), there is none, and nobody
        can write the file either.
        """
        for _ in range(_TRIES):
            if self._create() or self._read() is None:
                return None
            holder = self._other()
            if holder is not None:
                return holder
            self._remove_stale()
        return self._other()

    def release(self) -> None:
        """Give the lock up, if it is still this process's own."""
        if self._held:
            with contextlib.suppress(OSError):
                if self._is_ours():
                    self.path.unlink()
        self._held = b""

    def beat(self) -> None:
        """Give a sign of life; on a machine that slept, take back what is still there."""
        if self._held:
            with contextlib.suppress(OSError):
                if self._is_ours():
                    os.utime(self.path)

    def holder(self) -> Holder | None:
        """Return who holds the lock; None when nobody does or it is stale."""
        read = self._read()
        if read is None:
            return None
        data, age = read
        try:
            holder = msgspec.json.decode(data, type=Holder)
        except msgspec.MsgspecError:
            # somebody may be writing it this very moment
            return Holder("另一位用户", "未知电脑", 0, "", "") if age < BEAT else None
        if holder.machine == platform.node():
            return holder if still_runs(holder.pid, holder.mark) else None
        return holder if age < STALE_AFTER else None

    def _other(self) -> Holder | None:
        """Return who holds the lock, where that is not this very process."""
        holder = self.holder()
        return None if holder is None or _is_mine(holder) else holder

    def _read(self) -> tuple[bytes, float] | None:
        """Return what the lock says and how many seconds old it is; None where there is none.

        What is no plain file is none: opening a pipe would wait for ever.
        """
        try:
            handle = os.open(self.path, os.O_RDONLY | _AT_ONCE)
            with os.fdopen(handle, "rb") as file:
                about = os.fstat(handle)
                if not stat.S_ISREG(about.st_mode):
                    return None
                return file.read(_LONGEST), time.time() - about.st_mtime
        except OSError:
            return None

    def _is_ours(self) -> bool:
        read = self._read()
        return read is not None and read[0] == self._held

    def _create(self) -> bool:
        data = msgspec.json.encode(myself())
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY
        try:
            handle = os.open(self.path, flags, 0o644)
        except OSError:
            return False
        try:
            os.write(handle, data)
        except OSError:
            os.close(handle)
            with contextlib.suppress(OSError):
                self.path.unlink()
            return False
        os.close(handle)
        if sys.platform == "win32":
            _hide(self.path)
        self._held = data
        return True

    def _remove_stale(self) -> None:
        """Remove a lock nobody holds, one process at a time.

        Else the second of two that saw it stale would remove the fresh lock of the first.
        """
        guard = QLockFile(f"{self.path}.rm")
        if not guard.tryLock(_PATIENCE):
            return
        try:
            # where it is gone, the other may write its own this very moment: leave that alone
            if self._read() is not None and self._other() is None:
                with contextlib.suppress(OSError):
                    self.path.unlink()
        finally:
            guard.unlock()


def _is_mine(holder: Holder) -> bool:
    """Tell whether a lock was left by this very process, which no longer knows of it."""
    me = myself()
    return (holder.machine, holder.pid, holder.mark) == (me.machine, me.pid, me.mark)


def _hide(path: Path) -> None:
    """Set Windows' hidden attribute; elsewhere the leading dot does."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetFileAttributesW(str(path), 2)

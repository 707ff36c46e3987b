"""Files written beside their target: locked while they grow, swept up after killed runs."""

from __future__ import annotations

import contextlib
import os
import platform
import re
import secrets
import sys
import zlib
from pathlib import Path

from model.basics.processes import process_mark

_MACHINE = f"{zlib.crc32(platform.node().encode('utf-8', 'surrogateescape')):08x}"
_OURS = re.compile(
    rf"\..{{0,40}}\.{_MACHINE}-(?P<pid>\d{{1,10}})-[0-9a-f]{{8}}\.jibiao(?:\.\w{{1,8}})?", re.DOTALL
)
"""Names of such files. Another machine's on the same share cannot be known to be left over."""


def create_beside(target: Path, suffix: str, mode: int) -> tuple[int, Path]:
    """Create a file beside a target, and hold its lock until it is closed.

    Args:
        target: the file it is to replace.
        suffix: what its name ends with.
        mode: who may read and write it, less what the system takes from any new file.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    while True:
        path = _name(target, suffix)
        with contextlib.suppress(FileExistsError):
            handle = os.open(path, flags, mode)
            _lock(handle)
            return handle, path


def aside_of(target: Path) -> Path:
    """Return a free name beside a target, for what it held until now."""
    return _name(target, "")


def _name(target: Path, suffix: str) -> Path:
    # a name may have 255 bytes on all common file systems
    name = os.fsencode(target.name)[:120].decode("utf-8", "ignore")[:40]
    return target.with_name(
        f".{name}.{_MACHINE}-{os.getpid()}-{secrets.token_hex(4)}.jibiao{suffix}"
    )


def sweep(folder: Path) -> None:
    """Remove what killed runs of this user on this machine left in a folder.

    That is, processes that live no more. A file still being written is locked besides, for a
    process in a container of its own has a number that says nothing here.
    """
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            match = _OURS.fullmatch(entry.name) if entry.name.startswith(".") else None
            if match and process_mark(int(match["pid"])) is None:
                with contextlib.suppress(OSError):
                    _remove_left(Path(entry.path))


def _remove_left(path: Path) -> None:
    if sys.platform == "win32":
        path.unlink()
        return
    handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        # raises where another process is writing it
        _lock(handle)
        if os.fstat(handle).st_uid == os.geteuid():
            path.unlink()
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

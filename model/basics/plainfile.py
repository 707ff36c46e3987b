"""A small file read safely: no device, no pipe that never ends, nothing larger than it may be."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

SMALL = 8 * 1024 * 1024
"""Bytes a file of settings, rules or forms has at most; a real one has some thousands."""
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_plain(path: Path, most: int = SMALL) -> bytes:
    """Return what a file holds; a pipe or a device is not waited for.

    Raises:
        OSError: it cannot be read, is no plain file, or larger than ``most`` bytes; with words
            a clerk can read.
    """
    try:
        handle = os.open(path, _FLAGS)
    except ValueError as error:
        # a name with a zero character in it
        raise OSError(errno.EINVAL, "文件名里有不能用的字符") from error
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "不是普通文件")
        data = file.read(most + 1) if found.st_size <= most else b""
        if found.st_size > most or len(data) > most:
            raise OSError(errno.EFBIG, f"文件太大，超过 {most // 1024 // 1024} MB")
    return data


def set_aside(path: Path) -> Path | None:
    """Give a damaged file another name beside its own; None where it cannot be renamed.

    Nothing is lost: who knows better can look at it.
    """
    for number in range(1, 1000):
        aside = path.with_name(f"{path.name}.损坏{number}")
        if os.path.lexists(aside):
            continue
        try:
            path.rename(aside)
        except (OSError, ValueError):
            return None
        return aside
    return None

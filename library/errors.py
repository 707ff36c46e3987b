"""What can go wrong with a library file, in the clerk's words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model.basics.errors import JibiaoError


class LibraryError(JibiaoError):
    """The library cannot be used as asked; the program works on without it."""


class DamagedError(LibraryError):
    """The library's file is broken; see `library.opening.open_or_renew`."""


class ReadOnlyError(LibraryError):
    """The library can be searched, but nothing can be put into it."""


_BROKEN = "请用备份的一份，或把它移走，再从文件夹收集"
_MEANINGS: dict[int, tuple[type[LibraryError], str, str]] = {
    sqlite3.SQLITE_BUSY: (LibraryError, "指标库正被另一个窗口写着", "请稍后再试"),
    sqlite3.SQLITE_LOCKED: (LibraryError, "指标库正被另一个窗口写着", "请稍后再试"),
    sqlite3.SQLITE_READONLY: (
        ReadOnlyError,
        "指标库是只读的，能查找，不能往里面收",
        "请检查文件和文件夹的写入权限",
    ),
    sqlite3.SQLITE_FULL: (LibraryError, "磁盘已满，没有收进指标库", "请腾出空间后再试"),
    sqlite3.SQLITE_IOERR: (LibraryError, "读写指标库时磁盘或网络出错", "请检查磁盘或网络"),
    sqlite3.SQLITE_CANTOPEN: (
        LibraryError,
        "指标库打不开：文件夹不存在，或没有写入权限",
        "请检查这个文件夹，或换一个位置",
    ),
    sqlite3.SQLITE_CORRUPT: (DamagedError, "指标库文件已损坏", _BROKEN),
    sqlite3.SQLITE_NOTADB: (DamagedError, "指标库文件已损坏，或不是指标库", _BROKEN),
    sqlite3.SQLITE_PERM: (LibraryError, "没有打开指标库的权限", "请检查文件的权限"),
    sqlite3.SQLITE_AUTH: (LibraryError, "没有打开指标库的权限", "请检查文件的权限"),
}
_GARBLED = "Could not decode to UTF-8"


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says into what a clerk can act on.

    Raises:
        LibraryError: whatever went wrong with the library's file.
    """
    try:
        yield
    except sqlite3.Error as error:
        # the lower byte is the kind of error, the rest a detail of it
        code = getattr(error, "sqlite_errorcode", None) or 0
        if str(error).startswith(_GARBLED):
            # it has no number: Python's own words for a text that is none any more
            code = sqlite3.SQLITE_CORRUPT
        unknown = (LibraryError, f"指标库用不了（{error}）", "请把这句话告诉维护人员")
        made, reason, advice = _MEANINGS.get(code & 0xFF, unknown)
        raise made(reason, str(path), advice) from error
    except OSError as error:
        raise LibraryError(f"指标库打不开（{error.strerror}）", str(path)) from error

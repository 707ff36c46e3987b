"""Opening a library's file: a new one, one of before, a broken one."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import datetime
from pathlib import Path

from library.errors import DamagedError, LibraryError, told
from library.schema import prepare
from library.starter import load_starter
from library.store import Library

PATIENCE = 5.0
"""Seconds to wait for another window that is writing."""
SUFFIX = ".jbk"
FILE_NAME = "指标库" + SUFFIX


def open_library(path: Path, may_make: bool = True) -> Library:
    """Open a library; make it, with the starter set in it, where there is none.

    A file that cannot be written is opened for searching only.

    Raises:
        DamagedError: the file is broken.
        LibraryError: it cannot be opened, is another program's, or a newer version's.
    """
    with told(path):
        if not may_make and not path.exists():
            raise LibraryError("没有这个指标库文件", str(path))
        connection = _connect(path)
        try:
            try:
                prepare(connection, path, load_starter())
                read_only = False
            except sqlite3.OperationalError as error:
                if not _cannot_write(error) or not path.exists() or not path.stat().st_size:
                    raise
                read_only = True
            library = Library(path, connection, read_only)
            # a file cut off in the middle opens well and fails at the first question
            library.size()
        except BaseException:
            connection.close()
            raise
    return library


def open_or_renew(path: Path) -> tuple[Library, Path | None]:
    """Open a library; where it is broken, put it aside and begin a new one.

    Returns:
        The library, and where the broken file was put, if there was one.

    Raises:
        LibraryError: it cannot be opened for another reason; nothing was touched.
    """
    try:
        return open_library(path), None
    except DamagedError:
        aside = set_aside(path)
        return open_library(path), aside


def set_aside(path: Path) -> Path:
    """Give a broken file another name beside its own, and return that; nothing is lost.

    Raises:
        LibraryError: it cannot be renamed.
    """
    stamp = f"{datetime.now():%Y%m%d-%H%M%S}"
    aside = path.with_name(f"{path.stem}.损坏-{stamp}{path.suffix}")
    count = 2
    while aside.exists():
        aside = path.with_name(f"{path.stem}.损坏-{stamp}-{count}{path.suffix}")
        count += 1
    with told(path):
        path.replace(aside)
        # what an interrupted change left belongs to that file alone
        journal = path.with_name(path.name + "-journal")
        with contextlib.suppress(FileNotFoundError):
            journal.replace(aside.with_name(aside.name + "-journal"))
    return aside


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    # one file, nothing beside it: what is copied is whole
    with contextlib.suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = DELETE")
    return connection


def _cannot_write(error: sqlite3.OperationalError) -> bool:
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)

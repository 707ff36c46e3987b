"""Taking a colleague's library in, and how a library's projects come out of it again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from library.errors import LibraryError, told
from library.harvest import Harvest, ProjectUse, Used
from library.schema import APPLICATION, SCHEMA, migrate
from library.store import Library
from library.words import text_of
from library.writing import Learned, Step


def merge(library: Library, other: Path, step: Step | None = None) -> Learned:
    """Put another library's projects into one; of the same project, the one learned later stays.

    Args:
        library: takes them in.
        other: the other library's file, of this version or an older one; it is not changed.
        step: called between the pieces.

    Raises:
        LibraryError: either file cannot be used.
    """
    if _same(library.path, other):
        raise LibraryError("这就是正在用的指标库，不用合并", str(other))
    projects = read_projects(other)
    return library.learn(Harvest("", "", None, projects), step)


def read_projects(path: Path) -> list[ProjectUse]:
    """Return the projects a library's file holds.

    Raises:
        LibraryError: it is no library, broken, or a newer version's.
    """
    if not path.is_file():
        raise LibraryError("没有这个指标库文件", str(path))
    with told(path):
        copy = sqlite3.connect(":memory:")
        try:
            # a copy: an older version is brought up to date without touching the file
            source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            try:
                source.backup(copy)
            finally:
                source.close()
            _verify(copy, path)
            return _projects(copy)
        finally:
            copy.close()


def _verify(copy: sqlite3.Connection, path: Path) -> None:
    application = copy.execute("PRAGMA application_id").fetchone()[0]
    version = copy.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION:
        raise LibraryError("这不是绩表的指标库", str(path), "请选另一个文件")
    if version > SCHEMA:
        raise LibraryError("指标库由更新版本的绩表写成", str(path), "请升级绩表后再合并")
    migrate(copy, path)


def _projects(copy: sqlite3.Connection) -> list[ProjectUse]:
    levels = {
        number: (text_of(level1), text_of(level2))
        for number, level1, level2 in copy.execute("SELECT id, level1, level2 FROM level")
    }
    found: dict[int, ProjectUse] = {}
    for number, year, learned, *own in copy.execute(
        "SELECT id, year, learned, identity, department, code, name, about FROM project"
        " WHERE NOT gone ORDER BY id"
    ):
        identity, department, code, name, about = map(text_of, own)
        found[number] = ProjectUse(identity, department, year, code, name, about, learned=learned)
    for project, level, *texts in copy.execute(
        "SELECT project, level, name, usage.description, usage.value, usage.basis FROM usage"
        " JOIN entry ON entry.id = usage.entry ORDER BY project, place"
    ):
        if project in found:
            found[project].uses.append(Used(*levels[level], *map(text_of, texts)))
    return list(found.values())


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False

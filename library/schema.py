"""The tables of a library's file, and how older files become today's."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from library.errors import LibraryError
from library.starter import Starter
from library.words import entry_key, folded, letters, packed

APPLICATION = 0x4A425A4B
"""What a library's file says it is (``PRAGMA application_id``)."""
SCHEMA = 1
"""The version written today (``PRAGMA user_version``)."""

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE level (id INTEGER PRIMARY KEY, level1 NOT NULL, level2 NOT NULL,
    UNIQUE (level1, level2));
-- a kind's number is its bit in entry.kinds and project.kinds
CREATE TABLE kind (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
-- description, value and basis are the ones shown and inserted: of the latest use, else of the
-- starter. plain, letters and searched are made from the other texts, for
-- searching
CREATE TABLE entry (id INTEGER PRIMARY KEY, key NOT NULL UNIQUE, level INTEGER NOT NULL,
    name NOT NULL, description NOT NULL DEFAULT '', value NOT NULL DEFAULT '',
    basis NOT NULL DEFAULT '', starter INTEGER NOT NULL DEFAULT 0,
    kinds INTEGER NOT NULL DEFAULT 0, times INTEGER NOT NULL DEFAULT 0,
    plain TEXT NOT NULL DEFAULT '', letters TEXT NOT NULL DEFAULT '',
    searched TEXT NOT NULL DEFAULT '',
    rev INTEGER NOT NULL DEFAULT 0);
CREATE INDEX entry_rev ON entry (rev);
CREATE TABLE starter (entry INTEGER PRIMARY KEY, kind INTEGER NOT NULL, description TEXT NOT NULL,
    value TEXT NOT NULL, basis TEXT NOT NULL);
CREATE TABLE project (id INTEGER PRIMARY KEY, identity NOT NULL UNIQUE, department NOT NULL,
    year INTEGER, code NOT NULL, name NOT NULL, about NOT NULL, path NOT NULL,
    learned TEXT NOT NULL, digest TEXT NOT NULL, kinds INTEGER NOT NULL, marks BLOB NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0, rev INTEGER NOT NULL);
CREATE INDEX project_path ON project (path);
CREATE INDEX project_rev ON project (rev);
CREATE TABLE usage (entry INTEGER NOT NULL, year INTEGER NOT NULL, project INTEGER NOT NULL,
    place INTEGER NOT NULL, description NOT NULL, value NOT NULL, basis NOT NULL,
    PRIMARY KEY (entry, year, project, place)) WITHOUT ROWID;
CREATE INDEX usage_project ON usage (project, place);
"""

MIGRATIONS: dict[int, Callable[[sqlite3.Connection], None]] = {}
"""Version → what makes a file of that version one of the next; runs in a transaction."""


def prepare(connection: sqlite3.Connection, path: Path, starter: Starter) -> None:
    """Make the tables in a new file, bring an older one up to date, put the starter set in.

    Raises:
        LibraryError: another program's file, or one of a newer version of this one.
        sqlite3.Error: the file is broken, or cannot be written.
    """
    if _is_current(connection, path, starter):
        return
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        # another window may have been quicker
        if _version(connection, path) == 0:
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            connection.execute("INSERT INTO meta VALUES ('rev', 0)")
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
        migrate(connection, path)
        if edition(connection) != starter.digest:
            _sow(connection, starter)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the tables of an older version up to date, in the transaction there is."""
    version = _version(connection, path) or SCHEMA
    while version < SCHEMA:
        MIGRATIONS[version](connection)
        version += 1
    connection.execute(f"PRAGMA user_version = {SCHEMA}")


def edition(connection: sqlite3.Connection) -> str:
    """Return which edition of the starter set is in a library; empty for none."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'starter'").fetchone()
    return str(row[0]) if row else ""


def _is_current(connection: sqlite3.Connection, path: Path, starter: Starter) -> bool:
    return _version(connection, path) == SCHEMA and edition(connection) == starter.digest


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """Return a file's version, 0 for an empty one; refuse what is not ours or too new."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if application != APPLICATION:
        held = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if application or held:
            raise LibraryError("这不是绩表的指标库", str(path), "请选另一个文件")
        return 0
    if version > SCHEMA:
        raise LibraryError(
            f"指标库由更新版本的绩表写成（格式 {version}，本程序最高认得 {SCHEMA}）",
            str(path),
            "请升级绩表，或在指标库窗口的“更多”里换一个指标库文件",
        )
    return version


def next_rev(connection: sqlite3.Connection) -> int:
    """Return the number of the change under way; every row it touches carries it."""
    connection.execute("UPDATE meta SET value = value + 1 WHERE name = 'rev'")
    return last_rev(connection)


def last_rev(connection: sqlite3.Connection) -> int:
    """Return the number of the last change."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'rev'").fetchone()
    return int(row[0])


def level_id(connection: sqlite3.Connection, level1: object, level2: object) -> int:
    """Return the number of a pair of levels, a new one where it is not known yet."""
    pair = (level1, level2)
    row = connection.execute("SELECT id FROM level WHERE level1 = ? AND level2 = ?", pair)
    found = row.fetchone()
    if found:
        return int(found[0])
    return int(
        connection.execute("INSERT INTO level (level1, level2) VALUES (?, ?)", pair).lastrowid or 0
    )


def kind_ids(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the numbers of the kinds of work, by name."""
    return {str(name): int(number) for number, name in connection.execute("SELECT * FROM kind")}


def _sow(connection: sqlite3.Connection, starter: Starter) -> None:
    """Put an edition of the starter set in; entries of the one before that are gone go."""
    for kind in starter.kinds:
        connection.execute("INSERT OR IGNORE INTO kind (name) VALUES (?)", (kind.name,))
    kinds = kind_ids(connection)
    rev = next_rev(connection)
    connection.execute("UPDATE entry SET starter = 0, rev = ? WHERE starter", (rev,))
    connection.execute("DELETE FROM starter")
    for one in starter.entries:
        level = level_id(connection, one.level1, one.level2)
        key = entry_key(one.level2, one.name)
        number_of_kind = kinds[one.kind]
        connection.execute(
            "INSERT INTO entry (key, level, name) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING",
            (key, level, one.name),
        )
        (number,) = connection.execute("SELECT id FROM entry WHERE key = ?", (key,)).fetchone()
        texts = (one.description, one.value, one.basis)
        connection.execute(
            "INSERT INTO starter VALUES (?, ?, ?, ?, ?)", (number, number_of_kind, *texts)
        )
        searched = folded("\n".join((one.name, one.kind, one.description, one.basis)))
        connection.execute(
            "UPDATE entry SET starter = 1, kinds = kinds | ?, rev = ?,"
            " description = CASE times WHEN 0 THEN ? ELSE description END,"
            " value = CASE times WHEN 0 THEN ? ELSE value END,"
            " basis = CASE times WHEN 0 THEN ? ELSE basis END,"
            " plain = CASE times WHEN 0 THEN ? ELSE plain END,"
            " letters = CASE times WHEN 0 THEN ? ELSE letters END,"
            " searched = CASE times WHEN 0 THEN ? ELSE searched || char(10) || ? END"
            " WHERE id = ?",
            (
                *(1 << number_of_kind, rev, *texts, packed(one.name), letters(packed(one.name))),
                *(searched, searched, number),
            ),
        )
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('starter', ?)", (starter.digest,))

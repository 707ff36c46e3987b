"""Putting what a file taught into the library: again and again, nothing is doubled."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from msgspec import Struct

from library.harvest import Harvest, ProjectUse, Used
from library.schema import kind_ids, level_id, next_rev
from library.similar import marks
from library.starter import load_starter
from library.words import entry_key, folded, letters, packed, stored, text_of
from model.basics import steps

Step = Callable[[int, int], None]
"""Told (done, total) between two pieces; may raise to stop."""

_AT_ONCE = 20
"""Projects written in one go: the file is locked for some hundredths of a second."""
_VARIANTS = 40
"""So many of the latest uses give an entry's texts; how often it was used counts all."""
_SEARCHED_MOST = 4000


class Learned(Struct):
    """What was new: projects and indicators taken in, projects that were known as they are."""

    projects: int = 0
    indicators: int = 0
    known: int = 0


def learn(connection: sqlite3.Connection, harvest: Harvest, step: Step | None = None) -> Learned:
    """Put a file's projects in; each takes the place of what was known of the same project.

    Args:
        connection: to the library, with no transaction open.
        harvest: what the file taught.
        step: called between the pieces.
    """
    outcome = Learned()
    writer = _Writer(connection)
    projects = harvest.projects
    for start in range(0, len(projects), _AT_ONCE):
        steps.step()
        if step is not None:
            step(start, len(projects))
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            writer.begin()
            for project in projects[start : start + _AT_ONCE]:
                writer.put(project, harvest.path, outcome)
            writer.finish()
    if harvest.path:
        _drop_others(connection, harvest)
    return outcome


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _drop_others(connection: sqlite3.Connection, harvest: Harvest) -> None:
    """Drop what was learned from the same file and year and is not in it any more."""
    kept = {stored(project.identity) for project in harvest.projects}
    asked = (stored(harvest.path), stored(harvest.department), harvest.year)
    held = connection.execute(
        "SELECT id, identity FROM project WHERE path = ? AND department = ? AND year IS ?"
        " AND NOT gone",
        asked,
    ).fetchall()
    gone = [number for number, identity in held if identity not in kept]
    if not gone:
        return
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        writer = _Writer(connection)
        writer.begin()
        for number in gone:
            writer.drop(number)
        writer.finish()


class _Writer:
    """Writes projects within one transaction, and brings the entries they touch up to date."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._now = _now()
        self._kinds: dict[str, int] = {}
        self._levels: dict[tuple[str, str], int] = {}
        self._touched: set[int] = set()
        self._rev = 0

    def begin(self) -> None:
        """Begin a transaction's work."""
        # what another transaction made may have been taken back with it
        self._levels.clear()
        self._kinds = kind_ids(self._connection)
        self._rev = 0
        self._touched.clear()

    def finish(self) -> None:
        """Bring up to date what was touched."""
        names = {number: name for name, number in self._kinds.items()}
        for number in sorted(self._touched):
            _refresh(self._connection, number, self._change(), names)

    def _change(self) -> int:
        # a file that brings nothing new leaves no trace, and wakes no other window
        if not self._rev:
            self._rev = next_rev(self._connection)
        return self._rev

    def put(self, project: ProjectUse, path: str, outcome: Learned) -> None:
        """Put one project in, in the place of what was known of it."""
        digest = project.digest()
        identity = stored(project.identity)
        row = self._connection.execute(
            "SELECT id, digest, gone, path, learned FROM project WHERE identity = ?", (identity,)
        ).fetchone()
        if row is not None and not row[2]:
            newer = bool(project.learned) and row[4] >= project.learned
            if row[1] == digest or newer:
                outcome.known += 1
                if row[1] == digest and path and text_of(row[3]) != path:
                    self._connection.execute(
                        "UPDATE project SET path = ? WHERE id = ?", (stored(path), row[0])
                    )
                return
        number = self._write(project, identity, path, digest)
        for place, used in enumerate(project.uses):
            self._use(number, project.year or 0, place, used)
        outcome.projects += 1
        outcome.indicators += len(project.uses)

    def _write(self, project: ProjectUse, identity: str | bytes, path: str, digest: str) -> int:
        found = load_starter().kinds_of(project.name, project.about)
        kinds = sum({1 << self._kinds[one.kind] for one in found if one.kind in self._kinds})
        texts = [project.department, project.code, project.name, project.about, path]
        department, code, name, about, where = map(stored, texts)
        self._connection.execute(
            "INSERT INTO project (identity, department, year, code, name, about, path, learned,"
            " digest, kinds, marks, rev) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (identity) DO UPDATE SET department = excluded.department,"
            " year = excluded.year, code = excluded.code, name = excluded.name,"
            " about = excluded.about, path = excluded.path, learned = excluded.learned,"
            " digest = excluded.digest, kinds = excluded.kinds, marks = excluded.marks,"
            " gone = 0, rev = excluded.rev",
            (
                *(identity, department, project.year, code, name, about, where),
                *(project.learned or self._now, digest, kinds),
                *(marks(project.name, project.about), self._change()),
            ),
        )
        row = self._connection.execute("SELECT id FROM project WHERE identity = ?", (identity,))
        number = int(row.fetchone()[0])
        self._forget_uses(number)
        return number

    def drop(self, project: int) -> None:
        """Take a project out; its row stays, so that every window learns of it."""
        self._forget_uses(project)
        self._connection.execute(
            "UPDATE project SET gone = 1, rev = ? WHERE id = ?", (self._change(), project)
        )

    def _forget_uses(self, project: int) -> None:
        held = self._connection.execute("SELECT entry FROM usage WHERE project = ?", (project,))
        self._touched.update(entry for (entry,) in held)
        self._connection.execute("DELETE FROM usage WHERE project = ?", (project,))

    def _use(self, project: int, year: int, place: int, used: Used) -> None:
        entry = self._entry(used)
        texts = (stored(used.description), stored(used.value), stored(used.basis))
        self._connection.execute(
            "INSERT INTO usage VALUES (?, ?, ?, ?, ?, ?, ?)", (entry, year, project, place, *texts)
        )
        self._touched.add(entry)

    def _entry(self, used: Used) -> int:
        key = stored(entry_key(used.level2, used.name))
        found = self._connection.execute("SELECT id FROM entry WHERE key = ?", (key,)).fetchone()
        if found is not None:
            return int(found[0])
        levels = used.level1, used.level2
        if levels not in self._levels:
            self._levels[levels] = level_id(self._connection, *map(stored, levels))
        made = self._connection.execute(
            "INSERT INTO entry (key, level, name) VALUES (?, ?, ?)",
            (key, self._levels[levels], stored(used.name)),
        )
        return int(made.lastrowid or 0)


def _refresh(
    connection: sqlite3.Connection, entry: int, rev: int, kind_names: dict[int, str]
) -> None:
    """Bring an entry up to date with its uses: texts, how often, what is searched."""
    uses = connection.execute(
        "SELECT usage.description, usage.value, usage.basis, kinds FROM usage"
        " JOIN project ON project.id = usage.project WHERE entry = ?"
        " ORDER BY usage.year DESC, usage.project DESC LIMIT ?",
        (entry, _VARIANTS),
    ).fetchall()
    (times,) = connection.execute("SELECT count(*) FROM usage WHERE entry = ?", (entry,)).fetchone()
    own = connection.execute(
        "SELECT description, value, basis, 1 << kind FROM starter WHERE entry = ?", (entry,)
    ).fetchall()
    known = [*uses, *own]
    kinds = 0
    for row in known:
        kinds |= row[3]
    (name,) = connection.execute("SELECT name FROM entry WHERE id = ?", (entry,)).fetchone()
    plain = folded(packed(text_of(name)))
    words = _words(text_of(name), kinds, known, kind_names)
    connection.execute(
        "UPDATE entry SET description = ?, value = ?, basis = ?, starter = ?, kinds = ?,"
        " times = ?, plain = ?, letters = ?, searched = ?, rev = ? WHERE id = ?",
        (
            *(_first(known, column) for column in range(3)),
            *(len(own), kinds, times, plain, letters(plain), words, rev, entry),
        ),
    )


def _first(known: Sequence[tuple[object, ...]], column: int) -> object:
    """Return the latest text that is not empty."""
    return next((row[column] for row in known if row[column]), "")


def _words(
    name: str, kinds: int, known: Sequence[tuple[object, ...]], kind_names: dict[int, str]
) -> str:
    """Return what an entry is found by: its name first, kinds, descriptions, bases."""
    of_kinds = [word for number, word in kind_names.items() if kinds >> number & 1]
    said = [text_of(row[column]) for column in (0, 2) for row in known]
    # however the name was spaced, it is found written in one
    lines = dict.fromkeys([name, packed(name), *of_kinds, *said])
    return folded("\n".join(line for line in lines if line))[:_SEARCHED_MOST]

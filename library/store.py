"""The library: asked in words, taught by files. One object belongs to one thread at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from library.entries import STARTER, Asked, Entry, Found, Size, Use, entry_of
from library.errors import ReadOnlyError, told
from library.harvest import Harvest
from library.index import Index, Limits
from library.schema import kind_ids, last_rev
from library.suggesting import Suggestions
from library.words import text_of
from library.writing import Learned, Step, learn
from model.document.disclosure import TargetTable

USES_MOST = 300


class Library:
    """An open library; see `library.opening.open_library`."""

    def __init__(self, path: Path, connection: sqlite3.Connection, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._connection = connection
        self._index = Index()
        self._suggestions = Suggestions(connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    # asking

    def prepare(self) -> None:
        """Load what is searched, so that the first question is answered at once."""
        with told(self.path):
            self._index.refresh(self._connection)

    def search(self, asked: Asked, among: Iterable[int] | None = None) -> Found:
        """Return the entries a question asks for.

        Args:
            asked: the question.
            among: ids to choose from, in an order that is kept; None: all.

        Raises:
            LibraryError: the file cannot be read.
        """
        with told(self.path):
            self._index.refresh(self._connection)
            ids = self._index.find(asked.words, self._limits(asked), among)
            return Found(ids, held=len(self._index.rows))

    def similar(self, table: TargetTable, asked: Asked, identity: str = "") -> Found:
        """Return the entries that projects like one use, then common ones of its kind of work.

        Indicators it has already are left out.

        Args:
            table: the project.
            asked: what the entries are to fulfil besides.
            identity: the project's own in the library, which is no example for itself.

        Raises:
            LibraryError: the file cannot be read.
        """
        with told(self.path):
            self._index.refresh(self._connection)
            why = self._suggestions.for_table(table, identity)
            ids = self._index.find(asked.words, self._limits(asked), why)
            return Found(ids, {number: why[number] for number in ids}, len(self._index.rows))

    def entries(self, ids: Sequence[int]) -> list[Entry]:
        """Return entries by id, in that order; those gone meanwhile are left out.

        Raises:
            LibraryError: the file cannot be read.
        """
        with told(self.path):
            kinds = {number: name for name, number in kind_ids(self._connection).items()}
            rows = self._connection.execute(
                "SELECT entry.id, level1, level2, name, description, value, basis, times, starter,"
                " kinds FROM entry JOIN level ON level.id = level"
                " WHERE entry.id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(ids)),),
            ).fetchall()
        made = {row[0]: entry_of(row, kinds) for row in rows}
        return [made[number] for number in ids if number in made]

    def uses(self, entry: int, most: int = USES_MOST) -> list[Use]:
        """Return where an entry was used, the latest year first.

        Raises:
            LibraryError: the file cannot be read.
        """
        with told(self.path):
            rows = self._connection.execute(
                "SELECT usage.year, department, project.name, usage.description, usage.value,"
                " usage.basis, path FROM usage JOIN project ON project.id = usage.project"
                " WHERE entry = ? ORDER BY usage.year DESC, usage.project DESC LIMIT ?",
                (entry, most),
            ).fetchall()
        return [Use(row[0], *map(text_of, row[1:])) for row in rows]

    def levels(self) -> list[tuple[str, str]]:
        """Return every pair of level 1 and level 2 there is, in the order they became known."""
        with told(self.path):
            rows = self._connection.execute("SELECT level1, level2 FROM level ORDER BY id")
            return [(text_of(level1), text_of(level2)) for level1, level2 in rows]

    def kinds(self) -> list[str]:
        """Return the kinds of work there are."""
        with told(self.path):
            return list(kind_ids(self._connection))

    def size(self) -> Size:
        """Return how much the library holds."""
        with told(self.path):
            entries, own = self._connection.execute(
                "SELECT count(*), coalesce(sum(times > 0), 0) FROM entry WHERE times OR starter"
            ).fetchone()
            (projects,) = self._connection.execute(
                "SELECT count(*) FROM project WHERE NOT gone"
            ).fetchone()
        return Size(entries, own, projects)

    def revision(self) -> int:
        """Return a number that grows with every change, by whatever window."""
        with told(self.path):
            return last_rev(self._connection)

    # being taught

    def learn(self, harvest: Harvest, step: Step | None = None) -> Learned:
        """Put in what a file taught; see `library.writing.learn`.

        Raises:
            LibraryError: it cannot be written; what was put in before the fault stays.
        """
        with told(self.path):
            if self.read_only:
                raise ReadOnlyError(
                    "指标库是只读的，能查找，不能往里面收",
                    str(self.path),
                    "请检查文件和文件夹的写入权限",
                )
            try:
                return learn(self._connection, harvest, step)
            finally:
                if self._connection.in_transaction:
                    self._connection.rollback()

    def copy_to(self, target: Path) -> None:
        """Copy the library, as it stands, into an empty file.

        Raises:
            LibraryError: it cannot be written.
        """
        with told(target):
            copy = sqlite3.connect(target)
            try:
                self._connection.backup(copy)
            finally:
                copy.close()

    # parts of the answers

    def _limits(self, asked: Asked) -> Limits:
        levels: frozenset[int] | None = None
        if asked.level1 or asked.level2:
            rows = self._connection.execute("SELECT id, level1, level2 FROM level")
            levels = frozenset(
                number
                for number, level1, level2 in rows
                if (not asked.level1 or text_of(level1) == asked.level1)
                and (not asked.level2 or text_of(level2) == asked.level2)
            )
        kind = kind_ids(self._connection).get(asked.kind, 0) if asked.kind else None
        return Limits(levels, kind, None if not asked.source else asked.source == STARTER)

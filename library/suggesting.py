"""What other projects like one use, and why that is said of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from library.schema import kind_ids, last_rev
from library.similar import Projects
from library.starter import COMMON, load_starter
from library.words import entry_key, joined_line, text_of
from model.document.disclosure import TargetTable

_MOST = 300


class Suggestions:
    """Finds entries for a project: of similar ones, then common ones of its kind of work."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._projects = Projects()

    def for_table(self, table: TargetTable, identity: str) -> dict[int, str]:
        """Return ids, the best first, and why each; what the project has is left out.

        Args:
            table: the project.
            identity: its own in the library: it is no example for itself.
        """
        why = self._of_similar_projects(table, identity)
        for number, reason in self._of_its_kinds(table):
            why.setdefault(number, reason)
        held = {entry_key(item.level2, item.name) for item in table.indicators}
        keys = self._keys(why)
        new = [number for number in why if keys.get(number) not in held]
        return {number: why[number] for number in new[:_MOST]}

    def _of_similar_projects(self, table: TargetTable, identity: str) -> dict[int, str]:
        """Return the entries of similar projects, the best first, and why each."""
        self._projects.refresh(self._connection, last_rev(self._connection))
        own = self._connection.execute(
            "SELECT id FROM project WHERE identity = ?", (identity,)
        ).fetchone()
        alike = self._projects.like(table.name, _about(table), own[0] if own else None)
        scores: dict[int, float] = {}
        projects: dict[int, list[int]] = {}
        for one in alike:
            rows = self._connection.execute(
                "SELECT DISTINCT entry FROM usage WHERE project = ? ORDER BY place", (one.project,)
            )
            for (entry,) in rows.fetchall():
                scores[entry] = scores.get(entry, 0) + one.score
                projects.setdefault(entry, []).append(one.project)
        names = {one.project: self._project_name(one.project) for one in alike}
        best = sorted(scores, key=lambda entry: -scores[entry])
        return {entry: _reason(names[projects[entry][0]], len(projects[entry])) for entry in best}

    def _project_name(self, project: int) -> str:
        name, year = self._connection.execute(
            "SELECT name, year FROM project WHERE id = ?", (project,)
        ).fetchone()
        title = joined_line(text_of(name)) or "未填项目名称"
        return f"{year}年“{title}”" if year else f"“{title}”"

    def _of_its_kinds(self, table: TargetTable) -> list[tuple[int, str]]:
        """Return common entries of the kinds of work a project is, and why each."""
        numbers = kind_ids(self._connection)
        found = []
        for one in load_starter().kinds_of(table.name, _about(table)):
            where = "项目名称" if one.in_name else "目标或用途"
            why = f"“{one.kind}”类的常用指标（{where}里有“{one.word}”）"
            found += [(entry, why) for entry in self._starters(numbers[one.kind])]
        if COMMON in numbers:
            why = "各类项目都常用的指标"
            found += [(entry, why) for entry in self._starters(numbers[COMMON])]
        return found

    def _starters(self, kind: int) -> list[int]:
        rows = self._connection.execute(
            "SELECT entry FROM starter WHERE kind = ? ORDER BY entry", (kind,)
        )
        return [entry for (entry,) in rows]

    def _keys(self, ids: Iterable[int]) -> dict[int, str]:
        rows = self._connection.execute(
            "SELECT id, key FROM entry WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        return {number: text_of(key) for number, key in rows}


def _about(table: TargetTable) -> str:
    return f"{table.goals}\n{table.purpose}"


def _reason(name: str, projects: int) -> str:
    others = f"等 {projects} 个相似项目" if projects > 1 else "，与本项目相似"
    return f"用于{name}{others}"

"""What is wrong with an indicator's name is told once, however many projects use that name."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterator

from msgspec import Struct, structs

from model.cells import CellRef
from model.checks.base import Fault
from model.checks.cross import NAMED_MOST
from model.checks.view import Form, TableView, TextCell, own_cells
from model.disclosure import Disclosure, TargetTable

Look = Callable[[TextCell], Fault | None]
"""Says what is wrong with one cell."""

_NAME = "indicator.name"


class _Seen(Struct, frozen=True):
    """What is wrong with a cell; ``name`` is its text where it is an indicator's name."""

    fault: Fault
    name: str


class OnceIndex:
    """Faults of single cells; that of a name several projects share stands at the first.

    Names of indicators are the shared vocabulary of a department: a broken one is copied
    from project to project, and is one fault. All other texts are told of one by one. When
    the first project's name is mended, the next one's fault stands there.

    Args:
        form: what the form shows.
        look: what says whether a cell is wrong.
    """

    def __init__(self, form: Form, look: Look) -> None:
        self._form = form
        self._look = look
        self._tables: dict[str, TargetTable] = {}
        self._seen: dict[str, list[_Seen]] = {}

    def start(self, disclosure: Disclosure) -> None:
        """Look at the department's own text and at all tables that are other objects now."""
        tables = {table.id: table for table in disclosure.projects}
        self._place = {table_id: place for place, table_id in enumerate(tables)}
        self._seen = {
            key: self._seen[key] if self._tables.get(key) is table else self._look_at(table)
            for key, table in tables.items()
        }
        self._tables = tables
        own = (self._look(cell) for cell in own_cells(disclosure, self._form))
        self._own = [fault for fault in own if fault is not None]
        self._groups: dict[str, list[tuple[int, str]]] = {}
        for key in tables:
            for name in self._names(key):
                self._groups.setdefault(name, []).append((self._place[key], key))

    def put(self, table: TargetTable) -> set[str]:
        """Look at a changed table; return the ids of all whose findings may differ now."""
        key = table.id
        before = self._names(key)
        self._seen[key] = self._look_at(table)
        now = self._names(key)
        touched = {key}
        for name in before ^ now:
            group = self._groups.setdefault(name, [])
            touched.update(first for _, first in group[:1])
            if name in now:
                insort(group, (self._place[key], key))
            else:
                group.remove((self._place[key], key))
            touched.update(first for _, first in group[:1])
            if not group:
                del self._groups[name]
        for name in before & now:
            # another row may hold the name now
            touched.add(self._groups[name][0][1])
        return touched

    def faults(self, table_id: str) -> Iterator[Fault]:
        """Yield what is to be told at a table, or at the department's own text."""
        if not table_id:
            yield from self._own
            return
        for seen in self._seen.get(table_id, ()):
            if not seen.name:
                yield seen.fault
                continue
            group = self._groups[seen.name]
            if group[0][1] == table_id:
                others = (self._ref(key, seen.name) for _, key in group[1 : NAMED_MOST + 1])
                yield structs.replace(seen.fault, others=tuple(others))

    def _look_at(self, table: TargetTable) -> list[_Seen]:
        return [
            _Seen(fault, cell.text.strip() if cell.key == _NAME else "")
            for cell in TableView(table, self._form).cells
            if (fault := self._look(cell)) is not None
        ]

    def _names(self, key: str) -> set[str]:
        return {seen.name for seen in self._seen.get(key, ()) if seen.name}

    def _ref(self, key: str, name: str) -> CellRef:
        return next(seen.fault.ref for seen in self._seen[key] if seen.name == name)

"""What is said of one thing in many places is told once, at the first, with the others."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Callable, Iterable, Iterator

from msgspec import structs

from model.checks.base import Fault
from model.checks.view import Form, TextCell, own_cells
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, TargetTable, get_field, get_indicator_field

Look = Callable[[TextCell], Iterable[tuple[str, Fault]]]
"""Yields what is wrong with one cell, with what it is wrong with: empty where that is the cell's
alone, else the same for all places of one fault (a document, an indicator's name)."""


class OnceIndex:
    """Faults of single cells; those of one thing stand at the first place, the others beside it.

    When the first place is mended, the fault stands at the next. What a table says takes
    the place of what the department's own text says.

    Args:
        form: what the form shows.
        look: what says whether a cell is wrong.
        may: what every text that can be wrong holds; the others are passed over.
    """

    def __init__(self, form: Form, look: Look, may: re.Pattern[str]) -> None:
        self._form = form
        self._may = may
        self._look = look
        self._tables: dict[str, TargetTable] = {}
        self._seen: dict[str, list[tuple[str, Fault]]] = {}

    def start(self, disclosure: Disclosure) -> None:
        """Look at the department's own text and at all tables that are other objects now."""
        tables = {table.id: table for table in disclosure.projects}
        self._place = {table_id: place for place, table_id in enumerate(tables)}
        self._seen = {
            key: self._seen[key] if self._tables.get(key) is table else self._look_at(table)
            for key, table in tables.items()
        }
        self._tables = tables
        cells = own_cells(disclosure, self._form)
        self._own = [seen for cell in cells for seen in self._look(cell)]
        self._own_names = {name for name, _ in self._own if name}
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
            if name in self._own_names:
                touched.add("")
        for name in before & now:
            # another row may hold the name now
            touched.add(self._groups[name][0][1])
        return touched

    def faults(self, table_id: str) -> Iterator[Fault]:
        """Yield what is to be told at a table, or at the department's own text; once a cell."""
        told = self._table_faults(table_id) if table_id else self._own_faults()
        cells: dict[CellRef, Fault] = {}
        for fault in told:
            held = cells.get(fault.ref)
            cells[fault.ref] = fault if held is None else _both(held, fault)
        yield from cells.values()

    def _table_faults(self, table_id: str) -> Iterator[Fault]:
        for name, fault, refs in _gathered(self._seen.get(table_id, ())):
            group = self._groups[name] if name else []
            if not group:
                yield fault
            elif group[0][1] == table_id:
                refs += [self._ref(key, name) for _, key in group[1:]]
                yield structs.replace(fault, others=tuple(refs))

    def _own_faults(self) -> Iterator[Fault]:
        for name, fault, refs in _gathered(self._own):
            if not name or name not in self._groups:
                yield structs.replace(fault, others=tuple(refs)) if refs else fault

    def _look_at(self, table: TargetTable) -> list[tuple[str, Fault]]:
        may = self._may.search
        found: list[tuple[str, Fault]] = []
        for name in self._form.texts:
            text = get_field(table, name)
            if text and may(text):
                found += self._look(TextCell(text, name, name, table.id))
        for item in table.indicators:
            for name in self._form.text_columns:
                text = get_indicator_field(item, name)
                if text and may(text):
                    found += self._look(
                        TextCell(text, "indicator." + name, name, table.id, item.id)
                    )
        return found

    def _names(self, key: str) -> set[str]:
        return {name for name, _ in self._seen.get(key, ()) if name}

    def _ref(self, key: str, name: str) -> CellRef:
        return next(fault.ref for held, fault in self._seen[key] if held == name)


def _gathered(
    seen: Iterable[tuple[str, Fault]],
) -> Iterator[tuple[str, Fault, list[CellRef]]]:
    """Yield each fault once, with the further places of the same one."""
    first: dict[str, tuple[str, Fault, list[CellRef]]] = {}
    for name, fault in seen:
        if not name:
            yield name, fault, []
        elif name in first:
            if fault.ref != first[name][1].ref:
                first[name][2].append(fault.ref)
        else:
            first[name] = name, fault, []
    yield from first.values()


def _both(one: Fault, other: Fault) -> Fault:
    """Return two faults of one cell as one; the worse severity counts."""
    worse = one if one.severity is None or other.severity is not None else other
    others = dict.fromkeys((*one.others, *other.others))
    return structs.replace(worse, message=f"{one.message}{other.message}", others=tuple(others))

"""A disclosure as JSON for its recovery copy, encoded a few milliseconds at a time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec
from msgspec import Raw, structs

if TYPE_CHECKING:
    from typing import Any

    from model.document.disclosure import Disclosure, TargetTable
    from model.document.edits import Change

_AT_ONCE = 8
"""Target tables encoded between two looks at the clock."""


class Snapshot:
    """Keeps each target table encoded, so that after an edit only what it changed is."""

    def __init__(self) -> None:
        # by identity, the object held so that no other takes its place
        self._held: dict[int, tuple[TargetTable, Raw]] = {}
        self._stale: set[str] = set()

    def forget(self) -> None:
        """Another disclosure is open."""
        self._held.clear()
        self._stale.clear()

    def touch(self, change: Change) -> None:
        """Note what an edit changed; the department's own text is encoded every time."""
        if change.structure:
            self.forget()
        self._stale |= change.touched()

    def work(self, disclosure: Disclosure, seconds: float) -> bool:
        """Encode for some time; tell whether all of it is encoded.

        Raises:
            UnicodeEncodeError: a text holds half a character.
        """
        until = time.perf_counter() + seconds
        projects = disclosure.projects
        if self._stale:
            for table in projects:
                if table.id in self._stale:
                    self._held.pop(id(table), None)
            self._stale.clear()
        waiting = [table for table in projects if id(table) not in self._held]
        for number, table in enumerate(waiting, 1):
            self._held[id(table)] = table, Raw(msgspec.json.encode(table))
            if number % _AT_ONCE == 0 and time.perf_counter() > until:
                return number == len(waiting)
        return True

    def put_together(self, disclosure: Disclosure) -> Any:
        """Return what encodes to the same JSON as the disclosure; all of it must be encoded."""
        held = {id(table): self._held[id(table)] for table in disclosure.projects}
        # those of projects that were deleted go
        self._held = held
        encoded: Any = [held[id(table)][1] for table in disclosure.projects]
        return structs.replace(disclosure, projects=encoded)

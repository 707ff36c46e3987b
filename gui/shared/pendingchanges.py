"""Changes gathered while nobody looks, each cell once."""

from __future__ import annotations

from model.document.cells import CellRef
from model.document.edits import Change


class Pending:
    """Takes changes one by one, and gives them back as one; false while there is none."""

    def __init__(self) -> None:
        self._cells: dict[CellRef, None] = {}
        self._tables: dict[str, None] = {}
        self._parts: dict[str, None] = {}
        self._structure = False

    def __bool__(self) -> bool:
        return bool(self._cells or self._tables or self._parts or self._structure)

    def add(self, change: Change) -> None:
        """Remember a change."""
        self._cells.update(dict.fromkeys(change.cells))
        self._tables.update(dict.fromkeys(change.tables))
        self._parts.update(dict.fromkeys(change.parts))
        self._structure = self._structure or change.structure

    def clear(self) -> None:
        """Forget all."""
        self._cells.clear()
        self._tables.clear()
        self._parts.clear()
        self._structure = False

    def take(self) -> Change:
        """Return all of it as one change, and forget it."""
        change = Change(
            list(self._cells), list(self._tables), self._structure, parts=list(self._parts)
        )
        self.clear()
        return change

"""What checks of single cells have seen, so that a keystroke runs them on one cell."""

from __future__ import annotations

from model.checks.view import TextCell
from model.document.cells import CellRef
from model.document.disclosure import TargetTable


class Seen:
    """The cells of the target table edited last as each check of single cells last saw them.

    What such a check says depends on its cell alone, and on what makes this be forgotten: so
    a keystroke runs it on one cell, however many there are.
    """

    def __init__(self, table: TargetTable | None = None) -> None:
        self.table = table
        self._cells: dict[str, frozenset[TextCell] | None] = {}
        self._now: tuple[list[TextCell], frozenset[TextCell] | None] | None = None
        self._others: dict[frozenset[TextCell], tuple[list[TextCell], set[CellRef]]] = {}

    def note(self, code: str, cells: list[TextCell]) -> None:
        """Note that a check has seen all cells."""
        self._cells[code] = self._set_of(cells)

    def others(
        self, code: str, cells: list[TextCell]
    ) -> tuple[list[TextCell], set[CellRef]] | None:
        """Return the cells a check has not seen so, and those with what came, went or changed.

        None where it has seen nothing. From now on it has seen them all.
        """
        before, now = self._cells.get(code), self._set_of(cells)
        self._cells[code] = now
        if before is None or now is None:
            return None
        if before not in self._others:
            touched = {cell.ref for cell in before ^ now}
            fresh = [cell for cell in cells if cell.ref in touched] if touched else []
            self._others[before] = fresh, touched
        return self._others[before]

    def _set_of(self, cells: list[TextCell]) -> frozenset[TextCell] | None:
        """Return cells as a set; None where some are alike, as after a row was doubled."""
        if self._now is None or self._now[0] is not cells:
            several = frozenset(cells)
            self._now = cells, several if len(several) == len(cells) else None
            self._others = {}
        return self._now[1]

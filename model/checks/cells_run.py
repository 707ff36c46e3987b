"""Running the checks of single cells: each text once, and only where it can hold a fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import structs

from model.checks.base import Check, Fault, Finding
from model.checks.view import TEXT, Context, TableView, TextCell

Suspect = tuple[TextCell, frozenset[str]]
"""A cell that checks of single cells are to look at, and the characters in it."""
_MOST_CLEAN = 50_000


def with_chars(cells: Iterable[TextCell]) -> list[Suspect]:
    """Return cells with the characters in each."""
    return [(cell, frozenset(cell.text)) for cell in cells]


class CellRunner:
    """Runs checks of single cells on the cells of a table.

    What they say depends on the cell's field and text alone, and on the context: a text in
    which none found anything is passed over where it stands again.

    Args:
        checks: all checks that are on; those of other scopes are left alone.
        context: what they may ask besides.
    """

    def __init__(self, checks: Iterable[Check], context: Context) -> None:
        self._checks = [check for check in checks if check.scope == "cell"]
        self._context = context
        self._clean: set[tuple[str, str]] = set()

    def suspects(self, view: TableView) -> list[Suspect]:
        """Return the cells of a table whose texts are not known to be clean."""
        clean = self._clean
        return with_chars(cell for cell in view.cells if (cell.key, cell.text) not in clean)

    def note_clean(self, todo: Sequence[Suspect], found: Mapping[str, tuple[Finding, ...]]) -> None:
        """Note the texts in which no check of single cells found anything."""
        if len(self._clean) > _MOST_CLEAN:
            self._clean.clear()
        dirty = {finding.ref for check in self._checks for finding in found.get(check.code, ())}
        self._clean.update(
            (cell.key, cell.text) for cell, _ in todo if not dirty or cell.ref not in dirty
        )

    def faults(self, check: Check, todo: Iterable[Suspect]) -> list[Fault]:
        """Run a check on the cells it reads; a mending that would hide another fault is dropped."""
        run, context, reads, marks = check.run, self._context, check.reads, check.marks
        every = TEXT in reads
        found: list[Fault] = []
        for cell, chars in todo:
            if marks and marks.isdisjoint(chars):
                continue
            if (every or cell.key in reads) and (fault := run(cell, context)) is not None:
                found.append(self._honest(check, cell, fault))
        return found

    def _honest(self, check: Check, cell: TextCell, fault: Fault) -> Fault:
        """Return a fault without its mending where that would hide another one in the cell.

        A mending may only touch what it alone explains: what any other check found in the
        text before, it must find in the mended text too.
        """
        if fault.fix is None:
            return fault
        mended = structs.replace(cell, text=fault.fix)
        for other in self._checks:
            if other is check or (TEXT not in other.reads and cell.key not in other.reads):
                continue
            found = other.run(cell, self._context)
            if found is not None and other.run(mended, self._context) is None:
                return structs.replace(fault, fix=None)
        return fault

"""Which cells are 待确认, by target table: how many are left, and where to go on."""

from __future__ import annotations

from collections.abc import Iterable

from model.document.blockplaces import part_cells
from model.document.blocks import Part
from model.document.cellref import CellRef
from model.document.disclosure import VALUE_PARTS, Disclosure, TargetTable, get_field
from model.document.edits import Change


def mark_of(ref: CellRef) -> CellRef:
    """Return the cell a mark sits on: a part of a split value means the whole value."""
    if ref.indicator and ref.field in VALUE_PARTS:
        return CellRef(ref.table, "value", ref.indicator)
    return ref


def copied_marks(disclosure: Disclosure, source: TargetTable, copy: TargetTable) -> list[CellRef]:
    """Return the marks a copy of a target table gets: nobody has looked at it any more.

    Args:
        disclosure: what holds the marks.
        source: the target table.
        copy: the same with identities of its own; cells it holds nothing in need no look.
    """
    items = {old.id: new for old, new in zip(source.indicators, copy.indicators, strict=True)}
    marks = []
    for ref in disclosure.carried:
        if ref.table != source.id:
            continue
        if not ref.indicator and get_field(copy, ref.field):
            marks.append(CellRef(copy.id, ref.field))
        elif ref.indicator in items:
            marks.append(CellRef(copy.id, ref.field, items[ref.indicator].id))
    return marks


class CarriedIndex:
    """The marks of a disclosure, target table by target table, kept up to date edit by edit.

    Marks of indicators and projects that were deleted wait for an undo and do not count.
    """

    def __init__(self, disclosure: Disclosure) -> None:
        self._disclosure = disclosure
        self._marks: dict[str, set[CellRef]] = {}
        self._live: dict[str, int] = {}
        for ref in disclosure.carried:
            self._marks.setdefault(ref.table, set()).add(ref)
        self._count_all()

    @property
    def total(self) -> int:
        """How many cells are marked."""
        return self._total

    def count(self, table_id: str) -> int:
        """Return how many cells of a target table (empty: of the own text) are marked."""
        return self._live.get(table_id, 0)

    def marks(self, table_id: str) -> list[CellRef]:
        """Return the marked cells of a target table that exists; in no order."""
        table = next((one for one in self._disclosure.projects if one.id == table_id), None)
        part = next((one for one in self._disclosure.parts if one.id == table_id), None)
        if part is not None:
            return self._of_part(part)
        if table is None:
            return sorted(self._marks.get(table_id, ())) if not table_id else []
        held = {item.id for item in table.indicators}
        marked = self._marks.get(table_id, set())
        return [ref for ref in marked if not ref.indicator or ref.indicator in held]

    def order_from(self, table_id: str) -> list[str]:
        """Return the ids of all with marks, those behind one first, then from the beginning."""
        disclosure = self._disclosure
        parts, tables = disclosure.parts, disclosure.projects
        order = ["", *(part.id for part in parts), *(table.id for table in tables)]
        at = order.index(table_id) + 1 if table_id in order else 0
        return [one for one in order[at:] + order[:at] if self.count(one)]

    def changed(self, change: Change) -> bool:
        """Note what an edit did; tell whether marks came or went."""
        touched = {ref.table for ref in change.carried}
        for ref in change.carried:
            marked = self._marks.setdefault(ref.table, set())
            (marked.add if ref in self._disclosure.carried else marked.discard)(ref)
        if change.structure:
            self._count_all()
            return True
        touched.update(table for table in change.tables if self._marks.get(table))
        touched = self._entries(touched) | set(change.parts)
        self._count(touched)
        return bool(touched)

    def _of_part(self, part: Part) -> list[CellRef]:
        """Return the marked cells of a part that are there; none of one that is left out."""
        ids = [part.id, *(block.id for block in part.blocks)]
        marked = [ref for one in ids for ref in self._marks.get(one, ())]
        if part.omitted or not marked:
            return []
        there = {ref for ref, _ in part_cells(part)}
        return [ref for ref in marked if ref in there]

    def _entries(self, tables: set[str]) -> set[str]:
        """Return the parts in the place of the texts and tables they hold."""
        if not self._disclosure.parts:
            return tables
        holders = {block.id: part.id for part in self._disclosure.parts for block in part.blocks}
        return {holders.get(one, one) for one in tables}

    def _count(self, tables: Iterable[str]) -> None:
        for table in tables:
            now = len(self.marks(table))
            self._total += now - self._live.get(table, 0)
            self._live[table] = now

    def _count_all(self) -> None:
        self._live = {"": len(self._marks.get("", ()))}
        for table in self._disclosure.projects:
            marked = self._marks.get(table.id)
            if marked:
                held = {item.id for item in table.indicators}
                self._live[table.id] = sum(
                    not ref.indicator or ref.indicator in held for ref in marked
                )
        for part in self._disclosure.parts:
            self._live[part.id] = len(self._of_part(part))
        self._total = sum(self._live.values())

"""Filling a part's tables: totals follow their rows until typed over, amounts get their form."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from model.document.blockplaces import find_holder, set_part_text
from model.document.blocks import Part, PartTable, PartText
from model.document.cellref import CellRef
from model.document.disclosure import Disclosure
from model.layout.publication import ColumnKind, Publication
from model.layout.publication_load import publication_of
from model.parts.relation import NO_ROWS, Relation
from model.parts.relations import totals_in
from model.parts.tables import TableView
from model.quantities.amounts import (
    MONEY_UNITS,
    WIDE,
    amount_value,
    at_least_decimals,
    decimals_of,
    format_number,
)

_AROUND = 4


class TableFilling:
    """What follows from filling one cell of a known table.

    Args:
        disclosure: what is filled; only looked at.
        ref: the cell.

    Attributes:
        totals: the totals that follow the cell, in the order they follow each other.
    """

    def __init__(self, disclosure: Disclosure, ref: CellRef) -> None:
        self._ref = ref
        self._publication: Publication | None = None
        self._part: Part | None = None
        self._table: PartTable | None = None
        self._around: list[str] = []
        self.totals: list[CellRef] = []
        found = find_holder(disclosure.parts, ref)
        publication = publication_of(disclosure.publication)
        if found is None or publication is None or not isinstance(found[1], PartTable):
            return
        if publication.table(found[1].key) is None:
            return
        self._publication, self._part, self._table = publication, found[0], found[1]
        self._around = _texts_before(found[0], found[1])
        if self.column is not None and self.column.kind in ("money", "change"):
            self.totals = self._following()

    @property
    def column(self) -> ColumnKind | None:
        """What the cell's column holds; None in the head and in tables nobody knows."""
        if self._table is None:
            return None
        view = self._view(self._table)
        for line in view.lines:
            if line.row.id != self._ref.indicator:
                continue
            for column in view.spec.columns:
                if view.ref(line.row, column.key) == self._ref:
                    return column
        return None

    def entered(self, typed: str) -> str:
        """Return what the cell holds when it is left: an amount in the table's unit and form."""
        column = self.column
        if column is None or column.kind != "money" or self._table is None:
            return typed
        unit = self._view(self._table).unit
        value = amount_value(typed.strip().replace("。", ".").rstrip(".．"), unit)
        if value is None:
            return typed
        assert self._publication is not None
        # what was 3,000元 is 0.30 and not 0.3000
        number = WIDE.normalize(value / MONEY_UNITS[unit])
        least = max(self._publication.decimals, decimals_of(number))
        return format_number(at_least_decimals(number, least), "," in typed)

    def texts(self, typed: str) -> list[tuple[CellRef, str]]:
        """Return the totals' texts for what is typed; where it is no amount, none."""
        if not self.totals:
            return []
        made = self._copy(typed)
        found = []
        for ref in self.totals:
            relation = next((one for one in self._relations(made) if _whole(one) == ref), None)
            text = ""
            if relation is not None:
                whole = relation.left[0].amount
                if any(lack not in (whole.title, NO_ROWS) for lack in relation.lacks):
                    # an addend is no amount
                    return []
                if relation.right:
                    total = relation.sums()[1]
                    text = whole.amended(_text(made, ref), total, self._decimals)
            set_part_text(self._alone(made), ref, text)
            found.append((ref, text))
        return found

    @property
    def _decimals(self) -> int:
        assert self._publication is not None
        return self._publication.decimals

    def _following(self) -> list[CellRef]:
        assert self._table is not None
        before = {_whole(one): one for one in self._relations(self._table)}
        changed = [self._ref]
        tried = self._relations(self._copy("1"))
        grown = True
        while grown:
            grown = False
            for relation in tried:
                whole = _whole(relation)
                refs = {term.amount.ref for term in relation.right}
                if whole not in changed and refs.intersection(changed):
                    held = before.get(whole)
                    blank = not _text(self._table, whole).strip()
                    if blank or (held is not None and held.state() == "holds"):
                        changed.append(whole)
                        grown = True
        return changed[1:]

    def _relations(self, table: PartTable) -> list[Relation]:
        assert self._publication is not None
        assert self._part is not None
        found = totals_in(self._publication, self._view(table), self._part)
        return [one for one in found if one.mend]

    def _view(self, table: PartTable) -> TableView:
        assert self._publication is not None
        spec = self._publication.table(table.key)
        assert spec is not None
        return TableView(table, spec, self._around)

    def _copy(self, typed: str) -> PartTable:
        made = copy.deepcopy(self._table)
        assert made is not None
        set_part_text(self._alone(made), self._ref, typed)
        return made

    def _alone(self, table: PartTable) -> Sequence[Part]:
        return [Part(blocks=[table])]


def _whole(relation: Relation) -> CellRef:
    return relation.left[0].amount.ref


def _text(table: PartTable, ref: CellRef) -> str:
    found = find_holder([Part(blocks=[table])], ref)
    return found[2].text if found is not None and found[2] is not None else ""


def _texts_before(part: Part, table: PartTable) -> list[str]:
    """Return the texts before a table: one of them may name its unit."""
    around: list[str] = []
    for block in part.blocks:
        if block is table:
            break
        if isinstance(block, PartText):
            around.append(block.text)
    return around[-_AROUND:]

"""Which indicator measures what the goals say, where the clerk said so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from model.basics.identity import new_id
from model.document.cellref import CellRef
from model.document.cells import find_table
from model.document.disclosure import Disclosure, TargetTable, Tie
from model.document.edits import Change

_NUMBERS = re.compile(r"[\d.,，]+")
_ITEM = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.．、)）](?!\d)|[①-⑳]")


def tie_key(text: str) -> str:
    """Return the words of a goal as ties know them.

    Its numbers may change, its spaces, its place in a list and the stop behind it.
    """
    said = "".join(text.split())
    number = _ITEM.match(said)
    return _NUMBERS.sub("#", said[number.end() if number else 0 :].rstrip("。；;"))


class SetTies(Struct):
    """Give a project other ties between its goals and its indicators."""

    label: str
    table: str
    ties: Sequence[Tie]
    before: list[Tie] = field(default_factory=list)

    def apply(self, disclosure: Disclosure) -> Change:
        """Put the new ties in; raises KeyError where the project is gone."""
        table = _table(disclosure, self.table)
        self.before, table.ties = table.ties, list(self.ties)
        return Change(tables=[self.table])

    def revert(self, disclosure: Disclosure) -> Change:
        """Put the old ties back."""
        _table(disclosure, self.table).ties = self.before
        return Change(tables=[self.table])


def _table(disclosure: Disclosure, table_id: str) -> TargetTable:
    table = find_table(disclosure, CellRef(table_id))
    if table is None:
        raise KeyError(table_id)
    return table


def give_new_ids(table: TargetTable) -> None:
    """Give a project and its indicators new identities; its ties go with them."""
    table.id = new_id()
    renewed = {}
    for item in table.indicators:
        before, item.id = item.id, new_id()
        renewed[before] = item.id
    table.ties = [
        Tie(tie.clause, renewed.get(tie.indicator, ""))
        for tie in table.ties
        if not tie.indicator or tie.indicator in renewed
    ]

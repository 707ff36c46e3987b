"""Checks over all projects: by hashing, and kept up to date edit by edit."""

from __future__ import annotations

import re
from bisect import insort
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from decimal import Decimal
from typing import Protocol

from msgspec import Struct

from model.checks.base import Fault
from model.checks.names import SPENDING
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, TargetTable, get_field
from model.quantities.amounts import amount_value, format_number

NAMED_MOST = 12
"""How many of the other projects a finding names; a bound, so that all stays linear."""


class CrossIndex(Protocol):
    """What a check over all projects keeps between edits."""

    def start(self, disclosure: Disclosure) -> None:
        """Begin with these projects, in this order."""

    def put(self, table: TargetTable) -> set[str]:
        """Take a changed table in; return the ids of all whose findings may differ now.

        The empty id stands for the department's own text.
        """

    def faults(self, table_id: str) -> Iterator[Fault]:
        """Yield what is wrong with one table, or with the department's own text."""


class Alike(Struct, frozen=True):
    """Tables that must not have a key in common.

    Attributes:
        field: where the finding stands.
        keys: what must differ, what says most first; none for a table with nothing to compare.
        messages: what is wrong, by the place of the key that is shared; the last for all others.
    """

    field: str
    keys: Callable[[TargetTable], tuple[Hashable, ...]]
    messages: tuple[str, ...]


class GroupIndex:
    """Tables alike in something, for one or several somethings."""

    def __init__(self, *kinds: Alike) -> None:
        self._kinds = kinds

    def start(self, disclosure: Disclosure) -> None:
        """Group all tables."""
        self._place = {table.id: place for place, table in enumerate(disclosure.projects)}
        self._keys: list[dict[str, tuple[Hashable, ...]]] = [{} for _ in self._kinds]
        self._groups: list[dict[Hashable, list[tuple[int, str]]]] = [{} for _ in self._kinds]
        for table in disclosure.projects:
            entry = (self._place[table.id], table.id)
            for number, kind in enumerate(self._kinds):
                keys = self._keys[number][table.id] = kind.keys(table)
                for key in keys:
                    self._groups[number].setdefault(key, []).append(entry)

    def put(self, table: TargetTable) -> set[str]:
        """Move a table to the groups it belongs to now."""
        touched = {table.id}
        entry = (self._place[table.id], table.id)
        for number, kind in enumerate(self._kinds):
            keys, before = kind.keys(table), self._keys[number][table.id]
            if keys == before:
                continue
            self._keys[number][table.id] = keys
            groups = self._groups[number]
            for key in before:
                touched |= self._touched(groups[key], entry)
                groups[key].remove(entry)
                if not groups[key]:
                    del groups[key]
            for key in keys:
                group = groups.setdefault(key, [])
                insort(group, entry)
                touched |= self._touched(group, entry)
        return touched

    @staticmethod
    def _touched(group: list[tuple[int, str]], entry: tuple[int, str]) -> set[str]:
        """Return those whose findings name the entry: all, unless it stands far behind."""
        if len(group) > NAMED_MOST + 1 and group.index(entry) > NAMED_MOST:
            return set()
        return {table_id for _, table_id in group}

    def faults(self, table_id: str) -> Iterator[Fault]:
        """Yield one fault for each kind in which the table is not alone."""
        for number, kind in enumerate(self._kinds):
            keys = self._keys[number].get(table_id, ())
            groups = [self._groups[number][key] for key in keys]
            shared = [place for place, group in enumerate(groups) if len(group) > 1]
            if not shared:
                continue
            near = {
                entry
                for place in shared
                for entry in groups[place][: NAMED_MOST + 1]
                if entry[1] != table_id
            }
            others = [other for _, other in sorted(near)]
            refs = tuple(CellRef(other, kind.field) for other in others[:NAMED_MOST])
            message = kind.messages[min(shared[0], len(kind.messages) - 1)]
            yield Fault(CellRef(table_id, kind.field), message, others=refs)


class ShapeIndex:
    """Tables whose text has another shape than that of most."""

    def __init__(
        self, field: str, shape: Callable[[str], Hashable], message: str, least: int
    ) -> None:
        self._field = field
        self._shape = shape
        self._message = message
        self._least = least

    def start(self, disclosure: Disclosure) -> None:
        """Count the shapes of all tables."""
        self._shapes = {table.id: self._of(table) for table in disclosure.projects}
        self._counts = Counter(shape for shape in self._shapes.values() if shape is not None)
        self._usual = self._most_common()

    def _of(self, table: TargetTable) -> Hashable:
        text = get_field(table, self._field).strip()
        return self._shape(text) if text else None

    def _most_common(self) -> Hashable:
        """Return the shape more than half of the tables have, or None."""
        total = self._counts.total()
        if total < self._least:
            return None
        shape, count = self._counts.most_common(1)[0]
        return shape if count * 2 > total else None

    def put(self, table: TargetTable) -> set[str]:
        """Count a table anew; when the usual shape changes, all are touched."""
        shape, before = self._of(table), self._shapes[table.id]
        if shape == before:
            return {table.id}
        self._shapes[table.id] = shape
        if before is not None:
            self._counts[before] -= 1
        if shape is not None:
            self._counts[shape] += 1
        usual, self._usual = self._usual, self._most_common()
        return {table.id} if usual == self._usual else set(self._shapes)

    def faults(self, table_id: str) -> Iterator[Fault]:
        """Yield a fault where the table's shape is unusual."""
        shape = self._shapes.get(table_id)
        if self._usual is not None and shape is not None and shape != self._usual:
            yield Fault(CellRef(table_id, self._field), self._message)


_STATED = re.compile(
    r"^[ \t\u3000\d一二三四五六七八九十、.．（）()]*(?:20\d\d年(?:度)?)?"
    r"(?:部门|本级|全年)?(?:预算)?项目支出(?:预算)?(?:合计|总计|共计|共|为|是|[:：])*[ \t\u3000]*"
    r"(?P<amount>\d[\d,]*(?:\.\d+)?)[ \t\u3000]*(?P<unit>亿元|万元|元)[。；，]?"
    r"[ \t\u3000]*$",
    re.MULTILINE,
)
_SAID = re.compile(
    r"(?<![级类])项目支出(?:预算|安排|总额|合计|总计|共计|共|为|是|[:：（(]|\s){0,4}"
    r"(?P<amount>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>亿元|万元|元)"
)
_CHANGE = re.compile(
    "(?:增加|减少|增长|下降|上年|去年|比上|较上|其中[^，。；]{0,6}本级)[^，。；]{0,12}$"
)


def stated_expenditure(disclosure: Disclosure) -> Decimal | None:
    """Return the department's project expenditure in 万元, where it is given.

    Given by the clerk, or in the text around the tables: in a line of its own, else in a
    sentence. Where it is told twice by other figures, none is to be relied on.
    """
    if disclosure.project_expenditure.strip():
        return amount_value(disclosure.project_expenditure)
    texts = [item.text for item in disclosure.unplaced]
    texts += [text.text for part in disclosure.parts for text in part.texts()]
    texts = [text for text in texts if "项目支出" in text]
    for pattern in (_STATED, _SAID):
        found = {
            amount_value(match["amount"] + match["unit"])
            for text in texts
            for match in pattern.finditer(text)
            if not _CHANGE.search(text[max(0, match.start() - 24) : match.start()])
        }
        if found:
            return found.pop() if len(found) == 1 else None
    return None


class TotalIndex:
    """The sum of a money field against what the department states."""

    def __init__(self, field: str) -> None:
        self._field = field

    def start(self, disclosure: Disclosure) -> None:
        """Add up all tables."""
        # where the text of a part says it, the relations of parts tell of it
        told = disclosure.parts and not disclosure.project_expenditure.strip()
        self._stated = None if told else stated_expenditure(disclosure)
        self._amounts = {table.id: self._of(table) for table in disclosure.projects}
        self._total = sum(
            (amount for amount in self._amounts.values() if amount is not None), Decimal(0)
        )
        self._unknown = sum(amount is None for amount in self._amounts.values())

    def _of(self, table: TargetTable) -> Decimal | None:
        return amount_value(get_field(table, self._field))

    def put(self, table: TargetTable) -> set[str]:
        """Add a table anew; its own findings never differ."""
        amount, before = self._of(table), self._amounts[table.id]
        self._amounts[table.id] = amount
        self._total += (amount or 0) - (before or 0)
        self._unknown += (amount is None) - (before is None)
        return {""}

    def faults(self, table_id: str) -> Iterator[Fault]:
        """Yield a fault of the department when all amounts are known and the sum is another."""
        if table_id or self._stated is None or self._unknown or not self._amounts:
            return
        if self._total != self._stated:
            yield Fault(
                CellRef("", SPENDING),
                f"各项目预算数合计 {format_number(self._total)} 万元，"
                f"部门项目支出是 {format_number(self._stated)} 万元。",
            )

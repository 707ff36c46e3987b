"""The cells of words in which years are looked for, and what becomes of their texts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from model.checks.years import read_years
from model.document.cellref import CellRef
from model.document.disclosure import (
    VALUE_PARTS,
    Disclosure,
    Indicator,
    TargetTable,
    get_field,
    get_indicator_field,
    set_field,
)
from model.entry.edits import put
from model.layout import ENTRY
from model.roll.options import YearChange
from model.roll.yearrules import judge, rewritten

Cells = dict[str, str]
"""Field → text."""

_WORDS = ("name", "purpose", "goals")
_COLUMNS = ("name", "description", "value", "basis")


def own_texts(disclosure: Disclosure) -> Iterator[tuple[CellRef, str]]:
    """Yield every text of the department's own."""
    yield CellRef("", "overall_goal"), disclosure.overall_goal
    for number, goal in enumerate(disclosure.itemised_goals):
        for name in ("title", "goal", "indicators"):
            yield CellRef("", f"itemised_goals.{number}.{name}"), getattr(goal, name)
    for number, safeguard in enumerate(disclosure.safeguards):
        for name in ("title", "text"):
            yield CellRef("", f"safeguards.{number}.{name}"), getattr(safeguard, name)


def table_texts(table: TargetTable, money: Collection[str]) -> Iterator[tuple[CellRef, str]]:
    """Yield every text of a target table; of a value taken apart its parts.

    Args:
        table: the target table.
        money: fields that hold amounts, no texts.
    """
    for name in (*_WORDS, *table.extra):
        if name not in money and ENTRY.sub(".", name) not in money:
            yield CellRef(table.id, name), get_field(table, name)
    for item in table.indicators:
        for name in _columns(item):
            yield CellRef(table.id, name, item.id), get_indicator_field(item, name)


def _columns(item: Indicator) -> list[str]:
    if not any(name in item.extra for name in VALUE_PARTS):
        return [*_COLUMNS, *item.extra]
    # another form held the value in three cells; set as a whole, they would be lost
    further = [name for name in item.extra if name not in VALUE_PARTS]
    return [name for name in _COLUMNS if name != "value"] + [*VALUE_PARTS, *further]


def find_changes(texts: Iterable[tuple[CellRef, str]], old: int, new: int) -> Iterator[YearChange]:
    """Yield every year that moves along with the budget year, or may."""
    for ref, text in texts:
        found = read_years(text)
        for mention in found.mentions:
            verdict = judge(found, mention, old, new, ref.field == "basis")
            if verdict is None:
                continue
            after = rewritten(text, mention, verdict.years)
            yield YearChange(
                ref, text, mention.start, mention.end, after, verdict.moves, verdict.why
            )


def changed_text(text: str, changes: Iterable[YearChange]) -> str:
    """Return a text with its changes carried out."""
    for change in sorted(changes, key=lambda one: one.start, reverse=True):
        text = text[: change.start] + change.after + text[change.end :]
    return text


def apply_to_table(table: TargetTable, texts: dict[CellRef, str]) -> None:
    """Set texts of a target table and its indicators; refs of other tables are passed over."""
    items = {item.id: item for item in table.indicators}
    for ref, text in texts.items():
        if ref.table != table.id:
            continue
        if ref.indicator:
            put(items[ref.indicator], ref.field, text)
        else:
            set_field(table, ref.field, text)

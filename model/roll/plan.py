"""What rolling forward would do, before anything is done: for the clerk to look at and refuse."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from model.document.cellref import CellRef
from model.document.disclosure import AMOUNTS, Disclosure, TargetTable
from model.layout import Layout
from model.roll.options import RollOptions, YearChange
from model.roll.parts import other_texts
from model.roll.texts import find_changes, own_texts, table_texts
from model.roll.yearrules import most_frequent_year


class RollPlan(Struct):
    """A rolling forward ready to be carried out.

    Attributes:
        disclosure: last year's; never changed.
        source, target: its form, and the form to roll to.
        options: what the clerk chose.
        old_year: the budget year its texts were written for; None where nothing tells.
        guessed: the disclosure itself did not say so: its texts speak of that year most.
        tables: the target tables taken along.
        changes: every year that moves or may; the clerk sets ``wanted``.
    """

    disclosure: Disclosure
    source: Layout
    target: Layout
    options: RollOptions
    old_year: int | None
    guessed: bool
    tables: list[TargetTable]
    changes: list[YearChange]


def plan_roll(
    disclosure: Disclosure, source: Layout, target: Layout, options: RollOptions
) -> RollPlan:
    """Return what rolling a disclosure forward would do.

    Args:
        disclosure: last year's; it is not changed.
        source: the form it is in.
        target: the form to roll to.
        options: what the clerk chose.
    """
    chosen = options.projects
    tables = [table for table in disclosure.projects if chosen is None or table.id in chosen]
    money = money_fields(source, target)
    old, guessed = options.old_year, False
    if old is None:
        old, guessed = year_of(disclosure, source)
    changes = []
    if old is not None and old != options.year and not options.keep_years:
        changes = list(find_changes(_texts(disclosure, tables, money), old, options.year))
    return RollPlan(disclosure, source, target, options, old, guessed, tables, changes)


def year_of(disclosure: Disclosure, layout: Layout) -> tuple[int | None, bool]:
    """Return the budget year a disclosure was written for, and whether it was guessed.

    Where the disclosure has none, it is the year its texts speak of most often.
    """
    if disclosure.year is not None:
        return disclosure.year, False
    money = money_fields(layout, layout)
    texts = [text for _, text in _texts(disclosure, disclosure.projects, money)]
    year = most_frequent_year(texts)
    return year, year is not None


def money_fields(*layouts: Layout) -> set[str]:
    """Return every field that holds an amount in one of these forms."""
    named = {name for one in layouts for name, spec in one.fields.items() if spec.kind == "money"}
    return named.union(AMOUNTS)


def _texts(
    disclosure: Disclosure, tables: list[TargetTable], money: set[str]
) -> Iterator[tuple[CellRef, str]]:
    yield from own_texts(disclosure)
    yield from other_texts(disclosure)
    for table in tables:
        yield from table_texts(table, money)

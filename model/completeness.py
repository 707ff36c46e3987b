"""How complete a target table is, and what is missing, kept up to date edit by edit.

What is required comes from the layout; the checks of family A say what is wrong. The
window asks for findings only through `FindingsProvider`, so that the full checker can
stand in the place of `Completeness`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Protocol

from model.checks.a_completeness import a01, a02, a03, a04
from model.checks.base import Check, Finding
from model.checks.view import Context, Form, TableView, level_key
from model.disclosure import Disclosure, TargetTable, get_field, get_indicator_field
from model.edits import Change
from model.layout import Layout

CHECKS: tuple[Check, ...] = (a01, a02, a03, a04)
OWN = ""
"""What stands for the department's own text where a target table's id is asked for."""


class FindingsProvider(Protocol):
    """What keeps the findings of a disclosure up to date, a little at a time."""

    def restart(self, disclosure: Disclosure, layout: Layout) -> None:
        """Forget everything; every target table is to be looked at."""

    def touch(self, change: Change) -> None:
        """Note what an edit changed; nothing is looked at yet."""

    def work(self, seconds: float) -> set[str]:
        """Look at what is to be looked at, for about so long.

        Returns the ids of the target tables whose findings may be others now.
        """

    def pending(self) -> bool:
        """Tell whether something is still to be looked at."""

    def findings(self, table: str) -> Sequence[Finding]:
        """Return a target table's findings, in the order of its cells."""


def form_of(layout: Layout) -> Form:
    """Return what the checks ask of a layout; made once a layout."""
    form = layout.__dict__.get("_checked_form")
    if form is None:
        form = layout.__dict__["_checked_form"] = Form(layout)
    assert isinstance(form, Form)
    return form


def table_findings(
    table: TargetTable, layout: Layout, year: int | None = None
) -> tuple[Finding, ...]:
    """Return what is missing in a target table, in the order of its cells."""
    form = form_of(layout)
    view, context = TableView(table, form), Context(form, year, {})
    found = [
        Finding(
            code=check.code,
            severity=fault.severity or check.severity,
            title=check.title,
            message=fault.message,
            reason=check.explanation,
            ref=fault.ref,
        )
        for check in CHECKS
        for fault in check.run(view, context)
    ]
    rows = {item.id: number for number, item in enumerate(table.indicators)}
    found.sort(
        key=lambda finding: (
            rows.get(finding.ref.indicator, -1),
            form.field_order.get(finding.ref.field, len(form.field_order))
            if not finding.ref.indicator
            else form.column_order.get(finding.ref.field, 0),
        )
    )
    return tuple(found)


def findings_for(disclosure: Disclosure, layout: Layout) -> list[Finding]:
    """Return what is missing in a whole disclosure, project by project."""
    return [
        finding
        for table in disclosure.projects
        for finding in table_findings(table, layout, disclosure.year)
    ]


def filled_cells(table: TargetTable, layout: Layout) -> tuple[int, int]:
    """Return how many of the cells a form requires are filled, and how many it requires.

    A required level 2 without any indicator counts as one empty cell.
    """
    form = form_of(layout)
    cells = [get_field(table, name) for name in form.required]
    reached = False
    for date, name in enumerate(form.plan):
        if name in form.plan_required:
            # behind 100 % a blank means that nothing more is spent
            cells.append("100" if reached else get_field(table, name))
        reached = reached or table.percent(date) == 100
    for item in table.indicators:
        cells += [get_indicator_field(item, name) for name in form.required_columns]
    done = sum(1 for text in cells if text.strip())
    present, wanted = _levels(table, form)
    return done + present, len(cells) + wanted


def _levels(table: TargetTable, form: Form) -> tuple[int, int]:
    """Return how many of the required levels have an indicator, and how many there are."""
    held = {(level_key(item.level1), level_key(item.level2)) for item in table.indicators}
    present = wanted = 0
    for one, keys, required in form.levels:
        under = {level2 for level1, level2 in held if level1 in keys or not level1}
        wanted += len(required)
        present += sum(1 for _, names in required if under & names)
        if one.required and not required:
            wanted += 1
            present += any(level1 in keys for level1, _ in held)
    return present, wanted


def filled_own(disclosure: Disclosure, layout: Layout) -> tuple[int, int]:
    """Return the same of the department's own text: every cell the form prints of it."""
    cells = ["" if disclosure.year is None else str(disclosure.year)]
    cells += [disclosure.department.code, disclosure.department.name]
    holds = [section.holds for section in layout.document.text.sections]
    if "overall_goal" in holds:
        cells.append(disclosure.overall_goal)
    if "itemised_goals" in holds:
        for goal in disclosure.itemised_goals:
            cells += [goal.title, goal.goal, goal.indicators]
        if not disclosure.itemised_goals:
            cells.append("")
    if "safeguards" in holds:
        for safeguard in disclosure.safeguards:
            cells += [safeguard.title, safeguard.text]
        if not disclosure.safeguards:
            cells.append("")
    return sum(1 for text in cells if text.strip()), len(cells)


class Completeness:
    """Findings of what is missing; a `FindingsProvider`."""

    def __init__(self) -> None:
        self._disclosure = Disclosure()
        self._layout: Layout | None = None
        self._found: dict[str, tuple[Finding, ...]] = {}
        self._waiting: dict[str, None] = {}
        self._tables: dict[str, TargetTable] = {}

    def restart(self, disclosure: Disclosure, layout: Layout) -> None:
        """Forget everything; every target table is to be looked at."""
        self._disclosure, self._layout = disclosure, layout
        self._found.clear()
        self._list()
        self._waiting = dict.fromkeys(self._tables)

    def touch(self, change: Change) -> None:
        """Note what an edit changed; target tables that came are looked at too."""
        if change.structure:
            self._list()
            self._wait(table for table in self._tables if table not in self._found)
        self._wait(ref.table for ref in change.cells if ref.table)
        self._wait(change.tables)

    def work(self, seconds: float) -> set[str]:
        """Look at waiting target tables, those changed last first."""
        until = time.perf_counter() + seconds
        done: set[str] = set()
        while self._waiting and self._layout is not None:
            table_id = next(iter(self._waiting))
            del self._waiting[table_id]
            table = self._tables.get(table_id)
            if table is None:
                continue
            self._found[table_id] = table_findings(table, self._layout, self._disclosure.year)
            done.add(table_id)
            if time.perf_counter() >= until:
                break
        return done

    def pending(self) -> bool:
        """Tell whether something is still to be looked at."""
        return bool(self._waiting)

    def findings(self, table: str) -> Sequence[Finding]:
        """Return a target table's findings; none while it has not been looked at."""
        return self._found.get(table, ())

    def _list(self) -> None:
        self._tables = {table.id: table for table in self._disclosure.projects}
        self._found = {name: found for name, found in self._found.items() if name in self._tables}

    def _wait(self, tables: Iterable[str]) -> None:
        """Put target tables before those that wait already."""
        first = dict.fromkeys(tables)
        if first:
            self._waiting = first | self._waiting

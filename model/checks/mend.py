"""Mending: the fixes of findings, composed cell by cell, before → after."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable

from msgspec import Struct

from model.cells import CellRef, get_cell, set_cell
from model.checks.base import Finding
from model.checks.profile import Profile
from model.checks.run import Checker
from model.disclosure import Disclosure, TargetTable
from model.edits import Change, SetCells
from model.layout import Layout

_ROUNDS = 12
"""More mendings than this in one cell would be two checks that contradict each other."""


class Mended(Struct, frozen=True):
    """What mending does to a cell: its texts before and after, and which checks asked."""

    ref: CellRef
    before: str
    after: str
    codes: tuple[str, ...]


def planned(
    disclosure: Disclosure,
    layout: Layout,
    findings: Iterable[Finding],
    profile: Profile | None = None,
) -> list[Mended]:
    """Return what mending these findings would do; nothing is changed.

    Mendings of one cell are done one after another, each on the text the one before it
    left, and only as long as the check still asks for it: their result is whole.

    Args:
        disclosure: where the findings stand.
        layout: the form it is written in.
        findings: those to mend; without a fix they are passed over.
        profile: the rules the findings were made by.
    """
    wanted: dict[str, dict[CellRef, set[str]]] = {}
    for finding in findings:
        if finding.fix is not None:
            cells = wanted.setdefault(finding.ref.table, {})
            cells.setdefault(finding.ref, set()).add(finding.code)
    tables = {table.id: table for table in disclosure.projects}
    done: list[Mended] = []
    for table_id, cells in wanted.items():
        if table_id and table_id not in tables:
            continue
        copied = _alone(disclosure, tables.get(table_id))
        checker = Checker(copied, layout, profile)
        for ref, codes in cells.items():
            done += _mend_cell(copied, checker, ref, codes)
    return done


def _alone(disclosure: Disclosure, table: TargetTable | None) -> Disclosure:
    """Return a copy with this one project, or with the department's own text alone."""
    alone = Disclosure(disclosure.year, layout=disclosure.layout)
    if table is not None:
        alone.projects = [copy.deepcopy(table)]
        return alone
    alone.overall_goal = disclosure.overall_goal
    alone.itemised_goals = copy.deepcopy(disclosure.itemised_goals)
    alone.safeguards = copy.deepcopy(disclosure.safeguards)
    return alone


def _mend_cell(
    disclosure: Disclosure, checker: Checker, ref: CellRef, codes: set[str]
) -> list[Mended]:
    try:
        before = get_cell(disclosure, ref)
    except KeyError:
        return []
    used: list[str] = []
    for _ in range(_ROUNDS):
        fix = next(
            (
                finding
                for finding in checker.findings_of(ref.table)
                if finding.ref == ref and finding.code in codes and finding.fix is not None
            ),
            None,
        )
        if fix is None or fix.fix is None:
            break
        set_cell(disclosure, ref, fix.fix)
        checker.changed(Change(cells=[ref]))
        used.append(fix.code)
    after = get_cell(disclosure, ref)
    return [Mended(ref, before, after, tuple(dict.fromkeys(used)))] if after != before else []


def as_edit(mended: list[Mended], label: str) -> SetCells:
    """Return mendings as one undoable edit."""
    return SetCells(label, [(one.ref, one.after) for one in mended], looked=False)


def mend(
    disclosure: Disclosure, layout: Layout, finding: Finding, profile: Profile | None = None
) -> list[Mended]:
    """Mend one finding; return what was changed, nothing where it has no mending (any more)."""
    return _apply(disclosure, planned(disclosure, layout, [finding], profile))


def mend_all(
    disclosure: Disclosure,
    layout: Layout,
    profile: Profile | None = None,
    wanted: Callable[[Finding], bool] = lambda finding: finding.safe,
) -> list[Mended]:
    """Mend all findings that are wanted; return what was changed.

    Running it a second time changes nothing more: mending goes on until no wanted
    finding with a fix is left.

    Args:
        disclosure: what to mend.
        layout: the form it is written in.
        profile: whose rules.
        wanted: which findings; by default all that are safe. For all of a kind:
            ``lambda finding: finding.code == "E01"``.
    """
    first: dict[CellRef, Mended] = {}
    for _ in range(_ROUNDS):
        findings = Checker(disclosure, layout, profile).findings()
        done = _apply(disclosure, planned(disclosure, layout, filter(wanted, findings), profile))
        if not done:
            break
        for one in done:
            before = first.get(one.ref)
            codes = tuple(dict.fromkeys((before.codes if before else ()) + one.codes))
            start = before.before if before else one.before
            first[one.ref] = Mended(one.ref, start, one.after, codes)
    return list(first.values())


def _apply(disclosure: Disclosure, mended: list[Mended]) -> list[Mended]:
    for one in mended:
        set_cell(disclosure, one.ref, one.after)
    return mended

"""Mending: the fixes of findings, composed cell by cell, before → after."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from model.checks.base import Finding
from model.checks.parts_mend import mend_parts
from model.checks.profile import Profile
from model.checks.reviewed import sort_out
from model.checks.run import Checker
from model.document.cells import CellRef, get_cell, set_cell
from model.document.disclosure import Disclosure, TargetTable
from model.document.edits import Change, SetCells
from model.layout import Layout

IsMeant = Callable[[Finding], bool]

_ROUNDS = 12
"""More mendings than this in one cell would be two checks that contradict each other."""


class Mended(Struct, frozen=True):
    """What mending does to a cell: its texts before and after, and which checks asked.

    ``safe`` is False where a mending among them should be looked at before it is done.
    """

    ref: CellRef
    before: str
    after: str
    codes: tuple[str, ...]
    safe: bool = True


def is_safe(finding: Finding) -> bool:
    """Tell whether a finding may be mended without asking about this very cell."""
    return finding.safe


def vouched_for(disclosure: Disclosure, findings: Iterable[Finding]) -> set[CellRef]:
    """Return the cells with a finding that could be mended but was marked 已核实.

    A clerk said that they may stand as they are; mending many at once leaves them alone.
    """
    if not disclosure.reviewed:
        return set()
    fixable = (finding for finding in findings if finding.fix is not None)
    sorted_out = sort_out(disclosure, fixable, disclosure.reviewed)
    return {finding.ref for finding, _ in sorted_out.reviewed}


def planned(
    disclosure: Disclosure,
    layout: Layout,
    findings: Iterable[Finding],
    profile: Profile | None = None,
    *,
    last: Disclosure | None = None,
) -> list[Mended]:
    """Return what mending these findings would do; nothing is changed.

    Mendings of one cell are done one after another, each on the text the one before it
    left, and only as long as the check still asks for it: their result is whole.

    Args:
        disclosure: where the findings stand.
        layout: the form it is written in.
        findings: those to mend; without a fix they are passed over.
        profile: the rules the findings were made by.
        last: last year's disclosure, where they were made beside it.
    """
    tables: dict[str, set[tuple[CellRef, str]]] = {}
    for finding in findings:
        if finding.fix is not None:
            tables.setdefault(finding.ref.table, set()).add((finding.ref, finding.code))
    asked = {pair for pairs in tables.values() for pair in pairs}
    steps = plan_steps(
        disclosure, layout, tables, lambda one: (one.ref, one.code) in asked, profile, last=last
    )
    return [one for step in steps for one in step]


def plan_steps(
    disclosure: Disclosure,
    layout: Layout,
    tables: Iterable[str],
    wanted: IsMeant,
    profile: Profile | None = None,
    *,
    last: Disclosure | None = None,
) -> Iterator[list[Mended]]:
    """Yield, one target table after another, what mending it would do; nothing is changed.

    All is mended that is wanted, also what only appears by an earlier mending, until
    nothing is left: a second run finds nothing.

    Args:
        disclosure: where the findings stand.
        layout: the form it is written in.
        tables: ids of target tables; the empty one is the department's own text.
        wanted: which findings are to be mended.
        profile: the rules the findings are made by.
        last: last year's disclosure, where they are made beside it.
    """
    held = {table.id: table for table in disclosure.projects}
    parts_done = not disclosure.parts
    for table_id in tables:
        if table_id and table_id not in held:
            # a block of a part: all parts are mended together, their figures hang together
            done = [] if parts_done else mend_parts(disclosure, layout, wanted, profile)
            parts_done = True
            yield [Mended(*one) for one in done]
            continue
        alone = _alone(disclosure, held.get(table_id))
        yield _mend_alone(Checker(alone, layout, profile, last), table_id, wanted)


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


def _mend_alone(checker: Checker, table_id: str, wanted: IsMeant) -> list[Mended]:
    """Mend what is wanted in a disclosure of one table; return what became of each cell."""
    disclosure = checker.disclosure
    before: dict[CellRef, str] = {}
    asked: dict[CellRef, dict[str, bool]] = {}
    rounds: Counter[CellRef] = Counter()
    while finding := _next(checker.findings_of(table_id), wanted, rounds):
        ref = finding.ref
        before.setdefault(ref, get_cell(disclosure, ref))
        codes = asked.setdefault(ref, {})
        codes[finding.code] = codes.get(finding.code, True) and finding.safe
        set_cell(disclosure, ref, finding.fix or "")
        rounds[ref] += 1
        checker.changed(Change(cells=[ref]))
    return [
        Mended(ref, text, after, tuple(asked[ref]), all(asked[ref].values()))
        for ref, text in before.items()
        if (after := get_cell(disclosure, ref)) != text
    ]


def _next(findings: list[Finding], wanted: IsMeant, rounds: Counter[CellRef]) -> Finding | None:
    for finding in findings:
        if finding.fix is not None and rounds[finding.ref] < _ROUNDS and wanted(finding):
            return finding
    return None


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
    wanted: IsMeant = is_safe,
    *,
    last: Disclosure | None = None,
) -> list[Mended]:
    """Mend all findings that are wanted; return what was changed.

    Running it a second time changes nothing more: mending goes on until no wanted
    finding with a fix is left. Cells a clerk has vouched for (已核实) stay as they are.

    Args:
        disclosure: what to mend.
        layout: the form it is written in.
        profile: whose rules.
        wanted: which findings; by default all that are safe. For all of a kind:
            ``lambda finding: finding.code == "E01"``.
        last: last year's disclosure, where it is known.
    """
    findings = Checker(disclosure, layout, profile, last).findings()
    kept = vouched_for(disclosure, findings)

    def chosen(finding: Finding) -> bool:
        return finding.fix is not None and finding.ref not in kept and wanted(finding)

    tables = dict.fromkeys(finding.ref.table for finding in findings if chosen(finding))
    steps = plan_steps(disclosure, layout, tables, chosen, profile, last=last)
    return _apply(disclosure, [one for step in steps for one in step])


def _apply(disclosure: Disclosure, mended: list[Mended]) -> list[Mended]:
    for one in mended:
        set_cell(disclosure, one.ref, one.after)
    return mended

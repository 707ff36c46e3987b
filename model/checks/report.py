"""What a department's checker reads and signs: findings put in words, project by project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from model.checks.base import Finding, Severity
from model.checks.cross import NAMED_MOST, stated_expenditure
from model.checks.gather import each_cell
from model.checks.names import (
    BLOCK,
    PARTS_FAMILY,
    SPENDING,
    cell_name,
    place_names,
    project_number,
    shortened,
)
from model.checks.profile import Profile, default_profile
from model.checks.registry import CHECKS
from model.checks.reviewed import Sorted
from model.checks.unjudged import Tally, Unjudged, tally, unjudged
from model.checks.verdict import can_be_sent, verdict
from model.document.cells import CellRef, find_table, get_cell
from model.document.disclosure import Disclosure
from model.document.findings import Reviewed
from model.layout import Layout
from model.quantities.amounts import format_number

OWN_PART = "部门整体绩效目标"
"""The heading of what stands in the department's own text."""
ALL_PARTS = "公开文本各部分"
"""The heading of what stands in the parts of a whole disclosure."""
_BOUND = ("H01", "H02")
_ROW = 2


class ReportRow(Struct, frozen=True):
    """One finding; ``fix`` is None where it has no mending.

    ``also`` are the further places it concerns, ``repeats`` the same fault in other cells,
    each with the ``number`` and ``name`` of its project.
    """

    cell: str
    text: str
    message: str
    fix: str | None
    also: tuple[str, ...] = ()
    repeats: tuple[ReportRow, ...] = ()
    number: int = 0
    name: str = ""

    @property
    def also_text(self) -> str:
        """The further places in words; empty where there are none."""
        return f"还有 {len(self.also)} 处：{'；'.join(self.also)}。" if self.also else ""


class ReportGroup(Struct, frozen=True):
    """The findings of one check in one project."""

    code: str
    title: str
    severity: Severity
    reason: str
    rows: list[ReportRow]


class ReportPart(Struct, frozen=True):
    """A project (or, numbered 0, the department's own text) with what is wrong in it."""

    number: int
    name: str
    code: str
    groups: list[ReportGroup]
    counts: tuple[int, ...]

    @property
    def heading(self) -> str:
        """Its heading: number and name."""
        return f"{self.number}.{self.name}" if self.number else self.name


class ReviewedRow(Struct, frozen=True):
    """A finding that was marked 已核实."""

    project: str
    code: str
    title: str
    severity: Severity
    cell: str
    text: str
    message: str
    reason: str
    who: str
    when: str


class FileReport(Struct, frozen=True):
    """All there is to say of one file.

    ``counts`` and those of the parts are one number a severity, the worst first;
    ``clean`` names the projects with nothing to say of; ``judged`` are the three figures
    found, sound and not judged, ``silent`` what was not judged, and why.
    """

    source: str
    department: str
    year: str
    layout: str
    profile: str
    projects: int
    parts: list[ReportPart]
    clean: list[str]
    reviewed: list[ReviewedRow]
    counts: tuple[int, ...]
    judged: Tally = Tally(0, 0, 0)
    silent: tuple[Unjudged, ...] = ()

    @property
    def silent_lines(self) -> list[str]:
        """What could not be judged, a line each: why, what checks, what to do about it."""
        lines = []
        for one in self.silent:
            which = f"（{len(one.tables)} 个项目）" if one.tables else ""
            titles = "、".join(f"{code} {CHECKS[code].title}" for code in one.codes)
            lines.append(f"{one.because}{which}，没有判断：{titles}。{one.give}。")
        return lines

    @property
    def sendable(self) -> bool:
        """Whether there is a project, and no 错误 stands."""
        return can_be_sent(self.projects, self.counts[0])

    @property
    def verdict(self) -> str:
        """Whether it can be sent, and why not, in the words the window uses."""
        counts: Counter[tuple[str, Severity]] = Counter()
        for part in self.parts:
            for group in part.groups:
                counts[group.code, group.severity] += len(group.rows)
        return verdict(counts, self.projects)

    @property
    def totals(self) -> str:
        """How many findings there are, in words."""
        return totals_text(self.counts)


def totals_text(counts: Sequence[int]) -> str:
    """Return counts by severity in words: ``错误 3 处，警告 10 处，提示 0 处``."""
    pairs = zip(Severity, counts, strict=True)
    return "，".join(f"{severity} {count} 处" for severity, count in pairs)


def count(findings: Iterable[Finding]) -> tuple[int, ...]:
    """Return how many findings there are of each severity, the worst first."""
    found = Counter(finding.severity for finding in findings)
    return tuple(found[severity] for severity in Severity)


def full_message(disclosure: Disclosure, finding: Finding) -> str:
    """Return a finding's message with the other projects it concerns."""
    if finding.code.startswith(PARTS_FAMILY):
        # these name their other places themselves
        return finding.message
    own = finding.ref.table
    tables = {ref.table for ref in finding.places if ref.table and ref.table != own}
    places = enumerate(disclosure.projects, 1) if tables else ()
    numbers = [number for number, table in places if table.id in tables]
    said = (
        f"{finding.message}共 {1 + len(finding.repeats)} 处。"
        if finding.repeats
        else finding.message
    )
    if not numbers:
        return said
    # of projects alike only some are kept: all would name all
    more = "等" if finding.code in _BOUND and len(numbers) >= NAMED_MOST else ""
    return f"{said}相同的有第 {_runs(numbers)} 个项目{more}。"


def _runs(numbers: list[int]) -> str:
    """Return numbers in words, three and more in a row by their ends: ``1、3—7``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [
        [f"{run[0]}—{run[-1]}"] if len(run) > _ROW else [str(number) for number in run]
        for run in runs
    ]
    return "、".join(text for run in told for text in run)


def cell_text(disclosure: Disclosure, ref: CellRef) -> str:
    """Return the text of a finding's cell, empty where it is gone; of a whole block its size."""
    if ref.field == SPENDING and not ref.table:
        stated = stated_expenditure(disclosure)
        return "" if stated is None else f"{format_number(stated)}万元"
    if ref.field == BLOCK and not ref.indicator:
        table = find_table(disclosure, ref)
        return f"（共 {len(table.indicators)} 个指标）" if table and table.indicators else ""
    try:
        return get_cell(disclosure, ref)
    except KeyError:
        return ""


def file_report(
    source: str,
    disclosure: Disclosure,
    layout: Layout,
    found: Sorted,
    profile: str,
    *,
    rules: Profile | None = None,
    last: Disclosure | None = None,
) -> FileReport:
    """Return the report of one file.

    Args:
        source: the file's name, as the clerk knows it.
        disclosure: what was checked.
        layout: its form.
        found: its findings, told from those marked 已核实.
        profile: whose rules it was checked by.
        rules: these rules, where they are not the program's own.
        last: last year's disclosure, where it was at hand.
    """
    by_table: dict[str, list[Finding]] = {}
    for finding in found.standing:
        by_table.setdefault(finding.ref.table, []).append(finding)
    parts = []
    numbers = {table.id for table in disclosure.projects}
    of_parts = [one for one in found.standing if one.ref.table not in ("", *numbers)]
    if of_parts:
        parts.append(_part(disclosure, layout, 0, (ALL_PARTS, ""), of_parts))
    if "" in by_table:
        parts.append(_part(disclosure, layout, 0, (OWN_PART, ""), by_table[""]))
    for number, table in enumerate(disclosure.projects, 1):
        if table.id in by_table:
            name = (shortened(table.name, 60) or "（没有名称）", table.code.strip())
            parts.append(_part(disclosure, layout, number, name, by_table[table.id]))
    # what is told at another project is wrong here as well
    wrong = by_table.keys() | {one.ref.table for one in each_cell(found.standing)}
    clean = [
        f"{number}.{shortened(table.name, 60)}"
        for number, table in enumerate(disclosure.projects, 1)
        if table.id not in wrong
    ]
    rules = rules or default_profile()
    silent = unjudged(disclosure, layout, rules, last)
    everything = [*each_cell(found.standing), *(finding for finding, _ in found.reviewed)]
    return FileReport(
        source,
        disclosure.department.name,
        "" if disclosure.year is None else str(disclosure.year),
        layout.name,
        profile,
        len(disclosure.projects),
        parts,
        clean,
        [_reviewed(disclosure, layout, *pair) for pair in found.reviewed],
        count(found.standing),
        tally(disclosure, rules, everything, silent),
        tuple(silent),
    )


def _part(
    disclosure: Disclosure,
    layout: Layout,
    number: int,
    name: tuple[str, str],
    findings: list[Finding],
) -> ReportPart:
    """Return a part, its findings grouped by check, the worst first."""
    groups: dict[tuple[Severity, str], ReportGroup] = {}
    for finding in findings:
        key = (finding.severity, finding.code)
        if key not in groups:
            groups[key] = ReportGroup(
                finding.code, finding.title, finding.severity, finding.reason, []
            )
        groups[key].rows.append(_row(disclosure, layout, finding))
    ordered = sorted(groups.values(), key=lambda group: (group.severity.rank, group.code))
    return ReportPart(number, *name, ordered, count(findings))


def _row(disclosure: Disclosure, layout: Layout, finding: Finding) -> ReportRow:
    once = CHECKS[finding.code].once
    names = place_names(disclosure, layout, finding.places[1:]) if once else []
    numbers = {table.id: number for number, table in enumerate(disclosure.projects, 1)}
    return ReportRow(
        cell_name(disclosure, layout, finding.ref),
        cell_text(disclosure, finding.ref),
        full_message(disclosure, finding),
        finding.fix,
        tuple(names),
        tuple(
            structs.replace(
                _row(disclosure, layout, one),
                number=numbers.get(one.ref.table, 0),
                name=_project_name(disclosure, numbers.get(one.ref.table, 0)),
            )
            for one in finding.repeats
        ),
    )


def _project_name(disclosure: Disclosure, number: int) -> str:
    return shortened(disclosure.projects[number - 1].name, 60) if number else OWN_PART


def _reviewed(
    disclosure: Disclosure, layout: Layout, finding: Finding, mark: Reviewed
) -> ReviewedRow:
    number = project_number(disclosure, finding.ref.table)
    name = _project_name(disclosure, number)
    return ReviewedRow(
        f"{number}.{name}" if number else name,
        finding.code,
        finding.title,
        finding.severity,
        cell_name(disclosure, layout, finding.ref),
        cell_text(disclosure, finding.ref),
        full_message(disclosure, finding),
        mark.reason,
        mark.who,
        mark.when,
    )

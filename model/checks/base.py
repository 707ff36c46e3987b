"""What a check is: a small self-describing unit, with its own examples beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

from model.checks.sources import sources
from model.document.cells import CellRef
from model.layout import Layout


class Severity(StrEnum):
    """How bad a finding is; the values are what the clerk reads."""

    ERROR = "错误"
    WARNING = "警告"
    HINT = "提示"

    @property
    def rank(self) -> int:
        """0 for the worst, so that sorting puts it first."""
        return list(Severity).index(self)


SEVERITY_MEANS = {
    Severity.ERROR: "会被退回",
    Severity.WARNING: "审核人会问",
    Severity.HINT: "值得看一眼",
}
"""What each severity says to a clerk."""


class Finding(Struct, frozen=True, kw_only=True):
    """Something a check found; no two have the same code and cell.

    Attributes:
        code: the check's code, never reused.
        severity: as the profile has it.
        title: the check's name.
        message: what is wrong here.
        reason: why it matters, with the rule or habit behind it.
        ref: the cell; see `model.checks.names.BLOCK` for a whole indicator block.
        fix: the whole new text of the cell, where only one mending is possible.
        safe: whether the mending may be done without asking about this very cell.
        others: further cells it concerns: the same words elsewhere, the other amounts.
        fixes: what its mending does to further cells, with ``fix`` as one step.
        repeats: the same fault in other cells, where they were gathered (`gather`).
    """

    code: str
    severity: Severity
    title: str
    message: str
    reason: str
    ref: CellRef
    fix: str | None = None
    safe: bool = True
    others: tuple[CellRef, ...] = ()
    fixes: tuple[tuple[CellRef, str], ...] = ()
    repeats: tuple[Finding, ...] = ()

    @property
    def places(self) -> tuple[CellRef, ...]:
        """All cells it concerns, its own first."""
        return (self.ref, *self.others, *(one.ref for one in self.repeats))


class Fault(Struct, frozen=True):
    """What a check's function yields: a finding without the check's own texts."""

    ref: CellRef
    message: str
    fix: str | None = None
    safe: bool = True
    severity: Severity | None = None
    others: tuple[CellRef, ...] = ()
    fixes: tuple[tuple[CellRef, str], ...] = ()


class Number(Struct, frozen=True):
    """A number a profile may set: its default, and what it means."""

    default: int
    means: str


class Example(Struct, frozen=True, kw_only=True):
    """A case a check must judge rightly, built upon the sound tables of `samples`.

    Cells are named ``purpose`` or ``数量指标.value`` (the first indicator of that level 2);
    a second or third project's cells have ``2/`` or ``3/`` before them, cells of the
    department's own text ``/``. ``数量指标`` alone, set to None, leaves the indicator out.
    With ``whole``, cells of parts are named as `model.checks.samples_whole` says.

    Attributes:
        cells: what is set, cell → text.
        found: where this check fires, cell → mending (None where it has none);
            ``indicators`` is the indicator block.
        severity: the severity of all that is found, where not the check's own.
        year: the budget year.
        layout: the form's id.
        projects: how many sound projects there are.
        carried: cells marked as carried over and not looked at since.
        doubts: cells a reader was not sure of, with the kind of doubt (`doubts.KINDS`).
        note: what the example shows, for the documentation.
        whole: the sound disclosure is a whole one, with all its parts.
        numbers: numbers of a profile, ``D13.total`` → number; a check that is off is on here.
        last: cells of last year's disclosure, where there is one: the sound one with these set.
    """

    cells: Mapping[str, str | None]
    found: Mapping[str, str | None] = field(default_factory=dict)
    severity: Severity | None = None
    year: int | None = 2024
    layout: str = "hebei-2021"
    projects: int = 1
    carried: tuple[str, ...] = ()
    doubts: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    whole: bool = False
    numbers: Mapping[str, int] = field(default_factory=dict)
    last: Mapping[str, str | None] | None = None


def wrong(
    cells: Mapping[str, str | None], found: Iterable[str] | Mapping[str, str | None], **more: Any
) -> Example:
    """Return an example that must be found, at these cells, with these mendings."""
    wanted = dict(found) if isinstance(found, Mapping) else dict.fromkeys(found)
    return Example(cells=cells, found=wanted, **more)


def right(cells: Mapping[str, str | None] | None = None, **more: Any) -> Example:
    """Return an example this check must be silent about."""
    return Example(cells=cells or {}, **more)


class Check(Struct, frozen=True, kw_only=True):
    """A check; see `model.checks.registry` for all of them.

    Attributes:
        code: letter of the family and two digits; never reused.
        severity: of its findings, unless one says otherwise or the profile does.
        title: its name in lists.
        reason: why it matters.
        sources: keys of the rules or habits behind it; see `model.checks.sources`.
        scope: what it is run on: ``cell`` (each text cell), ``indicator`` (each), ``table``,
            ``disclosure`` (all projects side by side) or ``parts`` (those of a whole one).
        reads: what it reads: fields of a table, ``indicator.FIELD``, ``own`` for the
            department's own text, ``year``, ``carried``; a change elsewhere never re-runs it.
        run: the function, fitting the scope.
        wrong: examples that are found; ``right``: such that are not.
        numbers: what a profile may set.
        mends: what its mending does, in words; empty where it has none.
        needs: facts without which it cannot judge; see `model.checks.unjudged`.
        on: whether it is run where the profile says nothing of it.
        marks: of a check of single cells: it finds nothing in a text with none of these
            characters; empty where that cannot be told.
        once: what it says in the same words of several cells is one fault (`gather`); the
            words then tell all there is to mend.
        by_project: only within one project: it is a fault once in each.
    """

    code: str
    severity: Severity
    title: str
    reason: str
    sources: tuple[str, ...]
    scope: str
    reads: frozenset[str]
    run: Callable[..., Any]
    wrong: tuple[Example, ...]
    right: tuple[Example, ...]
    numbers: Mapping[str, Number]
    mends: str = ""
    needs: frozenset[str] = frozenset()
    on: bool = True
    marks: frozenset[str] = frozenset()
    once: bool = False
    by_project: bool = False

    @property
    def source(self) -> str:
        """The rules or habits behind it, as the documentation names them."""
        return "；".join(sources()[key].short for key in self.sources)

    def explain(self, layout: Layout) -> str:
        """Return the reason with its source, as findings carry it; a form is named."""
        told = [
            f"表样（{layout.name}）" if key == "form" else sources()[key].short
            for key in self.sources
        ]
        return f"{self.reason}（依据：{'；'.join(told)}）"


def make_check(
    code: str,
    severity: Severity,
    title: str,
    *,
    scope: str,
    reason: str,
    source: str,
    reads: str,
    wrong: Iterable[Example],
    right: Iterable[Example],
    numbers: Mapping[str, Number] | None = None,
    mends: str = "",
    needs: str = "",
    on: bool = True,
    marks: str = "",
    once: bool = False,
    by_project: bool = False,
) -> Callable[[Callable[..., Any]], Check]:
    """Return a decorator that makes a check of a function.

    Args:
        code: letter of the family and two digits.
        severity: how bad its findings are.
        title: its name in lists.
        scope: see `Check`.
        reason: why it matters, a whole sentence without a full stop at its end.
        source: keys of the rules or habits behind it, separated by spaces.
        reads: what it reads, separated by spaces.
        wrong: examples that are found; ``right``: such that are not.
        numbers: what a profile may set.
        mends: what its mending does, in words.
        needs: facts without which it cannot judge, separated by spaces.
        on: whether it is run where the profile says nothing of it.
        marks: characters without one of which it finds nothing in a cell.
        once: what it says in the same words of several cells is one fault.
        by_project: only within one project.

    Raises:
        ValueError: it names a source there is not.
    """
    keys = tuple(source.split())
    unknown = [key for key in keys if key not in sources()]
    if unknown or not keys:
        raise ValueError(f"{code}: {unknown}")

    def decorate(function: Callable[..., Any]) -> Check:
        return Check(
            code=code,
            severity=severity,
            title=title,
            reason=reason,
            sources=keys,
            scope=scope,
            reads=frozenset(reads.split()),
            run=function,
            wrong=tuple(wrong),
            right=tuple(right),
            numbers=dict(numbers or {}),
            mends=mends,
            needs=frozenset(needs.split()),
            on=on,
            marks=frozenset(marks),
            once=once,
            by_project=by_project,
        )

    return decorate

"""Running the checks of parts: all anew after an edit that touches them, which is a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from model.checks.base import Check, Fault, Finding
from model.document.blockplaces import part_cells
from model.document.cellref import CellRef
from model.document.disclosure import Disclosure
from model.document.edits import Change
from model.layout.publication_load import publication_of
from model.parts.amount_finder import Finder
from model.parts.view import PartsView

_PROJECT_FIELDS = frozenset(("name", "unit.name"))

Make = Callable[[Check, Iterable[Fault]], tuple[Finding, ...]]


class PartsFindings:
    """The findings of a disclosure's parts.

    Args:
        disclosure: whose parts; the very object that is edited.
        checks: the checks of parts that are on.
        make: makes findings of a check's faults.
    """

    def __init__(self, disclosure: Disclosure, checks: Sequence[Check], make: Make) -> None:
        self._disclosure = disclosure
        self._checks = checks
        self._make = make
        self._finder: Finder | None = None
        self._view: PartsView | None = None
        self.findings: list[Finding] = []
        self.run()

    @property
    def view(self) -> PartsView | None:
        """The parts as they were last looked at; None where there are none."""
        return self._view

    def move_to(self, disclosure: Disclosure) -> None:
        """Go on with the disclosure of which the one looked at is a copy."""
        self._disclosure = disclosure

    def run(self) -> None:
        """Look at all parts anew."""
        disclosure = self._disclosure
        publication = publication_of(disclosure.publication) if disclosure.parts else None
        if publication is None:
            self._finder = self._view = None
            self.findings = []
            return
        if self._finder is None or self._finder.publication is not publication:
            self._finder = Finder(publication)
        self._view = view = PartsView(disclosure, publication, self._finder)
        found = [
            finding for check in self._checks for finding in self._make(check, check.run(view))
        ]
        self.findings = self._in_order(_merged(found))

    def changed(self, change: Change) -> tuple[list[Finding], list[Finding]]:
        """Look again where an edit touched parts, or what is added up in them.

        Returns:
            What went and what came.
        """
        if not self._touches(change):
            return [], []
        before = self.findings
        self.run()
        now = self.findings
        old, new = set(before), set(now)
        return [one for one in before if one not in new], [one for one in now if one not in old]

    def _touches(self, change: Change) -> bool:
        if not self._disclosure.parts and not self.findings:
            return False
        if change.structure or change.tables:
            self._forget()
            return True
        if change.parts:
            return True
        publication = self._finder.publication if self._finder is not None else None
        fields = {spec.field for spec in publication.targets.values()} if publication else set()
        hit = False
        projects: set[str] | None = None
        for ref in (*change.cells, *change.carried):
            if not ref.table:
                hit = hit or ref.field in ("year", "department.name")
                continue
            if projects is None:
                projects = {table.id for table in self._disclosure.projects}
            if ref.table not in projects:
                hit = True
            elif ref.field in fields or ref.field in _PROJECT_FIELDS:
                self._forget()
                hit = True
        return hit

    def _forget(self) -> None:
        if self._finder is not None:
            self._finder.forget_targets()

    def _in_order(self, findings: list[Finding]) -> list[Finding]:
        order: dict[CellRef, int] = {}
        for part in self._disclosure.parts:
            for ref, _ in part_cells(part):
                order[ref] = len(order)
        return sorted(findings, key=lambda one: (order.get(one.ref, len(order)), one.code))


def _merged(findings: list[Finding]) -> list[Finding]:
    """Return findings no two of which have the same code and cell: such are told together."""
    held: dict[tuple[str, CellRef], Finding] = {}
    for one in findings:
        key = (one.code, one.ref)
        other = held.get(key)
        if other is None:
            held[key] = one
            continue
        severity = min(one.severity, other.severity, key=lambda severity: severity.rank)
        held[key] = Finding(
            code=one.code,
            severity=severity,
            title=one.title,
            message=other.message + one.message,
            reason=one.reason,
            ref=one.ref,
            fix=other.fix if other.fix is not None else one.fix,
            safe=other.safe and one.safe,
            others=tuple(dict.fromkeys((*other.others, *one.others))),
            fixes=other.fixes or one.fixes,
        )
    return list(held.values())

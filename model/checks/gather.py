"""One fault, one finding: what is said in the same words of many cells is told once.

The checks look at each cell alone, marks (已核实) and mendings are of each cell; whoever
lists or counts findings gathers them first.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import structs

from model.checks.base import Finding, Severity
from model.checks.registry import CHECKS

Key = tuple[str, Severity, str, str]
"""Code, severity, words; of a fault that is one in each project, the project."""


def fault_key(finding: Finding) -> Key | None:
    """Return what findings of one fault have in common; None where each is a fault of its own."""
    check = CHECKS[finding.code]
    if not check.once:
        return None
    table = finding.ref.table if check.by_project else ""
    return finding.code, finding.severity, finding.message, table


def gathered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings so that each fault stands once, at its first cell, with all others."""
    first: dict[Key, int] = {}
    again: dict[int, list[Finding]] = {}
    found: list[Finding] = []
    for finding in findings:
        key = fault_key(finding)
        place = len(found) if key is None else first.setdefault(key, len(found))
        if place < len(found):
            again.setdefault(place, []).append(finding)
        else:
            found.append(finding)
    for place, more in again.items():
        found[place] = with_repeats(found[place], more)
    return found


def with_repeats(finding: Finding, more: Iterable[Finding]) -> Finding:
    """Return a finding with the same fault in other cells."""
    return structs.replace(finding, repeats=tuple(more))


def each_cell(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings as the checks made them: a fault of many cells once a cell."""
    return [
        one
        for finding in findings
        for one in (
            (structs.replace(finding, repeats=()), *finding.repeats)
            if finding.repeats
            else (finding,)
        )
    ]

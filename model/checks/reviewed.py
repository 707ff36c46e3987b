"""已核实: a clerk has looked at a finding and says why it may stand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from msgspec import Struct

from model.cells import CellRef, find_table, get_cell
from model.checks.base import Finding
from model.checks.names import BLOCK, SPENDING
from model.disclosure import INDICATOR_FIELDS, Disclosure
from model.findings import Reviewed


def cell_of(mark: Reviewed) -> CellRef:
    """Return the cell a mark sits on."""
    return CellRef(mark.table, mark.field, mark.indicator)


def fingerprint(disclosure: Disclosure, ref: CellRef) -> str:
    """Return what tells one text of a cell from another; empty when the cell is gone."""
    if ref.field == SPENDING and not ref.table:
        text = "\n".join(item.text for item in disclosure.unplaced)
        text += "\n".join(table.budget for table in disclosure.projects)
    elif ref.field == BLOCK and not ref.indicator:
        table = find_table(disclosure, ref)
        if table is None:
            return ""
        rows = (
            "\t".join(getattr(item, name) for name in INDICATOR_FIELDS) for item in table.indicators
        )
        text = "\n".join(rows)
    else:
        try:
            text = get_cell(disclosure, ref)
        except KeyError:
            return ""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def review(
    disclosure: Disclosure, finding: Finding, reason: str, who: str = "", when: str = ""
) -> Reviewed:
    """Return the mark that a finding was looked at and may stand."""
    ref = finding.ref
    return Reviewed(
        code=finding.code,
        table=ref.table,
        field=ref.field,
        indicator=ref.indicator,
        text=fingerprint(disclosure, ref),
        reason=reason,
        who=who,
        when=when,
    )


class Sorted(Struct):
    """Findings that stand, and those marked 已核实 with their marks."""

    standing: list[Finding]
    reviewed: list[tuple[Finding, Reviewed]]


def sort_out(
    disclosure: Disclosure, findings: Iterable[Finding], marks: Iterable[Reviewed]
) -> Sorted:
    """Tell findings that stand from those marked 已核实.

    A mark holds as long as its cell's text is what it was; edits elsewhere do not matter.
    Of several marks on one finding the last one counts.
    """
    by_cell = {(mark.code, cell_of(mark)): mark for mark in marks}
    sorted_out = Sorted([], [])
    for finding in findings:
        mark = by_cell.get((finding.code, finding.ref))
        if mark is not None and mark.text == fingerprint(disclosure, finding.ref):
            sorted_out.reviewed.append((finding, mark))
        else:
            sorted_out.standing.append(finding)
    return sorted_out


def marks_in(disclosure: Disclosure) -> list[Reviewed]:
    """Return the marks a disclosure keeps."""
    return list(disclosure.reviewed)

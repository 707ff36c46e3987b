"""已核实: a clerk has looked at a finding and says why it may stand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from msgspec import Struct

from model.checks.base import Finding
from model.checks.names import BLOCK, PARTS, SPENDING
from model.document.blockplaces import get_part_text
from model.document.cells import CellRef, find_indicator, find_table, get_cell
from model.document.disclosure import (
    INDICATOR_FIELDS,
    Disclosure,
    TargetTable,
    get_field,
    get_indicator_field,
)
from model.document.edits import Change
from model.document.findings import Reviewed

Place = tuple[str, CellRef]
"""What a mark speaks for: one check, one cell."""


def cell_of(mark: Reviewed) -> CellRef:
    """Return the cell a mark sits on."""
    return CellRef(mark.table, mark.field, mark.indicator)


def place_of(mark: Reviewed) -> Place:
    """Return the check and the cell a mark speaks for."""
    return mark.code, cell_of(mark)


def fingerprint(disclosure: Disclosure, ref: CellRef, table: TargetTable | None = None) -> str:
    """Return what tells one text of a cell from another; empty when the cell is gone.

    Args:
        disclosure: where the cell stands.
        ref: the cell.
        table: the target table it belongs to, where it is at hand.
    """
    text = _text(disclosure, ref, table or find_table(disclosure, ref) if ref.table else None)
    if text is None:
        return ""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _text(disclosure: Disclosure, ref: CellRef, table: TargetTable | None) -> str | None:
    if not ref.table:
        if ref.field == SPENDING:
            text = "\n".join(item.text for item in disclosure.unplaced)
            return text + "\n".join(one.budget for one in disclosure.projects)
        try:
            return get_cell(disclosure, ref)
        except KeyError:
            return None
    if table is None:
        try:
            return get_part_text(disclosure.parts, ref)
        except KeyError:
            return None
    if ref.indicator:
        indicator = find_indicator(table, ref)
        return None if indicator is None else get_indicator_field(indicator, ref.field)
    if ref.field == BLOCK:
        rows = (
            "\t".join(getattr(item, name) for name in INDICATOR_FIELDS) for item in table.indicators
        )
        return "\n".join(rows)
    try:
        return get_field(table, ref.field)
    except (IndexError, ValueError):
        # a date that no plan has, in a file somebody wrote by hand
        return None


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


def with_marks(marks: Iterable[Reviewed], new: Iterable[Reviewed]) -> list[Reviewed]:
    """Return marks with new ones, which take the place of those they speak over."""
    new = list(new)
    places = {place_of(mark) for mark in new}
    return [mark for mark in marks if place_of(mark) not in places] + new


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
    by_place = {place_of(mark): mark for mark in marks}
    tables = {table.id: table for table in disclosure.projects} if by_place else {}
    return _sorted_out(disclosure, findings, by_place, tables)


def _sorted_out(
    disclosure: Disclosure,
    findings: Iterable[Finding],
    marks: Mapping[Place, Reviewed],
    tables: Mapping[str, TargetTable],
) -> Sorted:
    if not marks:
        return Sorted(list(findings), [])
    sorted_out = Sorted([], [])
    for finding in findings:
        ref = finding.ref
        mark = marks.get((finding.code, ref))
        if mark is not None and mark.text == fingerprint(disclosure, ref, tables.get(ref.table)):
            sorted_out.reviewed.append((finding, mark))
        else:
            sorted_out.standing.append(finding)
    return sorted_out


class Marks:
    """A disclosure's marks, target table by target table, for sorting out one at a time.

    What it costs to sort out a table does not grow with the number of projects.
    """

    def __init__(self, disclosure: Disclosure) -> None:
        self._disclosure = disclosure
        self._marks: dict[str, dict[Place, Reviewed]] = {}
        self._tables: dict[str, TargetTable] = {}
        self.refresh()

    def refresh(self) -> set[str]:
        """Read the marks anew; return the ids of the tables whose marks are others now."""
        self.projects_changed()
        before, self._marks = self._marks, {}
        for mark in self._disclosure.reviewed:
            self._marks.setdefault(mark.table, {})[place_of(mark)] = mark
        tables = before.keys() | self._marks.keys()
        return {table for table in tables if before.get(table) != self._marks.get(table)}

    def projects_changed(self) -> None:
        """Note that target tables came, went, or are other objects now."""
        self._tables = {table.id: table for table in self._disclosure.projects}

    @property
    def known(self) -> Mapping[str, TargetTable]:
        """The target tables there are, by id."""
        return self._tables

    @property
    def tables(self) -> set[str]:
        """The ids of the tables that have a mark; empty for the department's own text."""
        return set(self._marks)

    def touched(self, change: Change) -> set[str]:
        """Return which tables' marks may no longer hold though their findings are the same."""
        if change.structure:
            return self.tables
        # the mark on the department's expenditure speaks for all budgets together
        budgets = "" in self._marks and any(ref.field == "budget" for ref in change.cells)
        return {""} if budgets else set()

    def sort_out(self, table: str, findings: Iterable[Finding]) -> Sorted:
        """Tell a table's findings that stand from those marked 已核实."""
        marks = self._marks.get(table, {})
        if table == PARTS:
            others = [one for key, one in self._marks.items() if key and key not in self._tables]
            marks = {place: mark for held in others for place, mark in held.items()}
        return _sorted_out(self._disclosure, findings, marks, self._tables)


def marks_in(disclosure: Disclosure) -> list[Reviewed]:
    """Return the marks a disclosure keeps."""
    return list(disclosure.reviewed)

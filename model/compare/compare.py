"""Lays two disclosures beside each other and lists what differs."""

from __future__ import annotations

from collections.abc import Callable

from model.basics.steps import step
from model.compare.differences import Comparison, Difference, ProjectPart, TablePair
from model.compare.forms import CommonForm, Side
from model.compare.matching import match_tables
from model.compare.owntext import compare_own, own_text_missing
from model.compare.parttext import compare_part, compare_parts, parts_note
from model.compare.sidebyside import ComparedLine, own_lines, table_lines
from model.compare.table import compare_table
from model.document.disclosure import Disclosure

Progress = Callable[[int, int], object]


class Comparer:
    """Compares two disclosures part by part; whoever needs one project asks for that alone.

    Args:
        before: the earlier one, or the one that was sent out.
        after: the later one, or the one that came back.
    """

    def __init__(self, before: Side, after: Side) -> None:
        self.before, self.after = before, after
        self._common = CommonForm(before, after)

    def tables(self) -> list[TablePair]:
        """Return every project of either side with its like on the other."""
        return pair_tables(self.before.disclosure, self.after.disclosure)

    def own(self, same: bool = False) -> list[Difference]:
        """Return the differences of the department's own text, and of the other parts.

        Args:
            same: list the cells that are the same, too.
        """
        ours, theirs = self.before.disclosure, self.after.disclosure
        return compare_own(ours, theirs, self._common, same) + compare_parts(ours, theirs, same)

    def table(self, pair: TablePair, same: bool = False) -> list[Difference]:
        """Return one project's differences: the table itself, its cells, its indicators.

        Args:
            pair: the project on both sides.
            same: list the cells that are the same, too.
        """
        return compare_table(pair, self._common, same)

    def lines(self, pair: TablePair | None) -> list[ComparedLine]:
        """Return every cell of a project beside each other; of the own text for None."""
        if pair is None:
            ours, theirs = self.before.disclosure, self.after.disclosure
            return own_lines(compare_own(ours, theirs, self._common, True))
        return table_lines(pair, self._common)

    def part_lines(self, part: str) -> list[ComparedLine]:
        """Return every text and cell of a part beside the one before; the id is of after's."""
        ours, theirs = self.before.disclosure, self.after.disclosure
        return own_lines(compare_part(ours, theirs, part))

    def notes(self) -> list[str]:
        """Return what was not compared so far, and why, in sentences for the clerk."""
        notes = self._common.notes()
        if note := parts_note(self.before.disclosure, self.after.disclosure):
            notes.append(note)
        ours, theirs = self.before.layout, self.after.layout
        if ours.id != theirs.id:
            notes.insert(0, f"两个文件的表样不同：前一个是“{ours.name}”，后一个是“{theirs.name}”。")
        return notes


def compare(before: Side, after: Side, progress: Progress | None = None) -> Comparison:
    """Compare two disclosures, project by project, cell by cell.

    Cell texts are compared as they stand; money in 万元, as the model holds it. A cell one
    side's form has no place for is left out where it is empty there, and named in the notes.

    Args:
        before: the earlier one, or the one that was sent out.
        after: the later one, or the one that came back.
        progress: called with (done, total) projects; may raise to stop.
    """
    comparer = Comparer(before, after)
    tables = comparer.tables()
    parts = [ProjectPart(None, comparer.own())]
    for done, pair in enumerate(tables):
        step()
        if progress is not None:
            progress(done, len(tables))
        parts.append(ProjectPart(pair, comparer.table(pair)))
    missing = own_text_missing(before.disclosure, after.disclosure)
    return Comparison(tables, parts, comparer.notes(), missing)


def pair_tables(before: Disclosure, after: Disclosure) -> list[TablePair]:
    """Return every project of either side with its like on the other.

    In the order after; what was deleted stands where it stood before.
    """
    ours, theirs = before.projects, after.projects
    return [
        TablePair(
            None if match.before is None else ours[match.before],
            None if match.after is None else theirs[match.after],
            match.how,
            match.likeness,
            match.place_before,
            match.place_after,
            match.moved,
        )
        for match in match_tables(ours, theirs)
    ]

"""Reads two files and compares them, in the background."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from gui.shared.tasks import Watch
from model.basics.names import readable
from model.compare import Comparer, Comparison, Difference, ProjectPart, Side, compare
from model.compare.report import CompareReport, compare_report
from model.layout import Layout


class Given(Struct, frozen=True):
    """One of two to be compared: what it is called, and what reads or makes it."""

    source: str
    make: Callable[[], Side]


class Compared(Struct, frozen=True):
    """What came of it."""

    report: CompareReport
    comparer: Comparer

    @property
    def comparison(self) -> Comparison:
        """What differs."""
        return self.report.comparison

    def all_cells(self, part: ProjectPart) -> list[Difference]:
        """Return all cells of a part, those that are the same among them."""
        if part.pair is None:
            return self.comparer.own(same=True)
        return self.comparer.table(part.pair, same=True)


def file_given(path: Path, layouts: Mapping[str, Layout]) -> Given:
    """Return a file that is to be read by one of the forms."""
    from importers.side import read_side

    def read() -> Side:
        return read_side(path, layouts)[0]

    return Given(readable(str(path)), read)


def compare_files(before: Given, after: Given, watch: Watch) -> Compared:
    """Read what is to be read, and compare.

    Raises:
        ReadError: a file cannot be read.
        Cancelled: it is not wanted any more.
    """
    sides = []
    for given in (before, after):
        sides.append(given.make())
    comparison = compare(sides[0], sides[1], watch.step)
    report = compare_report(comparison, sides[0], sides[1], (before.source, after.source))
    return Compared(report, Comparer(sides[0], sides[1]))

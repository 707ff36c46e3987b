"""How many findings there are, by kind: of a target table, or of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct, field

from model.checks.base import Finding, Severity


class Tally(Struct):
    """Counts of findings.

    Attributes:
        standing: (code, severity) → how many stand.
        fixable: code → how many of those can be mended.
        safe: how many can be mended without asking about the very cell.
        reviewed: (code, severity) → how many are marked 已核实.
    """

    standing: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    fixable: Counter[str] = field(default_factory=Counter)
    safe: int = 0
    reviewed: Counter[tuple[str, Severity]] = field(default_factory=Counter)

    def severity(self, severity: Severity) -> int:
        """Return how many findings of a severity stand."""
        return sum(count for (_, own), count in self.standing.items() if own == severity)

    def kinds(self, with_reviewed: bool = False) -> dict[str, int]:
        """Return how many findings there are of each code, in the order of the codes."""
        counts: Counter[str] = Counter()
        for held in (self.standing, self.reviewed) if with_reviewed else (self.standing,):
            for (code, _), count in held.items():
                counts[code] += count
        return {code: counts[code] for code in sorted(counts) if counts[code]}

    def add(self, other: Tally, sign: int = 1) -> None:
        """Take another tally in, or (with -1) out again."""
        for own, others in (
            (self.standing, other.standing),
            (self.reviewed, other.reviewed),
        ):
            for key, count in others.items():
                own[key] += sign * count
        for code, count in other.fixable.items():
            self.fixable[code] += sign * count
        self.safe += sign * other.safe


def tally(standing: Iterable[Finding], reviewed: Iterable[Finding]) -> Tally:
    """Count the findings of a target table.

    What can be mended in a cell with a finding that was marked 已核实 though it could be
    mended is not counted: mending many at once leaves such a cell alone.
    """
    counts = Tally()
    vouched = set()
    for finding in reviewed:
        counts.reviewed[finding.code, finding.severity] += 1
        if finding.fix is not None:
            vouched.add(finding.ref)
    for finding in standing:
        counts.standing[finding.code, finding.severity] += 1
        if finding.fix is not None and finding.ref not in vouched:
            counts.fixable[finding.code] += 1
            counts.safe += finding.safe
    return counts

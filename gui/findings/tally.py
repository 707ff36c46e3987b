"""How many findings there are, by kind: of a target table, or of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct, field

from model.checks.base import Finding, Severity
from model.checks.gather import Key, fault_key


class Tally(Struct):
    """Counts of findings.

    Attributes:
        standing: (code, severity) → how many stand.
        fixable: code → how many of those can be mended.
        safe: how many can be mended without asking about the very cell.
        reviewed: (code, severity) → how many are marked 已核实.
        again: what one fault of several cells has in common → its cells; see `gather`.
        surplus: (code, severity) → how many of those standing tell a fault once more.
    """

    standing: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    fixable: Counter[str] = field(default_factory=Counter)
    safe: int = 0
    reviewed: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    again: Counter[Key] = field(default_factory=Counter)
    surplus: Counter[tuple[str, Severity]] = field(default_factory=Counter)

    @property
    def told(self) -> dict[tuple[str, Severity], int]:
        """(code, severity) → how many faults stand, each counted once."""
        return {key: count - self.surplus[key] for key, count in self.standing.items()}

    def severity(self, severity: Severity) -> int:
        """Return how many findings of a severity stand."""
        return sum(count for (_, own), count in self.told.items() if own == severity)

    def kinds(self, with_reviewed: bool = False) -> dict[str, int]:
        """Return how many findings there are of each code, in the order of the codes."""
        counts: Counter[str] = Counter()
        for held in (self.told, self.reviewed) if with_reviewed else (self.told,):
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
        for fault, cells in other.again.items():
            self._count(fault, sign * cells)

    def _count(self, key: Key, cells: int) -> None:
        """Count more cells of a fault, or fewer."""
        before = self.again[key]
        now = self.again[key] = before + cells
        if not now:
            del self.again[key]
        self.surplus[key[:2]] += max(0, now - 1) - max(0, before - 1)


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
        if (key := fault_key(finding)) is not None:
            counts._count(key, 1)
        if finding.fix is not None and finding.ref not in vouched:
            counts.fixable[finding.code] += 1
            counts.safe += finding.safe
    return counts

"""How far a target table is: what is filled, sound and confirmed, and whether it can be sent."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from model.checks.base import Severity
from model.checks.names import CARRIED_CODE
from model.checks.verdict import Counts

_MISSING = ("A01", "A02", "A03", "A04", "A06")
"""The checks whose faults are cells that are not filled."""


class Progress(Struct, frozen=True):
    """The cells a form requires of a table, by what is left to do.

    Attributes:
        wanted: how many cells the form requires.
        filled: how many of them are filled.
        wrong: in so many of the filled ones stands an 错误.
        carried: so many wait to be confirmed (待确认).
        sendable: no 错误 stands, of whatever kind.
    """

    wanted: int
    filled: int
    wrong: int
    carried: int
    sendable: bool

    @property
    def good(self) -> int:
        """How many cells need nothing more."""
        return self.filled - self.wrong - self.carried

    @property
    def percent(self) -> int:
        """The share of them, rounded down; 100 is said only of what can be sent."""
        share = self.good * 100 // self.wanted if self.wanted else 100
        return share if self.sendable else min(99, share)

    @property
    def words(self) -> str:
        """All of it in a line."""
        said = [f"已填 {self.filled} 格，应填 {self.wanted} 格"]
        said += [f"有错误 {self.wrong} 格"] if self.wrong else []
        said += [f"待确认 {self.carried} 格"] if self.carried else []
        return "，".join([*said, "可以报送" if self.sendable else "还不能报送"])


def progress(filled: tuple[int, int], standing: Counts) -> Progress:
    """Return how far a table is.

    Args:
        filled: how many cells are filled, and how many the form requires.
        standing: the table's findings that are not 已核实, counted by code and severity.
    """
    done, wanted = filled
    errors: Counter[str] = Counter()
    for (code, severity), count in standing.items():
        if severity is Severity.ERROR:
            errors[code] += count
    sendable = not +errors
    carried = min(done, errors.pop(CARRIED_CODE, 0))
    for code in _MISSING:
        errors.pop(code, 0)
    wrong = min(done - carried, errors.total())
    return Progress(wanted, done, wrong, carried, sendable)

"""The one judgement of a file: by whose rules, what stands, and whether it can be sent.

Whoever says of a file whether it can be sent asks here: ``check``, an export, 汇总.
"""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from model.checks.base import Severity
from model.checks.gather import gathered
from model.checks.profile import Profile, profile_of
from model.checks.reviewed import Sorted, marks_in, sort_out
from model.checks.run import Checker
from model.checks.verdict import can_be_sent, verdict
from model.document.disclosure import Disclosure
from model.layout import Layout


class Judgement(Struct, frozen=True):
    """What was found in a file, told from what is marked 已核实; each fault once (`gather`).

    ``rules`` are those it was judged by, ``checker`` is what judged it.
    """

    rules: Profile
    checker: Checker
    found: Sorted

    @property
    def counts(self) -> Counter[tuple[str, Severity]]:
        """(code, severity) → how many findings stand."""
        return Counter((one.code, one.severity) for one in self.found.standing)

    @property
    def errors(self) -> int:
        """How many 错误 stand."""
        return sum(n for (_, severity), n in self.counts.items() if severity is Severity.ERROR)

    @property
    def sendable(self) -> bool:
        """Whether the file can be sent."""
        return can_be_sent(len(self.checker.disclosure.projects), self.errors)

    @property
    def verdict(self) -> str:
        """Whether it can be sent, and why not, in words."""
        return verdict(self.counts, len(self.checker.disclosure.projects))


def rules_for(disclosure: Disclosure, own: Profile, given: Profile | None = None) -> Profile:
    """Return the rules a file is judged by.

    Args:
        disclosure: rules kept with it go before ``own``.
        own: those of this computer, or the program's.
        given: those named for this very work; they go before all others.

    Raises:
        ProfileError: what the file keeps cannot be used.
    """
    return given if given is not None else profile_of(disclosure.rules, own)


def judge(
    disclosure: Disclosure, layout: Layout, rules: Profile, last: Disclosure | None = None
) -> Judgement:
    """Return the judgement of a file.

    Args:
        disclosure: what it holds.
        layout: the form it is judged by.
        rules: whose rules; see `rules_for`.
        last: last year's disclosure, where it is known.
    """
    checker = Checker(disclosure, layout, rules, last)
    found = sort_out(disclosure, checker.findings(), marks_in(disclosure))
    return Judgement(rules, checker, Sorted(gathered(found.standing), found.reviewed))

"""Mending the parts of a whole disclosure: on a copy of them, until nothing wanted is left."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable

from msgspec import structs

from model.checks.base import Finding
from model.checks.names import PARTS
from model.checks.profile import Profile
from model.checks.run import Checker
from model.document.cellref import CellRef
from model.document.cells import get_cell, set_cell
from model.document.disclosure import Disclosure
from model.document.edits import Change
from model.layout import Layout

_ROUNDS = 12

Done = tuple[CellRef, str, str, tuple[str, ...], bool]
"""A cell, its texts before and after, the checks that asked, and whether it is safe."""


def mend_parts(
    disclosure: Disclosure,
    layout: Layout,
    wanted: Callable[[Finding], bool],
    profile: Profile | None = None,
) -> list[Done]:
    """Return what mending the findings of parts that are wanted would do; nothing is changed.

    Args:
        disclosure: whose parts; its target tables are only looked at.
        layout: the form of its target tables.
        wanted: which findings are to be mended.
        profile: the rules.
    """
    alone = structs.replace(disclosure, parts=copy.deepcopy(disclosure.parts), reviewed=[])
    checker = Checker(alone, layout, profile)
    before: dict[CellRef, str] = {}
    asked: dict[CellRef, dict[str, bool]] = {}
    rounds: Counter[CellRef] = Counter()
    while finding := _next(checker.findings_of(PARTS), wanted, rounds):
        rounds[finding.ref] += 1
        pairs = [(finding.ref, finding.fix or ""), *finding.fixes]
        for ref, text in pairs:
            before.setdefault(ref, get_cell(alone, ref))
            codes = asked.setdefault(ref, {})
            codes[finding.code] = codes.get(finding.code, True) and finding.safe
            set_cell(alone, ref, text)
        checker.changed(Change(cells=[ref for ref, _ in pairs]))
    return [
        (ref, text, after, tuple(asked[ref]), all(asked[ref].values()))
        for ref, text in before.items()
        if (after := get_cell(alone, ref)) != text
    ]


def _next(
    findings: list[Finding], wanted: Callable[[Finding], bool], rounds: Counter[CellRef]
) -> Finding | None:
    for finding in findings:
        # what stands in a target table is mended there
        in_parts = finding.fix is not None and rounds[finding.ref] < _ROUNDS
        if in_parts and wanted(finding):
            return finding
    return None

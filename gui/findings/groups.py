"""Which rows of the list tell the same fault: each is listed once, and opened to see all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from model.checks.base import Finding
from model.checks.gather import Key, fault_key, with_repeats


class FaultGroups:
    """The findings that stand, by the fault they tell, project by project."""

    def __init__(self) -> None:
        self._held: dict[Key, dict[str, list[Finding]]] = {}
        self._of: dict[str, dict[Key, list[Finding]]] = {}
        self._leading: dict[Key, str] = {}

    def clear(self) -> None:
        """Forget all."""
        self._held = {}
        self._of = {}
        self._leading = {}

    def put(self, table: str, findings: Iterable[Finding]) -> bool:
        """Take a project's findings; return whether rows of others may be listed otherwise now."""
        now: dict[Key, list[Finding]] = {}
        for finding in findings:
            key = fault_key(finding)
            if key is not None:
                now.setdefault(key, []).append(finding)
        before = self._of.get(table, {})
        if now == before:
            return False
        self._of[table] = now
        touched = False
        for key in before.keys() | now.keys():
            if before.get(key) == now.get(key):
                continue
            self._leading.pop(key, None)
            held = self._held.setdefault(key, {})
            touched = touched or len(held) > 1 or (bool(held) and table not in held)
            touched = touched or max(len(before.get(key, ())), len(now.get(key, ()))) > 1
            if key in now:
                held[table] = now[key]
            else:
                held.pop(table, None)
                if not held:
                    del self._held[key]
        return touched

    def all_of(
        self, finding: Finding, order: Mapping[str, int], table: str | None = None
    ) -> list[Finding]:
        """Return the findings of one fault, in the order of the list; itself alone for most.

        Args:
            finding: one of them.
            order: the place of each project in the list.
            table: only those of this project; None for all.
        """
        key = fault_key(finding)
        held = self._held.get(key, {}) if key is not None else {}
        if table is not None:
            return held.get(table, [finding])
        if len(held) > 1:
            tables = sorted(held, key=lambda one: order.get(one, 0))
            return [one for name in tables for one in held[name]]
        return next(iter(held.values()), [finding])

    def is_first(
        self, finding: Finding, order: Mapping[str, int], table: str | None = None
    ) -> bool:
        """Tell whether a finding is the one its fault is listed by."""
        key = fault_key(finding)
        if key is None or key not in self._held:
            return True
        held = self._held[key]
        if table is not None:
            return table not in held or held[table][0].ref == finding.ref
        first = self._leading.get(key)
        if first is None:
            first = self._leading[key] = min(held, key=lambda one: order.get(one, 0))
        return held[first][0].ref == finding.ref


def as_one(findings: list[Finding]) -> Finding:
    """Return the findings of one fault as the first, with the others."""
    return with_repeats(findings[0], findings[1:]) if len(findings) > 1 else findings[0]

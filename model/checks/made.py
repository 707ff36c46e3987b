"""Findings made of what checks yield, and what an edit did to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from model.checks.base import Check, Fault, Finding, Severity


class Delta(Struct):
    """What an edit did to the findings."""

    gone: list[Finding] = field(default_factory=list)
    new: list[Finding] = field(default_factory=list)


def findings_of_faults(
    reasons: Mapping[str, str],
    severities: Mapping[str, Severity],
    check: Check,
    faults: Iterable[Fault],
) -> tuple[Finding, ...]:
    """Return faults as findings, with the check's own texts and the profile's severities."""
    own = severities.get(check.code)
    return tuple(
        Finding(
            code=check.code,
            severity=own or fault.severity or check.severity,
            title=check.title,
            message=fault.message,
            reason=reasons[check.code],
            ref=fault.ref,
            fix=fault.fix,
            safe=fault.safe,
            others=fault.others,
            fixes=fault.fixes,
        )
        for fault in faults
    )

"""Every check is judged by the examples beside it, and documented from the same source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from model.checks import CHECKS, FAMILIES, RETIRED, Finding, Severity, check
from model.checks.base import Check, Example
from model.checks.document import document
from model.checks.samples import (
    example_disclosure,
    example_last,
    example_profile,
    example_ref,
    sound,
)
from model.layout import Layout
from tests.conftest import ROOT


def cases(kind: str) -> list[object]:
    return [
        pytest.param(one, example, id=f"{code}-{number}")
        for code, one in CHECKS.items()
        for number, example in enumerate(getattr(one, kind), 1)
    ]


def found(one: Check, example: Example, layouts: dict[str, Layout]) -> list[Finding]:
    disclosure = example_disclosure(example)
    profile, last = example_profile(example, one.code), example_last(example)
    findings = check(disclosure, layouts[example.layout], profile, last)
    return [finding for finding in findings if finding.code == one.code]


@pytest.mark.parametrize(("one", "example"), cases("wrong"))
def test_wrong_examples_are_found_at_their_cells(
    one: Check, example: Example, layouts: dict[str, Layout]
) -> None:
    disclosure = example_disclosure(example)
    wanted = {example_ref(disclosure, cell): fix for cell, fix in example.found.items()}
    findings = found(one, example, layouts)
    assert {finding.ref: finding.fix for finding in findings} == wanted
    assert len(findings) == len(wanted)
    for finding in findings:
        assert finding.severity == (example.severity or one.severity)
        assert finding.message.endswith(("。", "…"))
        assert finding.reason == one.explain(layouts[example.layout])


@pytest.mark.parametrize(("one", "example"), cases("right"))
def test_right_examples_are_left_alone(
    one: Check, example: Example, layouts: dict[str, Layout]
) -> None:
    assert not example.found
    assert found(one, example, layouts) == []


@pytest.mark.parametrize("code", CHECKS)
def test_a_check_has_examples_of_both_kinds(code: str) -> None:
    one = CHECKS[code]
    assert one.wrong
    assert all(example.found for example in one.wrong)
    assert any(example.cells or example.projects > 1 for example in one.right) or code == "G02"
    assert one.title and one.reason and one.source and one.reads
    assert not one.reason.endswith("。")
    assert bool(one.mends) == any(
        fix is not None for example in one.wrong for fix in example.found.values()
    )


@pytest.mark.parametrize("layout", ["hebei-2021", "national-2021"])
def test_the_projects_the_examples_begin_with_are_sound(
    layout: str, layouts: dict[str, Layout]
) -> None:
    for projects in (1, 3):
        example = Example(cells={}, layout=layout, projects=projects)
        assert check(sound(example), layouts[layout]) == []


def test_the_numbers_of_a_family_have_no_gap() -> None:
    for family in FAMILIES:
        codes = sorted(code for code in (*CHECKS, *RETIRED) if code[0] == family)
        assert codes == [f"{family}{number:02d}" for number in range(1, len(codes) + 1)]


def test_codes_are_never_used_again() -> None:
    assert not set(RETIRED) & set(CHECKS)
    for code, one in CHECKS.items():
        assert re.fullmatch(r"[A-Z]\d\d", code)
        assert code[0] in FAMILIES
        assert one.code == code


def test_every_number_a_profile_may_set_is_read() -> None:
    for code, one in CHECKS.items():
        for name in one.numbers:
            source = Path(one.run.__code__.co_filename).read_text(encoding="utf-8")
            assert f'"{code}", ' in source and f'"{name}"' in source


def test_severities_are_ordered_worst_first() -> None:
    assert [severity.rank for severity in Severity] == [0, 1, 2]
    assert Severity.ERROR.rank == 0


def test_the_page_of_all_checks_is_up_to_date() -> None:
    """Run ``python -m model.checks.document > docs/checks.md`` after changing a check."""
    assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == document()


def test_the_page_names_every_check_and_its_source() -> None:
    page = document()
    for code, one in CHECKS.items():
        assert f"### {code} {one.title}" in page
        assert one.source in page

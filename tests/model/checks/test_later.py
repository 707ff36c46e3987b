"""Comparing projects with each other may be put off where many edits come at once."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.checks import Checker, Finding, check
from model.checks.base import Example
from model.checks.cross import GroupIndex
from model.checks.samples import sound
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.document.edits import Change, SetCells, SetProjects
from model.layout import load_layouts

HEBEI = load_layouts()["hebei-2021"]


def alike(count: int) -> Disclosure:
    disclosure = sound(Example(cells={}))
    for number in range(2, count + 1):
        twin = copy.deepcopy(disclosure.projects[0])
        twin.id = str(number)
        for item in twin.indicators:
            item.id = f"{number}-{item.level2}"
        disclosure.projects.append(twin)
    return disclosure


def value(disclosure: Disclosure, place: int, text: str) -> Change:
    table = disclosure.projects[place]
    ref = CellRef(table.id, "value", table.indicators[0].id)
    return SetCells("", [(ref, text)]).apply(disclosure)


def caught_up(checker: Checker) -> set[Finding]:
    came: set[Finding] = set()
    while checker.behind:
        came.update(checker.catch_up().new)
    return came


STEP = st.tuples(st.integers(0, 9), st.sampled_from(["≥12公里", "≥13公里", "≥100%"]), st.booleans())


@settings(max_examples=40, deadline=None)
@given(st.lists(STEP, max_size=8), st.integers(0, 8))
def test_caught_up_it_is_what_a_fresh_run_says(
    steps: list[tuple[int, str, bool]], gone: int
) -> None:
    disclosure = alike(4)
    checker = Checker(disclosure, HEBEI)
    for number, (place, text, later) in enumerate(steps):
        change = value(disclosure, place % len(disclosure.projects), text)
        checker.changed(change, later=later)
        if number == gone:
            edit = SetProjects("", disclosure.projects[1:])
            checker.changed(edit.apply(disclosure))
    caught_up(checker)
    assert not checker.behind
    assert checker.findings() == check(disclosure, HEBEI)


def test_many_alike_projects_are_compared_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    count = 40
    disclosure = alike(count)
    checker = Checker(disclosure, HEBEI)
    asked: list[str] = []
    faults = GroupIndex.faults

    def noted(index: GroupIndex, table_id: str) -> object:
        asked.append(table_id)
        return faults(index, table_id)

    monkeypatch.setattr(GroupIndex, "faults", noted)
    for place in range(count):
        checker.changed(value(disclosure, place, "≥13公里"), later=True)
    assert asked == []
    caught_up(checker)
    assert sorted(asked) == sorted(table.id for table in disclosure.projects)
    assert checker.findings() == check(disclosure, HEBEI)


def test_catching_up_says_what_came() -> None:
    disclosure = alike(3)
    checker = Checker(disclosure, HEBEI)
    before = {one for one in checker.findings() if one.code == "H01"}
    gone = checker.changed(value(disclosure, 0, "≥13公里"), later=True).gone
    assert not [one for one in gone if one.code == "H01"]
    came = caught_up(checker)
    now = {one for one in checker.findings() if one.code == "H01"}
    assert now - before == {one for one in came if one.code == "H01"} != set()

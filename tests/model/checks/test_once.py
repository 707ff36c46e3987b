"""A broken name several projects share is told of once, whatever edits came before."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from model.checks import Checker, Finding, check
from model.checks.base import Example
from model.checks.report import full_message
from model.checks.samples import sound
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, TargetTable
from model.document.edits import SetCells, SetIndicators, SetProjects
from model.layout import load_layouts

HEBEI = load_layouts()["hebei-2021"]
BROKEN = "修补里程（公里"


def several(count: int) -> Disclosure:
    disclosure = sound(Example(cells={}, projects=3))
    for number in range(4, count + 1):
        more = sound(Example(cells={}, projects=3)).projects[0]
        more.id = str(number)
        for item in more.indicators:
            item.id = f"{number}-{item.level2}"
        disclosure.projects.append(more)
    return disclosure


def name_of(table: TargetTable, row: int = 0) -> CellRef:
    return CellRef(table.id, "name", table.indicators[row].id)


def broken(findings: list[Finding]) -> list[Finding]:
    return [one for one in findings if one.code == "F03"]


def test_mending_the_first_leaves_it_at_the_next() -> None:
    disclosure = several(3)
    first, second, third = disclosure.projects
    first.indicators[0].name = third.indicators[0].name = BROKEN
    checker = Checker(disclosure, HEBEI)
    (one,) = broken(checker.findings())
    assert (one.ref, one.others) == (name_of(first), (name_of(third),))
    assert full_message(disclosure, one).endswith("相同的有第 3 个项目。")
    checker.changed(SetCells("", [(name_of(first), "修补里程")]).apply(disclosure))
    (one,) = broken(checker.findings())
    assert (one.ref, one.others) == (name_of(third), ())
    checker.changed(SetCells("", [(name_of(second), BROKEN)]).apply(disclosure))
    (one,) = broken(checker.findings())
    assert (one.ref, one.others) == (name_of(second), (name_of(third),))


def test_other_texts_are_told_of_one_by_one() -> None:
    disclosure = several(3)
    for table in disclosure.projects:
        table.goals = "落实《办法"
        table.indicators[0].basis = "《办法"
    assert len(broken(check(disclosure, HEBEI))) == 6


def test_a_name_twice_in_one_project_is_told_once_with_both_rows() -> None:
    disclosure = several(1)
    table = disclosure.projects[0]
    table.indicators[0].name = table.indicators[1].name = BROKEN
    (found,) = broken(check(disclosure, HEBEI))
    assert (found.ref, found.others) == (name_of(table, 0), (name_of(table, 1),))


def test_all_of_many_projects_are_named() -> None:
    disclosure = several(17)
    for table in disclosure.projects:
        table.indicators[0].name = BROKEN
    (one,) = broken(check(disclosure, HEBEI))
    assert one.others == tuple(name_of(table) for table in disclosure.projects[1:])
    assert full_message(disclosure, one).endswith("相同的有第 2—17 个项目。")


STEP = st.tuples(st.sampled_from(["name", "rows", "projects"]), *[st.integers(0, 9)] * 3)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, max_size=12))
def test_after_any_edits_it_is_what_a_fresh_run_says(
    steps: list[tuple[str, int, int, int]],
) -> None:
    disclosure = several(4)
    checker = Checker(disclosure, HEBEI)
    for kind, which, row, number in steps:
        table = disclosure.projects[which % len(disclosure.projects)]
        if kind == "name" and table.indicators:
            text = [BROKEN, f"{BROKEN}{number % 2}", "养护里程"][number % 3]
            ref = name_of(table, row % len(table.indicators))
            change = SetCells("", [(ref, text)]).apply(disclosure)
        elif kind == "rows":
            rows = list(reversed(table.indicators))[number % 2 :]
            change = SetIndicators("", table.id, rows).apply(disclosure)
        else:
            projects = list(reversed(disclosure.projects))[number % 2 :] or disclosure.projects
            change = SetProjects("", projects).apply(disclosure)
        before = set(broken(checker.findings()))
        delta = checker.changed(change)
        now = broken(checker.findings())
        assert now == broken(check(disclosure, HEBEI))
        assert before - {*delta.gone} | {*broken(delta.new)} == set(now)

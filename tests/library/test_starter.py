from __future__ import annotations

from collections import Counter

import pytest

from library.levels import find_place
from library.starter import COMMON, StarterEntry, load_starter
from model.checks import Severity, check
from model.checks.base import right
from model.checks.samples import sound
from model.document.disclosure import Indicator
from model.layout import Layout
from model.quantities.values import parse_value

STARTER = load_starter()
KINDS = [kind.name for kind in STARTER.kinds]


def entries_of(kind: str) -> list[StarterEntry]:
    return [entry for entry in STARTER.entries if entry.kind == kind]


def test_there_are_enough_of_them_over_many_kinds_of_work() -> None:
    assert len(STARTER.entries) >= 140
    assert len(KINDS) >= 20
    assert min(len(entries_of(kind)) for kind in KINDS) >= 8


def test_each_is_whole_and_there_once() -> None:
    for entry in STARTER.entries:
        assert all((entry.name, entry.description, entry.value, entry.basis)), entry
    names = Counter((entry.level2, entry.name) for entry in STARTER.entries)
    assert not [name for name, times in names.items() if times > 1]


def test_the_forms_know_their_levels(hebei: Layout) -> None:
    assert {
        entry.level2
        for entry in STARTER.entries
        if find_place(hebei, entry.level1, entry.level2) is None
    } == set()


def test_every_level_2_has_some() -> None:
    held = Counter(entry.level2 for entry in STARTER.entries)
    assert len(held) == 9
    assert min(held.values()) >= 5


@pytest.mark.parametrize("kind", KINDS)
def test_they_are_sound(kind: str, hebei: Layout) -> None:
    disclosure = sound(right())
    disclosure.projects[0].indicators += [
        Indicator(
            *(entry.level1, entry.level2, entry.name, entry.description, entry.value, entry.basis)
        )
        for entry in entries_of(kind)
    ]
    findings = check(disclosure, hebei)
    assert [one.message for one in findings if one.severity is not Severity.HINT] == []


def test_most_values_are_numbers_with_an_operator_and_a_unit() -> None:
    values = [parse_value(entry.value) for entry in STARTER.entries]
    numbers = [value for value in values if value.kind == "number"]
    assert len(numbers) > len(values) * 0.8
    assert all(value.unit for value in numbers)
    assert {value.standard_operator for value in numbers} <= {"≥", "≤", "＝", ""}


def test_a_project_is_of_the_kinds_its_name_says() -> None:
    first, *_ = STARTER.kinds_of("2024年科普大篷车运行经费", "")
    assert (first.kind, first.word, first.in_name) == ("科普", "科普", True)
    (other,) = STARTER.kinds_of("专项经费", "举办档案管理人员学习，编修年鉴")
    assert (other.kind, other.in_name) == ("档案史志", False)
    assert STARTER.kinds_of("其他经费", "") == []
    assert COMMON in KINDS

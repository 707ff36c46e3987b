"""On sound tables of forty fields the checks raise no error, and hardly a warning."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from model.checks import Severity, check
from model.checks.base import Example
from model.checks.samples import sound
from model.document.disclosure import Disclosure, Indicator, TargetTable, Unit
from model.layout import Layout
from tests.model.checks.sound_tables import TABLES
from tests.model.checks.sound_tables_more import MORE_TABLES
from tests.model.checks.sound_tables_third import THIRD_TABLES

_LEVEL1 = {
    "数量指标": "产出指标",
    "质量指标": "产出指标",
    "时效指标": "产出指标",
    "成本指标": "产出指标",
    "服务对象满意度指标": "满意度指标",
}


def tables() -> Iterator[TargetTable]:
    for number, block in enumerate((TABLES + MORE_TABLES + THIRD_TABLES).split("# ")[1:]):
        head, purpose, goals, *rows = block.strip().split("\n")
        name, budget = head.split("|")
        indicators = []
        for row in rows:
            level2, called, said, value, basis = row.split("|")
            level1 = _LEVEL1.get(level2, "效益指标")
            indicators.append(Indicator(level1, level2, called, said, value, basis))
        yield TargetTable(
            Unit("405001", "望澜县本级"),
            f"13990024{number:02d}K7QW2MZP4RT",
            name,
            budget,
            budget,
            "0",
            purpose,
            ["20.00%", "50.00%", "80.00%", "100.00%"],
            goals.replace("⏎", "\n"),
            indicators,
        )


def disclosure_of(table: TargetTable) -> Disclosure:
    disclosure = sound(Example(cells={}))
    disclosure.projects = [table]
    return disclosure


ALL = list(tables())


def test_there_are_forty_of_them() -> None:
    assert len({table.name for table in ALL}) == len(ALL) == 40


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_a_sound_table_raises_neither_error_nor_warning(table: TargetTable, hebei: Layout) -> None:
    findings = check(disclosure_of(table), hebei)
    assert [one for one in findings if one.severity != Severity.HINT] == []


def test_all_of_them_in_one_disclosure(hebei: Layout) -> None:
    disclosure = sound(Example(cells={}))
    disclosure.projects = list(tables())
    findings = check(disclosure, hebei)
    assert [one for one in findings if one.severity != Severity.HINT] == []

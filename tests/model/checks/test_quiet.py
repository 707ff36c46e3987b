"""On sound indicators and texts of many kinds of work the checks are silent."""

from __future__ import annotations

import pytest

from model.checks import Severity, check
from model.checks.base import Example
from model.checks.samples import sound
from model.document.disclosure import Disclosure, Indicator
from model.layout import Layout
from tests.model.checks.sound_rows import GOALS, PURPOSES, ROWS
from tests.model.checks.sound_rows_more import MORE_ROWS

_LEVEL1 = {
    "数量指标": "产出指标",
    "质量指标": "产出指标",
    "时效指标": "产出指标",
    "成本指标": "产出指标",
    "服务对象满意度指标": "满意度指标",
}


def alarms(disclosure: Disclosure, layout: Layout) -> list[str]:
    return [
        f"{finding.code} {finding.message}"
        for finding in check(disclosure, layout)
        if finding.severity != Severity.HINT
    ]


@pytest.mark.parametrize("row", f"{ROWS}\n{MORE_ROWS}".split("\n"))
def test_a_sound_indicator_raises_nothing(row: str, hebei: Layout) -> None:
    level2, name, description, value, basis = row.split("|")
    disclosure = sound(Example(cells={}))
    table = disclosure.projects[0]
    table.purpose = "用于项目各项支出。"
    table.budget = table.fiscal = "930.00"
    item = Indicator(_LEVEL1.get(level2, "效益指标"), level2, name, description, value, basis)
    table.indicators = [one for one in table.indicators if one.level2 != level2] + [item]
    assert alarms(disclosure, hebei) == []


@pytest.mark.parametrize("text", PURPOSES)
def test_a_sound_purpose_raises_nothing(text: str, hebei: Layout) -> None:
    disclosure = sound(Example(cells={}))
    disclosure.projects[0].purpose = text
    assert alarms(disclosure, hebei) == []


@pytest.mark.parametrize("text", GOALS)
def test_sound_goals_raise_nothing(text: str, hebei: Layout) -> None:
    disclosure = sound(Example(cells={}))
    disclosure.projects[0].goals = text
    # the indicators are those of another project: what compares them has much to say
    compared = ("D17", "D18", "D26", "D30")
    assert [one for one in check(disclosure, hebei) if one.code not in compared] == []

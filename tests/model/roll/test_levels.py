"""Levels of one form become those of another; only the layouts say how."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.document.disclosure import Indicator
from model.layout import Layout, load_layouts
from model.roll.levels import map_levels

Levels = list[tuple[str, str]]


def items(levels: Levels) -> list[Indicator]:
    return [Indicator(one, two, name=f"{number}") for number, (one, two) in enumerate(levels)]


def mapped(levels: Levels, source: Layout, target: Layout) -> tuple[Levels, list[str]]:
    made, moved = map_levels(items(levels), source, target)
    return [(one.level1, one.level2) for one in made], [
        f"{one.name}:{'/'.join(one.after)}" for one in moved
    ]


def test_costs_become_a_level_1(hebei: Layout, national: Layout) -> None:
    levels = [
        ("产出指标", "数量指标"),
        ("产出指标", "成本指标"),
        ("效益指标", "社会效益指标"),
        ("满意度指标", "服务对象满意度指标"),
    ]
    made, moved = mapped(levels, hebei, national)
    assert made == [("成本指标", "经济成本指标"), levels[0], *levels[2:]]
    assert moved == ["1:成本指标/经济成本指标"]


def test_and_go_back_under_the_outputs(hebei: Layout, national: Layout) -> None:
    levels = [("成本指标", "社会成本指标"), ("成本指标", "经济成本指标"), ("产出指标", "数量指标")]
    made, moved = mapped(levels, national, hebei)
    assert made == [("产出指标", "数量指标"), *[("产出指标", "成本指标")] * 2]
    assert moved == ["0:产出指标/成本指标", "1:产出指标/成本指标"]


@pytest.mark.parametrize(
    ("written", "after"),
    [
        (("产出指标", "成本"), ("成本指标", "经济成本指标")),
        (("产 出 指 标", "成本指标"), ("成本指标", "经济成本指标")),
        # the old form knows 效果指标 as another word for 效益指标, the new one does not
        (("效果指标", "社会效益指标"), ("效益指标", "社会效益指标")),
        # known to both, in whatever words: stays as it is written
        (("产出", "数量"), ("产出", "数量")),
    ],
)
def test_levels_are_known_by_any_wording(
    hebei: Layout, national: Layout, written: tuple[str, str], after: tuple[str, str]
) -> None:
    assert mapped([written], hebei, national)[0] == [after]


def test_what_no_form_knows_stays_and_is_named(hebei: Layout, national: Layout) -> None:
    levels = [
        ("产出指标", "数量指标"),
        ("产出指标", "特色指标"),
        ("产出指标", "成本指标"),
        ("", ""),
        ("奇怪", "更怪"),
    ]
    made, moved = mapped(levels, hebei, national)
    assert made[0] == ("成本指标", "经济成本指标")
    assert sorted(made[1:]) == sorted([levels[0], levels[1], levels[3], levels[4]])
    assert moved == ["1:/", "2:成本指标/经济成本指标", "4:/"]


def test_where_nothing_moves_the_order_stays(hebei: Layout, national: Layout) -> None:
    levels = [("效益指标", "社会效益指标"), ("产出指标", "数量指标")]
    assert mapped(levels, hebei, national) == (levels, [])


def test_levels_of_a_form_before_are_known_though_neither_form_has_them(national: Layout) -> None:
    shanghai = load_layouts(Path(__file__).parents[2] / "data")["shanghai-split"]
    levels = [("产出指标", "成本指标"), ("产出指标", "特色指标")]
    made, moved = mapped(levels, shanghai, national)
    assert made == [("成本指标", "经济成本指标"), ("产出指标", "特色指标")]
    assert moved == ["0:成本指标/经济成本指标", "1:/"]

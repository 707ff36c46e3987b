"""Which projects numbers, ranges, codes and names mean."""

from __future__ import annotations

import pytest

from model.document.disclosure import TargetTable
from model.roll.choosing import ChoiceError, chosen_projects

TABLES = [
    TargetTable(code="130900240A1", name="河道清淤经费", id="1"),
    TargetTable(code="130900240A2", name="水文站运行费", id="2"),
    TargetTable(code="130900240A3", name="桥梁、涵洞维修", id="3"),
    TargetTable(code="130900240A4", name="2024年防汛物资", id="4"),
    TargetTable(code="", name="河道清淤经费", id="5"),
]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["1"], "1"),
        (["1,3-4"], "134"),
        (["1，3—5"], "1345"),
        (["2", "4"], "24"),
        (["130900240A2"], "2"),
        (["水文站"], "2"),
        (["桥梁、涵洞维修"], "3"),
        (["2024年防汛物资、2"], "24"),
        # two projects of one name are both meant
        (["河道清淤经费"], "15"),
    ],
)
def test_words(words: list[str], ids: str) -> None:
    assert chosen_projects(words, TABLES) == frozenset(ids)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["9"], "没有第 9 个项目"),
        (["4-2"], "没有第 4-2 个项目"),
        (["0"], "没有第 0 个项目"),
        (["经费管理"], "没有“经费管理”这个项目"),
        (["清淤"], "不止一个"),
        ([" , "], "没有选中"),
    ],
)
def test_words_that_mean_nothing(words: list[str], said: str) -> None:
    with pytest.raises(ChoiceError, match=said):
        chosen_projects(words, TABLES)

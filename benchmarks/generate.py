"""Made-up target tables, the same for every measurement of a size."""

from __future__ import annotations

import random

from model.document.disclosure import (
    Department,
    Disclosure,
    Indicator,
    ItemisedGoal,
    Safeguard,
    TargetTable,
    Unit,
)
from model.layout import Layout

WORDS = (  # noqa: SIM905 - a list of as many strings is harder to read
    "道路养护、河道清淤、校舍维修、图书采购、设备更新、人员培训、宣传活动、系统运维、应急演练、"
    "环境监测、完成、提升、保障、支持、推进、覆盖、服务、管理、质量、水平、群众、单位、项目、资金"
).split("、")
LEVELS = (
    ("产出指标", "数量指标", "≥{n}个"),
    ("产出指标", "数量指标", "{n}～{m}场"),
    ("产出指标", "质量指标", "≥{p}%"),
    ("产出指标", "时效指标", "2024年{k}月底前"),
    ("产出指标", "成本指标", "≤{n}.50万元"),
    ("效益指标", "社会效益指标", "≥{n}人次"),
    ("效益指标", "可持续影响指标", "逐步提升"),
    ("满意度指标", "服务对象满意度指标", "≥{p}%"),
)


def sentence(chance: random.Random, length: int) -> str:
    """Return a text of about so many characters."""
    text = ""
    while len(text) < length:
        text += chance.choice(WORDS)
    return text[:length]


def make_table(number: int, chance: random.Random) -> TargetTable:
    """Return one target table of some 600 characters, 18 rows as printed."""
    budget = f"{chance.randint(500, 99999) / 100:.2f}"
    indicators = []
    for level1, level2, pattern in LEVELS:
        n = chance.randint(2, 900)
        value = pattern.format(n=n, m=n + 5, p=chance.randint(80, 99), k=chance.randint(1, 12))
        indicators.append(
            Indicator(
                level1,
                level2,
                sentence(chance, 8),
                sentence(chance, 22),
                value,
                f"云财〔2023〕{number % 300 + 1}号",
            )
        )
    return TargetTable(
        Unit("405001", "云岭市水务局本级"),
        f"1309002{number:014d}",
        f"{sentence(chance, 8)}{number}",
        budget,
        budget,
        "0",
        f"项目资金{budget}万元，用于{sentence(chance, 90)}。",
        ["25.00%", "50.00%", "75.00%", "100.00%"],
        f"1.{sentence(chance, 60)}。\n2.{sentence(chance, 60)}。",
        indicators,
    )


def make_disclosure(tables: int, layout: Layout) -> Disclosure:
    """Return a department with so many projects."""
    chance = random.Random(20210101)
    return Disclosure(
        2024,
        Department("405", "云岭市水务局"),
        sentence(chance, 300),
        [ItemisedGoal(sentence(chance, 12), sentence(chance, 90), sentence(chance, 120))] * 5,
        [Safeguard(sentence(chance, 12), sentence(chance, 200))] * 4,
        [make_table(number, chance) for number in range(1, tables + 1)],
        layout.id,
    )

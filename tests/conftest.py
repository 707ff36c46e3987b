"""What every test may use: the layouts, a small disclosure, the real text where it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from model.document.disclosure import (
    Department,
    Disclosure,
    Indicator,
    ItemisedGoal,
    Safeguard,
    TargetTable,
    Unit,
)
from model.layout import Layout, load_layouts

ROOT = Path(__file__).resolve().parent.parent
REAL_TEXT = ROOT.parent / "shared" / "data" / "baoding-kexie-2021.txt"
EXAMPLES = ROOT / "assets" / "examples"

# a run of CI must not depend on luck; at a desk every run tries something new
settings.register_profile(
    "jibiao",
    deadline=None,
    max_examples=50,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("jibiao")


@pytest.fixture(scope="session")
def layouts() -> dict[str, Layout]:
    return load_layouts()


@pytest.fixture
def hebei(layouts: dict[str, Layout]) -> Layout:
    return layouts["hebei-2021"]


@pytest.fixture
def national(layouts: dict[str, Layout]) -> Layout:
    return layouts["national-2021"]


@pytest.fixture
def real_text() -> Path:
    if not REAL_TEXT.is_file():
        pytest.skip("the real disclosure is not on this machine")
    return REAL_TEXT


@pytest.fixture
def disclosure() -> Disclosure:
    return small_disclosure()


def small_disclosure() -> Disclosure:
    """Return a department with two projects, several level 3 under one level 2."""
    first = TargetTable(
        Unit("405001", "云岭市水务局本级"),
        "130900240A1B2C3D4E5F6",
        "清水河河道清淤经费",
        "186.50",
        "180.00",
        "6.50",
        "用于清水河城区段12.5公里清淤，含R&D监测费<3万元>",
        ["20.00%", "50.00%", "80.00%", "100.00%"],
        "1.完成城区段清淤。\n2.汛期前恢复行洪断面。",
        [
            Indicator(
                "产出指标", "数量指标", "清淤长度", "城区段清淤的长度", "≥12.5公里", "实施方案"
            ),
            Indicator("产出指标", "数量指标", "清淤土方", "清出的土方", "3～5万立方米", "设计文件"),
            Indicator(
                "产出指标", "质量指标", "验收合格率", "合格段数占比", "≥95%", "云水发〔2023〕12号"
            ),
            Indicator(
                "产出指标", "时效指标", "完工时间", "全部完工的时间", "2024年9月底前", "合同"
            ),
            Indicator(
                "产出指标", "成本指标", "每公里造价", "平均造价", "≤14.92万元/公里", "概算批复"
            ),
            Indicator("效益指标", "生态效益指标", "水质", "断面水质类别", "Ⅲ类及以上", "监测报告"),
            Indicator(
                "满意度指标", "服务对象满意度指标", "居民满意度", "沿岸居民", "≥90%", "问卷调查"
            ),
        ],
    )
    second = TargetTable(
        Unit("405002", "云岭市水文站"),
        "130900240A1B2C3D4E5F7",
        "水文站点运行费",
        "30.00",
        "30.00",
        "0",
        "十二处站点运行",
        ["", "", "", ""],
        "=1+1 的站点都要运行",
        [Indicator("产出指标", "数量指标", "站点", "运行站点", "＝12处", "")],
    )
    return Disclosure(
        2024,
        Department("405", "云岭市水务局"),
        "围绕河湖长制开展工作。\n\n保障城乡供水。",
        [
            ItemisedGoal("河道治理", "河畅水清", "1.清淤12.5公里。\n2.补植岸线。"),
            ItemisedGoal("水文监测", "测得到", "站点12处"),
        ],
        [Safeguard("加强领导", "成立专班。\n按月调度。"), Safeguard("严格管理", "专款专用。")],
        [first, second],
        "hebei-2021",
    )

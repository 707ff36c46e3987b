"""D 指标: names and descriptions against each other and against the value."""

from __future__ import annotations

from collections.abc import Iterator

from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.view import Context, IndicatorView, TableView
from model.checks.wording import only_repeats, unfilled


@make_check(
    "D06",
    Severity.WARNING,
    "描述只是重复指标名称",
    scope="indicator",
    reason="描述要说清指标指什么、怎么算、从哪里取数，与名称一字不差等于没有描述",
    source="cy88",
    reads="indicator.name indicator.description",
    wrong=[
        wrong(
            {"数量指标.name": "修补里程", "数量指标.description": "修补里程"},
            ["数量指标.description"],
        ),
        wrong(
            {"数量指标.name": "修补里程", "数量指标.description": "反映修补里程情况。"},
            ["数量指标.description"],
        ),
        wrong(
            {"数量指标.name": "修补里程", "数量指标.description": "本项目完成的修补里程"},
            ["数量指标.description"],
        ),
        wrong(
            {"数量指标.name": "修补里程", "数量指标.description": "修补里程（公里）"},
            ["数量指标.description"],
        ),
        wrong(
            {"数量指标.name": "培训人数", "数量指标.description": "培训的人数。"},
            ["数量指标.description"],
        ),
        wrong(
            {"数量指标.name": "修补坑槽", "数量指标.description": "修补坑槽的数量"},
            ["数量指标.description"],
        ),
    ],
    right=[
        right({"数量指标.name": "修补里程", "数量指标.description": "完成路面修补的乡道里程"}),
        right(
            {"质量指标.name": "合格率", "质量指标.description": "合格率=验收合格的里程÷修补总里程"}
        ),
        right(
            {"数量指标.name": "修补里程", "数量指标.description": "修补里程"},
            layout="national-2021",
            note="这个表样没有描述一栏",
        ),
    ],
)
def d06(item: IndicatorView, context: Context) -> Fault | None:
    """The description only repeats the name."""
    if "description" not in context.form.columns:
        return None
    if not only_repeats(item.indicator.description, item.indicator.name):
        return None
    if unfilled(item.indicator.description):
        return None
    return Fault(
        item.ref("description"),
        f"描述与指标名称“{item.indicator.name.strip()}”相同，没有说明。",
        others=(item.ref("name"),),
    )


@make_check(
    "D07",
    Severity.ERROR,
    "同一项目有重名的指标",
    scope="table",
    reason="重名的指标分不清谁是谁，系统汇总时会互相覆盖",
    source="habit_wording",
    reads="indicator.name",
    wrong=[
        wrong(
            {"数量指标.name": "修补里程", "社会效益指标.name": "修补里程"}, ["社会效益指标.name"]
        ),
        wrong({"数量指标.name": "任务完成率 ", "时效指标.name": "任务完成率"}, ["时效指标.name"]),
    ],
    right=[
        right({"数量指标.name": "修补里程", "社会效益指标.name": "受益里程"}),
        right({"数量指标.name": "", "质量指标.name": ""}, note="没有填写由 A04 指出"),
    ],
)
def d07(view: TableView, context: Context) -> Iterator[Fault]:
    """Two indicators of one project have the same name."""
    first: dict[str, IndicatorView] = {}
    for item in view.indicators:
        name = "".join(item.indicator.name.split())
        if not name:
            continue
        if name in first:
            yield Fault(
                item.ref("name"),
                f"“{item.indicator.name.strip()}”与前面的指标重名。",
                others=(first[name].ref("name"),),
            )
        first.setdefault(name, item)

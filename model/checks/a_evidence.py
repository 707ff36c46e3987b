"""A 完整性: how many indicators there are, and how many of them are counted."""

from __future__ import annotations

from collections.abc import Iterator

from model.checks.base import Fault, Number, Severity, make_check, right, wrong
from model.checks.names import BLOCK
from model.checks.view import Context, TableView


@make_check(
    "A07",
    Severity.HINT,
    "指标太少，或定量的太少",
    scope="table",
    reason="有的地方规定每个项目至少几个指标、定量指标占多大比例；默认不查，由本地规则打开",
    source="form",
    reads="indicator.value indicator.level1 indicator.level2",
    numbers={
        "least": Number(7, "每个项目至少几个指标"),
        "output": Number(4, "产出指标至少几个"),
        "share": Number(60, "定量指标至少占百分之几"),
    },
    on=False,
    wrong=[
        wrong({"社会效益指标": None}, [BLOCK]),
        wrong(
            {"数量指标.value": "较多", "质量指标.value": "优", "成本指标.value": "不超预算"},
            [BLOCK],
        ),
    ],
    right=[right(), right({"社会效益指标": None}, numbers={"A07.least": 5})],
)
def a07(view: TableView, context: Context) -> Iterator[Fault]:
    """Too few indicators, or too few of them with a number."""
    rows = view.indicators
    if not rows:
        return
    what = []
    least, output = context.number("A07", "least"), context.number("A07", "output")
    if len(rows) < least:
        what.append(f"只有 {len(rows)} 个指标，至少要 {least} 个")
    outputs = sum("产出" in one.indicator.level1 for one in rows)
    if outputs < output:
        what.append(f"产出指标只有 {outputs} 个，至少要 {output} 个")
    counted = sum(one.value.kind != "words" for one in rows)
    share = context.number("A07", "share")
    if counted * 100 < share * len(rows):
        what.append(f"定量指标 {counted} 个，不到百分之 {share}")
    if what:
        yield Fault(view.ref(BLOCK), f"{'；'.join(what)}。")

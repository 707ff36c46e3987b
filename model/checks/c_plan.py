"""C 支出计划: cumulative percents that rise to 100 at the year's end."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate

from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.names import field_name
from model.checks.view import Context, TableView
from model.quantities.amounts import decimals_of, format_number, percent_value

_SOURCE = "form zf34"


def _percents(view: TableView) -> list[tuple[str, str, Decimal | None]]:
    """Return (field, text, percent) of each date; no percent where it is none from 0 to 100."""
    dates = []
    for name in view.form.plan:
        text = view.text(name)
        percent = percent_value(text)
        if percent is not None and not 0 <= percent <= 100:
            percent = None
        dates.append((name, text, percent))
    return dates


def _meant(dates: list[tuple[str, str, Decimal | None]]) -> str:
    """Return what a plan says that was not filled in cumulative percents; empty for one that was.

    Fractions (0.2, 0.5, 0.8, 1.0) and what is spent between the dates (25, 25, 25, 25) cannot be
    mended date by date; the clerk is told what they come to.
    """
    percents = [percent for _, _, percent in dates if percent is not None]
    if len(percents) != len(dates) or len(dates) < 2:
        return ""
    signs = any(text.strip().endswith(("%", "％")) for _, text, _ in dates)
    if percents[-1] == 1 and max(percents) <= 1 and not signs:
        told = "、".join(f"{format_number((one * 100).normalize())}%" for one in percents)
        return f"看上去是按小数填的，写成百分比是 {told}。"
    if percents[-1] < 100 and sum(percents) == 100:
        sums = accumulate(percents)
        told = "、".join(f"{format_number(one.normalize())}%" for one in sums)
        return f"看上去是各段分别支出的比例，累计应是 {told}。"
    return ""


@make_check(
    "C01",
    Severity.ERROR,
    "累计支出百分比下降",
    scope="table",
    reason="支出计划是累计数，后面的不会比前面的小",
    source=_SOURCE,
    reads="plan",
    wrong=[
        wrong({"plan.1": "20.00%"}, ["plan.1"]),
        wrong({"plan.0": "70.00%"}, ["plan.1"]),
        wrong({"plan.1": "", "plan.2": "25%"}, ["plan.2"]),
    ],
    right=[
        right({"plan.1": "30.00%", "plan.2": "30.00%"}, note="相等表示这一段没有支出"),
        right({"plan.0": "100.00%", "plan.1": "100%", "plan.2": "100.00%"}),
        right(
            {"plan.0": "40", "plan.1": "30", "plan.2": "20", "plan.3": "10"},
            note="各段的比例由 C02 指出",
        ),
    ],
)
def c01(view: TableView, context: Context) -> Iterator[Fault]:
    """The cumulative percents fall."""
    if _meant(_percents(view)):
        return
    before: tuple[str, Decimal] | None = None
    for name, text, percent in _percents(view):
        if percent is None:
            continue
        if before is not None and percent < before[1]:
            earlier = field_name(view.form.layout, before[0])
            yield Fault(
                view.ref(name),
                f"累计到 {text.strip()}，反而小于“{earlier}”的 {before[1]}%。",
                others=(view.ref(before[0]),),
            )
        before = (name, percent)


@make_check(
    "C02",
    Severity.ERROR,
    "年底没有支出到 100%",
    scope="table",
    reason="预算当年安排当年用，年底的累计支出应是 100%；前面已到 100% 的，后面也是 100%",
    source=_SOURCE,
    reads="plan",
    mends="填为 100%（前面已到 100% 而空着的格可以放心改，其他的请先看一看）",
    wrong=[
        wrong({"plan.3": "95.00%"}, {"plan.3": "100.00%"}),
        wrong({"plan.2": "100.00%", "plan.3": ""}, {"plan.3": "100.00%"}),
        wrong(
            {"plan.0": "0.2", "plan.1": "0.5", "plan.2": "0.8", "plan.3": "1.0"},
            ["plan.3"],
            note="按小数填的，不知道每格要怎么写",
        ),
        wrong(
            {"plan.0": "25%", "plan.1": "25%", "plan.2": "25%", "plan.3": "25%"},
            ["plan.3"],
            note="各段的比例，不是累计",
        ),
        wrong({"plan.1": "100%", "plan.2": "", "plan.3": ""}, {"plan.2": "100%", "plan.3": "100%"}),
    ],
    right=[
        right(),
        right({"plan.0": "", "plan.1": "", "plan.2": "", "plan.3": ""}, note="全空由 A02 指出"),
        right({"plan.3": ""}, note="没有填由 A02 指出"),
        right({"plan.3": "120.00%"}, note="超过 100% 由 C03 指出"),
    ],
)
def c02(view: TableView, context: Context) -> Iterator[Fault]:
    """The year's end is not 100%, or what follows 100% is blank."""
    dates = _percents(view)
    if meant := _meant(dates):
        yield Fault(view.ref(dates[-1][0]), f"年底累计支出是 {dates[-1][1].strip()}；{meant}")
        return
    full = ""
    for name, text, percent in dates:
        if full and not text.strip():
            yield Fault(view.ref(name), "前面已经支出到 100%，这一格却空着。", full)
        if percent == 100:
            full = full or text.strip()
    if not dates:
        return
    name, text, percent = dates[-1]
    if percent is not None and percent != 100:
        fix = "100" + ("." + "0" * places if (places := decimals_of(percent)) else "")
        fix += "%" if text.strip().endswith(("%", "％")) else ""
        yield Fault(view.ref(name), f"年底累计支出是 {text.strip()}，应为 100%。", fix, safe=False)


@make_check(
    "C03",
    Severity.ERROR,
    "支出百分比不对",
    scope="table",
    reason="累计支出百分比只能是 0 到 100 之间的数",
    source=_SOURCE,
    reads="plan",
    wrong=[
        wrong({"plan.1": "160.00%"}, ["plan.1"]),
        wrong({"plan.0": "-5%", "plan.2": "大部分"}, ["plan.0", "plan.2"]),
    ],
    right=[right(), right({"plan.0": "0", "plan.1": "33.5％", "plan.2": ""})],
)
def c03(view: TableView, context: Context) -> Iterator[Fault]:
    """A percent is out of range or no number."""
    for name, text, percent in _percents(view):
        if text.strip() and percent is None:
            what = "不是数字" if percent_value(text) is None else "不在 0 到 100 之间"
            yield Fault(view.ref(name), f"“{field_name(view.form.layout, name)}”{what}。")


_FEWEST = 3


@make_check(
    "C04",
    Severity.HINT,
    "前面一分钱不支出，都留到年底",
    scope="table",
    reason="钱都留到最后支出，审核人会问为什么不早做、年底会不会突击花钱",
    source=_SOURCE,
    reads="plan",
    wrong=[wrong({"plan.0": "0.00%", "plan.1": "0%", "plan.2": "0"}, ["plan.3"])],
    right=[
        right({"plan.0": "0.00%", "plan.1": "0.00%", "plan.2": "60.00%"}),
        right({"plan.0": "", "plan.1": "", "plan.2": ""}, note="没有填由 A02 指出"),
    ],
)
def c04(view: TableView, context: Context) -> Iterator[Fault]:
    """Nothing is spent before the last date of the plan."""
    plan = _percents(view)
    if len(plan) < _FEWEST or plan[-1][2] != 100:
        return
    if all(percent == 0 for _, _, percent in plan[:-1]):
        message = "前面各期都是 0，全部资金留到最后一期支出。"
        others = tuple(view.ref(name) for name, _, _ in plan[:-1])
        yield Fault(view.ref(plan[-1][0]), message, others=others)

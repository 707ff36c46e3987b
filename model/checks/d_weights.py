"""D 指标: the points of the indicators, each and in sum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model.checks.base import Fault, Number, Severity, make_check, right, wrong
from model.checks.names import BLOCK, column_name, shortened
from model.checks.view import Context, Form, TableView, kind_of
from model.document.disclosure import Indicator
from model.quantities.amounts import decimals_of, format_number, is_number

WEIGHT = "weight"
_READS = "text indicator.level1 indicator.level2"
_SIGN = re.compile("[分%％]$")
_POINTS = re.compile(r"[（(]\s*+(\d{1,3}(?:\.\d+)?)\s*+分?\s*+[)）]")
_NATIONAL = "national-2021"
_HELD = {
    "经济成本指标": "10",
    "数量指标": "20",
    "质量指标": "10",
    "时效指标": "10",
    "社会效益指标": "10",
    "可持续影响指标": "20",
    "服务对象满意度指标": "10",
}


def weight_of(item: Indicator) -> Decimal | None:
    """Return an indicator's points, or None where they are no number: ``10``, ``10分``, ``10%``."""
    text = _SIGN.sub("", item.extra.get(WEIGHT, "").strip())
    return Decimal(text) if is_number(text) else None


def points_in(head: str) -> Decimal | None:
    """Return the points a head names: 产出指标（50分）."""
    match = _POINTS.search(head)
    return Decimal(match[1]) if match else None


def asked_totals(form: Form, asked: int) -> set[Decimal]:
    """Return the sums of points that are right: a profile's, or the form's and 100."""
    return {Decimal(asked)} if asked else {form_total(form) or Decimal(90), Decimal(100)}


def form_total(form: Form) -> Decimal | None:
    """Return the sum the head of the form's own column names: 分值权重（90）."""
    return points_in(column_name(form.layout, WEIGHT))


@make_check(
    "D12",
    Severity.ERROR,
    "分值权重写法不对",
    scope="table",
    reason="分值要是大于 0、最多两位小数的数，总分之内，年底才算得出得分",
    source="form cy10",
    reads=_READS,
    numbers={"most": Number(100, "一个指标的分值最多是多少")},
    wrong=[
        wrong({"数量指标.weight": "abc"}, ["数量指标.weight"], layout=_NATIONAL),
        wrong({"数量指标.weight": "-3"}, ["数量指标.weight"], layout=_NATIONAL),
        wrong({"数量指标.weight": "0"}, ["数量指标.weight"], layout=_NATIONAL),
        wrong({"数量指标.weight": "999"}, ["数量指标.weight"], layout=_NATIONAL),
        wrong({"数量指标.weight": "20.125"}, ["数量指标.weight"], layout=_NATIONAL),
    ],
    right=[
        right(layout=_NATIONAL),
        right({"数量指标.weight": "20分"}, layout=_NATIONAL),
        right({"数量指标.weight": ""}, layout=_NATIONAL, note="没有填由 A04 指出"),
    ],
)
def d12(view: TableView, context: Context) -> Iterator[Fault]:
    """Points that are no number, not above 0, too many, or have more than two decimals."""
    if WEIGHT not in view.form.columns:
        return
    most = min(Decimal(context.number("D12", "most")), form_total(view.form) or Decimal(1000))
    for one in view.indicators:
        text = one.indicator.extra.get(WEIGHT, "").strip()
        if not text:
            continue
        weight = weight_of(one.indicator)
        what = ""
        if weight is None:
            what = "不是数字"
        elif weight <= 0:
            what = "应大于 0"
        elif weight > most:
            what = f"超过了总分 {format_number(most)}"
        elif decimals_of(weight) > 2:
            what = "多于两位小数"
        if what:
            message = f"“{shortened(one.indicator.name)}”的分值“{shortened(text)}”{what}。"
            yield Fault(one.ref(WEIGHT), message)


_LEVELS = {"cost": "成本", "output": "产出", "benefit": "效益", "satisfaction": "满意度"}


@make_check(
    "D13",
    Severity.ERROR,
    "分值权重合计不对",
    scope="table",
    reason="各指标分值之和要等于总分，写了小计的，小计也要等于各行之和",
    source="form cy10",
    reads=_READS,
    numbers={
        "total": Number(0, "分值合计应是多少；0 表示按表样（没有写明的是 90 或 100）"),
        "cost": Number(0, "成本指标的分值合计；0 表示不查"),
        "output": Number(0, "产出指标的分值合计；0 表示不查"),
        "benefit": Number(0, "效益指标的分值合计；0 表示不查"),
        "satisfaction": Number(0, "满意度指标的分值合计；0 表示不查"),
    },
    wrong=[
        wrong({"数量指标.weight": "50"}, [BLOCK], layout=_NATIONAL),
        wrong(
            {**{name + ".weight": text for name, text in _HELD.items()}, "数量指标.weight": "15"},
            [BLOCK],
            layout=_NATIONAL,
        ),
        wrong({}, [BLOCK], layout=_NATIONAL, numbers={"D13.total": 80}),
        wrong({}, [BLOCK], layout=_NATIONAL, numbers={"D13.output": 50}),
        wrong({"数量指标.level1": "产出指标（30分）"}, [BLOCK], layout=_NATIONAL),
    ],
    right=[
        right(layout=_NATIONAL),
        right({"数量指标.weight": "30"}, layout=_NATIONAL, note="合计 100，含预算执行"),
        right({"数量指标.level1": "产出指标（40分）"}, layout=_NATIONAL),
        right({"数量指标.weight": "abc"}, layout=_NATIONAL, note="不是数字由 D12 指出"),
        right({"数量指标.weight": "999"}, layout=_NATIONAL, note="超过总分由 D12 指出"),
    ],
)
def d13(view: TableView, context: Context) -> Iterator[Fault]:
    """Sums of points against the form's, the profile's, and those in the heads of levels."""
    if WEIGHT not in view.form.columns or not view.table.indicators:
        return
    weights = [weight_of(item) for item in view.table.indicators]
    held = [weight for weight in weights if weight is not None and weight > 0]
    most = context.number("D12", "most")
    if len(held) != len(weights) or max(held) > min(most, form_total(view.form) or most):
        return  # D12 tells what is wrong
    wrong_sums = list(_wrong_sums(view, context, held))
    if wrong_sums:
        yield Fault(view.ref(BLOCK), f"分值{'；'.join(wrong_sums)}。")


def _wrong_sums(view: TableView, context: Context, weights: list[Decimal]) -> Iterator[str]:
    total = sum(weights, Decimal(0))
    right_sums = asked_totals(view.form, context.number("D13", "total"))
    if total not in right_sums:
        told = "或".join(format_number(one) for one in sorted(right_sums))
        yield f"合计是 {format_number(total)}，应为 {told}"
    sums: dict[str, Decimal] = {}
    heads: dict[str, Decimal] = {}
    kinds: dict[str, Decimal] = {}
    for item, weight in zip(view.table.indicators, weights, strict=True):
        head = _POINTS.sub("", item.level1).strip()
        sums[head] = sums.get(head, Decimal(0)) + weight
        kind = level_kind(item)
        kinds[kind] = kinds.get(kind, Decimal(0)) + weight
        stated = points_in(item.level1)
        if stated is not None:
            heads[head] = stated
    for head, stated in heads.items():
        if sums[head] != stated:
            yield f"里“{head}”写着 {stated} 分，各行相加是 {format_number(sums[head])}"
    for kind, name in _LEVELS.items():
        wanted = context.number("D13", kind)
        if wanted and kind in kinds and kinds[kind] != wanted:
            yield f"里{name}指标合计是 {format_number(kinds[kind])}，应为 {wanted}"


def level_kind(item: Indicator) -> str:
    """Return which of the four kinds of level 1 an indicator counts with."""
    own = kind_of(item.level1, "")
    if own in ("satisfaction", "cost", "benefit"):
        return own
    return "output"

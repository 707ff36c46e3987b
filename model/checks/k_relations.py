"""K01–K05: the figures of a whole disclosure against each other, by its publication."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from model.checks.base import Check, Example, Fault, Severity, make_check
from model.checks.samples_whole import right, wrong
from model.parts.amounts import Amount, refs_of
from model.parts.causes import Cause
from model.parts.formula import apart, figure, formula
from model.parts.relation import Relation
from model.parts.view import PartsView


def _faults(view: PartsView, kind: str) -> Iterator[Fault]:
    """Yield what broke relations of a kind; last year's figures are told apart."""
    for cause in view.causes:
        own = "standing" if cause.left_standing is not None else cause.relations[0].kind
        if own == kind:
            yield fault_of(view, cause)


def fault_of(view: PartsView, cause: Cause) -> Fault:
    """Return a cause as a fault: both places, both figures, and the mending if there is one."""
    amounts = [amount for relation in cause.relations for amount in relation.amounts]
    at = cause.amount or _first(cause.relations[0])
    others = tuple(ref for ref in refs_of(amounts) if ref != at.ref)
    fix = None
    if cause.amount is not None and cause.value is not None and cause.mendable:
        fix = cause.amount.amended(view.text(at.ref), cause.value, view.publication.decimals)
    severity = min((Severity(one.severity) for one in cause.relations), key=lambda one: one.rank)
    return Fault(at.ref, _message(cause, at), fix, True, severity, others)


def _first(relation: Relation) -> Amount:
    """Return the amount a relation is told at: the first that is written somewhere."""
    written = [one for one in relation.amounts if one.kind not in ("targets", "remembered")]
    return (written or relation.amounts)[0]


def _message(cause: Cause, at: Amount) -> str:
    said = "；".join(_said(relation) for relation in cause.relations)
    words = "".join(f"（{one.words}）" for one in cause.relations if one.words)
    return f"{said}{words}。{_to_do(cause, at)}"


def _to_do(cause: Cause, at: Amount) -> str:
    """Return which figure is wrong, or that they must be looked at."""
    if cause.amount is not None and cause.value is not None:
        now = figure_of(at)
        right = _figure(at, cause.value)
        if cause.left_standing is not None:
            return f"{at.title} {now} 是上年数，没有改成今年的 {right}。"
        if len(cause.relations) > 1 or cause.mendable:
            return f"写错的应是{at.title} {now}，按其他各数推算是 {right}，请核对后改正。"
    return "请对照原始数据核对这几处，改正写错的数。"


def figure_of(amount: Amount) -> str:
    """Return an amount's figure without the words of a change."""
    return _figure(amount, amount.value) if amount.value is not None else amount.text


def _figure(amount: Amount, value: Decimal) -> str:
    return figure(amount, abs(value) if amount.kind == "change" else value)


def _said(relation: Relation) -> str:
    return f"{relation.title}：{formula(relation)}，差 {apart(relation)}"


def _check(
    code: str,
    kind: str,
    title: str,
    reason: str,
    *,
    wrong: Sequence[Example],
    right: Sequence[Example],
    mends: str = "",
) -> Check:
    """Return the check that tells what broke relations of a kind."""

    def told(view: PartsView) -> Iterator[Fault]:
        yield from _faults(view, kind)

    return make_check(
        code,
        Severity.ERROR,
        title,
        scope="parts",
        reason=reason,
        source="gk143 habit_parts",
        reads="parts",
        wrong=wrong,
        right=right,
        mends=mends,
    )(told)


K01 = _check(
    "K01",
    "sum",
    "合计与分项不符",
    "总数应等于各项之和，公开后任何人都能算出来",
    wrong=[
        wrong({"#income.other": "15.00"}, ["#income"]),
        wrong({"#basic": "420.00"}, {"#basic": "基本支出400.00万元"}, note="只可能是基本支出错"),
        wrong({"#assets.vehicle.value": "21.00"}, ["#assets.total.value"]),
    ],
    right=[right({"#income": "４３０．００"}), right({"#income": "430"})],
    mends="只有一个数可能错时，改成按其他各数推算的数",
)
K02 = _check(
    "K02",
    "equal",
    "两处数字不一致",
    "同一个数在文字、表格里写了两次，应当相同",
    wrong=[wrong({"#assets": "310.00"}, ["#assets"])],
    right=[right({"#assets": "300.00"})],
)
K03 = _check(
    "K03",
    "most",
    "超过了限度",
    "其中的一部分不会大于全部，列入采购的也不会多于采购预算",
    wrong=[wrong({"#assets.planned": "21.00"}, ["#assets.planned"])],
    right=[right({"#assets.planned": "19.00"})],
)
K04 = _check(
    "K04",
    "change",
    "增减与两年的数不符",
    "增减额应等于今年的数减去上年的数",
    wrong=[
        wrong(
            {"#sangong.running.change": "减少2.00", "#sangong.total.change": "减少3.00"},
            ["#sangong.running.change", "#sangong.total.change"],
        ),
    ],
    right=[right({"#sangong.running.change": "-1.00"})],
)
K05 = _check(
    "K05",
    "standing",
    "上年的数没有改",
    "照上年的文本改写时，这个数还是上年的",
    wrong=[wrong({"#sangong.total.this": "12.00"}, {"#sangong.total.this": "10.00"})],
    right=[right({"#sangong.total.this": "10.00"})],
    mends="改成按其他各数推算的今年数",
)

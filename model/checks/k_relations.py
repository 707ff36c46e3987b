"""K01–K05: the figures of a whole disclosure against each other, by its publication."""

from __future__ import annotations

from collections.abc import Iterator

from model.checks.base import Fault, Severity, make_check
from model.checks.samples_whole import right, wrong
from model.parts.amounts import Amount, money, refs_of
from model.parts.causes import Cause
from model.parts.relation import Relation, formula
from model.parts.view import PartsView

_SOURCE = "gk143 habit_parts"
_READS = "parts"


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
    told = ""
    if cause.amount is not None and cause.value is not None:
        if cause.left_standing is not None:
            told = f"{money_of(at)} 是上年数，没有改成今年的 {money(cause.value)}。"
        elif len(cause.relations) > 1 or cause.mendable:
            told = f"写错的应是{at.title} {money_of(at)}，按其他各数推算是 {money(cause.value)}。"
    elsewhere = dict.fromkeys(
        amount.part
        for relation in cause.relations
        for amount in relation.amounts
        if amount.part and amount.part != at.part
    )
    places = f"另一处在{'、'.join(f'“{part}”' for part in elsewhere)}。" if elsewhere else ""
    return f"{said}{words}。{places}{told}"


def money_of(amount: Amount) -> str:
    """Return an amount's figure without the words of a change."""
    return money(abs(amount.value)) if amount.value is not None else amount.text


def _said(relation: Relation) -> str:
    left, right = relation.sums()
    return f"{relation.title}：{formula(relation)}，差 {money(abs(left - right))}"


@make_check(
    "K01",
    Severity.ERROR,
    "合计与分项不符",
    scope="parts",
    reason="总数应等于各项之和，公开后任何人都能算出来",
    source=_SOURCE,
    reads=_READS,
    wrong=[
        wrong({"#income.other": "15.00"}, ["#income"]),
        wrong({"#basic": "420.00"}, {"#basic": "基本支出400.00万元"}, note="只可能是基本支出错"),
        wrong({"#assets.vehicle.value": "21.00"}, ["#assets.total.value"]),
    ],
    right=[right({"#income": "４３０．００"}), right({"#income": "430"})],
    mends="只有一个数可能错时，改成按其他各数推算的数",
)
def totals(view: PartsView) -> Iterator[Fault]:
    """A total that is not the sum of its parts."""
    yield from _faults(view, "sum")


@make_check(
    "K02",
    Severity.ERROR,
    "两处数字不一致",
    scope="parts",
    reason="同一个数在文字、表格里写了两次，应当相同",
    source=_SOURCE,
    reads=_READS,
    wrong=[wrong({"#assets": "310.00"}, ["#assets"])],
    right=[right({"#assets": "300.00"})],
    mends="",
)
def same(view: PartsView) -> Iterator[Fault]:
    """Two figures that must be the same."""
    yield from _faults(view, "equal")


@make_check(
    "K03",
    Severity.ERROR,
    "超过了限度",
    scope="parts",
    reason="其中的一部分不会大于全部，列入采购的也不会多于采购预算",
    source=_SOURCE,
    reads=_READS,
    wrong=[wrong({"#assets.planned": "21.00"}, ["#assets.planned"])],
    right=[right({"#assets.planned": "19.00"})],
)
def most(view: PartsView) -> Iterator[Fault]:
    """A figure larger than what it is a part of."""
    yield from _faults(view, "most")


@make_check(
    "K04",
    Severity.ERROR,
    "增减与两年的数不符",
    scope="parts",
    reason="增减额应等于今年的数减去上年的数",
    source=_SOURCE,
    reads=_READS,
    wrong=[
        wrong(
            {"#sangong.running.change": "减少2.00", "#sangong.total.change": "减少3.00"},
            ["#sangong.running.change", "#sangong.total.change"],
        ),
    ],
    right=[right({"#sangong.running.change": "-1.00"})],
)
def changes(view: PartsView) -> Iterator[Fault]:
    """A change that is not the difference of the two years."""
    yield from _faults(view, "change")


@make_check(
    "K05",
    Severity.ERROR,
    "上年的数没有改",
    scope="parts",
    reason="照上年的文本改写时，这个数还是上年的",
    source=_SOURCE,
    reads=_READS,
    wrong=[wrong({"#sangong.total.this": "12.00"}, {"#sangong.total.this": "10.00"})],
    right=[right({"#sangong.total.this": "10.00"})],
    mends="改成按其他各数推算的今年数",
)
def standing(view: PartsView) -> Iterator[Fault]:
    """Last year's figure in this year's place."""
    yield from _faults(view, "standing")

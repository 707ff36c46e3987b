"""K18: rates of growth against the two years' figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from model.checks.base import Fault, Severity, make_check
from model.checks.samples_whole import right, wrong
from model.document.blockplaces import text_ref
from model.document.cellref import CellRef
from model.parts.amounts import Amount, money
from model.parts.relation import Relation
from model.parts.view import PartsView
from model.quantities.amounts import WIDE, amount_value, format_number

_RATE = re.compile(
    r"(?:增长|增加|上升|提高|增幅|减少|下降|降低|压减|降幅)[率了约为达]{0,3}\s*"
    r"(?P<rate>\d{1,9}(?:\.\d{1,9})?)\s*[%％]"
)
_SENTENCE = re.compile(r"[^。；;\n]+")
_LAST = re.compile(r"上年[^，。；\d]{0,12}(?P<last>\d[\d,]{0,20}(?:\.\d{1,9})?)\s*万元")
_CENT = Decimal("0.01")


class _Years(Struct, frozen=True):
    """Last year's figure, what it changed by (None: not known), and where they stand."""

    last: Decimal
    change: Decimal | None = None
    refs: tuple[CellRef, ...] = ()


@make_check(
    "K18",
    Severity.WARNING,
    "增长率不对",
    scope="parts",
    reason="增长率是增减额除以上年的数；上年是 0 就没有增长率，不能写增长 100%",
    source="habit_parts",
    reads="parts",
    wrong=[
        wrong(
            {"/text:change.total": "收支安排500万元，较上年增加10.00万元，增长100%，因任务多。"},
            ["#change.total"],
        ),
        wrong(
            {
                "#sangong.abroad.this": "1.00",
                "#sangong.abroad.change": "增加1.00",
                "#sangong.abroad.reason": "新增出访任务，增长100%",
            },
            ["#sangong.abroad.reason"],
            note="上年是 0",
        ),
    ],
    right=[
        right(
            {"/text:change.total": "收支安排500万元，较上年增加10.00万元，增长2.04%，因任务多。"}
        ),
        right({"#sangong.running.reason": "合并用油卡，下降33.3%"}),
    ],
)
def growth(view: PartsView) -> Iterator[Fault]:
    """Rates that are not the change divided by last year's figure, or have none to divide by."""
    changes = _changes(view)
    for _, block in view.texts():
        if "%" in block.text or "％" in block.text:
            ref = text_ref(block)
            held = [one for one in changes if one[0].ref == ref]
            for sentence in _SENTENCE.finditer(block.text):
                for rate in _RATE.finditer(block.text, sentence.start(), sentence.end()):
                    years = _before(held, sentence.start(), rate.start()) or _said(sentence[0])
                    yield from _judged(ref, rate, years)
    for table in view.amounts.views.values():
        for line in table.lines:
            ref_ = table.ref(line.row, "reason")
            name = f"{table.spec.key}.{line.key}"
            last, this = (view.amounts.first(f"{name}.{year}") for year in ("last", "this"))
            if ref_ is None or last is None or last.value is None:
                continue
            change = None
            if this is not None and this.value is not None:
                change = WIDE.subtract(this.value, last.value)
            years = _Years(last.value, change, (last.ref,))
            for rate in _RATE.finditer(table.text(line.row, "reason")):
                yield from _judged(ref_, rate, years)


def _judged(ref: CellRef, rate: re.Match[str], years: _Years | None) -> Iterator[Fault]:
    if years is None:
        return
    written = Decimal(rate["rate"])
    if not years.last:
        message = (
            f"上年是 {money(years.last)}，没有增长率可言，不能写“{rate[0]}”；写明是今年新增的即可。"
        )
        yield Fault(ref, message, others=years.refs)
        return
    if years.change is None:
        return
    share = WIDE.multiply(WIDE.divide(abs(years.change), abs(years.last)), Decimal(100))
    # a rate may be rounded; and the figures it comes from are
    step = Decimal(1).scaleb(int(written.as_tuple().exponent))
    slack = WIDE.divide(_CENT * 100, abs(years.last))
    if abs(WIDE.subtract(share, written)) > step / 2 + slack:
        right_ = format_number(share.quantize(max(min(step, Decimal("0.1")), Decimal("0.0001"))))
        message = (
            f"“{rate[0]}”与两年的数不符：上年 {money(years.last)}，"
            f"增减 {money(years.change)}，应是 {right_}%。"
        )
        yield Fault(ref, message, others=years.refs)


def _changes(view: PartsView) -> list[tuple[Amount, _Years]]:
    """Return the changes in sentences whose last year's figure is known, in order."""
    found: dict[tuple[CellRef, int], tuple[Amount, _Years]] = {}
    for relation in view.relations:
        if relation.kind != "change":
            continue
        for amount in relation.amounts:
            if amount.kind == "change" and amount.quantity is not None and amount.value is not None:
                years = _years(relation, amount, amount.value)
                if years is not None:
                    found[amount.ref, amount.start] = (amount, years)
    return sorted(found.values(), key=lambda one: one[0].start)


def _years(relation: Relation, change: Amount, value: Decimal) -> _Years | None:
    """Return last year's figure of a change: as it stands, or from this year's."""
    last = relation.right[0].amount if len(relation.right) == 1 else None
    others = [one for one in relation.amounts if one is not change and one is not last]
    refs = tuple(one.ref for one in (last, *others) if one is not None and one.kind == "amount")
    if last is not None and last.value is not None:
        return _Years(last.value, value, refs)
    if len(others) != 1 or others[0].value is None:
        return None
    return _Years(WIDE.subtract(others[0].value, value), value, refs)


def _before(held: list[tuple[Amount, _Years]], start: int, end: int) -> _Years | None:
    """Return what is known of the last change between two places of a text."""
    return next((years for one, years in reversed(held) if start <= one.start < end), None)


def _said(sentence: str) -> _Years | None:
    """Return last year's figure where a sentence itself says it."""
    found = _LAST.search(sentence)
    last = amount_value(found["last"]) if found is not None else None
    return None if last is None else _Years(last)

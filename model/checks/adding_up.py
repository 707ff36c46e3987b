"""Money in a running text that can be worked out: products, and parts of a total."""

from __future__ import annotations

import re
from decimal import Decimal

from model.basics.language import words
from model.quantities import Quantity, unit_kind
from model.quantities.amounts import format_number

YUAN = 10000
_NEAR = Decimal("0.005")
_TIMES = re.compile(r"^[^\d，。；、＝=＋+]{0,8}[×xX*＊✕╳][^\d，。；、]{0,8}$")
_EQUALS = re.compile(r"^[^\d，。；、]{0,6}(?:[＝=]|共计?|合计|总计|小计|计)[^\d，。；、]{0,4}$")
_BEHIND_TOTAL = re.compile(r"^\s?(?:[＝=：:（(]|，?即)[^\d，。；、]{0,8}$")
_MONTHS_TIMES = re.compile(r"(?<=[×xX*＊✕╳])(\s?\d{1,2})月|(?<!\d)(\d{1,2})月(?=\s?[×xX*＊✕╳])")
_TOTAL = re.compile(f"(?:{words('money.totals').pattern})(?:约|为|是|：|:|计|达|人民币|[（(])*$")
_OPENS = re.compile(
    r"^(?:元整?)?[）)]?\s?(?:：|:|（|[(]|[，；。、（(]?\s?(?:其中|包括|包含|含|具体|明细|分别|构成|由|分为|用于：|即|一是))"
)
_PARTED = re.compile("其中|单价|每|标准|[×xX*＊✕╳/]|比例|％|%|上年|去年|结转|节约|已")
_MEANT = re.compile("(?:预算|资金|经费|投入|安排|申请)(?:约|为|是)?$")
_NOT_ALL = words("money.not_all")
_SENTENCE = re.compile("[。！？]")


def differs(one: Decimal, other: Decimal) -> bool:
    """Tell whether two amounts in 元 are further apart than rounding explains."""
    return abs(one - other) > max(abs(other) * _NEAR, Decimal(100))


def wan(yuan: Decimal) -> str:
    """Return an amount in 元 as messages tell it, in 万元."""
    return f"{format_number((yuan / YUAN).normalize())}万元"


def months_counted(text: str) -> str:
    """Return a text in which a factor 12月 is 12个月, a number and no day."""
    return _MONTHS_TIMES.sub(lambda match: f"{match[1] or match[2]}个月", text)


def wrong_formula(text: str, found: tuple[Quantity, ...]) -> str:
    """Return an equation of a text that does not hold: 12人×2万元＝30万元, 30万元（12人×2万元）."""
    place = 0
    while place < len(found) - 1:
        factors = [found[place]]
        end = place
        while end + 1 < len(found) and _TIMES.match(text[found[end].end : found[end + 1].start]):
            end += 1
            factors.append(found[end])
        if len(factors) >= 2 and sum(one.kind == "money" for one in factors) == 1:
            result = _result(text, found, place, end)
            product = _times(factors)
            if result is not None and differs(product, result.base[0]):
                told = "×".join(text[one.start : one.end] for one in factors)
                return f"{told}＝{wan(product)}，写的是{text[result.start : result.end]}"
        place = end + 1
    return ""


def _result(text: str, found: tuple[Quantity, ...], first: int, last: int) -> Quantity | None:
    """Return what a product is said to come to: the money behind it, or right before it."""
    if last + 1 < len(found):
        after = found[last + 1]
        if after.kind == "money" and _EQUALS.match(text[found[last].end : after.start]):
            return after
    if first:
        before = found[first - 1]
        gap = text[before.end : found[first].start]
        if before.kind == "money" and not before.per and _BEHIND_TOTAL.match(gap):
            return before
    return None


def _times(factors: list[Quantity]) -> Decimal:
    product = Decimal(1)
    for one in factors:
        product *= one.base[0] if one.kind == "money" else one.low
    return product


def wrong_product(text: str, found: tuple[Quantity, ...]) -> str:
    """Return a price for each, its numbers and a total told beside them that do not agree."""
    for place, price in enumerate(found):
        keys = [key for key in price.per if key]
        if price.kind != "money" or not keys or price.about or price.is_range:
            continue
        start, end = _bounds(text, price)
        near = [one for one in found if start <= one.start and one.end <= end]
        totals = [
            one
            for one in found[place + 1 :]
            if one.end <= end
            and one.kind == "money"
            and not one.per
            and _TOTAL.search(text[max(0, one.start - 12) : one.start])
        ]
        if len(totals) != 1 or sum(1 for one in near if one.per and one.kind == "money") != 1:
            continue
        factors = factors_of(price, near, keys)
        if len(factors) < 2:
            continue
        product, total = _times(factors), totals[0]
        if not differs(product, total.base[0]) or total.about:
            continue
        told = "×".join(text[one.start : one.end] for one in factors)
        return f"{told}＝{wan(product)}，写的是{text[total.start : total.end]}"
    return ""


def factors_of(price: Quantity, near: list[Quantity], keys: list[str]) -> list[Quantity]:
    """Return a price and the one number there is of each thing it is for; empty without."""
    factors = [price]
    for key in keys:
        counted = [one for one in near if one is not price and not one.per and counts(one, key)]
        if key == "年" and not counted:
            continue
        if len(counted) != 1 or counted[0].about or counted[0].is_range:
            return []
        factors.append(counted[0])
    return factors


_MONTHS = frozenset(("个月", "月"))


def counts(one: Quantity, key: str) -> bool:
    """Tell whether a quantity is the number of what a price is for each of: 人, 月, 辆."""
    if key in _MONTHS:
        return one.unit in _MONTHS
    if key in ("天", "日"):
        return one.unit in ("天", "日")
    return one.unit == key or (unit_kind(key) == "people" and one.kind == "people")


def _bounds(text: str, one: Quantity) -> tuple[int, int]:
    """Return where the sentence of a quantity begins and ends."""
    start = max((match.end() for match in _SENTENCE.finditer(text, 0, one.start)), default=0)
    after = _SENTENCE.search(text, one.end)
    return start, after.start() if after else len(text)


def wrong_parts(text: str, found: tuple[Quantity, ...]) -> str:
    """Return a total whose parts, told before or behind it, do not come to it."""
    money = [one for one in found if one.kind == "money"]
    if len(money) < 3:
        return ""
    for place, total in enumerate(money):
        before = text[max(0, total.start - 16) : total.start]
        summed = text[max(0, total.start - 2) : total.start].rstrip().endswith(("=", "＝"))
        if total.per or total.is_range:
            continue
        if not (summed or _TOTAL.search(before)):
            # 预算30万元，包括…: what is opened by its parts needs no other word
            behind = _behind(text, money, place) if _MEANT.search(before) else []
            said = _compared(text, total, behind)
            if said:
                return said
            continue
        for parts in (_behind(text, money, place), _before(text, money, place)):
            said = _compared(text, total, parts)
            if said:
                return said
    return ""


def _behind(text: str, money: list[Quantity], place: int) -> list[Quantity]:
    total = money[place]
    following = text[total.end : total.end + 12]
    if place + 1 == len(money) or not _OPENS.match(following):
        return []
    end = _SENTENCE.search(text, total.end + 2)
    limit = end.start() if end else len(text)
    # 其中 opens the list; a second one opens a part's own parts
    head = text[total.end : money[place + 1].start]
    behind = [one for one in money[place + 1 :] if one.end <= limit]
    if not behind or head.count("其中") > 1:
        return []
    return behind if _plain(text, behind, total.end + len(head), behind[-1].end) else []


def _before(text: str, money: list[Quantity], place: int) -> list[Quantity]:
    total = money[place]
    start = _bounds(text, total)[0]
    earlier = [one for one in money[:place] if one.start >= start]
    return earlier if _plain(text, earlier, start, total.start) else []


def _plain(text: str, parts: list[Quantity], start: int, end: int) -> bool:
    """Tell whether amounts can simply be added: no price, no part of a part, no other total."""
    if len(parts) < 2 or _PARTED.search(text, start, end):
        return False
    return not any(
        one.per
        or one.about
        or one.is_range
        or one.operator
        or _TOTAL.search(text[max(0, one.start - 12) : one.start])
        for one in parts
    )


def _compared(text: str, total: Quantity, parts: list[Quantity]) -> str:
    if not parts:
        return ""
    summed = sum((one.base[0] for one in parts), Decimal(0))
    if not differs(summed, total.base[0]):
        return ""
    if summed < total.base[0] and (_NOT_ALL.search(text) or len(parts) < 2):
        return ""
    told = "＋".join(text[one.start : one.end] for one in parts)
    return f"{told}＝{wan(summed)}，总数写的是{text[total.start : total.end]}"

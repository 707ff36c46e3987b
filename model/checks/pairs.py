"""Which number of the goals an indicator measures: by the words they share and their units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from model.basics.language import words
from model.checks.view import IndicatorView, TableView
from model.checks.wording import bare, quantities_in
from model.document.ties import tie_key
from model.quantities import Quantity, base_factor, same_thing, unit_kind

_STOP = re.compile("[，。；！？、\n]")
_COMMON = words("goals.common")


class Claim(Struct, frozen=True):
    """A number the goals or the purpose tell, with the words around it.

    ``field`` is the cell; ``clause`` the words around it, up to the next number or comma.
    """

    field: str
    clause: str
    quantity: Quantity
    written: str


class Pair(Struct, frozen=True):
    """A claim and the indicator that measures it, and the words both have.

    ``tied`` where it is the clerk who said so.
    """

    claim: Claim
    item: IndicatorView
    shared: tuple[str, ...]
    tied: bool = False


@lru_cache(maxsize=8192)
def bigrams(text: str) -> frozenset[str]:
    """Return every two characters in a row that say something: not 完成, 项目, 全年."""
    said = _COMMON_WORDS.sub(" ", bare(text))
    return frozenset(
        said[place : place + 2]
        for place in range(len(said) - 1)
        if " " not in said[place : place + 2] and not said[place : place + 2].isascii()
    )


_COMMON_WORDS = re.compile(rf"{_COMMON.pattern}|[\d.%％]+")


def claims(field: str, text: str) -> Iterator[Claim]:
    """Yield the numbers of a text that may be targets: not about so much, not for each."""
    if _LISTED.search(text):
        # 1.34个区域站 of a list is 34个
        text = _MARKER.sub(lambda match: " " * len(match[0]), text)
    found = quantities_in(text)
    for place, one in enumerate(found):
        if one.about or one.per or not one.kind or one.kind in ("time", "score"):
            continue
        if one.han and one.high <= 2:
            continue
        before = text[found[place - 1].end if place else 0 : one.start]
        behind = text[one.end : found[place + 1].start if place + 1 < len(found) else None]
        clause = _STOP.split(before)[-1] + text[one.start : one.end] + _STOP.split(behind)[0]
        if _NOT_A_TARGET.search(clause) or (one.kind == "money" and field == "purpose"):
            continue
        yield Claim(field, clause, one, text[one.start : one.end])


_LISTED = re.compile(r"[\n。；;][^\S\n]*+2\.")
_MARKER = re.compile(r"(?:^|(?<=[\n。；;]))[^\S\n]*+\d{1,2}\.(?=\d)")
_NOT_A_TARGET = re.compile(
    "已|截至|上年|去年|现有|共有|比|较|其中|每|平均|累计|历年|余|第[一二三四五六七八九\\d]|以上学历|周岁|分别"
)


def pairs(view: TableView) -> Iterator[Pair]:
    """Yield each number of goals and purpose with the indicator that measures the same."""
    rows = [
        one
        for one in view.indicators
        if one.value.kind in ("number", "range") and one.value.unit and "/" not in one.value.unit
    ]
    if not rows:
        return
    known = {"", *(one.indicator.id for one in view.indicators)}
    # an indicator that was deleted measures nothing: the words are to be asked again
    ties = {tie.clause: tie.indicator for tie in view.whole.ties if tie.indicator in known}
    for field in ("goals", "purpose"):
        text = view.text(field) if field in view.form.shown else ""
        for claim in claims(field, text):
            said = ties.get(tie_key(claim.clause)) if ties else None
            found = _best(claim, rows) if said is None else _tied(claim, rows, said)
            if found is not None:
                yield found


def uncompared(view: TableView) -> Iterator[tuple[Claim, IndicatorView]]:
    """Yield each number the clerk tied to an indicator that cannot be held against it.

    The indicator's value is no number, or counts in a unit that cannot be converted.
    """
    rows = {one.indicator.id: one for one in view.indicators}
    ties = {tie.clause: tie.indicator for tie in view.whole.ties if tie.indicator in rows}
    for field in ("goals", "purpose") if ties else ():
        for claim in claims(field, view.text(field) if field in view.form.shown else ""):
            item = rows.get(ties.get(tie_key(claim.clause), ""))
            if item is not None and not _is_comparable(claim, item):
                yield claim, item


def _is_comparable(claim: Claim, one: IndicatorView) -> bool:
    return one.value.kind in ("number", "range") and _alike_unit(
        claim.quantity.unit, one.value.unit
    )


def _tied(claim: Claim, rows: list[IndicatorView], said: str) -> Pair | None:
    """Return a number with the indicator the clerk named; None for none, or another unit."""
    one = next((row for row in rows if row.indicator.id == said), None)
    if one is None or not _alike_unit(claim.quantity.unit, one.value.unit):
        return None
    return Pair(claim, one, (), tied=True)


def _best(claim: Claim, rows: list[IndicatorView]) -> Pair | None:
    """Return the indicator that shares most words with a number; none where two share as many."""
    said = bigrams(claim.clause)
    best: list[tuple[int, IndicatorView, frozenset[str]]] = []
    for one in rows:
        if not _alike_unit(claim.quantity.unit, one.value.unit):
            continue
        if claim.quantity.kind == "money" and _FOR_EACH.search(one.indicator.name):
            continue
        if claim.quantity.kind == "share" and one.indicator.name.strip()[-3:] not in claim.clause:
            continue
        shared = said & bigrams(one.indicator.name)
        if claim.quantity.kind == "share":
            # of two satisfactions it is the word before that tells whose
            shared -= bigrams(one.indicator.name.strip()[-3:])
        if not shared:
            continue
        if claim.quantity.kind in ("things", "places") and _head(one) not in bare(claim.clause):
            continue
        more = said & bigrams(one.indicator.description)
        best.append((2 * len(shared) + len(more), one, shared))
    if not best:
        return None
    best.sort(key=lambda entry: -entry[0])
    if len(best) > 1 and best[1][0] == best[0][0]:
        return None
    score, one, shared = best[0]
    # one pair of characters alone may be chance
    if len(shared) < 2 and score < _SURE:
        return None
    return Pair(claim, one, tuple(sorted(shared)))


def _head(one: IndicatorView) -> str:
    """Return the last two characters of what an indicator counts: 监测站点数 counts 站点."""
    return _COUNT_TAIL.sub("", bare(one.indicator.name))[-2:]


_COUNT_TAIL = re.compile("(?:数量|个数|总数|[座处家户台套件所项村]数|数|量)$")
_SURE = 4
_FOR_EACH = re.compile("单|均|每|标准")


def _alike_unit(one: str, other: str) -> bool:
    a, b = unit_kind(one), unit_kind(other)
    if a != b or not a:
        return False
    return one == other or a in ("money", "share", "length", "area") or same_thing(one, other)


def is_said(pair: Pair, text: str) -> bool:
    """Tell whether a text tells the indicator's number elsewhere, or as a sum of a sentence's."""
    factor = base_factor(pair.item.value.unit)
    wanted = {number * factor for number in pair.item.value.numbers}
    for sentence in re.split("[。；\n]", text):
        same = [
            one.base[0]
            for one in quantities_in(sentence)
            if _alike_unit(one.unit, pair.item.value.unit)
        ]
        if wanted & set(same) or (len(same) > 1 and sum(same) in wanted):
            return True
    return False


def disagree(pair: Pair) -> bool:
    """Tell whether a pair's numbers contradict each other."""
    low, high = pair.claim.quantity.base
    factor = base_factor(pair.item.value.unit)
    wanted = [number * factor for number in pair.item.value.numbers]
    if any(low <= number <= high for number in wanted):
        return False
    if len(wanted) == 2 and wanted[0] <= low and high <= wanted[1]:
        return False
    return not _rounded(low, wanted[0])


def _rounded(one: Decimal, other: Decimal) -> bool:
    """Tell whether one number is the other, rounded: 1.2万 and 11963."""
    return bool(other) and abs(one - other) * 100 <= abs(other)

"""Amounts in sentences: the numbers, the words before them, and whether these say 增加 or 减少.

Places are those of the very text: full-width digits and signs are as long as plain ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from model.quantities.amounts import (
    MONEY_UNITS,
    amount_value,
    at_least_decimals,
    decimals_of,
    format_number,
)

BLANK = "＿＿＿"
"""Stands in a sentence where an amount is to be filled in."""

_WIDE = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    # it ends what stands before it, but between groups of digits
    0xFF0C: "，",
    0x2212: "-",
}
_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3})((?:，\d{3})+)(?!\d)")
_NUMBER = r"[-+]?\d(?:[\d.]|,(?=\d)|[ \u3000](?=\d{3}(?:\D|$)|\.)|(?<=\.)[ \u3000](?=\d))*"
_QUANTITY = re.compile(
    rf"(?P<number>(?<![\dA-Za-z.]){_NUMBER}|[_]{{2,}}|[×Xx]{{2,}})"
    r"[ \u3000]*(?P<unit>亿元|百万元|千元|万元|元)?"
)
_GONE = re.compile(r"(?<=[\u4e00-\u9fff)])(?P<gap>[ \u3000]*)(?P<unit>亿元|万元)")
_ENDS = "，,。；;：:、\n？！"
_AFTER_BARE = re.compile(r"[ \u3000]*(?:[，,。；;、)\n]|$)")
_UP = ("增加", "增长", "上升", "提高", "增", "多安排")
_DOWN = ("减少", "下降", "降低", "压减", "压缩", "减", "少安排")
LEVEL = ("持平", "无变化", "不变")
"""Words that say that nothing changed: an amount of nought."""
_LEAD = re.compile(
    r"^(?:其中|包括|含|即|和|及|以及|分别为|本年度?|今年|全年|我?本?(?:部门|单位)"
    r"|预计|拟?安排(?=.{2})|[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]|一是|二是|三是|四是|五是)+"
)
_COMPARED = re.compile(
    r"(?:(?:较|比|与|和|同)(?:上年度?|去年|上一年度?|20\d\d年(?:度)?)|同比)"
    r"(?:预算数?|决算数?|年初预算)?(?:相比|比|同期)?(?:数?为)?"
)
_YEAR = re.compile(r"(20\d\d)年(?:度|末|底)*")
_PAST = re.compile(r"上年度?|去年|上一年度?")
_TRAIL = re.compile(
    r"(?:为|是|约|共计|共|合计|总计|总额|总金额|总值|计|安排|预算数?|支出数|了|[:：]){1,8}$"
)


class Quantity(Struct, frozen=True):
    """A number in a sentence.

    Attributes:
        start, end: where the number stands; with ``direction``, the words 增加 … too.
        text: the number as written.
        number: it, in its own unit; None where it is a blank or no number.
        unit: the unit behind it; empty where there is none.
        label: the words before it, `core` of them.
        said: the label as written.
        direction: 1 for 增加, -1 for 减少, None where the words say neither.
        years: the years its words name; 0 for 上年.
        compared: the words compare it with another year: 较上年.
        sentence: which sentence of the text it stands in.
        inner: it stands behind a 其中 that follows other amounts, or in brackets.
        number_start: where the number itself begins.
    """

    start: int
    end: int
    text: str
    number: Decimal | None
    unit: str
    label: str
    said: str
    direction: int | None
    years: tuple[int, ...]
    compared: bool
    sentence: int
    inner: bool
    number_start: int

    @property
    def blank(self) -> bool:
        """Whether nothing is filled in."""
        return not any(char.isdigit() for char in self.text)

    def value(self, unit: str) -> Decimal | None:
        """Return the amount in 万元, signed by its words; ``unit`` is meant where none is said."""
        if self.number is None:
            return None
        factor = MONEY_UNITS[self.unit or unit]
        worth = self.number if factor == 1 else self.number * factor
        return worth * self.direction if self.direction is not None else worth


def widened(text: str) -> str:
    """Return a text of the same length, full-width signs made plain."""
    plain = text.translate(_WIDE)
    if "，" in plain:
        plain = _THOUSANDS.sub(lambda found: found[0].replace("，", ","), plain)
    return plain


@lru_cache(maxsize=1024)
def core(said: str) -> str:
    """Return what words before an amount name: without 其中, years, 为, 共计 and the like."""
    text = re.sub(r"[\s“”\"《》]+", "", widened(said))
    before = None
    while before != text:
        before = text
        text = _TRAIL.sub("", _LEAD.sub("", text))
    return text


@lru_cache(maxsize=512)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the numbers of a text that may be amounts, in order."""
    return tuple(_quantities(text))


def _quantities(text: str) -> Iterator[Quantity]:
    plain = widened(text)
    spots = [
        (m.start("number"), m.end("number"), m["unit"] or "") for m in _QUANTITY.finditer(plain)
    ]
    spots = [spot for spot in spots if _may_be(plain, *spot)]
    taken = [(start, end) for start, end, _ in spots]
    for match in _GONE.finditer(plain):
        # an amount that was taken out: 收入 万元
        start = match.start("gap")
        if not any(a <= match.end() and start <= b + 2 for a, b in taken):
            spots.append((start, match.end("gap"), match["unit"]))
    spots += [(at, at + len(word), "") for word in LEVEL for at in _all(plain, word)]
    spots.sort()
    behind = 0
    amounts = 0
    sentence = 0
    inner = False
    open_at = 0
    last_label = ""
    for start, end, unit in spots:
        stops = sum(plain.count(mark, behind, start) for mark in "。\n")
        if stops:
            sentence += stops
            amounts, inner, last_label, open_at = 0, False, "", behind
        said, begin = _words_before(plain, behind, start)
        deep = plain.count("(", open_at, start) > plain.count(")", open_at, start)
        between = plain[behind:start]
        if "其中" in between and amounts > 1 and not deep:
            inner = True
        elif inner and re.search("[;；]", between):
            inner = False
        level = plain[start:end] in LEVEL
        direction, cut = (0, 0) if level else _direction(said)
        name = said[: len(said) - cut] if cut else said
        compared = _COMPARED.search(name) is not None
        name = _COMPARED.sub("", name)
        years = tuple(int(year) for year in _YEAR.findall(name))
        years += (0,) * bool(_PAST.search(name))
        label = core(_PAST.sub("", _YEAR.sub("", name))) or last_label
        number = Decimal(0) if level else number_of(plain[start:end])
        yield Quantity(
            begin + len(said) - cut if cut else start,
            end,
            text[start:end],
            number,
            unit,
            label,
            said.strip(),
            1 if level else direction,
            years,
            compared,
            sentence,
            inner or deep,
            start,
        )
        last_label = label
        amounts += 1
        behind = end + len(unit)


def number_at(text: str, start: int, end: int) -> Quantity:
    """Return the number of things at a place of a text whose words are known otherwise."""
    said, _ = _words_before(widened(text), 0, start)
    return Quantity(
        start=start,
        end=end,
        text=text[start:end],
        number=number_of(text[start:end]),
        unit="",
        label=core(said),
        said=said.strip(),
        direction=None,
        years=(),
        compared=False,
        sentence=0,
        inner=False,
        number_start=start,
    )


def _may_be(plain: str, start: int, end: int, unit: str) -> bool:
    """Tell whether a number may be an amount: it has a unit, or decimals and nothing behind."""
    if unit:
        return True
    number = plain[start:end]
    return "." in number.rstrip(".") and _AFTER_BARE.match(plain, end) is not None


def _all(text: str, word: str) -> list[int]:
    found, at = [], text.find(word)
    while at >= 0:
        found.append(at)
        at = text.find(word, at + len(word))
    return found


def _words_before(plain: str, behind: int, start: int) -> tuple[str, int]:
    """Return the words before a number, and where they begin."""
    at = start
    while at > behind and plain[at - 1] in " \u3000:：":
        at -= 1
    end = at
    depth = 0
    while at > behind:
        char = plain[at - 1]
        if char == ")":
            depth += 1
        elif char == "(":
            if not depth:
                break
            depth -= 1
        elif char in _ENDS and not depth:
            break
        at -= 1
    return plain[at:end], at


def _direction(said: str) -> tuple[int | None, int]:
    """Return what words say of a change, and how many of their letters say so."""
    bare = said.rstrip().removesuffix("了")
    for sign, words in ((1, _UP), (-1, _DOWN)):
        for word in words:
            if bare.endswith(word):
                return sign, len(said) - len(bare) + len(word)
    return None, 0


def number_of(text: str) -> Decimal | None:
    """Return the number a text is, spaces in it and full-width digits understood; else None."""
    digits = re.sub(r"[ \u3000]", "", widened(text))
    return amount_value(digits) if digits and digits[-1].isdigit() else None


def with_number(
    text: str, found: Quantity, worth: Decimal, unit: str, decimals: int, *, change: bool = False
) -> str:
    """Return a text with another amount in the place of one of its numbers.

    Args:
        text: the text.
        found: the number.
        worth: the new amount in 万元, signed where the number has a direction.
        unit: the unit meant where the text says none.
        decimals: how many digits behind the point at least.
        change: it is a change, which is said by 增加 or 减少.
    """
    number = worth / MONEY_UNITS[found.unit or unit]
    old = found.number
    least = max(decimals, decimals_of(old)) if old is not None and not found.blank else decimals
    shown = format_number(at_least_decimals(abs(number), least), "," in widened(found.text))
    if found.direction is None and not change:
        return text[: found.start] + ("-" if number < 0 else "") + shown + text[found.end :]
    word = "减少" if number < 0 else "增加"
    now = text[found.start : found.number_start]
    if (_direction(widened(now))[0] or 0) * (-1 if number < 0 else 1) > 0:
        word = now
    behind = text[found.end :]
    if found.text in LEVEL:
        shown += found.unit or unit
    return text[: found.start] + word + shown + behind


BRACKETED = re.compile(r"\s*+[（(]\s*+([\d０-９][\d０-９,，.．]*+)\s*+[)）]\s*+")
"""A figure in brackets alone: in a column of changes a decrease, as bookkeeping writes it."""


def change_value(text: str, unit: str) -> Decimal | None:
    """Return the signed amount in 万元 a cell such as ``减少0.60`` says, or None."""
    bracketed = BRACKETED.fullmatch(text)
    if bracketed is not None:
        value = amount_value(bracketed[1], unit)
        return None if value is None else -value
    found = quantities(text.strip() + "\n")
    if len(found) == 1:
        return found[0].value(unit)
    return amount_value(text, unit)

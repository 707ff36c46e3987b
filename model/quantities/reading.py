"""Finding quantities in running text: 约3.5万人次, 三至五场, 100元/人·天, 百分之九十五."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache

from msgspec import Struct

from model.basics.language import language, words
from model.quantities.numerals import (
    ARABIC,
    DIGITS,
    HAN_NUMBER,
    SCALE,
    SCALES,
    chinese_value,
    narrow,
    scale_of,
)
from model.quantities.units import base_factor, unit_kind, units_pattern
from model.quantities.values import OPERATORS


class Quantity(Struct, frozen=True, gc=False):
    """A number, or two, with its unit, as found in a text.

    Attributes:
        low, high: the numbers with their scale (3万 is 30000); alike unless it is a range.
        unit: the unit as written, without scale; ``%`` for 百分之.
        per: what it is for each of: 元/人·天 has 人 and 天; 每人100元 has 人.
        start, end: where it stands, from its number to its unit.
        operator: ≥ ≤ ＝ > < or empty.
        about: whether it is said to be about so much.
        written: the number as written.
        han: whether it is written in characters.
    """

    low: Decimal
    high: Decimal
    unit: str
    per: tuple[str, ...]
    start: int
    end: int
    operator: str
    about: bool
    written: str
    han: bool

    @property
    def kind(self) -> str:
        """What its unit counts; see `model.quantities.units`."""
        return unit_kind(self.unit)

    @property
    def is_range(self) -> bool:
        """Whether it is two numbers."""
        return self.low != self.high

    @property
    def base(self) -> tuple[Decimal, Decimal]:
        """Its numbers in the base unit of its kind (元, 米, …)."""
        factor = base_factor(self.unit)
        return self.low * factor, self.high * factor


_MAY = re.compile(f"[\\d０-９{''.join(DIGITS)}十百千拾佰仟]")
_TO = r"\s*(?:[-—–－~～至到]{1,2})\s*"
_SHARE_WORDS = {
    "百分之": ("%", Decimal(1)),
    "千分之": ("‰", Decimal(1)),
    "万分之": ("%", Decimal("0.01")),
}


@cache
def _pattern() -> re.Pattern[str]:
    units = units_pattern()
    number = f"(?:{ARABIC}|{HAN_NUMBER})"
    per = rf"(?:(?:/|每|·)\s*(?:{units})){{0,3}}"
    sign = "|".join(re.escape(one) for one in sorted(OPERATORS, key=len, reverse=True))
    return re.compile(
        rf"(?P<share_operator>{sign})?\s{{0,3}}(?P<share>[百千万]分之)(?P<part>{number})"
        rf"|(?P<operator>{sign})?\s{{0,3}}(?P<low>{number})(?P<more>[余多来])?"
        rf"(?:(?P<low_scale>{SCALE})?\s{{0,3}}(?P<low_unit>{units})?{_TO}(?P<high>{number}))?"
        rf"\s{{0,3}}(?P<scale>{SCALE})?(?P<more_after>[余多来])?\s{{0,3}}(?:[（(]\s?)?(?P<unit>{units})(?P<per>{per})"
    )


_EACH = re.compile(
    r"(?:每|平均每|按每|人均|户均|村均|生均|校均|亩均|单位|平均)(?P<of>[^\d，。；：、\s]{0,6})[^\d，。；\s]{0,6}$"
)
_EACH_OF = re.compile(r"每([^\d每，。；：、\s]{1,4}?)(?=每|[^\d每，。；：、\s]{0,6}$)")
_ORDINAL = re.compile(r"第\s*$")
_YEAR_NUMBER = re.compile(r"(?:19|20)\d\d")


@lru_cache(maxsize=4096)
def read_quantities(text: str) -> tuple[Quantity, ...]:
    """Return every number with a unit in a text, in order; dates and ordinals are none.

    Document numbers, titles and standards are to be blanked out before; see
    `model.checks.years.plain`.
    """
    if not _MAY.search(text):
        return ()
    return tuple(_found(narrow(text)))


def _found(text: str) -> Iterator[Quantity]:
    place = 0
    pattern = _pattern()
    while match := pattern.search(text, place):
        place = match.end()
        made = _made(text, match)
        if made is not None:
            yield made
        elif match["share"] is None:
            # what is no quantity from its beginning may be one further on
            place = match.end("low")


def _made(text: str, match: re.Match[str]) -> Quantity | None:
    before = text[max(0, match.start() - 14) : match.start()]
    about = bool(_about_before().search(before)) or bool(_about_after().match(text, match.end()))
    if match["share"]:
        value = _number(match["part"])
        if value is None:
            return None
        unit, factor = _SHARE_WORDS[match["share"]]
        value *= factor
        return Quantity(
            value,
            value,
            unit,
            (),
            match.start("share"),
            match.end(),
            OPERATORS.get(match["share_operator"] or "", ""),
            about,
            text[match.start("share") : match.end()],
            True,
        )
    unit = match["unit"]
    start = match.start("low")
    if _ORDINAL.search(before) or _is_date(text, match, unit):
        return None
    if text[start].isascii() and not match["operator"] and _in_code(text, start):
        return None
    if not text[start].isascii() and _in_word(text, match):
        return None
    low = _number(match["low"])
    high = low if match["high"] is None else _number(match["high"])
    if low is None or high is None:
        return None
    scale = scale_of(match["scale"] or "")
    if match["high"]:
        scale *= _trailing_scale(match["high"]) if scale == 1 else 1
        raw = high if match["scale"] else high / scale
        high = raw * scale
        if match["low_scale"]:
            low *= scale_of(match["low_scale"])
        elif low <= raw:
            # 3至5万: both are 万; 8000至1万: the first is not
            low *= scale
    else:
        low = high = low * scale
    per = _per(match["per"]) + _each(before)
    return Quantity(
        low,
        high,
        unit,
        per,
        start,
        match.end(),
        OPERATORS.get(match["operator"] or "", ""),
        about or bool(match["more"] or match["more_after"]),
        text[start : match.end("high") if match["high"] else match.end("low")],
        not text[start].isascii(),
    )


def _number(text: str) -> Decimal | None:
    if text[0].isascii():
        return Decimal(text.replace(",", ""))
    return chinese_value(text)


def _trailing_scale(text: str) -> int:
    """Return the 万 or 亿 a number in characters ends with, as a factor: 二万 in 一至二万元."""
    return SCALES[text[-1]] if text[-1] in "万亿萬億" and len(text) > 1 else 1


def _in_code(text: str, start: int) -> bool:
    """Tell whether a number is the tail of a code or of a longer number: K12, 3.5, -2."""
    if start == 0:
        return False
    before = text[start - 1]
    return before.isascii() and (before.isalnum() or before in "._#/")


_CAPITALS = frozenset("壹贰貳叁肆伍陆柒捌玖拾佰仟")
_HAN = re.compile("[\u4e00-\u9fff]$")


def _in_word(text: str, match: re.Match[str]) -> bool:
    """Tell whether one capital is part of a word: 队伍人员, 收拾家."""
    low = match["low"]
    return len(low) == 1 and low in _CAPITALS and bool(_HAN.search(text, 0, match.start("low")))


def _is_date(text: str, match: re.Match[str], unit: str) -> bool:
    """Tell whether it is a point in time: 2024年, 9月, 30日; 24个月 and 90日历天 are not."""
    number = match["low"]
    if unit == "年":
        return bool(_YEAR_NUMBER.fullmatch(number)) or (len(number) == 4 and not number.isascii())
    if unit == "月":
        return True
    if unit == "日":
        return (
            text[max(0, match.start() - 2) : match.start()].rstrip().endswith(("月", "/", "-", "."))
        )
    return not number.isascii() and unit in ("季度", "班", "级", "等", "点", "路", "线", "度")


@cache
def _about_before() -> re.Pattern[str]:
    return re.compile(f"(?:{words('about.before').pattern})\\s?$")


@cache
def _about_after() -> re.Pattern[str]:
    return re.compile(f"\\s?(?:{words('about.after').pattern})")


def _per(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in re.split("[/每·]", text) if one.strip())


def _each(before: str) -> tuple[str, ...]:
    """Return what an amount is for each of by the words before it: 每人每天, 人均."""
    match = _EACH.search(before)
    if match is None:
        return ()
    start = before.find("每")
    if start >= 0:
        found = _EACH_OF.finditer(before, start)
        return tuple(_whole_unit(before, one.start(1), one[1]) for one in found) or ("",)
    return (match[0][0],)


def _whole_unit(text: str, start: int, first: str) -> str:
    """Return the longest unit that begins where a word behind 每 does: 公里, not 公."""
    longest = (text[start : start + size] for size in range(4, len(first), -1))
    return next((unit for unit in longest if unit in _units()), first)


@cache
def _units() -> frozenset[str]:
    return frozenset(
        unit for key, held in language().items() if key.startswith("units.") for unit in held.plain
    )

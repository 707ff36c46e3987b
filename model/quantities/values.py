"""An indicator's value (指标值): operator, number or numbers, unit; or words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

OPERATORS = {
    "≥": "≥",
    "≧": "≥",
    "⩾": "≥",
    ">=": "≥",
    "＞＝": "≥",
    "＞=": "≥",
    "大于等于": "≥",
    "大于或等于": "≥",
    "不少于": "≥",
    "不低于": "≥",
    "不小于": "≥",
    "≤": "≤",
    "≦": "≤",
    "⩽": "≤",
    "<=": "≤",
    "＜＝": "≤",
    "＜=": "≤",
    "小于等于": "≤",
    "小于或等于": "≤",
    "不超过": "≤",
    "不多于": "≤",
    "不高于": "≤",
    "不大于": "≤",
    "=": "＝",
    "＝": "＝",
    "等于": "＝",
    ">": ">",
    "＞": ">",
    "大于": ">",
    "超过": ">",
    "多于": ">",
    "高于": ">",
    "<": "<",
    "＜": "<",
    "小于": "<",
    "少于": "<",
    "低于": "<",
}
"""Every way an operator is written → how it should be written (≥ ≤ ＝ > <)."""

_SIGN = "|".join(re.escape(sign) for sign in sorted(OPERATORS, key=len, reverse=True))
_NUMBER = r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+-]?\d+(?:\.\d+)?"
_UNIT = r"[^\d\s≥≤≧≦⩾⩽=＝<>＜＞，,。；;、～~][^\d≥≤≧≦⩾⩽=＝<>＜＞，,。；;～~\n]{0,15}"
_DATE = re.compile(
    r"(?P<operator>"
    + _SIGN
    + r")?(?P<date>(?:20\d\d|19\d\d)年(?:\d{1,2}月(?:\d{1,2}[日号])?)?|\d{1,2}月(?:\d{1,2}[日号])?)"
    r"(?P<tail>[^\d]{0,6})"
)
_RANGE = re.compile(
    rf"(?P<operator>{_SIGN})?\s*+(?P<low>{_NUMBER})\s*+(?P<low_unit>%|％|[^\d\s～~—–-]{{0,3}})\s*+"
    rf"(?:～|~|—{{1,2}}|–|-|－|至|到)\s*+(?P<high>{_NUMBER})\s*+(?P<unit>{_UNIT})?"
)
_SINGLE = re.compile(
    rf"(?P<operator>{_SIGN})?\s*+(?P<number>{_NUMBER})\s*+(?P<unit>{_UNIT})?(?P<after>\s*)"
)
_BRACKETED = re.compile(r"[(（]\s*+(\S|\S.*\S)\s*+[)）]")


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """A value taken apart; ``text`` is always exactly what was read.

    Attributes:
        text: the value as written; ``str()`` gives it back unchanged.
        kind: ``number`` (≥500人), ``range`` (3～5个), ``date`` (2024年9月底前) or ``words``.
        operator: the operator as written (``≥``, ``>=``, ``不少于``), or empty.
        numbers: the Decimals, one for a number, two for a range, else none.
        unit: the unit as meant (``人``, ``万册``, ``%``; ``(%)`` gives ``%``), or empty.
        number_text: the number as written (``90.00``, ``3～5``), or empty.
        unit_text: the unit as written (``(%)``), or empty.
    """

    text: str
    kind: str = "words"
    operator: str = ""
    numbers: tuple[Decimal, ...] = ()
    unit: str = ""
    number_text: str = ""
    unit_text: str = ""

    def __str__(self) -> str:
        """Return the value exactly as it was read."""
        return self.text

    @property
    def standard_operator(self) -> str:
        """The operator as it should be written: ≥ ≤ ＝ > <, or empty."""
        return OPERATORS.get(self.operator, "")


def _bare_unit(unit: str) -> str:
    unit = unit.strip()
    match = _BRACKETED.fullmatch(unit)
    unit = match[1] if match else unit
    return "%" if unit == "％" else unit


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


@lru_cache(maxsize=4096)
def parse_value(text: str) -> IndicatorValue:
    """Take an indicator value apart.

    Spaces around and between the parts do not matter; a text that is not wholly
    an operator, numbers and a unit is words. Thousands commas are understood.
    """
    bare = text.strip()
    match = _DATE.fullmatch(bare)
    if match:
        return IndicatorValue(
            text, "date", match["operator"] or "", (), "", match["date"] + match["tail"]
        )
    match = _RANGE.fullmatch(bare)
    if match and _same_unit(match["low_unit"], match["unit"] or ""):
        unit = match["unit"] or ""
        numbers = (_decimal(match["low"]), _decimal(match["high"]))
        return IndicatorValue(
            text,
            "range",
            match["operator"] or "",
            numbers,
            _bare_unit(unit),
            bare[match.start("low") : match.end("high")],
            unit.strip(),
        )
    match = _SINGLE.fullmatch(bare)
    if match:
        unit = match["unit"] or ""
        return IndicatorValue(
            text,
            "number",
            match["operator"] or "",
            (_decimal(match["number"]),),
            _bare_unit(unit),
            match["number"],
            unit.strip(),
        )
    return IndicatorValue(text)


def _same_unit(low: str, high: str) -> bool:
    """A range names its unit once, or twice alike: 3～5个, 3个～5个, 90%-95%."""
    return not low or _bare_unit(low) == _bare_unit(high)

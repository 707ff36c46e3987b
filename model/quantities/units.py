"""Units: what each counts, and what it is in its kind's base unit; from ``units.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache

from model.basics.language import alternation, language
from model.quantities.numerals import scale_of

_PREFIX = "units."
COUNTS = frozenset(("people", "visits", "person_days", "times", "things", "places", "documents"))
"""Kinds of units that count persons, events or things."""
_ALIKE = (
    frozenset(("things", "places", "documents")),
    frozenset(("times", "visits")),
    frozenset(("people", "visits")),
)
"""Kinds that may count one thing in two manners: 3个村 and 3村, 100人 and 100人次."""
_BRACKETS = str.maketrans("", "", "()（） \u3000")


@cache
def _kinds() -> Mapping[str, str]:
    return {
        unit: key.removeprefix(_PREFIX)
        for key, held in reversed(list(language().items()))
        if key.startswith(_PREFIX)
        for unit in held.plain
    }


@cache
def units_pattern() -> str:
    """Return a regular expression for every unit there is."""
    return alternation(_kinds())


@lru_cache(maxsize=2048)
def unit_kind(unit: str) -> str:
    """Return what a unit counts: people, length, money …; empty where it is not known.

    A scale before it does not matter (万人), nor brackets ((%)); of 元/平方米 the kind is money.
    """
    unit = unit.translate(_BRACKETS) if not unit.startswith(("台", "件", "支")) else unit.strip()
    kinds = _kinds()
    for form in (unit, unit.partition("/")[0], unit.partition("每")[0]):
        bare = form.lstrip("十百千万亿余多来")
        for start in range(len(form) - len(bare) + 1):
            if form[start:] in kinds:
                return kinds[form[start:]]
    return ""


@lru_cache(maxsize=2048)
def base_factor(unit: str) -> Decimal:
    """Return how many of its kind's base unit one of a unit is: 公里 1000, 万元 10000."""
    unit = unit.translate(_BRACKETS)
    kind = unit_kind(unit)
    factors = language()[_PREFIX + kind].facts.get("factors", {}) if kind else {}
    if unit in factors:
        return Decimal(str(factors[unit]))
    scale = 0
    while scale < len(unit) and unit[scale] in "十百千万亿":
        scale += 1
    rest = unit[scale:]
    return Decimal(scale_of(unit[:scale])) * Decimal(str(factors.get(rest, 1)))


def same_thing(one: str, other: str) -> bool:
    """Tell whether two units may count the same: 人 and 名, 公里 and 米, 个 and 座."""
    a, b = unit_kind(one), unit_kind(other)
    if not a or not b:
        return one == other != ""
    if a == b:
        return True
    return any({a, b} <= alike for alike in _ALIKE)

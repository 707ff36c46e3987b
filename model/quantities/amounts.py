"""Money and percents: from what was written to Decimal, and back to print."""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal
from functools import lru_cache

MONEY_UNITS = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "亿元": Decimal(10000),
}
"""How many 万元 one of each unit is; the model holds 万元."""

_AMOUNT = re.compile(
    r"[¥￥]?([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+)([百千万亿]*元)?"
)
_PERCENT = re.compile(r"([+-]?\d+(?:\.\d+)?)(?:%|\(%\))?")
_BARE = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_MOST_DIGITS = 20
"""A longer number is no amount but a slip of the hand, and sums of it would not be exact."""
WIDE = Context(prec=100)
"""For sums and products of the longest amounts: nothing of them is cut off, or refused."""


def _plain(text: str) -> str:
    """Fold full-width digits and signs, and drop all white space."""
    return "".join(unicodedata.normalize("NFKC", text).replace("−", "-").split())


@lru_cache(maxsize=4096)
def amount_value(text: str, unit: str = "万元") -> Decimal | None:
    """Return the 万元 a text means, or None where it is no number.

    Thousands commas, full-width digits and a unit behind the number are
    understood: ``1,234.50``, ``30万元``, ``300,000.00元``.

    Args:
        text: what was written.
        unit: the unit meant when the text itself names none.
    """
    match = _AMOUNT.fullmatch(_plain(text))
    if match is None:
        return None
    factor = MONEY_UNITS.get(match[2] or unit)
    if factor is None:
        return None
    number = _exact(match[1].replace(",", ""))
    return number if number is None or factor == 1 else number * factor


@lru_cache(maxsize=4096)
def percent_value(text: str) -> Decimal | None:
    """Return the percent a text means (``60.00%`` → 60.00), or None."""
    match = _PERCENT.fullmatch(_plain(text))
    return _exact(match[1]) if match else None


def _exact(digits: str) -> Decimal | None:
    if len(digits) > _MOST_DIGITS and sum(map(str.isdigit, digits)) > _MOST_DIGITS:
        return None
    return Decimal(digits)


def is_number(text: str) -> bool:
    """Tell whether a text is a bare number such as ``186.5`` or ``-3``."""
    return _BARE.fullmatch(text) is not None and _exact(text) is not None


def decimals_of(number: Decimal) -> int:
    """Return how many digits stand behind the decimal point."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def at_least_decimals(number: Decimal, decimals: int) -> Decimal:
    """Return the same number with no fewer than ``decimals`` digits and no idle zeros beyond.

    Nothing is ever rounded: 67.6 → 67.60, 0.125 → 0.125, 30.000000 → 30.00.
    """
    keep = max(decimals, decimals_of(number.normalize()))
    return number.quantize(Decimal(1).scaleb(-keep), context=WIDE)


def format_number(number: Decimal, thousands: bool = False) -> str:
    """Return a number as printed, with the digits it has."""
    return f"{number:,f}" if thousands else f"{number:f}"

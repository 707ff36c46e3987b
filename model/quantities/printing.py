"""Numbers and quantities printed in each manner they are read."""

from __future__ import annotations

from decimal import Decimal

from model.quantities.amounts import WIDE
from model.quantities.numerals import chinese

STYLES = ("figures", "thousands", "wide", "characters", "capitals", "wan", "yi")
"""Manners of printing: 12000, 12,000, １２０００, 一万二千, 壹万贰仟, 1.2万, 0.00012亿."""
_WIDE_DIGITS = str.maketrans("0123456789.", "０１２３４５６７８９．")


def print_number(number: Decimal, style: str = "figures") -> str:
    """Return a number of 0 or more in one of `STYLES`.

    Raises:
        ValueError: there is no such style, or the number is negative.
    """
    if number < 0:
        raise ValueError(number)
    if style == "figures":
        return f"{number:f}"
    if style == "thousands":
        return f"{number:,f}"
    if style == "wide":
        return f"{number:f}".translate(_WIDE_DIGITS)
    if style in ("characters", "capitals"):
        return chinese(number, capital=style == "capitals")
    if style in ("wan", "yi"):
        factor = Decimal(10000 if style == "wan" else 10**8)
        divided = WIDE.divide(number, factor)
        return f"{divided:f}" + ("万" if style == "wan" else "亿")
    raise ValueError(style)


def print_quantity(
    low: Decimal,
    high: Decimal,
    unit: str,
    style: str = "figures",
    *,
    between: str = "～",
    per: tuple[str, ...] = (),
) -> str:
    """Return a quantity, or a range where ``low`` and ``high`` differ, with its unit."""
    number = print_number(low, style)
    if low != high:
        number += between + print_number(high, style)
    return number + unit + "".join(f"/{one}" for one in per)

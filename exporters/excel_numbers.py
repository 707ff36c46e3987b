"""Which texts become true numbers in a workbook, and the format that shows them again.

A text becomes a number only when the number, shown in its format, is that very text;
so nothing a clerk wrote is changed by being written as a number.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

NUMERIC = frozenset(("money", "percent", "number"))
"""Kinds of cells that may become numbers."""

MAX_DIGITS = 15
"""Excel keeps no more digits of a number than these."""

_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]{1,10})?")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]{1,10})?")


@lru_cache(maxsize=8192)
def as_number(text: str, kind: str, thousands: bool = False) -> tuple[str, str] | None:
    """Return a text's number and number format, or None where it must stay text.

    ``30.00`` gives ``30`` and ``0.00``, ``1,234.50`` gives ``1234.5`` and
    ``#,##0.00``, the percent ``60.00%`` gives ``0.6`` and ``0.00%``. Not canonical
    (``030``, ``+3``, ``-0``, ``3.``) or longer than `MAX_DIGITS`: None.

    Args:
        text: what the cell is to show.
        kind: ``money``, ``percent`` or ``number``; any other kind is never a number.
        thousands: the form groups the digits of money; a small amount gets the
            grouping format too, for the case that a larger one is typed over it.
    """
    sign = "%" if kind == "percent" else ""
    if kind not in NUMERIC or not text.endswith(sign):
        return None
    body = text[:-1] if sign else text
    grouped = not sign and _GROUPED.fullmatch(body) is not None
    if not (grouped or _PLAIN.fullmatch(body)):
        return None
    if sum(char.isdigit() for char in body) > MAX_DIGITS:
        return None
    number = Decimal(body.replace(",", ""))
    if number == 0 and body.startswith("-"):
        # Excel shows no minus before a zero
        return None
    decimals = body.partition(".")[2]
    grouped = grouped or (thousands and kind == "money" and abs(number) < 1000)
    shown = ("#,##0" if grouped else "0") + ("." + "0" * len(decimals) if decimals else "") + sign
    value = number.scaleb(-2) if sign else number
    return f"{value.normalize():f}", shown

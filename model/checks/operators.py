"""Operators as they are written: ≥ ≤ ＝ > <, and all that is meant by others."""

from __future__ import annotations

import re

from model.quantities.values import IndicatorValue, parse_value

_CLUSTER = re.compile(r"\s*(?P<sign>[≥≤≧≦⩾⩽>＞<＜=＝]\s*[≥≤≧≦⩾⩽>＞<＜=＝]+|[≮≯])\s*(?=\d)")
_WORD = re.compile(
    r"\s*(?P<sign>至少|最少|不得(?:少|低|小)于|不能(?:少|低)于|至多|最多|不得(?:多|高|大)于"
    r"|不(?:得|能)超过)(?:为|是)?\s*(?=\d)"
)
_MORE = "≧⩾≥>＞≮"
_LESS = "≦⩽≤<＜≯"


def written_operator(value: IndicatorValue) -> tuple[int, int, str]:
    """Return where an operator stands in a value's text, and what it means: ≥ ≤ ＝ > < or empty."""
    text = value.text
    if value.kind in ("number", "range"):
        start = text.index(value.operator)
        return start, start + len(value.operator), value.standard_operator
    match = _CLUSTER.match(text) or _WORD.match(text)
    if match is None:
        return 0, 0, ""
    start, end = match.span("sign")
    sign = _meant(match["sign"])
    if parse_value(sign + text[end:].strip()).kind not in ("number", "range"):
        return 0, 0, ""
    return start, end, sign


def _meant(sign: str) -> str:
    if any(char in sign for char in _MORE) or re.match(r"至少|最少|不.[少低小]于", sign):
        return "≥"
    if any(char in sign for char in _LESS) or not set(sign) & set("=＝"):
        return "≤"
    return "＝"

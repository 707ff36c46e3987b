"""Which rows under the indicators are none: totals, remarks, signatures, opinions."""

from __future__ import annotations

from collections.abc import Sequence

from model.recognise.vocabulary import vocabulary

_TOTAL_WITHIN = 2


def ends_indicators(texts: Sequence[str]) -> bool:
    """Tell whether the filled cells of a row are a total, a remark or a signature line."""
    words = vocabulary()
    if not texts:
        return False
    first = texts[0]
    if any(words.is_total(text) for text in texts[:_TOTAL_WITHIN]):
        return True
    return words.is_remark(first) or words.is_signature(first)

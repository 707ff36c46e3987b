"""Rows under the indicators that are none: totals, remarks, signatures, further fields."""

from __future__ import annotations

from model.recognise.general.head import is_label
from model.recognise.general.header import Header
from model.recognise.general.matrix import Placed
from model.recognise.rows import ends_indicators
from model.recognise.vocabulary import vocabulary

_PAIR = 2


def is_after(header: Header, cells: list[Placed]) -> bool:
    """Tell whether the cells of a row under a header are no indicator's."""
    words = vocabulary()
    cells = [cell for cell in cells if cell.text.strip()]
    first = cells[0]
    if ends_indicators([cell.text for cell in cells]):
        return True
    if header.flat or words.level(1, first.text) or words.level(2, first.text):
        return False
    if first.end <= header.first:
        # left of the columns: a label of its own, not one that reaches down beside them
        return is_label(first) or len(cells) <= _PAIR
    covered = sum(one.start < first.end and first.col < one.end for one in header.columns)
    if len(cells) == 1 and covered > 1:
        return True
    return is_label(first) and first.meaning is not None and not first.meaning.weak

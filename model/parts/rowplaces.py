"""Which columns the cells of a row stand in that has fewer cells than its table has columns.

A merged cell of a text dump does not say how far it reaches. What the cells hold and what the
columns hold may leave one way to place them; where more than one way is left, none is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

_Way = tuple[tuple[int, int], ...]
ANY = "any"
"""The kind of a column nobody knows."""
MONEY = ("money", "number", "change")
_WORDS = ("text", "code", "index")
_NOTHING = re.compile(r"[-—－–/\\\s]*")
_FIGURE = re.compile(r"[-+－]?[\d,，]*\d(?:[.．]\d+)?\s*(?:%|万元|元)?|[(（][\d,，.]+[)）]")
_CODE = re.compile(r"\d{1,9}[.、．]?")
_CHANGE = re.compile(r"(?:增加|减少|增长|下降|持平).{0,20}|持平")
_TOTAL = re.compile(r"(?:合|总|小|共)\s*计$|^(?:合|总)\s*计|本年(?:收入|支出)合计")
_WHOLE = re.compile(r"合计|总计|小计|预算数|金额")


def is_nothing(text: str) -> bool:
    """Tell whether a cell is blank, or says nothing but a dash."""
    return _NOTHING.fullmatch(text.strip()) is not None


def is_figure(text: str) -> bool:
    """Tell whether a text is a figure and nothing else."""
    return _FIGURE.fullmatch(text.strip()) is not None


def is_total(text: str) -> bool:
    """Tell whether a row's first cell says that it sums up."""
    return _TOTAL.search("".join(text.split())) is not None


def is_whole(label: str) -> bool:
    """Tell whether a column's label says that it holds the whole of those behind it."""
    return _WHOLE.search("".join(label.split())) is not None


def place_cells(texts: Sequence[str], kinds: Sequence[str]) -> list[tuple[int, int]] | None:
    """Return the column and the width of each cell; None where not exactly one way fits.

    Args:
        texts: what the cells hold, left to right; fewer than there are columns.
        kinds: what the columns hold (`model.layout.publication.ColumnKind.kind`, or `ANY`).
    """
    count, width = len(texts), len(kinds)

    @cache
    def ways(cell: int, col: int) -> tuple[int, tuple[_Way, ...]]:
        """Return at most two of the best ways from a cell and a column on, and what they cost."""
        if cell == count:
            return (0, ((),)) if col == width else (0, ())
        least, found = 0, list[_Way]()
        for span in range(1, width - col - (count - cell - 1) + 1):
            if not may_stand(texts[cell], kinds[col : col + span]):
                continue
            cost, rests = ways(cell + 1, col + span)
            # words reach over columns as a matter of course, figures and blanks do not
            cost += span > 1 and (is_nothing(texts[cell]) or is_figure(texts[cell]))
            if rests and (not found or cost < least):
                least, found = cost, []
            if cost == least:
                found += [((col, span), *rest) for rest in rests]
        return least, tuple(found[:2])

    _, best = ways(0, 0)
    return list(best[0]) if len(best) == 1 else None


def may_stand(text: str, kinds: Sequence[str]) -> bool:
    """Tell whether a text may stand in a cell over columns of these kinds."""
    said = text.strip()
    if is_nothing(said):
        return True
    if is_figure(said):
        if all(kind in (*MONEY, ANY) for kind in kinds):
            return True
        # a code stands in its own column alone
        own = len(kinds) == 1 and kinds[0] in ("code", "index")
        return own and _CODE.fullmatch(said) is not None
    if _CHANGE.fullmatch(said) and all(kind in ("change", ANY) for kind in kinds):
        return True
    if any(kind not in (*_WORDS, ANY) for kind in kinds):
        return False
    return is_total(said) or any(kind in ("text", ANY) for kind in kinds[-1:])

"""A table that goes on on the next page: repeated heads, levels that run on, rows cut in two.

Nothing drawn tells a row that a page break has cut from two rows, so the texts must: what
is known to be cut is joined, what is likely only is pointed out at its cell.
"""

from __future__ import annotations

import re

from msgspec import Struct

from importers.tables.frames import Frame
from importers.tables.joining import parts_amount
from importers.tables.table import NEAR, Spot, Table, spot_of

_MOST_HEAD_ROWS = 6
_NUMBER = re.compile(r"[≥≤><＞＜=＝]?[\d.,，]+[%％]?")
_VALUE = re.compile(r"[≥≤><＞＜=＝¥￥]*[-－]?\d[\d.,，/／:：年月日-]*[%％‰]?[\u4e00-\u9fff]{0,3}")
_LINE_SPACING = 1.5
_FREE_LINES = 2.2
"""Lines that may stay free at the foot of a cut cell: a writer keeps two lines together."""
_SLACK = 40.0
"""Points that stay free at the foot of a full page, margins of unknown height among them."""
_LONG = 4
"""Lines from which on a cell is a text of paragraphs rather than a name or value."""


class Break(Struct):
    """What was done at a page break inside a table.

    Attributes:
        page: the page it ends.
        heads: how many rows of a repeated head were left out.
        row: the row that was cut and joined, from 1; 0 where none was.
        unsure: the row that may belong to the one above, from 1; 0 where there is none.
    """

    page: int
    heads: int = 0
    row: int = 0
    unsure: int = 0


def goes_on(table: Table, frame: Frame, free: float) -> bool:
    """Tell whether a frame at the top of a page goes on with the table of the page before.

    Args:
        table: the last one of the page before, nothing but margins below it.
        frame: nothing but margins above it.
        free: the height left below the table, in points.
    """
    width = table.places[-1] - table.places[0]
    if abs((frame.columns[-1] - frame.columns[0]) - width) > 2 * NEAR:
        return False
    # where the next row would still have had room, somebody wanted a new page; it may be
    # the second one, or the third, below a head that is repeated
    count = 3 if repeats_first_row(table, frame) else 2
    first = frame.rows[min(count, len(frame.rows) - 1)] - frame.rows[0]
    return free < first + _SLACK


def repeats_first_row(table: Table, frame: Frame) -> bool:
    """Tell whether a frame begins with the row the table begins with: its head, not a value."""
    first = [
        "".join("".join(line.text.split()) for line in cell.lines)
        for cell in frame.cells
        if cell.top == 0
    ]
    own = [spot.plain() for spot in table.spots if spot.top == 0]
    return first == own and sum(bool(text) for text in first) > 1


def go_on(table: Table, frame: Frame, page: int) -> Break:
    """Join a frame to the table it goes on with."""
    done = Break(table.last_page)
    shift = table.places[0] - frame.columns[0]
    at = table.add_places([place + shift for place in frame.columns])
    spots = [spot_of(cell) for cell in frame.cells]
    for spot in spots:
        spot.left, spot.right = at[spot.left], at[spot.right]
    table.note(frame.cells)
    done.heads = _repeated_head(table, spots)
    if done.heads:
        spots = [spot for spot in spots if spot.top >= done.heads]
        for spot in spots:
            spot.top -= done.heads
            spot.bottom -= done.heads
    height = len(frame.rows) - 1 - done.heads
    table.last_page = page
    table.bottom = frame.rows[-1]
    if height > 0:
        _append(table, spots, height, done)
    return done


# repeated heads


def _repeated_head(table: Table, spots: list[Spot]) -> int:
    """Return how many rows at the top of a page repeat a head of the table."""
    new = _rows(spots, _MOST_HEAD_ROWS)
    old = _rows(table.spots, table.first_rows)
    # what repeats whole is another table of the same content
    rows = max(spot.bottom for spot in spots)
    for count in range(min(_MOST_HEAD_ROWS, rows - 1), 0, -1):
        head = [new.get(row) for row in range(count)]
        if any(
            not row or any(cell[3] > count - number for cell in row)
            for number, row in enumerate(head)
        ):
            continue
        if not _is_head_like(head):
            continue
        for start in range(max(0, table.first_rows - count + 1)):
            if [old.get(start + row) for row in range(count)] == head and (
                start == 0 or _begins_block(old, start, count)
            ):
                return count
    return 0


_Row = tuple[tuple[int, int, str, int], ...]


def _rows(spots: list[Spot], most: int) -> dict[int, _Row]:
    """Return the first rows as (left, right, text, rows) of the cells beginning in them."""
    rows: dict[int, list[tuple[int, int, str, int]]] = {}
    for spot in spots:
        if spot.top < most:
            cell = (spot.left, spot.right, spot.plain(), spot.bottom - spot.top)
            rows.setdefault(spot.top, []).append(cell)
    return {number: tuple(sorted(row)) for number, row in rows.items()}


def _is_head_like(head: list[_Row | None]) -> bool:
    texts = [text for row in head for _, _, text, _ in row or () if text]
    return len(texts) > 1 and not any(_NUMBER.fullmatch(text) for text in texts)


def _begins_block(rows: dict[int, _Row], start: int, count: int) -> bool:
    """Tell whether rows amid a table part columns otherwise than the row above them.

    So does the head of the indicators in many forms. A row like another one of its block
    is no head, though it reads the same: two projects may have the same indicator.
    """
    head = [row for number in range(count) for row in rows.get(start + number, ())]
    if len(head) < 3 or not all(text for _, _, text, _ in head):
        return False
    above = {(left, right) for left, right, _, _ in rows.get(start - 1, ())}
    own = {(left, right) for left, right, _, _ in rows.get(start, ())}
    return not own <= above


# rows


def _append(table: Table, spots: list[Spot], height: int, done: Break) -> None:
    """Add the rows of a new page, the first of them to the last one where it was cut."""
    ends = {(spot.left, spot.right): spot for spot in table.spots if spot.bottom == table.height}
    first = sorted((spot for spot in spots if spot.top == 0), key=lambda spot: spot.left)
    verdict = _judge(table, first, ends)
    pages = f"第{done.page}页和第{table.last_page}页"
    offset = table.height - (verdict == _CUT)
    merged: set[int] = set()
    if verdict == _CUT:
        for spot in first:
            above = ends[spot.left, spot.right]
            if spot.has_text and above.has_text:
                above.doubt = f"原文件在{pages}之间分页，这一格由两页的文字接成，请核对"
            _prolong(above, spot, offset)
            merged.add(id(spot))
        done.row = table.height
    else:
        for spot in _running_on(first, ends):
            above = ends[spot.left, spot.right]
            if spot.has_text:
                above.doubt = f"原文件在{pages}之间分页，这一格的文字在后一页，请核对它从哪一行开始"
            _prolong(above, spot, offset)
            merged.add(id(spot))
        if verdict == _UNSURE:
            named = next(spot for spot in first if spot.has_text)
            named.doubt = f"原文件在{pages}之间分页，不能确定这一行是否接着上一行，请对照原文件核对"
            done.unsure = table.height + 1
    for spot in spots:
        if id(spot) not in merged:
            spot.top += offset
            spot.bottom += offset
            table.spots.append(spot)
    table.height = offset + height


def _prolong(above: Spot, spot: Spot, offset: int) -> None:
    above.bottom = offset + spot.bottom
    above.parts += spot.parts


_CUT, _WHOLE, _UNSURE = "cut", "whole", "unsure"


def _judge(table: Table, first: list[Spot], ends: dict[tuple[int, int], Spot]) -> str:
    """Tell whether the first row of a page is the rest of the last row before it.

    It is where everything in it goes on with a text above that filled its room, up to
    the foot of its cell and to the end of its line.
    """
    below = [spot for spot in first if spot.has_text]
    if not below or any((spot.left, spot.right) not in ends for spot in first):
        return _WHOLE
    above = [ends[spot.left, spot.right] for spot in below]
    pairs = list(zip(above, below, strict=True))
    parted = [parts_amount(old.plain(), new.plain()) for old, new in pairs]
    if any(
        _is_value(old) and _is_value(new) and not cut
        for (old, new), cut in zip(pairs, parted, strict=True)
    ):
        return _WHOLE
    if any(parted):
        return _CUT
    if not all(_fills(spot) for spot in above):
        return _WHOLE
    wrapped = [table.ends_wrapped(old, new.parts[0].lines[0]) for old, new in pairs]
    # a name that stands above and not below shows that no row begins here; levels may
    # stand above without that, but of those at most one is of a single row
    leading = next(number for number, spot in enumerate(first) if spot.has_text)
    single = sum(_is_single(ends[spot.left, spot.right]) for spot in first[:leading])
    shorter = single > 1 or any(
        not spot.has_text and ends[spot.left, spot.right].has_text for spot in first[leading:]
    )
    if all(wrapped) and (shorter or len(below) > 1 or _is_long(above[0])):
        return _CUT
    if len(below) == 1 and _is_long(above[0]) and leading > 0:
        return _CUT
    return _UNSURE if any(wrapped) else _WHOLE


def _is_value(spot: Spot) -> bool:
    """Tell whether a cell holds a number, an amount, a date or the like: no break parts one."""
    return bool(_VALUE.fullmatch(spot.plain()))


def _fills(spot: Spot) -> bool:
    """Tell whether a cell's text leaves no room at its foot on the page it ends on."""
    part = spot.parts[-1]
    if not part.lines:
        return False
    height = sum(line.size for line in part.lines) / len(part.lines) * _LINE_SPACING
    text = part.lines[-1].y1 - part.lines[0].y0
    return (part.box[3] - part.box[1]) - text < _FREE_LINES * height


def _is_single(spot: Spot) -> bool:
    return spot.has_text and spot.bottom - spot.top == 1


def _is_long(spot: Spot) -> bool:
    return sum(len(part.lines) for part in spot.parts) >= _LONG


def _running_on(first: list[Spot], ends: dict[tuple[int, int], Spot]) -> list[Spot]:
    """Return the cells at the left of a row that go on with the ones above.

    They are empty up to the first with a text. A merged cell's text may also stand on the
    later page only; then the part above is empty.
    """
    if not any(spot.has_text for spot in first):
        return []
    found: list[Spot] = []
    for spot in first:
        above = ends.get((spot.left, spot.right))
        if above is None:
            break
        if spot.has_text:
            spans = max(above.bottom - above.top, spot.bottom - spot.top)
            if above.has_text or spans < 2:
                break
        found.append(spot)
    return found

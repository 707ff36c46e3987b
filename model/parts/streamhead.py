"""The head of a known table in a text dump: which table, how wide, and what reaches how far."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from model.layout.publication import ColumnKind, TableSpec
from model.parts.rowplaces import ANY, is_total
from model.parts.words import any_says, keys_of, says
from model.printing.grid import StreamCell

_WITHIN = 12
"""Pieces searched for a head: captions may stand over it inside the table."""
_LEAST = 0.6
"""Which part of a table's column labels must be there."""

Pieces = Sequence[Sequence[StreamCell]]
Spans = list[tuple[int, int, int]]
"""Of a head row's cells: column, width, height; a width of 0 for one that only reaches down."""


class HeadPlace(Struct, frozen=True):
    """A known table's head in a dump.

    Attributes:
        spec: the table.
        first, last: the rows of the head among the table's.
        lengths: how many cells each of these rows has.
        spans: where these cells stand.
        width: how many columns the table has.
        kinds: what each holds; `ANY` where the head does not say.
        labels: what is printed over each.
    """

    spec: TableSpec
    first: int
    last: int
    lengths: tuple[int, ...]
    spans: tuple[Spans, ...]
    width: int
    kinds: tuple[str, ...]
    labels: tuple[str, ...]


def find_head_rows(pieces: Pieces, known: Sequence[TableSpec]) -> HeadPlace | None:
    """Return the head of the known table that explains most of the first pieces; None for none.

    Args:
        pieces: the cells between blank lines: rows, pieces of rows, or several rows.
        known: the tables it may be; one alone where a line over it names it.
    """
    for first in range(min(_WITHIN, len(pieces))):
        found = [
            place
            for spec in known
            for place in (_exact(spec, pieces, first) or _like(spec, pieces, first),)
            if place is not None
        ]
        if found:
            return max(found, key=lambda place: _said(place.spec, pieces[first:]))
    return None


def _said(spec: TableSpec, pieces: Pieces) -> float:
    """Return how much of a table's labels is said, and how many these are."""
    there, labelled = _labels_there(spec, pieces)
    return there / max(1, labelled) + there / 1000


def _labels_there(spec: TableSpec, pieces: Pieces) -> tuple[int, int]:
    keys = keys_of(cell.text for piece in pieces[: len(spec.head) + 1] for cell in piece)
    labelled = [column for column in spec.columns if column.label]
    said = sum(any_says(keys, (column.label, *column.also)) for column in labelled)
    return said, len(labelled)


# the head as this program knows it


def _exact(spec: TableSpec, pieces: Pieces, first: int) -> HeadPlace | None:
    """Return the head where its cells are the form's own, in their order."""
    cells = [cell for piece in pieces[first:] for cell in piece]
    ends = _ends(pieces[first:])
    at = hits = labels = 0
    lengths, spans, at_ends = [], [], []
    for number in range(len(spec.head)):
        begin = at
        row: Spans = []
        for col, one in shown(spec, number):
            if at >= len(cells):
                return None
            text = cells[at].text
            at += 1
            if one is not None:
                labels += 1
                hits += says(text, (one.label, *one.also))
                row.append((col, one.span, one.height))
            elif text.strip():
                return None
            else:
                row.append((col, 0, 0))
        lengths.append(at - begin)
        spans.append(row)
        at_ends.append(at in ends)
    if labels < 2 or hits < labels - (labels > 3):
        return None
    # a blank line behind each row of the head, or behind none: else the table is another's
    if not all(at_ends) and (any(at_ends[:-1]) or len(pieces[first]) < at):
        return None
    return HeadPlace(
        spec,
        first,
        first + len(lengths) - 1,
        tuple(lengths),
        tuple(spans),
        spec.width,
        tuple(column.kind for column in spec.columns),
        tuple(column.label for column in spec.columns),
    )


def _ends(pieces: Pieces) -> set[int]:
    ends, at = set(), 0
    for piece in pieces:
        at += len(piece)
        ends.add(at)
    return ends


def shown(spec: TableSpec, number: int) -> list[tuple[int, ColumnKind | None]]:
    """Return the cells a dump shows of a head's row; None for one that reaches down into it."""
    placed: list[tuple[int, ColumnKind | None]] = list(spec.placed_head[number])
    for above in range(number):
        placed += [
            (col, None) for col, one in spec.placed_head[above] if above + one.height > number
        ]
    return sorted(placed, key=lambda pair: pair[0])


# a head of other columns, more or fewer


def _like(spec: TableSpec, pieces: Pieces, first: int) -> HeadPlace | None:
    """Return the head where enough of the form's labels stand, in rows of the file's own."""
    there, labelled = _labels_there(spec, pieces[first:])
    if there < max(2, round(labelled * _LEAST)):
        return None
    if not _is_head_row(spec, pieces[first]) and not _is_over_head(spec, pieces, first):
        return None
    last = first
    for number in range(first + 1, min(first + len(spec.head) + 1, len(pieces))):
        if not _is_head_row(spec, pieces[number]):
            break
        last = number
    rows = [[cell.text for cell in piece] for piece in pieces[first : last + 1]]
    width = _width(pieces, first, last)
    if max(map(len, rows)) > width:
        return None
    spans = _spans(spec, rows, width)
    labels = [""] * width
    for texts, row in zip(rows, spans, strict=True):
        for text, (col, span, _) in zip(texts, row, strict=True):
            if span == 1 and text.strip():
                labels[col] = text
    keyed = _keyed(spec, labels)
    kinds = [ANY] * width
    for key, col in keyed.items():
        kinds[col] = spec.columns[spec.column(key)].kind
    lengths = tuple(map(len, rows))
    return HeadPlace(spec, first, last, lengths, tuple(spans), width, tuple(kinds), tuple(labels))


def _is_head_row(spec: TableSpec, piece: Sequence[StreamCell]) -> bool:
    said = [cell.text for cell in piece if cell.text.strip()]
    known = [one for row in spec.head for one in row]
    hits = sum(any(says(text, (one.label, *one.also)) for one in known) for text in said)
    # 合计 alone is a row under the head, though a column may be called so too
    one = len(said) == 1 and not is_total(said[0])
    return bool(said) and 2 * hits >= len(said) and (hits > 1 or one)


def _is_over_head(spec: TableSpec, pieces: Pieces, place: int) -> bool:
    """Tell whether a row of groups stands there, over a row of the head with more cells."""
    if place + 1 >= len(pieces) or not _is_head_row(spec, pieces[place + 1]):
        return False
    said = [cell.text for cell in pieces[place]]
    known = [one for row in spec.head for one in row]
    return (
        1 < len(said) < len(pieces[place + 1])
        and all(text.strip() and not is_total(text) for text in said)
        and any(says(text, (one.label, *one.also)) for one in known for text in said)
    )


def _width(pieces: Pieces, first: int, last: int) -> int:
    """Return how many columns a table has: as many as the fullest row of its head has cells.

    Where the head's rows are all merged ones, as the widest row under it.
    """
    head = max(len(piece) for piece in pieces[first : last + 1])
    under = []
    for piece in pieces[last + 1 :]:
        under.append(len(piece))
        if any(line.text.strip() for line in piece[-1].tail):
            break
    return head if head in under else max([head, *under])


def _keyed(spec: TableSpec, labels: Sequence[str]) -> dict[str, int]:
    """Return the column of each key whose label stands there, from left to right."""
    found: dict[str, int] = {}
    at = -1
    for column in spec.columns:
        for col in range(at + 1, len(labels)):
            if labels[col].strip() and says(labels[col], (column.label, *column.also)):
                found[column.key] = at = col
                break
    return found


def _spans(spec: TableSpec, rows: list[list[str]], width: int) -> list[Spans]:
    """Return where the cells of the head's rows stand."""
    full = next((n for n in reversed(range(len(rows))) if len(rows[n]) == width), None)
    if full is None:
        return _over_parts(spec, rows, width)
    keyed = _keyed(spec, rows[full])
    made: list[Spans] = [[(col, 1, 1) for col in range(width)]]
    for number in reversed(range(full)):
        texts = rows[number]
        groups = _over_groups(texts, rows[number + 1], made[0]) if number + 1 < full else None
        made.insert(0, groups or _over(spec, texts, keyed, width))
    made += [_evenly(len(texts), width) for texts in rows[full + 1 :]]
    _reach_down(made, rows, full)
    return made


def _over(spec: TableSpec, texts: list[str], keyed: dict[str, int], width: int) -> Spans:
    """Return where the cells of a row stand whose columns are named below it."""
    row: Spans = []
    col = 0
    for place, text in enumerate(texts):
        left = len(texts) - place - 1
        columns = [keyed[key] for key in _covered(spec, text) if keyed.get(key, -1) >= col]
        end = max(columns) + 1 if columns else col + 1
        end = width if not left else min(end, width - left)
        row.append((col, end - col, 1))
        col = end
    return row


def _over_groups(texts: list[str], below: list[str], spans: Spans) -> Spans | None:
    """Return where the cells of a row stand over a row of groups; None where that is not plain.

    A cell that reaches down leaves an empty one below it; any other stands over the cells up to
    the next such one.
    """
    row: Spans = []
    at = 0
    for place in range(len(texts)):
        if at >= len(below):
            return None
        begin = at
        at += 1
        if below[begin].strip():
            while at < len(below) and below[at].strip():
                at += 1
            if place + 1 < len(texts) and at == len(below):
                return None
        col, (last, span, _) = spans[begin][0], spans[at - 1]
        row.append((col, last + span - col, 1))
    return row if at == len(below) else None


def _over_parts(spec: TableSpec, rows: list[list[str]], width: int) -> list[Spans]:
    """Return the same where each row leaves out the cells that reach down from the one above."""
    if len(rows) != 2:
        return [_evenly(len(texts), width) for texts in rows]
    upper: Spans = []
    lower: Spans = []
    below = list(rows[1])
    col = 0
    for text in rows[0]:
        wanted = [spec.columns[spec.column(key)] for key in _covered(spec, text)]
        own = 0
        while own < len(below) and any(says(below[own], (one.label, *one.also)) for one in wanted):
            own += 1
        lower += [(col + place, 1, 1) for place in range(own)]
        del below[:own]
        upper.append((col, max(1, own), 1 if own else 2))
        col += max(1, own)
    if below or col != width:
        return [_evenly(len(texts), width) for texts in rows]
    return [upper, lower]


def _covered(spec: TableSpec, text: str) -> list[str]:
    """Return the keys of the columns a head's cell stands over, where it stands over several."""
    for row in spec.placed_head:
        for col, one in row:
            if not one.key and says(text, (one.label, *one.also)):
                return [column.key for column in spec.columns[col : col + one.span]]
    return []


def _reach_down(made: list[Spans], rows: list[list[str]], full: int) -> None:
    """Let the head's single cells reach down over the empty ones below them."""
    for number in range(full):
        for place, (col, span, _) in enumerate(made[number]):
            below = [
                (row, at)
                for row in range(number + 1, full + 1)
                for at, (other, _, _) in enumerate(made[row])
                if other == col
            ]
            if span == 1 and below and all(not rows[row][at].strip() for row, at in below):
                made[number][place] = (col, 1, full + 1 - number)
                for row, at in below:
                    made[row][at] = (col, 0, 0)


def _evenly(count: int, width: int) -> Spans:
    """Return as many cells as there are over the whole width."""
    each = max(1, width // count)
    row = [(place * each, each, 1) for place in range(count)]
    col, _, high = row[-1]
    return [*row[:-1], (col, max(1, width - col), high)]

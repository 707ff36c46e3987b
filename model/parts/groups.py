"""Which rows of a known table a total is the sum of."""

from __future__ import annotations

from collections.abc import Iterator

from model.layout.publication import ANY_ROW, ColumnKind, ColumnSumSpec
from model.parts.tables import Line, TableView
from model.parts.words import SCHEMES

_LEVELS = (SCHEMES["chinese"], SCHEMES["bracket"], SCHEMES["digit"])
"""How rows are numbered, the highest first."""


def groups(spec: ColumnSumSpec, view: TableView) -> Iterator[tuple[Line, list[Line]]]:
    """Yield each total of a table with the rows it is the sum of."""
    lines = view.lines
    totals = [line for line in lines if line.spec is not None and line.spec.key == spec.total]
    if spec.rows:
        rows = [
            line
            for line in lines
            if (line.spec is not None and line.spec.key in spec.rows)
            or (ANY_ROW in spec.rows and line not in totals)
        ]
        yield from _parted(spec, totals[:1], rows)
    elif spec.following:
        for total in totals:
            rows = []
            for line in lines[lines.index(total) + 1 :]:
                if line.spec is not None:
                    break
                rows.append(line)
            if rows:
                yield total, rows
    else:
        yield from _tree_groups(view, totals)


def _parted(
    spec: ColumnSumSpec, totals: list[Line], rows: list[Line]
) -> Iterator[tuple[Line, list[Line]]]:
    """Yield a total with its rows; those before a subtotal count by it alone."""
    at = next(
        (place for place, line in enumerate(rows) if spec.subtotal and line.key == spec.subtotal), 0
    )
    for total in totals:
        if rows[at:]:
            yield total, rows[at:]
    if at:
        yield rows[at], rows[:at]


def highest(view: TableView, lines: list[Line], column: ColumnKind) -> list[Line]:
    """Return the rows that are no parts of others: by what is known of them, and by numbering."""
    keys = {line.spec.key for line in lines if line.spec is not None}
    label = column.row_label or view.spec.label
    own = label == view.spec.label
    levels = {}
    for line in lines:
        if own and line.spec is not None and line.spec.within in keys:
            continue
        text = view.text(line.row, label)
        if not text.strip().startswith("其中"):
            levels[line.place] = next((n for n, one in enumerate(_LEVELS) if one.match(text)), -1)
    top = min((level for level in levels.values() if level >= 0), default=-1)
    return [line for line in lines if levels.get(line.place, len(_LEVELS)) in (-1, top)]


def _tree_groups(view: TableView, totals: list[Line]) -> Iterator[tuple[Line, list[Line]]]:
    """Yield the total with the rows of the highest codes, and each row with those under it."""
    coded = [(line, code) for line in view.lines if (code := code_of(view, line))]
    tops = [line for line, code in coded if not above(code, coded)]
    for total in totals[:1]:
        rows = tops or [line for line in view.lines if line.spec is None and line is not total]
        if rows:
            yield total, rows
    for line, code in coded:
        under = [
            other
            for other, longer in coded
            if longer != code and longer.startswith(code) and above(longer, coded) == code
        ]
        if under:
            yield line, under


def above(code: str, coded: list[tuple[Line, str]]) -> str:
    """Return the nearest code that contains another; empty where none does."""
    above = [one for _, one in coded if one != code and code.startswith(one)]
    return max(above, key=len, default="")


def code_of(view: TableView, line: Line) -> str:
    """Return a row's code, its columns of codes put together; empty where it has none."""
    parts = [view.text(line.row, key).strip() for key in view.spec.tree]
    code = "".join(parts)
    return code if code.isdigit() else ""

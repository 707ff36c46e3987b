"""One project's differences: the table itself, its cells, its indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from model.compare.differences import Difference, RowPair, TablePair, cell_difference, place_words
from model.compare.forms import CommonForm, row_title
from model.compare.matching import match_indicators
from model.document.cellref import CellRef
from model.document.disclosure import TargetTable, get_field, get_indicator_field


def pair_indicators(before: TargetTable, after: TargetTable) -> list[RowPair]:
    """Return every indicator of either of two target tables with its like in the other.

    In the order after; what was deleted stands where it stood before.
    """
    ours, theirs = before.indicators, after.indicators
    return [
        RowPair(
            None if match.before is None else ours[match.before],
            None if match.after is None else theirs[match.after],
            match.how,
            match.likeness,
            match.place_before,
            match.place_after,
            match.moved,
        )
        for match in match_indicators(ours, theirs)
    ]


def compare_table(pair: TablePair, common: CommonForm, same: bool) -> list[Difference]:
    """Return one project's differences, in reading order.

    Args:
        pair: the project on both sides.
        common: the cells to compare, and their names.
        same: list the cells that are the same, too.
    """
    return list(_table(pair, common, same))


def _table(pair: TablePair, common: CommonForm, same: bool) -> Iterator[Difference]:
    make = partial(Difference, number=pair.number, name=pair.name)
    if pair.before is None or pair.after is None or pair.moved:
        yield _whole_table(make, pair, common)
    if pair.before is None or pair.after is None:
        return
    before, after = pair.before, pair.after
    for name in common.fields(before, after):
        old, new = get_field(before, name), get_field(after, name)
        if common.says(name, before, after) and common.lists_field(name, old, new, same):
            yield cell_difference(
                make,
                common.field_title(name),
                (CellRef(before.id, name), CellRef(after.id, name)),
                (old, new),
                name if common.is_amount(name) else "",
            )
    for row in pair_indicators(before, after):
        yield from _row(make, (before.id, after.id), row, common, same)


def _whole_table(
    make: Callable[..., Difference], pair: TablePair, common: CommonForm
) -> Difference:
    """A project that came, went or moved; of one that came or went, all its cells."""
    before, after = pair.before, pair.after
    make = partial(
        make,
        of="table",
        before_ref=before and CellRef(before.id, "name"),
        after_ref=after and CellRef(after.id, "name"),
        place_before=pair.number_before,
        place_after=pair.number_after,
    )
    if before is None and after is not None:
        return make(kind="added", title="整个项目", after=common.table_text(after))
    if after is None and before is not None:
        return make(kind="deleted", title="整个项目", before=common.table_text(before))
    return make(
        kind="moved",
        title="项目的位置",
        before=place_words(pair.number_before, "项目"),
        after=place_words(pair.number_after, "项目"),
    )


def _row(
    make: Callable[..., Difference],
    tables: tuple[str, str],
    row: RowPair,
    common: CommonForm,
    same: bool,
) -> Iterator[Difference]:
    """Yield the differences of one indicator; ``tables`` are the ids of its target tables."""
    make = partial(make, place_before=row.place_before, place_after=row.place_after)
    before, after = row.before, row.after
    if before is None or after is None or row.moved:
        yield _whole_row(make, tables, row, common)
    if before is None or after is None:
        return
    title = row_title(row.place_after, after.name or before.name)
    for name in common.columns(before, after):
        old, new = get_indicator_field(before, name), get_indicator_field(after, name)
        if common.lists_column(name, old, new, same):
            yield cell_difference(
                make,
                f"{title}的{common.column_title(name)}",
                (CellRef(tables[0], name, before.id), CellRef(tables[1], name, after.id)),
                (old, new),
                name if name == "value" else "",
            )


def _whole_row(
    make: Callable[..., Difference], tables: tuple[str, str], row: RowPair, common: CommonForm
) -> Difference:
    """An indicator that came, went or moved; of one that came or went, all its cells."""
    before, after = row.before, row.after
    shown = after or before
    title = row_title(row.place_after or row.place_before, shown.name if shown else "")
    make = partial(
        make,
        of="indicator",
        before_ref=before and CellRef(tables[0], "name", before.id),
        after_ref=after and CellRef(tables[1], "name", after.id),
    )
    if before is None and after is not None:
        return make(kind="added", title=title, after=common.row_text(after))
    if after is None and before is not None:
        return make(kind="deleted", title=title, before=common.row_text(before))
    return make(
        kind="moved",
        title=f"{title}的位置",
        before=place_words(row.place_before, "指标"),
        after=place_words(row.place_after, "指标"),
    )

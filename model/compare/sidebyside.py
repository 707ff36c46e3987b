"""Last year beside this year: every cell of one project, the same ones, too."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from model.compare.differences import Difference, Kind, RowPair, TablePair
from model.compare.forms import CommonForm
from model.compare.runs import Run, text_runs
from model.compare.table import pair_indicators
from model.document.cellref import CellRef
from model.document.disclosure import Indicator, TargetTable, get_field, get_indicator_field

_LEVELS = ("level1", "level2")


class ComparedLine(Struct, frozen=True):
    """One line of the view.

    Attributes:
        title: the cell's name; of a heading, the indicator's.
        before, after: the texts; a heading has none.
        before_ref, after_ref: the cell on each side; None where it is absent.
        heading: an indicator begins here; its cells follow.
        kind: of a heading, whether the indicator was ``added`` or ``deleted``; else ``same``.
    """

    title: str
    before: str = ""
    after: str = ""
    before_ref: CellRef | None = None
    after_ref: CellRef | None = None
    heading: bool = False
    kind: Kind = "same"

    @property
    def differs(self) -> bool:
        """Whether the two texts are different."""
        return not self.heading and self.before != self.after

    @property
    def runs(self) -> tuple[Run, ...]:
        """What of the text stayed, went and came; see `text_runs`."""
        return text_runs(self.before, self.after)


def table_lines(pair: TablePair, common: CommonForm) -> list[ComparedLine]:
    """Return every cell of a project with a text on either side, in the form's order.

    Args:
        pair: the project on both sides; one of them may be absent.
        common: the cells of the two forms, and their names.
    """
    return [*_fields(pair, common), *_rows(pair, common)]


def own_lines(differences: list[Difference]) -> list[ComparedLine]:
    """Return the department's own text beside each other.

    Args:
        differences: those of the own text, the cells that are the same among them.
    """
    return [
        ComparedLine(one.title, one.before, one.after, one.before_ref, one.after_ref)
        for one in differences
        if one.kind != "moved" and (one.before or one.after)
    ]


def _fields(pair: TablePair, common: CommonForm) -> Iterator[ComparedLine]:
    before, after = pair.before, pair.after
    for name in common.fields(*(table for table in (before, after) if table)):
        old = get_field(before, name) if before else ""
        new = get_field(after, name) if after else ""
        if old or new:
            yield ComparedLine(
                common.field_title(name),
                old,
                new,
                CellRef(before.id, name) if before else None,
                CellRef(after.id, name) if after else None,
            )


def _rows(pair: TablePair, common: CommonForm) -> Iterator[ComparedLine]:
    nothing = TargetTable(id="")
    before, after = pair.before or nothing, pair.after or nothing
    for row in pair_indicators(before, after):
        yield from _row(row, (before.id, after.id), common)


def _row(row: RowPair, tables: tuple[str, str], common: CommonForm) -> Iterator[ComparedLine]:
    before, after = row.before, row.after
    shown = after or before
    assert shown is not None

    def ref(side: int, item: Indicator | None, name: str) -> CellRef | None:
        return CellRef(tables[side], name, item.id) if item else None

    yield ComparedLine(
        _heading(row, shown),
        before_ref=ref(0, before, "name"),
        after_ref=ref(1, after, "name"),
        heading=True,
        kind="added" if before is None else "deleted" if after is None else "same",
    )
    for name in common.columns(*(item for item in (before, after) if item)):
        old = get_indicator_field(before, name) if before else ""
        new = get_indicator_field(after, name) if after else ""
        # the heading says these already
        if not (old or new) or (old == new and name in (*_LEVELS, "name")):
            continue
        yield ComparedLine(
            common.column_title(name), old, new, ref(0, before, name), ref(1, after, name)
        )


def _heading(row: RowPair, shown: Indicator) -> str:
    number = row.place_after or row.place_before
    name = " ".join(shown.name.split()) or "（未填名称）"
    level = " ".join((shown.level2 or shown.level1).split())
    return f"指标{number}　{name}" + (f"（{level}）" if level else "")

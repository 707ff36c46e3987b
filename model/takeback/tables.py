"""What a returned file proposes for one project: the project itself, its cells, its indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs

from model.checks.names import shortened
from model.compare import Match
from model.document.cellref import CellRef
from model.document.comments import CellComment
from model.document.disclosure import VALUE_PARTS, TargetTable, get_field, get_indicator_field
from model.takeback.pairs import pair_rows
from model.takeback.proposal import Proposal, Sides

Remarks = Sequence[tuple[int, CellComment]]
"""Comments of theirs, with their numbers."""

LEVELS = ("level1", "level2")


def project_proposals(sides: Sides, match: Match, remarks: Remarks) -> list[Proposal]:
    """Return everything proposed for one project, in reading order."""
    ours, theirs = sides.tables(match)
    if ours is None or theirs is None:
        found = [_whole(sides, match)]
        return (
            found if ours is not None else found + list(_comments(sides, ours, theirs, {}, remarks))
        )
    rows = pair_rows(ours.indicators, theirs.indicators)
    same = _same_cells(ours, theirs, rows)
    told = list(_comments(sides, ours, theirs, same, remarks))
    found = [_moved_table(sides, match)] if match.moved else []
    found += _fields(sides, ours, theirs)
    found += _rows(sides, ours, theirs, rows)
    return [_remarked(one, told) for one in found] + told


def emptied_levels(ours: TargetTable, theirs: TargetTable) -> int:
    """Return how many indicators lost a level in a returned file.

    A row deleted in a spreadsheet takes the merged level cell along that began in it: no one
    empties a level on purpose.
    """
    rows = pair_rows(ours.indicators, theirs.indicators)
    return sum(
        any(
            getattr(ours.indicators[one.before], level)
            and not getattr(theirs.indicators[one.after], level)
            for level in LEVELS
        )
        for one in rows
        if one.before is not None and one.after is not None
    )


def _whole(sides: Sides, match: Match) -> Proposal:
    """A project that only one side has."""
    ours, theirs = sides.tables(match)
    if theirs is not None:
        return Proposal(
            key=f"table+{theirs.id}",
            kind="added",
            of="table",
            group=theirs.id,
            title="整个项目",
            after=sides.form.table_text(theirs),
        )
    assert ours is not None
    return Proposal(
        key=f"table-{ours.id}",
        kind="deleted",
        of="table",
        group=ours.id,
        title="整个项目",
        before=sides.form.table_text(ours),
        ref=CellRef(ours.id, "name"),
        doubtful=True,
    )


def _moved_table(sides: Sides, match: Match) -> Proposal:
    ours, _ = sides.tables(match)
    assert ours is not None
    return Proposal(
        key=f"table~{ours.id}",
        kind="moved",
        of="table",
        group=ours.id,
        title="项目的位置",
        before=f"第{match.place_before}个项目",
        after=f"第{match.place_after}个项目",
        ref=CellRef(ours.id, "name"),
    )


def _fields(sides: Sides, ours: TargetTable, theirs: TargetTable) -> Iterator[Proposal]:
    form = sides.form
    for name in form.fields:
        if form.same_field(name, ours, theirs):
            continue
        before, after = get_field(ours, name), get_field(theirs, name)
        if before == after:
            continue
        ref = CellRef(ours.id, name)
        yield Proposal(
            key=f"{ours.id}/{name}",
            kind="changed",
            of="cell",
            group=ours.id,
            title=form.field_title(name),
            before=before,
            after=after,
            ref=ref,
            texts=((ref, after),),
        )


def _rows(
    sides: Sides, ours: TargetTable, theirs: TargetTable, rows: Sequence[Match]
) -> Iterator[Proposal]:
    form, group = sides.form, ours.id
    for one in rows:
        if one.after is None:
            assert one.before is not None
            row = ours.indicators[one.before]
            if form.shows(row):
                yield Proposal(
                    key=f"{group}-{row.id}",
                    kind="deleted",
                    of="indicator",
                    group=group,
                    title=row_title(one.before, row.name),
                    before=form.row_text(row),
                    ref=CellRef(group, "name", row.id),
                )
        elif one.before is None:
            row = theirs.indicators[one.after]
            if form.shows(row):
                yield Proposal(
                    key=f"{group}+{row.id}",
                    kind="added",
                    of="indicator",
                    group=group,
                    title=row_title(one.after, row.name),
                    after=form.row_text(row),
                )
        else:
            yield from _row(sides, ours, theirs, one)


def _row(sides: Sides, ours: TargetTable, theirs: TargetTable, match: Match) -> Iterator[Proposal]:
    """Yield what is proposed for an indicator both sides have: its place, its cells."""
    assert match.before is not None and match.after is not None
    form = sides.form
    row, other = ours.indicators[match.before], theirs.indicators[match.after]
    title = row_title(match.before, row.name)
    if match.moved:
        yield Proposal(
            key=f"{ours.id}~{row.id}",
            kind="moved",
            of="indicator",
            group=ours.id,
            title=f"{title}的位置",
            before=f"第{match.place_before}个指标",
            after=f"第{match.place_after}个指标",
            ref=CellRef(ours.id, "name", row.id),
        )
    for name in form.columns:
        if form.same_column(name, row, other):
            continue
        before, after = get_indicator_field(row, name), get_indicator_field(other, name)
        if name in LEVELS and not after:
            continue
        parts: tuple[tuple[CellRef, str], ...] = ()
        if name == "value" and form.split:
            # the same whole may stand differently in the form's three cells
            parts = tuple(
                (CellRef(ours.id, part, row.id), get_indicator_field(other, part))
                for part in VALUE_PARTS
            )
            before, after = (
                " ".join(get_indicator_field(one, part) for part in VALUE_PARTS)
                for one in (row, other)
            )
        ref = CellRef(ours.id, name, row.id)
        yield Proposal(
            key=f"{ours.id}/{row.id}/{name}",
            kind="changed",
            of="cell",
            group=ours.id,
            title=f"{title}的{form.column_title(name)}",
            before=before,
            after=after,
            ref=ref,
            texts=parts or ((ref, after),),
        )


def row_title(place: int, name: str) -> str:
    """Return what a clerk calls an indicator; its place from 0."""
    short = shortened(name)
    return f"第{place + 1}个指标" + (f"“{short}”" if short else "")


# comments


def _same_cells(
    ours: TargetTable, theirs: TargetTable, rows: Sequence[Match]
) -> dict[str, tuple[int, str]]:
    """Return for each of their indicators that ours has: its place in ours, and its id."""
    return {
        theirs.indicators[one.after].id: (one.before, ours.indicators[one.before].id)
        for one in rows
        if one.before is not None and one.after is not None
    }


def _comments(
    sides: Sides,
    ours: TargetTable | None,
    theirs: TargetTable | None,
    same: dict[str, tuple[int, str]],
    remarks: Remarks,
) -> Iterator[Proposal]:
    """Yield the comments of a project that ours does not have yet, at the cells of ours."""
    table = ours or theirs
    assert table is not None and theirs is not None
    known = {
        (one.ref, one.author, one.text) for one in sides.ours.comments if one.ref.table == table.id
    }
    places = {item.id: place for place, item in enumerate(theirs.indicators)}
    for number, comment in remarks:
        ref = comment.ref
        found = same.get(ref.indicator)
        mine = CellRef(table.id, ref.field, found[1] if found else ref.indicator)
        if (mine, comment.author, comment.text) in known:
            continue
        in_ours = ours is not None and (not ref.indicator or found is not None)
        if ref.indicator:
            holder = theirs.indicators[places[ref.indicator]] if ref.indicator in places else None
            place = found[0] if found else places.get(ref.indicator, 0)
            name = table.indicators[place].name if found else holder.name if holder else ""
            title = f"{row_title(place, name)}的{sides.form.column_title(_whole_field(ref.field))}"
        else:
            title = sides.form.field_title(ref.field) if ref.field else "整张表"
        yield Proposal(
            key=f"#{number}",
            kind="comment",
            of="cell",
            group=table.id,
            title=title,
            before=_text_at(table, mine) if in_ours else "",
            after=comment.spoken,
            ref=mine if in_ours else None,
            comment=structs.replace(comment, ref=mine),
        )


def _text_at(table: TargetTable, ref: CellRef) -> str:
    if not ref.field:
        return ""
    if not ref.indicator:
        return get_field(table, ref.field)
    row = next(item for item in table.indicators if item.id == ref.indicator)
    return get_indicator_field(row, ref.field)


def _whole_field(name: str) -> str:
    return "value" if name in VALUE_PARTS else name


def _remarked(proposal: Proposal, told: Sequence[Proposal]) -> Proposal:
    """Return a proposal with the comments at its cell, or at any cell of its indicator."""
    remarks = []
    for one in told:
        assert one.comment is not None
        ref = one.comment.ref
        if proposal.kind == "added" and proposal.of == "indicator":
            near = bool(ref.indicator) and proposal.key.endswith(f"+{ref.indicator}")
        elif proposal.of == "cell":
            near = proposal.ref == CellRef(ref.table, _whole_field(ref.field), ref.indicator)
        else:
            near = bool(ref.indicator) and proposal.ref == CellRef(ref.table, "name", ref.indicator)
        if near:
            remarks.append(one.after)
    return structs.replace(proposal, remarks=tuple(remarks)) if remarks else proposal

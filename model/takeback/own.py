"""What a returned file proposes for the department: year, names, its own text, its items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs

from model.checks.names import own_name
from model.compare import Match, match_items
from model.compare.matching import Item
from model.document.cellref import CellRef
from model.document.cells import get_cell
from model.document.comments import CellComment
from model.document.disclosure import Disclosure
from model.takeback.proposal import Proposal, Sides, item_title
from model.takeback.sharedform import derived_code, plain

ITEM_PARTS = {"itemised_goals": ("title", "goal", "indicators"), "safeguards": ("title", "text")}
"""The lists of the department's own text, and the texts of an item."""

_WHO = ("year", "department.code", "department.name")


def own_proposals(sides: Sides, remarks: Sequence[tuple[int, CellComment]]) -> list[Proposal]:
    """Return everything proposed for the department, in reading order."""
    ours, theirs = sides.ours, sides.theirs
    found = [_changed(name, ours, theirs) for name in _WHO if _says_another(name, sides)]
    held = sides.form.sections
    if not own_text_missing(ours, theirs):
        if "overall_goal" in held and plain(ours.overall_goal) != plain(theirs.overall_goal):
            found.append(_changed("overall_goal", ours, theirs))
        for name in ITEM_PARTS:
            if name in held:
                found += _items(name, getattr(ours, name), getattr(theirs, name))
    told = list(_comments(sides, remarks))
    return [_remarked(one, told) for one in found] + told


def own_text_missing(ours: Disclosure, theirs: Disclosure) -> bool:
    """Tell whether a returned file has none of the department's own text, while ours has.

    A workbook without that sheet does not mean that the text is to go.
    """
    return _has_text(ours) and not _has_text(theirs)


def _has_text(disclosure: Disclosure) -> bool:
    items = bool(disclosure.itemised_goals or disclosure.safeguards)
    return items or bool(disclosure.overall_goal.strip())


def _says_another(name: str, sides: Sides) -> bool:
    """Tell whether a file says another year, code or name; one that is silent says none."""
    ref = CellRef("", name)
    before, after = get_cell(sides.ours, ref), get_cell(sides.theirs, ref)
    if not after.strip() or plain(before) == plain(after):
        return False
    # a reader takes the code from the units where the file does not say it
    return name != "department.code" or after != derived_code(sides.theirs, sides.layout)


def _changed(name: str, ours: Disclosure, theirs: Disclosure) -> Proposal:
    ref = CellRef("", name)
    after = get_cell(theirs, ref)
    return Proposal(
        key=f"/{name}",
        kind="changed",
        of="cell",
        group="",
        title=own_name(name),
        before=get_cell(ours, ref),
        after=after,
        ref=ref,
        texts=((ref, after),),
    )


def _items(held: str, ours: Sequence[Item], theirs: Sequence[Item]) -> Iterator[Proposal]:
    for match in match_items(ours, theirs):
        if match.before is None or match.after is None or match.moved:
            yield _whole_item(held, match, ours, theirs)
        if match.before is None or match.after is None:
            continue
        for part in ITEM_PARTS[held]:
            before = getattr(ours[match.before], part)
            after = getattr(theirs[match.after], part)
            if plain(before) == plain(after):
                continue
            ref = CellRef("", f"{held}.{match.before}.{part}")
            yield Proposal(
                key=f"/{ref.field}",
                kind="changed",
                of="cell",
                group="",
                title=own_name(ref.field),
                before=before,
                after=after,
                ref=ref,
                texts=((ref, after),),
            )


def _whole_item(held: str, match: Match, ours: Sequence[Item], theirs: Sequence[Item]) -> Proposal:
    """An item that came, went or moved."""
    if match.before is None:
        assert match.after is not None
        return Proposal(
            key=f"+{held}.{match.after}",
            kind="added",
            of="item",
            group="",
            title=item_title(held, match.after),
            after=_text(held, theirs[match.after]),
        )
    title, ref = item_title(held, match.before), CellRef("", f"{held}.{match.before}.title")
    if match.after is None:
        return Proposal(
            key=f"-{held}.{match.before}",
            kind="deleted",
            of="item",
            group="",
            title=title,
            before=_text(held, ours[match.before]),
            ref=ref,
        )
    return Proposal(
        key=f"~{held}.{match.before}",
        kind="moved",
        of="item",
        group="",
        title=f"{title}的位置",
        before=f"第{match.place_before}项",
        after=f"第{match.place_after}项",
        ref=ref,
    )


def _text(held: str, item: Item) -> str:
    return "\n".join(text for part in ITEM_PARTS[held] if (text := getattr(item, part)))


def _comments(sides: Sides, remarks: Sequence[tuple[int, CellComment]]) -> Iterator[Proposal]:
    """Yield the comments on the department's own cells, and those at nothing of the form."""
    known = {(one.ref, one.author, one.text) for one in sides.ours.comments}
    places = {
        held: {
            one.after: one.before
            for one in match_items(getattr(sides.ours, held), getattr(sides.theirs, held))
        }
        for held in ITEM_PARTS
    }
    for number, comment in remarks:
        ref = _mine(comment.ref, places)
        if (ref or CellRef(), comment.author, comment.text) in known:
            continue
        try:
            before = get_cell(sides.ours, ref) if ref else ""
        except KeyError:
            ref, before = None, ""
        yield Proposal(
            key=f"#{number}",
            kind="comment",
            of="cell",
            group="",
            title=own_name(comment.ref.field) if comment.ref.field else comment.where or "表格以外",
            before=before,
            after=comment.spoken,
            ref=ref,
            comment=structs.replace(comment, ref=ref or CellRef()),
        )


def _mine(ref: CellRef, places: dict[str, dict[int | None, int | None]]) -> CellRef | None:
    """Return the cell of ours that one of theirs is; None where ours has none."""
    if ref.table or not ref.field:
        return None
    held, _, rest = ref.field.partition(".")
    if held not in places:
        return ref
    number, _, part = rest.partition(".")
    mine = places[held].get(int(number)) if number.isdigit() else None
    return None if mine is None else CellRef("", f"{held}.{mine}.{part}")


def _remarked(proposal: Proposal, told: Sequence[Proposal]) -> Proposal:
    remarks = tuple(one.after for one in told if one.ref and one.ref == proposal.ref)
    return structs.replace(proposal, remarks=remarks) if remarks else proposal

"""The differences of the department's own text: year, department, goals, safeguards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Literal

from model.checks.names import SPENDING, own_name
from model.compare.differences import Difference, cell_difference, place_words
from model.compare.forms import CommonForm
from model.compare.matching import Item, match_items
from model.compare.pairing import Match
from model.document.cellref import CellRef
from model.document.cells import get_cell
from model.document.disclosure import Disclosure

_CELLS = ("year", "department.code", "department.name", SPENDING, "overall_goal")
_ITEMS = {
    # attribute: its items' texts, what one is called
    "itemised_goals": (("title", "goal", "indicators"), "分项绩效目标"),
    "safeguards": (("title", "text"), "工作保障措施"),
}


def compare_own(
    before: Disclosure, after: Disclosure, common: CommonForm, same: bool
) -> list[Difference]:
    """Return the differences of the department's own text, in reading order.

    Args:
        before, after: the two disclosures.
        common: the cells to compare.
        same: list the cells that are the same, too.
    """
    return list(_differences(before, after, common, same))


def own_text_missing(before: Disclosure, after: Disclosure) -> Literal["", "before", "after"]:
    """Tell which side has no text of its own at all while the other has."""
    ours, theirs = _has_text(before), _has_text(after)
    if ours == theirs:
        return ""
    return "after" if ours else "before"


def _has_text(disclosure: Disclosure) -> bool:
    return bool(
        disclosure.overall_goal.strip() or disclosure.itemised_goals or disclosure.safeguards
    )


def _differences(
    before: Disclosure, after: Disclosure, common: CommonForm, same: bool
) -> Iterator[Difference]:
    for name in _CELLS:
        ref = CellRef("", name)
        texts = get_cell(before, ref), get_cell(after, ref)
        if common.lists_own(name, *texts, same):
            amount = name if name == SPENDING else ""
            yield cell_difference(Difference, own_name(name), (ref, ref), texts, amount)
    for held in _ITEMS:
        ours: Sequence[Item] = getattr(before, held)
        theirs: Sequence[Item] = getattr(after, held)
        if common.compares_items(held, ours, theirs):
            for match in match_items(ours, theirs):
                yield from _item(held, match, ours, theirs, same)


def _item(
    held: str, match: Match, ours: Sequence[Item], theirs: Sequence[Item], same: bool
) -> Iterator[Difference]:
    if match.before is None or match.after is None or match.moved:
        yield _whole_item(held, match, ours, theirs)
    if match.before is None or match.after is None:
        return
    make = partial(Difference, place_before=match.place_before, place_after=match.place_after)
    for part in _ITEMS[held][0]:
        texts = getattr(ours[match.before], part), getattr(theirs[match.after], part)
        if texts[0] != texts[1] or (same and texts[0]):
            refs = _ref(held, match.before, part), _ref(held, match.after, part)
            yield cell_difference(make, own_name(refs[1].field), refs, texts, "")


def _whole_item(
    held: str, match: Match, ours: Sequence[Item], theirs: Sequence[Item]
) -> Difference:
    """An item that came, went or moved; of one that came or went, all its texts."""
    make = partial(
        Difference,
        of="item",
        before_ref=None if match.before is None else _ref(held, match.before, "title"),
        after_ref=None if match.after is None else _ref(held, match.after, "title"),
        place_before=match.place_before,
        place_after=match.place_after,
    )
    called = _ITEMS[held][1]
    number = (match.place_after or match.place_before) - 1
    title = own_name(f"{held}.{number}.title").removesuffix("标题")
    if match.before is None and match.after is not None:
        return make(kind="added", title=title, after=_text(held, theirs[match.after]))
    if match.after is None and match.before is not None:
        return make(kind="deleted", title=title, before=_text(held, ours[match.before]))
    return make(
        kind="moved",
        title=f"{title}的位置",
        before=place_words(match.place_before, called),
        after=place_words(match.place_after, called),
    )


def _ref(held: str, number: int, part: str) -> CellRef:
    return CellRef("", f"{held}.{number}.{part}")


def _text(held: str, item: Item) -> str:
    return "\n".join(text for part in _ITEMS[held][0] if (text := getattr(item, part)))

"""Any changes to a returned file, any choice of them: done exactly, undone exactly."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.basics.identity import new_id
from model.document.cells import CellRef, get_cell
from model.document.disclosure import (
    Disclosure,
    Indicator,
    Safeguard,
    TargetTable,
)
from model.layout import Layout
from model.takeback.proposal import Proposal
from model.takeback.takeback import TakeBack
from tests.conftest import small_disclosure
from tests.model.takeback.takeback_kit import exact, returned, shown

TEXTS = st.sampled_from(["", "甲", "清淤长度", "≥9公里", "30", "a\nb", "<&>", "=1+1", "😀"])


@st.composite
def damages(draw: st.DrawFn) -> Disclosure:
    """Return ours as somebody returned it: anything changed, added, deleted, moved."""
    theirs = returned(small_disclosure())
    table = draw(st.sampled_from(theirs.projects))
    rows = table.indicators
    for _ in range(draw(st.integers(0, 6))):
        what = draw(st.sampled_from(["cell", "field", "insert", "delete", "move", "own", "table"]))
        if what == "cell" and rows:
            row = draw(st.sampled_from(rows))
            name = draw(st.sampled_from(["name", "description", "value", "basis"]))
            setattr(row, name, draw(TEXTS))
        elif what == "field":
            name = draw(st.sampled_from(["name", "code", "purpose", "goals"]))
            setattr(table, name, draw(TEXTS))
            table.budget = draw(st.sampled_from(["", "35.00", "0", "待定"]))
        elif what == "insert":
            row = Indicator("产出指标", "数量指标", draw(TEXTS) or "新", draw(TEXTS), draw(TEXTS))
            rows.insert(draw(st.integers(0, len(rows))), row)
        elif what == "delete" and len(rows) > 1:
            del rows[draw(st.integers(0, len(rows) - 1))]
        elif what == "move" and rows:
            row = rows.pop(draw(st.integers(0, len(rows) - 1)))
            rows.insert(draw(st.integers(0, len(rows))), row)
        elif what == "own":
            _own(draw, theirs)
        elif what == "table":
            _tables(draw, theirs)
    return theirs


def _own(draw: st.DrawFn, theirs: Disclosure) -> None:
    goals, guards = theirs.itemised_goals, theirs.safeguards
    act = draw(st.sampled_from(["overall", "add", "delete", "move", "text"]))
    if act == "overall":
        theirs.overall_goal = draw(TEXTS)
    elif act == "add":
        guards.insert(draw(st.integers(0, len(guards))), Safeguard(draw(TEXTS), draw(TEXTS)))
    elif act == "delete" and goals:
        del goals[draw(st.integers(0, len(goals) - 1))]
    elif act == "move":
        goals.reverse()
    elif act == "text" and guards:
        draw(st.sampled_from(guards)).text = draw(TEXTS)


def _tables(draw: st.DrawFn, theirs: Disclosure) -> None:
    act = draw(st.sampled_from(["add", "delete", "move"]))
    if act == "add":
        made = TargetTable(name=draw(TEXTS) or "新", code=new_id())
        theirs.projects.insert(draw(st.integers(0, len(theirs.projects))), made)
    elif act == "delete" and len(theirs.projects) > 1:
        del theirs.projects[-1]
    else:
        theirs.projects.reverse()


@given(theirs=damages())
@settings(max_examples=60)
def test_accepting_all_makes_ours_theirs_and_undo_restores(
    layouts: dict[str, Layout], theirs: Disclosure
) -> None:
    hebei, ours = layouts["hebei-2021"], small_disclosure()
    before = exact(ours)
    back = TakeBack(ours, hebei, theirs)
    proposals = back.proposals()
    assert len({one.key for one in proposals}) == len(proposals)
    if not proposals:
        assert shown(ours, hebei) == shown(theirs, hebei)
        return
    accepted = back.accept(proposals)
    assert accepted.edit is not None
    accepted.edit.apply(ours)
    assert shown(ours, hebei) == shown(theirs, hebei)
    assert TakeBack(ours, hebei, theirs).proposals() == []
    accepted.edit.revert(ours)
    assert exact(ours) == before
    accepted.edit.apply(ours)
    assert shown(ours, hebei) == shown(theirs, hebei)


@given(theirs=damages(), data=st.data())
@settings(max_examples=60)
def test_any_choice_does_exactly_that(
    layouts: dict[str, Layout], theirs: Disclosure, data: st.DataObject
) -> None:
    hebei, ours = layouts["hebei-2021"], small_disclosure()
    back = TakeBack(ours, hebei, theirs)
    proposals = back.proposals()
    chosen = [one for one in proposals if data.draw(st.booleans())]
    before, old = exact(ours), copy.deepcopy(ours)
    accepted = back.accept(chosen)
    if accepted.edit is None:
        assert not chosen
        assert exact(ours) == before
        return
    accepted.edit.apply(ours)
    keys = {one.key for one in chosen}
    _check_cells(ours, old, proposals, keys)
    _check_rows(ours, old, theirs, proposals, keys)
    accepted.edit.revert(ours)
    assert exact(ours) == before


def _check_cells(
    ours: Disclosure, old: Disclosure, proposals: Sequence[Proposal], keys: set[str]
) -> None:
    """Every cell of a target table still there holds what was chosen, or what it held."""
    wanted = {ref: text for one in proposals if one.key in keys for ref, text in one.texts}
    for table in old.projects:
        refs = [CellRef(table.id, name) for name in ("code", "name", "budget", "purpose", "goals")]
        refs += [
            CellRef(table.id, name, item.id)
            for item in table.indicators
            for name in ("level1", "level2", "name", "description", "value", "basis")
        ]
        gone = {f"table-{table.id}"} & keys
        dropped = {item.id for item in table.indicators if f"{table.id}-{item.id}" in keys}
        for ref in refs:
            if gone or ref.indicator in dropped:
                with pytest.raises(KeyError):
                    get_cell(ours, ref)
            else:
                assert get_cell(ours, ref) == wanted.get(ref, get_cell(old, ref))


def _check_rows(
    ours: Disclosure,
    old: Disclosure,
    theirs: Disclosure,
    proposals: Sequence[Proposal],
    keys: set[str],
) -> None:
    """What was added is there, and what neither moved nor came keeps its order."""
    adds = [one for one in proposals if (one.kind, one.of) == ("added", "indicator")]
    for table in ours.projects:
        mine = next((one for one in old.projects if one.id == table.id), None)
        if mine is None:
            assert f"table+{table.id}" in keys
            continue
        ids = [item.id for item in table.indicators]
        stay = [
            item.id
            for item in mine.indicators
            if not {f"{table.id}-{item.id}", f"{table.id}~{item.id}"} & keys
        ]
        assert [one for one in ids if one in stay] == stay
        came = {one.key.rpartition("+")[2] for one in adds if one.group == table.id} & set(ids)
        wanted = {one.key.rpartition("+")[2] for one in adds if one.key in keys}
        assert came == {one for one in wanted if f"{table.id}+{one}" in keys}
    held = len([one for one in proposals if one.key in keys and one.key.startswith("+safeguards")])
    dropped = len([one for one in keys if one.startswith("-safeguards")])
    assert len(ours.safeguards) == len(old.safeguards) + held - dropped
    assert len(theirs.projects) >= 1

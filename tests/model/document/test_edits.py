from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.document.cells import CellRef, get_cell
from model.document.comments import CellComment
from model.document.disclosure import Disclosure, Indicator, Safeguard, TargetTable, set_value_parts
from model.document.edits import (
    Confirm,
    Edit,
    SetCells,
    SetComments,
    SetIndicators,
    SetOwnItems,
    SetProjects,
    SetReviewed,
    Together,
)
from model.document.findings import Reviewed
from tests.conftest import small_disclosure


def moved(table: TargetTable) -> st.SearchStrategy[Edit]:
    """Return edits that shuffle a table's indicators, take one away and add one."""
    return st.permutations(table.indicators).map(
        lambda order: SetIndicators("移", table.id, [*order[1:], Indicator()])
    )


def edits(disclosure: Disclosure) -> st.SearchStrategy[Edit]:
    """Return random edits that fit a disclosure as it stands."""
    tables = [table.id for table in disclosure.projects]
    cells = [CellRef(table, name) for table in tables for name in ("name", "budget", "plan.2")]
    cells += [CellRef("", name) for name in ("overall_goal", "department.name")]
    cells += [
        CellRef(table.id, name, item.id)
        for table in disclosure.projects
        for item in table.indicators
        for name in ("value", "basis", "weight")
    ]
    texts = st.lists(st.tuples(st.sampled_from(cells), st.text(max_size=5)), max_size=4)
    choices: list[st.SearchStrategy[Edit]] = [
        texts.map(lambda pairs: SetCells("改", pairs)),
        st.permutations(disclosure.projects).map(
            lambda order: SetProjects("移", [*order[:1], TargetTable(name="新"), *order[1:]])
        ),
        st.just(SetOwnItems("改", [], disclosure.safeguards)),
        st.just(SetOwnItems("移", disclosure.itemised_goals[::-1], disclosure.safeguards[1:])),
        texts.map(lambda pairs: SetCells("替换", pairs, looked=False)),
        st.lists(st.sampled_from(cells), max_size=3).map(lambda some: Confirm("确认", some)),
        st.just(SetReviewed("核实", [*disclosure.reviewed, Reviewed(code="A01")])),
    ]
    choices += [moved(table) for table in disclosure.projects]
    return st.one_of(choices)


@given(st.data())
def test_undo_and_redo_are_exact(data: st.DataObject) -> None:
    disclosure = small_disclosure()
    set_value_parts(disclosure.projects[0].indicators[0], "定性", "优", "级")
    marks = [CellRef(table.id, "name") for table in disclosure.projects]
    marks += [CellRef("", "safeguards.1.text"), CellRef("", "itemised_goals.0.goal")]
    disclosure.carried = set(marks)
    states = [copy.deepcopy(disclosure)]
    done: list[Edit] = []
    for _ in range(data.draw(st.integers(1, 6))):
        edit = data.draw(edits(disclosure))
        edit.apply(disclosure)
        done.append(edit)
        states.append(copy.deepcopy(disclosure))
    for edit, state in zip(reversed(done), reversed(states[:-1]), strict=True):
        edit.revert(disclosure)
        assert disclosure == state
    for edit, state in zip(done, states[1:], strict=True):
        edit.apply(disclosure)
        assert disclosure == state


def test_only_cells_that_changed_are_named(disclosure: Disclosure) -> None:
    table = disclosure.projects[0]
    same, other = CellRef(table.id, "name"), CellRef(table.id, "code")
    change = SetCells("改", [(same, table.name), (other, "X")]).apply(disclosure)
    assert change.cells == [other]
    assert not change.structure


def test_an_edit_confirms_what_was_carried_over(disclosure: Disclosure) -> None:
    table = disclosure.projects[0]
    name, code = CellRef(table.id, "name"), CellRef(table.id, "code")
    disclosure.carried = {name, code}
    edit = SetCells("改", [(name, "改过"), (code, table.code)])
    change = edit.apply(disclosure)
    assert change.carried == [name]
    assert disclosure.carried == {code}, "the same text again is no look"
    assert edit.revert(disclosure).carried == [name]
    assert disclosure.carried == {name, code}


def test_replacing_by_a_program_confirms_nothing(disclosure: Disclosure) -> None:
    name = CellRef(disclosure.projects[0].id, "name")
    disclosure.carried = {name}
    assert not SetCells("替换", [(name, "改过")], looked=False).apply(disclosure).carried
    assert disclosure.carried == {name}


def test_typing_that_ends_where_it_began_is_still_a_look(disclosure: Disclosure) -> None:
    name = CellRef(disclosure.projects[0].id, "name")
    text = get_cell(disclosure, name)
    first, second = SetCells("改", [(name, "改")]), SetCells("改", [(name, text)])
    for edit in (first, second):
        edit.apply(disclosure)
    first.absorb(second)
    assert first.idle()
    first.revert(disclosure)
    disclosure.carried = {name}
    first, second = SetCells("改", [(name, "改")]), SetCells("改", [(name, text)])
    for edit in (first, second):
        edit.apply(disclosure)
    first.absorb(second)
    assert not first.idle()
    first.revert(disclosure)
    assert disclosure.carried == {name}


def test_marks_go_with_the_items_they_stand_at(disclosure: Disclosure) -> None:
    disclosure.safeguards = [Safeguard("甲", "1"), Safeguard("乙", "2"), Safeguard("乙", "2")]
    last, gone = CellRef("", "safeguards.2.text"), CellRef("", "safeguards.0.title")
    goal = CellRef("", "overall_goal")
    disclosure.carried = {last, gone, goal}
    edit = SetOwnItems("删除", [], disclosure.safeguards[1:])
    edit.apply(disclosure)
    assert disclosure.carried == {CellRef("", "safeguards.1.text"), goal}
    edit.revert(disclosure)
    assert disclosure.carried == {last, gone, goal}


def test_confirming_takes_away_marks_and_nothing_else(disclosure: Disclosure) -> None:
    name = CellRef(disclosure.projects[0].id, "name")
    code = CellRef(disclosure.projects[0].id, "code")
    disclosure.carried = {name}
    before = copy.deepcopy(disclosure)
    edit = Confirm("确认", [name, code, name])
    assert edit.apply(disclosure).carried == [name]
    assert not disclosure.carried
    edit.revert(disclosure)
    assert disclosure == before


def test_a_failing_part_undoes_the_parts_before(disclosure: Disclosure) -> None:
    before = copy.deepcopy(disclosure)
    first = SetCells("改", [(CellRef("", "overall_goal"), "新")])
    second = SetCells("改", [(CellRef("没有", "name"), "新")])
    with pytest.raises(KeyError):
        Together("一起", [first, second]).apply(disclosure)
    assert disclosure == before


def test_parts_are_one_step(disclosure: Disclosure) -> None:
    before = copy.deepcopy(disclosure)
    ref = CellRef("", "overall_goal")
    both = Together("一起", [SetCells("改", [(ref, "一")]), SetCells("改", [(ref, "二")])])
    both.apply(disclosure)
    assert get_cell(disclosure, ref) == "二"
    both.revert(disclosure)
    assert disclosure == before


def test_the_year(disclosure: Disclosure) -> None:
    SetCells("改", [(CellRef("", "year"), "2025")]).apply(disclosure)
    assert disclosure.year == 2025
    with pytest.raises(ValueError, match="invalid literal"):
        SetCells("改", [(CellRef("", "year"), "明年")]).apply(disclosure)


def test_redo_puts_the_rows_back_that_were_given(disclosure: Disclosure) -> None:
    table = disclosure.projects[0]
    name = CellRef(table.id, "name", table.indicators[0].id)
    first = SetCells("改", [(name, "改过")])
    first.apply(disclosure)
    # the caller hands over the table's own indicators, and goes on using its list
    rows = table.indicators[::-1]
    second = SetIndicators("移", table.id, rows)
    second.apply(disclosure)
    after = copy.deepcopy(disclosure)
    rows.clear()
    second.revert(disclosure)
    first.revert(disclosure)
    first.apply(disclosure)
    set_value_parts(table.indicators[0], "定性", "优", "级")
    second.apply(disclosure)
    assert disclosure == after


def test_comments_go_with_the_items_they_stand_at(disclosure: Disclosure) -> None:
    first = CellComment(text="甲", ref=CellRef("", "itemised_goals.0.goal"))
    second = CellComment(text="乙", ref=CellRef("", "itemised_goals.1.title"))
    name = CellComment(text="丙", ref=CellRef("", "department.name"))
    table = CellComment(text="丁", ref=CellRef(disclosure.projects[0].id, "name"))
    before = [first, second, name, table]
    disclosure.comments = list(before)
    edit = SetOwnItems("删除", disclosure.itemised_goals[1:], disclosure.safeguards)
    edit.apply(disclosure)
    assert [one.ref for one in disclosure.comments] == [
        CellRef(),
        CellRef("", "itemised_goals.0.title"),
        name.ref,
        table.ref,
    ]
    edit.revert(disclosure)
    assert disclosure.comments == before


def test_comments_come_and_go_as_one_step(disclosure: Disclosure) -> None:
    before = [CellComment(text="甲")]
    disclosure.comments = before
    edit = SetComments("删除批注", [])
    assert edit.apply(disclosure).comments
    assert disclosure.comments == []
    assert edit.revert(disclosure).comments
    assert disclosure.comments == before

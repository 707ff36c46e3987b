"""Marks 待确认 by target table, and the edits that take them off and put them back."""

from __future__ import annotations

import copy

from model.basics.identity import new_id
from model.document.carried import CarriedIndex, copied_marks, mark_of
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, Indicator
from model.document.edits import Confirm, Edit, SetIndicators, SetProjects
from model.entry.block import enter_block
from model.entry.edits import EnterTexts
from model.entry.rows import rows_of
from model.layout import Layout


def marked(disclosure: Disclosure) -> tuple[CellRef, CellRef, CellRef]:
    """Mark the goals and a value of the first project, and the overall goal."""
    table = disclosure.projects[0]
    goals = CellRef(table.id, "goals")
    value = CellRef(table.id, "value", table.indicators[0].id)
    own = CellRef("", "overall_goal")
    disclosure.carried = {goals, value, own}
    return goals, value, own


def counted(index: CarriedIndex, disclosure: Disclosure) -> None:
    """Hold an index against one made afresh."""
    fresh = CarriedIndex(disclosure)
    assert index.total == fresh.total
    for table in ["", *(one.id for one in disclosure.projects)]:
        assert index.count(table) == fresh.count(table)
        assert sorted(index.marks(table)) == sorted(fresh.marks(table))


def test_counts_follow_every_edit(disclosure: Disclosure) -> None:
    goals, value, own = marked(disclosure)
    first, second = disclosure.projects
    index = CarriedIndex(disclosure)
    assert (index.total, index.count(first.id), index.count("")) == (3, 2, 1)
    edits: list[Edit] = [
        EnterTexts("改", [(goals, "新的目标")]),
        Confirm("确认", [own]),
        SetIndicators("删", first.id, first.indicators[1:]),
        SetProjects("删", [second]),
    ]
    for edit in edits:
        assert index.changed(edit.apply(disclosure))
        counted(index, disclosure)
    assert index.total == 0
    for edit in reversed(edits):
        index.changed(edit.revert(disclosure))
        counted(index, disclosure)
    assert disclosure.carried == {goals, value, own}
    assert index.total == 3


def test_an_edit_without_marks_counts_nothing_anew(disclosure: Disclosure) -> None:
    marked(disclosure)
    index = CarriedIndex(disclosure)
    edit = EnterTexts("改", [(CellRef(disclosure.projects[1].id, "name"), "新名")])
    assert not index.changed(edit.apply(disclosure))


def test_the_order_goes_round(disclosure: Disclosure) -> None:
    marked(disclosure)
    first, second = disclosure.projects
    index = CarriedIndex(disclosure)
    assert index.order_from("") == [first.id, ""]
    assert index.order_from(first.id) == ["", first.id]
    assert index.order_from(second.id) == ["", first.id]


def test_typing_confirms_and_undo_brings_the_mark_back(disclosure: Disclosure) -> None:
    goals, value, _ = marked(disclosure)
    edit = EnterTexts("改", [(goals, "新"), (value, disclosure.projects[0].indicators[0].value)])
    assert edit.apply(disclosure).carried == [goals]
    assert value in disclosure.carried, "the same text again is no look"
    assert edit.revert(disclosure).carried == [goals]
    assert goals in disclosure.carried


def test_a_part_of_a_value_confirms_the_whole(disclosure: Disclosure) -> None:
    _, value, _ = marked(disclosure)
    part = CellRef(value.table, "value.number", value.indicator)
    assert mark_of(part) == value
    edit = EnterTexts("改", [(part, "13")])
    assert edit.apply(disclosure).carried == [value]
    edit.revert(disclosure)
    assert value in disclosure.carried


def test_code_and_name_in_one_cell_are_looked_at_together(disclosure: Disclosure) -> None:
    table = disclosure.projects[0].id
    code, name = CellRef(table, "unit.code"), CellRef(table, "unit.name")
    disclosure.carried = {code, name}
    both = EnterTexts("改", [(code, "405001"), (name, "云岭市水务局")])
    assert sorted(both.apply(disclosure).carried) == [code, name]
    both.revert(disclosure)
    EnterTexts("改", [(name, "云岭市水利局")]).apply(disclosure)
    assert disclosure.carried == {code}, "where each has a cell of its own"


def test_what_was_given_up_was_not_looked_at(disclosure: Disclosure) -> None:
    goals, _, _ = marked(disclosure)
    text = disclosure.projects[0].goals
    typed = EnterTexts("改", [(goals, "新")])
    typed.apply(disclosure)
    back = EnterTexts("改", [(goals, text)], unlooked=[goals])
    assert back.apply(disclosure).carried == [goals]
    assert goals in disclosure.carried
    typed.absorb(back)
    assert typed.idle(), "the step vanishes"
    back.revert(disclosure)
    assert goals not in disclosure.carried


def test_a_pasted_block_confirms_what_it_changes(disclosure: Disclosure, hebei: Layout) -> None:
    table = disclosure.projects[1]
    item = table.indicators[0]
    name, value = (CellRef(table.id, field, item.id) for field in ("name", "value"))
    disclosure.carried = {name, value}
    rows = rows_of(table, hebei)
    pending = next(row.id for row in rows if row.id != item.id)
    body = {item.id: {"name": "新站点", "value": item.value}, pending: {"name": "又一个"}}
    edit = enter_block("粘贴", hebei, table, rows, head={}, body=body)
    assert edit is not None
    assert edit.apply(disclosure).carried == [name]
    assert disclosure.carried == {value}
    edit.revert(disclosure)
    assert disclosure.carried == {name, value}


def test_a_copy_is_as_little_looked_at(disclosure: Disclosure) -> None:
    goals, value, own = marked(disclosure)
    source = disclosure.projects[0]
    twin = copy.deepcopy(source)
    twin.id = new_id()
    twin.code = ""
    for item in twin.indicators:
        item.id = new_id()
    gone = CellRef(source.id, "name", Indicator().id)
    disclosure.carried |= {CellRef(source.id, "code"), gone}
    marks = copied_marks(disclosure, source, twin)
    wanted = {CellRef(twin.id, "goals"), CellRef(twin.id, "value", twin.indicators[0].id)}
    assert set(marks) == wanted
    edit = SetProjects("复制", [*disclosure.projects, twin], marked=marks)
    assert set(edit.apply(disclosure).carried) == wanted
    assert wanted <= disclosure.carried
    edit.revert(disclosure)
    assert not wanted & disclosure.carried
    assert {goals, value, own} <= disclosure.carried

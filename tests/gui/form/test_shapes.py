"""Forms of other shapes are shown and filled: lists, periods, boxes, rows under indicators."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from model.document.disclosure import Disclosure
from model.entry.rows import is_pending
from scripts.form_examples import example
from tests.gui.form.kit import CTRL, Clerk, Key, all_layouts

Maker = Callable[[Disclosure], Clerk]


def open_form(make_clerk: Maker, name: str) -> Clerk:
    return make_clerk(example(all_layouts()[name]))


@pytest.mark.parametrize("name", list(all_layouts()))
def test_every_field_of_every_form_can_be_filled(make_clerk: Maker, name: str) -> None:
    clerk = open_form(make_clerk, name)
    grid = clerk.view.grid
    assert grid is not None
    filled = [cell for cell in grid.cells if cell.refs]
    shown = {cell.field for cell in filled}
    layout = clerk.session.layout
    wanted = {
        field for field in layout.table_fields() if field.partition(".")[0] not in layout.lists
    }
    assert wanted <= shown
    for cell in filled:
        clerk.view.cell_cursor.enter((cell.row, cell.col))
        assert clerk.current() is not None
        covered = [grid.at(cell.row, col) for col in range(cell.col, cell.col + cell.colspan)]
        assert covered == [cell] * cell.colspan
    assert clerk.steps() == [], "looking changes nothing"


def test_an_entry_is_added_to_a_list_in_its_spare_row(make_clerk: Maker) -> None:
    clerk = open_form(make_clerk, "hubei-2022")
    clerk.stand("costs.2.name")
    clerk.type("监测")
    clerk.key(Key.Key_Tab)
    clerk.type("12.5")
    clerk.key(Key.Key_Tab)
    assert clerk.text("costs.2.amount") == "12.50"
    grid = clerk.view.grid
    assert grid is not None
    clerk.stand("costs.3.name")
    assert clerk.current() == clerk.ref("costs.3.name"), "a row for one more has come"
    clerk.stand("measures")
    clerk.key(Key.Key_A, CTRL)
    clerk.type("x")
    clerk.key(Key.Key_Tab)
    assert clerk.text("measures") == "x"
    for _ in clerk.steps():
        clerk.session.undo.undo()
    assert "costs.2.name" not in clerk.table.extra


def test_boxes_are_ticked_by_writing_what_is_chosen(make_clerk: Maker) -> None:
    clerk = open_form(make_clerk, "hunan-2021")
    grid = clerk.view.grid
    assert grid is not None
    cell = grid.find(clerk.ref("property"))
    assert cell is not None and cell.text == "新增项目□　延续项目☑"
    clerk.stand("property")
    clerk.key(Key.Key_A, CTRL)
    clerk.type("新增项目")
    clerk.key(Key.Key_Tab)
    assert clerk.text("property") == "新增项目"
    assert clerk.view.grid is not None
    cell = clerk.view.grid.find(clerk.ref("property"))
    assert cell is not None and cell.text == "新增项目☑　延续项目□"


@pytest.mark.parametrize(
    ("name", "period"), [("national-2015", "midterm"), ("hunan-2021", "whole")]
)
def test_an_indicator_of_another_time_comes_into_being(
    make_clerk: Maker, name: str, period: str
) -> None:
    disclosure = example(all_layouts()[name])
    table = disclosure.projects[0]
    table.indicators = [item for item in table.indicators if not item.period]
    before = [item.id for item in table.indicators]
    clerk = make_clerk(disclosure)
    grid = clerk.view.grid
    assert grid is not None
    row = next(n for n, item in enumerate(grid.rows) if item.period == period)
    assert is_pending(grid.rows[row].id)
    clerk.stand("name", row)
    clerk.type("abc")
    clerk.key(Key.Key_Tab)
    born = [item for item in clerk.indicators if item.id not in before]
    assert [(item.name, item.period) for item in born] == [("abc", period)]
    assert [item.id for item in clerk.indicators if not item.period] == before


def test_a_label_before_a_field_is_not_written_into_it(make_clerk: Maker) -> None:
    clerk = open_form(make_clerk, "hunan-2021")
    clerk.stand("author")
    assert clerk.view.editor.text() == "乙某"
    clerk.type("ab")
    clerk.key(Key.Key_Tab)
    assert clerk.text("author") == "ab"


def test_indicators_of_a_time_the_form_does_not_show_survive_new_rows(make_clerk: Maker) -> None:
    disclosure = example(all_layouts()["hunan-2021"])
    disclosure.layout = "hebei-2021"
    clerk = make_clerk(disclosure)
    others = [item.id for item in clerk.indicators if item.period]
    assert others
    clerk.stand("name", 0)
    clerk.view.commands.add_indicator()
    assert [item.id for item in clerk.indicators if item.period] == others
    assert clerk.indicators[1].period == ""

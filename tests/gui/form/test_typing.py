from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest

from model.document.disclosure import Disclosure, Indicator
from model.document.edits import SetCells
from tests.conftest import small_disclosure
from tests.gui.form.kit import ALT, CTRL, SHIFT, Clerk, Key


def test_typing_in_one_cell_is_one_step_with_the_cells_name(clerk: Clerk) -> None:
    clerk.click("budget")
    clerk.key(Key.Key_A, CTRL)
    clerk.type("1,200")
    assert clerk.text("budget") == "1,200"
    clerk.key(Key.Key_Tab)
    assert clerk.text("budget") == "1200.00"
    assert clerk.text("other") == "1020.00"
    assert clerk.steps() == ["修改“预算数”"]
    clerk.click("value", 0)
    clerk.key(Key.Key_A, CTRL)
    clerk.type(">=500 ")
    clerk.commit("人")
    clerk.key(Key.Key_Return)
    assert clerk.text("value", 0) == "≥500人"
    assert clerk.steps() == ["修改“预算数”", "修改“清淤长度”的指标值"]
    clerk.key(Key.Key_Z, CTRL)
    clerk.key(Key.Key_Z, CTRL)
    assert (clerk.text("budget"), clerk.text("other")) == ("186.50", "6.50")
    assert clerk.text("value", 0) == "≥12.5公里"


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("300,000.00元", "30.00"),
        ("30", "30.00"),
        ("30。5", "30.50"),
        ("0", "0.00"),
        ("三十", "三十"),
    ],
)
def test_money_is_understood_when_the_cell_is_left(clerk: Clerk, typed: str, held: str) -> None:
    clerk.stand("budget")
    clerk.type(typed)
    clerk.key(Key.Key_Tab)
    assert clerk.text("budget") == held


def test_other_funds_follow_until_typed_over(clerk: Clerk) -> None:
    clerk.stand("fiscal")
    clerk.type("100")
    assert clerk.text("other") == "86.50"
    clerk.stand("other")
    clerk.type("5")
    clerk.stand("fiscal")
    clerk.type("150")
    clerk.key(Key.Key_Tab)
    assert (clerk.text("fiscal"), clerk.text("other")) == ("150.00", "5.00")


def test_zero_is_written_as_the_form_writes_it(clerk: Clerk) -> None:
    clerk.stand("fiscal")
    clerk.type("186.5")
    clerk.key(Key.Key_Tab)
    assert clerk.text("other") == "0"


def test_a_form_in_yuan_never_holds_ten_thousand_times_too_much(
    make_clerk: Callable[[Disclosure], Clerk],
) -> None:
    disclosure = small_disclosure()
    disclosure.layout = "shanghai-split"
    clerk = make_clerk(disclosure)
    clerk.stand("budget")
    assert clerk.view.editor.text() == "1,865,000.00"
    clerk.type("2000000")
    assert clerk.text("budget") == "200.00"
    assert clerk.view.editor.text() == "2000000"
    clerk.key(Key.Key_Tab)
    clerk.stand("budget")
    assert clerk.view.editor.text() == "2,000,000.00"


def test_percent_and_what_it_means(clerk: Clerk) -> None:
    clerk.stand("plan.0")
    clerk.type("30")
    grid = clerk.view.grid
    assert grid is not None
    cell = grid.find(clerk.ref("plan.0"))
    assert cell is not None and cell.note == "55.95万元"
    clerk.key(Key.Key_Tab)
    assert clerk.text("plan.0") == "30.00%"
    assert clerk.view.band.percents == [30, 50, 80, 100]


def test_a_usual_plan_by_one_click_or_key_is_one_step(clerk: Clerk) -> None:
    button = clerk.view.band.buttons[0]
    assert button.text() == "30 / 60 / 90 / 100"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert clerk.table.plan == ["30.00%", "60.00%", "90.00%", "100.00%"]
    clerk.key(Key.Key_2, ALT)
    assert clerk.table.plan == ["25.00%", "50.00%", "75.00%", "100.00%"]
    assert clerk.steps() == ["支出计划填为 30/60/90/100", "支出计划填为 25/50/75/100"]
    clerk.session.undo.undo()
    clerk.session.undo.undo()
    assert clerk.table.plan == ["20.00%", "50.00%", "80.00%", "100.00%"]


def test_escape_gives_up_and_leaves_no_step(clerk: Clerk) -> None:
    before = copy.deepcopy(clerk.session.disclosure)
    clerk.click("name", 0)
    clerk.type("abc")
    assert clerk.session.undo.count() == 1
    clerk.key(Key.Key_Escape)
    assert clerk.session.disclosure == before
    assert clerk.session.undo.count() == 0
    assert clerk.session.undo.isClean()
    assert clerk.view.editor.text() == "清淤长度"


def test_escape_after_money_takes_back_what_followed(clerk: Clerk) -> None:
    before = copy.deepcopy(clerk.session.disclosure)
    clerk.stand("budget")
    clerk.type("9000")
    clerk.key(Key.Key_Escape)
    assert clerk.session.disclosure == before
    assert clerk.session.undo.count() == 0


def test_escape_keeps_how_another_form_had_split_a_value(clerk: Clerk) -> None:
    clerk.indicators[0].extra = {"value.operator": "定性", "value.number": "", "value.unit": "级"}
    before = copy.deepcopy(clerk.session.disclosure)
    clerk.stand("value", 0)
    clerk.type("3")
    clerk.key(Key.Key_Escape)
    assert clerk.session.disclosure == before


def test_parts_of_a_split_value_are_typed_one_by_one(
    make_clerk: Callable[[Disclosure], Clerk],
) -> None:
    disclosure = small_disclosure()
    disclosure.layout = "shanghai-split"
    disclosure.projects[0].indicators = [Indicator("产出指标", "数量指标", "人数")]
    clerk = make_clerk(disclosure)
    clerk.stand("value.operator", 0)
    clerk.type(">=")
    clerk.key(Key.Key_Tab)
    clerk.type("500")
    clerk.key(Key.Key_Tab)
    clerk.type("人")
    clerk.key(Key.Key_Return)
    assert clerk.indicators[0].value == "≥500人"
    assert clerk.indicators[0].extra == {}
    assert len(clerk.steps()) == 3


def test_code_and_name_in_one_cell(clerk: Clerk) -> None:
    assert clerk.view.grid is not None
    clerk.session.go_to(clerk.ref("unit.code"))
    clerk.type("405009")
    clerk.commit("云岭市水库")
    clerk.key(Key.Key_Tab)
    assert (clerk.table.unit.code, clerk.table.unit.name) == ("405009", "云岭市水库")
    assert clerk.steps() == ["修改“预算单位”"]


def test_undo_while_writing_shows_the_cell_as_it_is(clerk: Clerk) -> None:
    clerk.click("name")
    clerk.type("X")
    clerk.key(Key.Key_Z, CTRL)
    assert clerk.view.editor.text() == "清水河河道清淤经费"
    clerk.type("Y")
    assert "Y" in clerk.text("name")
    clerk.key(Key.Key_Tab)
    assert clerk.session.undo.count() == 1


def test_an_edit_from_elsewhere_shows_in_the_cell_stood_in(clerk: Clerk) -> None:
    clerk.stand("code")
    clerk.session.do(SetCells("修正", [(clerk.ref("code"), "77")]))
    assert clerk.view.editor.text() == "77"
    clerk.session.undo.undo()
    assert clerk.view.editor.text() == "130900240A1B2C3D4E5F6"


def test_saving_in_the_middle_of_typing_keeps_the_file_unmodified_only_while_it_is(
    clerk: Clerk,
) -> None:
    clerk.stand("name")
    clerk.type("a")
    clerk.session.undo.setClean()
    clerk.type("b")
    assert not clerk.session.undo.isClean()
    clerk.key(Key.Key_Escape)
    assert clerk.text("name") == "清水河河道清淤经费"
    assert not clerk.session.undo.isClean()


def test_the_window_keeps_its_own_keys(clerk: Clerk) -> None:
    """Ctrl+↑↓, F8, undo and save pass by a cell being written."""
    hit: list[str] = []
    wanted = {
        "Ctrl+Down": (Key.Key_Down, CTRL), "Ctrl+Up": (Key.Key_Up, CTRL),
        "Ctrl+Shift+Up": (Key.Key_Up, CTRL | SHIFT), "F8": (Key.Key_F8, None),
        "Ctrl+Z": (Key.Key_Z, CTRL), "Ctrl+Y": (Key.Key_Y, CTRL), "Ctrl+S": (Key.Key_S, CTRL),
        "Ctrl+F": (Key.Key_F, CTRL), "Ctrl+H": (Key.Key_H, CTRL), "Ctrl+1": (Key.Key_1, CTRL),
    }  # fmt: skip
    for keys in wanted:
        QShortcut(QKeySequence(keys), clerk.view, lambda keys=keys: hit.append(keys))
    clerk.click("goals")
    for key, modifier in wanted.values():
        clerk.key(key, modifier)
    assert hit == list(wanted)
    assert clerk.session.undo.count() == 0


def test_the_form_keeps_its_own_keys(clerk: Clerk) -> None:
    """A window's shortcut on a key of the form does not take it away while one writes there."""
    hit: list[str] = []
    for keys in ("Ctrl+D", "Delete", "Alt+Up", "Ctrl+Shift+Del", "Ctrl+C"):
        QShortcut(QKeySequence(keys), clerk.view, lambda keys=keys: hit.append(keys))
    clerk.stand("basis", 1)
    clerk.key(Key.Key_D, CTRL)
    clerk.key(Key.Key_C, CTRL)
    clerk.key(Key.Key_Up, ALT)
    clerk.key(Key.Key_Delete)
    clerk.key(Key.Key_Delete, CTRL | SHIFT)
    assert clerk.steps() == [
        "向下填充：“清淤土方”的指标值确定依据", "移动指标",
        "清空：“清淤土方”的指标值确定依据", "删除指标“清淤土方”",
    ]  # fmt: skip
    assert hit == []


def test_settling_before_saving_goes_on_writing(clerk: Clerk) -> None:
    clerk.stand("budget")
    clerk.type("1,200")
    clerk.view.cell_cursor.settle()
    assert clerk.text("budget") == "1200.00"
    assert clerk.view.editor.writing
    assert clerk.steps() == ["修改“预算数”"]
    clerk.session.undo.setClean()
    clerk.type("x")
    assert "x" in clerk.text("budget") and "1200" in clerk.text("budget")


def test_leaving_a_cell_after_another_entry_was_chosen(clerk: Clerk) -> None:
    table = clerk.table
    clerk.stand("budget")
    clerk.type("1,200")
    # the window hides the form before it has heard that it shows nothing any more
    clerk.session.blockSignals(True)
    clerk.session.select("")
    clerk.session.blockSignals(False)
    clerk.view.cell_cursor.finish()
    assert table.budget == "1200.00"
    clerk.session.disclosure.projects.clear()
    clerk.view.cell_cursor.finish()
    clerk.view.cell_cursor.settle()
    assert table.budget == "1200.00"

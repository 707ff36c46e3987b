from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.form.formview import FormView
from model.document.disclosure import Disclosure
from tests.conftest import small_disclosure
from tests.gui.form.kit import ALT, CTRL, LAYOUTS, SHIFT, Clerk, Key, all_layouts


def test_tab_goes_through_the_form_in_reading_order(clerk: Clerk) -> None:
    clerk.session.go_to(clerk.ref("unit.code"))
    order = []
    for _ in range(13):
        clerk.key(Key.Key_Tab)
        ref = clerk.current()
        assert ref is not None
        order.append(ref.field)
    assert order == [
        "code", "name", "budget", "fiscal", "other", "purpose",
        "plan.0", "plan.1", "plan.2", "plan.3", "goals", "level1", "level2",
    ]  # fmt: skip
    for field in reversed(order[:-1]):
        clerk.key(Key.Key_Backtab, SHIFT)
        now = clerk.current()
        assert now is not None
        assert now.field == field


@pytest.mark.parametrize("layout", LAYOUTS)
def test_tab_reaches_every_cell_and_then_leaves(layout: str, qtbot: QtBot) -> None:
    disclosure = small_disclosure()
    disclosure.layout = layout
    session = Session(all_layouts())
    session.open(disclosure, None)
    window = QWidget()
    qtbot.addWidget(window)
    before, view, after = QLineEdit(window), FormView(session, None, window), QLineEdit(window)
    window.resize(1000, 800)
    view.setGeometry(0, 50, 1000, 700)
    after.move(0, 770)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    before.setFocus()
    qtbot.keyClick(before, Key.Key_Tab)
    seen = set()
    for _ in range(200):
        cell = view.cell()
        assert cell is not None
        seen.add((cell.row, cell.col))
        if QApplication.focusWidget() is not view.editor:
            break
        qtbot.keyClick(view.editor, Key.Key_Tab)
    assert QApplication.focusWidget() is after
    assert view.grid is not None
    assert seen == {(c.row, c.col) for c in view.grid.cells if c.refs}
    qtbot.keyClick(after, Key.Key_Backtab, SHIFT)
    assert QApplication.focusWidget() is view.editor
    for _ in range(200):
        if QApplication.focusWidget() is not view.editor:
            break
        qtbot.keyClick(view.editor, Key.Key_Backtab, SHIFT)
    assert QApplication.focusWidget() is before


def test_enter_goes_down_and_back_to_where_tab_began(clerk: Clerk) -> None:
    clerk.stand("name", 0)
    clerk.key(Key.Key_Tab)
    clerk.key(Key.Key_Tab)
    assert clerk.current() == clerk.ref("value", 0)
    clerk.key(Key.Key_Return)
    assert clerk.current() == clerk.ref("name", 1)
    clerk.key(Key.Key_Return, SHIFT)
    assert clerk.current() == clerk.ref("name", 0)


def test_arrows_move_between_cells_and_within_text_when_writing(clerk: Clerk) -> None:
    clerk.stand("name", 0)
    clerk.key(Key.Key_Right)
    assert clerk.current() == clerk.ref("description", 0)
    clerk.key(Key.Key_Down)
    assert clerk.current() == clerk.ref("description", 1)
    clerk.key(Key.Key_Up)
    clerk.key(Key.Key_Left)
    assert clerk.current() == clerk.ref("name", 0)
    clerk.key(Key.Key_F2)
    clerk.key(Key.Key_Left)
    clerk.type("x")
    assert clerk.text("name", 0) == "清淤长x度"
    clerk.key(Key.Key_Down)
    assert clerk.current() == clerk.ref("name", 1)


def test_typing_replaces_a_cell_stood_in_but_goes_on_in_long_texts(clerk: Clerk) -> None:
    clerk.stand("code")
    clerk.type("9")
    assert clerk.text("code") == "9"
    clerk.stand("goals")
    clerk.type("9")
    assert clerk.text("goals") == "1.完成城区段清淤。\n2.汛期前恢复行洪断面。9"


def test_a_click_writes_where_it_hits(clerk: Clerk) -> None:
    rect = clerk.view.rect_of(clerk.ref("goals"))
    clerk.click_at(rect.topLeft() + QPoint(2, 2))
    clerk.type("!")
    clerk.click_at(rect.bottomRight() - QPoint(4, 4))
    clerk.type("?")
    assert clerk.text("goals") == "!1.完成城区段清淤。\n2.汛期前恢复行洪断面。?"
    assert len(clerk.steps()) == 1


def test_numbering_goes_on_in_goals(clerk: Clerk) -> None:
    clerk.click("goals")
    clerk.key(Key.Key_End, CTRL)
    clerk.key(Key.Key_Return)
    clerk.type("abc")
    assert clerk.text("goals").split("\n")[2] == "3.abc"
    clerk.key(Key.Key_Return)
    assert clerk.text("goals").endswith("\n4.")
    clerk.key(Key.Key_Return)
    assert clerk.text("goals").endswith("3.abc\n")
    clerk.type("d")
    assert clerk.text("goals").endswith("3.abc\nd")
    assert clerk.steps() == ["修改“绩效目标”"]
    clerk.key(Key.Key_Z, CTRL)
    assert clerk.text("goals") == "1.完成城区段清淤。\n2.汛期前恢复行洪断面。"


def test_ctrl_enter_makes_a_plain_line_in_any_cell(clerk: Clerk) -> None:
    clerk.stand("name", 0)
    clerk.key(Key.Key_Return, CTRL)
    clerk.type("b")
    assert clerk.text("name", 0) == "清淤长度\nb"
    clerk.click("goals")
    clerk.key(Key.Key_End, CTRL)
    clerk.key(Key.Key_Return, CTRL)
    assert clerk.text("goals").endswith("断面。\n")


def test_delete_empties_the_selected_cells(clerk: Clerk) -> None:
    clerk.stand("value", 0)
    clerk.key(Key.Key_Right, SHIFT)
    clerk.key(Key.Key_Down, SHIFT)
    clerk.key(Key.Key_Delete)
    assert [(i.value, i.basis) for i in clerk.indicators[:3]] == [
        ("", ""), ("", ""), ("≥95%", "云水发〔2023〕12号"),
    ]  # fmt: skip
    assert clerk.steps() == ["清空4格"]
    clerk.session.undo.undo()
    assert clerk.text("value", 0) == "≥12.5公里"


def test_delete_in_one_cell_names_it(clerk: Clerk) -> None:
    clerk.stand("purpose")
    clerk.key(Key.Key_Delete)
    assert clerk.text("purpose") == ""
    assert clerk.steps() == ["清空：“资金用途”"]


def test_ctrl_a_takes_the_text_then_the_block(clerk: Clerk) -> None:
    clerk.stand("name", 2)
    clerk.key(Key.Key_A, CTRL)
    assert clerk.view.editor.textCursor().selectedText() == "验收合格率"
    clerk.key(Key.Key_A, CTRL)
    clerk.key(Key.Key_C, CTRL)
    rows = QGuiApplication.clipboard().text().rstrip("\n").split("\n")
    assert len(rows) == 7
    assert rows[1].split("\t")[:3] == ["产出指标", "数量指标", "清淤土方"]


def test_fill_down(clerk: Clerk) -> None:
    clerk.stand("basis", 0)
    for _ in range(3):
        clerk.key(Key.Key_Down, SHIFT)
    clerk.key(Key.Key_D, CTRL)
    assert [i.basis for i in clerk.indicators[:5]] == ["实施方案"] * 4 + ["概算批复"]
    clerk.stand("value", 5)
    clerk.key(Key.Key_D, CTRL)
    assert clerk.text("value", 5) == "≤14.92万元/公里"
    assert len(clerk.steps()) == 2


def test_a_half_typed_preedit_is_neither_committed_nor_lost(clerk: Clerk) -> None:
    clerk.stand("name", 0)
    clerk.compose("qing")
    assert clerk.session.undo.count() == 0
    assert clerk.text("name", 0) == "清淤长度"
    for key, modifier in ((Key.Key_Return, None), (Key.Key_Tab, None), (Key.Key_Down, ALT)):
        clerk.key(key, modifier)
    assert clerk.current() == clerk.ref("name", 0)
    assert clerk.view.editor.composing
    clerk.click("code")
    assert clerk.current() == clerk.ref("name", 0)
    clerk.session.go_to(clerk.ref("code"))
    assert clerk.current() == clerk.ref("name", 0)
    clerk.commit("清运量")
    assert clerk.text("name", 0) == "清运量"
    assert clerk.session.undo.count() == 1
    clerk.compose("d")
    assert clerk.text("name", 0) == "清运量"
    clerk.compose("")
    clerk.key(Key.Key_Return)
    assert clerk.text("name", 0) == "清运量"


def test_a_composition_given_up_brings_the_text_back(clerk: Clerk) -> None:
    clerk.stand("name", 0)
    clerk.compose("qing")
    clerk.compose("")
    assert clerk.view.editor.text() == "清淤长度"
    assert clerk.session.undo.count() == 0
    clerk.key(Key.Key_Right)
    assert clerk.current() == clerk.ref("description", 0)


def test_no_offers_while_composing(clerk: Clerk, qtbot: QtBot) -> None:
    clerk.stand("basis", 0)
    clerk.type("1")
    clerk.compose("yun")
    qtbot.wait(150)
    assert not clerk.view.offering.list.isVisible()


def test_offers_are_picked_by_keys_and_never_block_typing(clerk: Clerk, qtbot: QtBot) -> None:
    clerk.stand("basis", 0)
    clerk.commit("云水发")
    qtbot.waitUntil(clerk.view.offering.list.isVisible)
    clerk.key(Key.Key_Down)
    clerk.key(Key.Key_Down)
    clerk.key(Key.Key_Return)
    assert clerk.text("basis", 0) == "云水发〔2023〕15号"
    assert clerk.current() == clerk.ref("basis", 0)
    assert len(clerk.steps()) == 1
    clerk.key(Key.Key_Return)
    clerk.commit("云水发")
    qtbot.waitUntil(clerk.view.offering.list.isVisible)
    clerk.key(Key.Key_Escape)
    assert not clerk.view.offering.list.isVisible()
    assert clerk.text("basis", 1) == "云水发"
    clerk.type("1")
    qtbot.wait(120)
    clerk.key(Key.Key_Return)
    assert clerk.text("basis", 1) == "云水发1"
    assert clerk.current() == clerk.ref("basis", 2)


def test_values_are_offered_operators_and_units(clerk: Clerk, qtbot: QtBot) -> None:
    clerk.session.go_to(clerk.ref("value", 0))
    clerk.key(Key.Key_Delete)
    clerk.click("code")
    clerk.click("value", 0)
    qtbot.waitUntil(clerk.view.offering.list.isVisible)
    assert clerk.view.offering.list.texts() == ["≥", "≤", "＝", ">", "<"]
    clerk.key(Key.Key_Down)
    clerk.key(Key.Key_Return)
    clerk.type("5")
    qtbot.waitUntil(lambda: clerk.view.offering.list.texts() == ["≥5人", "≥5公里"])
    clerk.key(Key.Key_Down)
    clerk.key(Key.Key_Tab)
    assert clerk.text("value", 0) == "≥5人"
    assert clerk.current() == clerk.ref("basis", 0)


def test_levels_are_offered_from_the_form(clerk: Clerk, qtbot: QtBot) -> None:
    clerk.stand("level2", 2)
    clerk.key(Key.Key_F4)
    assert clerk.view.offering.list.texts() == ["数量指标", "时效指标", "成本指标"]
    clerk.key(Key.Key_Down)
    clerk.key(Key.Key_Return)
    assert clerk.indicators[2].level2 == "数量指标"


def test_enter_in_a_text_with_emoji_breaks_it_where_the_cursor_is(clerk: Clerk) -> None:
    clerk.stand("goals")
    clerk.key(Key.Key_F2)
    clerk.key(Key.Key_A, CTRL)
    clerk.type("1.😀😀修好甲乙")
    clerk.key(Key.Key_Left)
    clerk.key(Key.Key_Return)
    clerk.type("x")
    assert clerk.text("goals") == "1.😀😀修好甲\n2.x乙"


def test_enter_replaces_what_is_selected(clerk: Clerk) -> None:
    clerk.stand("goals")
    clerk.key(Key.Key_F2)
    clerk.key(Key.Key_A, CTRL)
    clerk.type("1.甲乙丙")
    clerk.key(Key.Key_Left, SHIFT)
    clerk.key(Key.Key_Left, SHIFT)
    clerk.key(Key.Key_Return)
    clerk.type("丁")
    assert clerk.text("goals") == "1.甲\n2.丁"


def test_writing_goes_on_behind_an_offer_with_emoji(clerk: Clerk, qtbot: QtBot) -> None:
    clerk.known.texts["name"] = ["😀😀清淤"]
    clerk.stand("name", 0)
    clerk.type("清")
    qtbot.waitUntil(clerk.view.offering.list.isVisible)
    clerk.key(Key.Key_Down)
    clerk.key(Key.Key_Return)
    clerk.type("!")
    assert clerk.text("name", 0) == "😀😀清淤!"


def test_delete_empties_all_of_a_merged_cell(clerk: Clerk) -> None:
    clerk.stand("level1", 2)
    clerk.key(Key.Key_Delete)
    assert [item.level1 for item in clerk.indicators] == [""] * 5 + ["效益指标", "满意度指标"]
    assert clerk.steps() == ["清空：“清淤长度”的一级指标"]
    clerk.key(Key.Key_Z, CTRL)
    assert [item.level1 for item in clerk.indicators[:5]] == ["产出指标"] * 5


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("text", ["9" * 40, "1" * 29 + ".5", "9" * 30 + "亿元", "1e400"])
def test_an_endless_number_stays_as_it_was_written(
    layout: str, text: str, make_clerk: Callable[[Disclosure], Clerk]
) -> None:
    disclosure = small_disclosure()
    disclosure.layout = layout
    clerk = make_clerk(disclosure)
    assert clerk.view.grid is not None
    for field in [c.field for c in clerk.view.grid.cells if c.kind in ("money", "percent")]:
        clerk.put_on_clipboard(text)
        clerk.stand(field)
        clerk.key(Key.Key_V, CTRL)
        clerk.key(Key.Key_Tab)
        assert clerk.text(field) == text


def test_an_input_methods_rest_belongs_to_no_other_cell(clerk: Clerk) -> None:
    clerk.stand("goals")
    clerk.compose("pin")
    second = clerk.session.disclosure.projects[1]
    before = second.goals
    said: list[str] = []
    clerk.view.cell_cursor.said.connect(said.append)
    clerk.session.select(second.id)
    assert second.goals == before
    assert said == ["“pin”还没有选字，没有写进“绩效目标”。"]
    # the keys are the form's again
    assert not clerk.view.editor.composing
    clerk.stand("purpose")
    clerk.type("7")
    assert second.purpose.endswith("7")


def test_the_lit_up_cell_is_of_one_colour(clerk: Clerk) -> None:
    clerk.stand("purpose")
    clerk.session.go_to(clerk.ref("goals"))
    clerk.view._flash.setCurrentTime(200)
    cell = clerk.view.rect_of(clerk.ref("goals"))
    image = clerk.view.viewport().grab().toImage()
    beside = image.pixelColor(cell.left() + 3, cell.bottom() - 3)
    inside = image.pixelColor(clerk.view.editor.geometry().bottomRight() - QPoint(3, 3))
    assert beside == inside

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from gui.form.formview import NO_PROJECTS, NONE_CHOSEN
from model.document.disclosure import Disclosure, TargetTable
from model.document.edits import SetCells, SetProjects
from model.printing.fill import fill
from tests.conftest import small_disclosure
from tests.gui.form.kit import CTRL, LAYOUTS, SHIFT, Clerk, Key


@pytest.mark.parametrize("layout", LAYOUTS)
def test_shows_the_cells_the_form_prints(
    layout: str, make_clerk: Callable[[Disclosure], Clerk]
) -> None:
    disclosure = small_disclosure()
    disclosure.layout = layout
    clerk = make_clerk(disclosure)
    grid = clerk.view.grid
    assert grid is not None
    printed = fill(disclosure, clerk.table, clerk.session.layout)
    pending = any(row.id not in {item.id for item in clerk.indicators} for row in grid.rows)
    shown = {(c.row, c.col, c.rowspan, c.colspan, c.text) for c in grid.cells}
    for row in printed.rows:
        for cell in row:
            if cell.row < grid.body or not pending:
                assert (cell.row, cell.col, cell.rowspan, cell.colspan, cell.text) in shown
    assert all(cell.refs or cell.row < grid.body for cell in grid.cells)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_cell_of_every_form_can_be_typed_into_undone_and_redone(
    layout: str, make_clerk: Callable[[Disclosure], Clerk]
) -> None:
    disclosure = small_disclosure()
    disclosure.layout = layout
    clerk = make_clerk(disclosure)
    grid = clerk.view.grid
    assert grid is not None
    count = sum(1 for cell in grid.cells if cell.refs)
    before = copy.deepcopy(disclosure)
    for number in range(count):
        assert clerk.view.grid is not None
        cell = [cell for cell in clerk.view.grid.cells if cell.refs][number]
        clerk.view.cell_cursor.enter((cell.row, cell.col))
        clerk.type("7x")
        clerk.view.cell_cursor.finish()
        assert clerk.session.undo.count() == 1, cell
        assert "7x" in clerk.view.editor.text()
        after = copy.deepcopy(disclosure)
        assert after != before
        clerk.session.undo.undo()
        # an indicator born by typing gets a new identity; undone, all is as it was
        assert disclosure == before
        clerk.session.undo.redo()
        assert disclosure == after
        clerk.session.undo.undo()
        clerk.session.undo.clear()


def test_the_text_cursor_stays_in_view_in_a_text_higher_than_the_window(clerk: Clerk) -> None:
    clerk.view.resize(700, 260)
    clerk.click("purpose")
    for number in range(40):
        clerk.key(Key.Key_Return)
        clerk.type(str(number))
    editor = clerk.view.editor
    shown = editor.cursorRect().translated(editor.pos())
    assert clerk.view.viewport().rect().contains(shown)
    clerk.key(Key.Key_Home, CTRL)
    shown = editor.cursorRect().translated(editor.pos())
    assert clerk.view.viewport().rect().contains(shown)


def test_a_narrow_window_scrolls_to_the_cell(clerk: Clerk) -> None:
    clerk.view.resize(300, 300)
    assert clerk.view.horizontalScrollBar().maximum() > 0
    clerk.stand("basis", 3)
    assert clerk.view.viewport().rect().contains(clerk.view.rect_of(clerk.ref("basis", 3)))
    clerk.view.resize(1000, 700)
    assert clerk.view.horizontalScrollBar().maximum() == 0


def test_a_larger_font_lays_the_form_out_anew(clerk: Clerk) -> None:
    before = clerk.view.rect_of(clerk.ref("goals")).height()
    font = clerk.view.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    clerk.view.setFont(font)
    assert clerk.view.rect_of(clerk.ref("goals")).height() > 1.5 * before
    assert clerk.view.editor.font().pointSizeF() == font.pointSizeF()


def test_merged_levels_are_typed_into_as_one(clerk: Clerk) -> None:
    clerk.click("level2", 0)
    clerk.key(Key.Key_A, CTRL)
    clerk.type("产出数量")
    clerk.key(Key.Key_Tab)
    assert [item.level2 for item in clerk.indicators[:3]] == ["产出数量", "产出数量", "质量指标"]
    assert clerk.session.undo.count() == 1


def test_empty_states_say_what_to_do(make_clerk: Callable[[Disclosure], Clerk]) -> None:
    clerk = make_clerk(Disclosure(layout="hebei-2021"))
    assert clerk.view.empty_text == NO_PROJECTS
    assert clerk.view.accessibleName() == NO_PROJECTS.replace("\n", "")
    clerk.session.open(small_disclosure(), None)
    assert clerk.view.editor.isVisible()
    clerk.session.select("")
    assert clerk.view.empty_text == NONE_CHOSEN
    assert not clerk.view.editor.isVisible()


def test_switching_project_leaves_the_cell_as_if_by_tab(clerk: Clerk) -> None:
    clerk.stand("budget")
    clerk.type("200")
    first = clerk.table
    clerk.session.select(clerk.session.disclosure.projects[1].id)
    assert first.budget == "200.00"
    assert clerk.steps() == ["修改“预算数”"]
    assert clerk.current() == clerk.ref("budget")
    assert clerk.view.editor.text() == "30.00"


def test_deleting_the_shown_project_shows_what_is_left(clerk: Clerk) -> None:
    rest = clerk.session.disclosure.projects[1:]
    clerk.stand("budget")
    clerk.session.do(SetProjects("删除项目", rest))
    assert clerk.view.editor.text() == "30.00"
    clerk.session.do(SetProjects("删除项目", []))
    assert clerk.view.empty_text == NO_PROJECTS
    clerk.session.undo.undo()
    clerk.session.undo.undo()


def test_a_wanted_cell_is_shown_focused_and_lit_up(clerk: Clerk, qtbot: QtBot) -> None:
    clerk.view.resize(700, 300)
    ref = clerk.ref("basis", 6)
    clerk.session.go_to(ref)
    assert clerk.view.viewport().rect().contains(clerk.view.rect_of(ref))
    assert QApplication.focusWidget() is clerk.view.editor
    qtbot.waitUntil(lambda: clerk.view.look.flash is not None)
    qtbot.waitUntil(lambda: clerk.view.look.flash is None, timeout=3000)


@pytest.mark.qt_log_ignore("does not support raise")  # offscreen, a tooltip cannot be raised
def test_findings_mark_cells_and_explain(clerk: Clerk) -> None:
    view = clerk.view
    ref = clerk.ref("purpose")
    view.set_findings(
        {ref: ("警告", "用途太短"), clerk.ref("indicators"): ("错误", "缺少时效指标")}
    )
    assert view.status(ref) == "警告"
    assert view.status(clerk.ref("code")) == ""
    assert view.status(clerk.ref("name", 0)) == "错误"
    clerk.stand("purpose")
    # the finding first; what measures a number of the text stands below it
    assert view.editor.toolTip().splitlines() == [
        "警告：用途太短",
        "“用于清水河城区段12.5公里清淤”：由第1个指标“清淤长度”衡量（按相同的字找到的）",
    ]
    point = QPoint(view.rect_of(clerk.ref("name", 0)).center())
    event = QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point))
    QApplication.sendEvent(view.viewport(), event)
    assert QToolTip.text().splitlines() == [
        "错误：缺少时效指标",
        "衡量目标里的“用于清水河城区段12.5公里清淤”（按相同的字找到的）",
    ]
    view.set_findings({})
    assert view.status(ref) == ""


def test_marks_differ_by_shape(clerk: Clerk) -> None:
    """Without colour, the three marks still are three different pictures."""
    view = clerk.view
    ref = clerk.ref("purpose")
    pictures = set()
    for severity in ("", "错误", "警告", "提示"):
        view.set_findings({ref: (severity, "x")} if severity else {})
        image = view.grab(view.rect_of(ref)).toImage()
        ground = image.pixelColor(image.width() // 2, 4)
        corner = [
            image.pixelColor(image.width() - 1 - x, y) != ground
            for x in range(2, 14)
            for y in range(2, 14)
        ]
        pictures.add(tuple(corner))
    assert len(pictures) == 4


def test_screen_readers_hear_the_cells_name(clerk: Clerk) -> None:
    clerk.stand("budget")
    assert clerk.view.editor.accessibleName() == "预算数"
    clerk.stand("value", 2)
    assert clerk.view.editor.accessibleName() == "指标 3 指标值"
    assert clerk.view.accessibleName() == "绩效目标表 指标 3 指标值"


@pytest.mark.parametrize(
    "text", ["a<b>&c", "=1+1", "中\u00a0文", " 前后 ", "一\n\n二\n", "😀" * 40, "\x01\x02", "\t"]
)
def test_what_is_not_typed_stays_to_the_character(clerk: Clerk, text: str) -> None:
    clerk.session.do(SetCells("放入", [(clerk.ref("purpose"), text)]))
    clerk.click("purpose")
    clerk.key(Key.Key_End, CTRL)
    clerk.type("z")
    assert clerk.text("purpose") == text + "z"


def test_rows_grow_with_the_text_being_typed(clerk: Clerk) -> None:
    before = clerk.view.rect_of(clerk.ref("description", 0)).height()
    clerk.click("description", 0)
    clerk.type("long words " * 12)
    grown = clerk.view.rect_of(clerk.ref("description", 0)).height()
    assert grown > 2 * before
    clerk.key(Key.Key_Tab)
    assert clerk.view.rect_of(clerk.ref("description", 0)).height() == pytest.approx(grown, abs=4)


@pytest.mark.parametrize("field", ["goals", "budget", "code"])
def test_a_text_stands_where_it_stood_when_it_is_written_in(clerk: Clerk, field: str) -> None:
    clerk.stand("name")
    rect = clerk.view.rect_of(clerk.ref(field)).adjusted(4, 4, -4, -4)
    painted = clerk.view.grab(rect).toImage()
    clerk.stand(field)
    clerk.view._flash.stop()
    clerk.view.look.flash = None
    edited = clerk.view.grab(rect).toImage()
    assert ink(painted) == ink(edited)


def ink(image: QImage) -> tuple[int, int, int, int]:
    """Return the rectangle of the dark points."""
    dark = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).lightness() < 110
    ]
    xs, ys = [x for x, _ in dark], [y for _, y in dark]
    return min(xs), max(xs), min(ys), max(ys)


def test_a_table_without_indicators_can_be_filled(
    make_clerk: Callable[[Disclosure], Clerk],
) -> None:
    clerk = make_clerk(Disclosure(projects=[TargetTable(name="新项目")], layout="hebei-2021"))
    assert clerk.view.grid is not None
    assert [row.level2 for row in clerk.view.grid.rows] == [
        "数量指标", "质量指标", "时效指标", "成本指标", "", "服务对象满意度指标",
    ]  # fmt: skip
    clerk.click("name", 1)
    clerk.type("合格率")
    assert [(i.level1, i.level2, i.name) for i in clerk.indicators] == [
        ("产出指标", "质量指标", "合格率")
    ]
    assert clerk.steps() == ["填写“质量指标”的指标"]
    assert clerk.view.editor.accessibleName() == "指标 1 三级指标"
    clerk.key(Key.Key_Tab)
    clerk.key(Key.Key_Tab)
    clerk.type("95%")
    clerk.key(Key.Key_Return)
    assert clerk.indicators[0].value == "95%"
    clerk.session.undo.undo()
    clerk.session.undo.undo()
    assert clerk.indicators == []
    clerk.session.undo.redo()
    assert clerk.indicators[0].name == "合格率"


def test_giving_up_a_pending_row_leaves_nothing(make_clerk: Callable[[Disclosure], Clerk]) -> None:
    clerk = make_clerk(Disclosure(projects=[TargetTable(name="新项目")], layout="hebei-2021"))
    clerk.click("name", 1)
    clerk.type("abc")
    clerk.key(Key.Key_Escape)
    assert clerk.indicators == []
    assert clerk.session.undo.count() == 0
    clerk.type("d")
    assert clerk.indicators[0].name == "d"
    clerk.key(Key.Key_Backspace)
    clerk.key(Key.Key_Tab)
    assert clerk.indicators == []
    assert clerk.session.undo.count() == 0


def test_shift_is_no_command(clerk: Clerk) -> None:
    clerk.stand("name")
    clerk.key(Key.Key_Shift, SHIFT)
    assert clerk.session.undo.count() == 0

"""待确认 in the window: seen, confirmed by keys, undone, kept in the file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.form.formview import FormView
from gui.shared.carriedmark import TIP, mark_colour
from gui.window.mainwindow import MainWindow
from gui.window.tabs import PREVIEW
from model.document.cells import CellRef, get_cell
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.roll import RollOptions, plan_roll, roll
from tests.gui.conftest import Boxes, compose

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Clerk:
    """A window with a disclosure just rolled forward, and hands on its keys."""

    def __init__(self, window: MainWindow, qtbot: QtBot, new: Disclosure) -> None:
        self.window, self.qtbot, self.new = window, qtbot, new
        window.session.open(new, None, saved=False)
        qtbot.waitUntil(window.isActiveWindow)
        assert window.panels is not None
        self.place = window.panels
        engine = self.place.engine
        qtbot.waitUntil(lambda: not engine.busy)
        self.place.tabs.focus_form()

    @property
    def form(self) -> FormView:
        form = self.place.tabs.form
        assert form is not None
        return form

    @property
    def marks(self) -> set[CellRef]:
        return self.new.carried

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def stand(self, field: str, row: int = -1) -> CellRef:
        table = self.new.projects[0]
        ref = CellRef(table.id, field, table.indicators[row].id if row >= 0 else "")
        self.window.session.go_to(ref)
        return ref

    def here(self) -> CellRef | None:
        return self.form.cell_cursor.current_ref()

    def said(self) -> str:
        return self.window.statusBar().currentMessage()

    def dots(self, widget: QWidget, rect: QRect) -> int:
        """Count how many dots there are in a strip at a place's left side."""
        image = widget.grab(rect).toImage()
        ratio = image.devicePixelRatio()
        colour = mark_colour(widget.palette())
        column = round(3 * ratio)
        near = [_near(QColor(image.pixel(column, y)), colour) for y in range(image.height())]
        return sum(now and not before for before, now in zip([False, *near], near, strict=False))

    def edge(self, ref: CellRef) -> int:
        viewport = self.form.viewport()
        return self.dots(viewport, self.form.rect_of(ref))


def _near(one: QColor, other: QColor) -> bool:
    return all(
        abs(getattr(one, part)() - getattr(other, part)()) < 70 for part in ("red", "green", "blue")
    )


@pytest.fixture
def clerk(
    window: MainWindow, qtbot: QtBot, disclosure: Disclosure, hebei: Layout
) -> Iterator[Clerk]:
    new, _ = roll(plan_roll(disclosure, hebei, hebei, RollOptions(year=2025)))
    yield Clerk(window, qtbot, new)
    window.session.undo.setClean()


def test_f6_confirms_and_goes_on_in_the_forms_order(clerk: Clerk) -> None:
    table = clerk.new.projects[0]
    unit = clerk.stand("unit.code")
    before = len(clerk.marks)
    clerk.key(Key.Key_F6)
    # the cell shows code and name: both were looked at, and the empty code is passed over
    assert len(clerk.marks) == before - 2
    assert unit not in clerk.marks
    assert clerk.here() == CellRef(table.id, "name")
    clerk.key(Key.Key_F6)
    clerk.key(Key.Key_F6)
    assert clerk.here() == CellRef(table.id, "goals")
    clerk.key(Key.Key_F6)
    # levels the form prescribes are passed over
    assert clerk.here() == CellRef(table.id, "name", table.indicators[0].id)
    assert "还有待确认的：这个项目" in clerk.said()


def test_a_merged_cell_is_confirmed_for_all_its_rows(clerk: Clerk) -> None:
    table = clerk.new.projects[0]
    shared = {CellRef(table.id, "level1", one.id) for one in table.indicators[:5]}
    clerk.new.carried |= shared
    clerk.stand("level1", 0)
    clerk.key(Key.Key_F6)
    assert not shared & clerk.marks
    session = clerk.window.session
    assert session.undo.undoText() == "确认“一级指标”"
    session.undo.undo()
    assert shared <= clerk.marks


def test_from_the_last_cell_on_to_the_next_project_and_round(clerk: Clerk) -> None:
    first, second = clerk.new.projects
    own = {ref for ref in clerk.marks if not ref.table}
    last = CellRef(first.id, "basis", first.indicators[-1].id)
    clerk.stand("basis", 6)
    clerk.key(Key.Key_F6)
    assert last not in clerk.marks
    assert clerk.window.session.current == second.id
    assert clerk.here() == CellRef(second.id, "unit.code")
    clerk.key(Key.Key_F6, SHIFT)
    assert not any(ref.table == second.id for ref in clerk.marks)
    clerk.key(Key.Key_F6)
    # behind the last project comes the department's own text
    assert clerk.window.session.current == ""
    department = clerk.place.tabs.department
    assert department is not None
    assert department.fields["department.code"].hasFocus()
    clerk.key(Key.Key_F6)
    assert clerk.marks & own == own - {CellRef("", "department.code")}
    assert department.fields["department.name"].hasFocus()
    clerk.key(Key.Key_F6, SHIFT)
    assert not clerk.marks & own
    clerk.key(Key.Key_F6)
    assert clerk.window.session.current == first.id
    clerk.key(Key.Key_F6, SHIFT)
    assert clerk.marks == set()
    assert "全部看过了" in clerk.said()
    bar = clerk.place.confirming.bar
    assert bar is not None
    assert bar.isHidden()
    clerk.key(Key.Key_F6)
    assert clerk.said() == "没有待确认的格了。"
    steps = clerk.window.session.undo.count()
    while clerk.window.session.undo.canUndo():
        clerk.window.session.undo.undo()
    assert steps == 5
    assert len(clerk.marks) > len(own)
    assert not bar.isHidden()


def test_all_selected_cells_are_one_step(clerk: Clerk) -> None:
    table = clerk.new.projects[0]
    clerk.stand("description", 1)
    clerk.key(Key.Key_Down, SHIFT)
    clerk.key(Key.Key_Right, SHIFT)
    clerk.key(Key.Key_F6)
    gone = {
        CellRef(table.id, field, table.indicators[row].id)
        for field in ("description", "value")
        for row in (1, 2)
    }
    assert not clerk.marks & gone
    session = clerk.window.session
    assert session.undo.undoText() == "确认4格"
    session.undo.undo()
    assert gone <= clerk.marks


def test_typing_is_looking_and_giving_up_is_not(clerk: Clerk) -> None:
    value = clerk.stand("value", 0)
    text = get_cell(clerk.new, value)
    clerk.qtbot.keyClicks(clerk.form.editor, "20")
    assert value not in clerk.marks
    clerk.key(Key.Key_Escape)
    assert get_cell(clerk.new, value) == text
    assert value in clerk.marks
    assert clerk.window.session.undo.count() == 0
    clerk.qtbot.keyClicks(clerk.form.editor, "20")
    clerk.key(Key.Key_F6)
    assert get_cell(clerk.new, value) == "20"
    assert value not in clerk.marks
    assert clerk.here() == CellRef(value.table, "basis", value.indicator)
    session = clerk.window.session
    session.undo.undo()
    assert (get_cell(clerk.new, value), value in clerk.marks) == (text, True)


def test_a_half_typed_word_is_never_lost(clerk: Clerk) -> None:
    goals = clerk.stand("goals")
    compose(clerk.form.editor, "qing")
    clerk.key(Key.Key_F6)
    clerk.key(Key.Key_F6, SHIFT)
    clerk.window.actions_["confirm-all"].trigger()
    assert clerk.here() == goals
    assert goals in clerk.marks
    assert clerk.form.editor.composing
    compose(clerk.form.editor, "", "清")
    assert get_cell(clerk.new, goals).endswith("清")
    assert goals not in clerk.marks


def test_in_the_departments_text(clerk: Clerk) -> None:
    session = clerk.window.session
    goal = CellRef("", "overall_goal")
    session.go_to(goal)
    department = clerk.place.tabs.department
    assert department is not None
    field, edge = department.fields["overall_goal"], department.edges["overall_goal"]
    assert field.hasFocus()
    assert edge.isVisible()
    assert clerk.dots(field, QRect(0, 0, 8, field.height())) > 3
    assert field.accessibleDescription().startswith("待确认")
    assert TIP in field.toolTip()
    assert not department.edges["year"].isVisible()
    clerk.qtbot.keyClicks(field, "x")
    assert goal not in clerk.marks
    assert not edge.isVisible()
    assert clerk.dots(field, QRect(0, 0, 8, field.height())) == 0
    session.undo.undo()
    assert goal in clerk.marks
    assert edge.isVisible()
    compose(field, "qing")
    clerk.key(Key.Key_F6)
    assert goal in clerk.marks
    compose(field, "", "清")
    session.undo.undo()
    clerk.key(Key.Key_F6)
    assert goal not in clerk.marks
    assert session.undo.undoText() == "确认“总体绩效目标”"


def test_the_mark_is_seen_in_light_and_dark(clerk: Clerk) -> None:
    table = clerk.new.projects[0]
    name, code = CellRef(table.id, "name"), CellRef(table.id, "code")
    clerk.stand("unit.code")
    for dark in (False, True):
        if dark:
            palette = QPalette(QColor(50, 50, 50))
            palette.setColor(QPalette.ColorRole.Base, QColor("#242424"))
            clerk.form.setPalette(palette)
        assert clerk.edge(name) >= 3
        assert clerk.edge(code) == 0, "an empty cell needs no look"
        ground = clerk.form.palette().color(QPalette.ColorRole.Base)
        assert abs(mark_colour(clerk.form.palette()).lightness() - ground.lightness()) > 60
    cell = clerk.form.grid.find(name) if clerk.form.grid else None
    assert cell is not None
    assert clerk.form.tip(cell).startswith(TIP)
    clerk.stand("name")
    assert clerk.form.editor.accessibleDescription().startswith("待确认")
    clerk.key(Key.Key_F6)
    assert clerk.edge(name) == 0
    assert TIP not in clerk.form.tip(cell)


def test_a_cell_waiting_has_no_mark_of_a_fault_besides(clerk: Clerk) -> None:
    table = clerk.new.projects[0]
    engine = clerk.place.engine
    found = [one.ref for one in engine.findings(table.id) if one.code == "G02"]
    assert CellRef(table.id, "name") in found
    assert clerk.form.status(CellRef(table.id, "name")) == ""
    assert clerk.form.status(CellRef(table.id, "code")) == "错误"


def test_everything_at_once_is_asked_about(clerk: Clerk, boxes: Boxes) -> None:
    whole = set(clerk.marks)
    boxes.answers = ["取消"]
    clerk.window.actions_["confirm-all"].trigger()
    assert clerk.marks == whole
    boxes.answers = ["全部确认"]
    clerk.window.actions_["confirm-all"].trigger()
    assert clerk.marks == set()
    assert f"还有 {len(whole)} 格" in boxes.last
    clerk.window.session.undo.undo()
    assert clerk.marks == whole


def test_on_another_tab_nothing_is_confirmed_unseen(clerk: Clerk) -> None:
    name = clerk.stand("name")
    clerk.place.tabs.setCurrentIndex(PREVIEW)
    whole = len(clerk.marks)
    clerk.window.actions_["confirm"].trigger()
    assert len(clerk.marks) == whole
    assert clerk.place.tabs.currentIndex() != PREVIEW
    assert clerk.here() != name


def test_the_menu_of_a_cell(clerk: Clerk) -> None:
    name = clerk.stand("name")

    def confirming() -> list[str]:
        menu = clerk.form.menu()
        found = [action.text() for action in menu.actions() if "确认" in action.text()]
        if found:
            next(one for one in menu.actions() if "确认" in one.text()).trigger()
        menu.deleteLater()
        return found

    assert confirming() == ["确认带过来的内容\tF6"]
    assert name not in clerk.marks
    assert confirming() == []


def test_the_bar_counts_and_does(clerk: Clerk) -> None:
    bar = clerk.place.confirming.bar
    assert bar is not None
    table = clerk.new.projects[0]
    here = sum(ref.table == table.id for ref in clerk.marks)
    assert f"这个项目还有 {here} 格" in bar.told.text()
    assert f"全文件 {len(clerk.marks)} 格" in bar.told.text()
    clerk.stand("purpose")
    button = next(b for b in bar.findChildren(QWidget) if b.accessibleName() == "确认这个项目")
    clerk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not any(ref.table == table.id for ref in clerk.marks)
    assert "这个项目都看过了" in bar.told.text()
    assert clerk.form.editor.hasFocus(), "the button takes no focus"
    clerk.window.session.select("")
    assert "部门整体还有 13 格" in bar.told.text()


def test_a_copy_of_a_project_waits_too(clerk: Clerk) -> None:
    first = clerk.new.projects[0]
    mine = {(ref.field, bool(ref.indicator)) for ref in clerk.marks if ref.table == first.id}
    clerk.place.projects.duplicate()
    copy = clerk.new.projects[1]
    twins = {(ref.field, bool(ref.indicator)) for ref in clerk.marks if ref.table == copy.id}
    assert twins == mine
    total = clerk.place.confirming.index.total
    clerk.place.projects.delete()
    assert clerk.place.confirming.index.total < total


def test_the_departments_cell_on_a_form(
    window: MainWindow, qtbot: QtBot, disclosure: Disclosure, layouts: dict[str, Layout]
) -> None:
    national = layouts["national-2021"]
    new, _ = roll(plan_roll(disclosure, layouts["hebei-2021"], national, RollOptions(year=2025)))
    clerk = Clerk(window, qtbot, new)
    table = new.projects[0]
    # the department's code and name stand on the form, and are its own text's
    window.session.go_to(CellRef("", "department.name"))
    window.session.select(table.id)
    form = clerk.form
    assert form.grid is not None
    cell = form.grid.find(CellRef("", "department.name"))
    assert cell is not None
    assert clerk.edge(CellRef("", "department.name")) >= 2
    form.cell_cursor.enter((cell.row, cell.col))
    clerk.key(Key.Key_F6)
    assert CellRef("", "department.name") not in new.carried
    assert CellRef("", "department.code") not in new.carried
    window.session.undo.setClean()

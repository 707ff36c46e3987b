"""逐屏确认 by keys: what was shown is confirmed, what is typed changes, nothing passes unseen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from exporters.jxb import write_jxb
from gui.findings.buttons import fill_menu
from gui.findings.model import FINDING
from gui.roll.walk import WalkDialog
from gui.roll.walklist import WalkEditor
from gui.roll.walkmodel import AFTER, AS_IT_WAS, BEFORE, TITLE
from gui.roll.walkplace import Place, place_of, remember_place
from gui.shared.settings import settings
from gui.window.mainwindow import MainWindow
from importers.jxb import read_jxb
from importers.read import read_file
from model.basics.names import written
from model.document.cells import CellRef, get_cell
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.roll import RollOptions, plan_roll, roll
from tests.conftest import EXAMPLES
from tests.gui.conftest import compose

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SIZE = 900, 480
"""What is left of 1366×768 at 150 %."""


class Walker:
    """A clerk with the walk open."""

    def __init__(self, window: MainWindow, qtbot: QtBot, new: Disclosure) -> None:
        self.window, self.qtbot, self.new = window, qtbot, new
        self.seen: set[CellRef] = set()
        self.keys = 0
        window.session.open(new, None, saved=False)
        self.begin()

    def begin(self) -> None:
        panels = self.window.panels
        assert panels is not None
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.window.actions_["walk"].trigger()
        self.dialog = self.window.findChildren(WalkDialog)[-1]
        self.dialog.resize(*SIZE)
        self.qtbot.waitUntil(lambda: self.dialog.model.rowCount() > 0)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.look()
        self.keys += 1
        self.qtbot.keyClick(QApplication.focusWidget() or self.dialog.list, key, modifier)

    def type(self, text: str) -> None:
        for letter in text:
            self.qtbot.keyClick(QApplication.focusWidget() or self.dialog.list, letter)

    def look(self) -> None:
        """Read what is on the screen: the rows shown whole, or whose end is shown."""
        rows, view = self.dialog.model, self.dialog.list
        height = view.viewport().height()
        for row in range(rows.rowCount()):
            rect = view.visualRect(rows.index(row, TITLE))
            if 0 < rect.bottom() < height:
                self.seen.update(rows.line(row).refs)

    def text(self, column: int = AFTER) -> str:
        return str(self.dialog.list.currentIndex().siblingAtColumn(column).data())

    def ref(self) -> CellRef:
        return self.dialog.model.line(self.dialog.list.currentIndex().row()).refs[0]


@pytest.fixture
def walker(
    window: MainWindow, qtbot: QtBot, disclosure: Disclosure, hebei: Layout
) -> Iterator[Walker]:
    new, _ = roll(plan_roll(disclosure, hebei, hebei, RollOptions(year=2025)))
    yield Walker(window, qtbot, new)
    window.session.undo.setClean()


def test_enter_confirms_what_was_shown_and_no_more(walker: Walker) -> None:
    whole = set(walker.new.carried)
    while walker.new.carried:
        walker.key(Key.Key_Return)
        assert whole - walker.new.carried <= walker.seen, "nothing is confirmed unseen"
    assert walker.seen == whole
    assert "都看过了" in walker.dialog.hint.text()
    walker.key(Key.Key_Return)
    assert not walker.dialog.isVisible()
    steps = walker.window.session.undo.count()
    assert steps == walker.keys - 1
    while walker.window.session.undo.canUndo():
        walker.window.session.undo.undo()
    assert walker.new.carried == whole


def test_last_year_stands_beside_this_year(walker: Walker) -> None:
    model = walker.dialog.model
    value = walker.new.projects[0].indicators[3]
    while walker.dialog.model.rowCount():
        for row in range(model.rowCount()):
            refs = model.line(row).refs
            before = model.index(row, BEFORE).data()
            if refs and refs[0].indicator == value.id and refs[0].field == "value":
                assert (before, model.index(row, AFTER).data()) == ("2024年9月底前", value.value)
                return
            assert not refs or before == AS_IT_WAS
        walker.key(Key.Key_Return)
    raise AssertionError("the cell whose year moved was not shown")


def test_typing_changes_and_escape_gives_up(walker: Walker) -> None:
    ref, before = walker.ref(), walker.text()
    walker.type("4")
    editor = walker.dialog.list.findChild(WalkEditor)
    assert editor is not None and editor.text() == "4", "typing replaces a short text"
    walker.qtbot.keyClick(editor, Key.Key_Escape)
    assert get_cell(walker.new, ref) == before
    assert ref in walker.new.carried
    walker.type("406")
    walker.key(Key.Key_Return)
    assert get_cell(walker.new, ref) == "406"
    assert ref not in walker.new.carried
    assert walker.text(TITLE).startswith("改 ")
    walker.qtbot.keyClick(walker.dialog.list, Key.Key_Z, CTRL)
    assert get_cell(walker.new, ref) == before
    assert ref in walker.new.carried


def test_an_input_method_types_as_well(walker: Walker) -> None:
    walker.key(Key.Key_Down)
    ref = walker.ref()
    compose(walker.dialog.list, "shui", "")
    editor = walker.dialog.list.findChild(WalkEditor)
    assert editor is not None
    compose(editor, "", "水利局")
    assert "水利局" in editor.text()
    walker.qtbot.keyClick(editor, Key.Key_Return)
    assert "水利局" in get_cell(walker.new, ref)


def test_long_texts_are_gone_on_with(walker: Walker) -> None:
    table = walker.new.projects[0]
    table.goals = "完成河道清淤，" * 12
    walker.dialog._show(table.id)
    rows = range(walker.dialog.model.rowCount())
    goals = CellRef(table.id, "goals")
    walker.dialog.list.stand(
        next(row for row in rows if goals in walker.dialog.model.line(row).refs)
    )
    before = walker.text()
    walker.type("x")
    editor = walker.dialog.list.findChild(WalkEditor)
    assert editor is not None and editor.text() == before + "x"
    walker.qtbot.keyClick(editor, Key.Key_Return)
    assert get_cell(walker.new, goals) == before + "x"


def test_what_is_passed_over_waits_and_is_offered_again(walker: Walker) -> None:
    ref = walker.ref()
    walker.key(Key.Key_Space)
    assert walker.ref() != ref
    while walker.dialog.model.rowCount():
        walker.key(Key.Key_Return)
    assert walker.new.carried == {ref}
    assert "跳过了 1 格" in walker.dialog.hint.text()
    walker.key(Key.Key_Return)
    assert walker.ref() == ref
    walker.key(Key.Key_PageDown)
    assert walker.new.carried == {ref}


def test_a_text_higher_than_the_screen_is_shown_to_its_end(walker: Walker) -> None:
    table = walker.new.projects[1]
    table.goals = "\n".join(f"{number}.完成清淤工作。" for number in range(70))
    goals = CellRef(table.id, "goals")
    view, model = walker.dialog.list, walker.dialog.model
    walker.dialog._show(table.id)
    row = next(row for row in range(model.rowCount()) if goals in model.line(row).refs)
    shown = 0
    while goals in walker.new.carried:
        rect = view.visualRect(model.index(row, TITLE))
        if rect.top() < view.viewport().height():
            assert -rect.top() <= shown, "no line is skipped"
            shown = view.viewport().height() - rect.top()
        walker.key(Key.Key_Return)
    assert shown >= view.visualRect(model.index(row, TITLE)).height()


def test_one_goes_on_where_one_stopped(
    window: MainWindow, walker: Walker, tmp_path: Path, hebei: Layout
) -> None:
    path = tmp_path / "新.jxb"
    write_jxb(walker.new, path)
    window.session.saved_as(path)
    walker.key(Key.Key_PageDown)
    walker.key(Key.Key_Return)
    stopped = walker.ref()
    walker.key(Key.Key_Escape)
    assert not walker.dialog.isVisible()
    write_jxb(walker.new, path)
    window.session.open(read_jxb(path), path)
    walker.new = window.session.disclosure
    done = walker.dialog.progress.value()
    walker.begin()
    assert walker.ref() == stopped
    assert walker.dialog.progress.value() == done > 0
    while walker.dialog.model.rowCount():
        walker.key(Key.Key_Return)
    assert not walker.new.carried, "what was passed over comes in the end"


def test_the_form_is_a_click_away(window: MainWindow, walker: Walker) -> None:
    walker.key(Key.Key_Down)
    ref = walker.ref()
    walker.dialog.go()
    assert window.panels is not None
    assert window.panels.tabs.department is not None
    assert window.focusWidget() is window.panels.tabs.department.fields[ref.field]


@pytest.mark.parametrize("name", ["example", "real"])
def test_a_whole_file_is_walked_in_few_keys(
    window: MainWindow,
    qtbot: QtBot,
    layouts: dict[str, Layout],
    request: pytest.FixtureRequest,
    name: str,
) -> None:
    path = EXAMPLES / "wanglan-wenlv-2024.txt"
    if name == "real":
        path = request.getfixturevalue("real_text")
    old, _ = read_file(path, layouts)
    layout = layouts[old.layout]
    new, _ = roll(plan_roll(old, layout, layout, RollOptions(year=(old.year or 2024) + 1)))
    walker = Walker(window, qtbot, new)
    whole = set(new.carried)
    while new.carried:
        walker.key(Key.Key_Return)
        assert walker.keys <= 130
    assert walker.seen == whole, "every text was shown"
    walker.key(Key.Key_Return)
    window.session.undo.setClean()


@pytest.mark.parametrize("held", ["", "{", "[]", "{}", "null", "3", "[" * 90_000])
@pytest.mark.parametrize("own", ['"x"', "[1, 2]", "{}", '{"ref": 1}', "null"])
def test_a_damaged_place_is_no_place(tmp_path: Path, held: str, own: str) -> None:
    path = tmp_path / "a.jxb"
    settings().setValue("walk/places", held)
    assert place_of(path) is None
    settings().setValue("walk/places", f'{{"{written(path)}": {own}}}')
    assert place_of(path) is None
    remember_place(path, Place(CellRef("a", "name"), 7))
    assert place_of(path) == Place(CellRef("a", "name"), 7)
    remember_place(path, None)
    assert place_of(path) is None


def test_a_finding_leads_into_the_walk_at_its_project(
    window: MainWindow, qtbot: QtBot, walker: Walker
) -> None:
    walker.key(Key.Key_Escape)
    panels = window.panels
    assert panels is not None
    qtbot.waitUntil(lambda: not panels.engine.busy)
    shown, second = panels.findings.shown, walker.new.projects[1]
    row = next(
        row
        for row in range(shown.rowCount())
        if (one := shown.index(row, 0).data(FINDING)).code == "G02" and one.ref.table == second.id
    )
    panels.findings.list.setCurrentIndex(shown.index(row, 0))
    menu = QMenu()
    fill_menu(menu, panels.findings.chosen(), panels.engine.tally())
    (action,) = [one for one in menu.actions() if one.objectName() == "walk"]
    assert "逐屏确认" in action.text()
    panels.findings._do("walk")
    dialog = window.findChildren(WalkDialog)[-1]
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    assert dialog.place.text() == f"第2个项目　{second.name}"


def test_by_mouse_as_well(window: MainWindow, qtbot: QtBot, walker: Walker) -> None:
    def press(words: str) -> None:
        buttons = walker.dialog.findChildren(QPushButton)
        (one,) = [one for one in buttons if one.text().startswith(words)]
        qtbot.mouseClick(one, Qt.MouseButton.LeftButton)

    whole, first = set(walker.new.carried), walker.ref()
    press("照用这一屏")
    assert first not in walker.new.carried
    press("撤销")
    assert walker.new.carried == whole
    press("先不看这一屏")
    assert walker.new.carried == whole
    assert walker.ref() != first
    assert walker.dialog.list.hasFocus(), "keys go on where they were"
    spot = walker.dialog.list.visualRect(walker.dialog.list.currentIndex()).center()
    viewport = walker.dialog.list.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=spot)
    editor = walker.dialog.list.findChild(WalkEditor)
    assert editor is not None and editor.hasFocus()
    qtbot.keyClick(editor, Key.Key_Escape)
    press("停在这里")
    assert not walker.dialog.isVisible()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget() or window, Key.Key_F6, CTRL)
    assert [one for one in window.findChildren(WalkDialog) if one.isVisible()]

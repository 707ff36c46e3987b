"""The window as it is before anything behind it is made: it must take every key and click."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCommandLinkButton, QMenu, QToolBar
from pytestqt.qtbot import QtBot

from gui.roll.dialog import RollDialog
from gui.shared.settings import recent_files, remember_file
from gui.window.mainwindow import MainWindow
from gui.window.shortcuts import ShortcutsDialog
from tests.conftest import EXAMPLES
from tests.gui.conftest import Boxes

EXAMPLE = EXAMPLES / "wanglan-wenlv-2024.txt"
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def first(qtbot: QtBot) -> Iterator[MainWindow]:
    """A window just shown: nothing is behind it yet."""
    made = MainWindow()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    assert made._connections is None
    yield made
    if made._connections is not None:
        made.tasks.cancel()
        made.tasks.wait()
        made.session.undo.setClean()
    made.close()


def opens(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: len(window.session.disclosure.projects) == 13, timeout=10_000)
    assert not window.start.isVisible()


def test_a_key_is_taken_at_once(qtbot: QtBot, first: MainWindow, boxes: Boxes) -> None:
    boxes.paths = [EXAMPLE]
    qtbot.keyClick(first, Qt.Key.Key_O, CONTROL)
    opens(qtbot, first)
    # asked for once, not once before there was anything behind the window and once after
    assert boxes.paths == []


def test_a_click_on_the_toolbar_is_taken_at_once(
    qtbot: QtBot, first: MainWindow, boxes: Boxes
) -> None:
    boxes.paths = [EXAMPLE]
    bar = first.findChild(QToolBar, "ToolBar")
    assert isinstance(bar, QToolBar)
    button = bar.widgetForAction(first.actions_["open"])
    qtbot.mouseClick(button, LEFT)
    opens(qtbot, first)


def test_a_click_on_the_start_page_is_taken_at_once(
    qtbot: QtBot, first: MainWindow, boxes: Boxes
) -> None:
    boxes.paths = [EXAMPLE]
    qtbot.mouseClick(first.start.open, LEFT)
    opens(qtbot, first)


def test_the_start_page_begins_with_the_new_year(qtbot: QtBot, first: MainWindow) -> None:
    remember_file(EXAMPLE)
    first.activateWindow()
    # the first thing offered has the focus: Space is enough
    qtbot.keyClick(first.start.focusProxy(), Qt.Key.Key_Space)
    dialog = first.findChild(RollDialog)
    assert isinstance(dialog, RollDialog)
    assert dialog.isVisible()
    assert dialog.source.path() == EXAMPLE
    dialog.close()


@pytest.mark.qt_log_ignore("raise", "grabbing", "propagateSizeHints", extend=True)
def test_the_menus_are_full_at_once(qtbot: QtBot, first: MainWindow) -> None:
    bar = first.menuBar()
    for action in bar.actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        qtbot.mouseClick(bar, LEFT, pos=bar.actionGeometry(action).center())
        assert menu.isVisible(), action.text()
        named = [one for one in menu.actions() if not one.isSeparator()]
        # with an icon here and there the menus would look unfinished
        assert not any(one.isIconVisibleInMenu() for one in named if not one.icon().isNull())
        assert len(named) >= 2
        qtbot.keyClick(menu, Qt.Key.Key_Escape)
        qtbot.keyClick(bar, Qt.Key.Key_Escape)


def test_f1_shows_every_key_at_once(qtbot: QtBot, first: MainWindow) -> None:
    qtbot.keyClick(first, Qt.Key.Key_F1)
    dialog = first.findChild(ShortcutsDialog)
    assert isinstance(dialog, ShortcutsDialog)
    assert dialog.isVisible()
    # nothing had to be made for it
    assert first._connections is None
    dialog.close()


def test_redo_has_its_second_key_when_there_is_something_to_redo(first: MainWindow) -> None:
    first.prepare()
    keys = [key.toString() for key in first.actions_["redo"].shortcuts()]
    assert keys == ["Ctrl+Y", "Ctrl+Shift+Z"]


def test_closing_at_once_remembers_the_size(qtbot: QtBot, first: MainWindow) -> None:
    first.resize(700, 600)
    first.close()
    assert first._connections is None
    again = MainWindow()
    qtbot.addWidget(again)
    again.show()
    assert (again.width(), again.height()) == (700, 600)
    again.close()


def test_icons_follow_a_palette_that_came_before_anything_listened(
    first: MainWindow, qapp: QApplication
) -> None:
    before = qapp.palette()
    light = first.actions_["open"].icon().pixmap(24, 24).toImage()
    sign = first.start.open.icon().pixmap(24, 24).toImage()
    try:
        qapp.setPalette(QPalette(QColor(40, 40, 40), QColor(30, 30, 30)))
        QApplication.processEvents()
        first.prepare()
        assert first.actions_["open"].icon().pixmap(24, 24).toImage() != light
        assert first.start.open.icon().pixmap(24, 24).toImage() != sign
        qapp.setPalette(before)
        QApplication.processEvents()
        assert first.actions_["open"].icon().pixmap(24, 24).toImage() == light
    finally:
        qapp.setPalette(before)


def test_nothing_moves_when_the_rest_is_made(qtbot: QtBot, first: MainWindow) -> None:
    before = first.grab().toImage()
    first.prepare()
    qtbot.wait(50)
    assert first.grab().toImage() == before


def texts(window: MainWindow) -> list[str]:
    """Return the start page's buttons from above to below."""
    buttons = [one for one in window.start.findChildren(QCommandLinkButton) if one.isVisible()]
    buttons.sort(key=lambda one: one.mapTo(window, QPoint(0, 0)).y())
    return [one.text() for one in buttons]


def by_tab(window: MainWindow) -> list[str]:
    """Return the start page's buttons as Tab goes through them."""
    start = window.start.recover or window.start.roll
    found, widget = [start.text()], start.nextInFocusChain()
    while widget is not None and widget is not start:
        if isinstance(widget, QCommandLinkButton) and widget.isVisible():
            found.append(widget.text())
        widget = widget.nextInFocusChain()
    return found


def test_the_start_page_offers_what_there_is(
    qtbot: QtBot, first: MainWindow, tmp_path: Path, boxes: Boxes
) -> None:
    offered = ["新年度…（Ctrl+Shift+R）", "打开…（Ctrl+O）", "新建…（Ctrl+N）"]
    assert texts(first) == offered
    for name in ("甲&乙.jxb", EXAMPLE.name):
        remember_file(tmp_path / name if name != EXAMPLE.name else EXAMPLE)
    first.show_recent()
    first.start.offer_recovery(2)
    qtbot.wait(20)
    wanted = [
        "恢复没有保存的内容…",
        *offered,
        EXAMPLE.name,
        "甲&&乙.jxb",
    ]
    assert texts(first) == wanted
    assert by_tab(first) == wanted
    button = first.start.recover
    assert button is not None
    assert "2 份" in button.description()
    assert button.accessibleDescription() == button.description()
    # there is none after all: said, and the button goes
    qtbot.mouseClick(button, LEFT)
    assert "没有需要恢复的内容" in boxes.last
    assert texts(first) == wanted[1:]
    recent = next(
        one for one in first.start.findChildren(QCommandLinkButton) if one.text() == EXAMPLE.name
    )
    qtbot.mouseClick(recent, LEFT)
    opens(qtbot, first)


def test_the_recent_menu_is_filled_when_it_is_opened(
    qtbot: QtBot, first: MainWindow, tmp_path: Path
) -> None:
    menu = next(one for one in first.findChildren(QMenu) if one.title().startswith("最近打开过"))
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["（还没有）"]
    assert not menu.actions()[0].isEnabled()
    remember_file(tmp_path / "甲&乙.jxb")
    remember_file(EXAMPLE)
    menu.aboutToShow.emit()
    shown = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert shown[0] == f"&1 {EXAMPLE}"
    assert shown[1] == f"&2 {tmp_path}/甲&&乙.jxb"
    menu.actions()[-1].trigger()
    assert recent_files() == []
    remember_file(EXAMPLE)
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    opens(qtbot, first)


def test_what_takes_the_focus_has_a_name(first: MainWindow) -> None:
    named = first.start.findChildren(QCommandLinkButton)
    assert named
    assert all(one.accessibleName() and one.toolTip() for one in named)

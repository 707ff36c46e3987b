"""Wherever a frame stands, what is typed arrives in it, however the clerk came there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.document.newdialog import NewDialog
from gui.form.gridview import GridView
from gui.form.navigation import corner
from gui.window.mainwindow import MainWindow
from gui.window.shortcuts import ShortcutsDialog
from model.document.cells import CellRef
from model.document.edits import SetCells
from tests.conftest import EXAMPLES, small_disclosure
from tests.gui.conftest import Boxes
from tests.gui.window.test_journey import Hands

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def elsewhere(hands: Hands) -> None:
    """Leave the focus far from the form, and stand deep in it."""
    hands.session.go_to(CellRef(hands.table.id, "value", hands.table.indicators[-1].id))
    assert hands.window.panels is not None
    hands.window.panels.findings.bar.search.setFocus()
    QApplication.processEvents()
    assert not hands.form.look.framed


def focus_form(hands: Hands) -> None:
    assert hands.window.panels is not None
    hands.window.panels.tabs.focus_form()


def new(hands: Hands, **_others: object) -> None:
    def accept() -> None:
        dialog = hands.window.findChild(NewDialog)
        assert dialog is not None
        dialog.accept()

    QTimer.singleShot(50, accept)
    hands.key(Key.Key_N, CTRL)
    stands_first(hands)


def opened(hands: Hands, tmp_path: Path, boxes: Boxes, **_others: object) -> None:
    target = tmp_path / "一.txt"
    shutil.copy(EXAMPLES / "wanglan-wenlv-2024.txt", target)
    boxes.paths.append(target)
    hands.open()
    stands_first(hands)


def another(hands: Hands, **_others: object) -> None:
    """As 新年度 and 恢复 do."""
    hands.session.open(small_disclosure(), None)
    stands_first(hands)


def stands_first(hands: Hands) -> None:
    """The old cell's place means nothing in another file."""
    view = view_of(hands)
    assert view.grid is not None
    assert view.place == corner(view.grid, last=False)


def view_of(hands: Hands) -> GridView:
    assert hands.window.panels is not None
    tabs = hands.window.panels.tabs
    assert tabs.currentIndex() == 0
    if hands.session.part is not None:
        assert tabs.part is not None
        return tabs.part.view
    return hands.form


def switched(hands: Hands, **_others: object) -> None:
    focus_form(hands)
    hands.key(Key.Key_Down, CTRL)


def chosen_by_enter(hands: Hands, **_others: object) -> None:
    hands.key(Key.Key_L, CTRL)
    hands.key(Key.Key_Down)
    hands.key(Key.Key_Down)
    assert not hands.form.look.framed
    hands.key(Key.Key_Return)


def undone(hands: Hands, **_others: object) -> None:
    focus_form(hands)
    ref = CellRef(hands.table.id, "purpose")
    hands.session.do(SetCells("改", [(ref, "x")]))
    hands.key(Key.Key_Z, CTRL)


def found(hands: Hands, **_others: object) -> None:
    hands.key(Key.Key_F8)


def tabbed(hands: Hands, **_others: object) -> None:
    hands.key(Key.Key_3, CTRL)
    hands.key(Key.Key_1, CTRL)


def dialog_closed(hands: Hands, qtbot: QtBot, **_others: object) -> None:
    focus_form(hands)
    hands.key(Key.Key_F1)
    keys = hands.window.findChild(ShortcutsDialog)
    assert keys is not None
    qtbot.waitUntil(keys.isActiveWindow)
    hands.key(Key.Key_Escape)
    hands.window.activateWindow()
    qtbot.waitUntil(hands.window.isActiveWindow)


def added(hands: Hands, **_others: object) -> None:
    hands.key(Key.Key_N, CTRL | SHIFT)


WAYS: dict[str, Callable[..., None]] = {
    "新建": new,
    "打开": opened,
    "新年度、恢复": another,
    "换项目": switched,
    "项目清单里按 Enter": chosen_by_enter,
    "撤销": undone,
    "问题": found,
    "换页": tabbed,
    "关掉窗口": dialog_closed,
    "新增项目": added,
}


@pytest.mark.parametrize("way", WAYS)
def test_typing_arrives_where_the_frame_stands(
    way: str, open_window: MainWindow, qtbot: QtBot, tmp_path: Path, boxes: Boxes
) -> None:
    hands = Hands(open_window, qtbot)
    elsewhere(hands)
    WAYS[way](hands=hands, qtbot=qtbot, tmp_path=tmp_path, boxes=boxes)
    view = view_of(hands)
    hands.window.activateWindow()
    qtbot.waitUntil(lambda: view.look.framed)
    cell = view.cell()
    hands.type("77")
    assert cell is not None and view.cell() is not None
    assert view.editor.text().endswith("77")
    hands.key(Key.Key_Return)
    undone = hands.session.undo
    assert undone.canUndo()
    held = msgspec.json.encode(hands.session.disclosure).decode()
    undone.undo()
    assert held.count("77") > msgspec.json.encode(hands.session.disclosure).decode().count("77")

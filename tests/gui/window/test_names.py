"""Every control that can be seen has an accessible name and a tooltip."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QMainWindow,
    QMenu,
    QScrollArea,
    QScrollBar,
    QStackedWidget,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.document.newdialog import NewDialog
from gui.document.recoverdialog import RecoverDialog
from gui.shared.readreport import read_report
from gui.window.mainwindow import MainWindow
from gui.window.shortcuts import ShortcutsDialog
from importers.read import read_file
from model.layout import Layout
from tests.conftest import EXAMPLES

_HOLD_OTHERS = (
    QMainWindow,
    QDialog,
    QScrollBar,
    QStackedWidget,
    QTabWidget,
    QScrollArea,
    QMenu,
    QLabel,
)
"""Widgets that may have the focus but only hold what is meant, or text to be copied."""


def controls(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        takes_focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if not widget.isVisibleTo(root) or isinstance(widget, _HOLD_OTHERS):
            continue
        if takes_focus or isinstance(widget, QAbstractButton):
            yield widget


def lacking(root: QWidget) -> list[str]:
    found = []
    for widget in controls(root):
        # a button's own words are its name; a box's menu is its list's
        name = widget.accessibleName() or str(widget.property("text") or "")
        if not name or not widget.toolTip():
            parent = type(widget.parent()).__name__
            found.append(f"{type(widget).__name__} in {parent}: {name!r} {widget.toolTip()!r}")
    return found


def departments_text(window: MainWindow) -> None:
    window.session.select("")


def find_dialog(window: MainWindow) -> None:
    window.actions_["replace"].trigger()


@pytest.mark.parametrize(
    "scene",
    [
        lambda window: None,
        departments_text,
        lambda window: window.actions_["tab-preview"].trigger(),
        lambda window: window.actions_["tab-overview"].trigger(),
        find_dialog,
    ],
    ids=["form", "department", "preview", "overview", "find"],
)
def test_in_the_window(
    qtbot: QtBot, open_window: MainWindow, scene: Callable[[MainWindow], None]
) -> None:
    scene(open_window)
    QApplication.processEvents()
    assert list(controls(open_window))
    assert lacking(open_window) == []


def test_before_anything_is_open(window: MainWindow) -> None:
    window.start.offer_recovery(1)
    assert lacking(window) == []


def test_in_the_dialogs(qtbot: QtBot, open_window: MainWindow, layouts: dict[str, Layout]) -> None:
    _, report = read_file(EXAMPLES / "wanglan-wenlv-2024.txt", layouts)
    menus = [(title, menu.actions()) for title, menu in open_window.actions_.menus]
    for dialog in (
        NewDialog(layouts),
        read_report(report),
        ShortcutsDialog(menus),
        RecoverDialog([]),
    ):
        qtbot.addWidget(dialog)
        dialog.show()
        assert list(controls(dialog))
        assert lacking(dialog) == [], type(dialog).__name__


def test_every_action_says_what_it_does(open_window: MainWindow) -> None:
    for action in open_window.findChildren(QAction):
        # an action of Qt's own inside a field has its own icon and no words
        if action.objectName() and not action.objectName().startswith("_q_"):
            assert action.text(), action.objectName()
            assert action.toolTip(), action.objectName()

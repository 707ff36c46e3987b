"""Every control has its place: none is left in a corner over the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.collect.dialog import CollectDialog
from gui.compare.dialog import CompareDialog
from gui.document.newdialog import NewDialog
from gui.document.recoverdialog import RecoverDialog
from gui.find.dialog import FindReplaceDialog
from gui.findings.relations import RelationsDialog
from gui.library.dialog import LibraryWindow
from gui.window.mainwindow import MainWindow
from gui.window.shortcuts import ShortcutsDialog
from model.layout import Layout
from tests.gui.places import without_place


def trigger(name: str) -> Callable[[MainWindow], None]:
    return lambda window: window.actions_[name].trigger()


@pytest.mark.parametrize(
    ("scene", "kind"),
    [
        (lambda window: None, MainWindow),
        (lambda window: window.session.select(""), MainWindow),
        (trigger("tab-preview"), MainWindow),
        (trigger("tab-overview"), MainWindow),
        (trigger("last-year"), MainWindow),
        (trigger("find"), FindReplaceDialog),
        (trigger("replace"), FindReplaceDialog),
        (trigger("collect"), CollectDialog),
        (trigger("compare"), CompareDialog),
        (trigger("library"), LibraryWindow),
        (trigger("relations"), RelationsDialog),
    ],
)
def test_in_the_window(
    open_window: MainWindow, scene: Callable[[MainWindow], None], kind: type[QWidget]
) -> None:
    scene(open_window)
    QApplication.processEvents()
    shown = open_window if kind is MainWindow else open_window.findChild(kind)
    assert isinstance(shown, kind)
    assert shown.isVisible()
    assert without_place(shown) == []


def test_in_the_dialogs(qtbot: QtBot, open_window: MainWindow, layouts: dict[str, Layout]) -> None:
    menus = [(title, menu.actions()) for title, menu in open_window.actions_.menus]
    for dialog in (NewDialog(layouts), ShortcutsDialog(menus), RecoverDialog([])):
        qtbot.addWidget(dialog)
        dialog.show()
        assert without_place(dialog) == []


def test_what_is_not_laid_out_is_told(qtbot: QtBot) -> None:
    dialog = RecoverDialog([])
    qtbot.addWidget(dialog)
    lost = QLabel("没有位置", dialog)
    dialog.show()
    assert lost.isVisible()
    assert without_place(dialog) == ["QLabel 没有位置 in RecoverDialog"]

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.preview.pane import _KEYS
from gui.window.mainwindow import MainWindow
from gui.window.shortcuts import IN_THE_FORM, IN_THE_PREVIEW, ShortcutsDialog

_NAMES = {
    "Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Backtab": "Tab", "Return": "Enter",
}  # fmt: skip


def words(keys: QKeySequence) -> str:
    head, plus, last = keys.toString().rpartition("+")
    return head + plus + _NAMES.get(last, last)


def test_every_key_of_the_form_is_listed(open_window: MainWindow) -> None:
    assert open_window.panels is not None
    form = open_window.panels.tabs.form
    assert form is not None
    listed = {key for keys, _ in IN_THE_FORM for key in keys.split("、")}
    bound = {words(QKeySequence(QKeyCombination(mods, key))) for mods, key in form.keys._bound}
    assert len(bound) > 20
    assert bound - listed == set()


def test_every_key_of_the_preview_is_listed() -> None:
    listed = {key for keys, _ in IN_THE_PREVIEW for key in keys.split("、")}
    assert {words(keys[0]) for keys in _KEYS.values()} == listed


def test_f1_stays_beside_the_work(qtbot: QtBot, open_window: MainWindow) -> None:
    for _ in range(2):
        qtbot.keyClick(open_window, Qt.Key.Key_F1)
    (dialog,) = open_window.findChildren(ShortcutsDialog)
    assert dialog.isVisible()
    assert not dialog.isModal()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not open_window.findChildren(ShortcutsDialog))
    assert QApplication.activeModalWidget() is None

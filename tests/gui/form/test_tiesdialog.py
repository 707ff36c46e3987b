"""The clerk says which indicator measures a goal, by keyboard, as one step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gui.form.tiesdialog import TiesDialog
from gui.window.mainwindow import MainWindow
from model.checks.base import Example
from model.checks.samples import sound

LEFT = Qt.MouseButton.LeftButton


def in_dialog(window: MainWindow, work: Callable[[TiesDialog], None]) -> None:
    failed: list[BaseException] = []

    def inside() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, TiesDialog)
        try:
            work(dialog)
        except BaseException as error:  # noqa: BLE001 - raised below, outside of Qt
            failed.append(error)
            dialog.reject()

    QTimer.singleShot(0, window, inside)
    window.actions_["ties"].trigger()
    if failed:
        raise failed[0]


def press(qtbot: QtBot, dialog: TiesDialog, words: str) -> None:
    buttons = {one.text(): one for one in dialog.findChildren(QPushButton)}
    qtbot.mouseClick(buttons[words], LEFT)


def test_a_goal_is_untied_and_tied_again(qtbot: QtBot, window: MainWindow) -> None:
    disclosure = sound(Example(cells={}))
    disclosure.projects[0].goals = "1.完成乡道路面修补15公里。"
    window.session.open(disclosure, None)
    window.session.select(disclosure.projects[0].id)
    assert window.panels is not None
    engine, table = window.panels.engine, disclosure.projects[0]

    def codes() -> list[str]:
        return [one.code for one in engine.findings(table.id)]

    qtbot.waitUntil(lambda: "D17" in codes())

    def untie(dialog: TiesDialog) -> None:
        box = dialog.boxes[0]
        assert box.currentText().startswith("自动：1. ")
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentText() == "没有指标衡量它"
        press(qtbot, dialog, "确定")

    in_dialog(window, untie)
    qtbot.waitUntil(lambda: "D17" not in codes())
    assert window.session.undo.undoText() == "改目标与指标的对应"

    def back(dialog: TiesDialog) -> None:
        assert dialog.boxes[0].currentText() == "没有指标衡量它"
        dialog.boxes[0].setCurrentIndex(2)
        press(qtbot, dialog, "取消")

    in_dialog(window, back)
    assert [tie.indicator for tie in table.ties] == [""]
    window.session.undo.undo()
    qtbot.waitUntil(lambda: "D17" in codes())

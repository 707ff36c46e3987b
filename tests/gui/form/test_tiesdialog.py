"""The clerk says which indicator measures a goal, by keyboard, as one step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from gui.findings.buttons import fill_menu
from gui.findings.model import FINDING
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


def test_the_finding_leads_to_it(qtbot: QtBot, window: MainWindow) -> None:
    disclosure = sound(Example(cells={}, projects=2))
    disclosure.projects[0].goals = "1.完成乡道路面修补15公里。"
    window.session.open(disclosure, None)
    assert window.panels is not None
    engine, panel = window.panels.engine, window.panels.findings
    table = disclosure.projects[0].id
    window.session.select(disclosure.projects[1].id)
    qtbot.waitUntil(lambda: "D17" in [one.code for one in engine.findings(table)])
    row = next(
        row
        for row in range(panel.shown.rowCount())
        if panel.shown.index(row, 0).data(FINDING).code == "D17"
    )
    panel.list.setCurrentIndex(panel.shown.index(row, 0))
    window.session.go_to(panel.shown.index(row, 0).data(FINDING).ref)
    shown: list[str] = []

    def inside() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, TiesDialog)
        shown.append(dialog.said[0].clause)
        dialog.reject()

    menu = QMenu(panel)
    fill_menu(menu, panel.chosen(), engine.tally())
    assert "ties" in [one.objectName() for one in menu.actions()]
    QTimer.singleShot(0, window, inside)
    panel.wanted.emit("ties")
    qtbot.waitUntil(lambda: bool(shown))
    assert "15公里" in shown[0]
    assert window.session.project == table

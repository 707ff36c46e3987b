"""A bureau's own rules in the window: chosen, kept, given up, told of when they are gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from exporters.jxb import write_jxb
from gui.document import rules
from gui.findings.rulesdialog import RulesDialog
from gui.shared import filedialogs
from gui.shared.settings import settings
from gui.window.mainwindow import MainWindow
from importers.jxb import read_jxb
from model.checks import Severity
from model.checks.profile import default_profile
from model.checks.registry import CHECKS
from model.document.edits import SetRules
from tests.gui.conftest import Boxes

STRICT = """name = "云岭市财政局规则"
[checks.A02]
on = false
[checks.D10]
severity = "错误"
"""


@pytest.fixture
def strict(tmp_path: Path) -> Path:
    path = tmp_path / "云岭.toml"
    path.write_text(STRICT, encoding="utf-8")
    return path


@pytest.fixture
def asked(boxes: Boxes, monkeypatch: pytest.MonkeyPatch) -> Boxes:
    monkeypatch.setattr(filedialogs, "ask_rules", boxes.ask_path)
    return boxes


def codes(window: MainWindow) -> set[str]:
    assert window.panels is not None
    engine = window.panels.engine
    tables = ["", *(table.id for table in window.session.disclosure.projects)]
    return {one.code for table in tables for one in engine.findings(table)}


@pytest.fixture
def ready(open_window: MainWindow, qtbot: QtBot) -> MainWindow:
    wait(open_window, qtbot)
    return open_window


def wait(window: MainWindow, qtbot: QtBot) -> None:
    assert window.panels is not None
    engine = window.panels.engine
    qtbot.waitUntil(lambda: engine.ready and not engine.busy)


def in_dialog(window: MainWindow, work: Callable[[RulesDialog], None]) -> None:
    """Open 检查规则 by its action, and do something in it."""
    failed: list[BaseException] = []

    def inside() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, RulesDialog)
        try:
            work(dialog)
        except BaseException as error:  # noqa: BLE001 - raised below, outside of Qt
            failed.append(error)
            dialog.reject()

    QTimer.singleShot(0, window, inside)
    window.actions_["rules"].trigger()
    if failed:
        raise failed[0]


def press(qtbot: QtBot, dialog: RulesDialog, words: str) -> None:
    buttons = {one.text().partition("(")[0]: one for one in dialog.findChildren(QPushButton)}
    qtbot.mouseClick(buttons[words], Qt.MouseButton.LeftButton)


def test_a_bureaus_rules_are_read_and_given_up(
    ready: MainWindow, asked: Boxes, strict: Path, qtbot: QtBot
) -> None:
    assert "A02" in codes(ready)
    asked.paths = [strict]

    def take(dialog: RulesDialog) -> None:
        press(qtbot, dialog, "从文件读入")
        assert dialog.name.text() == "云岭市财政局规则"
        press(qtbot, dialog, "确定")

    in_dialog(ready, take)
    wait(ready, qtbot)
    assert "A02" not in codes(ready)
    assert "云岭市财政局规则" in ready.statusBar().currentMessage()
    assert rules.profile().severities == {"D10": Severity.ERROR}
    assert ready.session.disclosure.rules == ""

    def give_up(dialog: RulesDialog) -> None:
        assert dialog.name.text() == "云岭市财政局规则"
        press(qtbot, dialog, "恢复自带的")
        press(qtbot, dialog, "确定")

    in_dialog(ready, give_up)
    wait(ready, qtbot)
    assert "A02" in codes(ready)
    assert rules.profile() == default_profile()
    assert rules.chosen() is None


def test_every_number_is_shown_and_can_be_set(ready: MainWindow, qtbot: QtBot) -> None:
    def change(dialog: RulesDialog) -> None:
        shown = {box.accessibleName() for box in dialog.tree.findChildren(QSpinBox)}
        for code, check in CHECKS.items():
            assert {f"{code}：{one.means}" for one in check.numbers.values()} <= shown
        boxes = {box.accessibleName(): box for box in dialog.tree.findChildren(QSpinBox)}
        boxes[f"E04：{CHECKS['E04'].numbers['years'].means}"].setValue(15)
        qtbot.keyClicks(dialog.search, "E04")
        items = [dialog.tree.topLevelItem(row) for row in range(dialog.tree.topLevelItemCount())]
        assert [one.text(0)[:3] for one in items if one and not one.isHidden()] == ["E04"]
        press(qtbot, dialog, "确定")

    in_dialog(ready, change)
    assert rules.profile().numbers["E04", "years"] == 15


def test_rules_kept_with_the_file_go_with_it(
    ready: MainWindow, asked: Boxes, strict: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    asked.paths = [strict]

    def keep(dialog: RulesDialog) -> None:
        assert not dialog.with_file.isChecked()
        press(qtbot, dialog, "从文件读入")
        dialog.with_file.setChecked(True)
        press(qtbot, dialog, "确定")

    in_dialog(ready, keep)
    wait(ready, qtbot)
    assert "A02" not in codes(ready)
    assert rules.profile() == default_profile()
    session = ready.session
    assert session.undo.undoText() == "规则随文件保存"
    write_jxb(session.disclosure, tmp_path / "本.jxb")
    session.undo.undo()
    wait(ready, qtbot)
    assert "A02" in codes(ready)
    session.open(read_jxb(tmp_path / "本.jxb"), tmp_path / "本.jxb")
    wait(ready, qtbot)
    assert "A02" not in codes(ready)
    assert "按随文件保存的规则“云岭市财政局规则”检查" in ready.statusBar().currentMessage()

    def leave(dialog: RulesDialog) -> None:
        assert dialog.with_file.isChecked()
        dialog.with_file.setChecked(False)
        press(qtbot, dialog, "恢复自带的")
        press(qtbot, dialog, "确定")

    in_dialog(ready, leave)
    wait(ready, qtbot)
    assert session.disclosure.rules == ""
    assert "A02" in codes(ready)


def test_rules_in_a_file_that_cannot_be_used_are_told_of(ready: MainWindow, qtbot: QtBot) -> None:
    ready.session.do(SetRules("规则", "name = 1"))
    wait(ready, qtbot)
    assert "A02" in codes(ready)

    def look(dialog: RulesDialog) -> None:
        assert "没有写名称" in dialog.told.text()
        press(qtbot, dialog, "取消")

    in_dialog(ready, look)


def test_a_wrong_file_changes_nothing(
    ready: MainWindow, asked: Boxes, strict: Path, qtbot: QtBot
) -> None:
    strict.write_text("name = 1", encoding="utf-8")
    asked.paths = [strict]

    def take(dialog: RulesDialog) -> None:
        press(qtbot, dialog, "从文件读入")
        press(qtbot, dialog, "取消")

    in_dialog(ready, take)
    assert "检查规则文件没有写名称" in asked.last
    assert rules.chosen() is None


def test_rules_that_are_gone_are_told_of(ready: MainWindow, strict: Path, qtbot: QtBot) -> None:
    settings().setValue("checks/profile", str(strict))
    assert rules.profile().name == "云岭市财政局规则"
    strict.unlink()
    assert "找不到这个检查规则文件" in str(rules.problem())
    assert rules.profile() == default_profile()

    def look(dialog: RulesDialog) -> None:
        assert "找不到这个检查规则文件" in dialog.told.text()
        press(qtbot, dialog, "取消")

    in_dialog(ready, look)
    assert rules.chosen() == strict

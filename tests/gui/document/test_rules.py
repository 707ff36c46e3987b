"""A bureau's own rules in the window: chosen, kept, given up, told of when they are gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.document import rules
from gui.shared import filedialogs
from gui.window.mainwindow import MainWindow
from model.checks import Severity
from model.checks.profile import default_profile
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


def test_a_bureaus_rules_are_chosen_and_given_up(
    open_window: MainWindow, asked: Boxes, strict: Path, qtbot: QtBot
) -> None:
    assert open_window.panels is not None
    engine = open_window.panels.engine
    qtbot.waitUntil(lambda: engine.ready and not engine.busy)
    assert "A02" in codes(open_window)
    asked.paths = [strict]
    open_window.actions_["rules"].trigger()
    qtbot.waitUntil(lambda: engine.ready and not engine.busy)
    assert "A02" not in codes(open_window)
    assert "云岭市财政局规则" in open_window.statusBar().currentMessage()
    assert rules.profile().severities == {"D10": Severity.ERROR}
    # asked again, it says whose they are; the program's own come back
    asked.answers = ["用程序自带的"]
    open_window.actions_["rules"].trigger()
    assert "云岭市财政局规则" in asked.last
    qtbot.waitUntil(lambda: engine.ready and not engine.busy)
    assert "A02" in codes(open_window)
    assert rules.profile() == default_profile()


def test_a_wrong_file_changes_nothing(open_window: MainWindow, asked: Boxes, strict: Path) -> None:
    strict.write_text("name = 1", encoding="utf-8")
    asked.paths = [strict]
    open_window.actions_["rules"].trigger()
    assert "检查规则文件没有写名称" in asked.last
    assert rules.chosen() is None


def test_rules_that_are_gone_are_told_of(
    open_window: MainWindow, asked: Boxes, strict: Path
) -> None:
    asked.paths = [strict]
    open_window.actions_["rules"].trigger()
    strict.unlink()
    wrong = rules.problem()
    assert wrong is not None
    assert "找不到这个检查规则文件" in str(wrong)
    assert rules.profile() == default_profile()
    asked.answers = ["取消"]
    open_window.actions_["rules"].trigger()
    assert "找不到这个检查规则文件" in asked.last
    assert rules.chosen() == strict

"""帮助 → 从文件更新, by its buttons: choose, install, go back; what is refused is said."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from gui.shared import filedialogs
from gui.update import dialog as dialogs
from gui.update.dialog import UpdateDialog
from gui.window.mainwindow import MainWindow
from model.basics.installed import FOLDER, chosen
from model.basics.places import data_folder
from tests.gui.conftest import Boxes
from tests.gui.update.kit import Key, package


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, boxes: Boxes) -> Key:
    """A release's key the program knows, and a program that came as a package."""
    made = Key()
    public = tmp_path / "update.pub"
    public.write_text(made.public, encoding="utf-8")
    monkeypatch.setattr(dialogs, "asset", lambda _name: public)
    monkeypatch.setattr(filedialogs, "ask_update", boxes.ask_path)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    return made


def shown(window: MainWindow) -> UpdateDialog:
    window.actions_["update"].trigger()
    dialog = window.findChildren(UpdateDialog)[-1]
    assert dialog.isVisible()
    return dialog


def press(qtbot: QtBot, dialog: UpdateDialog, words: str) -> None:
    found = [one for one in dialog.findChildren(QPushButton) if one.text().startswith(words)]
    assert found[0].isEnabled(), words
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog._tasks.busy)


def enabled(dialog: UpdateDialog, words: str) -> bool:
    return next(
        one.isEnabled() for one in dialog.findChildren(QPushButton) if one.text().startswith(words)
    )


def test_a_package_is_taken_and_given_back(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, key: Key, tmp_path: Path
) -> None:
    dialog = shown(window)
    assert not enabled(dialog, "安装")
    assert not enabled(dialog, "退回")
    boxes.paths = [package(tmp_path, key)]
    press(qtbot, dialog, "选择更新包")
    assert "更新包是 9.9.9" in dialog._said.text()
    changes = dialog.findChild(QPlainTextEdit)
    assert changes is not None
    assert "新的。" in changes.toPlainText()
    assert "旧的。" not in changes.toPlainText()
    press(qtbot, dialog, "安装")
    assert chosen(data_folder() / FOLDER) == "9.9.9"
    assert "已装好" in boxes.last
    assert "下次打开就用它" in dialog._said.text()
    boxes.answers = ["随系统安装的"]
    press(qtbot, dialog, "退回")
    assert chosen(data_folder() / FOLDER) == ""
    assert "装过的版本：9.9.9" in dialog._said.text()
    assert not enabled(dialog, "退回")


def test_what_is_refused_is_said(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, key: Key, tmp_path: Path
) -> None:
    dialog = shown(window)
    boxes.paths = [package(tmp_path, Key(b"another1"))]
    press(qtbot, dialog, "选择更新包")
    assert "不是绩表的签名" in boxes.last
    assert not enabled(dialog, "安装")
    boxes.paths = [None]
    press(qtbot, dialog, "选择更新包")
    assert not enabled(dialog, "安装")


def test_a_clone_is_updated_otherwise(
    window: MainWindow, boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(sys, "frozen", raising=False)
    window.actions_["update"].trigger()
    assert "不能从更新包更新" in boxes.last
    assert not window.findChildren(UpdateDialog)

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from gui.window.mainwindow import MainWindow
from model.document.disclosure import Disclosure
from tests.gui.conftest import Boxes

LEFT = Qt.MouseButton.LeftButton


def test_after_an_export_its_file_and_folder_are_a_click_away(
    qtbot: QtBot,
    open_window: MainWindow,
    boxes: Boxes,
    tmp_path: Path,
    disclosure: Disclosure,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[Path] = []
    works = [True]

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return works[0]

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    assert open_window.panels is not None
    bar = open_window.panels.exported
    assert not bar.isVisible()
    target = tmp_path / "望澜市文化广电和旅游局的一个很长很长的文件名字（2024年）.docx"
    boxes.paths = [target]
    open_window.actions_["word"].trigger()
    qtbot.waitUntil(bar.isVisible, timeout=20_000)
    assert bar.label.text().startswith("已导出 望澜市")
    assert bar.label.toolTip() == str(target)
    assert bar.width() < open_window.width()
    qtbot.mouseClick(bar.open_file, LEFT)
    qtbot.mouseClick(bar.open_folder, LEFT)
    assert opened == [target, tmp_path]
    works[0] = False
    qtbot.mouseClick(bar.open_file, LEFT)
    assert "没有找到能打开它的程序" in boxes.last
    target.unlink()
    qtbot.mouseClick(bar.open_file, LEFT)
    assert "已经不在那里了" in boxes.last
    qtbot.mouseClick(bar.close_, LEFT)
    assert not bar.isVisible()
    boxes.paths = [target]
    open_window.actions_["word"].trigger()
    qtbot.waitUntil(bar.isVisible, timeout=20_000)
    open_window.session.open(disclosure, None)
    assert not bar.isVisible()

"""The library's window, opened by a clerk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from gui.library import manager
from gui.window.mainwindow import MainWindow
from tests.gui.library.hands import Hands


@pytest.fixture
def hands(
    open_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hands]:
    monkeypatch.setattr(manager, "QUIET", 50)
    made = Hands(open_window, qtbot)
    qtbot.waitUntil(open_window.isActiveWindow)
    yield made
    made.manager.close()

"""Opening, editing and locking a file, as a clerk or somebody else does."""

from __future__ import annotations

from pathlib import Path

import msgspec
from pytestqt.qtbot import QtBot

from gui.document.lockfile import lock_path
from gui.window.mainwindow import MainWindow
from model.document.cells import CellRef
from model.document.edits import SetCells


def open_file(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    window.files.open_path(path)
    qtbot.waitUntil(lambda: not window.tasks.busy, timeout=10_000)


def edit(window: MainWindow, text: str) -> None:
    window.session.do(SetCells("修改", [(CellRef("", "overall_goal"), text)]))


def hold(path: Path, **more: object) -> Path:
    """Lock a file as somebody on another machine."""
    held = {"user": "李会计", "machine": "财务-02", "pid": 7, "mark": "1"}
    held |= {"time": "2024-03-01T09:05:00+08:00", **more}
    lock = lock_path(path)
    lock.write_bytes(msgspec.json.encode(held))
    return lock

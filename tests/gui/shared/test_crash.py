from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qInstallMessageHandler, qWarning
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.shared.crash import CrashReporter
from gui.window.mainwindow import MainWindow
from model.basics.version import __version__
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.document.edits import SetCells
from tests.gui.conftest import Boxes


@pytest.fixture
def crash() -> Iterator[CrashReporter]:
    hooks = sys.excepthook, threading.excepthook
    made = CrashReporter()
    made.install()
    # the test's own listening to Qt's messages
    before = qInstallMessageHandler(None)
    yield made
    sys.excepthook, threading.excepthook = hooks
    qInstallMessageHandler(None)
    del before


def fail() -> None:
    raise RuntimeError("没有料到")


@pytest.mark.qt_no_exception_capture
def test_an_error_is_told_once_and_the_work_goes_on(
    qtbot: QtBot,
    crash: CrashReporter,
    boxes: Boxes,
    session: Session,
    disclosure: Disclosure,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    window = MainWindow(session, crash)
    qtbot.addWidget(window)
    session.open(disclosure, None)
    session.do(SetCells("改", [(CellRef("", "overall_goal"), "写到一半")]))
    boxes.answers = ["保存出错记录…"]
    record = tmp_path / "记录.txt"
    boxes.paths = [record]
    for _ in range(3):
        QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: len(crash.records) == 3)
    assert len(boxes.said) == 1
    assert "没有料到的错误" in boxes.said[0]
    assert "可以继续工作" in boxes.said[0]
    text = record.read_text(encoding="utf-8")
    assert "RuntimeError: 没有料到" in text
    assert "in fail" in text
    assert f"绩表 {__version__} " in text
    assert "\n输入法：" in text
    # what was typed went to a recovery copy at once
    window.recovery.wait()
    assert list((tmp_path / "own" / "data" / "recovery").glob("*.jxb"))
    session.undo.undo()
    session.undo.redo()
    assert session.disclosure.overall_goal == "写到一半"
    session.undo.setClean()
    window.close()
    capsys.readouterr()


@pytest.mark.qt_no_exception_capture
def test_errors_of_threads_come_too(
    qtbot: QtBot, crash: CrashReporter, capsys: pytest.CaptureFixture[str]
) -> None:
    with qtbot.waitSignal(crash.happened):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    assert "没有料到" in crash.report()
    capsys.readouterr()


def test_without_errors_there_is_nothing_to_save(open_window: MainWindow, boxes: Boxes) -> None:
    open_window.actions_["report"].trigger()
    assert "没有出过错" in boxes.last


def test_messages_of_qt_are_kept_for_the_report() -> None:
    crash = CrashReporter()
    before = qInstallMessageHandler(crash._message)
    try:
        qWarning("画不出来")
    finally:
        qInstallMessageHandler(before)
    assert "QtWarningMsg：画不出来" in crash.report()


def test_keyboard_interrupts_are_left_to_python(
    qtbot: QtBot, crash: CrashReporter, capsys: pytest.CaptureFixture[str]
) -> None:
    with capture_exceptions():
        crash.caught(KeyboardInterrupt, KeyboardInterrupt(), None)
    qtbot.wait(10)
    assert crash.records == []
    assert "KeyboardInterrupt" in capsys.readouterr().err

"""An error raised by C code, deep in Qt's calls, must not end the process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from gui.shared import messages
from gui.app import start
from tests.conftest import small_disclosure

told = []
messages.ask = lambda parent, text, buttons, default=0: told.append(text) or default
application, window = start([], ask=False)

def fail(*given):
    return 1 / 0

def work():
    window.session.open(small_disclosure(), None)
    form = window.panels.tabs.form
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    spot = QPointF(form.viewport().rect().center())
    post = QCoreApplication.postEvent
    if sys.argv[1] == "keys":
        form.editor.keys = fail
        post(form.editor, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_X, none, "x"))
    elif sys.argv[1] == "mouse":
        form.mouse.press = fail
        press = QEvent.Type.MouseButtonPress
        post(form.viewport(), QMouseEvent(press, spot, spot, left, left, none))
    elif sys.argv[1] == "input method":
        form.editor._changed = fail
        post(form.editor, QInputMethodEvent("pin", []))
    else:
        form._paint = fail
        form.viewport().update()
    QTimer.singleShot(300, end)

def end():
    window.session.undo.setClean()
    print("told", len(told), "times, alive")
    application.quit()

QTimer.singleShot(200, work)
application.exec()
"""


@pytest.mark.parametrize("way", ["keys", "mouse", "input method", "paint"])
def test_the_work_goes_on_after_an_error_raised_by_c_code(way: str, tmp_path: Path) -> None:
    own = {"JIBIAO_SETTINGS": str(tmp_path / "settings.ini"), "JIBIAO_DATA": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, way],
        env={**os.environ, **own, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.stdout == "told 1 times, alive\n", run.stderr
    assert run.returncode == 0
    assert "ZeroDivisionError" in run.stderr

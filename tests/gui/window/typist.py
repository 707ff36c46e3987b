"""A clerk who types without end and saves now and then, to be killed in the middle of it.

Called with the file and a log. Each letter typed is noted in the log with its time; the
text of the overall goal is as long as letters were typed.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from gui.app import start
from gui.document.recovery import left_behind
from gui.window.mainwindow import MainWindow

FIRST_SAVE, EVERY = 40, 150


def main(file: Path, log_path: Path) -> int:
    """Start, recover what the last one left behind or open the file, and type."""
    application, window = start([], ask=False)
    copies = left_behind()
    if copies:
        window.files.recover(copies[0])
    else:
        window.files.open_path(file)
    QTimer.singleShot(0, window, lambda: _type(window, log_path))
    return application.exec()


def _type(window: MainWindow, log_path: Path) -> None:
    while window.tasks.busy:
        QTest.qWait(5)
    window.session.select("")
    assert window.panels is not None
    department = window.panels.tabs.department
    assert department is not None
    field = department.fields["overall_goal"]
    field.setFocus()
    with log_path.open("a", encoding="utf-8", buffering=1) as log:
        log.write(f"begin {len(field.text())}\n")
        for number in range(1, 1_000_000):
            QTest.keyClick(field, Qt.Key.Key_A)
            log.write(f"{len(field.text())} {time.monotonic()}\n")
            if number % EVERY == FIRST_SAVE:
                QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
            QTest.qWait(8)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))

"""How soon the window is usable, beside a bare PySide6 main window started in turn with it."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

RATIO = 1.5

# Both windows end when they are usable: a widget that lies above all others has been painted,
# and the event loop has come round to the next thing, which would be the clerk's first click.
_PROBE = """
import os, sys, time
{window}
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

class Probe(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, usable)

def usable():
    print(time.perf_counter(), time.process_time(), flush=True)
    os._exit(0)

probe = Probe(window)
probe.resize(1, 1)
probe.show()
probe.raise_()
application.exec()
sys.exit("the window was never painted")
"""
_OWN = """
from gui.app import start
application, window = start([], ask=False)
"""
_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit
application = QApplication([])
window = QMainWindow()
window.setCentralWidget(QTextEdit())
window.show()
"""
_SETTINGS = """[General]
recent=/资料/2023年绩效文本.jxb, /资料/2022年绩效文本.docx, /资料/上报/2022年.xlsx
"""


class Start(NamedTuple):
    """One start: seconds from calling Python to the usable window, and processor seconds."""

    wall: float
    processor: float


def measure_start(runs: int) -> tuple[list[Start], list[Start]]:
    """Start the program and the bare window in turn; return what each start took.

    Both have been started before, so that files and byte code are in the machine's memory.
    """
    own, bare = [], []
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "settings.ini"
        settings.write_text(_SETTINGS, "utf-8")
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "JIBIAO_DATA": folder,
            "JIBIAO_SETTINGS": str(settings),
        }
        # a clerk's Python keeps what it compiled, as it keeps that of PySide
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for _ in range(2):
            _start_once(_OWN, environment)
            _start_once(_BARE, environment)
        for _ in range(runs):
            own.append(_start_once(_OWN, environment))
            bare.append(_start_once(_BARE, environment))
    return own, bare


def print_start(runs: int) -> int:
    """Print both ratios; return 1 where the time to the usable window is over the limit."""
    own, bare = measure_start(max(3, runs) * 8)
    wall, processor = (
        statistics.median(one[which] for one in own) / statistics.median(one[which] for one in bare)
        for which in range(2)
    )
    milliseconds = " / ".join(
        f"{statistics.median(one.wall for one in times) * 1000:.0f}" for times in (own, bare)
    )
    too_slow = wall > RATIO
    print(
        f"\n窗口画好、可以点击　对空的 PySide6 窗口（倍，{len(own)} 次的中位）："
        f"{wall:.2f}（要求 ≤ {RATIO}；处理器时间 {processor:.2f} 倍；{milliseconds} 毫秒）"
        f"{' ×慢' * too_slow}",
        flush=True,
    )
    return int(too_slow)


def _start_once(window: str, environment: dict[str, str]) -> Start:
    code = _PROBE.format(window=window)
    # the clock is the machine's, the same for every process
    begun = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
    )
    if run.returncode:
        raise SystemExit(run.stderr[-2000:])
    usable, processor = map(float, run.stdout.split())
    return Start(usable - begun, processor)

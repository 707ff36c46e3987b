"""The window: how soon it shows, how fast it answers with 1,000 projects open."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PROJECTS = 1000
KEYSTROKE_MS = 16
SWITCH_MS = 50
START_RATIO = 1.5
OPEN_RATIO = 2

_OWN = """
from PySide6.QtCore import QTimer
from gui.app import start
application, window = start([], ask=False)
QTimer.singleShot(0, application.quit)
application.exec()
"""
_BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit
application = QApplication([])
window = QMainWindow()
window.setCentralWidget(QTextEdit())
window.show()
QTimer.singleShot(0, application.quit)
application.exec()
"""


def print_window(runs: int) -> int:
    """Print the window's figures; return how many miss what is asked."""
    missed = _print_start(runs)
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "JIBIAO_DATA": folder,
            "JIBIAO_SETTINGS": str(Path(folder) / "settings.ini"),
        }
        run = subprocess.run(
            [sys.executable, "-m", "benchmarks.window", folder],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
    if run.returncode:
        raise SystemExit(run.stderr[-2000:])
    figures = json.loads(run.stdout.splitlines()[-1])
    for title, figure, limit in (
        (f"{PROJECTS} 个项目，按一键到画好并查好（毫秒，中位）", figures["key"], KEYSTROKE_MS),
        (f"{PROJECTS} 个项目，换项目（毫秒，中位）", figures["switch"], SWITCH_MS),
        (f"打开 {PROJECTS} 个项目的 .jxb　对读同样的 JSON（倍）", figures["open"], OPEN_RATIO),
    ):
        missed += _print_figure(title, figure, limit)
    return missed


def _print_figure(title: str, figure: float, limit: float) -> int:
    too_slow = figure > limit
    print(f"{title}：{figure:.2f}（要求 ≤ {limit}）{' ×慢' * too_slow}", flush=True)
    return int(too_slow)


def _print_start(runs: int) -> int:
    own, bare = [], []
    for code in (_OWN, _BARE):
        _whole_process(code)
    for _ in range(max(3, runs) * 2):
        own.append(_whole_process(_OWN))
        bare.append(_whole_process(_BARE))
    ratio = statistics.median(own) / statistics.median(bare)
    return _print_figure(
        "\n窗口出现　对空的 PySide6 窗口（倍，整个进程，中位）", ratio, START_RATIO
    )


def _whole_process(code: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "JIBIAO_DATA": folder,
            "JIBIAO_SETTINGS": str(Path(folder) / "settings.ini"),
        }
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", code], check=True, env=environment, capture_output=True
        )
        return time.perf_counter() - start


def main(folder: Path) -> None:
    """Measure in this process, and print the figures as JSON."""
    from benchmarks.generate import make_disclosure
    from exporters.jxb import write_jxb
    from gui.app import start
    from importers.jxb import read_jxb
    from model.layout import load_layouts

    disclosure = make_disclosure(PROJECTS, load_layouts()["hebei-2021"])
    path = folder / "large.jxb"
    write_jxb(disclosure, path)
    data = path.read_bytes()
    opening = _median(lambda: read_jxb(path), 7) / _median(lambda: json.loads(data), 7)
    application, window = start([], ask=False)
    window.resize(1280, 800)
    _wait(application, 0.5)
    window.session.open(disclosure, None)
    # the first check of the whole file runs in the background
    _wait(application, 6)
    switch = _median(lambda: _switch(application, window), 40)
    figures = {
        "key": _keys(application, window) * 1000,
        "switch": switch * 1000,
        "open": opening,
    }
    print(json.dumps(figures), flush=True)
    window.session.undo.setClean()
    window.close()


def _median(work: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _wait(application: Any, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        application.processEvents()
        time.sleep(0.005)


def _switch(application: Any, window: Any) -> None:
    projects = window.session.disclosure.projects
    ids = [table.id for table in projects]
    window.session.select(ids[(ids.index(window.session.current) + 37) % len(ids)])
    application.processEvents()


def _keys(application: Any, window: Any) -> float:
    """Type into a goals cell; return the median seconds to the painted, checked state."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from model.cells import CellRef

    session = window.session
    session.go_to(CellRef(session.disclosure.projects[990].id, "goals"))
    _wait(application, 0.3)
    form = window.workplace.centre.form
    times = []
    for _ in range(60):
        start = time.perf_counter()
        QTest.keyClick(form.editor, Qt.Key.Key_A)
        application.processEvents()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

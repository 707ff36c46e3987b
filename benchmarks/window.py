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

from benchmarks.start import print_start

PROJECTS = 1000
KEYSTROKE_MS = 16
SWITCH_MS = 50
OPEN_RATIO = 2


def print_window(runs: int) -> int:
    """Print the window's figures; return how many miss what is asked."""
    missed = print_start(runs)
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
    key = f"{PROJECTS} 个项目，按一键到画好并查好（毫秒，中位，处理器 {figures['key_cpu']:.1f}）"
    for title, figure, limit in (
        (key, figures["key"], KEYSTROKE_MS),
        (f"{PROJECTS} 个项目，换项目（毫秒，中位）", figures["switch"], SWITCH_MS),
        (f"打开 {PROJECTS} 个项目的 .jxb　对读同样的 JSON（倍）", figures["open"], OPEN_RATIO),
    ):
        missed += _print_figure(title, figure, limit)
    return missed


def _print_figure(title: str, figure: float, limit: float) -> int:
    too_slow = figure > limit
    print(f"{title}：{figure:.2f}（要求 ≤ {limit}）{' ×慢' * too_slow}", flush=True)
    return int(too_slow)


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
    key, key_cpu = _keys(application, window)
    figures = {
        "key": key * 1000,
        "key_cpu": key_cpu * 1000,
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


def _keys(application: Any, window: Any) -> tuple[float, float]:
    """Type into a goals cell; return median seconds, and the processor's, until it is checked."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from model.document.cells import CellRef

    session = window.session
    session.go_to(CellRef(session.disclosure.projects[990].id, "goals"))
    _wait(application, 0.3)
    form = window.panels.tabs.form
    times, processor = [], []
    for _ in range(60):
        start, busy = time.perf_counter(), time.process_time()
        QTest.keyClick(form.editor, Qt.Key.Key_A)
        application.processEvents()
        times.append(time.perf_counter() - start)
        processor.append(time.process_time() - busy)
    return statistics.median(times), statistics.median(processor)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

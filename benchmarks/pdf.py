"""Reading PDF beside pdfplumber: seconds, and memory over the model's own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.generate import make_disclosure
from benchmarks.measure import LAYOUT, LAYOUTS, measure

TABLES = (13, 290)
"""A department's; and what fills three hundred pages."""
SHARE = 1 / 4
MEMORY = 60
"""Megabytes that reading may take over what the disclosure read takes itself."""


def print_pdf(runs: int) -> int:
    """Print the figures; return how many miss what is asked."""
    missed = 0
    print(f"\n读 PDF　对 pdfplumber（要求 ≤ {SHARE:.2f}，{MEMORY} MB）")
    print(f"{'张数':>8}{'绩表 秒':>10}{'对手 秒':>10}{'比':>8}{'绩表 MB':>10}{'对手 MB':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for tables in TABLES:
            path = Path(folder) / f"{tables}.pdf"
            # in a process of its own: those begun later would inherit the peak of its memory
            command = [sys.executable, "-m", "benchmarks.pdf", str(tables), str(path)]
            subprocess.run(command, check=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
            ours = measure("read-pdf", tables, path, runs if tables < 100 else 1)
            theirs = measure("pdfplumber", tables, path, 1)
            slow, large = ours.seconds > SHARE * theirs.seconds, ours.megabytes > MEMORY
            print(
                f"{tables:>10}{ours.seconds:>11.3f}{theirs.seconds:>12.3f}"
                f"{ours.seconds / theirs.seconds:>9.3f}{ours.megabytes:>12.1f}"
                f"{theirs.megabytes:>11.1f}{' ×慢' * slow}{' ×内存' * large}",
                flush=True,
            )
            missed += slow + large
    return missed


def _write(tables: int, path: Path) -> None:
    from PySide6.QtGui import QGuiApplication

    from gui.pages.pdf import export_pdf

    application = QGuiApplication([])
    layout = LAYOUTS[LAYOUT]
    export_pdf(make_disclosure(tables, layout), layout, path, today=date(2024, 3, 5))
    del application


if __name__ == "__main__":
    _write(int(sys.argv[1]), Path(sys.argv[2]))

"""One measurement in a process of its own: seconds, and memory over the model's own."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import peers
from benchmarks.generate import make_disclosure
from exporters.excel import write_excel
from exporters.word import write_word
from importers.read import read_file
from model.layout import load_layouts

LAYOUT = "hebei-2021"
WRITERS: dict[str, Callable[..., None]] = {
    "word": write_word,
    "docxtpl": peers.write_word_docxtpl,
    "excel": write_excel,
    "openpyxl-write": peers.write_excel_openpyxl,
}
LAYOUTS = load_layouts()
READERS: dict[str, Callable[[Path], object]] = {
    "read-docx": lambda path: read_file(path, LAYOUTS),
    "row.cells": peers.read_word_python_docx,
    "read-xlsx": lambda path: read_file(path, LAYOUTS),
    "openpyxl-read": peers.read_excel_openpyxl,
    "read-pdf": lambda path: read_file(path, LAYOUTS),
    "pdfplumber": peers.read_pdf_pdfplumber,
}


@dataclass(frozen=True)
class Result:
    """Wall seconds, and megabytes above what the process held before."""

    seconds: float
    megabytes: float


def measure(task: str, tables: int, path: Path, runs: int) -> Result:
    """Run a task so many times, each in a fresh process; return the medians."""
    results = sorted(
        (_run_once(task, tables, path) for _ in range(runs)), key=lambda result: result.seconds
    )
    middle = results[len(results) // 2]
    memory = sorted(result.megabytes for result in results)[len(results) // 2]
    return Result(middle.seconds, memory)


def _run_once(task: str, tables: int, path: Path) -> Result:
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.measure", task, str(tables), str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise SystemExit(f"{task} {tables}: {run.stderr[-2000:]}")
    return Result(**json.loads(run.stdout))


def _peak() -> float:
    # kilobytes on Linux, bytes on macOS
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main(task: str, tables: int, path: Path) -> None:
    """Do the task once and print what it took."""
    if task in WRITERS:
        layout = LAYOUTS[LAYOUT]
        disclosure = make_disclosure(tables, layout)
        before, start = _peak(), time.perf_counter()
        WRITERS[task](disclosure, layout, path)
    else:
        before, start = _peak(), time.perf_counter()
        READERS[task](path)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "megabytes": _peak() - before}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))

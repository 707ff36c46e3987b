"""汇总: how long it takes beside only reading the same files, and that memory stays."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from functools import partial
from pathlib import Path

from benchmarks.generate import make_disclosure
from exporters.collect import collecting
from exporters.jxb import write_jxb
from exporters.word import write_word
from importers.folder import find_sources
from model.checks import check, default_profile
from model.collect.collect import FileToCollect, Rules, collect
from model.layout import load_layouts

FEW, MANY = 20, 200
PROJECTS = 13
RATIO = 2
"""Writing every cell and finding may take no longer than reading and checking."""
MEMORY_MB = 2
"""Megabytes more that many files may take than few: caches fill up, and then stay."""
LAYOUTS = load_layouts()


def print_collect(runs: int) -> int:
    """Print the figures; return how many miss what is asked."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "few", Path(folder) / "many"
        _fill(few, FEW)
        _fill(many, MANY)
        # one after the other: whatever else the machine does meanwhile hits all alike
        rounds = [[_run(what, many) for what in ("time", "read", "check")] for _ in range(runs)]
        peaks = [_run("memory", place) for place in (few, many)]
    own, bare, checked = map(statistics.median, zip(*rounds, strict=True))
    ratio = statistics.median(own / checked for own, _, checked in rounds)
    print(
        f"\n汇总 {MANY} 个文件，各 {PROJECTS} 个项目：{own:.2f} 秒，"
        f"只读入 {bare:.2f} 秒（{own / bare:.1f} 倍），读入并检查 {checked:.2f} 秒"
    )
    print(f"内存（Python 对象峰值）：{FEW} 个文件 {peaks[0]:.1f} MB，{MANY} 个 {peaks[1]:.1f} MB")
    missed = 0
    for title, figure, limit in (
        (f"汇总 {MANY} 个文件　对读入并检查（倍）", ratio, RATIO),
        (f"汇总 {MANY} 个文件的内存　比 {FEW} 个多（MB）", peaks[1] - peaks[0], MEMORY_MB),
    ):
        too_much = figure > limit
        print(f"{title}：{figure:.2f}（要求 ≤ {limit}）{' ×' * too_much}", flush=True)
        missed += too_much
    return missed


def _fill(folder: Path, count: int) -> None:
    """Write so many departments, one in ten of them as Word."""
    folder.mkdir()
    made = make_disclosure(PROJECTS, LAYOUTS["hebei-2021"])
    for number in range(count):
        made.department.name = f"云岭市第{number}局"
        if number % 10:
            write_jxb(made, folder / f"{number}.jxb")
        else:
            write_word(made, LAYOUTS["hebei-2021"], folder / f"{number}.docx")


def _run(what: str, folder: Path) -> float:
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.collect", what, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise SystemExit(run.stderr[-2000:])
    return float(json.loads(run.stdout))


def main(what: str, folder: Path) -> None:
    """Do one of them in this process; print seconds, or megabytes at the peak."""
    sources = find_sources([folder])
    if what == "memory":
        tracemalloc.start()
    start = time.perf_counter()
    if what in ("read", "check"):
        for source in sources:
            disclosure, _ = source.read(LAYOUTS)
            if what == "check":
                check(disclosure, LAYOUTS[disclosure.layout])
    else:
        rules = Rules(LAYOUTS, default_profile(), lambda error, _name: repr(error))
        files = (
            FileToCollect(one.name, partial(one.read, LAYOUTS), one.skipped) for one in sources
        )
        with collecting(folder.with_suffix(".xlsx")) as book:
            book.finish(collect(files, book, rules))
    seconds = time.perf_counter() - start
    peak = tracemalloc.get_traced_memory()[1] / 1024 / 1024 if what == "memory" else 0.0
    print(json.dumps(peak or seconds))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

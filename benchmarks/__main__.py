"""``make bench``: this program beside its peers, as ratios of the same run."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.checks import print_checks
from benchmarks.collect import print_collect
from benchmarks.compare import print_compare
from benchmarks.library import print_library
from benchmarks.measure import Result, measure
from benchmarks.pages import print_pages
from benchmarks.pdf import print_pdf
from benchmarks.whole import print_whole
from benchmarks.window import print_window

SIZES = (13, 100, 1000, 10000)
PAIRS = (
    # title, our task, the peer's task, file, the ratio that is asked for
    ("写 Word　对 docxtpl", "word", "docxtpl", "docx", 1 / 3),
    ("写 Excel　对 openpyxl merge_cells", "excel", "openpyxl-write", "xlsx", 1 / 4),
    ("读 Word　对 python-docx row.cells", "read-docx", "row.cells", "docx", 1 / 5),
    ("读 Excel　对 openpyxl", "read-xlsx", "openpyxl-read", "xlsx", 1 / 4),
)
WORD_MEMORY = 60
"""Megabytes writing Word may take over the model's own."""


def main() -> int:
    """Print the table of ratios; return 1 where one is not met at a size of 100 or more."""
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="largest number of tables")
    parser.add_argument("--runs", type=int, default=3, help="runs of each, the median counts")
    call = parser.parse_args()
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        for title, task, peer, extension, limit in PAIRS:
            print(f"\n{title}（要求 ≤ {limit:.2f}）")
            print(
                f"{'张数':>8}{'绩表 秒':>10}{'对手 秒':>10}{'比':>8}"
                f"{'每张 毫秒':>11}{'绩表 MB':>10}{'对手 MB':>10}"
            )
            for size in (size for size in SIZES if size <= call.most):
                path = Path(folder) / f"own-{size}.{extension}"
                other = path
                if extension and not task.startswith("read"):
                    other = Path(folder) / f"peer-{size}.{extension}"
                runs = call.runs if size <= 1000 else 1
                ours = measure(task, size, path, runs)
                theirs = measure(peer, size, other, 1 if size >= 1000 else runs)
                missed += _print_row(size, ours, theirs, limit, task)
    missed += print_pdf(call.runs)
    missed += print_checks()
    missed += print_whole()
    missed += print_collect(call.runs)
    missed += print_compare(call.runs)
    missed += print_pages(call.runs)
    missed += print_window(call.runs)
    missed += print_library()
    print("\n全部达到" if not missed else f"\n{missed} 处没有达到")
    return 1 if missed else 0


def _print_row(size: int, ours: Result, theirs: Result, limit: float, task: str) -> int:
    ratio = ours.seconds / theirs.seconds
    too_slow = ratio > limit
    too_large = task == "word" and ours.megabytes > WORD_MEMORY
    mark = " ×慢" * too_slow + " ×内存" * too_large
    each = ours.seconds / size * 1000
    print(
        f"{size:>10}{ours.seconds:>11.3f}{theirs.seconds:>12.3f}{ratio:>9.3f}{each:>13.2f}"
        f"{ours.megabytes:>12.1f}{theirs.megabytes:>11.1f}{mark}",
        flush=True,
    )
    return int(too_slow) + int(too_large)


if __name__ == "__main__":
    raise SystemExit(main())

"""对照: that the time grows with the number of projects and not with its square."""

from __future__ import annotations

import copy
import random
import statistics
import time

from benchmarks.generate import make_disclosure, sentence
from model.compare import Side, compare
from model.document.disclosure import Disclosure
from model.layout import load_layouts

FEW, MANY = 250, 1000
GROWTH = 8
"""Four times as many projects may take this many times as long; each with each would take 16."""
LAYOUT = load_layouts()["hebei-2021"]


def print_compare(runs: int) -> int:
    """Print the figures; return how many miss what is asked."""
    missed = 0
    print("\n对照两个文件")
    for title, alike in (("按项目名称对上", False), ("只能按内容相近对上", True)):
        few, many = (
            statistics.median(_seconds(count, alike) for _ in range(runs)) for count in (FEW, MANY)
        )
        growth = many / few
        too_much = growth > GROWTH
        print(
            f"{title}：{FEW} 个项目 {few:.2f} 秒，{MANY} 个 {many:.2f} 秒，"
            f"{growth:.1f} 倍（要求 ≤ {GROWTH}）{' ×' * too_much}",
            flush=True,
        )
        missed += too_much
    return missed


def _seconds(count: int, alike: bool) -> float:
    before = make_disclosure(count, LAYOUT)
    after = _rewritten(before, alike)
    start = time.perf_counter()
    compare(Side(before, LAYOUT), Side(after, LAYOUT))
    return time.perf_counter() - start


def _rewritten(before: Disclosure, renamed: bool) -> Disclosure:
    """Return another year: projects in another order, without codes, texts partly new."""
    chance = random.Random(20220101)
    after = copy.deepcopy(before)
    chance.shuffle(after.projects)
    for table in after.projects:
        table.code = ""
        table.goals = sentence(chance, 120)
        if renamed:
            table.name = sentence(chance, 8)
    return after

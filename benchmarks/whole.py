"""A whole disclosure beside its target tables alone; an edit in a part with 1,000 projects open."""

from __future__ import annotations

import copy
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from exporters.excel import write_excel
from exporters.word import write_word
from importers.read import read_file
from model.basics.identity import new_id
from model.checks import Checker
from model.document.cells import get_cell, set_cell
from model.document.disclosure import Disclosure
from model.document.edits import Change
from model.layout import Layout, load_layouts
from model.parts.outline import targets_alone

RATIO = 1.5
"""Reading and writing the whole over its target tables alone."""
EDIT_MS = 5
PROJECTS = 1000
EXAMPLE = Path("assets/examples/wanglan-wenlv-2024.txt")
_RUNS = 9
_EDITS = 120
_EDITED = ("basic", "operating.office", "sangong.running.this", "assets.total.value")


def print_whole() -> int:
    """Print the figures; return how many miss what is asked."""
    layouts = load_layouts()
    whole, _ = read_file(EXAMPLE, layouts)
    layout = layouts[whole.layout]
    alone = targets_alone(whole)
    missed = 0
    print()
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("docx", write_word), ("xlsx", write_excel)):
            paths = [Path(folder) / f"{number}.{name}" for number in range(2)]
            pairs = list(zip((whole, alone), paths, strict=True))
            writing = [_median(partial(write, one, layout, path)) for one, path in pairs]
            reading = [_median(partial(read_file, path, layouts)) for path in paths]
            for verb, times in (("写", writing), ("读", reading)):
                title = f"整本公开文本{verb} .{name}　对只有目标表（倍，中位）"
                missed += _line(title, times[0] / times[1], RATIO)
    title = f"{PROJECTS} 个项目，改各部分的一格后查好（毫秒，中位）"
    return missed + _line(title, _edit_ms(whole, layout), EDIT_MS)


def _line(title: str, figure: float, limit: float) -> int:
    too_slow = figure > limit
    print(f"{title}：{figure:.3f}（要求 ≤ {limit}）{' ×慢' * too_slow}", flush=True)
    return int(too_slow)


def _median(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _edit_ms(whole: Disclosure, layout: Layout) -> float:
    few = whole.projects
    whole.projects = [copy.deepcopy(few[number % len(few)]) for number in range(PROJECTS)]
    for table in whole.projects:
        table.id = new_id()
    checker = Checker(whole, layout)
    assert checker.parts.view is not None
    amounts = [checker.parts.view.amounts.first(name) for name in _EDITED]
    times = []
    for number in range(_EDITS):
        amount = amounts[number % len(amounts)]
        assert amount is not None
        text = get_cell(whole, amount.ref)
        old, new = ("7", "5") if number % 8 < len(amounts) else ("5", "7")
        set_cell(whole, amount.ref, text.replace(old, new))
        start = time.perf_counter()
        checker.changed(Change(cells=[amount.ref]))
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


if __name__ == "__main__":
    print_whole()

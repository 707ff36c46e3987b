"""The checks beside reading, search beside sqlite3, suggestions beside difflib; 1,000 projects."""

from __future__ import annotations

import difflib
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from model.document.cells import CellRef
from model.document.disclosure import Disclosure

PROJECTS = 1000
CHECK_RATIO = 0.8
"""A full check takes four fifths of the time of reading the same tables from .xlsx."""
EDIT_MS = 5
EDIT_LATE_MS = 20
"""Of a hundred edits the slowest but one."""
SEARCH_RATIO = 6
"""Search over SQL's LIKE: it also finds full width, and says where in the text each hit stands."""
SUGGEST_RATIO = 0.2
"""Suggestions over difflib's close matches among the same texts."""
_RUNS = 5
_EDITS = 120
_WORDS = ("河道清淤", "2024", "指标", "找不到的词")
_TYPED = ("道路", "hdq", "云财", "培训活", "sstq")


def print_checks() -> int:
    """Print the figures; return how many miss what is asked."""
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [sys.executable, "-m", "benchmarks.checks", folder],
            capture_output=True,
            text=True,
            check=False,
        )
    if run.returncode:
        raise SystemExit(run.stderr[-2000:])
    figures = json.loads(run.stdout.splitlines()[-1])
    missed = 0
    print()
    for title, figure, limit in (
        (f"{PROJECTS} 张表全部检查　对从 .xlsx 读它们（倍，中位）", figures["check"], CHECK_RATIO),
        (f"{PROJECTS} 个项目，改一格后查好（毫秒，中位）", figures["edit"], EDIT_MS),
        (f"{PROJECTS} 个项目，改一格后查好（毫秒，第 99 百分位）", figures["late"], EDIT_LATE_MS),
        (f"{PROJECTS} 个项目中查找　对 sqlite3 LIKE（倍，中位）", figures["search"], SEARCH_RATIO),
        (f"{PROJECTS} 个项目中联想　对 difflib（倍，中位）", figures["suggest"], SUGGEST_RATIO),
    ):
        too_slow = figure > limit
        missed += too_slow
        print(f"{title}：{figure:.3f}（要求 ≤ {limit}）{' ×慢' * too_slow}", flush=True)
    return missed


def main(folder: Path) -> None:
    """Measure in this process, and print the figures as JSON."""
    from benchmarks.generate import make_disclosure
    from exporters.excel import write_excel
    from importers.read import read_file
    from model.checks import check
    from model.layout import load_layouts

    layouts = load_layouts()
    layout = layouts["hebei-2021"]
    disclosure = make_disclosure(PROJECTS, layout)
    path = folder / "tables.xlsx"
    write_excel(disclosure, layout, path)
    # in turns, so that whatever else the machine does slows both alike
    pairs = [
        (_seconds(lambda: read_file(path, layouts)), _seconds(lambda: check(disclosure, layout)))
        for _ in range(_RUNS)
    ]
    reading, checking = (statistics.median(times) for times in zip(*pairs, strict=True))
    edits = _edits(disclosure)
    figures = {
        "check": checking / reading,
        "edit": edits[len(edits) // 2] * 1000,
        "late": edits[len(edits) * 99 // 100] * 1000,
        "search": _search(disclosure),
        "suggest": _suggest(disclosure),
    }
    print(json.dumps(figures), flush=True)


def _edits(disclosure: Disclosure) -> list[float]:
    """Return the seconds from each edit to its findings, sorted; cells of every kind in turn."""
    from model.checks import Checker
    from model.document.edits import SetCells
    from model.layout import load_layouts

    checker = Checker(disclosure, load_layouts()["hebei-2021"])
    times = []
    for number in range(_EDITS):
        table = disclosure.projects[number * 37 % PROJECTS]
        item = table.indicators[number % len(table.indicators)]
        ref, text = (
            (CellRef(table.id, "goals"), f"{number}.修补道路，"),
            (CellRef(table.id, "budget"), f"{number}.50"),
            (CellRef(table.id, "name"), "道路养护"),
            (CellRef(table.id, "plan.1"), f"{number}.00%"),
            (CellRef(table.id, "basis", item.id), f"云财[2023]{number}号 "),
            (CellRef(table.id, "value", item.id), f">={number}"),
        )[number % 6]
        change = SetCells("改", [(ref, text)]).apply(disclosure)
        times.append(_seconds(partial(checker.changed, change)))
    return sorted(times)


def _search(disclosure: Disclosure) -> float:
    """Return how many times as long as SQL's LIKE over the same cells a search takes."""
    from model.layout import load_layouts
    from model.search.search import Query, Search

    layout = load_layouts()["hebei-2021"]
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE cells (text TEXT)")
    base.executemany("INSERT INTO cells VALUES (?)", ((text,) for text in _texts(disclosure)))
    ours, theirs = [], []
    for word in _WORDS * _RUNS:
        search, like = Search(Query(word), layout), (f"%{word}%",)
        ours.append(_seconds(partial(search.everywhere, disclosure)))
        sql = "SELECT rowid, text FROM cells WHERE text LIKE ?"
        theirs.append(_seconds(partial(_ask, base, sql, like)))
    base.close()
    return statistics.median(ours) / statistics.median(theirs)


def _ask(base: sqlite3.Connection, sql: str, values: tuple[str, ...]) -> list[tuple[int, str]]:
    return base.execute(sql, values).fetchall()


def _suggest(disclosure: Disclosure) -> float:
    """Return how many times as long as close matches by difflib suggestions take."""
    from model.entry.suggest import Suggester

    suggester = Suggester()
    suggester.open(disclosure)
    suggester.prepare()
    known = sorted({item.name for table in disclosure.projects for item in table.indicators})
    ours, theirs = [], []
    for typed in _TYPED * _RUNS:
        ours.append(_seconds(partial(suggester.suggest, "name", typed)))
        theirs.append(_seconds(partial(difflib.get_close_matches, typed, known, 8)))
    return statistics.median(ours) / statistics.median(theirs)


def _texts(disclosure: Disclosure) -> Iterator[str]:
    for table in disclosure.projects:
        yield from (table.code, table.name, table.budget, table.fiscal, table.other)
        yield from (table.unit.code + table.unit.name, table.purpose, table.goals, *table.plan)
        for item in table.indicators:
            yield from (item.level1, item.level2, item.name)
            yield from (item.description, item.value, item.basis)


def _seconds(work: Callable[[], object]) -> float:
    # the processor's time: all of it is computing, and another program's load would blur it
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]))

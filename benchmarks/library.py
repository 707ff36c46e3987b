"""The indicator library with 50,000 entries: how soon it answers, beside SQLite's own LIKE."""

from __future__ import annotations

import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.generate import WORDS
from library.entries import OWN, Asked, Entry
from library.harvest import Harvest, ProjectUse, Used
from library.opening import open_library
from library.store import Library
from model.basics.pinyin import warm_up
from model.document.disclosure import TargetTable

ENTRIES = 50_000
ANSWER_MS = 50
RATIO = 1.0
_EACH = 8
_RUNS = 15
_LEVELS = (
    ("产出指标", "数量指标", "≥{n}个"),
    ("产出指标", "质量指标", "≥{p}%"),
    ("产出指标", "时效指标", "{k}月底前"),
    ("产出指标", "成本指标", "≤{n}元/人"),
    ("效益指标", "社会效益指标", "≥{n}人次"),
    ("效益指标", "可持续影响指标", "长期坚持"),
    ("满意度指标", "服务对象满意度指标", "≥{p}%"),
    ("产出指标", "数量指标", "≥{n}场"),
)
_PAGE = 100
_LETTERS = "rypxglsjhdqznbctwfkmey"


def print_library() -> int:
    """Print the library's figures; return how many miss what is asked."""
    warm_up()
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "bench.jbk")
        try:
            return _print_answers(library, _fill(library))
        finally:
            library.close()


def _fill(library: Library) -> TargetTable:
    """Teach a library so many entries; return a project much like one of them."""
    chance = random.Random(20240101)
    projects = []
    for number in range((ENTRIES - library.size().entries) // _EACH + 1):
        name = "".join(chance.sample(WORDS, 3))
        about = "".join(chance.choices(WORDS, k=60))
        project = ProjectUse(f"{number}", "云岭市水务局", 2018 + number % 7, "", name, about)
        for place, (level1, level2, value) in enumerate(_LEVELS):
            called = "".join(chance.sample(WORDS, 3))
            said = "".join(chance.choices(WORDS, k=12))
            text = value.format(n=chance.randint(2, 900), p=chance.randint(80, 99), k=place + 1)
            project.uses.append(
                Used(
                    level1, level2, f"{called}{number}", said, text, f"云财〔2023〕{number % 300}号"
                )
            )
        projects.append(project)
    library.learn(Harvest("", "云岭市水务局", None, projects))
    like = projects[len(projects) // 2]
    return TargetTable(name=like.name, goals=like.about)


def _print_answers(library: Library, table: TargetTable) -> int:
    size = library.size()
    print(f"\n指标库，{size.entries} 个指标，{size.projects} 个项目（毫秒，中位）")
    start = time.thread_time()
    library.prepare()
    print(f"打开后第一次装入（在后台）：{(time.thread_time() - start) * 1000:.0f}")
    missed = 0
    for title, ask in _questions(library, table).items():
        seconds, wall = _median(partial(_shown, library, ask))
        found = f"，钟上 {wall * 1000:.0f}，找到 {len(ask())}"
        missed += _print_line(title, seconds * 1000, ANSWER_MS, found)
    return missed + _print_peer(library)


def _shown(library: Library, ask: Callable[[], list[int]]) -> list[Entry]:
    """Ask, and fetch what the window shows at once, as `gui.library.dialog` does."""
    first = library.entries(ask()[:_PAGE])
    library.levels()
    library.kinds()
    return first


def _questions(library: Library, table: TargetTable) -> dict[str, Callable[[], list[int]]]:
    def search(asked: Asked) -> Callable[[], list[int]]:
        return lambda: library.search(asked).ids

    return {
        "全部": search(Asked()),
        "一个字 率": search(Asked("率")),
        "一个词 人员培训": search(Asked("人员培训")),
        "几个词 人员 管理 水平": search(Asked("人员 管理 水平")),
        "拼音首字母 hdrs": search(Asked("hdrs")),
        "拼音首字母 rypx": search(Asked("rypx")),
        "一个字母 x": search(Asked("x")),
        "一个字母 x，用过的": search(Asked("x", source=OWN)),
        "几个字母 x g": search(Asked("x g")),
        "字与字母 人员 x g": search(Asked("人员 x g")),
        "数字 1": search(Asked("1")),
        "没有的词": search(Asked("没有的词")),
        "符号 %": search(Asked("%")),
        "一千个字": search(Asked("培训" * 500)),
        "五百个词": search(Asked(" ".join(f"{a}{b}" for a in _LETTERS for b in _LETTERS))),
        "筛选 成本指标、用过的": search(Asked(level2="成本指标", source=OWN)),
        "筛选加词": search(Asked("培训", level1="产出指标", kind="培训会议")),
        "与当前项目相似": lambda: library.similar(table, Asked()).ids,
        "与当前项目相似，加词": lambda: library.similar(table, Asked("培训")).ids,
    }


def _print_peer(library: Library) -> int:
    """Compare with what one would write first: LIKE over the same texts, by SQLite."""
    peer = sqlite3.connect(library.path)
    try:
        ours, _ = _median(lambda: library.search(Asked("人员培训")))
        theirs, _ = _median(
            lambda: peer.execute(
                "SELECT id FROM entry WHERE searched LIKE '%人员培训%' ORDER BY times DESC"
            ).fetchall()
        )
    finally:
        peer.close()
    return _print_line("找一个词　对 SQLite 的 LIKE（倍）", ours / theirs, RATIO, "")


def _print_line(title: str, figure: float, limit: float, more: str) -> int:
    too_slow = figure > limit
    print(f"{title}：{figure:.2f}（要求 ≤ {limit}{more}）{' ×慢' * too_slow}", flush=True)
    return int(too_slow)


def _median(work: Callable[[], object]) -> tuple[float, float]:
    """Return the median seconds of work, by the processor's time and by the clock.

    One thread does it and hardly waits for a disk: on a busy machine the processor's time is
    what the library itself takes.
    """
    busy, wall = [], []
    for _ in range(_RUNS):
        begun, start = time.thread_time(), time.perf_counter()
        work()
        busy.append(time.thread_time() - begun)
        wall.append(time.perf_counter() - start)
    return statistics.median(busy), statistics.median(wall)


if __name__ == "__main__":
    raise SystemExit(print_library() > 0)

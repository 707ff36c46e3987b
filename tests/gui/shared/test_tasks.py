from __future__ import annotations

import importlib
import random
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from exporters.excel import write_excel
from exporters.jxb import write_jxb
from exporters.word import write_word
from gui.shared.tasks import Tasks, Watch, Watched
from importers.read import read_file
from model.basics.errors import JibiaoError, ReadError
from model.basics.steps import Cancelled, step
from model.document.disclosure import Disclosure
from model.layout import Layout
from tests.gui.conftest import Boxes, never

READS = 300


def test_work_runs_elsewhere_and_comes_back_here(qtbot: QtBot) -> None:
    tasks = Tasks()
    threads: list[Any] = []
    seen: list[tuple[int, int]] = []
    tasks.progressed.connect(lambda done, total: seen.append((done, total)))

    def work(watch: Watch) -> str:
        threads.append(threading.current_thread())
        watch.step(1, 2)
        return "好"

    def done(result: str) -> None:
        threads.append(threading.current_thread())
        assert result == "好"

    with qtbot.waitSignal(tasks.ended):
        assert tasks.run(None, "做事", work, done, never)
        assert tasks.busy
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()
    assert seen == [(1, 2)]
    assert not tasks.busy


def test_an_error_comes_back(qtbot: QtBot) -> None:
    tasks = Tasks()
    errors: list[JibiaoError] = []

    def work(_watch: Watch) -> None:
        raise ReadError("坏", "甲.docx")

    tasks.run(None, "做事", work, never, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert str(errors[0]) == "甲.docx：坏。"


def test_what_was_stopped_says_nothing_more(qtbot: QtBot) -> None:
    tasks = Tasks()
    begun, ended = threading.Event(), threading.Event()
    stopped: list[bool] = []

    def work(watch: Watch) -> None:
        begun.set()
        try:
            while True:
                watch.step(0, 0)
        except Cancelled:
            stopped.append(True)
            raise
        finally:
            ended.set()

    tasks.run(None, "做事", work, never, never)
    assert begun.wait(5)
    tasks.cancel()
    assert not tasks.busy
    assert ended.wait(5)
    tasks.wait()
    qtbot.wait(20)
    assert stopped == [True]


def test_a_watched_list_is_a_list_that_reports() -> None:
    seen: list[tuple[int, int]] = []
    watch = Watch(lambda done, total: seen.append((done, total)))
    watched = Watched(list("甲乙丙"), watch, 2)
    assert list(watched) == ["甲", "乙", "丙"]
    assert seen == [(1, 6), (2, 6), (3, 6)]
    list(watched)
    list(watched)
    # gone through more often than foreseen, it is not over before it is over
    assert seen[-1] == (5, 6)
    assert (watched[0], watched[:1], len(watched), bool(Watched([], watch, 1))) == (
        "甲",
        ["甲"],
        3,
        False,
    )
    watch.stop()
    with pytest.raises(Cancelled):
        list(watched)


def test_what_calls_steps_is_left_where_it_is(qtbot: QtBot) -> None:
    tasks = Tasks()
    begun = threading.Event()
    left: list[str] = []

    def work(_watch: Watch) -> None:
        begun.set()
        try:
            # it reports nothing, and takes every error for a fault of the file
            while True:
                try:
                    step()
                except Exception:  # noqa: BLE001
                    left.append("kept")
        finally:
            left.append("tidied up")

    assert tasks.run(None, "读", work, never)
    assert begun.wait(5)
    tasks.cancel()
    assert not tasks.busy
    tasks.wait()
    assert left == ["tidied up"]


def test_closing_waits_for_all_that_was_stopped(qtbot: QtBot) -> None:
    tasks = Tasks()
    gate = threading.Event()
    over: list[int] = []
    for number in range(3):

        def work(_watch: Watch, number: int = number) -> None:
            gate.wait(10)
            over.append(number)

        assert tasks.run(None, "写", work, never)
        tasks.cancel()
    tasks.wait(0.01)
    assert over == []
    gate.set()
    tasks.wait()
    assert sorted(over) == [0, 1, 2]


def test_cancelling_at_any_moment_leaves_the_next_work_alone(qtbot: QtBot) -> None:
    tasks = Tasks()
    results: list[int] = []
    for turn in range(60):

        def work(_watch: Watch, steps: int = turn * 40) -> int:
            for _ in range(steps):
                step()
            return steps

        assert tasks.run(None, "读", work, never)
        tasks.cancel()
        assert tasks.run(None, "读", work, results.append)
        if turn % 2:
            qtbot.waitUntil(lambda: not tasks.busy)
        else:
            tasks.cancel()
            tasks.wait()
    assert len(results) == 30


def test_a_second_piece_of_work_is_refused_in_words(qtbot: QtBot, boxes: Boxes) -> None:
    tasks = Tasks()
    gate = threading.Event()
    assert not tasks.refuses(None)
    assert tasks.run(None, "正在导出 Word…", lambda _watch: gate.wait(10), lambda _: None)
    assert not tasks.run(None, "正在打印…", never, never)
    assert boxes.said == ["正在导出 Word…请等它完成，或先取消。"]
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)


def test_a_failure_is_told_in_a_box(qtbot: QtBot, boxes: Boxes) -> None:
    tasks = Tasks()

    def work(_watch: Watch) -> None:
        raise ReadError("坏了", "甲.docx")

    with qtbot.waitSignal(tasks.ended):
        tasks.run(None, "读", work, never)
    qtbot.waitUntil(lambda: bool(boxes.said))
    assert boxes.said == ["甲.docx：坏了。"]


def test_an_error_nobody_foresaw_is_told_and_kept_for_the_record(
    qtbot: QtBot, boxes: Boxes
) -> None:
    tasks = Tasks()
    told: list[JibiaoError] = []

    def work(_watch: Watch) -> None:
        raise ValueError("坏")

    for failed in (told.append, None):
        with capture_exceptions() as caught:
            tasks.run(None, "读", work, never, failed)
            qtbot.waitUntil(lambda caught=caught: bool(caught))  # type: ignore[misc]
        assert [kind for kind, _, _ in caught] == [ValueError]
    assert [str(error) for error in told] == ["程序出了没有料到的错误，这件事没有做完。"]
    # the box of the record is enough
    assert boxes.said == []


def test_300_reads_cancelled_at_random_moments_never_stop_the_window(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    disclosure: Disclosure,
    layouts: Mapping[str, Layout],
) -> None:
    layout = layouts[disclosure.layout]
    files = [tmp_path / "甲.docx", tmp_path / "乙.xlsx", tmp_path / "丙.jxb"]
    for write, path in (
        (write_word, files[0]),
        (write_excel, files[1]),
        (lambda what, _, where: write_jxb(what, where), files[2]),
    ):
        write(disclosure, layout, path)
    # modules nobody has loaded yet, as a reader or the window loads one when it first needs it
    late = tmp_path / "late"
    late.mkdir()
    for turn in range(READS):
        (late / f"late_{turn}.py").write_text("value = sum(range(3000))\n", "utf-8")
    monkeypatch.syspath_prepend(late)
    chance = random.Random(9)
    tasks = Tasks()
    for turn in range(READS):
        name, path = f"late_{turn}", chance.choice(files)

        def work(_watch: Watch, name: str = name, path: Path = path) -> None:
            for _ in range(3):
                read_file(path, layouts)
                importlib.import_module(name)

        assert tasks.run(None, "正在打开…", work, lambda _: None)
        time.sleep(chance.random() ** 3 * 0.06)
        tasks.cancel()
        # what hangs would hang the test: so it hangs elsewhere
        window = threading.Thread(target=importlib.import_module, args=(name,), daemon=True)
        window.start()
        window.join(30)
        assert not window.is_alive(), turn
    tasks.wait(30)
    assert [one.name for one in threading.enumerate() if one.name == "正在打开…"] == []
    for turn in range(READS):
        sys.modules.pop(f"late_{turn}", None)

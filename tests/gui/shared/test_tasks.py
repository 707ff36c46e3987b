from __future__ import annotations

import threading
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from gui.shared.tasks import Cancelled, Tasks, Watch, Watched
from tests.gui.conftest import never


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
        assert tasks.run("做事", work, done, never)
        assert tasks.busy
        assert not tasks.run("又一件", work, done, never)
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()
    assert seen == [(1, 2)]
    assert not tasks.busy


def test_an_error_comes_back(qtbot: QtBot) -> None:
    tasks = Tasks()
    errors: list[Exception] = []

    def work(_watch: Watch) -> None:
        raise ValueError("坏")

    tasks.run("做事", work, never, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert str(errors[0]) == "坏"


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

    tasks.run("做事", work, never, never)
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


@pytest.mark.parametrize("only_reads", [True, False])
def test_what_only_reads_is_broken_off_where_it_is(qtbot: QtBot, only_reads: bool) -> None:
    tasks = Tasks()
    begun, over = threading.Event(), threading.Event()
    left: list[str] = []

    def work(_watch: Watch) -> None:
        begun.set()
        try:
            # it reports nothing, and takes every error for a fault of the file
            for number in range(10**12):
                try:
                    int(str(number))
                except Exception:  # noqa: BLE001
                    left.append("kept")
                if over.is_set():
                    left.append("whole")
                    return
        finally:
            left.append("tidied up")

    assert tasks.run("读", work, never, never, only_reads=only_reads)
    assert begun.wait(5)
    tasks.cancel()
    assert not tasks.busy
    tasks.wait(0.3 if not only_reads else 10)
    # what writes goes on to where it may end
    assert left == (["tidied up"] if only_reads else [])
    over.set()
    tasks.wait()
    qtbot.wait(10)
    assert left == (["tidied up"] if only_reads else ["whole", "tidied up"])


def test_cancelling_at_any_moment_leaves_the_next_work_alone(qtbot: QtBot) -> None:
    tasks = Tasks()
    results: list[int] = []
    for turn in range(60):

        def work(_watch: Watch, steps: int = turn * 40) -> int:
            return sum(range(steps))

        assert tasks.run("读", work, never, never, only_reads=True)
        tasks.cancel()
        assert tasks.run("读", work, results.append, never, only_reads=True)
        if turn % 2:
            qtbot.waitUntil(lambda: not tasks.busy)
        else:
            tasks.cancel()
            tasks.wait()
    assert len(results) == 30

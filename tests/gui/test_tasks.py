from __future__ import annotations

import threading
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from gui.tasks import Cancelled, Tasks, Watch, Watched
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

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.library.service import LibraryService
from library.entries import OWN, Asked
from library.errors import LibraryError
from library.opening import FILE_NAME, open_library
from library.store import Library
from tests.gui.conftest import never
from tests.library.kit import project, taught, used


@pytest.fixture
def service(tmp_path: Path) -> Iterator[LibraryService]:
    made = LibraryService(tmp_path / FILE_NAME)
    yield made
    made.close()
    made.wait()


def test_it_answers_in_the_windows_thread_and_works_in_another(
    service: LibraryService, qtbot: QtBot
) -> None:
    threads = []

    def work(library: Library) -> int:
        threads.append(threading.current_thread())
        return library.size().entries

    answers: list[int] = []

    def then(answer: int) -> None:
        threads.append(threading.current_thread())
        answers.append(answer)

    service.ask(work, then)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0] > 140
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_what_is_wrong_is_told_and_the_next_question_answered(
    service: LibraryService, qtbot: QtBot
) -> None:
    def wrong(_library: Library) -> None:
        raise LibraryError("试一试")

    answers: list[int] = []
    with qtbot.waitSignal(service.failed) as told:
        service.ask(wrong, never)
    assert str(told.args[0]) == "试一试。"
    service.ask(lambda library: library.size().own, answers.append)
    qtbot.waitUntil(lambda: answers == [0])


def test_a_library_that_breaks_while_it_is_open_is_renewed(
    service: LibraryService, qtbot: QtBot
) -> None:
    found: list[int] = []
    service.ask(lambda library: library.size().own, found.append)
    qtbot.waitUntil(lambda: found == [0])
    # another program writes over it
    service.path.write_bytes(b"\x00broken" * 40_000)
    with qtbot.waitSignal(service.renewed) as told:
        service.ask(
            lambda library: library.learn(taught(project("甲", used("乙")))), lambda _: None
        )
    assert told.args[0].read_bytes().startswith(b"\x00broken")
    service.ask(lambda library: library.size().own, found.append)
    qtbot.waitUntil(lambda: found == [0, 1])


@pytest.mark.parametrize("column", ["name", "searched"])
def test_a_library_broken_where_opening_does_not_look_is_renewed(
    service: LibraryService, qtbot: QtBot, column: str
) -> None:
    open_library(service.path).close()
    broken = sqlite3.connect(service.path)
    broken.execute(f"UPDATE entry SET {column} = CAST(x'e6e6' AS TEXT)")
    broken.commit()
    broken.close()
    found: list[str] = []

    def names(library: Library) -> list[str]:
        return [entry.name for entry in library.entries(library.search(Asked("hdrs")).ids)]

    with qtbot.waitSignal(service.renewed) as told:
        service.ask(names, found.extend)
    assert "损坏" in told.args[0].name
    assert told.args[0].is_file()
    qtbot.waitUntil(lambda: found == ["活动人数"])


def test_closing_drops_what_waits_and_stops_long_work(tmp_path: Path, qtbot: QtBot) -> None:
    service = LibraryService(tmp_path / FILE_NAME)
    begun, go_on = threading.Event(), threading.Event()
    many = [project(f"项目{n}", used(f"指标{n}")) for n in range(200)]

    def step(done: int, total: int) -> None:
        if done:
            begun.set()
            go_on.wait(5)
        service.step(done, total)

    service.ask(lambda library: library.learn(taught(*many), step), never)
    service.ask(lambda library: library.size(), never)
    qtbot.waitUntil(begun.is_set)
    service.close()
    service.ask(lambda library: library.size(), never)
    go_on.set()
    service.wait()
    qtbot.wait(20)
    library = open_library(service.path)
    assert 0 < len(library.search(Asked(source=OWN)).ids) < 200
    library.close()

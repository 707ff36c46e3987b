"""Chinese typed under a real fcitx5 and fcitx 4: keys go to the X server, as from a keyboard."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from importers.jxb import read_jxb
from tests.gui.shared.desk import Desk, missing, next_line, wait_for

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "assets" / "examples" / "wanglan-wenlv-2024.jxb"
HALF = {"fcitx5": ("ni hao", "shi jie"), "fcitx 4": ("你好", "世界")}
"""What each shows of a word half typed."""


@pytest.fixture(params=HALF)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    method: str = request.param
    if missing(method):
        pytest.skip(f"没有装：{'、'.join(missing(method))}")
    made = Desk(tmp_path / "home", method)
    try:
        made.open()
        yield made
    finally:
        made.close()


class Program:
    """The program on a desk, and what it says of itself."""

    def __init__(self, desk: Desk, file: Path, **env: str) -> None:
        self.desk = desk
        command = [sys.executable, "-m", "tests.gui.shared.driven", str(file)]
        self.process = desk.start(command, talks=True, PYTHONPATH=str(ROOT), **env)
        wait_for(lambda: self.ask("state"), bool)

    def ask(self, question: str) -> Any:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{question}\n".encode())
        self.process.stdin.flush()
        return json.loads(next_line(self.process))

    def wait(self, **wanted: object) -> dict[str, Any]:
        """Wait until the state says what is wanted; return the state."""
        state: dict[str, Any] = wait_for(
            lambda: self.ask("state"), lambda now: all(now[key] == wanted[key] for key in wanted)
        )
        return state


def test_chinese_into_cell_search_and_dialog(desk: Desk, tmp_path: Path) -> None:
    file = Path(shutil.copy(EXAMPLE, tmp_path / "a.jxb"))
    # what im-config sets on a system with fcitx5, and what no wheel has a plugin for
    asked = {"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx"}
    program = Program(desk, file, **asked)
    state = program.ask("state")
    assert state["found"].startswith(f"输入法：{desk.method}（")
    assert state["module"] == "fcitx"

    cell = program.ask("cell name 1")
    # the first click stands in the cell, the second writes in its text
    desk.click(cell)
    desk.click(cell)
    stood: dict[str, Any] = wait_for(
        lambda: program.ask("state"), lambda now: now["current"][0] == "name"
    )
    name, before = stood["current"], stood["held"]
    assert before
    hello, world = HALF[desk.method]
    if desk.method == "fcitx 4":
        desk.keys("ctrl+space")
    desk.keys("End", *"nihao")
    program.wait(letters=hello, held=before, steps=0)
    near(wait_for(desk.candidates, bool), cell)

    # a click elsewhere waits; nothing is committed, nothing lost
    desk.click(program.ask("cell value 0"))
    state = program.wait(letters=hello, held=before, steps=0, current=name)
    assert state["note"]
    desk.click(program.ask("search"))
    program.wait(letters=hello, held=before, steps=0, current=name, focus="CellEditor")
    desk.keys("space")
    program.wait(letters="", held=before + "你好", current=name, note=[])

    # another window takes the focus: the letters stay, no part of the text
    desk.keys(*"shijie")
    program.wait(letters=world, held=before + "你好")
    desk.keys("ctrl+f")
    program.wait(focus="Field", letters=world, held=before + "你好")
    desk.keys("ctrl+a", *"nihao", "space")
    program.wait(focused="你好")
    desk.keys("Escape")
    program.wait(focus="CellEditor", letters=world, held=before + "你好", current=name)
    desk.keys(*"shijie", "space")
    program.wait(letters="", held=before + "你好世界", current=name)
    desk.keys("Return")
    wait_for(lambda: program.ask("state"), lambda now: now["current"] != name)

    desk.click(program.ask("search"))
    program.wait(focus="QLineEdit")
    desk.keys(*"nihao")
    near(wait_for(desk.candidates, bool), program.ask("search"))
    desk.keys("space")
    program.wait(search="你好")


def near(candidates: list[int], place: list[int]) -> None:
    """Check that the candidates stand just below a place, or just above it where room ends."""
    x, y, width, height = place
    assert x - 10 <= candidates[0] <= x + width + 10, (candidates, place)
    assert y <= candidates[1] <= y + height + 10, (candidates, place)


def test_the_program_as_it_is_started(desk: Desk, tmp_path: Path) -> None:
    """The same without looking inside: also for a frozen program, named by JIBIAO_PROGRAM."""
    if desk.method == "fcitx 4":
        pytest.skip("it begins with Latin letters, which the loop below does not see")
    file = Path(shutil.copy(EXAMPLE, tmp_path / "a.jxb"))
    named = os.environ.get("JIBIAO_PROGRAM")
    command = shlex.split(named) if named else [sys.executable, str(ROOT / "main.py")]
    desk.start([*command, str(file)])
    search = ("xdotool", "search", "--onlyvisible", "--name", "a.jxb")
    window = wait_for(lambda: desk.run(*search), bool).split()[0]
    desk.run("xdotool", "windowfocus", "--sync", window)
    place = [640, 450, 0, 0]
    old = texts(file)

    def typed() -> list[int]:
        desk.click(place)
        # a second click would be the first one where the window was not ready for it
        desk.keys("F2", *"nihao")
        shown = desk.candidates()
        if shown and abs(shown[0] - place[0]) < 250 and 0 <= shown[1] - place[1] < 60:
            return shown
        # not there yet, or the keys were faster than the click: the letters go, then the editor
        desk.keys("Escape", "Escape")
        return []

    # the window is there a little before the form
    wait_for(typed, bool)
    desk.keys("space", "ctrl+s")
    new = wait_for(lambda: texts(file), lambda now: now != old)
    changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert len(changed) == 1
    assert changed[0][1].replace("你好", "") == changed[0][0]


def texts(file: Path) -> list[str]:
    """Return the names of all indicators of a file."""
    return [
        text
        for table in read_jxb(file).projects
        for row in table.indicators
        for text in (row.name, row.description, row.value)
    ]

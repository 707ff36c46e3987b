"""Killed at any moment, the program loses no more than the last two seconds."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exporters.jxb import write_jxb
from gui.document.recovery import left_behind, read_copy
from importers.jxb import read_jxb
from model.document.disclosure import Disclosure

ROOT = Path(__file__).resolve().parents[3]
KILLS = 6
LOSS = 2.0
"""Seconds of typing that may be lost."""

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")


def kill_while_typing(file: Path, log: Path, seconds: float) -> float:
    """Let the clerk type for so long, kill the program, and return when."""
    log.unlink(missing_ok=True)
    clerk = subprocess.Popen(
        [sys.executable, "-m", "tests.gui.window.typist", str(file), str(log)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
    )
    try:
        until = time.monotonic() + 20
        while not log.exists() or log.read_text().count("\n") < 2:
            assert clerk.poll() is None, clerk.communicate()[1].decode()
            assert time.monotonic() < until, "the clerk never began"
            time.sleep(0.02)
        time.sleep(seconds)
        assert clerk.poll() is None, clerk.communicate()[1].decode()
    finally:
        killed = time.monotonic()
        clerk.kill()
        clerk.communicate()
    return killed


def typed(log: Path) -> tuple[int, list[tuple[int, float]]]:
    """Return the length the clerk began with, and (length, time) of every letter."""
    begin, *lines = log.read_text().splitlines()
    # the last line may be cut by the kill
    pairs = [line.split() for line in lines[:-1]]
    return int(begin.split()[1]), [(int(length), float(when)) for length, when in pairs]


def test_killed_at_random_moments_it_loses_at_most_two_seconds(
    tmp_path: Path, disclosure: Disclosure
) -> None:
    file, log = tmp_path / "甲.jxb", tmp_path / "log"
    disclosure.overall_goal = ""
    write_jxb(disclosure, file)
    chance = random.Random()
    length = 0
    for _ in range(KILLS):
        killed = kill_while_typing(file, log, chance.uniform(0.05, 3.2))
        begin, letters = typed(log)
        # what the last kill left was there when the program came back
        assert begin == length
        # whatever it was doing, its own file is whole
        saved = read_jxb(file)
        copies = left_behind()
        for found in copies:
            assert found.about.path == str(file)
            assert found.about.projects == 2
        kept = [saved, *(read_copy(found) for found in copies)]
        assert all(one.projects == disclosure.projects for one in kept)
        # a copy is newer than the file it belongs to: saving removes it
        length = len((kept[1] if copies else saved).overall_goal)
        must = max((n for n, when in letters if when <= killed - LOSS), default=begin)
        assert length >= must
    assert length > 0

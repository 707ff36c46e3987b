"""The user's newer version is run instead, one that does not come up only once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from model.basics.installed import CURRENT, FAILED, came_up, chosen, number
from model.basics.version import __version__
from tests.conftest import ROOT

posix_only = pytest.mark.skipif(os.name != "posix", reason="hands over by exec")


def versions(folder: Path, version: str) -> Path:
    """Write one version that prints how it was called, and make it the one to run."""
    inner = folder / version
    inner.mkdir(parents=True)
    for name in ("jibiao", Path(sys.executable).name):
        program = inner / name
        program.write_text(f'#!/bin/sh\nprintf "%s|" {version} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    (folder / CURRENT).write_text(version, encoding="utf-8")
    return folder


def started(folder: Path, *arguments: str, window: bool = False) -> str:
    """Return what is printed where a program hands over; ``own`` where it goes on itself."""
    code = (
        "import sys, json; from pathlib import Path; from model.basics.installed import hand_over;"
        "folder, arguments, window = json.loads(sys.argv[1]);"
        "hand_over(Path(folder), arguments, window); print('own')"
    )
    call = json.dumps([str(folder), arguments, window])
    environment = {key: value for key, value in os.environ.items() if key != "JIBIAO_STARTED"}
    done = subprocess.run(
        [sys.executable, "-c", code, call],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@posix_only
def test_a_newer_one_is_run_with_the_same_words(tmp_path: Path) -> None:
    folder = versions(tmp_path, "9.9.9")
    assert started(folder, "check", "甲 乙.jxb") == "9.9.9|check|甲 乙.jxb|"


@posix_only
@pytest.mark.parametrize("version", ["0.0.1", __version__])
def test_an_older_one_is_not(tmp_path: Path, version: str) -> None:
    assert started(versions(tmp_path, version)) == "own"


@posix_only
@pytest.mark.parametrize("said", ["", "9.9.10", "../9.9.9", "neun", "\x00", "9.9.9\n\n9.9.9"])
def test_a_damaged_note_is_none(tmp_path: Path, said: str) -> None:
    folder = versions(tmp_path, "9.9.9")
    (folder / CURRENT).write_text(said, encoding="utf-8")
    assert started(folder) == "own"


@posix_only
def test_one_that_cannot_be_run(tmp_path: Path) -> None:
    folder = versions(tmp_path, "9.9.9")
    (folder / "9.9.9" / Path(sys.executable).name).chmod(0o644)
    assert started(folder) == "own"


@posix_only
def test_a_window_that_never_came_up(tmp_path: Path) -> None:
    folder = versions(tmp_path, "9.9.9")
    assert started(folder, window=True).startswith("9.9.9")
    # another start in the same minute may be a second window
    assert started(folder, window=True).startswith("9.9.9")
    long_ago = (folder / "starting").stat().st_mtime - 100
    os.utime(folder / "starting", (long_ago, long_ago))
    assert started(folder, window=True) == "own"
    assert chosen(folder) == ""
    assert (folder / FAILED).is_file()
    assert started(folder, window=True) == "own"


@posix_only
def test_one_that_came_up_goes_on(tmp_path: Path) -> None:
    folder = versions(tmp_path, "9.9.9")
    assert started(folder, window=True).startswith("9.9.9")
    came_up(folder)
    assert not (folder / "starting").exists()
    assert started(folder, window=True).startswith("9.9.9")


def test_numbers() -> None:
    assert number("0.10.0") > number("0.9.9") > number("0.9")
    assert number("1.x") == number("") == number("１.0") == ()

"""No regular expression of the program takes more than linear time, whatever a text holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from importers.text import read_text
from tests.conftest import ROOT
from tests.patterns_kit import slow

posix_only = pytest.mark.skipif(os.name != "posix", reason="stops a search by a signal")


@posix_only
def test_every_pattern_is_linear() -> None:
    """All patterns the program compiles, on texts made from each to make it slow."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.patterns_kit"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=400,
        check=True,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines[0][0] == "count"
    assert lines[0][1] > 700
    assert lines[1:] == []


@posix_only
@pytest.mark.parametrize(
    "pattern", [r"(?:a+)+$", r"\s+$", r"x\s*(?:y)?\s*z", r"《[^》]*》", r"(?:市委|市|委)+年"]
)
def test_a_bad_pattern_is_found(pattern: str) -> None:
    assert slow(pattern, 32, "search")


@posix_only
@pytest.mark.parametrize("pattern", [r"(?<!\s)\s+$", r"x\s*+y?\s*+z", r"《[^》《]*》"])
def test_a_good_pattern_is_not(pattern: str) -> None:
    assert not slow(pattern, 32, "search")


@pytest.mark.parametrize("text", ["TC" + " " * 500_000, " " * 500_000, "TC x" * 100_000])
def test_a_text_of_nothing_is_read_in_time(tmp_path: Path, text: str) -> None:
    file = tmp_path / "甲.txt"
    file.write_text(f"预算表\n{text}\n", encoding="utf-8")
    begun = time.process_time()
    document = read_text(file)
    assert time.process_time() - begun < 5
    assert document.blocks


@pytest.mark.parametrize(
    ("line", "listed", "text"),
    [
        ('标题 TC "一、收入" \\f C \\l 1', "C", "一、收入"),
        ("标题 TC  一、收入   \\f C", "C", "一、收入"),
        ("标题 TC \\f C", "C", ""),
    ],
)
def test_an_entry_of_the_contents(line: str, listed: str, text: str) -> None:
    from importers.text import paragraph

    found = paragraph(line, 1)
    assert (found.text, found.contents) == ("标题", ((listed, text),))

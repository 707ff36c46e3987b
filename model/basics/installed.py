"""Which version of a frozen program runs: its own, or a newer one this user took from a file.

A user's versions lie in ``versions`` of the data folder, each in a folder named after it; the file
``current`` there names the one to run. The program that was called looks there first and hands
over, so that menu entries and file associations stay as they are. A version whose window never
came up is not handed over to a second time.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from model.basics.version import __version__

FOLDER = "versions"
CURRENT = "current"
FAILED = "failed"
_STARTING = "starting"
_STARTED = "JIBIAO_STARTED"
"""Set for the version that is handed over to: it hands over to nobody."""
_SECONDS = 60
"""So long a window may take to come up before its version counts as one that does not start."""

Version = tuple[int, ...]


def number(version: str) -> Version:
    """Return a version as numbers that can be compared; empty for what is none."""
    parts = version.split(".")
    good = all(part.isascii() and part.isdigit() for part in parts)
    return tuple(map(int, parts)) if good else ()


def chosen(folder: Path) -> str:
    """Return the version a user's ``versions`` folder says is to be run; empty for none."""
    try:
        said = (folder / CURRENT).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError):
        return ""
    return said if number(said) and (folder / said / "jibiao").is_file() else ""


def hand_over(folder: Path, arguments: Sequence[str], window: bool) -> None:
    """Go on as the user's newer version, where there is one that starts; else return.

    One that is not newer than this program is left alone: the system was updated since.

    Args:
        folder: the user's ``versions``.
        arguments: those of the command line.
        window: whether a window is to come up.
    """
    said = chosen(folder) if _STARTED not in os.environ else ""
    if number(said) <= number(__version__):
        return
    if window and not _may_start(folder, said):
        return
    program = folder / said / Path(sys.executable).name
    os.environ[_STARTED] = said
    try:
        os.execv(program, [str(program), *arguments])  # noqa: S606 - no shell is wanted
    except OSError:
        del os.environ[_STARTED]


def _may_start(folder: Path, version: str) -> bool:
    """Note that a window begins to start; False where the last one of this version never did."""
    mark = folder / _STARTING
    try:
        held = mark.read_text(encoding="utf-8") if mark.exists() else ""
        if held == version and time.time() - mark.stat().st_mtime > _SECONDS:
            (folder / CURRENT).replace(folder / FAILED)
            mark.unlink()
            return False
        if held != version:
            mark.write_text(version, encoding="utf-8")
    except OSError:
        return True
    return True


def came_up(folder: Path) -> None:
    """Note that the window is there."""
    try:
        (folder / _STARTING).unlink(missing_ok=True)
    except OSError:
        return

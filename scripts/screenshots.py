"""Take the pictures of docs/images: every panel, empty, full, with findings, light and dark.

Usage, from the project's folder: ``python -m scripts.screenshots [FOLDER] [--only NAME …]``. No
screen is needed. The pictures at 200 % are taken by a second process, because Qt reads the
scale once.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from scripts import scenes, scenes_parts, scenes_tools, scenes_year
from scripts.studio import ULTRA, Scene, Studio

ROOT = Path(__file__).resolve().parent.parent
BOTH = scenes.BOTH | scenes_parts.BOTH | scenes_year.BOTH | scenes_tools.BOTH
LIGHT = scenes.LIGHT | scenes_parts.LIGHT | scenes_year.LIGHT | scenes_tools.LIGHT
TWICE = ("form-full", "roll-years", "take-back", "library")
"""Scenes shown at 200 % too."""
_LARGEST = 200_000


def main(arguments: list[str]) -> int:
    """Take the pictures; return 1 where one is too large."""
    asked = _read(arguments)
    folder = asked.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as own:
        # pictures show a program used for the first time, and leave no trace
        os.environ["JIBIAO_SETTINGS"] = str(Path(own) / "settings.ini")
        os.environ["JIBIAO_DATA"] = str(Path(own) / "data")
        # the scenes' own files are named by relative paths
        os.chdir(own)
        taken = _take(Studio(folder), asked)
        os.chdir(ROOT)
    if not asked.twice:
        call = [sys.executable, "-m", "scripts.screenshots", "--twice", str(folder)]
        call += ["--only", *asked.only] if asked.only else []
        subprocess.run(call, env={**os.environ, "QT_SCALE_FACTOR": "2"}, cwd=ROOT, check=True)
    pictures = sorted(folder.glob("*.png"))
    large = [path.name for path in pictures if path.stat().st_size > _LARGEST]
    sys.stdout.write(f"{len(taken)} 张截图写到 {folder}\n")
    if large:
        sys.stdout.write(f"太大：{'、'.join(large)}\n")
    return int(bool(large))


def _take(studio: Studio, asked: argparse.Namespace) -> list[str]:
    """Take what is wanted; return the pictures' names."""

    def wanted(names: Iterable[str], end: str = "") -> list[tuple[str, Scene]]:
        every = BOTH | LIGHT
        named = [(f"{name}{end}", every[name]) for name in names]
        return [one for one in named if not asked.only or one[0] in asked.only]

    if asked.twice:
        twice = wanted(TWICE, "-200")
        studio.take_all(twice)
        return [name for name, _ in twice]
    light, large = wanted(BOTH | LIGHT), wanted(["overview-full"], "-4k")
    dark = wanted(BOTH, "-dark")
    studio.take_all(light)
    for name, scene in large:
        studio.take(name, scene, ULTRA)
    if dark:
        studio.wear_dark()
        studio.take_all(dark)
    return [name for name, _ in (*light, *large, *dark)]


def _read(arguments: list[str]) -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="scripts.screenshots")
    reader.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "images")
    reader.add_argument("--only", nargs="+", default=[], metavar="NAME")
    reader.add_argument("--twice", action="store_true", help=argparse.SUPPRESS)
    return reader.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

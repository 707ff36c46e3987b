"""What the library's tests share: made-up projects, and a library to put them in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from library.entries import Asked, Entry
from library.harvest import Harvest, ProjectUse, Used
from library.opening import FILE_NAME, open_library
from library.store import Library

OUTPUT, BENEFIT = "产出指标", "效益指标"
COUNT, QUALITY, SOCIAL = "数量指标", "质量指标", "社会效益指标"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A new library, the starter set in it."""
    made = open_library(tmp_path / FILE_NAME)
    yield made
    made.close()


def used(name: str, value: str = "≥3个", level2: str = COUNT, **texts: str) -> Used:
    return Used(
        OUTPUT, level2, name, texts.get("said", "按台账统计"), value, texts.get("basis", "台账")
    )


def project(
    name: str, *uses: Used, year: int | None = 2024, whose: str = "云岭市水务局", about: str = ""
) -> ProjectUse:
    identity = f"{whose}\n{year}\n{name}"
    return ProjectUse(identity, whose, year, "", name, about, list(uses))


def taught(*projects: ProjectUse, path: str = "") -> Harvest:
    first = projects[0] if projects else None
    whose, year = (first.department, first.year) if first else ("", None)
    return Harvest(path, whose, year, list(projects))


def names(library: Library, words: str = "", **limits: str) -> list[str]:
    """Return the names of the entries found."""
    return [entry.name for entry in found(library, words, **limits)]


def found(library: Library, words: str = "", **limits: str) -> list[Entry]:
    return library.entries(library.search(Asked(words, **limits)).ids)

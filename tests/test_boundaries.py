"""Arrows run downwards only: gui → importers, exporters → model."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
QT = {"PySide6", "PySide2", "PyQt5", "PyQt6", "shiboken6"}
FORMATS = {
    "docx",
    "openpyxl",
    "xlsxwriter",
    "xlrd",
    "lxml",
    "zipfile",
    "olefile",
    "python_calamine",
}
OWN = {"model", "importers", "exporters", "library", "gui", "cli", "main", "tests", "benchmarks"}
MAY_USE: dict[str, set[str]] = {
    "model": set(),
    "importers": {"model"},
    "exporters": {"model"},
    "library": {"model", "importers"},
    "cli": {"model", "importers", "exporters", "library"},
    "gui": {"model", "importers", "exporters", "library"},
}
FORBIDDEN = {
    "model": QT | FORMATS,
    "importers": QT,
    "exporters": QT,
    "library": QT | FORMATS,
    "cli": QT | FORMATS,
    "gui": FORMATS,
}
ASKING = {"print", "input"}


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize("folder", sorted(MAY_USE))
def test_imports_go_down_only(folder: str) -> None:
    assert sources(folder)
    allowed = MAY_USE[folder] | {folder}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(folder)
        for name in imports(path)
        if (name in OWN and name not in allowed) or name in FORBIDDEN[folder]
    ]
    assert not wrong


@pytest.mark.parametrize("folder", ["model", "importers", "exporters", "library", "gui"])
def test_only_the_surface_speaks(folder: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.func.id}()"
        for path in sources(folder)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ASKING
    ]
    assert not wrong


def test_files_can_be_read_in_one_sitting() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for folder in MAY_USE
        for path in sources(folder)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert not long

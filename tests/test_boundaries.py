"""What import-linter's contracts in setup.cfg cannot say: who speaks, and how long a file is."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("model", "importers", "exporters", "library", "gui", "cli")
ASKING = {"print", "input"}


def sources(folder: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob("*.py"))
    assert found
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_imports_are_written_whole(folder: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources(folder)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not wrong


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if folder != "cli"])
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
        for folder in (*FOLDERS, "tests", "benchmarks", "scripts")
        for path in sources(folder)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long

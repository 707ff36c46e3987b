"""``make mutate``: plants one-line mutations by cosmic-ray, and tells which the suite misses.

A seeded sample of lines, over all folders in proportion to their size; on each line one mutation.
A first run of the suite under coverage says which tests reach a line; only these are run. What
survives is listed, each with its line as it was and as it became.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

import coverage
from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("model", "importers", "exporters", "library", "cli", "gui")
# types are written with | and never evaluated; a decorator taken away seldom compiles
_LEFT_OUT = ("_BitOr", "BitOr_", "RemoveDecorator", "Variable", "ExceptionReplacer")
_MOST_TESTS = 300
"""So many of the tests that reach a line are run, the nearest first."""
_SECONDS = 300
"""A run beyond this counts as caught: the mutation made something endless."""


class Mutant(NamedTuple):
    """One mutation: its file, line, and the operator's name and occurrence in that file."""

    path: str
    line: int
    operator: str
    occurrence: int


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield every mutation of a file."""
    tree = get_ast(path.read_text(encoding="utf-8"))
    for name in plugins.operator_names():
        if any(part in name for part in _LEFT_OUT):
            continue
        operator = plugins.get_operator(name)()
        occurrence = 0
        for node in ast_nodes(tree):
            for (line, _), _end in operator.mutation_positions(node):
                yield Mutant(str(path.relative_to(ROOT)), line, name, occurrence)
                occurrence += 1


def sample(count: int, seed: int) -> list[Mutant]:
    """Return one mutation on each of so many lines, drawn over all folders."""
    draw = random.Random(seed)  # noqa: S311 - a sample, no secret
    files = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    weights = [len(path.read_text(encoding="utf-8").splitlines()) for path in files]
    chosen: dict[tuple[str, int], Mutant] = {}
    known: dict[Path, dict[int, list[Mutant]]] = {}
    while len(chosen) < count:
        (path,) = draw.choices(files, weights)
        if path not in known:
            by_line: dict[int, list[Mutant]] = {}
            for one in mutants(path):
                by_line.setdefault(one.line, []).append(one)
            known[path] = by_line
        if known[path]:
            line = draw.choice(sorted(known[path]))
            one = draw.choice(known[path][line])
            chosen.setdefault((one.path, one.line), one)
    return list(chosen.values())


def reached(data_file: Path) -> dict[str, dict[int, list[str]]]:
    """Run the suite under coverage; return by file and line the tests that reach it.

    Tests that fail without a mutation are left out: they would seem to catch every one.
    """
    command = ["-m", "pytest", "-q", "-n", "auto", "--cov-context=test", "--cov-report="]
    command += ["--tb=no", "-rfE", *(f"--cov={folder}" for folder in FOLDERS)]
    environment = {**_environment(ROOT), "COVERAGE_FILE": str(data_file)}
    run = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    failing = {
        _test_name(line.split()[1])
        for line in run.stdout.splitlines()
        if line.startswith(("FAILED ", "ERROR "))
    }
    if failing:
        print("不变异也不通过的测试，没有用：", *sorted(failing), sep="\n  ")
    data = coverage.CoverageData(str(data_file))
    data.read()
    found: dict[str, dict[int, list[str]]] = {}
    for name in data.measured_files():
        lines = data.contexts_by_lineno(name)
        found[str(Path(name).relative_to(ROOT))] = {
            line: sorted({_test_name(context) for context in contexts} - failing)
            for line, contexts in lines.items()
        }
    return found


def _test_name(context: str) -> str:
    """Return a test without its parameters, whose names may hold anything."""
    return context.partition("|")[0].partition("[")[0]


def caught(one: Mutant, tests: list[str], copy: Path) -> tuple[bool, str]:
    """Plant a mutation in a copy of the tree; tell whether tests fail, and what was changed."""
    target = copy / one.path
    before = target.read_text(encoding="utf-8")
    after = mutate_code(before, plugins.get_operator(one.operator)(), one.occurrence)
    if after is None or after == before:
        return True, ""
    old, new = before.splitlines(), after.splitlines()
    place = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    told = f"{old[place].strip()}  →  {new[place].strip()}"
    target.write_text(after, encoding="utf-8")
    try:
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
        run = subprocess.run(
            command,
            cwd=copy,
            env=_environment(copy),
            timeout=_SECONDS,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return True, told
    finally:
        target.write_text(before, encoding="utf-8")
    return run.returncode != 0, told


def _environment(root: Path) -> dict[str, str]:
    # every run draws the same examples
    return {**os.environ, "PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen", "CI": "true"}


def _nearest(one: Mutant, lines: dict[int, list[str]]) -> list[str]:
    """Return the tests that reach a line, those of its own folder first."""
    folder = Path("tests", one.path).parent
    found = [test for test in lines.get(one.line, []) if test]
    if not found:
        # a line run while importing: whatever is tested of the folder
        return [str(folder)] if (ROOT / folder).is_dir() else []
    found.sort(key=lambda test: (not test.startswith(f"{folder}/"), test))
    return found[:_MOST_TESTS]


def _copy(parent: Path, number: int) -> Path:
    copy = parent / str(number)
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        target = copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)
    return copy


def main() -> int:
    """Draw, plant, test; print what survived and the share that was caught."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    call = parser.parse_args()
    chosen = sample(call.lines, call.seed)
    with tempfile.TemporaryDirectory() as folder:
        tests = reached(Path(folder) / "coverage")
        free: SimpleQueue[Path] = SimpleQueue()
        for number in range(call.jobs):
            free.put(_copy(Path(folder), number))

        def work(one: Mutant) -> tuple[Mutant, bool, str]:
            wanted = _nearest(one, tests.get(one.path, {}))
            copy = free.get()
            try:
                found, told = caught(one, wanted, copy) if wanted else (False, "没有测试到过这一行")
            finally:
                free.put(copy)
            print("." if found else f"\n{one.path}:{one.line} {told}", end="", flush=True)
            return one, found, told

        with ThreadPoolExecutor(call.jobs) as pool:
            results = list(pool.map(work, chosen))
    caught_by: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    for one, found, _ in results:
        planted[one.path.partition("/")[0]] += 1
        caught_by[one.path.partition("/")[0]] += found
    print()
    for name in FOLDERS:
        print(f"{name}: {caught_by[name]} / {planted[name]}")
    total = sum(caught_by.values())
    print(f"查出 {total} / {len(results)}，{total / len(results):.0%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

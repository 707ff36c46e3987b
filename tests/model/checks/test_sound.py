"""The yardstick of the checks: silent on sound tables, and each planted fault found.

``sound/`` holds disclosures of invented departments as ``dump`` prints them, written to
be accepted by a strict reviewer; a file named ``national-…`` is in the form national-2021,
the others in hebei-2021. `plant` puts one fault into one of their tables.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec
import pytest

from model.checks import CHECKS, Finding, check
from model.document.disclosure import Disclosure
from model.layout import Layout, load_layouts
from model.parts.disclosure_dump import from_dump
from tests.model.checks.plant import (
    ERROR,
    KINDS,
    NOT_PLANTED,
    WARNING,
    Planting,
    plant,
    variants,
)
from tests.model.checks.planting import Cell

FILES = sorted((Path(__file__).parent / "sound").glob("*.json"))
FOUND_AT_LEAST = 0.97
MISSED_OF_A_CODE = 0.2
"""No code may be missed time and again behind a good average."""
STRAY_AT_MOST = 0.01
NEEDED = {"H01": 2, "H02": 2, "H03": 3}
"""How many projects a fault across projects needs; to check more of them only takes time."""


@cache
def _layouts() -> dict[str, Layout]:
    return load_layouts()


def layout_of(path: Path) -> Layout:
    return _layouts()["national-2021" if path.name.startswith("national-") else "hebei-2021"]


@cache
def _encoded(path: Path) -> bytes:
    """Return a disclosure with its identities, to be decoded afresh for each planting."""
    data = from_dump(json.loads(path.read_text(encoding="utf-8")))["disclosure"]
    disclosure = msgspec.convert(data, Disclosure)
    disclosure.layout = layout_of(path).id
    return msgspec.json.encode(disclosure)


def sound(path: Path) -> Disclosure:
    return msgspec.json.decode(_encoded(path), type=Disclosure)


def severity(finding: Finding) -> str:
    return str(finding.severity.value)


def place(disclosure: Disclosure, finding: Finding) -> Cell:
    """Return a finding's cell by its place, as `plant` names it; -1 for what is in no table."""
    ref = finding.ref
    for number, table in enumerate(disclosure.projects):
        if table.id == ref.table:
            ids = [item.id for item in table.indicators]
            return Cell(number, ref.field, ids.index(ref.indicator) if ref.indicator else None)
    return Cell(-1, ref.field)


# --- the tables themselves -------------------------------------------------


def test_there_are_enough_tables_of_both_forms() -> None:
    projects = [(path, table) for path in FILES for table in sound(path).projects]
    national = [table for path, table in projects if layout_of(path).id == "national-2021"]
    assert len(projects) >= 24
    assert len(national) >= 4
    assert len({table.name for _, table in projects}) == len(projects)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_sums_percents_weights_and_brackets_of_the_tables(path: Path) -> None:
    """What arithmetic can prove of the data, without the checks that are to be judged."""
    for table in sound(path).projects:
        parts = (table.fiscal, table.other, table.extra.get("carryover", "0"))
        assert Decimal(table.budget) == sum(Decimal(part or "0") for part in parts), table.name
        names = [item.name for item in table.indicators]
        assert len(set(names)) == len(names), table.name
        if layout_of(path).id == "national-2021":
            assert sum(int(item.extra["weight"]) for item in table.indicators) == 90
        else:
            percents = [table.percent(date) or Decimal(0) for date in range(4)]
            assert percents == sorted(percents), table.name
            assert percents[3] == 100
            assert len(table.code) == 21
    text = path.read_text(encoding="utf-8")
    for left, right in ("《》", "“”", "〔〕"):
        assert text.count(left) == text.count(right), left


# --- no false alarms -------------------------------------------------------


def test_no_error_and_hardly_a_warning_on_sound_tables() -> None:
    alarms, tables = [], 0
    for path in FILES:
        disclosure = sound(path)
        tables += len(disclosure.projects)
        for finding in check(disclosure, layout_of(path)):
            if severity(finding) in (ERROR, WARNING):
                alarms.append((severity(finding), _describe(path, disclosure, finding)))
    told = "\n".join(f"{kind} {text}" for kind, text in alarms)
    assert not [text for kind, text in alarms if kind == ERROR], told
    assert len(alarms) * 10 <= tables, told


def _describe(path: Path, disclosure: Disclosure, finding: Finding) -> str:
    cell = place(disclosure, finding)
    return f"{finding.code} {path.stem}[{cell.project}] {cell.field}/{cell.indicator}: {finding}"


# --- planted faults --------------------------------------------------------


@dataclass(frozen=True)
class Outcome:
    """One planting, whether it was found, and the errors it raised that it should not."""

    kind: str
    planting: Planting
    where: str
    found: bool
    strays: tuple[str, ...]


def company(path: Path, project: int, count: int) -> Disclosure:
    """Return a project, first, with no more others than a fault across projects needs."""
    disclosure = sound(path)
    every = disclosure.projects
    disclosure.projects = (every[project:] + every[:project])[:count]
    return disclosure


def plantings(seed: int) -> list[Outcome]:
    """Plant every kind of fault once into every table, and check each time."""
    outcomes = []
    tables = [(path, project) for path in FILES for project in range(len(sound(path).projects))]
    for number, (path, project) in enumerate(tables, seed):
        for kind in KINDS:
            disclosure = company(path, project, NEEDED.get(kind, 1))
            planting = plant(disclosure, 0, kind, number)
            if planting is not None:
                where = f"{path.stem}[{project}]"
                outcomes.append(_outcome(disclosure, path, kind, planting, where))
    return outcomes


def _outcome(
    disclosure: Disclosure, path: Path, kind: str, planting: Planting, where: str
) -> Outcome:
    found, strays = False, []
    for finding in check(disclosure, layout_of(path)):
        here = planting.stands_at(place(disclosure, finding))
        if finding.code == planting.code and here and severity(finding) == planting.severity:
            found = True
        elif severity(finding) == ERROR and not (here or finding.code in planting.related):
            strays.append(_describe(path, disclosure, finding))
    return Outcome(kind, planting, where, found, tuple(strays))


def _told(missed: list[Outcome]) -> str:
    return "\n".join(
        f"{item.kind} {item.planting.variant} {item.where} "
        f"{item.planting.field}/{item.planting.indicator}"
        for item in missed
    )


def test_planted_faults_are_found_and_raise_no_unrelated_error() -> None:
    # one test for three demands: each would have to check some 1,600 disclosures again
    outcomes = plantings(seed=0)
    missed = [item for item in outcomes if not item.found]
    assert len(missed) <= len(outcomes) * (1 - FOUND_AT_LEAST), _told(missed)

    planted = Counter(item.kind for item in outcomes)
    missed_of = Counter(item.kind for item in missed)
    weak = {kind for kind in missed_of if missed_of[kind] > planted[kind] * MISSED_OF_A_CODE}
    assert not weak, _told([item for item in missed if item.kind in weak])

    strays = [f"{item.kind} {item.where}: {text}" for item in outcomes for text in item.strays]
    assert len(strays) <= len(outcomes) * STRAY_AT_MOST, "\n".join(strays)


# --- the planting itself ---------------------------------------------------


def test_every_check_is_planted_or_says_why_not() -> None:
    planted = {kind[:3] for kind in KINDS}
    tables = {code for code in CHECKS if code[0] not in "KR"}
    assert planted | set(NOT_PLANTED) == tables
    assert not planted & set(NOT_PLANTED)


@pytest.mark.parametrize("kind", ["Z01", "D12"])
def test_what_nobody_knows_how_to_plant_is_refused(kind: str) -> None:
    with pytest.raises(ValueError, match=kind):
        plant(sound(FILES[0]), 0, kind, seed=0)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_planted_in_many_tables_and_by_every_variant(kind: str) -> None:
    tables = [(path, project) for path in FILES for project in range(len(sound(path).projects))]
    plantings = [
        plant(sound(path), project, kind, seed) for seed, (path, project) in enumerate(tables)
    ]
    done = [planting for planting in plantings if planting is not None]
    assert len(done) * 2 >= len(tables)
    assert {planting.variant for planting in done} == {
        getattr(way, "__name__", "") for way in variants(kind)
    }


@pytest.mark.parametrize("kind", KINDS)
def test_planting_changes_the_named_table_only_and_alike_each_time(kind: str) -> None:
    path = FILES[0]
    before = sound(path)
    for project in range(len(before.projects)):
        once, twice = sound(path), sound(path)
        planting = plant(once, project, kind, seed=7)
        assert planting == plant(twice, project, kind, seed=7)
        if kind != "H01":  # copied indicators get identities of their own
            assert once == twice
        changed = [n for n, table in enumerate(once.projects) if table != before.projects[n]]
        assert changed == ([] if planting is None else [project])

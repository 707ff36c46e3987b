"""Forty-seven files like those clerks really have, each with its truth beside it.

A truth holds the cells that ``dump`` must print; what it does not name is not compared.
``{"refuse": …}`` stands for a file that must be refused with a reason.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from importers.read import read_file
from model.basics.errors import ReadError
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.parts.disclosure_dump import to_dump

CASES = Path(__file__).resolve().parent / "data" / "cases"

NOT_YET: dict[str, str] = {}
"""Cases not read right yet, and what is missing: strike out what is mended."""

REFUSED = {
    "30d-pdf-named": ("PDF",),
    "45b-zero-filled": ("全是零", "重新"),
    # whatever wrote this file laid one stream over the first 1441 bytes of the encrypted
    # package: neither LibreOffice nor its own library opens it, its first part is gone
    "47b-default-password": ("损坏", "重新"),
}
"""What the refusal of a file must say."""

_TRUTHS = sorted(path for path in CASES.glob("*.json"))


def _file(truth: Path) -> Path:
    (found,) = (path for path in CASES.glob(f"{truth.stem}.*") if path != truth)
    return found


def _parameters() -> list[Any]:
    return [
        pytest.param(
            truth,
            id=truth.stem,
            marks=[pytest.mark.xfail(reason=NOT_YET[truth.stem], strict=True)]
            if truth.stem in NOT_YET
            else [],
        )
        for truth in _TRUTHS
    ]


def differences(disclosure: Disclosure, truth: dict[str, Any]) -> list[str]:
    """Return where a disclosure is not what a truth says: place, truth, what was read."""
    dump = to_dump(disclosure)
    found = []
    if "year" in truth and dump["year"] != truth["year"]:
        found.append(f"year: {truth['year']!r} != {dump['year']!r}")
    projects = dump["projects"]
    if len(projects) != len(truth["projects"]):
        found.append(f"projects: {len(truth['projects'])} != {len(projects)}")
    for number, (wanted, read) in enumerate(zip(truth["projects"], projects, strict=False), 1):
        found += _table_differences(f"project {number}", wanted, read)
    return found


def _table_differences(place: str, wanted: dict[str, Any], read: dict[str, Any]) -> list[str]:
    plain = {
        key: value
        for key, value in wanted.items()
        if key not in ("indicators", "extra", "unit_name", "unit_code")
    }
    plain |= wanted.get("extra", {})
    found = _cell_differences(place, plain, read)
    units = {key[5:]: wanted[key] for key in ("unit_name", "unit_code") if key in wanted}
    found += _cell_differences(f"{place} unit", units, read["unit"])
    if "indicators" in wanted:
        rows = read["indicators"]
        if len(rows) != len(wanted["indicators"]):
            found.append(f"{place} indicators: {len(wanted['indicators'])} != {len(rows)}")
        for number, (row, was) in enumerate(zip(wanted["indicators"], rows, strict=False), 1):
            found += _cell_differences(f"{place} indicator {number}", row, was)
    return found


def _cell_differences(place: str, wanted: dict[str, Any], read: dict[str, Any]) -> list[str]:
    # a field the form does not have holds nothing
    return [
        f"{place} {key}: {value!r} != {read.get(key, '')!r}"
        for key, value in wanted.items()
        if read.get(key, "") != value
    ]


@pytest.mark.parametrize("truth", _parameters())
def test_case_reads_as_its_truth(truth: Path, layouts: dict[str, Layout]) -> None:
    path, wanted = _file(truth), json.loads(truth.read_text("utf-8"))
    if truth.stem in REFUSED:
        with pytest.raises(ReadError) as refusal:
            read_file(path, layouts)
        for word in REFUSED[truth.stem]:
            assert word in str(refusal.value)
        return
    if truth.stem == "30c-pack":
        # its truth was written for a program that opens no archives; this one does, so the
        # truth is what the file packed in it says
        wanted = json.loads((CASES / "41a-year-title.json").read_text("utf-8"))
    disclosure, _ = read_file(path, layouts)
    assert differences(disclosure, wanted) == []


def test_no_case_is_forgotten() -> None:
    assert len(_TRUTHS) == 47
    names = {truth.stem for truth in _TRUTHS}
    assert names >= NOT_YET.keys() | REFUSED.keys()
    assert {path.stem for path in CASES.iterdir() if path.suffix != ".json"} - {"README"} == names

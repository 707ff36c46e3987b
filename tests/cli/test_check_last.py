"""``main.py check --last-year``: this year's targets beside last year's file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.errors import CallError
from exporters.jxb import write_jxb
from importers.jxb import read_jxb
from model.checks.base import Example
from model.checks.samples import sound
from tests.cli.test_check import check, saved


@pytest.fixture
def years(tmp_path: Path) -> tuple[Path, Path]:
    """This year's file, and last year's with one target higher."""
    now, last = sound(Example(cells={}, projects=3)), sound(Example(cells={}, projects=3))
    last.year = (now.year or 2024) - 1
    item = next(one for one in last.projects[1].indicators if one.value.startswith("≥"))
    item.value = "≥99999" + item.value.lstrip("≥0123456789.")
    return saved(tmp_path / "今年.jxb", now), saved(tmp_path / "去年.jxb", last)


def test_a_target_below_last_years_is_found(
    years: tuple[Path, Path], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    now, last = years
    assert check(now, "--json", "--tally", "--last-year", last) == 0
    caught = capsysbinary.readouterr()
    data = json.loads(caught.out)
    assert [(one["code"], one["project"]) for one in data["findings"]] == [("G03", 2)]
    assert "last" not in [one["fact"] for one in data["files"][0]["because"]]
    assert "上年的文件：" in caught.err.decode()


def test_without_it_nothing_is_judged_and_that_is_told(
    years: tuple[Path, Path], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert check(years[0], "--json") == 0
    data = json.loads(capsysbinary.readouterr().out)
    figures = data["files"][0]
    assert figures["found"] == 0
    assert figures["sound"] > figures["not_judged"] > 0
    assert data["findings"] == []
    assert "last" in [one["fact"] for one in data["files"][0]["because"]]


def test_what_is_mended_is_checked_beside_it_too(
    years: tuple[Path, Path], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    now, last = years
    disclosure = read_jxb(now)
    disclosure.projects[1].indicators[0].basis = "云交发【2023】18号"
    write_jxb(disclosure, now)
    mended = tmp_path / "改.jxb"
    assert check(now, "--fix", mended, "--last-year", last, "--json", "--quiet") == 0
    data = json.loads(capsysbinary.readouterr().out)
    assert [one["code"] for one in data["findings"]] == ["G03"]
    assert read_jxb(mended).projects[1].indicators[0].basis == "云交发〔2023〕18号"


def test_many_files_have_no_one_last_year(years: tuple[Path, Path]) -> None:
    now, last = years
    with pytest.raises(CallError, match="一次只能检查一个文件"):
        check(now, now, "--last-year", last)


def test_last_years_file_that_is_not_there(years: tuple[Path, Path], tmp_path: Path) -> None:
    assert check(years[0], "--last-year", tmp_path / "没有.docx") == 1

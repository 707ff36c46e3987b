"""``main.py roll``: what is written, what is printed, and the exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.jxb import write_jxb
from importers.jxb import read_jxb
from main import main
from model.document.disclosure import Disclosure
from tests.conftest import EXAMPLES, REAL_TEXT

EXAMPLE = EXAMPLES / "wanglan-wenlv-2024.xlsx"


@pytest.fixture
def old(tmp_path: Path, disclosure: Disclosure) -> Path:
    path = tmp_path / "去年.jxb"
    write_jxb(disclosure, path)
    return path


def run(*words: object) -> int:
    return main(["roll", *map(str, words)])


def test_a_workbook_becomes_the_new_years_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "今年.jxb"
    assert run(EXAMPLE, "--year", "2025", "-o", target) == 0
    new = read_jxb(target)
    assert (new.year, len(new.projects)) == (2025, 13)
    assert not any(table.code or table.budget or any(table.plan) for table in new.projects)
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0].startswith("2024年 → 2025年：带过来 13 个项目")
    assert f"{len(new.carried)} 格待确认" in lines[0]
    assert sum(line.startswith("  已改：") for line in lines) == 11
    assert "13 张绩效目标表" in err


def test_projects_kept_kinds_and_another_form(
    old: Path, disclosure: Disclosure, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "今年.jxb"
    call = (old, "--year", "2025年", "-o", target, "--layout", "national-2021")
    assert run(*call, "--projects", "清水河", "--keep", "codes，plans,years", "--quiet") == 0
    new = read_jxb(target)
    first = disclosure.projects[0]
    assert [table.name for table in new.projects] == [first.name]
    assert (new.projects[0].code, new.projects[0].plan) == (first.code, first.plan)
    assert new.projects[0].budget == ""
    assert any(item.value == "2024年9月底前" for item in new.projects[0].indicators)
    assert new.projects[0].indicators[0].level1 == "成本指标"
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert err == ""


def test_the_old_year_may_be_said(old: Path, tmp_path: Path) -> None:
    target = tmp_path / "今年.jxb"
    assert run(old, "--year", "2025", "--old-year", "2023", "-o", target, "--quiet") == 0
    values = [item.value for item in read_jxb(target).projects[0].indicators]
    assert "2024年9月底前" in values, "2024 is not the old year then"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--year", "25"], "--year 是四位数的年份"),
        (["--year", "二〇二五"], "--year 是四位数的年份"),
        (["--year", "2025", "--keep", "goals"], "--keep 里没有“goals”"),
        (["--year", "2025", "--projects", "9"], "没有第 9 个项目"),
        (["--year", "2025", "--layout", "没有"], "没有名为“没有”的表样"),
        ([], "缺少参数"),
    ],
)
def test_calls_that_mean_nothing(
    old: Path, tmp_path: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "今年.jxb"
    assert run(old, "-o", target, *words) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err
    assert not target.exists()


def test_only_its_own_kind_of_file_is_written(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(old, "--year", "2025", "-o", tmp_path / "今年.docx") == 2
    assert "应以 .jxb 结尾" in capsys.readouterr().err


def test_the_input_is_never_written_over(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = old.read_bytes()
    assert run(old, "--year", "2025", "-o", old) == 1
    assert old.read_bytes() == before
    assert "就是输入文件本身" in capsys.readouterr().err


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "没有.docx", "--year", "2025", "-o", tmp_path / "x.jxb") == 1
    err = capsys.readouterr().err
    assert "没有.docx：找不到这个文件" in err


@pytest.mark.skipif(not REAL_TEXT.is_file(), reason="the real disclosure is not on this machine")
def test_the_real_disclosure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(REAL_TEXT, "--year", "2022", "-o", tmp_path / "x.jxb", "--quiet") == 0
    assert "13 个项目" in capsys.readouterr().out

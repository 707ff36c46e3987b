"""``main.py check``: what is printed, written, mended, and the exit code."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import pytest

from cli.check import add_arguments, run_check
from cli.errors import CallError
from exporters.jxb import write_jxb
from importers.jxb import read_jxb
from model.checks.base import Example
from model.checks.samples import sound
from model.document.disclosure import Disclosure
from model.layout import load_layouts
from model.parts.disclosure_dump import to_dump
from tests.conftest import REAL_TEXT

LAYOUTS = load_layouts()


def check(*arguments: object) -> int:
    parser = argparse.ArgumentParser()
    verbs = parser.add_subparsers(dest="verb")
    layouts = argparse.ArgumentParser(add_help=False)
    layouts.add_argument("--layout-dir", type=Path, action="append", default=[])
    add_arguments(verbs, [layouts])
    return run_check(parser.parse_args(["check", *map(str, arguments)]), LAYOUTS)


def saved(path: Path, disclosure: Disclosure) -> Path:
    write_jxb(disclosure, path)
    return path


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return saved(tmp_path / "好.jxb", sound(Example(cells={}, projects=3)))


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    disclosure = sound(Example(cells={}, projects=3))
    first = disclosure.projects[0]
    first.plan[3] = ""
    first.plan[2] = "100.00%"
    first.indicators[0].basis = "云交发【2023】18号"
    first.indicators[1].value = ">=100%"
    disclosure.projects[2].goals = disclosure.projects[1].goals
    disclosure.overall_goal = "养护乡道，"
    return saved(tmp_path / "差.jxb", disclosure)


def test_a_sound_file_can_be_sent(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(clean, "--quiet") == 0
    out = capsys.readouterr().out
    assert out == f"{clean}：3 个项目，错误 0 处，警告 0 处，提示 0 处。没有发现问题，可以报送。\n"


def test_findings_are_printed_project_by_project(
    spoilt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(spoilt, "--quiet") == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{spoilt}：3 个项目，错误 1 处，警告 6 处，提示 0 处。还不能报送：支出计划有 1 处不对。",
        "  部门整体绩效目标",
        "    [警告] F04 总体绩效目标：以“，”结尾，后面没有写完。",
        "  1.农村公路路面修补经费",
        "    [错误] C02 资金支出计划（12月底）：前面已经支出到 100%，这一格却空着。",
        "        可改：（空） → 100.00%",
        "    [警告] D02 第2个指标“路面修补验收合格率”的指标值：“>=100%”：比率不会超过 100%。",
        "        可改：>=100% → =100%",
        "    [警告] D09 第2个指标“路面修补验收合格率”的指标值：“>=”应写作“≥”。",
        "        可改：>=100% → ≥100%",
        "    [警告] E01 第1个指标“路面修补里程”的指标值确定依据：发文字号的年份要用六角括号〔〕。",
        "        可改：云交发【2023】18号 → 云交发〔2023〕18号",
        "  2.农村公路边沟清理经费",
        "    [警告] H01 绩效目标：绩效目标与别的项目一字不差。相同的有第 3 个项目。",
        "  3.农村公路桥梁维护经费",
        "    [警告] H01 绩效目标：绩效目标与别的项目一字不差。相同的有第 2 个项目。",
    ]


def test_json_names_code_severity_project_cell_message_and_fix(
    spoilt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(spoilt, "--json") == 1
    captured = capsys.readouterr()
    found = json.loads(captured.out)["findings"]
    assert all(
        list(one) == ["code", "severity", "project", "cell", "message", "fix", "also"]
        for one in found
    )
    assert found[0] == {
        "code": "F04",
        "severity": "警告",
        "project": 0,
        "cell": "总体绩效目标（overall_goal）",
        "message": "以“，”结尾，后面没有写完。",
        "fix": None,
        "also": [],
    }
    assert [one["fix"] for one in found if one["code"] == "E01"] == ["云交发〔2023〕18号"]
    assert [one["project"] for one in found if one["code"] == "H01"] == [2, 3]
    assert "读出 3 张绩效目标表" in captured.err


def test_several_files_are_told_apart(
    clean: Path, spoilt: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(tmp_path, "--json", "--quiet") == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert {one["file"] for one in found} == {str(spoilt)}
    assert check(clean, clean, "--json", "--quiet") == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []


def test_a_file_that_cannot_be_read_stops_none_of_the_others(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(tmp_path / "没有.docx", clean, "--quiet") == 1
    captured = capsys.readouterr()
    assert "没有.docx：找不到这个文件" in captured.err
    assert "可以报送" in captured.out
    assert check(tmp_path / "没有.docx", "--json") == 1
    assert capsys.readouterr().out == ""


def test_what_is_safe_is_mended_into_another_file(
    spoilt: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, target = spoilt.read_bytes(), tmp_path / "改好.jxb"
    assert check(spoilt, "--fix", target) == 0
    captured = capsys.readouterr()
    assert "C02 第1个项目 资金支出计划（12月底）：（空） → 100.00%" in captured.err
    assert f"改正 3 格，已写入 {target}" in captured.err
    assert "F04" in captured.out
    assert "E01" not in captured.out
    assert spoilt.read_bytes() == before
    mended, original = read_jxb(target), read_jxb(spoilt)
    assert mended.projects[0].plan[3] == "100.00%"
    assert mended.projects[0].indicators[0].basis == "云交发〔2023〕18号"
    assert mended.projects[0].indicators[1].value == "=100%"
    original.projects[0].plan[3] = "100.00%"
    original.projects[0].indicators[0].basis = "云交发〔2023〕18号"
    original.projects[0].indicators[1].value = "=100%"
    assert mended == original
    again = tmp_path / "再改.jxb"
    assert check(target, "--fix", again) == 0
    assert "改正 0 格" in capsys.readouterr().err
    assert again.read_bytes() == target.read_bytes()


def test_several_files_are_mended_into_a_folder(clean: Path, spoilt: Path, tmp_path: Path) -> None:
    out = tmp_path / "改好的"
    assert check(clean, spoilt, "--fix", out, "--quiet") == 0
    assert sorted(path.name for path in out.iterdir()) == ["好.jxb", "差.jxb"]


def test_a_long_cell_is_shown_where_it_is_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    disclosure = sound(Example(cells={}))
    disclosure.projects[0].purpose = "修补乡道路面" * 20 + "，执行云财建[2022]7号" + "，清沟" * 20
    path = saved(tmp_path / "长.jxb", disclosure)
    check(path, "--fix", tmp_path / "o.jxb")
    assert (
        "…路面，执行云财建[2022]7号，清沟，清沟… → …路面，执行云财建〔2022〕7号，清沟，清沟…"
        in (capsys.readouterr().err)
    )


def test_a_profile_is_used_and_a_wrong_one_is_a_wrong_call(
    spoilt: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = tmp_path / "县.toml"
    profile.write_text('name = "县局"\n[checks.C02]\nseverity = "提示"\n', encoding="utf-8")
    assert check(spoilt, "--profile", profile, "--quiet") == 0
    assert "[提示] C02" in capsys.readouterr().out
    profile.write_text('name = "县局"\n[checks.C99]\n', encoding="utf-8")
    assert check(spoilt, "--profile", profile, "--quiet") == 2
    assert "没有编号为“C99”的检查" in capsys.readouterr().err


@pytest.mark.parametrize("extension", ["html", "docx", "xlsx"])
def test_a_report_is_written(spoilt: Path, tmp_path: Path, extension: str) -> None:
    report = tmp_path / f"报告.{extension}"
    assert check(spoilt, "--report", report, "--quiet") == 1
    assert report.stat().st_size > 2000


def test_a_report_that_cannot_be_written_is_said(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(clean, "--report", tmp_path / "无" / "报告.html", "--quiet") == 1
    assert "所在文件夹不存在" in capsys.readouterr().err


def test_the_file_that_is_checked_is_never_written_over(
    clean: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = clean.read_bytes()
    assert check(clean, "--fix", clean) == 1
    assert "输出文件就是输入文件本身" in capsys.readouterr().err
    assert clean.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["a.jxb", "--report", "r.pdf"], "应以 .html、.docx、.xlsx 结尾"),
        (["a.jxb", "--fix", "b.docx"], "应以 .jxb 结尾"),
        (["a.jxb", "b.jxb", "--fix", "c.jxb"], "应是文件夹"),
    ],
)
def test_options_that_do_not_go_together_are_a_wrong_call(arguments: list[str], says: str) -> None:
    with pytest.raises(CallError, match=says):
        check(*arguments)


def test_a_file_of_an_unknown_form_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    disclosure = sound(Example(cells={}))
    disclosure.layout = "mars-2050"
    path = saved(tmp_path / "远.jxb", disclosure)
    assert check(path) == 1
    assert "文件用的表样“mars-2050”不在程序里" in capsys.readouterr().err
    assert check(path, "--read-as", "hebei-2021", "--quiet") == 0


@pytest.mark.skipif(not REAL_TEXT.exists(), reason="the published disclosure is not at hand")
def test_the_real_disclosure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(REAL_TEXT, "--json", "--quiet") == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert Counter(one["code"] for one in found)["E01"] == 2
    assert sum(1 + len(one["also"]) for one in found if one["code"] == "E01") == 37
    once, twice = tmp_path / "1.jxb", tmp_path / "2.jxb"
    assert check(REAL_TEXT, "--fix", once, "--quiet") == 1
    check(once, "--fix", twice, "--quiet")
    assert to_dump(read_jxb(once)) == to_dump(read_jxb(twice))


def test_rules_kept_with_a_file_are_used_and_named(
    spoilt: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    disclosure = read_jxb(spoilt)
    disclosure.rules = 'name = "县局"\n[checks.C02]\nseverity = "提示"\n'
    kept = saved(tmp_path / "带规则.jxb", disclosure)
    assert check(kept) == 0
    caught = capsysbinary.readouterr()
    assert "按随文件保存的规则“县局”检查" in caught.err.decode()
    assert "按“县局”：" in caught.out.decode()
    # what is called for goes before
    other = tmp_path / "市局.toml"
    other.write_text('name = "市局"\n', encoding="utf-8")
    assert check(kept, "--profile", other) == 1
    disclosure.rules = "name = 1"
    assert check(saved(kept, disclosure)) == 1
    assert "没有写名称" in capsysbinary.readouterr().err.decode()

"""The rules a file keeps decide in 汇总 what they decide in ``check``; others are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.arguments import parse
from cli.verbs import run
from exporters.jxb import write_jxb
from model.checks import check
from model.checks.base import Severity
from model.document.disclosure import Disclosure
from model.layout import Layout
from tests.collect_kit import department
from tests.exporters.test_collect import raw_rows


def call(*arguments: object) -> int:
    return run(parse(list(map(str, arguments))))


def eased(layout: Layout) -> tuple[Disclosure, str]:
    """Return a file that cannot be sent, and rules by which it can."""
    made = department(1)
    errors = {one.code for one in check(made, layout) if one.severity == Severity.ERROR}
    assert errors
    lines = [f'[checks.{code}]\nseverity = "提示"' for code in sorted(errors)]
    return made, "\n".join(['name = "县局"', *lines])


def rows(folder: Path, target: Path, *more: object) -> dict[str, dict[str, str]]:
    assert call("collect", folder, "-o", target, "--quiet", *more) == 0
    return {row["文件"]: row for row in raw_rows(target, "汇总") if row.get("文件")}


def test_a_file_is_judged_by_the_same_rules_alone_and_among_others(
    tmp_path: Path, hebei: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, target = tmp_path / "各部门", tmp_path / "汇总.xlsx"
    folder.mkdir()
    made, rules = eased(hebei)
    write_jxb(made, folder / "程序的.jxb")
    made.rules = rules
    write_jxb(made, folder / "县局的.jxb")
    made.rules = "name = 1"
    write_jxb(made, folder / "坏的.jxb")
    held = rows(folder, target)
    said = {name: (row["可以报送"], row.get("检查规则", "")) for name, row in held.items()}
    assert said["程序的.jxb"][0] == "不可以"
    assert said["县局的.jxb"] == ("可以", "县局")
    assert said["坏的.jxb"] == ("没有检查", "")
    assert "随文件保存的检查规则不能用" in held["坏的.jxb"]["备注"]
    for name, code in (("程序的.jxb", 1), ("县局的.jxb", 0)):
        assert call("check", folder / name, "--quiet") == code
    assert "还不能报送" in capsys.readouterr().out


def test_the_bureaus_rules_go_before_and_the_row_says_so(tmp_path: Path, hebei: Layout) -> None:
    folder, target, profile = tmp_path / "各部门", tmp_path / "汇总.xlsx", tmp_path / "局.toml"
    folder.mkdir()
    profile.write_text('name = "市局"\n', encoding="utf-8")
    made, rules = eased(hebei)
    made.rules = rules
    write_jxb(made, folder / "县局的.jxb")
    row = rows(folder, target, "--profile", profile)["县局的.jxb"]
    assert (row["可以报送"], row["检查规则"]) == ("不可以", "市局")
    assert "随文件保存的检查规则“县局”没有用，按“市局”检查" in row["备注"]
    assert call("check", folder / "县局的.jxb", "--quiet", "--profile", profile) == 1


def test_a_file_without_projects_can_be_sent_nowhere(tmp_path: Path, hebei: Layout) -> None:
    folder, target = tmp_path / "各部门", tmp_path / "汇总.xlsx"
    folder.mkdir()
    made = department(1)
    made.projects = []
    write_jxb(made, folder / "空.jxb")
    assert rows(folder, target)["空.jxb"]["可以报送"] == "不可以"
    assert call("check", folder / "空.jxb", "--quiet") == 1

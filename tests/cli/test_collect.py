"""``main.py collect``: two hundred files, ten of them broken, become one workbook."""

from __future__ import annotations

import tracemalloc
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli.arguments import parse
from cli.errors import CallError
from cli.verbs import run
from exporters.jxb import write_jxb
from model.basics.errors import LayoutError
from model.document.disclosure import Unplaced
from model.layout import Layout
from tests.collect_kit import BROKEN, budgets, department, fill, spoil
from tests.exporters.test_collect import raw_rows

GOOD = 190


def collect(*arguments: object) -> int:
    return run(parse(["collect", *map(str, arguments)]))


def test_two_hundred_files_of_which_ten_are_broken(
    tmp_path: Path, hebei: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, target = tmp_path / "各部门", tmp_path / "各部门" / "汇总.xlsx"
    made = fill(folder, hebei, GOOD, office_every=40)
    broken = spoil(folder, hebei)
    assert len(broken) == BROKEN
    assert collect(folder, "-o", target) == 1
    said = capsys.readouterr().err
    assert f"读入 {GOOD} 个（{GOOD} 个部门），没有读入 {BROKEN} 个" in said
    rows = raw_rows(target, "汇总")
    departments = [row for row in rows if row.get("文件")]
    assert {row["部门名称"] for row in departments} == {one.department.name for one in made}
    assert len(departments) == GOOD
    money = "预算数（万元）"
    total = next(row for row in rows if row.get("部门名称") == "合计")
    assert Decimal(total[money]) == budgets(made)
    assert sum(Decimal(row[money]) for row in departments) == budgets(made)
    own = {row["部门名称"]: Decimal(row[money]) for row in departments}
    assert own == {one.department.name: budgets([one]) for one in made}
    unread = raw_rows(target, "没有读入")
    assert [row["文件"] for row in unread] == broken
    reasons = [row["为什么没有读入"] for row in unread]
    assert all(reasons)
    assert len(set(reasons)) == BROKEN
    assert all(name in said for name in broken)
    assert len(raw_rows(target, "项目")) == 2 * GOOD
    assert len(raw_rows(target, "指标")) == 8 * GOOD


def test_memory_does_not_grow_with_the_number_of_files(tmp_path: Path) -> None:
    def peak(name: str, count: int) -> int:
        made = department(1)
        made.unplaced = [Unplaced("长" * 300_000)]
        (tmp_path / name).mkdir()
        for number in range(count):
            made.department.name = f"第{number}局"
            write_jxb(made, tmp_path / name / f"{number}.jxb")
        tracemalloc.start()
        try:
            assert collect(tmp_path / name, "-o", tmp_path / f"{name}.xlsx", "--quiet") == 0
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak("先", 1)
    few, many = peak("少", 2), peak("多", 14)
    # each file's own text alone takes 600 KB
    assert many - few < 600_000


def test_all_read_gives_zero(tmp_path: Path, hebei: Layout) -> None:
    fill(tmp_path / "入", hebei, 3)
    assert collect(tmp_path / "入", "-o", tmp_path / "汇总.xlsx") == 0


def test_folders_below_can_be_left_out(tmp_path: Path, hebei: Layout) -> None:
    fill(tmp_path / "入", hebei, 4)
    assert collect(tmp_path / "入", "-o", tmp_path / "汇总.xlsx", "--flat") == 0
    rows = [row for row in raw_rows(tmp_path / "汇总.xlsx", "汇总") if row.get("文件")]
    assert len(rows) == 3
    notes = raw_rows(tmp_path / "汇总.xlsx", "读取说明")
    assert [row["文件"] for row in notes] == ["下级"]


def test_several_folders_become_one_workbook(tmp_path: Path, hebei: Layout) -> None:
    fill(tmp_path / "甲", hebei, 2)
    fill(tmp_path / "乙", hebei, 1)
    assert collect(tmp_path / "甲", tmp_path / "乙", "-o", tmp_path / "汇总.xlsx") == 0
    rows = [row for row in raw_rows(tmp_path / "汇总.xlsx", "汇总") if row.get("文件")]
    assert [row["文件"] for row in rows] == ["甲/001局.jxb", "甲/002局.jxb", "乙/001局.jxb"]
    assert "同一部门" in rows[2]["备注"]


def test_a_profile_rules_what_is_found(tmp_path: Path, hebei: Layout) -> None:
    fill(tmp_path / "入", hebei, 1)
    target = tmp_path / "汇总.xlsx"
    collect(tmp_path / "入", "-o", target)
    codes = {row["编号"] for row in raw_rows(target, "问题")}
    assert codes
    profile = tmp_path / "规则.toml"
    off = "".join(f"[checks.{code}]\non = false\n" for code in sorted(codes))
    profile.write_text(f'name = "测试"\n{off}', encoding="utf-8")
    assert collect(tmp_path / "入", "-o", target, "--profile", profile) == 0
    assert raw_rows(target, "问题") == []
    assert collect(tmp_path / "入", "-o", target, "--profile", tmp_path / "没有.toml") == 2


def test_wrong_calls_are_refused(tmp_path: Path, hebei: Layout) -> None:
    fill(tmp_path / "入", hebei, 1)
    with pytest.raises(CallError, match=r"\.xlsx"):
        collect(tmp_path / "入", "-o", tmp_path / "汇总.docx")
    with pytest.raises(CallError, match="没有这个文件夹"):
        collect(tmp_path / "无", "-o", tmp_path / "汇总.xlsx")
    with pytest.raises(CallError, match="缺少参数"):
        collect(tmp_path / "入")
    with pytest.raises(LayoutError, match="没有名为"):
        collect(tmp_path / "入", "-o", tmp_path / "汇总.xlsx", "--layout", "别省")


def test_an_empty_folder_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "入").mkdir()
    (tmp_path / "入" / "~$甲.docx").write_text("x", encoding="utf-8")
    assert collect(tmp_path / "入", "-o", tmp_path / "汇总.xlsx") == 1
    assert "没有要汇总的文件" in capsys.readouterr().err
    assert not (tmp_path / "汇总.xlsx").exists()


def test_a_workbook_of_broken_files_only_still_says_why(tmp_path: Path, hebei: Layout) -> None:
    (tmp_path / "入").mkdir()
    broken = spoil(tmp_path / "入", hebei)
    assert collect(tmp_path / "入", "-o", tmp_path / "汇总.xlsx", "--quiet") == 1
    rows = raw_rows(tmp_path / "汇总.xlsx", "没有读入")
    assert [row["文件"] for row in rows] == broken
    assert load_workbook(tmp_path / "汇总.xlsx")["汇总"]["C2"].value == "合计"


def test_a_target_that_cannot_be_written_is_said(
    tmp_path: Path, hebei: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tmp_path / "入", hebei, 1)
    target = tmp_path / "汇总.xlsx"
    target.mkdir()
    assert collect(tmp_path / "入", "-o", target) == 1
    assert "文件夹" in capsys.readouterr().err

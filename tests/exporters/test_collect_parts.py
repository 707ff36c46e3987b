"""The sheets of 汇总 that whole disclosures fill: named amounts, relations."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

from model.collect.parts import ONLY_TARGETS
from model.document.disclosure import Disclosure
from tests.collect_kit import department
from tests.exporters.test_collect import LAYOUTS, raw_rows, sheet_rows, write
from tests.model.parts.kit import Figures, dump, read

OFFICE = "办公费99999.00"
INCOME, STAFF = "预算收入（万元）", "人员经费（万元）"


def wholes() -> tuple[Figures, Disclosure, Figures, Disclosure]:
    """Return a sound disclosure, and one whose 机关运行经费 is not the sum of its items."""
    sound, broken = Figures(5), Figures(6)
    first = read(dump(sound), LAYOUTS)
    second = read(dump(broken).replace(f"办公费{broken['office']:.2f}", OFFICE), LAYOUTS)
    second.department.name = "云湖县教育局"
    return sound, first, broken, second


def test_named_amounts_stand_a_row_a_department_with_their_sum(tmp_path: Path) -> None:
    sound, first, broken, second = wholes()
    target = tmp_path / "汇总.xlsx"
    totals = write(target, first, department(2), second)
    rows = raw_rows(target, "各部分金额")
    assert [row["部门名称"] for row in rows[:3]] == [
        first.department.name,
        department(2).department.name,
        "云湖县教育局",
    ]
    assert [Decimal(rows[n][INCOME]) for n in (0, 2)] == [sound["all"], broken["all"]]
    title = "“三公”经费表“公务接待费支出”行“本年度预算”栏（万元）"
    assert Decimal(rows[0][title]) == sound["reception"]
    # a file of the 绩效文本 alone says that these are not known: no 0
    assert not rows[1].get(INCOME)
    assert rows[1]["说明"] == ONLY_TARGETS
    assert not rows[1]["勾稽关系不成立"]
    total = next(row for row in rows if row["部门名称"] == "合计")
    assert Decimal(total[INCOME]) == sound["all"] + broken["all"]
    assert Decimal(total[STAFF]) == sound["staff"] + broken["staff"]
    assert total["说明"] == "2 个文件有各部分的金额"
    assert [rows[n]["勾稽关系不成立"] for n in (0, 2)] == ["0", str(totals.relations["fails"])]
    cell = sheet_rows(target, "各部分金额")[0][INCOME]
    assert isinstance(cell, (int, float))


def test_a_relation_that_fails_names_both_places_and_figures(tmp_path: Path) -> None:
    _, first, broken, second = wholes()
    target = tmp_path / "汇总.xlsx"
    totals = write(target, first, second)
    rows = raw_rows(target, "勾稽关系")
    failing = [row for row in rows if row["结果"] == "不成立"]
    assert {row["部门名称"] for row in failing} == {"云湖县教育局"}
    assert len(failing) == totals.relations["fails"] > 0
    one = next(row for row in failing if "机关运行经费" in row["一处"])
    assert f"{broken['daily']:.2f}" in one["一处"]
    assert "第三部分" in one["一处"]
    assert "办公费 99999.00" in one["另一处"]
    assert one["另一处"]
    apart = Decimal(one["一处合计"].replace(",", "")) - Decimal(one["另一处合计"].replace(",", ""))
    assert apart == Decimal(one["差"].replace(",", ""))
    assert apart == broken["daily"] - broken["running"] - Decimal("99999.00")
    assert all(row["结果"] == "数据不足" for row in rows if row not in failing)
    said = "\n".join(totals.lines())
    assert f"1 个有勾稽关系不成立（共 {len(failing)} 处）" in said


def test_files_of_targets_alone_say_nothing_of_relations(tmp_path: Path) -> None:
    totals = write(tmp_path / "汇总.xlsx", department(1))
    assert not any("勾稽" in line for line in totals.lines())
    assert raw_rows(tmp_path / "汇总.xlsx", "勾稽关系") == []


def test_a_wide_sheet_is_printed_on_several_pages_each_with_the_department(tmp_path: Path) -> None:
    _, first, _, second = wholes()
    write(tmp_path / "汇总.xlsx", first, second)
    book = load_workbook(tmp_path / "汇总.xlsx")
    sheet = book["各部分金额"]
    assert sheet.page_setup.fitToWidth is not None
    assert int(sheet.page_setup.fitToWidth) > 1
    assert sheet.print_title_cols == "$A:$D"
    assert int(book["汇总"].page_setup.fitToWidth or 1) == 1

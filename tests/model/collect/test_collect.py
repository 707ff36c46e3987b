"""汇总 of files that are given as objects: no file is read here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

import pytest

from model.basics.errors import ReadError
from model.checks import check, default_profile, review
from model.collect.collect import Collected, FileToCollect, Rules, Unread, collect
from model.collect.lists import LISTS
from model.collect.rows import (
    department_row,
    finding_rows,
    indicator_rows,
    note_rows,
    project_rows,
    text_rows,
    total_rows,
)
from model.collect.sums import MONEY, CollectedTotals
from model.document.cellref import CellRef
from model.document.disclosure import Disclosure, Unplaced
from model.document.report import ReadReport
from model.layout import Layout
from tests.collect_kit import budgets, department


class Kept:
    """Keeps all it is given."""

    def __init__(self) -> None:
        self.read: list[Collected] = []
        self.unread: list[Unread] = []
        self.skipped: list[tuple[str, str]] = []

    def add(self, one: Collected) -> None:
        self.read.append(one)

    def add_unread(self, one: Unread) -> None:
        self.unread.append(one)

    def add_skipped(self, name: str, reason: str) -> None:
        self.skipped.append((name, reason))


def unexpected(error: Exception, name: str) -> str:
    return f"{name} {type(error).__name__}"


def given(name: str, disclosure: Disclosure, notes: Iterable[str] = ()) -> FileToCollect:
    report = ReadReport(name, unplaced=disclosure.unplaced, notes=list(notes))
    return FileToCollect(name, lambda: (disclosure, report))


def failing(error: Exception) -> Callable[[], tuple[Disclosure, ReadReport]]:
    def read() -> tuple[Disclosure, ReadReport]:
        raise error

    return read


def run(
    layouts: dict[str, Layout], *files: FileToCollect, layout_id: str = ""
) -> tuple[CollectedTotals, Kept]:
    kept = Kept()
    rules = Rules(layouts, default_profile(), unexpected, layout_id)
    return collect(files, kept, rules), kept


def test_one_bad_file_stops_none_of_the_others(layouts: dict[str, Layout]) -> None:
    totals, kept = run(
        layouts,
        given("一.jxb", department(1)),
        FileToCollect("坏.docx", failing(ReadError("文件是空的", "坏.docx", "请重新取得"))),
        FileToCollect("怪.docx", failing(ZeroDivisionError())),
        FileToCollect("~$一.docx", failing(AssertionError("it is not to be read")), "临时文件"),
        given("二.jxb", department(2)),
    )
    assert [one.department.file for one in kept.read] == ["一.jxb", "二.jxb"]
    assert kept.unread == [
        Unread("坏.docx", "文件是空的", "请重新取得"),
        Unread("怪.docx", "怪.docx ZeroDivisionError"),
    ]
    assert kept.skipped == [("~$一.docx", "临时文件")]
    assert (totals.files, totals.unread, totals.skipped) == (2, 2, 1)


def test_stopping_ends_the_work(layouts: dict[str, Layout]) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(layouts, FileToCollect("甲", failing(KeyboardInterrupt())))  # type: ignore[arg-type]


def test_sums_are_right_to_the_cent(layouts: dict[str, Layout]) -> None:
    every = [department(number) for number in range(1, 30)]
    totals, kept = run(layouts, *(given(f"{i}.jxb", one) for i, one in enumerate(every)))
    assert totals.sums["budget"] == budgets(every)
    assert totals.sums["budget"] == totals.sums["fiscal"] + totals.sums["other"]
    assert totals.projects == 58
    assert totals.indicators == 8 * 29
    assert sum(one.department.sums["budget"] for one in kept.read) == budgets(every)


def test_amounts_that_are_no_numbers_are_counted_apart(layouts: dict[str, Layout]) -> None:
    made = department(1)
    made.projects[0].budget = "约三十万"
    made.projects[1].budget = "1,234.567万元"
    totals, kept = run(layouts, given("一.jxb", made))
    assert totals.sums["budget"] == Decimal("1234.567")
    assert totals.left_out == 1
    assert any("1 个项目的预算数" in remark for remark in kept.read[0].department.remarks)
    assert any("1 个项目" in line for line in totals.lines())


def test_a_department_that_comes_twice_is_pointed_out(layouts: dict[str, Layout]) -> None:
    last_year = department(1)
    last_year.year = 2023
    renamed = department(1)
    renamed.department.name = "云岭市新局"
    spaced = department(1)
    spaced.department.name = " 云岭市第１局"
    totals, kept = run(
        layouts,
        given("一.jxb", department(1)),
        given("去年.jxb", last_year),
        given("一.docx", spaced),
        given("改名.jxb", renamed),
    )
    remarks = [" ".join(one.department.remarks) for one in kept.read]
    assert [one.department.repeated for one in kept.read] == [False, False, True, False]
    assert "第 1 个文件“一.jxb”同一部门" in remarks[2]
    assert "部门编码与第 1 个文件相同" in remarks[3]
    assert "同一部门" not in remarks[0] + remarks[1]
    assert (totals.files, totals.departments) == (4, 3)
    assert totals.repeated_sums["budget"] == budgets([department(1)])
    assert any("重复" in line for line in totals.lines())


def test_files_without_a_department_are_not_all_one(layouts: dict[str, Layout]) -> None:
    nameless = [department(1), department(2)]
    for one in nameless:
        one.department.name = one.department.code = ""
    totals, _ = run(layouts, *(given(str(i), one) for i, one in enumerate(nameless)))
    assert totals.departments == 2


def test_findings_are_those_of_check(layouts: dict[str, Layout], hebei: Layout) -> None:
    made = department(1)
    findings = check(made, hebei)
    made.reviewed = [review(made, findings[0], "已请示，可以这样", "张三", "2024-03-01")]
    totals, kept = run(layouts, given("一.jxb", made))
    one = kept.read[0]
    assert sum(totals.counts) == len(findings) - 1
    assert totals.reviewed == 1
    rows = [row.texts for row, _ in finding_rows(one)]
    assert len(rows) == len(findings)
    marked = [texts for texts in rows if "已核实" in texts]
    assert len(marked) == 1
    assert {"已请示，可以这样", "张三", "2024-03-01"} <= set(marked[0])
    assert [texts[-1] for texts in rows if not texts[-1]] == []


def test_a_form_unknown_here_is_collected_unchecked(layouts: dict[str, Layout]) -> None:
    made = department(1)
    made.layout = "别省-2030"
    totals, kept = run(layouts, given("一.jxb", made))
    one = kept.read[0].department
    assert (one.counts, one.verdict, one.form) == ((), "没有检查", "别省-2030")
    assert "别省-2030" in one.remarks[0]
    assert totals.sendable == 0
    assert len(list(project_rows(kept.read[0]))) == 2


def test_one_form_can_be_asked_for(layouts: dict[str, Layout], national: Layout) -> None:
    _, kept = run(layouts, given("一.jxb", department(1)), layout_id=national.id)
    assert kept.read[0].department.form == national.name


def test_rows_hold_every_cell(layouts: dict[str, Layout]) -> None:
    made = department(1)
    first = made.projects[0]
    first.extra = {"carryover": "3.00", "甲栏": "<别的>"}
    first.indicators[0].extra = {"weight": "10", "explanation": "说明\n两行"}
    made.unplaced = [
        Unplaced("表里多的", "表1第2行", "名称", first.id),
        Unplaced("表外的"),
    ]
    made.project_expenditure = "88.00"
    _, kept = run(layouts, given("一.jxb", made, ["有隐藏的工作表"]))
    one = kept.read[0]
    projects = list(project_rows(one))
    cells = {text for row in projects for text in (*row.texts, *(x.text for x in row.extras))}
    for table in made.projects:
        wanted = {table.unit.code, table.unit.name, table.code, table.name, table.budget}
        wanted |= {table.fiscal, table.other, table.purpose, table.goals, *table.plan}
        assert wanted | set(table.extra.values()) <= cells
    rows = list(indicator_rows(one))
    assert len(rows) == 8
    assert {x.text for x in rows[0].extras} == {"10", "说明\n两行"}
    held = {text for row in rows for text in row.texts}
    for item in (item for table in made.projects for item in table.indicators):
        assert {item.level1, item.level2, item.name, item.description} <= held
        assert {item.value, item.basis} <= held
    texts = {text for row in text_rows(one) for text in row.texts}
    assert made.overall_goal in texts
    assert {goal.indicators for goal in made.itemised_goals} <= texts
    assert {safeguard.text for safeguard in made.safeguards} <= texts
    notes = [row.texts[-1] for row in note_rows(one)]
    assert notes == ["有隐藏的工作表", "表里多的", "表外的"]
    assert "88.00" in department_row(one.department, {}).texts


def test_every_row_is_as_wide_as_its_list(layouts: dict[str, Layout]) -> None:
    totals, kept = run(layouts, given("一.jxb", department(1)), given("又.jxb", department(1)))
    one = kept.read[0]
    widths = {spec.name: len(spec.columns) for spec in LISTS}
    rows = {
        "汇总": [department_row(one.department, {}), *total_rows(totals, {})],
        "项目": project_rows(one),
        "指标": indicator_rows(one),
        "问题": (row for row, _ in finding_rows(one)),
        "部门文本": text_rows(one),
    }
    for name, every in rows.items():
        assert {len(row.texts) for row in every} == {widths[name]}
    titles = [column.title for spec in LISTS for column in spec.columns if spec.name == "汇总"]
    assert len(set(titles)) == len(titles)
    assert totals.sums.keys() == set(MONEY)


def test_marks_of_what_was_deleted_do_not_count(layouts: dict[str, Layout]) -> None:
    one = department(1)
    table = one.projects[0]
    one.carried = {
        CellRef(table.id, "goals"),
        CellRef(table.id, "value", "deleted"),
        CellRef("deleted", "goals"),
    }
    totals, kept = run(layouts, given("一.jxb", one))
    assert totals.carried == kept.read[0].department.carried == 1
    assert "1 格带过来的内容待确认" in kept.read[0].department.remarks

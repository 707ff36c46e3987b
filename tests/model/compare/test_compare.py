from __future__ import annotations

import copy
from pathlib import Path

import msgspec
import pytest

from exporters.excel import write_excel
from exporters.word import write_word
from importers.read import read_file
from model.compare import Comparer, Comparison, Side, compare
from model.document.cells import CellRef, find_indicator, get_cell, set_cell
from model.document.disclosure import (
    Disclosure,
    Indicator,
    ItemisedGoal,
    Safeguard,
    TargetTable,
    Unit,
)
from model.layout import Layout, load_layouts
from tests.conftest import EXAMPLES, REAL_TEXT


def other(disclosure: Disclosure) -> Disclosure:
    """Return a copy as another file gives it: alike in every text, with ids of its own."""
    made = copy.deepcopy(disclosure)
    for table in made.projects:
        table.id += "'"
        for row in table.indicators:
            row.id += "'"
    return made


def compared(before: Disclosure, after: Disclosure, layout: Layout) -> Comparison:
    return compare(Side(before, layout), Side(after, layout))


def lines(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    return [(one.word, one.title, one.before, one.after) for one in comparison.differences]


def test_nothing_differs(disclosure: Disclosure, hebei: Layout) -> None:
    found = compared(disclosure, other(disclosure), hebei)
    assert found.differences == []
    assert found.notes == []
    assert [pair.how for pair in found.tables] == ["code", "code"]
    assert [part.pair for part in found.parts] == [None, *found.tables]


def test_every_cell_that_changes_is_the_one_difference(
    disclosure: Disclosure, hebei: Layout
) -> None:
    """Each cell of the small disclosure is changed alone, and found alone."""
    base = disclosure.projects[0]
    base.extra["carryover"] = "1.00"
    base.indicators[0].extra["weight"] = "10"
    refs = [CellRef(base.id, name) for name in
            ("code", "name", "budget", "fiscal", "other", "purpose", "goals", "unit.code",
             "unit.name", "plan.0",
             "plan.3", "carryover")]  # fmt: skip
    row = base.indicators[0].id
    refs += [CellRef(base.id, name, row) for name in
             ("level1", "level2", "name", "description", "value", "basis", "weight")]  # fmt: skip
    refs += [CellRef("", name) for name in
             ("department.code", "department.name", "overall_goal", "project_expenditure",
              "itemised_goals.1.title", "itemised_goals.0.goal", "itemised_goals.0.indicators",
              "safeguards.1.title", "safeguards.0.text")]  # fmt: skip
    for ref in refs:
        after = other(disclosure)
        there = CellRef(
            ref.table and f"{ref.table}'", ref.field, ref.indicator and f"{ref.indicator}'"
        )
        old = get_cell(disclosure, ref)
        set_cell(after, there, f"{old} 改\n<1>&")
        found = compared(disclosure, after, hebei).differences
        assert [(one.kind, one.of, one.before_ref, one.after_ref) for one in found] == [
            ("changed", "cell", ref, there)
        ]
        assert (found[0].before, found[0].after) == (old, f"{old} 改\n<1>&")
        assert found[0].number == (1 if ref.table else 0)
        assert found[0].title
        assert not found[0].title.isascii()


def test_year_project_and_place_are_named(disclosure: Disclosure, hebei: Layout) -> None:
    after = other(disclosure)
    after.year = None
    after.projects[1].plan[2] = "90.00%"
    after.projects[0].indicators[3].value = "2024年10月底前"
    found = compared(disclosure, after, hebei).differences
    assert [(one.number, one.name, one.title, one.before, one.after) for one in found] == [
        (0, "", "预算年度", "2024", ""),
        (1, "清水河河道清淤经费", "第4个指标“完工时间”的指标值", "2024年9月底前", "2024年10月底前"),
        (2, "水文站点运行费", "资金支出计划（10月底）", "", "90.00%"),
    ]
    assert [run.text for run in found[1].runs if run.kind == "insert"] == ["10"]


@pytest.mark.parametrize(
    ("field", "before", "after", "same"),
    [
        ("budget", "30.00", "30", True),
        ("budget", "1,030.00", "1030.00", True),
        ("budget", "30.00", "30.01", False),
        ("budget", "", "0", False),
        ("plan.0", "60.00%", "60%", True),
        ("plan.0", "60.00%", "６０.00％", True),
        ("plan.0", "60.00%", "61.00%", False),
        ("value", "≥95.00%", ">=95%", True),
        ("value", "3～5万立方米", "3-5万立方米", True),
        ("value", "≥95%", "95%", False),
        ("value", "≥95%", "≥95个", False),
        ("value", "优良", "优 良", False),
        ("purpose", "30.00", "30", False),
        ("code", "0012", "12", False),
    ],
)
def test_what_is_only_written_otherwise(
    disclosure: Disclosure, hebei: Layout, field: str, before: str, after: str, same: bool
) -> None:
    table = disclosure.projects[1]
    row = table.indicators[0].id if field == "value" else ""
    set_cell(disclosure, CellRef(table.id, field, row), before)
    later = other(disclosure)
    set_cell(later, CellRef(f"{table.id}'", field, row and f"{row}'"), after)
    (found,) = compared(disclosure, later, hebei).differences
    assert found.same_amount is same
    assert found.word == ("写法不同" if same else "修改")


def test_rows_that_came_went_and_moved(disclosure: Disclosure, hebei: Layout) -> None:
    after = other(disclosure)
    rows = after.projects[0].indicators
    del rows[5]
    rows.insert(0, rows.pop(2))
    rows.append(Indicator("效益指标", "社会效益指标", "受益人口", "沿岸人口", "≥3万人", ""))
    found = compared(disclosure, after, hebei)
    assert lines(found) == [
        ("移动", "第1个指标“验收合格率”的位置", "第3个指标", "第1个指标"),
        (
            "删除",
            "第6个指标“水质”",
            "一级指标：效益指标\n二级指标：生态效益指标\n三级指标：水质\n绩效指标描述：断面水质类别\n"
            "指标值：Ⅲ类及以上\n指标值确定依据：监测报告",
            "",
        ),
        (
            "新增",
            "第7个指标“受益人口”",
            "",
            "一级指标：效益指标\n二级指标：社会效益指标\n三级指标：受益人口\n绩效指标描述：沿岸人口\n"
            "指标值：≥3万人",
        ),
    ]
    moved, gone, new = found.differences
    assert gone.after_ref is None
    assert new.before_ref is None
    assert gone.before_ref is not None
    assert new.after_ref is not None
    assert get_cell(disclosure, gone.before_ref) == "水质"
    assert get_cell(after, new.after_ref) == "受益人口"
    assert (moved.place_before, moved.place_after) == (3, 1)
    assert (gone.place_before, gone.place_after) == (6, 0)
    assert found.counts() == {"新增": 1, "删除": 1, "移动": 1}


def test_a_row_that_moved_and_changed_is_both(disclosure: Disclosure, hebei: Layout) -> None:
    after = other(disclosure)
    rows = after.projects[0].indicators
    rows[6].value = "≥92%"
    rows.insert(0, rows.pop())
    found = compared(disclosure, after, hebei).differences
    assert [one.word for one in found] == ["移动", "修改"]
    ref = found[1].before_ref
    assert ref is not None
    assert find_indicator(disclosure.projects[0], ref) is disclosure.projects[0].indicators[6]


def test_projects_that_came_went_and_moved(disclosure: Disclosure, hebei: Layout) -> None:
    after = other(disclosure)
    after.projects.reverse()
    after.projects[0].budget = "31.00"
    after.projects.insert(1, TargetTable(code="9", name="抗旱物资", purpose="水泵十台"))
    found = compared(disclosure, after, hebei)
    assert [(one.word, one.of, one.number, one.name) for one in found.differences] == [
        ("移动", "table", 1, "水文站点运行费"),
        ("修改", "cell", 1, "水文站点运行费"),
        ("新增", "table", 2, "抗旱物资"),
    ]
    assert found.differences[0].before == "第2个项目"
    assert found.differences[2].after == "项目编码：9\n项目名称：抗旱物资\n资金用途：水泵十台"
    back = compared(after, disclosure, hebei)
    gone = next(one for one in back.differences if one.kind == "deleted")
    assert (gone.of, gone.number, gone.name, gone.after) == ("table", 2, "抗旱物资", "")
    assert "资金用途：水泵十台" in gone.before


def test_items_of_the_departments_own_text(disclosure: Disclosure, hebei: Layout) -> None:
    after = other(disclosure)
    after.itemised_goals = [
        ItemisedGoal("抗旱", "有水用", ""),
        after.itemised_goals[1],
        after.itemised_goals[0],
    ]
    after.safeguards = [Safeguard("严格管理", "专款专用，按季公开。")]
    found = compared(disclosure, after, hebei)
    assert [(one.word, one.of, one.title) for one in found.differences] == [
        ("新增", "item", "分项绩效目标（一）"),
        ("移动", "item", "分项绩效目标（二）的位置"),
        ("删除", "item", "工作保障措施（一）"),
        ("修改", "cell", "工作保障措施（一）正文"),
    ]
    assert found.differences[2].before == "加强领导\n成立专班。\n按月调度。"
    assert found.differences[3].before_ref == CellRef("", "safeguards.1.text")
    assert found.differences[3].after_ref == CellRef("", "safeguards.0.text")
    assert all(one.number == 0 for one in found.differences)


def test_white_space_counts(disclosure: Disclosure, hebei: Layout) -> None:
    after = other(disclosure)
    after.projects[1].purpose += " "
    assert lines(compared(disclosure, after, hebei)) == [
        ("修改", "资金用途", "十二处站点运行", "十二处站点运行 ")
    ]


def test_what_a_form_has_no_place_for_is_not_called_deleted(
    disclosure: Disclosure, hebei: Layout, national: Layout
) -> None:
    after = other(disclosure)
    for table in after.projects:
        table.code = table.purpose = ""
        table.plan = [""] * 4
        for row in table.indicators:
            row.description = row.basis = ""
    after.projects[0].extra["carryover"] = "2.00"
    after.projects[0].goals = "1.完成城区段清淤。"
    found = compare(Side(disclosure, hebei), Side(after, national, own=False))
    assert [(one.word, one.title) for one in found.differences] == [
        ("修改", "年度总体目标"),
    ]
    notes = "\n".join(found.notes)
    assert "两个文件的表样不同" in notes
    assert "后一个文件的表样里没有" in notes
    assert "“资金用途”" in notes
    assert "前一个文件的表样里没有“上年结转”" in notes
    # a form that has the cell, and nothing in it, is another matter
    emptied = compare(Side(disclosure, hebei), Side(after, hebei, own=False))
    assert ("修改", "资金用途", "十二处站点运行", "") in lines(emptied)


def test_what_only_an_own_file_holds(disclosure: Disclosure, hebei: Layout) -> None:
    disclosure.project_expenditure = "216.50"
    after = other(disclosure)
    after.project_expenditure = ""
    assert compare(Side(disclosure, hebei), Side(after, hebei, own=False)).differences == []
    assert lines(compared(disclosure, after, hebei)) == [("修改", "部门项目支出", "216.50", "")]


def test_a_side_without_any_text_of_its_own_is_told(disclosure: Disclosure, hebei: Layout) -> None:
    after = other(disclosure)
    after.overall_goal, after.itemised_goals, after.safeguards = "", [], []
    assert compared(disclosure, after, hebei).own_text_missing == "after"
    assert compared(after, disclosure, hebei).own_text_missing == "before"
    assert compared(after, after, hebei).own_text_missing == ""


def test_all_cells_of_one_project(disclosure: Disclosure, hebei: Layout) -> None:
    after = other(disclosure)
    after.projects[1].indicators[0].value = "＝13处"
    comparer = Comparer(Side(disclosure, hebei), Side(after, hebei))
    pair = comparer.tables()[1]
    found = comparer.table(pair, same=True)
    assert [one.title for one in found if one.kind == "changed"] == ["第1个指标“站点”的指标值"]
    titles = [one.title for one in found if one.kind == "same"]
    assert titles[:4] == ["预算单位编码", "预算单位名称", "项目编码", "项目名称"]
    assert "资金支出计划（3月底）" in titles
    assert "第1个指标“站点”的指标值确定依据" in titles
    assert len(found) == 13 + 6
    assert comparer.own(same=True)[0].title == "预算年度"


def test_progress_is_told_and_may_stop(disclosure: Disclosure, hebei: Layout) -> None:
    told: list[tuple[int, int]] = []
    side = Side(disclosure, hebei)
    compare(side, side, lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2)]

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        compare(side, side, stop)


def test_neither_side_is_touched(disclosure: Disclosure, hebei: Layout) -> None:
    after = other(disclosure)
    after.projects.reverse()
    before = msgspec.json.encode([disclosure, after])
    compared(disclosure, after, hebei)
    assert msgspec.json.encode([disclosure, after]) == before


@pytest.mark.parametrize("one", ["txt", "docx", "jxb"])
@pytest.mark.parametrize("two", ["xlsx", "docx"])
def test_the_example_is_the_same_in_every_format(
    one: str, two: str, layouts: dict[str, Layout]
) -> None:
    sides = {}
    for extension in (one, two):
        read, _ = read_file(EXAMPLES / f"wanglan-wenlv-2024.{extension}", layouts)
        sides[extension] = Side(read, layouts[read.layout], own=extension == "jxb")
    found = compare(sides[one], sides[two])
    assert (found.differences, found.notes) == ([], [])
    assert {pair.how for pair in found.tables} == {"code"}


@pytest.mark.skipif(not REAL_TEXT.exists(), reason="the published disclosure is not at hand")
def test_the_real_disclosure_as_word_and_excel(
    tmp_path: Path, layouts: dict[str, Layout], hebei: Layout
) -> None:
    real, _ = read_file(REAL_TEXT, layouts)
    write_word(real, hebei, tmp_path / "一.docx")
    real.projects[4].indicators[1].value += "（改）"
    real.projects.append(real.projects.pop(2))
    write_excel(real, hebei, tmp_path / "二.xlsx")
    word, _ = read_file(tmp_path / "一.docx", layouts)
    excel, _ = read_file(tmp_path / "二.xlsx", layouts)
    found = compare(Side(word, hebei, own=False), Side(excel, hebei, own=False))
    assert [(one.word, one.number) for one in found.differences] == [("修改", 4), ("移动", 13)]
    assert [run.text for run in found.differences[0].runs][1:] == ["（改）"]


def test_a_flat_form_says_one_unit_and_nothing_of_another(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    folder = Path(__file__).parents[2] / "data"
    layouts = load_layouts(folder)
    flat = layouts["sichuan-flat"]
    disclosure.projects[0].unit = Unit("405001", "云岭市水务局本级")
    disclosure.projects[1].unit = Unit("405002", "云岭市河道所")
    write_excel(disclosure, flat, tmp_path / "甲.xlsx")
    theirs, _ = read_file(tmp_path / "甲.xlsx", layouts)
    ours = Side(disclosure, hebei)
    for one in (
        compare(ours, Side(theirs, flat, own=False)),
        compare(Side(theirs, flat, own=False), ours),
    ):
        assert one.differences == []
    # where it holds all, it says so
    titles = [one.title for one in compare(ours, Side(theirs, flat)).differences]
    assert titles == ["单位编码", "单位名称"]

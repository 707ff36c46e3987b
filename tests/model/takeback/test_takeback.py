"""A returned file laid against ours: exactly what was changed is proposed, exactly what is
chosen is done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from model.document.cells import CellRef, get_cell
from model.document.comments import CellComment
from model.document.disclosure import (
    Disclosure,
    Indicator,
    ItemisedGoal,
    TargetTable,
)
from model.layout import Layout
from model.takeback.takeback import TakeBack
from tests.model.takeback.takeback_kit import do, exact, returned, shown

Damage = Callable[[Disclosure], None]


def change(disclosure: Disclosure) -> None:
    disclosure.projects[0].indicators[2].value = "≥98%"


def rename(disclosure: Disclosure) -> None:
    disclosure.projects[0].indicators[4].name = "单位成本"


def insert(disclosure: Disclosure) -> None:
    row = Indicator("产出指标", "质量指标", "返工率", "返工段数占比", "≤2%", "监理报告")
    disclosure.projects[0].indicators.insert(3, row)


def delete(disclosure: Disclosure) -> None:
    del disclosure.projects[0].indicators[1]


def move(disclosure: Disclosure) -> None:
    rows = disclosure.projects[0].indicators
    rows.append(rows.pop(0))


def money(disclosure: Disclosure) -> None:
    disclosure.projects[1].budget = "35.00"


def goal(disclosure: Disclosure) -> None:
    disclosure.itemised_goals.append(ItemisedGoal("供水保障", "不断水", "断水0次"))


def guard(disclosure: Disclosure) -> None:
    del disclosure.safeguards[0]


def swap(disclosure: Disclosure) -> None:
    disclosure.itemised_goals.reverse()


def title(disclosure: Disclosure) -> None:
    disclosure.safeguards[1].title = "严格监管"


def project(disclosure: Disclosure) -> None:
    rows = [Indicator("产出指标", "数量指标", "植树", "棵数", "500棵", "方案")]
    disclosure.projects.insert(
        1, TargetTable(name="岸线绿化", code="C9", budget="12.00", indicators=rows)
    )


def drop(disclosure: Disclosure) -> None:
    del disclosure.projects[1]


def turn(disclosure: Disclosure) -> None:
    disclosure.projects.reverse()


def year(disclosure: Disclosure) -> None:
    disclosure.year = 2025


def case_name(value: object) -> str:
    return str(getattr(value, "__name__", ""))


CASES: list[tuple[Damage, list[tuple[str, str]]]] = [
    (change, [("修改", "第3个指标“验收合格率”的指标值")]),
    (rename, [("修改", "第5个指标“每公里造价”的三级指标")]),
    (insert, [("新增", "第4个指标“返工率”")]),
    (delete, [("删除", "第2个指标“清淤土方”")]),
    (move, [("移动", "第1个指标“清淤长度”的位置")]),
    (money, [("修改", "预算数")]),
    (goal, [("新增", "分项绩效目标（三）")]),
    (guard, [("删除", "工作保障措施（一）")]),
    (title, [("修改", "工作保障措施（二）标题")]),
    (project, [("新增", "整个项目")]),
    (drop, [("删除", "整个项目")]),
    (year, [("修改", "预算年度")]),
]


@pytest.mark.parametrize(("damage", "expected"), CASES, ids=case_name)
def test_exactly_what_was_changed_is_proposed(
    disclosure: Disclosure, hebei: Layout, damage: Damage, expected: list[tuple[str, str]]
) -> None:
    theirs = returned(disclosure)
    damage(theirs)
    back = TakeBack(disclosure, hebei, theirs)
    assert [(one.word, one.title) for one in back.proposals()] == expected
    before = exact(disclosure)
    accepted = back.accept(back.proposals())
    assert accepted.edit is not None
    assert accepted.edit.label == "接收修改 1 处"
    accepted.edit.apply(disclosure)
    assert shown(disclosure, hebei) == shown(theirs, hebei)
    assert TakeBack(disclosure, hebei, theirs).proposals() == []
    accepted.edit.revert(disclosure)
    assert exact(disclosure) == before


def test_what_is_unchanged_proposes_nothing(disclosure: Disclosure, hebei: Layout) -> None:
    back = TakeBack(disclosure, hebei, returned(disclosure))
    assert back.proposals() == []
    assert back.doubts() == []
    assert back.notes() == []
    assert back.accept([]).edit is None


def test_before_and_after_stand_as_they_are(disclosure: Disclosure, hebei: Layout) -> None:
    theirs = returned(disclosure)
    change(theirs)
    insert(theirs)
    first, second = TakeBack(disclosure, hebei, theirs).proposals()
    assert (first.before, first.after) == ("≥95%", "≥98%")
    assert [(run.kind, run.text) for run in first.runs if run.kind != "equal"] == [
        ("delete", "95"),
        ("insert", "98"),
    ]
    assert first.ref == CellRef(
        disclosure.projects[0].id, "value", disclosure.projects[0].indicators[2].id
    )
    assert second.before == ""
    assert "三级指标：返工率" in second.after
    assert second.ref is None


@pytest.mark.parametrize(
    ("field", "ours", "theirs"),
    [
        ("budget", "30.00", "30"),
        ("other", "0", "0.00"),
        ("budget", "1234.50", "1,234.5"),
        ("plan.0", "30.00%", "30%"),
        ("goals", "甲\r\n乙\x01", "甲\n乙"),
        ("purpose", "甲\u2028乙\ufeff", "甲\n乙\n"),
    ],
)
def test_what_prints_alike_is_no_change(
    disclosure: Disclosure, hebei: Layout, field: str, ours: str, theirs: str
) -> None:
    from model.document.disclosure import set_field

    other = returned(disclosure)
    set_field(disclosure.projects[1], field, ours)
    set_field(other.projects[1], field, theirs)
    assert TakeBack(disclosure, hebei, other).proposals() == []
    set_field(other.projects[1], field, theirs + "9")
    assert len(TakeBack(disclosure, hebei, other).proposals()) == 1


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("甲", "甲 "),
        ("　甲", "甲"),
        ("甲乙", "甲 乙"),
        ("甲 \n乙", "甲\n乙"),
        ("甲  乙", "甲 乙"),
        (" ", ""),
    ],
)
def test_a_change_of_spaces_alone_is_one(
    disclosure: Disclosure, hebei: Layout, ours: str, theirs: str
) -> None:
    other = returned(disclosure)
    disclosure.projects[1].purpose, other.projects[1].purpose = ours, theirs
    disclosure.projects[1].indicators[0].basis = ours
    other.projects[1].indicators[0].basis = theirs
    assert [(one.before, one.after) for one in TakeBack(disclosure, hebei, other).proposals()] == [
        (ours, theirs),
        (ours, theirs),
    ]


def test_what_the_form_does_not_print_stays(disclosure: Disclosure, hebei: Layout) -> None:
    theirs = returned(disclosure)
    change(theirs)
    table = disclosure.projects[0]
    table.extra["carryover"] = "3.00"
    table.indicators[0].extra["weight"] = "10"
    disclosure.project_expenditure = "300.00"
    disclosure.carried = {CellRef(table.id, "goals")}
    back = TakeBack(disclosure, hebei, theirs)
    assert len(back.proposals()) == 1
    do(disclosure, back, back.proposals())
    assert table.extra == {"carryover": "3.00"}
    assert disclosure.projects[0].indicators[0].extra == {"weight": "10"}
    assert disclosure.project_expenditure == "300.00"
    assert disclosure.carried == {CellRef(table.id, "goals")}


def test_an_empty_row_of_ours_is_not_proposed_for_deletion(
    disclosure: Disclosure, hebei: Layout
) -> None:
    theirs = returned(disclosure)
    disclosure.projects[0].indicators.insert(2, Indicator())
    assert TakeBack(disclosure, hebei, theirs).proposals() == []


def test_a_level_lost_by_deleting_a_row_is_told_not_proposed(
    disclosure: Disclosure, hebei: Layout
) -> None:
    theirs = returned(disclosure)
    theirs.projects[0].indicators[1].level1 = theirs.projects[0].indicators[1].level2 = ""
    back = TakeBack(disclosure, hebei, theirs)
    assert back.proposals() == []
    assert "1 个指标的一级或二级指标是空的" in back.notes()[0]


def test_a_file_without_the_own_text_does_not_empty_it(
    disclosure: Disclosure, hebei: Layout
) -> None:
    theirs = returned(disclosure)
    theirs.overall_goal, theirs.itemised_goals, theirs.safeguards = "", [], []
    theirs.department.name, theirs.department.code, theirs.year = "", "405", None
    disclosure.department.code = ""
    back = TakeBack(disclosure, hebei, theirs)
    assert back.proposals() == []
    assert back.notes() == ["退回的文件里没有部门整体绩效目标的文字，这部分没有比较。"]


def test_accepted_cells_were_looked_at_others_were_not(
    disclosure: Disclosure, hebei: Layout
) -> None:
    table = disclosure.projects[0]
    value = CellRef(table.id, "value", table.indicators[2].id)
    goals = CellRef(table.id, "goals")
    disclosure.carried = {value, goals}
    theirs = returned(disclosure)
    change(theirs)
    delete(theirs)
    theirs.projects[0].goals = "另一个目标"
    back = TakeBack(disclosure, hebei, theirs)
    do(disclosure, back, [one for one in back.proposals() if one.ref != goals])
    assert disclosure.carried == {goals}
    assert get_cell(disclosure, value) == "≥98%"
    assert len(disclosure.projects[0].indicators) == 6


def test_a_change_to_ours_meanwhile_makes_a_proposal_stale(
    disclosure: Disclosure, hebei: Layout
) -> None:
    theirs = returned(disclosure)
    change(theirs)
    money(theirs)
    back = TakeBack(disclosure, hebei, theirs)
    chosen = back.proposals()
    disclosure.projects[0].indicators[2].value = "≥96%"
    accepted = back.accept(chosen)
    assert (accepted.count, accepted.stale) == (1, 1)
    assert accepted.edit is not None
    accepted.edit.apply(disclosure)
    assert disclosure.projects[0].indicators[2].value == "≥96%"
    assert disclosure.projects[1].budget == "35.00"


def test_only_what_changed_is_looked_at_again(disclosure: Disclosure, hebei: Layout) -> None:
    theirs = returned(disclosure)
    change(theirs)
    money(theirs)
    theirs.overall_goal = "另一个"
    back = TakeBack(disclosure, hebei, theirs)
    other = back.sides.groups[2]
    disclosure.projects[0].indicators[2].value = "≥98%"
    assert not back.refresh([disclosure.projects[0].id])
    assert [one.title for one in back.proposals()] == ["总体绩效目标", "预算数"]
    assert back.sides.groups[2] is other
    disclosure.overall_goal = "另一个"
    assert not back.refresh([""])
    assert [one.title for one in back.proposals()] == ["预算数"]
    assert back.refresh(["gone"])


def test_another_department_or_year_is_doubted(disclosure: Disclosure, hebei: Layout) -> None:
    theirs = returned(disclosure)
    theirs.department.name, theirs.year = "云岭市林业局", 2023
    for number, table in enumerate(theirs.projects):
        table.code, table.name = f"X{number}", f"林场{number}"
        table.goals = table.purpose = ""
        table.indicators = []
    doubts = TakeBack(disclosure, hebei, theirs).doubts()
    assert ["部门" in doubts[0], "年度" in doubts[1], "没有一个项目" in doubts[2]] == [True] * 3


def test_comments_come_with_their_cells(disclosure: Disclosure, hebei: Layout) -> None:
    theirs = returned(disclosure)
    move(theirs)
    change_at = theirs.projects[0].indicators[1]
    change_at.value = "≥98%"
    insert(theirs)
    table = theirs.projects[0]
    added = table.indicators[3]
    theirs.comments = [
        CellComment(text="太低", author="李四", ref=CellRef(table.id, "value", change_at.id)),
        CellComment(text="新加的", author="李四", ref=CellRef(table.id, "basis", added.id)),
        CellComment(text="整表", ref=CellRef(table.id), where="工作表“1”A1"),
        CellComment(text="措施", ref=CellRef("", "safeguards.1.text")),
        CellComment(text="在外面", where="工作表“汇总”H9"),
    ]
    back = TakeBack(disclosure, hebei, theirs)
    notes = [one for one in back.proposals() if one.kind == "comment"]
    assert [(one.title, one.after) for one in notes] == [
        ("工作保障措施（二）正文", "批注：措施"),
        ("工作表“汇总”H9", "批注：在外面"),
        ("第3个指标“验收合格率”的指标值", "批注（李四）：太低"),
        ("第4个指标“返工率”的指标值确定依据", "批注（李四）：新加的"),
        ("整张表", "批注：整表"),
    ]
    mine = disclosure.projects[0]
    assert notes[2].ref == CellRef(mine.id, "value", mine.indicators[2].id)
    assert notes[2].before == "≥95%"
    by_kind = {(one.kind, one.of): one for one in back.proposals() if one.kind != "comment"}
    assert by_kind["changed", "cell"].remarks == ("批注（李四）：太低",)
    assert by_kind["added", "indicator"].remarks == ("批注（李四）：新加的",)
    # the row is refused: its comment stays with the project
    do(disclosure, back, notes)
    assert [one.ref for one in disclosure.comments] == [
        CellRef("", "safeguards.1.text"),
        CellRef(),
        CellRef(mine.id, "value", mine.indicators[2].id),
        CellRef(mine.id),
        CellRef(mine.id),
    ]
    left = TakeBack(disclosure, hebei, theirs).proposals()
    assert [one.after for one in left if one.kind == "comment"] == ["批注（李四）：新加的"]


def test_a_comment_on_an_added_row_stays_with_it(disclosure: Disclosure, hebei: Layout) -> None:
    theirs = returned(disclosure)
    insert(theirs)
    table = theirs.projects[0]
    added = table.indicators[3]
    theirs.comments = [CellComment(text="新", ref=CellRef(table.id, "name", added.id))]
    back = TakeBack(disclosure, hebei, theirs)
    do(disclosure, back, back.proposals())
    (comment,) = disclosure.comments
    assert get_cell(disclosure, comment.ref) == "返工率"
    assert TakeBack(disclosure, hebei, theirs).proposals() == []


def test_another_form_is_compared_where_both_show_it(
    disclosure: Disclosure, hebei: Layout, national: Layout
) -> None:
    theirs = returned(disclosure)
    theirs.layout = national.id
    for table in theirs.projects:
        table.code = table.purpose = table.unit.code = ""
        table.plan = [""] * 4
        for item in table.indicators:
            item.description = item.basis = ""
    money(theirs)
    back = TakeBack(disclosure, hebei, theirs, national)
    assert [one.title for one in back.proposals()] == ["预算数"]
    assert "另一种表样" in back.notes()[0]

"""Comparing the parts of a whole disclosure."""

from __future__ import annotations

import pytest

from model.compare import Comparison, Side, compare
from model.compare.report import verdict
from model.document.blockplaces import get_part_text
from model.document.blocks import Part, PartCell, PartRow, PartTable, PartText
from model.document.disclosure import Department, Disclosure
from model.layout import load_layouts

TEXTS = (
    "2024年预算收入 120.00 万元。",
    "基本支出 80.00 万元，用于水库看守。",
    "项目支出 40.00 万元，用于渠道清淤。",
)
ROWS = (("项目", "上年", "本年"), ("车辆运行", "5.00", "4.00"), ("接待", "2.00", "1.00"))


def table(*rows: tuple[str, ...]) -> PartTable:
    made = [PartRow([PartCell(text, col) for col, text in enumerate(row)]) for row in rows]
    return PartTable(made, len(rows[0]), (0, 0), "cars")


def whole(texts: tuple[str, ...] = TEXTS, rows: tuple[tuple[str, ...], ...] = ROWS) -> Disclosure:
    heading = PartText("一、收支说明", "heading", 1)
    money = Part("money", "第一部分 收支", [heading, *(PartText(one) for one in texts)])
    cars = Part("cars", "第二部分 三公经费", [table(*rows)])
    return Disclosure(2024, Department("310", "云湖县水利局"), parts=[money, cars])


def compared(before: Disclosure, after: Disclosure) -> Comparison:
    layout = load_layouts()["hebei-2021"]
    return compare(Side(before, layout), Side(after, layout))


def lines(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [(one.word, one.before, one.after) for one in comparison.differences]


def test_nothing_differs_between_two_readings_of_the_same() -> None:
    assert lines(compared(whole(), whole())) == []


def test_a_changed_sentence_is_one_change_at_its_place_on_both_sides() -> None:
    before, after = whole(), whole((TEXTS[0], TEXTS[1].replace("80.00", "79.00"), TEXTS[2]))
    (one,) = compared(before, after).differences
    assert (one.word, one.before) == ("修改", TEXTS[1])
    assert one.title.startswith("第一部分 收支：第3段")
    assert one.before_ref is not None
    assert one.after_ref is not None
    assert get_part_text(before.parts, one.before_ref) == one.before
    assert get_part_text(after.parts, one.after_ref) == one.after


def test_a_sentence_put_before_the_others_changes_none_of_them() -> None:
    new = "本县今年新设机井管理站一处。"
    assert lines(compared(whole(), whole((new, *TEXTS)))) == [("新增", "", new)]
    assert lines(compared(whole((new, *TEXTS)), whole())) == [("删除", new, "")]


def test_rows_are_paired_by_their_first_cell_and_cells_named_by_row_and_column() -> None:
    rows = (ROWS[0], ("会议", "1.00", "1.00"), ROWS[1], ("接待", "2.00", "0.50"))
    found = compared(whole(), whole(rows=rows))
    assert lines(found) == [("新增", "", "会议　1.00　1.00"), ("修改", "1.00", "0.50")]
    assert "“接待”的“本年”" in found.differences[1].title


def test_an_amount_written_otherwise_is_said_to_be_the_same_amount() -> None:
    rows = (ROWS[0], ("车辆运行", "5", "4.00"), ROWS[2])
    assert lines(compared(whole(), whole(rows=rows))) == [("写法不同", "5.00", "5")]


def test_parts_that_came_moved_or_were_left_out_are_said() -> None:
    before, after = whole(), whole()
    after.parts.reverse()
    after.parts[0].omitted = True
    after.parts.append(Part("words", "第三部分 名词解释", [PartText("机井：取地下水的井。")]))
    words = [one.word for one in compared(before, after).differences]
    assert sorted(words) == sorted(["移动", "修改", "新增"])
    left_out = next(one for one in compared(before, after).differences if one.word == "修改")
    assert left_out.after == "本部门无此项"


@pytest.mark.parametrize("swap", [False, True])
def test_a_file_of_the_targets_alone_says_that_parts_were_not_compared(swap: bool) -> None:
    sides = (whole(), Disclosure(2024, Department("310", "云湖县水利局")))
    found = compared(*(reversed(sides) if swap else sides))
    assert found.differences == []
    assert any("其余各部分没有对照" in note for note in found.notes)
    assert verdict(found) == "两个文件的内容没有不同。"


def test_a_changed_cell_has_its_place_on_both_sides_and_a_new_one_on_one() -> None:
    before, after = whole(), whole(rows=(ROWS[0], ("车辆运行", "5.00", "3.00"), ROWS[2]))
    (one,) = compared(before, after).differences
    assert one.before_ref is not None
    assert one.after_ref is not None
    assert get_part_text(before.parts, one.before_ref) == "4.00"
    assert get_part_text(after.parts, one.after_ref) == "3.00"
    # a column more on one side: its cells stand nowhere on the other
    wider = whole(rows=(ROWS[0], (*ROWS[1], "略减"), ROWS[2]))
    added = [one for one in compared(before, wider).differences if one.after == "略减"]
    assert [(one.before_ref, one.after_ref is not None) for one in added] == [(None, True)]

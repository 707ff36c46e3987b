"""The parts of a whole disclosure turn their year."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from model.checks import Checker
from model.checks.names import PARTS
from model.document.blocks import PartText
from model.document.carried import CarriedIndex
from model.document.cells import get_cell, set_cell
from model.document.disclosure import Disclosure
from model.document.edits import Change
from model.layout import Layouts, load_layouts
from model.parts.sentences import BLANK
from model.roll import RollOptions, plan_roll, roll
from model.roll.parts import without_amounts
from model.roll.report import RollReport
from tests.model.parts.kit import Figures, dump, read
from tests.model.parts.shanghai import made

LAYOUTS = load_layouts()


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    return LAYOUTS


def turned(text: str, year: int = 2025) -> tuple[Disclosure, Disclosure, RollReport]:
    old = read(text, LAYOUTS)
    layout = LAYOUTS[old.layout]
    new, report = roll(plan_roll(old, layout, layout, RollOptions(year=year)))
    return old, new, report


def rows(disclosure: Disclosure, key: str) -> list[list[str]]:
    table = next(table for part in disclosure.parts for table in part.tables() if table.key == key)
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_this_year_s_column_becomes_last_year_s() -> None:
    figures = Figures(1)
    _, new, _ = turned(dump(figures))
    assert rows(new, "sangong")[2:] == [
        ["项目名称", "2024年度预算", "2025年度预算", "增减金额", "变化原因"],
        ["因公出国经费", "0.00", "", "", ""],
        ["公务用车购置经费", "0.00", "", "", ""],
        ["公务用车运行经费", f"{figures['running']:.2f}", "", "", ""],
        ["公务接待费支出", f"{figures['reception']:.2f}", "", "", ""],
        ["合计", f"{figures['three']:.2f}", "", "", ""],
    ]


def test_a_total_that_was_wrong_is_carried_as_the_sum_and_told() -> None:
    figures = Figures(2)
    right = f"{figures['three']:.2f}"
    figures["three"] = figures["three_last"]
    _, new, report = turned(dump(figures))
    assert rows(new, "sangong")[7][1] == right
    assert any(f"{figures['three_last']:.2f}" in note and right in note for note in report.parts)
    assert any(right in line for line in report.lines())


def test_no_old_amount_is_left_in_a_sentence_and_the_words_stay() -> None:
    old, new, _ = turned(dump(Figures(3)))
    before = [text.text for part in old.parts for text in part.texts()]
    after = [text.text for part in new.parts for text in part.texts()]
    assert not any(re.search(r"\d[\d.]*万元", text) for text in after)
    assert after[8] == f"2025年预算收入为{BLANK}万元，其中：一般公共预算收入{BLANK}万元，" + (
        f"基金预算收入{BLANK}万元，财政专户收入{BLANK}万元，其他来源收入{BLANK}万元。"
    )
    assert [re.sub(r"[\d.]", "", one) for one in before[:8]] == [
        re.sub(r"[\d.]", "", one) for one in after[:8]
    ]
    assert new.parts[1].title == old.parts[1].title
    assert all(part.id not in {one.id for one in old.parts} for part in new.parts)


def test_everything_carried_is_marked_until_it_is_looked_at(layouts: Layouts) -> None:
    _, new, _ = turned(dump(Figures(4)))
    checker = Checker(new, layouts[new.layout])
    codes = [one.code for one in checker.findings_of(PARTS)]
    marked = CarriedIndex(new)
    waiting = [part for part in new.parts if marked.count(part.id)]
    assert codes.count("K17") == len(waiting) > 5
    refs = {
        ref
        for one in checker.findings_of(PARTS)
        if one.code == "K17"
        for ref in (one.ref, *one.others)
    }
    new.carried -= refs
    checker.changed(Change(carried=sorted(refs)))
    assert "K17" not in [one.code for one in checker.findings_of(PARTS)]


def test_changes_are_proposed_once_both_years_are_known(layouts: Layouts) -> None:
    figures = Figures(5)
    _, new, _ = turned(dump(figures))
    new.carried = set()
    checker = Checker(new, layouts[new.layout])
    assert "K16" not in [one.code for one in checker.findings_of(PARTS)]
    assert checker.parts.view is not None
    basic = checker.parts.view.amounts.first("basic")
    assert basic is not None
    text = get_cell(new, basic.ref)
    set_cell(new, basic.ref, basic.amended(text, figures["basic"] - Decimal("1.25")))
    checker.changed(Change(cells=[basic.ref]))
    (found,) = [one for one in checker.findings_of(PARTS) if one.code == "K16"]
    assert found.fix is not None
    assert f"基本支出减少1.25万元，原因是{BLANK}；" in found.fix
    running = checker.parts.view.amounts.first("sangong.running.this")
    assert running is not None
    set_cell(new, running.ref, f"{figures['running'] + 1:.2f}")
    checker.changed(Change(cells=[running.ref]))
    fixes = [one.fix for one in checker.findings_of(PARTS) if one.code == "K16"]
    assert "增加1.00" in fixes


def test_money_may_be_kept() -> None:
    old = read(dump(Figures(6)), LAYOUTS)
    layout = LAYOUTS[old.layout]
    plan = plan_roll(old, layout, layout, RollOptions(year=2025, keep_money=True))
    new, _ = roll(plan)
    assert rows(new, "sangong")[5][1:] == rows(old, "sangong")[5][1:]
    assert not any(BLANK in text.text for part in new.parts for text in part.texts())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("收入１２．５０万元", "收入＿＿＿万元"),
        ("与上年持平。", "与上年＿＿＿万元。"),
        (
            "支出减少3万元，主要原因是退休；其他不变",
            "支出＿＿＿万元，主要原因是＿＿＿；其他不变",
        ),
        ("单价50万元（含）以上的设备", "单价50万元（含）以上的设备"),
        ("办公楼2栋，共1,200平方米", "办公楼2栋，共1,200平方米"),
    ],
)
def test_amounts_become_blanks(text: str, wanted: str) -> None:
    assert without_amounts(text)[0] == wanted


def test_the_years_moved_in_the_parts_are_counted() -> None:
    old, _, report = turned(dump(Figures(1)))
    (note,) = [one for one in report.parts if "处年份已改" in one]
    told = int(re.findall(r"另有 (\d+) 处", note)[0])
    # one more year in a title is one more that moves
    text = dump(Figures(1)).replace(old.parts[1].title, f"{old.parts[1].title}（2024年）")
    _, new, report = turned(text)
    (note,) = [one for one in report.parts if "处年份已改" in one]
    assert f"另有 {told + 1} 处" in note
    assert "（2025年）" in new.parts[1].title


def test_no_part_keeps_an_amount_of_last_year_in_a_sentence() -> None:
    old = made(4)
    said = {
        "targets": "本项目2025年度预算安排420.00万元，由区财政全额保障。",
        "terms": "大额支出是指单笔50万元以上的支出。",
        "organs": "所属事业单位3个。",
    }
    for part in old.parts:
        if part.key in said:
            part.blocks.append(PartText(said[part.key]))
    layout = LAYOUTS[old.layout]
    new, _ = roll(plan_roll(old, layout, layout, RollOptions(year=2026)))
    last = {part.key: [text.text for text in part.texts()] for part in new.parts}
    assert last["targets"][-1] == f"本项目2026年度预算安排{BLANK}万元，由区财政全额保障。"
    assert last["terms"][-1] == said["terms"]
    assert last["organs"][-1] == said["organs"]


def test_numbers_of_things_become_blanks_too() -> None:
    old = made(4)
    layout = LAYOUTS[old.layout]
    new, _ = roll(plan_roll(old, layout, layout, RollOptions(year=2026)))
    texts = [block.text for part in new.parts for block in part.texts()]
    assert any(f"共有车辆{BLANK}辆，其中：主要领导干部用车{BLANK}辆" in text for text in texts)
    assert any(f"项目共{BLANK}个，涉及预算资金{BLANK}万元" in text for text in texts)
    assert any(f"以上设备{BLANK}台（套）" in text for text in texts)

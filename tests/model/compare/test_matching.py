from __future__ import annotations

import copy
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generate import make_table, sentence
from model.compare import match_indicators, match_items, match_tables
from model.document.disclosure import Indicator, ItemisedGoal, TargetTable, Unit


def table(name: str = "", code: str = "", **cells: str) -> TargetTable:
    made = TargetTable(code=code, name=name)
    for field, text in cells.items():
        setattr(made, field, text)
    return made


def paired(before: list[TargetTable], after: list[TargetTable]) -> list[tuple[int, int, str]]:
    return [
        (match.place_before, match.place_after, match.how) for match in match_tables(before, after)
    ]


def rows(before: list[Indicator], after: list[Indicator]) -> list[tuple[int, int]]:
    return [(match.place_before, match.place_after) for match in match_indicators(before, after)]


def test_a_code_outweighs_a_name() -> None:
    before = [table("河道清淤", "A1"), table("水文监测", "A2")]
    after = [table("水文监测", " A1 "), table("河道清淤", "A2")]
    assert paired(before, after) == [(1, 1, "code"), (2, 2, "code")]


def test_a_code_that_stands_twice_or_nowhere_says_nothing() -> None:
    before = [table("河道清淤", "A1"), table("水文监测", "A1"), table("抗旱", "")]
    after = [table("抗旱", ""), table("水文监测", "A1"), table("河道清淤", "A1")]
    found = paired(before, after)
    assert sorted(found) == [(1, 3, "name"), (2, 2, "name"), (3, 1, "name")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("河道清淤经费", "河道 清淤\n经费"),
        ("河道清淤经费（城区段）", "河道清淤经费(城区段)"),
        ("2023年河道清淤经费", "2024年度河道清淤经费"),
        ("河道清淤经费〔2023〕", "河道清淤经费"),
        ("二〇二三年河道清淤", "二〇二四年河道清淤"),
        ("2023-2025年河道清淤", "2024—2026年河道清淤"),
        ("ＡＢ类设备采购", "AB类设备采购"),
    ],
)
def test_names_are_the_same_but_for_spaces_brackets_and_years(before: str, after: str) -> None:
    other = table("抗旱应急物资储备")
    assert (1, 2, "name") in paired([table(before), other], [other, table(after)])


def test_years_that_are_all_of_a_name_still_tell_apart() -> None:
    assert paired([table("2023年"), table("2024年")], [table("2024年"), table("2023年")]) == [
        (2, 1, "name"),
        (1, 2, "name"),
    ]


def test_one_name_in_many_units_is_told_by_the_unit() -> None:
    units = [Unit(f"40500{n}", f"第{n}水文站") for n in range(1, 5)]
    before = [TargetTable(unit=unit, name="公用经费") for unit in units]
    after = [TargetTable(unit=unit, name="公用经费(2024年)") for unit in reversed(units[:3])]
    found = [pair for pair in paired(before, after) if pair[1]]
    assert found == [(3, 1, "name"), (2, 2, "name"), (1, 3, "name")]


def test_one_name_twice_in_a_unit_is_told_by_the_texts() -> None:
    before = [table("补助", purpose="发放库区移民生活补助"), table("补助", purpose="购置测流设备")]
    after = [table("补助", purpose="购置测流设备十二台"), table("补助", purpose="库区移民生活补助")]
    assert [pair[:2] for pair in paired(before, after)] == [(2, 1), (1, 2)]


def test_without_code_and_name_the_texts_decide_and_unrelated_ones_stay_alone() -> None:
    chance = random.Random(5)
    before = [make_table(number, chance) for number in range(8)]
    after = copy.deepcopy(before[::-1])
    for number, one in enumerate(after):
        one.code, one.name = "", f"另定的名称{number}"
        one.goals = sentence(chance, 60)
    del after[3]
    after.append(table("全新的项目", purpose="库区移民生活补助", goals="足额发放到户"))
    found = paired(before, after)
    assert [pair for pair in found if pair[0] and pair[1]] == [
        (old, new, "likeness") for new, old in enumerate((8, 7, 6, 4, 3, 2, 1), 1)
    ]
    assert [pair for pair in found if not pair[1]] == [(5, 0, "")]
    assert [pair for pair in found if not pair[0]] == [(0, 8, "")]


def test_what_was_deleted_stands_where_it_stood() -> None:
    names = ["甲项目", "乙工程", "丙经费", "丁补助"]
    before = [table(name) for name in names]
    after = [table(name) for name in ("乙工程", "新购设备", "丁补助")]
    assert [pair[:2] for pair in paired(before, after)] == [(1, 0), (2, 1), (3, 0), (0, 2), (4, 3)]


@given(st.permutations(range(9)))
def test_shuffled_tables_match_back(order: list[int]) -> None:
    chance = random.Random(9)
    before = [make_table(number, chance) for number in range(9)]
    for how in ("code", "name", "likeness"):
        after = copy.deepcopy(before)
        for one in after:
            one.code = one.code if how == "code" else ""
            one.name = one.name if how != "likeness" else ""
        after = [after[n] for n in order]
        found = paired(before, after)
        assert found == [(n + 1, place, how) for place, n in enumerate(order, 1)]


@given(st.permutations(range(8)), st.integers(0, 7))
def test_shuffled_indicators_match_back(order: list[int], broken: int) -> None:
    before = make_table(3, random.Random(3)).indicators
    after = [copy.deepcopy(before[n]) for n in order]
    after[broken].name += "情况"
    after[broken].basis = "另定"
    assert rows(before, after) == [(n + 1, place) for place, n in enumerate(order, 1)]


@given(st.lists(st.integers(0, 5), max_size=8), st.lists(st.integers(0, 5), max_size=8))
def test_nothing_is_in_two_pairs_and_nothing_is_lost(ours: list[int], theirs: list[int]) -> None:
    kinds = [
        Indicator(name="优良率", value="≥95%"),
        Indicator(name="优良率", value="≥90%"),
        Indicator(level2="质量指标", name="优良率"),
        Indicator(),
        Indicator(name="优 良 率", description="断面水质达到优良的比率"),
        Indicator(name="培训人数", value="≥300人"),
    ]
    before, after = [kinds[n] for n in ours], [kinds[n] for n in theirs]
    found = rows(before, after)
    assert sorted(one for one, _ in found if one) == list(range(1, len(before) + 1))
    assert [other for _, other in found if other] == list(range(1, len(after) + 1))
    both = [(before[one - 1], after[other - 1]) for one, other in found if one and other]
    # as many rows alike in every cell are paired as there can be
    alike = sum(min(ours.count(n), theirs.count(n)) for n in range(6))
    assert sum(one == other for one, other in both) >= alike


def test_a_name_under_its_level_goes_before_one_elsewhere() -> None:
    before = [
        Indicator("产出指标", "数量指标", "完成率", "段数"),
        Indicator("产出指标", "质量指标", "完成率", "优良"),
    ]
    after = [
        Indicator("产出指标", "质量指标", "完成率", "优质"),
        Indicator("产出指标", "数量指标", "完成率", "公里数"),
    ]
    assert rows(before, after) == [(2, 1), (1, 2)]
    assert rows(before[:1], after[:1]) == [(1, 1)]


def test_renamed_indicators_match_by_what_they_say() -> None:
    before = [
        Indicator("产出指标", "数量指标", "清淤长度", "城区段清淤的长度", "≥12.5公里"),
        Indicator("产出指标", "质量指标", "验收合格率", "合格段数占比", "≥95%"),
    ]
    after = [
        Indicator("产出指标", "质量指标", "一次验收合格的比例", "合格段数占比", "≥95%"),
        Indicator("产出指标", "数量指标", "河道清淤里程", "城区段清淤的长度", "≥13公里"),
        Indicator("产出指标", "数量指标", "绿化面积", "岸线补植", "≥2万平方米"),
    ]
    assert rows(before, after) == [(2, 1), (1, 2), (0, 3)]


def test_an_empty_row_is_what_stands_in_its_place() -> None:
    row = Indicator("产出指标", "数量指标", "清淤长度", "长度", "≥12公里")
    empty = Indicator("产出指标", "质量指标")
    filled = Indicator("产出指标", "质量指标", "合格率", "占比", "≥95%")
    assert rows([row, empty], [row, filled]) == [(1, 1), (2, 2)]
    assert rows([filled, row], [empty, row]) == [(1, 1), (2, 2)]
    other = Indicator("产出指标", "质量指标", "噪声", "夜间监测", "＜50分贝")
    assert rows([row, filled], [row, other]) == [(1, 1), (2, 0), (0, 2)]


def test_a_row_given_another_name_is_still_the_row_in_its_place() -> None:
    first = Indicator("产出指标", "数量指标", "清淤长度", "长度", "≥12公里")
    last = Indicator("满意度指标", "服务对象满意度指标", "居民满意度", "沿岸", "≥90%")
    old = Indicator("产出指标", "质量指标", "一次验收通过", "", "≥95%")
    new = Indicator("产出指标", "质量指标", "资料归档情况", "", "≥95%")
    assert rows([first, old, last], [first, new, last]) == [(1, 1), (2, 2), (3, 3)]
    # under another level, or elsewhere, it is another
    other = Indicator("产出指标", "时效指标", "资料归档情况", "", "≥95%")
    assert (2, 0) in rows([first, old, last], [first, other, last])
    assert (2, 0) in rows([first, old, last], [new, first, last])


def test_only_what_left_its_place_has_moved() -> None:
    before = [Indicator(name=f"指标名称{n}") for n in "一二三四五"]
    after = [before[n] for n in (4, 0, 1, 2, 3)]
    assert [match.moved for match in match_indicators(before, after)] == [True] + [False] * 4


def test_items_match_by_title_and_by_text() -> None:
    before = [
        ItemisedGoal("河道治理", "河畅水清", "1.清淤12.5公里。\n2.补植岸线三处。"),
        ItemisedGoal("水文监测", "测得到", "站点12处全部运行"),
    ]
    after = [
        ItemisedGoal("水文 监测", "测得准", ""),
        ItemisedGoal("幸福河湖", "河畅水清", "1.清淤13公里。\n2.补植岸线三处。"),
    ]
    found = match_items(before, after)
    assert [(match.before, match.after) for match in found] == [(1, 0), (0, 1)]


def test_very_many_that_are_all_alike_are_paired_in_order() -> None:
    alike = [table(purpose="完成道路养护和河道清淤", goals="1.完成。") for _ in range(450)]
    assert paired(alike, alike) == [(n, n, "likeness") for n in range(1, 451)]

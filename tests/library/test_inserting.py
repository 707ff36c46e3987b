from __future__ import annotations

import copy

import msgspec

from library.entries import Entry
from library.inserting import key_in, plan_insertion, present_keys
from library.levels import place_for
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, Indicator
from model.layout import Layout, load_layout
from tests.conftest import ROOT


def entry(level2: str, name: str, level1: str = "产出指标", **texts: str) -> Entry:
    said = {"description": "按台账统计", "value": "≥5个", "basis": "台账", **texts}
    return Entry(1, level1, level2, name, times=2, starter=False, kinds="", **said)


def names(items: list[Indicator]) -> list[str]:
    return [item.name for item in items]


def test_each_goes_behind_its_like(disclosure: Disclosure, hebei: Layout) -> None:
    table = disclosure.projects[0]
    before = msgspec.json.encode(disclosure)
    plan = plan_insertion(
        table,
        hebei,
        [
            entry("质量指标", "断面达标率"),
            entry("数量指标", "清淤次数"),
            entry("数量指标", "巡查次数"),
            entry("社会效益指标", "保护人口", "效益指标"),
            entry("经济效益指标", "节约资金", "效益指标"),
        ],
    )
    change = plan.edit.apply(disclosure)
    assert change.tables == [table.id]
    assert names(table.indicators) == [
        "清淤长度",
        "清淤土方",
        "清淤次数",
        "巡查次数",
        "验收合格率",
        "断面达标率",
        "完工时间",
        "每公里造价",
        "节约资金",
        "保护人口",
        "水质",
        "居民满意度",
    ]
    assert plan.edit.label == "插入 5 个指标"
    plan.edit.revert(disclosure)
    assert msgspec.json.encode(disclosure) == before


def test_values_and_bases_are_to_be_looked_at(disclosure: Disclosure, hebei: Layout) -> None:
    table = disclosure.projects[0]
    disclosure.carried.add(CellRef(table.id, "goals"))
    plan = plan_insertion(
        table, hebei, [entry("数量指标", "甲"), entry("数量指标", "乙", basis=" ")]
    )
    change = plan.edit.apply(disclosure)
    one, other = plan.new
    marked = {
        CellRef(table.id, "value", one.id),
        CellRef(table.id, "basis", one.id),
        CellRef(table.id, "value", other.id),
    }
    assert set(change.carried) == marked
    assert disclosure.carried == marked | {CellRef(table.id, "goals")}
    plan.edit.revert(disclosure)
    assert disclosure.carried == {CellRef(table.id, "goals")}


def test_levels_are_written_as_the_table_has_them(disclosure: Disclosure, hebei: Layout) -> None:
    table = disclosure.projects[0]
    table.indicators[5].level1 = "效果指标"
    table.indicators[5].level2 = "环境效益指标"
    plan = plan_insertion(table, hebei, [entry("生态效益指标", "水面", "效益指标")])
    assert (plan.new[0].level1, plan.new[0].level2) == ("效果指标", "环境效益指标")


def test_what_is_there_already_is_not_put_in_again(disclosure: Disclosure, hebei: Layout) -> None:
    table = disclosure.projects[0]
    before = copy.deepcopy(table.indicators)
    twice = [entry("数量指标", "清淤 长度"), entry("数量", "甲"), entry("数量指标", "甲")]
    plan = plan_insertion(table, hebei, twice)
    assert (plan.present, names(plan.new)) == (["清淤 长度", "甲"], ["甲"])
    assert table.indicators == before
    held = present_keys(table, hebei)
    assert key_in(hebei, twice[0]) in held
    assert key_in(hebei, twice[1]) not in held


def test_in_another_form_it_goes_where_it_means_the_same(
    disclosure: Disclosure, hebei: Layout, national: Layout
) -> None:
    table = disclosure.projects[1]
    table.indicators = []
    plan = plan_insertion(
        table,
        national,
        [entry("成本指标", "单价", value="≤3元"), entry("可持续影响指标", "机制", "效益指标")],
    )
    (cost, lasting) = plan.new
    assert (cost.level1, cost.level2) == ("成本指标", "经济成本指标")
    assert lasting.level1 == "效益指标"
    # the form has no such columns: nothing is hidden in the file
    assert (cost.description, cost.basis, cost.value) == ("", "", "≤3元")
    back = entry("社会成本指标", "成本", "成本指标")
    assert plan_insertion(table, hebei, [back]).new[0].level2 == "成本指标"


def test_levels_no_form_knows_stay_as_they_are(disclosure: Disclosure, hebei: Layout) -> None:
    table = disclosure.projects[0]
    plan = plan_insertion(table, hebei, [entry("没有见过", "甲", "另一级")])
    plan.edit.apply(disclosure)
    assert place_for(hebei, "另一级", "没有见过") is None
    assert (table.indicators[-1].level1, table.indicators[-1].level2) == ("另一级", "没有见过")


def test_a_form_that_splits_the_value(disclosure: Disclosure) -> None:
    layout = load_layout(ROOT / "tests" / "data" / "sichuan-flat.toml")
    plan = plan_insertion(disclosure.projects[0], layout, [entry("数量指标", "甲")])
    assert plan.new[0].value == "≥5个"


def test_texts_go_in_to_the_character(disclosure: Disclosure, hebei: Layout) -> None:
    texts = {"description": "a\x00\ud800<&>", "value": "=1+1", "basis": "😀\n" * 3}
    plan = plan_insertion(disclosure.projects[0], hebei, [entry("数量指标", "名\ud800", **texts)])
    made = plan.new[0]
    assert (made.name, made.description, made.value, made.basis) == ("名\ud800", *texts.values())

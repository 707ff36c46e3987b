from __future__ import annotations

import copy

from model.compare import Comparer, Side, TablePair
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, Indicator
from model.layout import Layout


def test_all_cells_of_a_project_beside_each_other(disclosure: Disclosure, hebei: Layout) -> None:
    before = copy.deepcopy(disclosure)
    rows = disclosure.projects[0].indicators
    rows[0].value = "≥13公里"
    del rows[5]
    rows.append(Indicator("效益指标", "社会效益指标", "受益人口", "", "≥3万人", ""))
    comparer = Comparer(Side(before, hebei), Side(disclosure, hebei))
    lines = comparer.lines(comparer.tables()[0])
    table = disclosure.projects[0].id
    assert [one.title for one in lines[:5]] == [
        "预算单位编码", "预算单位名称", "项目编码", "项目名称", "预算数",
    ]  # fmt: skip
    value = next(one for one in lines if one.after_ref == CellRef(table, "value", rows[0].id))
    assert (value.title, value.before, value.after) == ("指标值", "≥12.5公里", "≥13公里")
    assert value.differs
    assert [run.text for run in value.runs if run.kind == "delete"] == ["12.5"]
    heads = [(one.title, one.kind) for one in lines if one.heading]
    assert heads[0] == ("指标1　清淤长度（数量指标）", "same")
    assert ("指标6　水质（生态效益指标）", "deleted") in heads
    assert heads[-1] == ("指标7　受益人口（社会效益指标）", "added")
    # what the heading says is not said again, nor what is empty on both sides
    assert not any(one.title == "二级指标" and one.before == one.after for one in lines)
    assert all(one.heading or one.before or one.after for one in lines)


def test_a_project_without_its_like(disclosure: Disclosure, hebei: Layout) -> None:
    side = Side(disclosure, hebei)
    lines = Comparer(side, side).lines(TablePair(None, disclosure.projects[1]))
    assert {one.before_ref for one in lines} == {None}
    assert [one.after for one in lines if one.title == "资金用途"] == ["十二处站点运行"]
    assert [one.kind for one in lines if one.heading] == ["added"]


def test_the_departments_own_text(disclosure: Disclosure, hebei: Layout) -> None:
    before = copy.deepcopy(disclosure)
    before.year = 2023
    del disclosure.safeguards[0]
    comparer = Comparer(Side(before, hebei), Side(disclosure, hebei))
    lines = comparer.lines(None)
    assert (lines[0].title, lines[0].before, lines[0].after) == ("预算年度", "2023", "2024")
    gone = next(one for one in lines if one.title == "工作保障措施（一）")
    assert (gone.before, gone.after) == ("加强领导\n成立专班。\n按月调度。", "")
    kept = next(one for one in lines if one.title == "工作保障措施（一）正文")
    assert kept.after_ref == CellRef("", "safeguards.0.text")
    assert kept.before_ref == CellRef("", "safeguards.1.text")

"""Ties between goals and indicators: what the clerk says goes before what the words say."""

from __future__ import annotations

import copy
from pathlib import Path

from exporters.jxb import write_jxb
from importers.jxb import read_jxb
from model.checks import Checker, default_profile, unjudged
from model.checks.base import Example
from model.checks.samples import sound
from model.checks.tying import bonds, goals_said, tied
from model.document.cellref import CellRef
from model.document.disclosure import Disclosure, Tie
from model.document.edits import SetCells
from model.document.ties import SetTies, give_new_ids, tie_key
from model.layout import load_layouts

LAYOUT = load_layouts()["hebei-2021"]
GOALS = "1.完成乡道路面修补15公里。\n2.新设警示牌40块。"


def made() -> tuple[Disclosure, Checker, str]:
    """A project whose goal of 15 km contradicts its indicator's 12 km."""
    disclosure = sound(Example(cells={}))
    disclosure.projects[0].goals = GOALS
    item = disclosure.projects[0].indicators[0].id
    return disclosure, Checker(disclosure, LAYOUT), item


def told(checker: Checker) -> list[str]:
    return [one.message for one in checker.findings() if one.code == "D17"]


def test_an_untied_goal_is_not_compared_and_undo_compares_it_again() -> None:
    disclosure, checker, _ = made()
    assert "都说到" in told(checker)[0]
    table = disclosure.projects[0]
    first = goals_said(table, LAYOUT)[0]
    edit = SetTies("不对应", table.id, [Tie(first.key)])
    checker.changed(edit.apply(disclosure))
    assert told(checker) == []
    assert checker.findings() == Checker(disclosure, LAYOUT).findings()
    checker.changed(edit.revert(disclosure))
    assert len(told(checker)) == 1


def test_a_tied_goal_is_compared_though_no_word_is_shared() -> None:
    disclosure, checker, item = made()
    table = disclosure.projects[0]
    table.goals = GOALS.replace("完成乡道路面修补15公里", "养护里程15公里")
    checker = Checker(disclosure, LAYOUT)
    assert told(checker) == []
    said = next(one for one in goals_said(table, LAYOUT) if "养护里程" in one.clause)
    checker.changed(SetTies("对应", table.id, [Tie(said.key, item)]).apply(disclosure))
    assert "您指定的对应" in told(checker)[0]
    # the number of the goal is another: the tie holds on
    ref = CellRef(table.id, "goals")
    checker.changed(SetCells("改", [(ref, table.goals.replace("15", "12"))]).apply(disclosure))
    assert told(checker) == []
    checker.changed(SetCells("改", [(ref, table.goals.replace("12", "18"))]).apply(disclosure))
    assert len(told(checker)) == 1


def test_ties_go_with_the_file_and_with_a_copy(tmp_path: Path) -> None:
    disclosure, _, item = made()
    table = disclosure.projects[0]
    write_jxb(disclosure, tmp_path / "前.jxb")
    assert '"schema": 1' in (tmp_path / "前.jxb").read_text(encoding="utf-8")
    table.ties = [Tie(tie_key("新设警示牌40块"), item), Tie("别的"), Tie("没有了的", "x")]
    write_jxb(disclosure, tmp_path / "后.jxb")
    assert '"schema": 2' in (tmp_path / "后.jxb").read_text(encoding="utf-8")
    assert read_jxb(tmp_path / "后.jxb").projects[0].ties == table.ties
    other = copy.deepcopy(table)
    give_new_ids(other)
    assert other.indicators[0].id != item
    assert other.ties == [Tie(tie_key("新设警示牌40块"), other.indicators[0].id), Tie("别的")]


def test_what_stands_in_the_goals_no_more_keeps_its_tie() -> None:
    disclosure, _, item = made()
    table = disclosure.projects[0]
    table.ties = [Tie("从前的话", item)]
    said = goals_said(table, LAYOUT)
    chosen: list[str | None] = [item, *[None] * (len(said) - 1)]
    assert tied(said, chosen, table) == [Tie("从前的话", item), Tie(said[0].key, item)]


def test_a_tie_to_an_indicator_that_is_gone_silences_nothing() -> None:
    disclosure, _, item = made()
    table = disclosure.projects[0]
    key = goals_said(table, LAYOUT)[0].key
    table.ties = [Tie(key, "没有了的")]
    assert "都说到" in told(Checker(disclosure, LAYOUT))[0]
    table.goals = (
        "1.完成乡道路面修补12公里。\n2.沿线群众出行满意。\n3.建成电子档案库并对外提供查询。"
    )
    archive = tie_key("3.建成电子档案库并对外提供查询。")

    def unmeasured() -> list[str]:
        return [one.code for one in Checker(disclosure, LAYOUT).findings() if one.code == "D18"]

    table.ties = [Tie(archive, item)]
    assert not unmeasured()
    table.ties = [Tie(archive, "没有了的")]
    assert unmeasured()


def test_each_goal_is_offered_once_and_keeps_its_tie_when_renumbered() -> None:
    disclosure, _, item = made()
    table = disclosure.projects[0]
    said = goals_said(table, LAYOUT)
    assert [one.key for one in said] == ["完成乡道路面修补#公里", "新设警示牌#块"]
    table.ties = [Tie(said[1].key, item)]
    table.goals = "（一）新设警示牌60块；\n（二）完成乡道路面修补15公里。"
    ties = {one.key: one.tie for one in goals_said(table, LAYOUT)}
    assert ties["新设警示牌#块"] == item


def test_a_tie_to_another_unit_is_converted_or_told_as_not_judged() -> None:
    disclosure, _, item = made()
    table = disclosure.projects[0]
    row = table.indicators[0]
    table.goals = "1.完成造林300亩。"
    row.name, row.value = "绿化面积", "≥20公顷"
    table.ties = [Tie(goals_said(table, LAYOUT)[0].key, item)]

    def silent() -> list[str]:
        return [one.fact for one in unjudged(disclosure, LAYOUT, default_profile())]

    # 300亩 are 20公顷
    assert told(Checker(disclosure, LAYOUT)) == []
    assert "tie" not in silent()
    row.value = "≥30公顷"
    assert "您指定的对应" in told(Checker(disclosure, LAYOUT))[0]
    for value in ("≥30万元", "全部完成"):
        row.value = value
        assert told(Checker(disclosure, LAYOUT)) == []
        (one,) = [
            one for one in unjudged(disclosure, LAYOUT, default_profile()) if one.fact == "tie"
        ]
        assert one.ref == CellRef(table.id, "value", item)
        assert one.codes == ("D17",)
    assert [one.why for one in bonds(table, LAYOUT)] == ["您指定的，单位不同，比不了"]


def test_bonds_say_who_found_them() -> None:
    disclosure, _, item = made()
    table = disclosure.projects[0]
    assert [(one.indicator, one.why) for one in bonds(table, LAYOUT)] == [
        (item, "按相同的字找到的")
    ]
    table.ties = [Tie(goals_said(table, LAYOUT)[0].key)]
    assert [(one.indicator, one.why) for one in bonds(table, LAYOUT)] == [("", "您指定的")]

"""What a reader was not sure of stands until its cell is edited or somebody says it is right."""

from __future__ import annotations

from pathlib import Path

from exporters.jxb import write_jxb
from importers.read import read_file
from model.checks import Checker
from model.checks.base import Example
from model.checks.samples import sound
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.document.doubts import UNIT, UNREAD, Choice, Doubt
from model.document.edits import SetCells
from model.document.settling import DoubtIndex, SettleDoubts, open_doubts
from model.layout import Layout


def doubted() -> tuple[Disclosure, Doubt]:
    disclosure = sound(Example(cells={}))
    doubt = Doubt(
        kind=UNIT,
        ref=CellRef("0", "budget"),
        said="金额单位拿不准：是 30.00 万元，还是 30.00 元？",
        held="30.00",
        where="表1第3行第3格",
        choices=(Choice("30.00 万元", "30.00"), Choice("30.00 元", "0.0030")),
    )
    disclosure.doubts.append(doubt)
    return disclosure, doubt


def codes(checker: Checker) -> list[str]:
    return [one.code for one in checker.findings() if one.code.startswith("R")]


def test_an_edit_of_the_cell_settles_the_doubt_and_undo_brings_it_back(
    layouts: dict[str, Layout],
) -> None:
    disclosure, doubt = doubted()
    checker = Checker(disclosure, layouts["hebei-2021"])
    assert codes(checker) == ["R01"]
    edit = SetCells("填写", [(doubt.ref, "0.0030")])
    delta = checker.changed(edit.apply(disclosure))
    assert "R01" in [one.code for one in delta.gone]
    assert not list(open_doubts(disclosure))
    checker.changed(edit.revert(disclosure))
    assert codes(checker) == ["R01"]


def test_saying_it_is_right_settles_the_doubt(layouts: dict[str, Layout]) -> None:
    disclosure, doubt = doubted()
    checker = Checker(disclosure, layouts["hebei-2021"])
    edit = SettleDoubts("核对无误", [doubt])
    checker.changed(edit.apply(disclosure))
    assert codes(checker) == []
    assert checker.findings() == Checker(disclosure, layouts["hebei-2021"]).findings()
    checker.changed(edit.revert(disclosure))
    assert codes(checker) == ["R01"]


def test_a_doubt_about_the_year_goes_when_the_year_is_set(layouts: dict[str, Layout]) -> None:
    disclosure = sound(Example(cells={}, year=2023))
    said = "预算年度有两种说法。"
    disclosure.doubts.append(Doubt(kind="year", ref=CellRef("", "year"), said=said, held="2023"))
    checker = Checker(disclosure, layouts["hebei-2021"])
    assert codes(checker) == ["R02"]
    checker.changed(SetCells("填写", [(CellRef("", "year"), "2024")]).apply(disclosure))
    assert codes(checker) == []


def test_what_is_not_known_is_told_once(layouts: dict[str, Layout]) -> None:
    disclosure = sound(Example(cells={}, year=None))
    disclosure.doubts.append(Doubt(kind="year", ref=CellRef("", "year"), said="没有找到预算年度。"))
    found = Checker(disclosure, layouts["hebei-2021"]).findings()
    assert [one.code for one in found if one.ref.field == "year"] == ["A06"]


def test_doubts_about_one_cell_are_one_finding_and_go_with_their_project(
    layouts: dict[str, Layout],
) -> None:
    disclosure = sound(Example(cells={}))
    for text in ("甲", "乙"):
        disclosure.doubts.append(Doubt(kind=UNREAD, ref=CellRef("0"), said=f"没有读懂“{text}”。"))
    findings = Checker(disclosure, layouts["hebei-2021"]).findings()
    assert [(one.code, one.message) for one in findings] == [
        ("R04", "没有读懂“甲”。 没有读懂“乙”。")
    ]
    disclosure.projects = []
    assert not list(open_doubts(disclosure))


def test_the_file_keeps_doubts_and_reading_it_tells_those_that_stand(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    disclosure, doubt = doubted()
    write_jxb(disclosure, tmp_path / "a.jxb")
    again, report = read_file(tmp_path / "a.jxb", layouts)
    assert again.doubts == [doubt]
    assert f"  请核对：{doubt.line()}" in list(report.lines())
    disclosure.projects[0].budget = "31.00"
    write_jxb(disclosure, tmp_path / "b.jxb")
    assert read_file(tmp_path / "b.jxb", layouts)[1].doubts == []


def test_the_doubts_of_one_table_are_found_without_the_others() -> None:
    disclosure, doubt = doubted()
    own = Doubt(kind=UNIT, ref=CellRef("", "year"), said="？", held=str(disclosure.year), where="")
    gone = Doubt(kind=UNIT, ref=CellRef("0", "value", "away"), said="？", held="", where="")
    disclosure.doubts += [own, gone]
    index = DoubtIndex(disclosure)
    table = disclosure.projects[0]
    assert index.of(table) == [doubt]
    assert index.of(None) == [own]
    table.budget = "0.0030"
    assert index.of(table) == []
    table.budget = "30.00"
    disclosure.doubts = [own]
    assert index.of(table) == []

"""What is asked about after rolling forward, and what it said last year."""

from __future__ import annotations

from pathlib import Path

from exporters.jxb import write_jxb
from importers.jxb import read_jxb
from importers.read import read_file
from model.document.carried import CarriedIndex
from model.document.cells import CellRef, get_cell
from model.document.disclosure import Disclosure, Indicator, TargetTable
from model.layout import Layout
from model.roll import RollOptions, plan_roll, roll
from tests.conftest import EXAMPLES
from tests.model.parts.kit import Figures, dump
from tests.model.roll.test_parts import turned


def levels(disclosure: Disclosure) -> set[tuple[str, str]]:
    rows = {item.id: item.name for table in disclosure.projects for item in table.indicators}
    return {
        (rows[ref.indicator], ref.field)
        for ref in disclosure.carried
        if ref.field in ("level1", "level2")
    }


def test_levels_the_form_prescribes_are_never_asked_about(hebei: Layout) -> None:
    items = [
        Indicator("产出指标", "数量指标", "甲"),
        Indicator("产出", "数量", "乙"),
        Indicator("产出指标", "自拟指标", "丙"),
        Indicator("自拟", "数量指标", "丁"),
    ]
    old = Disclosure(2024, projects=[TargetTable(name="项目", indicators=items)], layout=hebei.id)
    new, _ = roll(plan_roll(old, hebei, hebei, RollOptions(year=2025)))
    assert levels(new) == {("丙", "level2"), ("丁", "level1"), ("丁", "level2")}


def test_levels_an_indicator_was_put_under_are_asked_about(
    disclosure: Disclosure, hebei: Layout, national: Layout
) -> None:
    new, report = roll(plan_roll(disclosure, hebei, national, RollOptions(year=2025)))
    (moved,) = report.levels
    assert levels(new) == {(moved.moved.name, "level1"), (moved.moved.name, "level2")}
    told = {one.ref.field: one.text for one in new.last_texts if one.ref.indicator}
    assert (told["level1"], told["level2"]) == moved.moved.before


def test_last_years_text_is_kept_where_it_is_another_now(hebei: Layout, tmp_path: Path) -> None:
    old, _ = read_file(EXAMPLES / "wanglan-wenlv-2024.txt", {hebei.id: hebei})
    new, _ = roll(plan_roll(old, hebei, hebei, RollOptions(year=2025)))
    assert len(new.last_texts) == len({one.ref for one in new.last_texts}) > 8
    for one in new.last_texts:
        assert one.ref in new.carried
        assert get_cell(new, one.ref) != one.text
        if one.ref.table in {table.id for table in new.projects}:
            assert get_cell(new, one.ref) == one.text.replace("2024", "2025")
    write_jxb(new, tmp_path / "a.jxb")
    assert read_jxb(tmp_path / "a.jxb").last_texts == new.last_texts


def test_and_of_the_parts_sentences_and_figures() -> None:
    old, new, _ = turned(dump(Figures(4)))
    before = {ref.text for ref in new.last_texts}
    texts = {text.text for part in old.parts for text in part.texts()}
    assert before & texts
    table = next(table for part in new.parts for table in part.tables() if table.key == "sangong")
    last = next(table for part in old.parts for table in part.tables() if table.key == "sangong")
    told = {one.ref: one.text for one in new.last_texts}
    for row, was in zip(table.rows, last.rows, strict=True):
        for cell, text in zip(row.cells, was.cells, strict=True):
            ref = CellRef(table.id, f"cell.{cell.col}", row.id)
            if ref in new.carried and cell.text != text.text:
                assert told[ref] == text.text


def test_what_the_publication_prescribes_is_not_asked_about() -> None:
    _, new, _ = turned(dump(Figures(4)))
    part = next(part for part in new.parts for table in part.tables() if table.key == "sangong")
    texts = {get_cell(new, ref) for ref in CarriedIndex(new).marks(part.id)}
    assert not texts & {part.title, "公务接待费支出", "合计", "单位：万元"}
    assert "0.00" in texts, "last year's figures are looked at"
    overview = next(part for part in new.parts if part.key == "overview")
    asked = {get_cell(new, ref) for ref in CarriedIndex(new).marks(overview.id)}
    assert "一、收入说明" not in asked
    assert any("预算收入" in text for text in asked)


def test_a_row_of_the_clerks_own_and_another_title_are_asked_about() -> None:
    text = (
        dump(Figures(4)).replace("公务接待费支出", "其他接待").replace("二、支出说明", "二、支出")
    )
    _, new, _ = turned(text)
    asked = {get_cell(new, ref) for ref in new.carried}
    assert {"其他接待", "二、支出"} <= asked

"""Parts are addressed cell by cell, edited, undone, and saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.jxb import write_jxb
from importers.jxb import read_jxb
from model.document.blockplaces import cell_ref, part_cells, text_ref, title_ref
from model.document.blocks import Part, PartCell, PartRow, PartTable, PartTargets, PartText
from model.document.cells import get_cell
from model.document.disclosure import Disclosure, TargetTable
from model.document.edits import SetCells, Together
from model.parts.edits import SetPartBlocks, SetParts


def whole() -> Disclosure:
    rows = [
        PartRow([PartCell("合计", 0, 2), PartCell("1.50", 2)]),
        PartRow([PartCell("水费", 0), PartCell("", 1), PartCell("1.50", 2)]),
    ]
    return Disclosure(
        projects=[TargetTable(name="甲")],
        parts=[
            Part("front", "", [PartText("某县水利局", "title")]),
            Part("duties", "第一部分：职责", [PartText("管水。"), PartTable(rows, 3)]),
            Part("targets", "第二部分：绩效", [PartTargets()]),
        ],
        publication="hebei-2021",
    )


def test_every_cell_of_a_part_is_set_and_undone() -> None:
    disclosure = whole()
    part = disclosure.parts[1]
    refs = [ref for ref, _ in part_cells(part)]
    assert len(set(refs)) == 7
    edit = SetCells("填写", [(ref, f"新{number}") for number, ref in enumerate(refs)])
    change = edit.apply(disclosure)
    assert change.cells == refs
    assert [text for _, text in part_cells(part)] == [f"新{number}" for number in range(7)]
    edit.revert(disclosure)
    assert part == whole_like(disclosure).parts[1]


def whole_like(disclosure: Disclosure) -> Disclosure:
    """Return a fresh disclosure with the identities of another."""
    fresh = whole()
    for one, other in zip(fresh.parts, disclosure.parts, strict=True):
        one.id = other.id
        for block, same in zip(one.blocks, other.blocks, strict=True):
            block.id = same.id
            if isinstance(block, PartTable) and isinstance(same, PartTable):
                for row, as_row in zip(block.rows, same.rows, strict=True):
                    row.id = as_row.id
    return fresh


def test_a_cell_that_is_gone_is_refused_and_nothing_else_is_changed() -> None:
    disclosure = whole()
    part = disclosure.parts[1]
    text, table = part.blocks
    assert isinstance(text, PartText)
    assert isinstance(table, PartTable)
    gone = cell_ref(table, table.rows[0], 1)
    edit = Together(
        "两步",
        [SetCells("一", [(text_ref(text), "管河。")]), SetCells("二", [(gone, "x")])],
    )
    with pytest.raises(KeyError):
        edit.apply(disclosure)
    assert get_cell(disclosure, text_ref(text)) == "管水。"


def test_rows_come_and_go_and_cells_keep_their_places() -> None:
    disclosure = whole()
    part = disclosure.parts[1]
    table = part.blocks[1]
    assert isinstance(table, PartTable)
    kept = cell_ref(table, table.rows[1], 2)
    moved = PartTable([table.rows[1]], 3, id=table.id)
    edit = SetPartBlocks("删除一行", part.id, [part.blocks[0], moved])
    assert edit.apply(disclosure).parts == [part.id]
    assert get_cell(disclosure, kept) == "1.50"
    edit.revert(disclosure)
    assert disclosure.parts[1].blocks[1] is table


def test_parts_are_left_out_and_taken_back() -> None:
    disclosure = whole()
    before = list(disclosure.parts)
    edit = SetParts("只留绩效文本", [], "")
    change = edit.apply(disclosure)
    assert change.structure
    assert not disclosure.parts
    assert not disclosure.publication
    edit.revert(disclosure)
    assert disclosure.parts == before
    assert get_cell(disclosure, title_ref(before[1])) == "第一部分：职责"


def test_a_whole_disclosure_is_saved_whole(tmp_path: Path) -> None:
    disclosure = whole()
    write_jxb(disclosure, tmp_path / "a.jxb")
    assert read_jxb(tmp_path / "a.jxb") == disclosure


def test_one_without_parts_is_written_as_older_programs_read_it(tmp_path: Path) -> None:
    write_jxb(Disclosure(projects=[TargetTable(name="甲")]), tmp_path / "a.jxb")
    assert '"schema": 1' in (tmp_path / "a.jxb").read_text(encoding="utf-8")
    write_jxb(whole(), tmp_path / "b.jxb")
    assert '"schema": 2' in (tmp_path / "b.jxb").read_text(encoding="utf-8")

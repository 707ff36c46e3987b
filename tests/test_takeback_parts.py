"""A whole disclosure sent out, corrected in its files, and taken back."""

from __future__ import annotations

import copy
from pathlib import Path

import docx
import openpyxl
import pytest

from importers.read import read_file
from model.document.blocks import NOTHING_HERE
from model.document.disclosure import Disclosure
from model.document.edits import SetCells
from model.layout import Layouts
from model.takeback.takeback import TakeBack
from tests.model.parts.kit import Figures, dump, read
from tests.model.takeback.test_parts import accept_all
from tests.test_roundtrip import write


@pytest.fixture
def ours(layouts: Layouts) -> Disclosure:
    return read(dump(Figures(3)), layouts)


def back_of(ours: Disclosure, path: Path, layouts: Layouts) -> TakeBack:
    theirs, _ = read_file(path, layouts)
    return TakeBack(ours, layouts[ours.layout], theirs, layouts[theirs.layout])


def told(back: TakeBack) -> list[tuple[str, str, str, str]]:
    return [
        (one.word, group.title, one.before, one.after)
        for group in back.sides.groups
        for one in group.proposals
    ]


def test_a_corrected_word_file_comes_back_sentence_cell_and_row(
    tmp_path: Path, layouts: Layouts, ours: Disclosure
) -> None:
    path = write(ours, layouts[ours.layout], tmp_path / "发出.docx")
    assert told(back_of(ours, path, layouts)) == []
    document = docx.Document(str(path))
    changed = next(one for one in document.paragraphs if "日常公用经费" in one.text)
    before = changed.text
    changed.runs[0].text = before.replace("日常公用经费", "日常的公用经费")
    for run in changed.runs[1:]:
        run.text = ""
    changed.insert_paragraph_before("以上由财务股核对。")
    rows = [row for table in document.tables for row in table.rows]
    hospitality = next(row for row in rows if "公务接待" in row.cells[0].text)
    hospitality.cells[4].text = "厉行节约"
    document.save(str(path))
    back = back_of(ours, path, layouts)
    found = told(back)
    assert [(word, old, new) for word, _, old, new in found] == [
        ("新增", "", "以上由财务股核对。"),
        ("修改", before, before.replace("日常公用经费", "日常的公用经费")),
        ("修改", table_text(ours, "公务接待"), "厉行节约"),
    ]
    assert found[0][1] == found[1][1] != found[2][1]
    accept_all(back)
    assert told(back_of(ours, path, layouts)) == []
    assert "以上由财务股核对。" in {one.text for part in ours.parts for one in part.texts()}


def table_text(disclosure: Disclosure, label: str) -> str:
    """Return the last cell of the row a label begins."""
    return next(
        row.cells[-1].text
        for part in disclosure.parts
        for table in part.tables()
        for row in table.rows
        if row.cells[0].text.startswith(label)
    )


def test_a_row_put_into_a_returned_workbook_is_proposed_and_taken(
    tmp_path: Path, layouts: Layouts, ours: Disclosure
) -> None:
    path = write(ours, layouts[ours.layout], tmp_path / "发出.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = next(
        one
        for one in book.worksheets
        for row in one.iter_rows(min_col=1, max_col=1)
        if str(row[0].value).startswith("公务接待") and one.title != "公开文本"
    )
    at = next(row[0].row for row in sheet.iter_rows(max_col=1) if "公务接待" in str(row[0].value))
    assert at is not None
    last = sheet.max_row
    for row in range(last, at, -1):
        for column in range(1, sheet.max_column + 1):
            sheet.cell(row + 1, column).value = sheet.cell(row, column).value
    sheet.cell(at + 1, 1).value = "培训费"
    for column, amount in enumerate((3, 4.25, 1.25), 2):
        sheet.cell(at + 1, column).value = amount
    sheet.cell(at + 1, 5).value = "新增培训"
    book.save(path)
    back = back_of(ours, path, layouts)
    assert [(word, new) for word, _, _, new in told(back)] == [
        ("新增", "培训费　3.00　4.25　1.25　新增培训")
    ]
    rows = [row for part in ours.parts for one in part.tables() for row in one.rows]
    accept_all(back)
    assert told(back_of(ours, path, layouts)) == []
    now = [row for part in ours.parts for one in part.tables() for row in one.rows]
    assert len(now) == len(rows) + 1
    assert {row.id for row in rows} <= {row.id for row in now}


def test_what_is_edited_here_meanwhile_is_not_overwritten(
    tmp_path: Path, layouts: Layouts, ours: Disclosure
) -> None:
    theirs = copy.deepcopy(ours)
    text = next(one for one in theirs.parts[1].texts() if one.kind == "text")
    text.text += "（改）"
    path = write(theirs, layouts[ours.layout], tmp_path / "退回.docx")
    back = back_of(ours, path, layouts)
    (shown,) = back.proposals()
    assert shown.ref is not None
    SetCells("输入", [(shown.ref, "这里又写了一句。")]).apply(ours)
    accepted = back.accept([shown])
    assert (accepted.edit, accepted.stale) == (None, 1)
    (again,) = back.proposals()
    assert (again.before, again.after) == ("这里又写了一句。", text.text)
    assert not back.refresh([shown.ref.table]), "only the part that changed is looked at again"


@pytest.mark.parametrize("extension", ["docx", "xlsx"])
def test_a_part_left_out_there_is_proposed_and_its_texts_are_kept(
    tmp_path: Path, layouts: Layouts, ours: Disclosure, extension: str
) -> None:
    theirs = copy.deepcopy(ours)
    theirs.parts[3].omitted = True
    path = write(theirs, layouts[ours.layout], tmp_path / f"退回.{extension}")
    back = back_of(ours, path, layouts)
    assert [(word, old, new) for word, _, old, new in told(back)] == [
        ("修改", "有此项", NOTHING_HERE.rstrip("。"))
    ]
    held = copy.deepcopy(ours.parts[3].blocks)
    accept_all(back)
    assert ours.parts[3].omitted
    assert ours.parts[3].blocks == held


def test_what_a_file_lacks_is_no_wish_to_delete_it(
    tmp_path: Path, layouts: Layouts, ours: Disclosure
) -> None:
    theirs = copy.deepcopy(ours)
    theirs.parts = []
    path = write(theirs, layouts[ours.layout], tmp_path / "只有绩效文本.docx")
    back = back_of(ours, path, layouts)
    assert told(back) == []
    assert any("其余各部分没有比较" in note for note in back.notes())
    theirs.parts = [part for part in copy.deepcopy(ours.parts) if part.key != ours.parts[2].key]
    path = write(theirs, layouts[ours.layout], tmp_path / "少一部分.docx")
    (one,) = back_of(ours, path, layouts).proposals()
    assert (one.kind, one.doubtful) == ("deleted", True)

"""The shape of 2025: tables in 元, texts in 万元, relations between them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from exporters.excel import write_excel
from exporters.word import write_word
from importers.read import read_file
from importers.together import read_together
from model.checks import Checker
from model.checks.names import PARTS
from model.document.blocks import PartTable
from model.document.cells import get_cell, set_cell
from model.document.disclosure import Disclosure
from model.document.edits import Change
from model.layout import Layouts, load_layouts
from model.parts.disclosure_dump import to_dump
from model.parts.tables import find_head
from tests.model.parts.shanghai import PUBLICATION, made, publication

LAYOUTS = load_layouts()


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    return LAYOUTS


def checker_of(disclosure: Disclosure) -> Checker:
    return Checker(disclosure, LAYOUTS[disclosure.layout])


@pytest.mark.parametrize("seed", range(6))
def test_a_sound_one_is_left_alone(seed: int) -> None:
    checker = checker_of(made(seed))
    assert [one.message for one in checker.findings_of(PARTS)] == []
    assert checker.parts.view is not None
    states = {one.relation.id: one.state for one in checker.parts.view.checked}
    assert [name for name, state in states.items() if state == "fails"] == []
    said = {relation.id for relation in publication().relations}
    unknown = {name for name, state in states.items() if state == "unknown"}
    # but changes no sentence tells
    assert [name for name in unknown if "change" not in name] == []
    assert said <= states.keys()


@pytest.mark.parametrize("seed", range(3))
def test_every_wrong_figure_is_told_once_at_its_place(seed: int) -> None:
    disclosure = made(seed)
    checker = checker_of(disclosure)
    view = checker.parts.view
    assert view is not None
    names = {
        amount.name
        for relation in view.relations
        if relation.op == "=" and not relation.lacks
        for amount in relation.amounts
        if amount.kind not in ("targets", "empty") and amount.value
    }
    missed = []
    for name in sorted(names):
        amount = view.amounts.first(name)
        assert amount is not None
        assert amount.value is not None
        text = get_cell(disclosure, amount.ref)
        set_cell(disclosure, amount.ref, amount.amended(text, amount.value + Decimal("7.77")))
        checker.changed(Change(cells=[amount.ref]))
        found = checker.findings_of(PARTS)
        if not found or not all(amount.ref in (one.ref, *one.others) for one in found):
            missed.append((name, [one.message for one in found]))
        set_cell(disclosure, amount.ref, text)
        checker.changed(Change(cells=[amount.ref]))
    assert missed == []
    assert len(names) > 60


@pytest.mark.parametrize("extension", ["docx", "xlsx"])
def test_it_is_read_back_whole(extension: str, tmp_path: Path, layouts: Layouts) -> None:
    disclosure = made(7)
    path = tmp_path / f"a.{extension}"
    if extension == "docx":
        write_word(disclosure, layouts["national-2021"], path, date(2025, 3, 1))
    else:
        write_excel(disclosure, layouts["national-2021"], path)
    again, _ = read_file(path, layouts)
    assert again.publication == PUBLICATION
    assert to_dump(again)["parts"] == to_dump(disclosure)["parts"]
    assert to_dump(again)["amounts"] == to_dump(disclosure)["amounts"]


def test_a_bureau_s_workbook_of_tables_goes_into_the_word_file(
    tmp_path: Path, layouts: Layouts
) -> None:
    """One sheet a table, any of them missing, their titles in the sheets."""
    disclosure = made(8)
    book = openpyxl.Workbook()
    for part in disclosure.parts:
        for number, table in enumerate(list(part.tables())[1:], 2):
            spec = publication().table(table.key)
            assert spec is not None
            sheet = book.create_sheet(f"附表{number}")
            sheet.append([f"2025年部门{spec.title}"])
            sheet.append(["", "", f"单位：{spec.unit}"])
            for row in table.rows:
                texts = [""] * table.columns
                for cell in row.cells:
                    texts[cell.col] = cell.text
                sheet.append(texts)
    book.remove(book.worksheets[0])
    book.save(tmp_path / "b.xlsx")
    for part in disclosure.parts:
        part.blocks = [block for block in part.blocks if not hasattr(block, "rows")]
    write_word(disclosure, layouts["national-2021"], tmp_path / "a.docx")
    merged, report = read_together([tmp_path / "a.docx", tmp_path / "b.xlsx"], layouts)
    tables = next(part for part in merged.parts if part.key == "tables")
    assert [table.key for table in tables.tables()] == [f"t{number}" for number in range(2, 10)]
    checker = checker_of(merged)
    assert checker.parts.view is not None
    states = {one.relation.id: one.state for one in checker.parts.view.checked}
    assert states["t4-t567"] == states["text-basic"] == states["t8-t5"] == "holds"
    assert states["t1"] == "unknown"
    assert not report.unplaced


def test_tables_with_nothing_between_them_stay_apart(tmp_path: Path, layouts: Layouts) -> None:
    """Word makes one table of two that touch, and repeats the first one's head over both."""
    disclosure = made(5)
    for part in disclosure.parts:
        if part.key == "tables":
            part.blocks = [block for block in part.blocks if isinstance(block, PartTable)]
    path = tmp_path / "a.docx"
    write_word(disclosure, layouts["national-2021"], path)
    with ZipFile(path) as package:
        body = package.read("word/document.xml").decode()
    assert "</w:tbl><w:tbl>" not in body
    again, _ = read_file(path, layouts)
    assert to_dump(again)["parts"] == to_dump(disclosure)["parts"]


def test_the_rows_of_groups_belong_to_the_head(tmp_path: Path, layouts: Layouts) -> None:
    disclosure = made(6)
    path = tmp_path / "a.docx"
    write_word(disclosure, layouts["national-2021"], path)
    again, _ = read_file(path, layouts)
    heads = {table.key: table.head for part in again.parts for table in part.tables()}
    assert heads == {table.key: table.head for part in disclosure.parts for table in part.tables()}
    rows = [[(0, "2025年收入预算总表")], [(0, "编制部门：甲局"), (3, "单位：元")]]
    rows += [[(0, "项目"), (4, "收入预算")]]
    table = next(t for part in disclosure.parts for t in part.tables() if t.key == "t2")
    rows += [[(cell.col, cell.text) for cell in row.cells] for row in table.rows]
    spec = publication().table("t2")
    assert spec is not None
    head = find_head(rows, spec)
    assert head is not None
    assert (head.first, head.last) == (2, 4)


def test_what_the_text_leaves_out_is_taken_from_its_table() -> None:
    """项目支出 stands in the table of expenditure alone: the targets are still held against it."""
    disclosure = made(2)
    checker = checker_of(disclosure)
    assert checker.parts.view is not None
    project = checker.parts.view.amounts.first("project")
    assert project is not None
    text = get_cell(disclosure, project.ref)
    set_cell(disclosure, project.ref, text.replace("项目支出", "其余部分"))
    again = checker_of(disclosure)
    assert again.parts.view is not None
    assert again.parts.view.amounts.first("project") is None
    states = {one.relation.id: one.state for one in again.parts.view.checked}
    assert states["targets"] == states["targets-text"] == "holds"
    said = again.parts.view.amounts.first("targets.text")
    assert said is not None
    whole = get_cell(disclosure, said.ref)
    set_cell(disclosure, said.ref, said.amended(whole, Decimal(999999)))
    found = [one for one in checker_of(disclosure).findings_of(PARTS) if one.code == "K03"]
    assert any("支出预算总表" in one.message for one in found)

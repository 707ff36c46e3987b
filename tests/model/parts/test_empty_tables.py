"""Which tables are empty: notes in merged cells, dashes, noughts and conditions are no amounts."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from importers.read import read_file
from model.checks import Checker
from model.checks.names import PARTS
from model.layout import Layouts, load_layouts
from model.layout.publication_load import load_publications

LAYOUTS = load_layouts()
NOTE = "注：本部门2025年没有政府性基金预算安排，空表列示。"


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    return LAYOUTS


def book(path: Path, rows: list[list[str]], merged: str = "") -> Path:
    """Write a workbook whose one sheet is the table of 政府性基金."""
    spec = load_publications()["shanghai-2025"].table("t6")
    assert spec is not None
    work = openpyxl.Workbook()
    sheet = work.active
    assert sheet is not None
    sheet.title = "T6"
    sheet.append([spec.title])
    sheet.append(["单位：元"])
    for placed in spec.placed_head:
        row = [""] * spec.width
        for col, one in placed:
            row[col] = one.label
        sheet.append(row)
    for placed, number in zip(spec.placed_head, range(3, 9), strict=False):
        for col, one in placed:
            if one.span > 1 or one.height > 1:
                sheet.merge_cells(
                    start_row=number,
                    start_column=col + 1,
                    end_row=number + one.height - 1,
                    end_column=col + one.span,
                )
    first = sheet.max_row
    for row in rows:
        sheet.append(row)
    if merged:
        first_cell, last_cell = merged.split(":")
        sheet.merge_cells(f"{_down(first_cell, first)}:{_down(last_cell, first)}")
    work.save(path)
    return path


def _down(cell: str, rows: int) -> str:
    return f"{cell[0]}{int(cell[1:]) + rows}"


def k06(path: Path) -> list[str]:
    disclosure, _ = read_file(path, LAYOUTS)
    assert [table.key for part in disclosure.parts for table in part.tables()] == ["t6"]
    checker = Checker(disclosure, LAYOUTS[disclosure.layout])
    found = checker.findings_of(PARTS)
    assert [one.code for one in found if one.code != "K06"] == []
    return [one.message for one in found]


TOTAL = ["", "", "", "合计", "", "", ""]
SPENT = ["", "", "", "合计", "500", "", "500"]


@pytest.mark.parametrize(
    ("rows", "merged"),
    [
        ([TOTAL, [NOTE]], "A2:G2"),
        ([TOTAL, [NOTE]], "A2:E3"),
        ([[NOTE]], "A1:G4"),
        ([TOTAL, [NOTE]], ""),
        ([["", "", "", "合计", "—", "—", "—"], [NOTE]], "A2:G2"),
        ([["", "", "", "合计", "0.00", "0.00", "0.00"], [NOTE]], "A2:G2"),
        ([["", "", "", "合计", "", NOTE, ""]], "F1:G1"),
        ([["", "", "", "合计", "", NOTE, ""]], ""),
        ([SPENT, ["注：如无此项预算，空表列示。"]], "A2:G2"),
    ],
)
def test_a_note_is_no_amount(rows: list[list[str]], merged: str, tmp_path: Path) -> None:
    assert k06(book(tmp_path / "a.xlsx", rows, merged)) == []


@pytest.mark.parametrize(
    ("rows", "merged", "says"),
    [
        ([SPENT, [NOTE]], "A2:G2", "里有数，却注明是空表"),
        ([SPENT, [NOTE]], "", "里有数，却注明是空表"),
        ([TOTAL], "", "没有注明空表列示"),
        ([TOTAL, ["注：金额以元为单位。"]], "A2:G2", "没有注明空表列示"),
    ],
)
def test_what_contradicts_its_note_is_told(
    rows: list[list[str]], merged: str, says: str, tmp_path: Path
) -> None:
    (message,) = k06(book(tmp_path / "a.xlsx", rows, merged))
    assert says in message

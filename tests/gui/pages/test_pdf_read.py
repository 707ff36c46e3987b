"""The program's own PDF files, and those of LibreOffice, read back as what was written."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exporters.excel import write_excel
from exporters.word import write_word
from gui.pages.pdf import export_pdf
from importers.office import converted, find_office
from importers.read import read_file
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.parts.disclosure_dump import to_dump
from tests.conftest import EXAMPLES

TODAY = date(2024, 3, 5)
EXAMPLE = EXAMPLES / "wanglan-wenlv-2024.txt"

pytestmark = pytest.mark.usefixtures("qapp")


def _plain(value: Any) -> Any:
    """Return a dump without what no page shows: spaces at ends, and before a line's end.

    LibreOffice writes no space that it can make by moving letters, so for its files no
    space is compared at all; nor is ℃, which Qt leaves out of files in some fonts.
    """
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return "".join(value.replace("℃", "").split()) if isinstance(value, str) else value


def _lines(value: Any) -> Any:
    """Return how many lines every text of a dump has."""
    if isinstance(value, dict):
        return {key: _lines(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_lines(item) for item in value]
    return value.count("\n") if isinstance(value, str) else None


def _tables(disclosure: Disclosure) -> list[Any]:
    found = to_dump(disclosure)["projects"]
    assert isinstance(found, list)
    return found


def printed_by_office(
    disclosure: Disclosure, layout: Layout, folder: Path, name: str = "文本"
) -> Path:
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    word = folder / f"{name}.docx"
    write_word(disclosure, layout, word, TODAY)
    target = folder / f"{name}.pdf"
    with converted(word, "pdf") as copy:
        shutil.copy(copy, target)
    return target


def _assert_same(found: Disclosure, again: Disclosure) -> None:
    assert len(again.projects) == len(found.projects)
    for ours, theirs in zip(_tables(found), _tables(again), strict=True):
        assert _plain(theirs) == _plain(ours)
        assert _lines(theirs) == _lines(ours)


@pytest.mark.parametrize("form", ["hebei-2021", "national-2021"])
@pytest.mark.parametrize("by", ["us", "office"])
def test_the_example_comes_back(
    tmp_path: Path, layouts: dict[str, Layout], form: str, by: str
) -> None:
    found, _ = read_file(EXAMPLE, layouts)
    # what the form does not hold is not in its file
    word = tmp_path / "甲.docx"
    write_word(found, layouts[form], word, TODAY)
    found, _ = read_file(word, layouts)
    if by == "us":
        path = tmp_path / "甲.pdf"
        export_pdf(found, layouts[form], path, today=TODAY)
    else:
        path = printed_by_office(found, layouts[form], tmp_path)
    again, report = read_file(path, layouts)
    assert again.layout == form
    _assert_same(found, again)
    assert again.year == found.year
    assert again.department == found.department
    assert _plain(again.overall_goal) == _plain(found.overall_goal)
    assert len(again.itemised_goals) == len(found.itemised_goals)
    assert len(again.safeguards) == len(found.safeguards)
    assert not report.in_tables()


@pytest.mark.parametrize("by", ["us", "office"])
def test_the_real_disclosure_comes_back(
    tmp_path: Path, layouts: dict[str, Layout], real_text: Path, by: str
) -> None:
    found, _ = read_file(real_text, layouts)
    hebei = layouts["hebei-2021"]
    if by == "us":
        path = tmp_path / "甲.pdf"
        export_pdf(found, hebei, path, today=TODAY)
    else:
        path = printed_by_office(found, hebei, tmp_path)
    again, report = read_file(path, layouts)
    _assert_same(found, again)
    assert not report.in_tables()
    assert again.year == found.year
    assert again.department == found.department


@pytest.mark.parametrize("form", ["hebei-2021", "national-2021"])
def test_a_workbook_printed_by_libreoffice_comes_back(
    tmp_path: Path, layouts: dict[str, Layout], form: str
) -> None:
    """Its list of all indicators repeats the tables, and is not read once more."""
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    found, _ = read_file(EXAMPLE, layouts)
    book = tmp_path / "文本.xlsx"
    write_excel(found, layouts[form], book)
    found, _ = read_file(book, layouts)
    path = tmp_path / "文本.pdf"
    with converted(book, "pdf") as copy:
        shutil.copy(copy, path)
    again, report = read_file(path, layouts)
    assert _plain(_tables(again)) == _plain(_tables(found))
    assert not report.in_tables()


def test_spaces_come_back_from_our_own_file(
    tmp_path: Path, disclosure: Disclosure, hebei: Layout, layouts: dict[str, Layout]
) -> None:
    """Qt draws no space; the gaps tell where they were."""
    table = disclosure.projects[0]
    table.purpose = "购置 3 台，单价 2.50 万元  合计 7.50 万元"
    path = tmp_path / "甲.pdf"
    export_pdf(disclosure, hebei, path, today=TODAY)
    again, _ = read_file(path, layouts)
    assert again.projects[0].purpose == table.purpose


def test_a_table_over_many_pages_comes_back(
    tmp_path: Path, disclosure: Disclosure, hebei: Layout, layouts: dict[str, Layout]
) -> None:
    """The head of the indicators is printed again on every page, and read once."""
    table = disclosure.projects[0]
    first = table.indicators[0]
    table.indicators = [
        type(first)(
            first.level1,
            first.level2,
            f"第{number}处河段清淤",
            "按图纸逐段验收，留存影像资料，" * (number % 7 + 1),
            f"≥{number}米",
            f"冀水〔2023〕{number}号",
        )
        for number in range(1, 80)
    ]
    path = tmp_path / "甲.pdf"
    export_pdf(disclosure, hebei, path, today=TODAY)
    again, _ = read_file(path, layouts)
    _assert_same(disclosure, again)

"""Every form that ships: written, read back equal, also through LibreOffice; its shapes."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from exporters.excel import write_excel
from exporters.jxb import write_jxb
from exporters.word import write_word
from importers.office import find_office
from importers.read import read_file
from model.document.disclosure import Disclosure
from model.layout import LAYOUT_FOLDER, Layout, load_layouts
from model.parts.disclosure_dump import to_dump
from model.printing.fill import fill, fill_flat
from model.printing.grid import Grid
from model.printing.leftout import fields_left_out
from scripts.form_examples import example

SHIPPED = list(load_layouts())
DAY = date(2025, 1, 6)


def write(disclosure: Disclosure, layout: Layout, target: Path) -> Path:
    if target.suffix == ".docx":
        write_word(disclosure, layout, target, DAY)
    elif target.suffix == ".xlsx":
        write_excel(disclosure, layout, target)
    else:
        write_jxb(disclosure, target)
    return target


def test_the_forms_of_the_plan_ship() -> None:
    assert set(SHIPPED) >= {
        *("national-2015", "national-2021", "core-2021", "department-2015", "transfer-2015"),
        *("hebei-2021", "hebei-2022", "sichuan-2022", "yunnan-2022", "hubei-2022", "hunan-2021"),
        *("shanghai-2019", "shanghai-2025"),
    }
    names = {path.name for path in LAYOUT_FOLDER.glob("*.toml")}
    assert {f"{name}.toml" for name in SHIPPED} <= names, "a file is called as its form's id"
    assert SHIPPED[0] == "hebei-2021", "the form of a new disclosure stands first"


@pytest.mark.parametrize("name", SHIPPED)
def test_the_example_shows_every_cell_of_the_form(layouts: dict[str, Layout], name: str) -> None:
    layout = layouts[name]
    disclosure = example(layout)
    assert not fields_left_out(disclosure, layout)
    first = disclosure.projects[0]
    grid = fill_flat(disclosure, layout) if layout.table.flat else fill(disclosure, first, layout)
    assert_tiled(grid)
    empty = [cell for row in grid.rows for cell in row if not cell.text and cell.kind != "label"]
    # a repeated row more than the example has, and the mid-term's rows that are fewer
    allowed = (len(layout.lists) + len(layout.beside)) * grid.columns
    assert len(empty) <= allowed, [(cell.row, cell.col) for cell in empty]


def assert_tiled(grid: Grid) -> None:
    """Every place of the grid is covered by one cell."""
    covered = [
        (row, col)
        for cells in grid.rows
        for cell in cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for col in range(cell.col, cell.col + cell.colspan)
    ]
    every = [(row, col) for row in range(len(grid.rows)) for col in range(grid.columns)]
    assert sorted(covered) == every


@pytest.mark.parametrize("extension", ["docx", "xlsx", "jxb"])
@pytest.mark.parametrize("name", SHIPPED)
def test_the_example_comes_back(
    tmp_path: Path, layouts: dict[str, Layout], name: str, extension: str
) -> None:
    disclosure = example(layouts[name])
    target = write(disclosure, layouts[name], tmp_path / f"例.{extension}")
    again, report = read_file(target, layouts)
    assert report.layout.startswith(f"{name} ")
    assert to_dump(again) == to_dump(disclosure)
    assert not report.unplaced


@pytest.mark.parametrize("extension", ["docx", "xlsx"])
@pytest.mark.parametrize("name", SHIPPED)
def test_an_empty_project_comes_back(
    tmp_path: Path, layouts: dict[str, Layout], name: str, extension: str
) -> None:
    disclosure = example(layouts[name])
    disclosure.projects[1].indicators = []
    disclosure.projects[1].extra = {}
    target = write(disclosure, layouts[name], tmp_path / f"例.{extension}")
    again, _ = read_file(target, layouts)
    assert to_dump(again) == to_dump(disclosure)


@pytest.mark.parametrize("steps", [("docx", "odt", "doc", "docx"), ("xlsx", "ods", "xls")])
def test_saved_by_another_program_they_come_back(
    tmp_path: Path, layouts: dict[str, Layout], steps: tuple[str, ...]
) -> None:
    """All forms go through one run of LibreOffice a step: it is slow to start."""
    office = find_office()
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path / "0"
    folder.mkdir()
    for name in SHIPPED:
        write(example(layouts[name]), layouts[name], folder / f"{name}.{steps[0]}")
    for number, extension in enumerate(steps[1:], 1):
        files = sorted(folder.iterdir())
        folder = tmp_path / str(number)
        command = [str(office), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
        command += ["--headless", "--convert-to", extension, "--outdir", str(folder)]
        command += map(str, files)
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    changed = {}
    for name in SHIPPED:
        again, report = read_file(folder / f"{name}.{steps[-1]}", layouts)
        same = to_dump(again) == to_dump(example(layouts[name]))
        if not same or not report.layout.startswith(f"{name} ") or report.in_tables():
            changed[name] = (same, report.layout, report.in_tables())
    assert not changed


@pytest.mark.parametrize("form", ["national-2021", "hebei-2021", "core-2021", "yunnan-2022"])
def test_labels_changed_in_a_written_workbook_are_read_generally(
    tmp_path: Path, layouts: dict[str, Layout], form: str
) -> None:
    disclosure = example(layouts[form])
    path = tmp_path / "a.xlsx"
    write_excel(disclosure, layouts[form], path)
    book = openpyxl.load_workbook(path)
    other = {"指标值": "绩效指标值"} | {f"{one}级指标": f"{one}级指标名称" for one in "一二三"}
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, str) and cell.value.strip() in other:
                cell.value = other[cell.value.strip()]
    book.save(path)
    found, report = read_file(path, layouts)
    assert found.layout == form
    assert any("通读" in note for note in report.notes)
    assert [one.name for one in disclosure.projects] == [one.name for one in found.projects]
    for before, after in zip(disclosure.projects, found.projects, strict=True):
        assert [(i.level1, i.name, i.value) for i in before.indicators] == [
            (i.level1, i.name, i.value) for i in after.indicators
        ]

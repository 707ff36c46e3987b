"""Reading a file is left at its next step, however large one table of it is."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import openpyxl
import pytest

from importers import office
from importers.read import read_file
from model.basics.steps import Cancelled, step, stoppable
from model.layout import Layout

xlwt = pytest.importorskip("xlwt", reason="xlwt is not installed")

ROWS = 1500
PROJECT = ("项目编码", "13000022P00", "项目名称", "植树造林")
HEAD = ("一级指标", "二级指标", "三级指标", "指标描述", "指标值", "指标值确定依据")


def cells(row: int) -> tuple[str, ...]:
    return ("产出指标", "数量指标", f"植树 {row}", "新种的树", f"≥{row}棵", "年度计划")


def table() -> list[tuple[str, ...]]:
    return [PROJECT, HEAD, *map(cells, range(ROWS))]


def write_docx(path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, len(HEAD))
    for number, texts in enumerate((PROJECT, HEAD, cells(0))):
        for column, text in enumerate(texts):
            table.cell(number, column).text = text
    # building cell after cell would take minutes
    row = table.rows[2]._tr
    for _ in range(ROWS):
        row.addnext(row.__copy__())
    document.save(str(path))


def write_xlsx(path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("表")
    for row in table():
        sheet.append(row)
    book.save(path)


def write_xls(path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表")
    for number, row in enumerate(table()):
        for column, text in enumerate(row):
            sheet.write(number, column, text)
    book.save(str(path))


def write_text(path: Path) -> None:
    lines = ["\n".join(f"\t{cell}" for cell in row) for row in table()]
    path.write_text("\n\n".join(lines), "utf-8")


WRITERS: dict[str, Callable[[Path], None]] = {
    "docx": write_docx,
    "xlsx": write_xlsx,
    "xls": write_xls,
    "txt": write_text,
}


class Steps:
    """Counts the steps; asks to stop from one of them on."""

    def __init__(self, last: int | None = None) -> None:
        self.last = last
        self.count = 0

    def __call__(self) -> bool:
        self.count += 1
        return self.last is not None and self.count >= self.last


@pytest.fixture(params=WRITERS)
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"大表.{request.param}"
    WRITERS[request.param](path)
    return path


def test_steps_are_taken_in_every_row_of_one_large_table(
    file: Path, layouts: Mapping[str, Layout]
) -> None:
    steps = Steps()
    with stoppable(steps):
        read_file(file, layouts)
    # once a row while it is read, once while it is recognised
    assert steps.count >= 2 * ROWS


@pytest.mark.parametrize("part", [0.001, 0.3, 0.6, 0.999])
def test_reading_ends_at_the_step_at_which_it_is_not_wanted_any_more(
    file: Path, layouts: Mapping[str, Layout], part: float
) -> None:
    whole = Steps()
    with stoppable(whole):
        read_file(file, layouts)
    steps = Steps(round(whole.count * part) + 1)
    with pytest.raises(Cancelled), stoppable(steps):
        read_file(file, layouts)
    assert steps.count == steps.last


def test_only_the_thread_that_was_asked_stops() -> None:
    done = threading.Event()

    def other() -> None:
        step()
        done.set()

    with stoppable(lambda: True):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        with pytest.raises(Cancelled):
            step()
    step()
    assert done.is_set()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for LibreOffice")
def test_libreoffice_is_ended_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layouts: Mapping[str, Layout]
) -> None:
    # what LibreOffice's own starter does: it waits for another process that works
    told = tmp_path / "pid"
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\nsleep 600 &\necho $! > "{told}"\nwait\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office, "find_office", lambda: program)
    file = tmp_path / "旧.rtf"
    file.write_text("{\\rtf1 x}", "utf-8")
    with pytest.raises(Cancelled), stoppable(lambda: told.exists() and bool(told.read_text())):
        read_file(file, layouts)
    child = int(told.read_text())
    try:
        for _ in range(100):
            if not _runs(child):
                break
            time.sleep(0.05)
        assert not _runs(child)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def _runs(pid: int) -> bool:
    """Tell whether a process does anything; one that waits to be buried does not."""
    state = subprocess.run(
        ["ps", "-o", "state=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return state.stdout.strip()[:1] not in ("", "Z")

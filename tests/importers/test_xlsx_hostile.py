"""Workbooks that are damaged, too large or hostile: refused in words, or read soundly."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.xlsx import read_xlsx
from model.basics.errors import ReadError
from tests.importers.xlsx_kit import (
    DOCUMENT,
    MAIN,
    ROW,
    check,
    only_grid,
    package,
    parts,
    refused,
    relations,
    strings,
    texts,
    worksheet,
)


@pytest.mark.parametrize(
    ("part", "text", "reason"),
    [
        ("xl/worksheets/sheet1.xml", worksheet(ROW)[:-20], "已损坏或不完整"),
        ("xl/worksheets/sheet1.xml", "", "已损坏或不完整"),
        ("xl/worksheets/sheet1.xml", "不是 XML", "已损坏或不完整"),
        ("xl/worksheets/sheet1.xml", worksheet(ROW + "&nothing;"), "已损坏或不完整"),
        ("xl/workbook.xml", "<workbook", "已损坏或不完整"),
        ("xl/workbook.xml", "<other/>", "不是 Excel 工作簿"),
        ("xl/_rels/workbook.xml.rels", "<x/>", "工作表都不见了"),
        ("xl/sharedStrings.xml", strings("<t>一</t>")[:-3], "已损坏或不完整"),
        ("xl/styles.xml", "<styleSheet>", "已损坏或不完整"),
        (
            "xl/worksheets/sheet1.xml",
            f'<!DOCTYPE x [<!ENTITY a "b">]>{worksheet(ROW)}',
            "实体定义",
        ),
        (
            "xl/sharedStrings.xml",
            f'<?xml version="1.0"?><!DOCTYPE s SYSTEM "http://x/">{strings()}',
            "实体定义",
        ),
    ],
)
def test_a_damaged_part_is_refused(tmp_path: Path, part: str, text: str, reason: str) -> None:
    content = parts(worksheet(ROW)) | {part: text}
    assert reason in refused(package(tmp_path / "坏.xlsx", content))


@pytest.mark.parametrize("index", ["1", "-1", "99999999999999999999", "一", "1.0"])
def test_a_text_that_is_not_there_is_an_error_not_a_blank(tmp_path: Path, index: str) -> None:
    content = parts(
        worksheet(f'<row r="3"><c r="B3" t="s"><v>{index}</v></c></row>'),
        xl__sharedStrings=strings("<t>只有一条</t>"),
    )
    message = refused(package(tmp_path / "坏.xlsx", content))
    assert "工作表“表”B3 的文字在文件里找不到" in message


def test_other_packages_are_no_workbooks(tmp_path: Path) -> None:
    word = {"_rels/.rels": relations(("a", f"{DOCUMENT}/officeDocument", "word/document.xml"))}
    path = package(tmp_path / "文.xlsx", word | {"word/document.xml": "<document/>"})
    assert "不是 Excel 工作簿" in refused(path)
    binary = {"_rels/.rels": relations(("a", f"{DOCUMENT}/officeDocument", "xl/workbook.bin"))}
    path = package(tmp_path / "二.xlsx", binary | {"xl/workbook.bin": b"\x83\x01"})
    assert ".xlsb" in refused(path)


def test_a_missing_or_empty_file_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "没有.xlsx")
    (tmp_path / "空.xlsx").write_bytes(b"")
    refused(tmp_path / "空.xlsx")


def bombs() -> dict[str, dict[str, str]]:
    endless = "<a/>" * 2_000_000
    return {
        "a row without end": parts(worksheet(f"<row>{endless}</row>")),
        "elements nobody knows": parts(
            worksheet(ROW), xl__styles=f'<styleSheet xmlns="{MAIN}"><x><y>{endless}'
        ),
        "a text without end": parts(
            worksheet(ROW), xl__sharedStrings=strings(f"<t>{'长' * 4_000_000}</t>")
        ),
    }


MEASURE = """
import re, sys
from pathlib import Path
from importers.xlsx import read_xlsx
from model.basics.errors import ReadError
for name in sys.argv[1:]:
    try:
        read_xlsx(Path(name))
    except ReadError as error:
        print(error)
status = Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s*(\\d+) kB", status)[1]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured the Linux way")
def test_bombs_are_refused_in_little_memory(tmp_path: Path) -> None:
    paths = [package(tmp_path / f"{name}.xlsx", content) for name, content in bombs().items()]
    assert all(path.stat().st_size < 100_000 for path in paths)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *map(str, paths)],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parent.parent.parent,
        env=os.environ | {"PYTHONPATH": ".", "PYTHONUTF8": "1"},
    )
    *messages, megabytes = done.stdout.splitlines()
    for path, message in zip(paths, messages, strict=True):
        assert message.startswith(f"{path}：")
        assert "没有读取" in message or "已损坏" in message
    assert int(megabytes) < 250


def test_more_shared_strings_than_any_workbook_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importers.xlsx_package.MAX_STRINGS", 3)
    path = package(tmp_path / "表.xlsx", parts(worksheet(ROW), xl__sharedStrings=strings(*"abc")))
    assert texts(read_xlsx(path)) == {"A1": "1"}
    path = package(tmp_path / "表.xlsx", parts(worksheet(ROW), xl__sharedStrings=strings(*"abcd")))
    assert "没有读取" in refused(path)


def test_more_merged_areas_than_any_sheet_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importers.xlsx_grid.MAX_MERGES", 20)
    areas = [f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 22)]
    for count in (20, 21):
        merges = f"<mergeCells>{''.join(areas[:count])}</mergeCells>"
        path = package(tmp_path / f"{count}.xlsx", parts(worksheet(ROW, merges)))
    assert "合并单元格太多" in refused(path)
    assert len(only_grid(read_xlsx(tmp_path / "20.xlsx")).rows) == 20


def test_more_cells_than_any_department_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importers.xlsx_grid.MAX_CELLS", 50)
    path = package(tmp_path / "多.xlsx", parts(worksheet(ROW * 50)))
    assert len(only_grid(read_xlsx(path)).rows) == 50
    path = package(tmp_path / "多.xlsx", parts(worksheet(ROW * 51)))
    assert "格太多" in refused(path)


@pytest.fixture(scope="module")
def real_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("real") / "真.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.merge_range("A1:C1", "标题", book.add_format({"bold": True}))
        sheet.write_number("A2", 0.3, book.add_format({"num_format": "0.00%"}))
        sheet.write_formula("B2", "=A2", None, 0.3)
        sheet.write_comment("A2", "批注")
        book.add_worksheet("二").write_string("B3", "文")
    return path.read_bytes()


@given(seed=st.integers(0, 2**32), cut=st.booleans())
@settings(max_examples=120)
def test_damage_anywhere_is_refused_or_read_soundly(
    tmp_path_factory: pytest.TempPathFactory, real_bytes: bytes, seed: int, cut: bool
) -> None:
    """Change bytes of the file, or of the XML of one of its parts."""
    chance = random.Random(seed)
    path = tmp_path_factory.mktemp("damage") / "坏.xlsx"
    if cut:
        damaged = bytearray(real_bytes)
        spoil(damaged, chance)
        path.write_bytes(damaged)
    else:
        path.write_bytes(real_bytes)
        with zipfile.ZipFile(path) as archive:
            content = {name: bytearray(archive.read(name)) for name in archive.namelist()}
        spoil(content[chance.choice(sorted(content))], chance)
        package(path, {name: bytes(data) for name, data in content.items()})
    try:
        document = read_xlsx(path)
    except ReadError as error:
        assert str(error).startswith(str(path))
    else:
        check(document)


def spoil(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(data))
        kind = chance.random()
        if kind < 0.5:
            data[place] = chance.randrange(256)
        elif kind < 0.7:
            data[place : place + chance.randint(1, 40)] = b"0"
        elif kind < 0.9:
            data[place:place] = data[place : place + 50]
        else:
            del data[place:]
            data += b"<"

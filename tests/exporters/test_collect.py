"""The workbook of 汇总, read back with openpyxl and straight from its XML."""

from __future__ import annotations

import errno
import gc
import re
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from exporters.collect import collecting
from exporters.collect_list import RowList
from exporters.collect_sheet import ListBook
from exporters.excel_sheet import MAX_CELL
from importers.folder import find_sources
from model.basics.errors import WriteError
from model.checks import default_profile
from model.collect.collect import FileToCollect, Rules, collect
from model.collect.lists import PROJECTS, Row
from model.collect.sums import CollectedTotals
from model.document.disclosure import Disclosure
from model.document.report import ReadReport
from model.layout import load_layouts
from tests.collect_kit import budgets, department
from tests.exporters.excel_kit import NS

if TYPE_CHECKING:
    from typing_extensions import Buffer

LAYOUTS = load_layouts()
RULES = Rules(LAYOUTS, default_profile(), lambda error, name: f"{name}：{error!r}")


def write(target: Path, *every: Disclosure, most_rows: int = 1_048_576) -> CollectedTotals:
    def wanted(number: int, one: Disclosure) -> FileToCollect:
        report = ReadReport(str(number), unplaced=one.unplaced)
        return FileToCollect(f"{number}.jxb", lambda: (one, report))

    files = [wanted(number, one) for number, one in enumerate(every, 1)]
    with collecting(target, most_rows) as book:
        totals = collect(files, book, RULES)
        book.finish(totals)
    return totals


def sheet_rows(path: Path, name: str) -> list[dict[str, object]]:
    """The rows of a sheet by heading, as openpyxl gives them."""
    rows = list(load_workbook(path)[name].values)
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def raw_rows(path: Path, name: str) -> list[dict[str, str]]:
    """The rows of a sheet by heading, texts as the format defines them (ST_Xstring)."""
    with zipfile.ZipFile(path) as package:
        names = [
            sheet.get("name")
            for sheet in etree.fromstring(package.read("xl/workbook.xml")).iterfind(
                ".//m:sheet", NS
            )
        ]
        part = package.read(f"xl/worksheets/sheet{names.index(name) + 1}.xml")
    root = etree.fromstring(part, etree.XMLParser(huge_tree=True))
    rows = []
    for row in root.iterfind(".//m:row", NS):
        cells = {}
        for cell in row.iterfind("m:c", NS):
            text = "".join(t.text or "" for t in cell.iter("{*}t")) or cell.findtext("m:v", "", NS)
            shown = re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)
            cells[re.sub(r"\d", "", str(cell.get("r")))] = shown
        rows.append(cells)
    heads = rows[0]
    return [{heads[col]: text for col, text in row.items() if col in heads} for row in rows[1:]]


def test_sums_stand_in_the_workbook_to_the_cent(tmp_path: Path) -> None:
    every = [department(number) for number in range(1, 8)]
    write(tmp_path / "汇总.xlsx", *every)
    rows = raw_rows(tmp_path / "汇总.xlsx", "汇总")
    money = "预算数（万元）"
    files = [row for row in rows if row.get("文件")]
    assert [row["部门名称"] for row in files] == [one.department.name for one in every]
    assert sum(Decimal(row[money]) for row in files) == budgets(every)
    total = next(row for row in rows if row.get("部门名称") == "合计")
    assert Decimal(total[money]) == budgets(every)
    assert total["项目数"] == "14"
    sheet = load_workbook(tmp_path / "汇总.xlsx")["汇总"]
    heads = [cell.value for cell in sheet[1]]
    cell = sheet[2][heads.index(money)]
    assert (cell.data_type, cell.number_format) == ("n", "#,##0.00")
    # totals are no part of what is filtered
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(8, len(heads)).coordinate}"


def test_tables_and_indicators_are_all_there(tmp_path: Path) -> None:
    every = [department(number) for number in range(1, 4)]
    every[1].projects[0].extra["carryover"] = "12.00"
    every[2].projects[0].indicators[0].extra["weight"] = "10"
    every[1].layout = "national-2021"
    write(tmp_path / "汇总.xlsx", *every)
    projects = raw_rows(tmp_path / "汇总.xlsx", "项目")
    assert [row["项目编码"] for row in projects] == [
        table.code for one in every for table in one.projects
    ]
    assert [row["资金用途"] for row in projects] == [
        table.purpose for one in every for table in one.projects
    ]
    assert [row.get("上年结转（万元）", "") for row in projects] == ["", "", "12", "", "", ""]
    indicators = raw_rows(tmp_path / "汇总.xlsx", "指标")
    wanted = [item for one in every for table in one.projects for item in table.indicators]
    assert [row["三级指标"] for row in indicators] == [item.name for item in wanted]
    assert [row["指标值"] for row in indicators] == [item.value for item in wanted]
    assert [row.get("分值权重") for row in indicators].count("10") == 1
    summed = raw_rows(tmp_path / "汇总.xlsx", "汇总")
    assert [row.get("上年结转（万元）") for row in summed[:4]] == [None, "12", None, "12"]


texts = st.text(st.characters(exclude_categories=()), max_size=40)
hard = st.sampled_from(
    [
        "=1+1",
        "<r>甲</r>",
        "a&b<c>",
        "_x0041_x0042_",
        "\x00\x07\r\n\t ",
        "\ud83d半",
        "0012",
        " 前后 ",
        "😀" * 9,
    ]
)


@settings(max_examples=25)
@given(st.lists(texts | hard, min_size=8, max_size=8))
def test_texts_are_unchanged_to_the_character(
    tmp_path_factory: pytest.TempPathFactory, held: list[str]
) -> None:
    made = department(1)
    table, item = made.projects[0], made.projects[0].indicators[0]
    table.name, table.purpose, table.goals, table.code = held[:4]
    item.name, item.value, item.basis, item.description = held[4:]
    table.extra["栏"] = held[0] + "栏"
    path = tmp_path_factory.mktemp("字") / "汇总.xlsx"
    write(path, made)
    project, indicator = raw_rows(path, "项目")[0], raw_rows(path, "指标")[0]
    names = ("项目名称", "资金用途", "绩效目标", "项目编码")
    assert [project[name] for name in names] == held[:4]
    assert project["栏"] == held[0] + "栏"
    names = ("三级指标", "指标值", "指标值确定依据", "绩效指标描述")
    assert [indicator[name] for name in names] == held[4:]
    # it opens, and nothing in it calculates
    sheet = load_workbook(path)["项目"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_text_longer_than_a_cell_goes_on_below(tmp_path: Path) -> None:
    made = department(1)
    long = "长" * 40_000 + "😀" * 20_000 + "尾"
    made.projects[0].goals = long
    write(tmp_path / "汇总.xlsx", made)
    rows = raw_rows(tmp_path / "汇总.xlsx", "项目")
    parts = [row for row in rows if row["项目序号"] == "1"]
    assert "".join(row["绩效目标"] for row in parts) == long
    assert [row["续行"] for row in parts] == ["1/3", "2/3", "3/3"]
    sizes = [len(row["绩效目标"].encode("utf-16-le")) // 2 for row in parts]
    assert max(sizes) <= MAX_CELL
    # money stands once, or a pivot table would count it again
    assert [bool(row.get("预算数（万元）")) for row in parts] == [True, False, False]
    assert rows[-1]["项目序号"] == "2"


def test_more_rows_than_a_sheet_holds_fill_another(tmp_path: Path) -> None:
    every = [department(number) for number in range(1, 6)]
    write(tmp_path / "汇总.xlsx", *every, most_rows=18)
    book = load_workbook(tmp_path / "汇总.xlsx")
    names = [name for name in book.sheetnames if name.startswith("指标")]
    assert names == ["指标", "指标（2）", "指标（3）"]
    rows = [row for name in names for row in raw_rows(tmp_path / "汇总.xlsx", name)]
    assert len(rows) == 40
    assert [row["指标序号"] for row in rows[:9]] == [*"1234567", "1", "1"]
    assert all(book[name].max_row <= 18 for name in names)
    assert [book[name].cell(1, 1).value for name in names] == ["文件序号"] * 3


def test_any_number_of_further_columns_finds_a_place(tmp_path: Path) -> None:
    made = department(1)
    made.projects[0].extra = {
        f"栏{number}": f"值{number}" for number in range(PROJECTS.most_further + 9)
    }
    made.projects[1].extra = {"很长" * 9000: "长名", "项目名称": "同名"}
    write(tmp_path / "汇总.xlsx", made)
    first, *_, second = [row for row in raw_rows(tmp_path / "汇总.xlsx", "项目") if row["项目编码"]]
    assert first["栏0"] == "值0"
    assert f"栏{PROJECTS.most_further + 8}：值{PROJECTS.most_further + 8}" in first["其他栏"]
    everything = "".join(
        text for row in raw_rows(tmp_path / "汇总.xlsx", "项目") for text in row.values()
    )
    assert "很长：长名" in everything
    assert second["项目序号"] == "2"
    assert "项目名称：同名" in everything


def test_findings_and_repeated_departments_are_told(tmp_path: Path) -> None:
    totals = write(tmp_path / "汇总.xlsx", department(1), department(1))
    findings = sheet_rows(tmp_path / "汇总.xlsx", "问题")
    assert len(findings) == sum(totals.counts)
    assert {row["处理"] for row in findings} == {"待处理"}
    assert all(row["问题"] and row["为什么"] and row["所在的格"] for row in findings)
    rows = sheet_rows(tmp_path / "汇总.xlsx", "汇总")
    assert "同一部门" in str(rows[1]["备注"])
    assert rows[3]["部门名称"] == "其中：重复的 1 个文件"
    assert any("重复计入" in str(row["序号"]) for row in rows[4:])


def test_rows_are_high_enough_for_what_wraps(tmp_path: Path) -> None:
    made = department(1)
    first, second = made.projects
    first.name, second.name = "短", "河" * 20
    for table in made.projects:
        table.purpose = table.goals = ""
    write(tmp_path / "汇总.xlsx", made)
    sheet = load_workbook(tmp_path / "汇总.xlsx")["项目"]
    heights = [sheet.row_dimensions[row].height or 0 for row in (2, 3)]
    # 20 characters of 10 points take 71 mm: more than the column, less than two of them
    assert 14 < heights[0] < 24 < heights[1] < 40


@pytest.mark.parametrize(("letters", "high"), [(13, False), (14, True)])
def test_the_cells_margins_are_no_room_for_letters(
    tmp_path: Path, letters: int, high: bool
) -> None:
    made = department(1)
    for table in made.projects:
        table.name, table.purpose, table.goals = "河" * letters, "", ""
    write(tmp_path / "汇总.xlsx", made)
    sheet = load_workbook(tmp_path / "汇总.xlsx")["项目"]
    # 14 letters of 10 points take 49.4 mm, the column has 48 and 1.9 of them are its margins
    assert ((sheet.row_dimensions[2].height or 0) > 24) is high


def test_it_is_known_again_and_not_collected(tmp_path: Path) -> None:
    write(tmp_path / "去年汇总.xlsx", department(1))
    source = find_sources([tmp_path])[0]
    assert "汇总" in source.skipped


def test_the_same_files_give_the_same_workbook(tmp_path: Path) -> None:
    made = department(1)
    for name in ("甲.xlsx", "乙.xlsx"):
        write(tmp_path / name, made)
    with (
        zipfile.ZipFile(tmp_path / "甲.xlsx") as one,
        zipfile.ZipFile(tmp_path / "乙.xlsx") as other,
    ):
        assert one.namelist() == other.namelist()
        for name in one.namelist():
            assert one.read(name) == other.read(name)


def test_stopped_midway_the_old_workbook_stays(tmp_path: Path) -> None:
    target = tmp_path / "汇总.xlsx"
    target.write_bytes(b"old")

    def stopped() -> tuple[Disclosure, ReadReport]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), collecting(target) as book:
        collect([FileToCollect("甲", stopped)], book, RULES)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_place_that_cannot_be_written_is_said_before_reading(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="文件夹不存在"), collecting(tmp_path / "无" / "甲.xlsx"):
        raise AssertionError("nothing is read for a place that cannot be written")


@pytest.mark.parametrize("room", [0, 500, 3000])
def test_a_full_disk_is_told_as_such(tmp_path: Path, room: int) -> None:
    class Full(BytesIO):
        def write(self, data: Buffer) -> int:
            if self.tell() + memoryview(data).nbytes > room:
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().write(data)

    book = ListBook(tmp_path)
    held = RowList(book, PROJECTS)
    held.add(Row(["1"]))
    held.finish()
    with pytest.raises(OSError, match="No space") as caught:
        book.write_to(Full())
    assert caught.value.errno == errno.ENOSPC
    held.close()
    # what is left of the package goes in silence: an error here would be a warning, and fail
    caught.value.__traceback__ = None
    del book, held, caught
    gc.collect()


def test_an_empty_account_is_a_workbook_too(tmp_path: Path) -> None:
    write(tmp_path / "汇总.xlsx")
    book = load_workbook(tmp_path / "汇总.xlsx")
    assert book.sheetnames == [
        "汇总",
        "各部分金额",
        "勾稽关系",
        "项目",
        "指标",
        "问题",
        "部门文本",
        "没有读入",
        "读取说明",
    ]

"""What comes back from the bureau: a file is exported, edited by another program, taken back."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment as Note
from openpyxl.worksheet.worksheet import Worksheet

from importers.read import read_file
from model.document.disclosure import (
    VALUE_PARTS,
    Disclosure,
    Indicator,
    Unit,
    get_indicator_field,
    set_value_parts,
)
from model.layout import Layout, load_layouts
from model.takeback.takeback import TakeBack
from tests.conftest import EXAMPLES
from tests.libreoffice import edited
from tests.model.recognise.test_new_form import split_form_disclosure
from tests.test_roundtrip import WORDS, disclosures, through_office, write

Layouts = dict[str, Layout]

EXAMPLE = EXAMPLES / "wanglan-wenlv-2024.jxb"


def back_from(ours: Disclosure, path: Path, layouts: Layouts, layout_id: str = "") -> TakeBack:
    layout = layouts[layout_id or ours.layout]
    theirs, _ = read_file(path, layouts, layout_id)
    return TakeBack(ours, layout, theirs, layouts[theirs.layout])


def told(back: TakeBack) -> list[tuple[str, int, str, str, str]]:
    """Return what is proposed: kind, number of the project, place, before, after."""
    return [
        (one.word, group.number, one.title, one.before, one.after)
        for group in back.sides.groups
        for one in group.proposals
    ]


@pytest.mark.parametrize("layout_id", ["hebei-2021", "national-2021"])
@pytest.mark.parametrize("extension", ["xlsx", "docx"])
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_nobody_changed_proposes_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    layouts: Layouts,
    layout_id: str,
    extension: str,
    data: st.DataObject,
) -> None:
    ours = data.draw(disclosures())
    ours.layout = layout_id
    folder = tmp_path_factory.mktemp("any")
    path = write(ours, layouts[layout_id], folder / f"甲.{extension}")
    assert told(back_from(ours, path, layouts, layout_id)) == []
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def split_forms(tmp_path_factory: pytest.TempPathFactory) -> Layouts:
    """Return all forms, further ones with values split over three cells among them."""
    folder = tmp_path_factory.mktemp("forms")
    for path in (Path(__file__).parent / "data").glob("*.toml"):
        shutil.copy(path, folder)
    return load_layouts(folder)


@pytest.mark.parametrize("extension", ["xlsx", "docx"])
@pytest.mark.parametrize("layout_id", ["shanghai-split", "sichuan-flat"])
def test_a_split_or_flat_form_comes_back(
    tmp_path: Path, split_forms: Layouts, layout_id: str, extension: str
) -> None:
    layout, ours = split_forms[layout_id], split_form_disclosure()
    ours.layout = layout_id
    ours.projects[0].fiscal = ours.projects[1].fiscal = "1234.50"
    path = write(ours, layout, tmp_path / f"甲.{extension}")
    assert told(back_from(ours, path, split_forms)) == []
    theirs = copy.deepcopy(ours)
    rows = theirs.projects[1].indicators
    set_value_parts(rows[0], "≥", "13", "公里")
    set_value_parts(rows[2], "定性", "优良", "级")
    theirs.projects[0].budget = "1300.00"
    path = write(theirs, layout, tmp_path / f"乙.{extension}")
    back = back_from(ours, path, split_forms)
    proposals = back.proposals()
    assert [(one.before, one.after) for one in proposals] == [
        ("1234.50", "1300.00"),
        ("≥ 12.5 公里", "≥ 13 公里"),
        (" 优 ", "定性 优良 级"),
    ]
    before = copy.deepcopy(ours)
    accepted = back.accept(proposals[1:])
    assert accepted.edit is not None
    accepted.edit.apply(ours)
    mine = ours.projects[1].indicators
    assert [get_indicator_field(mine[2], part) for part in VALUE_PARTS] == ["定性", "优良", "级"]
    assert mine[0].value == "≥13公里"
    left = back_from(ours, path, split_forms).proposals()
    assert [one.after for one in left] == ["1300.00"]
    accepted.edit.revert(ours)
    assert ours == before


@pytest.mark.parametrize("extension", ["xlsx", "docx"])
def test_what_a_flat_form_prints_once_says_nothing_of_another_unit(
    tmp_path: Path, split_forms: Layouts, extension: str
) -> None:
    layout, ours = split_forms["sichuan-flat"], split_form_disclosure()
    ours.layout = "sichuan-flat"
    ours.projects.append(copy.deepcopy(ours.projects[0]))
    ours.projects[2].name = "巡河"
    for table, code in zip(ours.projects, ("405001", "405002", "405001"), strict=True):
        table.unit = Unit(code, f"云岭市水务局{code}")
    path = write(ours, layout, tmp_path / f"甲.{extension}")
    assert told(back_from(ours, path, split_forms)) == []
    theirs = copy.deepcopy(ours)
    theirs.projects[0].unit.name = "云岭市河道所"
    path = write(theirs, layout, tmp_path / f"乙.{extension}")
    assert [(one.group, one.after) for one in back_from(ours, path, split_forms).proposals()] == [
        (ours.projects[0].id, "云岭市河道所"),
        (ours.projects[2].id, "云岭市河道所"),
    ]


@pytest.mark.parametrize("layout_id", ["shanghai-split", "sichuan-flat", "national-2021"])
def test_what_the_form_of_the_file_does_not_print_is_not_to_go(
    tmp_path: Path, disclosure: Disclosure, split_forms: Layouts, layout_id: str
) -> None:
    assert disclosure.itemised_goals and disclosure.safeguards
    path = write(disclosure, split_forms[layout_id], tmp_path / "甲.xlsx")
    assert told(back_from(disclosure, path, split_forms)) == []


def test_another_department_in_a_table_is_told(
    tmp_path: Path, disclosure: Disclosure, layouts: Layouts
) -> None:
    disclosure.layout = "national-2021"
    path = write(disclosure, layouts["national-2021"], tmp_path / "报送.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[3]
    assert sheet["A4"].value == "主管部门及代码"
    sheet["B4"] = "[406]云岭市林业局"
    book.save(path)
    theirs, report = read_file(path, layouts)
    assert theirs.department == disclosure.department
    (other,) = [one for one in report.unplaced if "林业局" in one.text]
    assert (other.text, other.near) == ("[406]云岭市林业局", "主管部门及代码")
    assert other.table == theirs.projects[1].id


def hostile(disclosure: Disclosure) -> Disclosure:
    """Return a disclosure of texts other programs are known to change."""
    words = [
        *WORDS,
        *("  前", "后  ", "甲\n", "'甲", "1/2", "2024-01-01", "1e5", "00012", "=A1", "+86", "@x"),
        *("TRUE", "12345678901234567890", "0.1%", "1,234", "甲\t乙", "_x000D_", "é", "e\u0301"),
    ]
    made = copy.deepcopy(disclosure)
    made.overall_goal = made.projects[0].goals = "|".join(words)
    made.projects[0].purpose = "\r\n".join(words)
    made.projects[0].indicators = [
        Indicator("产出指标", "数量指标", f"{word}名{number}", word, word, word)
        for number, word in enumerate(words)
    ]
    return made


@pytest.mark.parametrize("steps", [("xlsx", "ods"), ("docx", "odt")], ids="-".join)
def test_what_another_program_only_saved_proposes_nothing(
    tmp_path: Path, disclosure: Disclosure, layouts: Layouts, steps: tuple[str, str]
) -> None:
    ours = hostile(disclosure)
    path = write(ours, layouts["hebei-2021"], tmp_path / f"甲.{steps[0]}")
    back = back_from(ours, through_office(path, steps[1]), layouts, "hebei-2021")
    assert told(back) == []


EDITS = """
    sheets(2).Name = "省级资金"
    s = sheets(3)
    Set cell = s.getCellRangeByName("G13")
    cell.String = "≥98%"
    s.Annotations.insertNew(cell.CellAddress, "太高，请核实" & Chr(10) & "再报")
    s.Rows.insertByIndex(11, 1)
    s.getCellRangeByName("C12").String = "流动舞台车出动次数"
    s.getCellRangeByName("E12").String = "舞台车下乡出动的次数"
    s.getCellRangeByName("G12").String = "≥60次"
    s.getCellRangeByName("H12").String = "出车记录"
    s = sheets(4)
    For col = 2 To 7
        text = s.getCellByPosition(col, 9).String
        s.getCellByPosition(col, 9).String = s.getCellByPosition(col, 10).String
        s.getCellByPosition(col, 10).String = text
    Next
    sheets(5).Rows.removeByIndex(11, 1)
    sheets(6).Rows.removeByIndex(9, 1)
    s = sheets(7)
    s.getCellRangeByName("D4").Value = 80
    s.getCellRangeByName("H10").String = ""
    sheets.moveByName(sheets(9).Name, 3)
"""
"""What somebody at the bureau does in LibreOffice; row 10 of a project's sheet is its first
indicator, sheet 2 its first project."""


def expected(ours: Disclosure) -> list[tuple[str, int, str, str, str]]:
    """Return what those edits change in the example, and nothing else."""
    third, fourth = ours.projects[3].indicators[2], ours.projects[4].indicators[0]
    moved = ours.projects[7]
    assert moved.name != ours.projects[1].name
    name = "第4个指标“演出节目审查通过率”的指标值"
    return [
        ("移动", 8, "项目的位置", "第8个项目", "第2个项目"),
        ("新增", 2, "第3个指标“流动舞台车出动次数”", "", "流动舞台车出动次数"),
        ("修改", 2, name, "≥100%", "≥98%"),
        ("批注", 2, name, "≥100%", "批注：太高，请核实\n再报"),
        ("移动", 3, "第2个指标“短视频投放条数”的位置", "第2个指标", "第1个指标"),
        ("删除", 4, f"第3个指标“{third.name}”", third.name, ""),
        ("删除", 5, f"第1个指标“{fourth.name}”", fourth.name, ""),
        ("修改", 6, "预算数", "75.00", "80.00"),
        ("修改", 6, "第1个指标“改造旅游厕所数量”的指标值确定依据", "望政办〔2023〕31号", ""),
    ]


def named(lines: list[tuple[str, int, str, str, str]]) -> list[tuple[str, int, str, str, str]]:
    """Return what is proposed; of a whole indicator its name alone."""
    short = []
    for word, number, title, before, after in lines:
        texts = [
            text.partition("三级指标：")[2].partition("\n")[0] if "三级指标：" in text else text
            for text in (before, after)
        ]
        short.append((word, number, title, texts[0], texts[1]))
    return short


def test_a_workbook_edited_in_libreoffice_comes_back_with_exactly_its_changes(
    tmp_path: Path, layouts: Layouts
) -> None:
    ours, _ = read_file(EXAMPLE, layouts)
    sent = write(ours, layouts[ours.layout], tmp_path / "报送.xlsx")
    path = edited(sent, tmp_path / "退回.xlsx", [EDITS])
    back = back_from(ours, path, layouts)
    assert named(told(back)) == expected(ours)
    assert [note[:13] for note in back.notes()] == ["退回的文件里有 4 个指标"]
    accepted = back.accept(back.proposals())
    assert accepted.edit is not None
    accepted.edit.apply(ours)
    assert back_from(ours, path, layouts).proposals() == []
    assert [item.name for item in ours.projects[2].indicators][2] == "流动舞台车出动次数"
    assert ours.projects[4].indicators[3].level1 == "产出指标"
    assert [one.text for one in ours.comments] == ["太高，请核实\n再报"]


def row_of(sheet: Worksheet, name: str) -> int:
    found = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 3).value == name]
    assert len(found) == 1
    return found[0]


def test_a_workbook_edited_elsewhere_comes_back_with_exactly_its_changes(
    tmp_path: Path, disclosure: Disclosure, layouts: Layouts
) -> None:
    path = write(disclosure, layouts["hebei-2021"], tmp_path / "报送.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[2]
    sheet.title = "清淤"
    at = row_of(sheet, "验收合格率")
    sheet.cell(at, 7).value = "≥98%"
    sheet.cell(at, 7).comment = Note("太低", "李四")
    # openpyxl leaves merged areas where they were: take them apart before the rows move
    for area in [*sheet.merged_cells.ranges]:
        if area.min_row >= row_of(sheet, "清淤长度"):
            text = sheet.cell(area.min_row, area.min_col).value
            sheet.unmerge_cells(str(area))
            for row in range(area.min_row, area.max_row + 1):
                sheet.cell(row, area.min_col).value = text
    sheet.delete_rows(row_of(sheet, "清淤土方"))
    at = row_of(sheet, "完工时间")
    sheet.insert_rows(at)
    for col, text in ((1, "产出指标"), (2, "质量指标"), (3, "返工率"), (7, "≤2%")):
        sheet.cell(at, col).value = text
    book.worksheets[1].cell(5, 3).value = "测得到，测得准"
    book.save(path)
    back = back_from(disclosure, path, layouts)
    assert named(told(back)) == [
        ("修改", 0, "分项绩效目标（二）绩效目标", "测得到", "测得到，测得准"),
        ("删除", 1, "第2个指标“清淤土方”", "清淤土方", ""),
        ("修改", 1, "第3个指标“验收合格率”的指标值", "≥95%", "≥98%"),
        ("新增", 1, "第3个指标“返工率”", "", "返工率"),
        ("批注", 1, "第3个指标“验收合格率”的指标值", "≥95%", "批注（李四）：太低"),
    ]


def test_a_returned_own_file_is_known_by_identities(
    tmp_path: Path, disclosure: Disclosure, layouts: Layouts
) -> None:
    theirs = copy.deepcopy(disclosure)
    row = theirs.projects[0].indicators[0]
    row.name = row.description = row.value = "全都换了"
    theirs.projects[1].name = theirs.projects[1].code = "也换了"
    path = write(theirs, layouts["hebei-2021"], tmp_path / "退回.jxb")
    back = back_from(disclosure, path, layouts)
    assert [one.title.rpartition("的")[2] for one in back.proposals()] == [
        *("三级指标", "绩效指标描述", "指标值"),
        *("项目编码", "项目名称"),
    ]

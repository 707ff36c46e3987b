"""What stands beside the 绩效文本 in its part, or on further sheets, is held and written again."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from gui.pages.sections import BEFORE_KEY, CONTENTS_KEY, front_blocks
from importers.read import read_file
from model.document.blocks import PartTable, PartTargets, PartText
from model.document.disclosure import Disclosure
from model.layout import Layouts, load_layouts
from model.parts.disclosure_dump import to_dump
from model.printing.grid import Grid, Paragraph
from tests.model.parts.kit import Figures, dump, written
from tests.model.parts.own_text import OWN_TEXT, without_targets
from tests.test_whole import DAY, save

LAYOUTS = load_layouts()
BEFORE, BETWEEN, BEHIND = "现将绩效信息公开如下。", "分项目标共两项。", "以上随预算一并批复。"


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    return LAYOUTS


def part_five(disclosure: Disclosure) -> list[str]:
    """Return what part five holds: its texts, ``目标`` for the 绩效文本, ``表`` for a table."""
    part = next(part for part in disclosure.parts if part.key == "targets")
    names = {PartTargets: "目标", PartTable: "表"}
    return [
        block.text if isinstance(block, PartText) else names[type(block)] for block in part.blocks
    ]


def came_back(disclosure: Disclosure, folder: Path, layouts: Layouts) -> None:
    for extension in ("docx", "xlsx", "jxb"):
        path = save(disclosure, folder / f"b.{extension}", layouts)
        again, report = read_file(path, layouts)
        assert to_dump(again) == to_dump(disclosure)
        assert part_five(again) == part_five(disclosure)
        assert report.unplaced == []


def test_sentences_around_the_own_text(tmp_path: Path, layouts: Layouts) -> None:
    own = OWN_TEXT.replace("信息\n第一部分", f"信息\n{BEFORE}\n第一部分")
    own = own.replace("分项绩效目标\n", f"分项绩效目标\n{BETWEEN}\n")
    first, report = read_file(written(tmp_path / "a.txt", without_targets(own)), layouts)
    assert part_five(first) == [BEFORE, "目标", BETWEEN]
    assert report.unplaced == []
    assert any("放到了全部绩效目标之后" in note for note in report.notes)
    came_back(first, tmp_path, layouts)


def test_sentences_around_the_target_tables(tmp_path: Path, layouts: Layouts) -> None:
    text = dump(Figures(2)).replace("一、总体绩效目标", f"{BEFORE}\n一、总体绩效目标")
    text = text.replace("第六部分：", f"{BEHIND}\n第六部分：")
    first, report = read_file(written(tmp_path / "a.txt", text), layouts)
    assert part_five(first) == [BEFORE, "目标", BEHIND]
    assert len(first.projects) == 3
    assert not any("放到了" in note for note in report.notes)
    came_back(first, tmp_path, layouts)


@pytest.mark.parametrize("where", ["before", "behind"])
def test_a_table_that_is_no_target_table(where: str, tmp_path: Path, layouts: Layouts) -> None:
    word = docx.Document()
    lines = without_targets().replace("\t", "").split("\n")
    ends = {"before": "一、总体绩效目标", "behind": "第六部分："}
    for line in lines:
        if line.startswith(ends[where]):
            word.add_paragraph("项目绩效目标设置情况")
            table = word.add_table(rows=2, cols=2)
            for number, text in enumerate(("项目数", "金额合计", "3", "621.50")):
                table.cell(number // 2, number % 2).text = text
        word.add_paragraph(line)
    word.save(str(tmp_path / "a.docx"))
    first, report = read_file(tmp_path / "a.docx", layouts)
    held = [one for one in part_five(first) if one != "项目绩效目标设置情况"]
    assert held == (["表", "目标"] if where == "before" else ["目标", "表"])
    assert "621.50" in str(to_dump(first)["parts"])
    assert report.unplaced == []
    assert first.safeguards[-1].text == "专款专用。" + (
        "" if where == "before" else "\n项目绩效目标设置情况"
    )
    came_back(first, tmp_path, layouts)


def budget_book(folder: Path, sheets: dict[str, list[list[str]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "b.xlsx")
    return folder / "b.xlsx"


SANGONG = [
    ["项目名称", "2023年度预算", "2024年度预算", "增减金额", "变化原因"],
    ["公务接待费支出", "4.50", "4.00", "减少0.50", "压减"],
    ["合计", "4.50", "4.00", "减少0.50", ""],
]


def test_sheets_no_publication_knows_stay_in_their_places(tmp_path: Path, layouts: Layouts) -> None:
    path = budget_book(
        tmp_path,
        {
            "封面": [["青禾县水利局"], ["2024年部门预算公开表"]],
            "三公经费": SANGONG,
            "会议费表": [["会议", "人数", "金额"], ["水利工作会", "40", "1.20"]],
            "说明": [["本表不含上级转移支付。"]],
        },
    )
    first, report = read_file(path, layouts)
    assert report.unplaced == []
    front, sangong = first.parts
    assert [text.text for text in front.texts()] == ["青禾县水利局", "2024年部门预算公开表"]
    assert first.year == 2024
    assert [table.key for table in sangong.tables()] == ["sangong", ""]
    assert [text.text for text in sangong.texts()][-2:] == ["会议费表", "本表不含上级转移支付。"]
    assert sum("不是公开样式里的表" in note for note in report.notes) == 3
    again, _ = read_file(save(first, tmp_path / "c.docx", layouts), layouts)
    assert to_dump(again)["amounts"] == to_dump(first)["amounts"] != {}
    assert "水利工作会" in str(to_dump(again))


def test_target_tables_beside_budget_tables_are_printed(tmp_path: Path, layouts: Layouts) -> None:
    targets, _ = read_file(written(tmp_path / "a.txt", dump(Figures(3))), layouts)
    targets.parts = []
    book = openpyxl.load_workbook(save(targets, tmp_path / "t.xlsx", layouts))
    sheet = book.create_sheet("三公经费")
    for row in SANGONG:
        sheet.append(row)
    book.save(tmp_path / "b.xlsx")
    first, report = read_file(tmp_path / "b.xlsx", layouts)
    assert len(first.projects) == 3
    assert any("没有说绩效目标放在哪一部分" in note for note in report.notes)
    again, _ = read_file(save(first, tmp_path / "c.docx", layouts), layouts)
    assert [table.name for table in again.projects] == [table.name for table in first.projects]
    assert to_dump(again)["amounts"] == to_dump(first)["amounts"]


def test_a_table_before_the_first_part(tmp_path: Path, layouts: Layouts) -> None:
    word = docx.Document()
    for line in without_targets().replace("\t", "").split("\n"):
        if line.startswith("第一部分:"):
            word.add_table(rows=1, cols=2).cell(0, 1).text = "联系电话"
        word.add_paragraph(line)
    word.save(str(tmp_path / "a.docx"))
    first, _ = read_file(tmp_path / "a.docx", layouts)
    assert "联系电话" in str(to_dump(first)["parts"][0])
    came_back(first, tmp_path, layouts)
    blocks = front_blocks(first, layouts[first.layout], DAY)
    assert all(isinstance(block, Paragraph) for block in blocks[CONTENTS_KEY])
    assert isinstance(blocks[BEFORE_KEY][0], Grid)

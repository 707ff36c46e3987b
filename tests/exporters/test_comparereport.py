"""A comparison's report, read back by other libraries."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import html
from openpyxl.cell.rich_text import CellRichText, TextBlock

from benchmarks.generate import make_disclosure
from exporters.comparereport import COMPARISON_EXTENSIONS, write_comparison
from model.basics.errors import WriteError
from model.compare import Side, compare
from model.compare.differences import WORDS
from model.compare.report import CompareReport, compare_report
from model.document.disclosure import Disclosure, TargetTable
from model.layout import Layout

DAY = date(2025, 1, 6)
STRANGE = "=1+1 <b>&amp; \x01 \ud800 _x0041_ “引” 🎉"


@pytest.fixture
def report(disclosure: Disclosure, hebei: Layout) -> CompareReport:
    after = copy.deepcopy(disclosure)
    after.year = 2025
    after.projects[0].indicators[2].value = "≥90%"
    after.projects[0].purpose += " "
    after.projects[1].goals = STRANGE
    after.projects[1].name += "\ud800<i>"
    after.projects.append(TargetTable(name="抗旱物资", purpose="水泵十台"))
    sides = Side(disclosure, hebei), Side(after, hebei)
    return compare_report(compare(*sides), *sides, ("上年.docx", "今年<1>.xlsx"))


def test_html_marks_the_characters_that_changed(report: CompareReport, tmp_path: Path) -> None:
    target = tmp_path / "对照.html"
    write_comparison(report, target, DAY)
    text = target.read_text(encoding="utf-8")
    assert "src=" not in text
    assert "href=" not in text
    page: Any = html.fromstring(text.encode())
    assert page.findtext(".//title") == "绩效文本对照报告"
    assert "2025年1月6日" in page.text_content()
    assert "今年<1>.xlsx" in page.text_content()
    assert report.verdict in page.text_content()
    row = next(row for row in page.iter("tr") if "验收合格率" in row.text_content())
    cells = row.findall("td")
    assert [cell.text_content() for cell in cells] == [
        "修改", "第3个指标“验收合格率”的指标值", "≥95%", "≥90%",
    ]  # fmt: skip
    assert [one.text for one in cells[2]] == ["95"]
    assert cells[2][0].tag == "del"
    assert [(one.tag, one.text) for one in cells[3]] == [("ins", "90")]
    space = next(row for row in page.iter("tr") if row.findtext("td[2]") == "资金用途")
    assert space.find("td[4]/ins").text == "␣"
    assert [heading.text.strip() for heading in page.iter("h2")] == [
        "部门的文字",
        "1. 清水河河道清淤经费",
        "2. 水文站点运行费_xD800_<i>",
        "3. 抗旱物资",
    ]
    strange = next(row for row in page.iter("tr") if row.findtext("td[2]") == "绩效目标")
    assert strange.find("td[4]").text_content() == "=1+1 <b>&amp; ␁ ⟨D800⟩ _x0041_ “引” 🎉"


def test_excel_marks_the_characters_that_changed(report: CompareReport, tmp_path: Path) -> None:
    target = tmp_path / "对照.xlsx"
    write_comparison(report, target, DAY)
    book = openpyxl.load_workbook(target, rich_text=True)
    assert book.sheetnames == ["汇总", "不同之处"]
    sheet = book["不同之处"]
    assert sheet.auto_filter.ref == f"A1:F{1 + len(report.comparison.differences)}"
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    heads = ["序号", "项目", "种类", "所在的格", "前", "后"]
    assert [cell.value for cell in sheet[1]] == heads
    widths = [round(sheet.column_dimensions[letter].width) for letter in "ABCDE"]
    assert widths == [7, 25, 11, 31, 49]
    # the last two are as wide, and so one entry of the file
    assert sheet.column_dimensions["E"].max == len(heads)
    rows = {str(row[3].value): row for row in sheet.iter_rows(min_row=2)}
    assert len(rows) == len(report.comparison.differences)
    number, project, word, _, before, after = rows["第3个指标“验收合格率”的指标值"]
    assert [cell.value for cell in (number, project, word)] == [1, "清水河河道清淤经费", "修改"]
    assert str(before.value) == "≥95%"
    assert str(after.value) == "≥90%"
    assert isinstance(before.value, CellRichText)
    assert isinstance(after.value, CellRichText)
    gone = [one for one in before.value if isinstance(one, TextBlock) and one.font.strike]
    come = [one for one in after.value if isinstance(one, TextBlock) and one.font.u]
    assert [one.text for one in gone] == ["95"]
    assert [one.text for one in come] == ["90"]
    assert come[0].font.b
    year = rows["预算年度"]
    assert [cell.value for cell in (year[0], year[1], year[4])] == [None, "部门的文字", "2024"]
    assert year[4].font.strike
    assert rows["绩效目标"][5].data_type == "s"
    assert str(rows["绩效目标"][5].value).startswith("=1+1 <b>&amp; ␁")
    assert rows["整个项目"][4].value == "（没有）"
    sums = [[cell.value for cell in row] for row in book["汇总"].iter_rows()]
    assert report.verdict in [row[0] for row in sums]
    assert sums[0][0] == "绩效文本对照报告（2025年1月6日）"
    assert [row[0] for row in sums[2:4]] == ["前", "后"]
    assert str(sums[2][1]).startswith("上年.docx（")
    assert str(sums[3][1]).startswith("今年<1>.xlsx（")
    heads = ["序号", "项目", *WORDS, "怎样对上的"]
    assert next(row for row in sums if row[0] == "序号")[: len(heads)] == heads
    first = next(row for row in sums if row[1] == "清水河河道清淤经费")
    assert first[:7] == [1, "清水河河道清淤经费", 2, 0, 0, 0, 0]


@pytest.mark.parametrize("extension", COMPARISON_EXTENSIONS)
def test_nothing_differs_and_much_differs(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path, extension: str
) -> None:
    target = tmp_path / f"对照{extension}"
    same = Side(disclosure, hebei)
    write_comparison(compare_report(compare(same, same), same, same, ("甲", "乙")), target, DAY)
    small = target.stat().st_size
    long = copy.deepcopy(disclosure)
    long.overall_goal = "甲" * 40_000
    long.projects = make_disclosure(60, hebei).projects
    much = Side(long, hebei)
    write_comparison(compare_report(compare(same, much), same, much, ("甲", "乙")), target, DAY)
    assert target.stat().st_size > 2 * small
    if extension == ".xlsx":
        sheet = openpyxl.load_workbook(target)["不同之处"]
        assert sheet.max_row == 1 + len(compare(same, much).differences)
        assert str(sheet["F2"].value).endswith("甲……")


def test_another_extension_is_refused_and_a_failure_leaves_the_old_file(
    report: CompareReport, tmp_path: Path
) -> None:
    with pytest.raises(WriteError, match=r"以 \.html、\.xlsx 结尾"):
        write_comparison(report, tmp_path / "对照.pdf")
    with pytest.raises(WriteError, match="所在文件夹不存在"):
        write_comparison(report, tmp_path / "无" / "对照.html")


@pytest.mark.parametrize("extension", COMPARISON_EXTENSIONS)
def test_progress_is_told_and_stopping_leaves_nothing(
    report: CompareReport, tmp_path: Path, extension: str
) -> None:
    told: list[tuple[int, int]] = []
    target = tmp_path / f"对照{extension}"
    write_comparison(report, target, DAY, lambda done, total: told.append((done, total)))
    assert told == [(number, 4) for number in range(4)]
    target.unlink()

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_comparison(report, target, DAY, stop)
    assert list(tmp_path.iterdir()) == []

"""The checks' report, read back by other libraries."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from jinja2 import UndefinedError
from msgspec import structs

from exporters.checkreport import REPORT_EXTENSIONS, write_report
from model.basics.errors import WriteError
from model.checks import check, review, sort_out
from model.checks.base import Example
from model.checks.report import FileReport, file_report, full_message, totals_text
from model.checks.samples import sound
from model.document.disclosure import Disclosure
from model.layout import Layout

DAY = date(2024, 3, 5)
STRANGE = "=1+1 <b>&amp; \x01 \ud800 _x0041_ “引” 🎉"


def spoilt() -> Disclosure:
    disclosure = sound(Example(cells={}, projects=3))
    first, second = disclosure.projects[:2]
    first.code = ""
    first.indicators[0].basis = "云交发【2009】18号"
    first.indicators[1].basis = "云交发【2010】19号"
    second.goals = STRANGE + "，"
    disclosure.department.name = "云岭市<交通>局"
    return disclosure


def report_of(disclosure: Disclosure, layout: Layout, reviewed: str = "E04") -> FileReport:
    findings = check(disclosure, layout)
    marks = [
        review(disclosure, one, "仍然有效\n（见废止目录）", "王会计", "2024-03-01")
        for one in findings
        if one.code == reviewed
    ]
    found = sort_out(disclosure, findings, marks)
    return file_report("云岭交通.jxb", disclosure, layout, found, "默认规则")


@pytest.fixture
def report(hebei: Layout) -> FileReport:
    return report_of(spoilt(), hebei)


def test_a_report_counts_groups_and_names(report: FileReport) -> None:
    assert report.counts == (1, 4, 0)
    assert not report.sendable
    assert report.verdict == "还不能报送：1 处没有填。"
    assert report.totals == "错误 1 处，警告 4 处，提示 0 处"
    assert [part.number for part in report.parts] == [1, 2]
    assert [group.code for group in report.parts[0].groups] == ["A01", "E01"]
    assert [len(group.rows) for group in report.parts[0].groups] == [1, 2]
    assert report.clean == ["3.农村公路桥梁维护经费"]
    assert [row.code for row in report.reviewed] == ["E04", "E04"]
    assert report.reviewed[0].reason == "仍然有效\n（见废止目录）"


def test_errors_that_were_reviewed_keep_nothing_from_being_sent(hebei: Layout) -> None:
    report = report_of(spoilt(), hebei, reviewed="A01")
    assert report.sendable
    assert report.verdict == "可以报送（另有 4 个警告、2 个提示）。"


def test_alike_projects_are_named_by_number(hebei: Layout) -> None:
    disclosure = sound(Example(cells={}, projects=3))
    disclosure.projects[2].goals = disclosure.projects[0].goals
    messages = [full_message(disclosure, one) for one in check(disclosure, hebei)]
    assert messages == [
        "绩效目标与别的项目一字不差。相同的有第 3 个项目。",
        "绩效目标与别的项目一字不差。相同的有第 1 个项目。",
    ]


def test_html_holds_everything_and_needs_nothing_else(report: FileReport, tmp_path: Path) -> None:
    target = tmp_path / "报告.html"
    write_report([report], target, DAY)
    text = target.read_text(encoding="utf-8")
    assert not re.search(r"<(?:script|link|img)|https?://|@import|url\(", text)
    shown = html.unescape(re.sub(r"<[^>]*>", " ", text))
    assert "2024年3月5日" in shown
    assert "还不能报送：1 处没有填。" in shown
    assert "云岭市<交通>局" in shown
    assert "云交发【2009】18号" in shown
    assert "改为：云交发〔2009〕18号" in shown
    assert "GB/T 9704—2012" in shown
    assert "王会计 2024-03-01" in shown
    assert "检查人（签字）" in shown
    assert "=1+1 <b>&amp; _x0001_ _xD800_ _x0041_ “引” 🎉，" in shown
    assert "没有发现问题的项目：3.农村公路桥梁维护经费" in shown


def test_severities_are_words_not_colours_alone(report: FileReport, tmp_path: Path) -> None:
    write_report([report], tmp_path / "r.html", DAY)
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert '<span class="mark mark-0">错误</span>A01' in text
    write_report([report], tmp_path / "r.docx", DAY)
    cells = [cell for row in _word_rows(tmp_path / "r.docx") for cell in row]
    assert any(cell.startswith("【错误】A01 必填的格空着") for cell in cells)


def _word_rows(path: Path) -> list[list[str]]:
    return [
        [cell.text for cell in row.cells]
        for table in docx.Document(str(path)).tables
        for row in table.rows
    ]


def test_word_holds_everything(report: FileReport, tmp_path: Path) -> None:
    target = tmp_path / "报告.docx"
    write_report([report, report], target, DAY)
    document = docx.Document(str(target))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts.count("绩效目标表检查报告") == 2
    assert "还不能报送：1 处没有填。" in texts
    assert any(text.startswith("检查人（签字）") for text in texts)
    rows = _word_rows(target)
    assert ["部门", "云岭市<交通>局", "预算年度", "2024"] in rows
    assert [
        "第1个指标“路面修补里程”的指标值确定依据",
        "云交发【2009】18号",
        "发文字号的年份要用六角括号〔〕。\n改为：云交发〔2009〕18号",
    ] in rows
    assert [
        "绩效目标",
        "=1+1 <b>&amp; _x0001_ _xD800_ _x0041_ “引” 🎉，",
        "以“，”结尾，后面没有写完。",
    ] in rows
    reviewed = rows[-1]
    assert reviewed[3] == "仍然有效\n（见废止目录）\n——王会计 2024-03-01"
    width = document.sections[0].page_width
    assert width is not None
    assert width.mm == pytest.approx(210, abs=0.1)


def test_excel_can_be_filtered_and_added_up(report: FileReport, tmp_path: Path) -> None:
    target = tmp_path / "报告.xlsx"
    write_report([report], target, DAY)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["汇总", "问题", "已核实", "说明"]
    totals, findings = book["汇总"], book["问题"]
    assert [cell.value for cell in totals[3]][4:8] == [1, 4, 0, 2]
    told = [str(row[3]) for row in totals.iter_rows(min_row=4, values_only=True)]
    assert any(line.startswith("按“默认规则”：有问题 ") for line in told)
    assert findings.freeze_panes == "A2"
    assert findings.auto_filter.ref == "A1:J6"
    rows = list(findings.iter_rows(min_row=2, values_only=True))
    assert [row[4] for row in rows] == ["A01", "E01", "E01", "F04", "F10"]
    assert rows[1][1] == 1
    assert rows[1][9] == "云交发〔2009〕18号"
    strange = findings["H5"]
    assert strange.data_type == "s"
    assert strange.value == "=1+1 <b>&amp; _x0001_ _xD800_ _x0041_ “引” 🎉，"
    reviewed = list(book["已核实"].iter_rows(min_row=2, values_only=True))
    assert [row[8:] for row in reviewed] == [
        ("仍然有效\n（见废止目录）", "王会计", "2024-03-01")
    ] * 2
    assert [row[0] for row in book["说明"].iter_rows(min_row=2, values_only=True)] == [
        "A01",
        "E01",
        "F04",
        "F10",
    ]


@pytest.mark.parametrize("extension", REPORT_EXTENSIONS)
def test_a_file_without_faults_and_one_without_projects(
    extension: str, hebei: Layout, tmp_path: Path
) -> None:
    clean = report_of(sound(Example(cells={}, projects=2)), hebei)
    empty = report_of(Disclosure(), hebei)
    assert clean.parts == empty.parts == []
    target = tmp_path / f"报告{extension}"
    write_report([clean, empty], target, DAY)
    assert target.stat().st_size > 1000


def report_text(path: Path) -> str:
    """Return all a report of any format says."""
    if path.suffix == ".docx":
        return "\n".join(cell for row in _word_rows(path) for cell in row)
    if path.suffix == ".xlsx":
        sheets = openpyxl.load_workbook(path).worksheets
        return "\n".join(str(v) for sheet in sheets for row in sheet.values for v in row)
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("extension", REPORT_EXTENSIONS)
def test_long_cells_are_cut(extension: str, hebei: Layout, tmp_path: Path) -> None:
    disclosure = sound(Example(cells={}))
    disclosure.projects[0].goals = "修补乡道。" * 8000 + "，"
    target = tmp_path / f"报告{extension}"
    write_report([report_of(disclosure, hebei)], target, DAY)
    assert "……（共 40001 字）" in report_text(target)
    assert target.stat().st_size < 60_000


def test_another_extension_and_a_missing_folder_are_refused(
    report: FileReport, tmp_path: Path
) -> None:
    with pytest.raises(WriteError, match="写不成这种文件"):
        write_report([report], tmp_path / "报告.pdf", DAY)
    for extension in REPORT_EXTENSIONS:
        with pytest.raises(WriteError, match="所在文件夹不存在"):
            write_report([report], tmp_path / "无" / f"报告{extension}", DAY)


def test_the_old_report_stays_when_the_new_one_fails(
    report: FileReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "报告.html"
    target.write_text("旧的", encoding="utf-8")
    broken = FileReport("", "", "", "", "", 0, [], [], [None], (0, 0, 0))  # type: ignore[list-item]
    with pytest.raises(UndefinedError, match="None"):
        write_report([broken], target, DAY)
    assert target.read_text(encoding="utf-8") == "旧的"
    assert [path.name for path in tmp_path.iterdir()] == ["报告.html"]


def test_totals_in_words() -> None:
    assert totals_text((3, 0, 12)) == "错误 3 处，警告 0 处，提示 12 处"


def test_a_whole_block_is_not_called_empty(hebei: Layout) -> None:
    disclosure = sound(Example(cells={}, projects=2))
    first, second = disclosure.projects
    second.indicators = [structs.replace(one, id=f"2-{one.id}") for one in first.indicators]
    disclosure.project_expenditure = "61.00"
    rows = {
        group.code: row
        for part in file_report(
            "", disclosure, hebei, sort_out(disclosure, check(disclosure, hebei), []), ""
        ).parts
        for group in part.groups
        for row in group.rows
    }
    assert rows["H01"].text == f"（共 {len(first.indicators)} 个指标）"
    assert rows["B05"].text == "61.00万元"


def test_a_file_without_projects_cannot_be_sent(hebei: Layout) -> None:
    report = report_of(Disclosure(2024, layout=hebei.id), hebei)
    assert not report.sendable
    assert report.verdict == "没有绩效目标表，不能报送。"

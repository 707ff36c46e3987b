"""How a file of another format was read: what was found, what found no place."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from gui.shared.dialogparts import fit
from gui.shared.reportdialog import ReportDialog, ReportList
from model.document.disclosure import Unplaced
from model.document.report import ReadReport

TITLE = "读取报告"
_INTRO = "原文件没有改动。请保存为绩表文件（.jxb），再继续填写。"
_SIZE = QSize(760, 460)


def read_report(report: ReadReport, parent: QWidget | None = None) -> ReportDialog:
    """Return a reading report as a dialog."""
    where = "在原文件的哪里"
    lists = (
        ReportList("需要留意", ["需要留意"], [[note] for note in report.notes]),
        ReportList(
            "请核对", [where, "拿不准的地方"], [[one.where, one.said] for one in report.doubts]
        ),
        ReportList(
            "批注",
            [where, "作者", "批注（已保留）"],
            [[one.where, one.author, " ".join(one.text.split())] for one in report.comments],
        ),
        _unplaced("没有归入表格", report.in_tables()),
        _unplaced("表格以外", report.outside()),
        ReportList(
            "读出的目标表",
            ["序号", "项目名称", "指标数", where],
            [[str(one.number), one.name, str(one.indicators), one.where] for one in report.tables],
        ),
    )
    dialog = ReportDialog(TITLE, f"{report.summary()}。\n{_INTRO}", lists, report.lines(), parent)
    fit(dialog, _SIZE)
    return dialog


def _unplaced(title: str, found: Iterable[Unplaced]) -> ReportList:
    rows = [[one.where, one.near, " ".join(one.text.split())] for one in found]
    return ReportList(title, ["在原文件的哪里", "旁边的标签", "内容（已保留）"], rows)

"""What rolling forward did: beside the work, blocking nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from gui.shared.dialogparts import fit
from gui.shared.reportdialog import ReportDialog, ReportList
from model.roll import RollReport
from model.roll.report import YearLine

TITLE = "新年度：做了什么"
_INTRO = (
    "带过来的格左边有点线：按 Ctrl+F6 一屏一屏看过去，Enter 照用，改动即视为看过；"
    "也可以在表格里逐格按 F6。原文件没有改动。"
)
_YEARS = ("在哪里", "原文", "改成", "说明")
_WIDTHS = 21, 15, 7


def roll_report(report: RollReport, parent: QWidget | None = None) -> ReportDialog:
    """Return a report of what was taken along, emptied, moved and left, as a dialog."""
    notes = [f"· {note}。" for note in report.notes()]
    levels = [
        [
            f"{line.number}. {line.project}",
            line.moved.name,
            _levels(line.moved.before),
            _levels(line.moved.after),
        ]
        for line in report.levels
    ]
    lists = (
        ReportList("已改的年份", _YEARS, _years(report.moved), _WIDTHS),
        ReportList("没有改的年份", _YEARS, _years(report.refused), _WIDTHS),
        ReportList("换了级次的指标", ["项目", "三级指标", "原来", "现在"], levels, _WIDTHS),
    )
    summary = "\n".join([f"{report.summary()}。", *notes, _INTRO])
    dialog = ReportDialog(TITLE, summary, lists, report.lines(), parent)
    unit = dialog.fontMetrics().height()
    fit(dialog, QSize(unit * 54, unit * 25 if dialog.tabs.count() else unit * 10))
    return dialog


def _years(lines: Sequence[YearLine]) -> list[list[str]]:
    return [
        [line.where, line.snippet, f"{line.change.before} → {line.change.after}", line.change.why]
        for line in lines
    ]


def _levels(levels: tuple[str, str]) -> str:
    return "/".join(filter(None, levels)) or "（新表样没有，请改选）"

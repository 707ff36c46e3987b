"""The checks' report as a workbook: totals, findings to filter, 已核实, and why each matters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from model.basics.controls import escape_controls
from model.basics.textmetrics import text_lines
from model.checks.base import Severity
from model.checks.report import FileReport, ReportGroup, ReportPart, ReportRow, ReviewedRow

_POINTS = 10.0
_LINE = 15.0
_MM_PER_CHAR = 2.1
_MOST_LINES = 24
_LONGEST = 2000
"""A cell's text beyond this is cut: the workbook is for reading, not for carrying texts."""

_FILL = ("#F8D7DA", "#FFF3CD", "#DCE9F7")
"""Behind the word that names a severity, the worst first."""


def write_excel_report(files: Sequence[FileReport], title: str, day: date) -> bytes:
    """Return the report as the bytes of an .xlsx workbook.

    Args:
        files: what there is to say of each file.
        title: its title.
        day: the day of the report.
    """
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        writer = _Writer(book)
        writer.totals(files, f"{title}（{day.year}年{day.month}月{day.day}日）")
        writer.findings(files)
        writer.reviewed(files)
        writer.reasons(files)
    return buffer.getvalue()


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        base = {"font_name": "宋体", "font_size": _POINTS, "valign": "top", "text_wrap": True}
        base["border"] = 1
        self._text = book.add_format(base)
        self._head = book.add_format({**base, "bold": True, "bg_color": "#E7E6E6"})
        self._title = book.add_format({"font_name": "宋体", "font_size": 14, "bold": True})
        self._severity = [
            book.add_format({**base, "bold": True, "bg_color": colour}) for colour in _FILL
        ]

    def totals(self, files: Sequence[FileReport], title: str) -> None:
        """Write 汇总: a row a file, then a row a project."""
        heads = ["文件", "部门", "年度", "项目", *map(str, Severity), "已核实", "结论"]
        widths = [26.0, 24.0, 8.0, 34.0, 7.0, 7.0, 7.0, 8.0, 36.0]
        sheet = self._sheet("汇总", widths)
        sheet.write_string(0, 0, title, self._title)
        self._row(sheet, 1, heads, widths, self._head)
        row = 2
        for file in files:
            start: list[str | int] = [file.source, file.department, file.year]
            whole = [*start, f"全部 {file.projects} 个", *file.counts]
            self._row(sheet, row, [*whole, len(file.reviewed), file.verdict], widths)
            row += 1
            for part in file.parts:
                cells = [*start, part.heading, *part.counts, "", ""]
                self._row(sheet, row, cells, widths)
                row += 1
        sheet.freeze_panes(2, 0)
        for file in files:
            lines = [f"按“{file.profile}”：{file.judged.text}。"] if file.projects else []
            for line in (*lines, *(f"没能判断：{told}" for told in file.silent_lines)):
                row += 1
                sheet.write_string(row, 0, _shown(file.source))
                sheet.write_string(row, 3, _shown(line))
        sheet.write_string(row + 2, 0, "检查人（签字）：")
        sheet.write_string(row + 2, 3, "复核人（签字）：　　　　　　日期：")

    def findings(self, files: Sequence[FileReport]) -> None:
        """Write 问题: a row a finding, to be filtered."""
        heads = ["文件", "序号", "项目", "程度", "编号", "检查", "所在的格"]
        heads += ["格内文字", "问题", "建议改为"]
        widths = [18.0, 6.0, 24.0, 7.0, 7.0, 18.0, 26.0, 36.0, 36.0, 26.0]
        rows = (
            (_finding_texts(file, part, group, row), group.severity)
            for file in files
            for part in file.parts
            for group in part.groups
            for first in group.rows
            for row in (first, *first.repeats)
        )
        self._list("问题", heads, widths, rows, severity=3)

    def reviewed(self, files: Sequence[FileReport]) -> None:
        """Write 已核实: a row a finding that may stand."""
        heads = ["文件", "项目", "程度", "编号", "检查", "所在的格", "格内文字", "问题"]
        heads += ["核实的理由", "核实人", "日期"]
        widths = [18.0, 24.0, 7.0, 7.0, 18.0, 24.0, 30.0, 30.0, 30.0, 10.0, 12.0]
        rows = (
            (_reviewed_texts(file, row), row.severity) for file in files for row in file.reviewed
        )
        self._list("已核实", heads, widths, rows, severity=2)

    def reasons(self, files: Sequence[FileReport]) -> None:
        """Write 说明: why each of the checks that found something matters."""
        seen = {
            group.code: (group.title, group.reason)
            for file in files
            for part in file.parts
            for group in part.groups
        }
        rows: Iterable[tuple[list[str | int], None]] = (
            ([code, *texts], None) for code, texts in sorted(seen.items())
        )
        self._list("说明", ["编号", "检查", "为什么"], [8.0, 30.0, 100.0], rows)

    def _list(
        self,
        name: str,
        heads: list[str],
        widths: list[float],
        rows: Iterable[tuple[list[str | int], Severity | None]],
        severity: int = -1,
    ) -> None:
        """Write a sheet of rows under a header that stays, with a filter."""
        sheet = self._sheet(name, widths)
        self._row(sheet, 0, heads, widths, self._head)
        last = 0
        for last, (texts, worst) in enumerate(rows, 1):
            self._row(sheet, last, texts, widths)
            if worst is not None:
                sheet.write_string(last, severity, str(worst), self._severity[worst.rank])
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(last, 1), len(heads) - 1)

    def _sheet(self, name: str, widths: list[float]) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C— &P —")
        return sheet

    def _row(
        self,
        sheet: Worksheet,
        row: int,
        cells: Sequence[str | int],
        widths: Sequence[float],
        style: Format | None = None,
    ) -> None:
        """Write a row, high enough to show its texts in programs that do not fit rows."""
        lines = 1
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(row, column, cell, style or self._text)
                continue
            shown = _shown(cell)
            sheet.write_string(row, column, shown, style or self._text)
            lines = max(lines, text_lines(shown, widths[column] * _MM_PER_CHAR, _POINTS))
        sheet.set_row(row, _LINE * min(lines, _MOST_LINES) + 4)


def _finding_texts(
    file: FileReport, part: ReportPart, group: ReportGroup, row: ReportRow
) -> list[str | int]:
    check = [group.severity, group.code, group.title]
    return [
        file.source,
        row.number or part.number,
        row.name or part.name,
        *check,
        row.cell,
        row.text,
        row.message,
        row.fix or "",
    ]


def _reviewed_texts(file: FileReport, row: ReviewedRow) -> list[str | int]:
    check = [file.source, row.project, row.severity, row.code, row.title]
    return [*check, row.cell, row.text, row.message, row.reason, row.who, row.when]


def _shown(text: str) -> str:
    text = escape_controls(text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……（共 {len(text)} 字）"

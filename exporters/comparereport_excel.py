"""A comparison as a workbook: totals, then a row a difference, changed characters marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from model.basics.textmetrics import text_lines
from model.compare.differences import WORDS, Difference, ProjectPart
from model.compare.report import CompareReport, count_words, matched_by, part_name
from model.compare.runs import Run
from model.compare.visible import visible, without_long_stretches

_POINTS = 10.0
_LINE = 15.0
_MM_PER_CHAR = 2.1
_MOST_LINES = 24
_LONGEST = 8000
"""A cell's text beyond this is cut: the workbook is for reading, not for carrying texts."""
_FILL = ("#FFF3CD", "#EDEDED", "#DDF0DD", "#F8D7DA", "#DCE9F7")
"""Behind the word that names a kind, in the order of `WORDS`."""


def write_excel_comparison(
    report: CompareReport, parts: Iterable[ProjectPart], title: str
) -> bytes:
    """Return a comparison as the bytes of an .xlsx workbook.

    Args:
        report: the two files and what differs.
        parts: those of its parts that hold differences.
        title: its title.
    """
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        writer = _Writer(book)
        writer.totals(report, title)
        writer.differences(parts)
    return buffer.getvalue()


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        font = {"font_name": "宋体", "font_size": _POINTS}
        cell = {**font, "valign": "top", "text_wrap": True, "border": 1}
        self._text = book.add_format(cell)
        self._head = book.add_format({**cell, "bold": True, "bg_color": "#E7E6E6"})
        self._title = book.add_format({"font_name": "宋体", "font_size": 14, "bold": True})
        self._words = {
            word: book.add_format({**cell, "bold": True, "bg_color": colour})
            for word, colour in zip(WORDS, _FILL, strict=True)
        }
        gone = {"font_color": "#A40000", "font_strikeout": True}
        come = {"font_color": "#1E6B1E", "bold": True, "underline": 1}
        self._runs = {
            "equal": book.add_format(font),
            "delete": book.add_format({**font, **gone}),
            "insert": book.add_format({**font, **come}),
        }
        # a text that is one run is no rich text: the cell's own font marks it
        self._cells = {
            "equal": self._text,
            "delete": book.add_format({**cell, **gone}),
            "insert": book.add_format({**cell, **come}),
        }

    def totals(self, report: CompareReport, title: str) -> None:
        """Write 汇总: the two files, what was found, a row a project."""
        widths = [8.0, 40.0, *[9.0] * len(WORDS), 44.0]
        sheet = self._sheet("汇总", widths)
        sheet.write_string(0, 0, title, self._title)
        row = 2
        for word, side in (("前", report.before), ("后", report.after)):
            sheet.write_string(row, 0, word, self._head)
            told = f"{side.source}（{side.whose}；{side.layout}）"
            sheet.merge_range(row, 1, row, len(widths) - 1, _plain(told), self._text)
            row += 1
        for line in (report.verdict, *report.comparison.notes):
            row += 1
            sheet.write_string(row, 0, _plain(line))
        row += 2
        for column, name in enumerate(("序号", "项目", *WORDS, "怎样对上的")):
            sheet.write_string(row, column, name, self._head)
        for part in report.comparison.parts:
            row += 1
            self._total(sheet, row, part)

    def _total(self, sheet: Worksheet, row: int, part: ProjectPart) -> None:
        self._part(sheet, row, part)
        for column, count in enumerate(count_words(part.differences), 2):
            sheet.write_number(row, column, count, self._text)
        sheet.write_string(row, 2 + len(WORDS), _plain(matched_by(part)), self._text)

    def _part(self, sheet: Worksheet, row: int, part: ProjectPart) -> None:
        """Write the number, that after, and the name of what a row is about."""
        if part.pair is not None and part.pair.after is not None:
            sheet.write_number(row, 0, part.pair.number_after, self._text)
        else:
            sheet.write_blank(row, 0, None, self._text)
        sheet.write_string(row, 1, _plain(part_name(part)), self._text)

    def differences(self, parts: Iterable[ProjectPart]) -> None:
        """Write 不同之处: a row a difference, to be filtered."""
        heads = ["序号", "项目", "种类", "所在的格", "前", "后"]
        widths = [6.0, 24.0, 10.0, 30.0, 48.0, 48.0]
        sheet = self._sheet("不同之处", widths)
        for column, name in enumerate(heads):
            sheet.write_string(0, column, name, self._head)
        row = 0
        for part in parts:
            for one in part.differences:
                row += 1
                self._part(sheet, row, part)
                sheet.write_string(row, 2, one.word, self._words[one.word])
                sheet.write_string(row, 3, _plain(one.title), self._text)
                lines = self._texts(sheet, row, one, widths[4])
                for text, width in ((part_name(part), widths[1]), (one.title, widths[3])):
                    lines = max(lines, text_lines(text, width * _MM_PER_CHAR, _POINTS))
                sheet.set_row(row, _LINE * min(lines, _MOST_LINES) + 4)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(row, 1), len(heads) - 1)

    def _texts(self, sheet: Worksheet, row: int, one: Difference, width: float) -> int:
        """Write a difference's two texts; return how many lines the longer one takes."""
        runs = without_long_stretches(one.runs)
        lines = 1
        for column, side in ((4, "delete"), (5, "insert")):
            shown = _fitting([run for run in runs if run.kind in ("equal", side)])
            self._rich(sheet, row, column, shown or [("equal", one.nothing)])
            text = "".join(text for _, text in shown)
            lines = max(lines, text_lines(text, width * _MM_PER_CHAR, _POINTS))
        return lines

    def _rich(self, sheet: Worksheet, row: int, column: int, shown: list[tuple[str, str]]) -> None:
        if len(shown) < 2:
            kind, text = shown[0]
            sheet.write_string(row, column, text, self._cells[kind])
            return
        pieces: list[Format | str] = []
        for kind, text in shown:
            pieces += [self._runs[kind], text]
        sheet.write_rich_string(row, column, *pieces, self._text)

    def _sheet(self, name: str, widths: Sequence[float]) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C— &P —")
        return sheet


def _fitting(runs: Sequence[Run]) -> list[tuple[str, str]]:
    """Return runs by kind as shown, no more of them than a cell is for."""
    room, shown = _LONGEST, []
    for run in runs:
        text = visible(run)
        if len(text) > room:
            shown.append((run.kind, f"{text[:room]}……"))
            break
        shown.append((run.kind, text))
        room -= len(text)
    return [(kind, text) for kind, text in shown if text]


def _plain(text: str) -> str:
    return visible(Run("equal", text))

"""The sheet 汇总: one row an indicator, no merged cells, fit for filters and pivots."""

from __future__ import annotations

from exporters.excel_form import (
    CELL_MARGIN_MM,
    MAX_HEIGHT,
    ROW_PADDING,
    row_points,
    text_format,
    text_too_long,
    too_many_rows,
)
from exporters.excel_numbers import NUMERIC, as_number
from exporters.excel_sheet import LETTERS, MAX_ROWS, Book, Sheet, Style, TextTooLongError
from model.basics.textmetrics import MM_PER_POINT, text_lines
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.printing.summary import KEY_COLUMNS, SummaryColumn, summary_columns, summary_rows

_LINE_EM = 1.5
"""Printed as small as this sheet is, lines take more room than the forms' lines."""

_OFTEN = 9
"""Texts up to this length, which take one line, tend to come again: 数量指标, ≥90%."""

_ALIGN = {"money": "right", "percent": "right", "number": "center"}


class SummarySheet:
    """Writes 汇总, project by project.

    Args:
        book: the workbook.
        sheet: an empty sheet of it.
        columns: its columns, as `model.printing.summary.summary_columns` gives them.
        target: the file it becomes, for messages.
    """

    def __init__(self, book: Book, sheet: Sheet, columns: list[SummaryColumn], target: str) -> None:
        self.book = book
        self.sheet = sheet
        self.columns = columns
        self.target = target
        self.thousands = book.layout.money.thousands
        self.points = book.font("table").points
        self.styles = [Style("table", _ALIGN.get(column.kind, "left")) for column in columns]
        # a cell's XML left of its row's number, and right of it where it is empty
        self.heads = [f'<c r="{LETTERS[col]}' for col in range(len(columns))]
        self.blanks = [f'" s="{book.style(style)}"/>' for style in self.styles]
        self.once = [col for col, column in enumerate(columns) if column.once]
        self.known: list[dict[str, str]] = [{} for _ in columns]
        self.rooms = [
            int((column.width_mm - CELL_MARGIN_MM) / (self.points * MM_PER_POINT))
            for column in columns
        ]

    def write(self, disclosure: Disclosure, layout: Layout) -> None:
        """Write all rows, and set filter, frozen panes and print titles.

        Raises:
            WriteError: a text is too long for a cell, or the rows are too many.
        """
        sheet = self.sheet
        self._header()
        for number, rows in enumerate(summary_rows(disclosure, layout), 1):
            what = f"第{number}个项目“{short(rows.project[KEY_COLUMNS - 1])}”"
            project, height = self._tails(rows.project, 0, what)
            for count, texts in enumerate(rows.indicators):
                own, own_height = self._tails(texts, len(project), what)
                self._row(project + own, max(height, own_height))
                if count == 0:
                    for col in self.once:
                        project[col] = self.blanks[col]
        row_count = len(sheet.rows)
        if row_count > MAX_ROWS:
            raise too_many_rows("汇总", row_count, self.target)
        sheet.finish()
        sheet.autofilter(0, 0, max(1, row_count - 1), len(self.columns) - 1)
        sheet.freeze_panes(1, KEY_COLUMNS)
        sheet.repeat_rows(0)

    def _header(self) -> None:
        points = self.book.font("label").points
        tails, lines = [], 1
        for column in self.columns:
            style = self.book.style(Style("heading", "center"))
            tails.append(f'" s="{style}" t="s"><v>{self.book.string(column.title)}</v></c>')
            # room for the filter's button too
            width = column.width_mm - CELL_MARGIN_MM - 5
            lines = max(lines, text_lines(column.title, width, points))
        self._row(tails, lines * points * _LINE_EM + ROW_PADDING)

    def _tails(self, texts: list[str], first: int, what: str) -> tuple[list[str], float]:
        """Return the cells of some columns behind their row's number, and the height they need."""
        tails, lines = [], 1
        for col, text in enumerate(texts, first):
            if not text:
                tails.append(self.blanks[col])
                continue
            tail = self.known[col].get(text)
            if tail is not None:
                tails.append(tail)
                continue
            try:
                tails.append(self._tail(col, text))
            except TextTooLongError as error:
                label = self.columns[col].title
                raise text_too_long(what, label, error, self.target) from error
            if len(text) > self.rooms[col] or "\n" in text:
                width = self.columns[col].width_mm - CELL_MARGIN_MM
                lines = max(lines, text_lines(text, width, self.points))
        return tails, lines * self.points * _LINE_EM + ROW_PADDING

    def _tail(self, col: int, text: str) -> str:
        kind, style = self.columns[col].kind, self.styles[col]
        number = as_number(text, kind, self.thousands) if kind in NUMERIC else None
        if number is not None:
            index = self.book.style(style._replace(shown=number[1], number=True))
            tail = f'" s="{index}"><v>{number[0]}</v></c>'
        else:
            shown = text_format(text)
            index = self.book.style(style._replace(shown=shown) if shown else style)
            tail = f'" s="{index}" t="s"><v>{self.book.string(text)}</v></c>'
        known = self.known[col]
        if len(text) <= min(_OFTEN, self.rooms[col]) and "\n" not in text and len(known) < 5000:
            known[text] = tail
        return tail

    def _row(self, tails: list[str], height: float) -> None:
        number = len(self.sheet.rows) + 1
        cells = "".join(
            [f"{head}{number}{tail}" for head, tail in zip(self.heads, tails, strict=True)]
        )
        self.sheet.add_row(cells, row_points(min(height, MAX_HEIGHT)))


def short(text: str) -> str:
    """Return a name short enough for a message."""
    line = " ".join(text.split())
    return line if len(line) <= 30 else line[:30] + "…"


def write_summary(
    book: Book, sheet: Sheet, disclosure: Disclosure, layout: Layout, target: str
) -> None:
    """Write 汇总 onto an empty sheet; see `SummarySheet.write`."""
    layout = layout.shown_for(item for table in disclosure.projects for item in table.indicators)
    columns = summary_columns(layout)
    sheet.widths_mm = [column.width_mm for column in columns]
    SummarySheet(book, sheet, columns, target).write(disclosure, layout)

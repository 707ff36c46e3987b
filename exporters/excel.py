"""A disclosure as the workbook for the bureau: 目录, own text, target tables, 汇总."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path

import msgspec

from exporters.atomic import replacing
from exporters.excel_form import CELL_MARGIN_MM, Drawing
from exporters.excel_parts import part_sheet_names, write_part_sheets
from exporters.excel_sheet import Book, Sheet
from exporters.excel_summary import short, write_summary
from model.basics.controls import UNPRINTABLE
from model.basics.textmetrics import MM_PER_POINT
from model.basics.version import PROGRAM
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.printing.fill import grids
from model.printing.outline import title_text
from model.printing.summary import SUMMARY_NAME
from model.printing.workbook import INDEX_NAME, index_columns, index_grid, index_title, text_grid

_NAME_UNITS = 31
"""Excel's limit of a sheet's name, in UTF-16 units."""

_FLAT_NAME = "项目绩效目标"
"""The sheet of a flat form whose layout gives its tables no name."""

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\：？＊／＼［］]")
_RESERVED = ("history",)

_INDEX_MM = {"": 24.0, "code": 42.0, "budget": 30.0}
_NAME_MM = 160.0
_TEXT_PARTS = (0.13, 0.2, 0.42, 0.25)
"""How the columns of the department's own text share the page."""

_SUMMARY_PAGE = {
    "width_mm": 420.0,
    "height_mm": 297.0,
    "top_mm": 15.0,
    "right_mm": 12.0,
    "bottom_mm": 18.0,
    "left_mm": 12.0,
}
"""A3 lengthwise: with every field in its own column, nothing smaller can be read."""


def write_excel(disclosure: Disclosure, layout: Layout, target: Path) -> None:
    """Write the whole workbook; the target is replaced only when it is complete.

    The same disclosure and layout give the same bytes.

    Raises:
        WriteError: a text is longer than a cell of Excel holds, there are more rows
            than a sheet holds, or the target cannot be written.
    """
    with replacing(target) as file:
        file.write(_Writer(disclosure, layout, str(target)).workbook())


class _Writer:
    """Writes one workbook, sheet by sheet."""

    def __init__(self, disclosure: Disclosure, layout: Layout, target: str) -> None:
        self.disclosure = disclosure
        self.layout = layout
        self.target = target
        self.book = Book(layout)
        self.drawing = Drawing(self.book, target)
        page = layout.page
        self.room_mm = page.width_mm - page.left_mm - page.right_mm

    def workbook(self) -> memoryview:
        # also where it is not finished: else it would be closed when it is forgotten
        with closing(self.book.package):
            self._write()
            return self.book.finished()

    def _write(self) -> None:
        # the day of writing would make every copy another file
        self.book.set_properties({"created": datetime(2000, 1, 1), "comments": PROGRAM})
        names = SheetNames(INDEX_NAME, SUMMARY_NAME)
        text = self.layout.document.text
        text_name = names.new(text.name) if text.sections else ""
        form_names = self._form_names(names)
        self._index(form_names)
        if text_name:
            self._text(text_name)
        self._forms(form_names)
        self._summary()
        if self.disclosure.parts:
            parts = part_sheet_names(self.disclosure, names.new)
            write_part_sheets(self.disclosure, self.layout, self.drawing, parts, self._sheet)

    def _form_names(self, names: SheetNames) -> list[str]:
        """Return the names of the target tables' sheets."""
        projects = self.disclosure.projects
        if self.layout.table.flat:
            name = self.layout.document.tables.name or _FLAT_NAME
            return [names.new(name)] if projects else []
        return [
            names.new(f"{number}.{table.name.strip() or '未命名'}")
            for number, table in enumerate(projects, 1)
        ]

    def _sheet(self, name: str, widths_mm: list[float]) -> Sheet:
        sheet = self.book.add_sheet(name, widths_mm)
        sheet.set_page(self.layout.page, self.book.font("footer"))
        sheet.hide_gridlines(2)
        return sheet

    def _index(self, form_names: list[str]) -> None:
        widths = [_INDEX_MM.get(column.field, 0.0) for column in index_columns(self.layout)]
        widths[1] = max(self.room_mm - sum(widths), self._name_mm())
        grid = index_grid(self.disclosure, self.layout)
        assert grid.header_rows is not None
        first = grid.header_rows[1] + 1
        every = len(self.disclosure.projects)
        if len(form_names) < every:
            # a flat form has all its projects on one sheet
            form_names = form_names * every
        links = {(first + number, 1): name for number, name in enumerate(form_names)}
        sheet = self._sheet(INDEX_NAME, widths)
        title = index_title(self.disclosure, self.layout)
        self.drawing.draw(sheet, grid, [title], INDEX_NAME, links)

    def _name_mm(self) -> float:
        """Return the width of the longest project name, within reason.

        LibreOffice breaks no lines in a cell that links somewhere.
        """
        longest = max((len(table.name) for table in self.disclosure.projects), default=0)
        em = self.book.font("table").points * MM_PER_POINT
        return min(_NAME_MM, longest * em + 2 * CELL_MARGIN_MM)

    def _text(self, name: str) -> None:
        sheet = self._sheet(name, [self.room_mm * part for part in _TEXT_PARTS])
        grid = text_grid(self.disclosure, self.layout)
        title = self.layout.document.text.name
        self.drawing.draw(sheet, grid, [title], title)

    def _forms(self, names: list[str]) -> None:
        spec = self.layout.table
        tables = grids(self.disclosure, self.layout)
        for name, (number, table, grid) in zip(names, tables, strict=True):
            titles = [
                title_text(pattern, self.disclosure, number, table)
                for pattern in (spec.title, spec.note)
                if pattern
            ]
            what = name if spec.flat else f"第{number}个项目“{short(table.name)}”"
            sheet = self._sheet(name, spec.columns_mm)
            self.drawing.draw(sheet, grid, titles, what)
            self.book.pack(sheet)

    def _summary(self) -> None:
        sheet = self.book.add_sheet(SUMMARY_NAME, [])
        page = msgspec.structs.replace(self.layout.page, **_SUMMARY_PAGE)
        sheet.set_page(page, self.book.font("footer"))
        write_summary(self.book, sheet, self.disclosure, self.layout, self.target)


class SheetNames:
    """Makes texts into sheet names: legal for Excel, and each of its own.

    Args:
        taken: names given already.
    """

    def __init__(self, *taken: str) -> None:
        self._taken = {name.casefold() for name in taken}.union(_RESERVED)

    def new(self, text: str) -> str:
        """Return a name for a new sheet, as near to the text as may be."""
        plain = UNPRINTABLE.sub(" ", _NOT_IN_NAMES.sub(" ", text))
        plain = " ".join(plain.split()).strip("' ") or "未命名"
        for number in count(1):
            mark = f"（{number}）" if number > 1 else ""
            name = _cut(plain, _NAME_UNITS - len(mark)).rstrip("' ") + mark
            if name.casefold() not in self._taken:
                break
        self._taken.add(name.casefold())
        return name


def _cut(text: str, units: int) -> str:
    """Return the beginning of a text, at most so many UTF-16 units, no character halved."""
    while len(text.encode("utf-16-le")) > 2 * units:
        text = text[: min(len(text) - 1, units)]
    return text

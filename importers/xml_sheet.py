"""Workbooks in the XML of Excel 2002 and 2003 (SpreadsheetML): a grid for each worksheet.

Reporting systems write it under the name .xls. Numbers are shown by the same number
formats as those of .xlsx.
"""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import cast

from lxml import etree
from lxml.etree import _Element
from msgspec import Struct

from importers.docx_xml import small_tree
from importers.numberformat import format_of, show_number
from importers.word_xml import malformed, utf8
from importers.xlsx_digits import lost_digits, number_of
from importers.xlsx_grid import Limits, SheetCells, is_picture
from importers.xlsx_names import MAX_COLUMNS, MAX_ROWS, cell_name, whole_number
from model.basics.errors import ReadError
from model.printing.grid import Document

_S = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_ROW, _CELL, _DATA, _COMMENT = f"{_S}Row", f"{_S}Cell", f"{_S}Data", f"{_S}Comment"
_COLUMN, _NUMBER_FORMAT, _FONT = f"{_S}Column", f"{_S}NumberFormat", f"{_S}Font"
_INDEX, _STYLE, _TYPE, _FORMULA = f"{_S}Index", f"{_S}StyleID", f"{_S}Type", f"{_S}Formula"
_ACROSS, _DOWN, _SPAN, _HIDDEN = f"{_S}MergeAcross", f"{_S}MergeDown", f"{_S}Span", f"{_S}Hidden"

_NAMED_FORMATS = {
    "General Number": "General",
    "General Date": "yyyy/m/d h:mm",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "Medium Date": "d-mmm-yy",
    "Short Date": "yyyy/m/d",
    "Long Time": "h:mm:ss",
    "Medium Time": "h:mm AM/PM",
    "Short Time": "h:mm",
    "Currency": '"¥"#,##0.00',
    "Euro Currency": '"€"#,##0.00',
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
}
"""Number formats that have names here, as Chinese Excel shows them."""

_VISIBILITY = {"SheetHidden": 1, "SheetVeryHidden": 2}
_CONSTANT = re.compile(r"=[-+]?[0-9][0-9.,]*\s*[%％]?", re.ASCII)
_STRUCK_TAGS = ("S", "Strike", "Del", "s", "strike", "del")


class _Style(Struct):
    code: str = ""
    struck: bool = False


def read_sheet2003(path: Path) -> Document:
    """Read a workbook: each worksheet that holds text as a paragraph (its name) and a grid.

    Hidden sheets, rows and columns are read too; the notes say which.

    Raises:
        ReadError: the file is broken, no workbook, or far too large.
    """
    file = str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"读取时出错（{error.strerror}）", file) from error
    try:
        root = small_tree(utf8(data, file), file, "utf-8")
    except etree.XMLSyntaxError as error:
        raise malformed(file, error) from error
    except ReadError as error:
        advice = "请在 Excel 或 WPS 中打开，只留绩效目标表，另存为 .xlsx 后重试"
        raise ReadError(error.reason, file, advice) from error
    sheets = list(root.iterchildren(f"{_S}Worksheet"))
    if not sheets:
        raise ReadError("表格文件里没有工作表", file, "请用产生它的系统重新导出")
    document, limits = Document(), Limits(path)
    styles = _styles(root)
    since_1904 = next(root.iter(f"{_X}Date1904"), None) is not None
    for number, sheet in enumerate(sheets, 1):
        cells = SheetCells(sheet.get(f"{_S}Name", f"{number}"), limits)
        _Sheet(cells, styles, since_1904).read(sheet)
        cells.finish(document)
    return document


def _styles(root: _Element) -> dict[str, _Style]:
    found: dict[str, _Style] = {}
    for element in root.iterfind(f"{_S}Styles/{_S}Style"):
        parent = found.get(element.get(f"{_S}Parent", ""), _Style())
        style = _Style(parent.code, parent.struck)
        for child in element:
            if child.tag == _NUMBER_FORMAT:
                code = child.get(f"{_S}Format", "")
                style.code = _NAMED_FORMATS.get(code, code)
            elif child.tag == _FONT:
                style.struck = child.get(f"{_S}StrikeThrough", "0") in ("1", "true")
        found[element.get(f"{_S}ID", "")] = style
    return found


class _Sheet:
    """One worksheet while it is read."""

    def __init__(self, cells: SheetCells, styles: dict[str, _Style], since_1904: bool) -> None:
        self._cells = cells
        self._styles = styles
        self._plain = styles.get("Default", _Style())
        self._since_1904 = since_1904
        self._hides_zeros = False
        self._columns: dict[int, _Style] = {}

    def read(self, sheet: _Element) -> None:
        """Read a Worksheet element."""
        for options in sheet.iterchildren(f"{_X}WorksheetOptions"):
            self._cells.visibility = _VISIBILITY.get(options.findtext(f"{_X}Visible", ""), 0)
            self._hides_zeros = options.find(f"{_X}DoNotDisplayZeros") is not None
        for table in sheet.iterchildren(f"{_S}Table"):
            whole = self._styles.get(table.get(_STYLE, ""), self._plain)
            self._read_columns(table)
            row = -1
            for element in table.iterchildren(_ROW):
                index = element.get(_INDEX)
                row = _place(index, row, MAX_ROWS)
                if row >= MAX_ROWS:
                    break
                if element.get(_HIDDEN) == "1":
                    self._cells.hidden_rows.add(row)
                style = element.get(_STYLE)
                self._row(element, row, self._styles.get(style, whole) if style else whole)
                row += max(0, whole_number(element.get(_SPAN)))

    def _read_columns(self, table: _Element) -> None:
        col = -1
        for element in table.iterchildren(_COLUMN):
            index = element.get(_INDEX)
            col = whole_number(index) - 1 if index else col + 1
            last = min(col + max(0, whole_number(element.get(_SPAN))), MAX_COLUMNS - 1)
            style = self._styles.get(element.get(_STYLE, ""))
            for place in range(max(0, col), last + 1):
                if element.get(_HIDDEN) == "1":
                    self._cells.hidden_columns.add(place)
                if style is not None:
                    self._columns[place] = style
            col = last

    def _row(self, element: _Element, row: int, row_style: _Style) -> None:
        col = -1
        add, plain = self._cells.add, self._plain if not self._plain.struck else None
        if plain is not None and plain.code not in ("", "General"):
            plain = None
        for cell in element.iterchildren(_CELL):
            attributes = cast("dict[str, str]", dict(cell.items()))
            index = attributes.get(_INDEX)
            col = _place(index, col, MAX_COLUMNS) if index else col + 1
            if col >= MAX_COLUMNS:
                break
            name = attributes.get(_STYLE)
            style = self._styles.get(name, row_style) if name else None
            style = style or self._columns.get(col, row_style)
            for child in (cell[0],) if len(cell) == 1 else cell:
                where = cell_name(row, col)
                if child.tag == _DATA:
                    text = child.text
                    if (
                        text
                        and text[0] != "="
                        and style is plain
                        and child.get(_TYPE) == "String"
                        and not len(child)
                    ):
                        # nearly all of them: no format, no fonts, no formula's picture
                        add(row, col, where, text)
                        continue
                    self._data(child, cell, (row, col, where), style)
                elif child.tag == _COMMENT:
                    said = "".join(map(str, child.itertext())).strip()
                    if said:
                        self._cells.remark(where, child.get(f"{_S}Author", ""), said)
            across, down = attributes.get(_ACROSS), attributes.get(_DOWN)
            if across or down:
                right = min(col + max(0, whole_number(across)), MAX_COLUMNS - 1)
                bottom = min(row + max(0, whole_number(down)), MAX_ROWS - 1)
                self._cells.merge(row, col, bottom, right)
                col = right

    def _data(
        self, data: _Element, cell: _Element, place: tuple[int, int, str], style: _Style
    ) -> None:
        kind = data.get(_TYPE, "String")
        text, struck = (data.text or "", "") if not len(data) else _rich(data)
        formula = cell.get(_FORMULA, "")
        if is_picture(formula) or is_picture(text):
            self._cells.add_picture(*place)
        elif kind == "Error":
            self._cells.add_error(*place, text, formula)
        elif kind == "Number":
            self._number(text, formula, place, style)
        elif kind == "DateTime":
            self._take(place, self._date(text, style.code), "", style.struck)
        elif kind == "Boolean":
            self._take(place, "TRUE" if text.strip() == "1" else "FALSE", "", style.struck)
        else:
            if "@" in style.code:
                text = format_of(style.code).show_text(text)
            self._take(place, text, struck, style.struck)

    def _take(self, place: tuple[int, int, str], text: str, struck: str, whole: bool) -> None:
        if whole:
            text, struck = "", text + struck
        if struck:
            self._cells.add_struck(*place, text, struck)
        else:
            self._cells.add(*place, text)

    def _number(self, raw: str, formula: str, place: tuple[int, int, str], style: _Style) -> None:
        raw = raw.strip()
        if self._hides_zeros and number_of(raw) == 0:
            self._cells.hide_zero(place[2])
            return
        shown = show_number(raw, style.code, self._since_1904)
        if style.struck:
            self._cells.add_struck(*place, "", shown.text)
            return
        self._cells.add_number(*place, shown)
        if lost_digits(raw):
            self._cells.flag_lost(place[0], place[2])
        if formula and _CONSTANT.fullmatch(formula):
            self._cells.note_formula(place[0], place[2], formula)

    def _date(self, raw: str, code: str) -> str:
        """Return a date as its format shows it; without one, as it is written."""
        try:
            moment = datetime.fromisoformat(raw.strip())
        except ValueError:
            return raw.strip()
        if code in ("", "General"):
            return re.sub(r"T00:00:00(?:\.0+)?$", "", raw.strip())
        since = datetime(1904, 1, 1) if self._since_1904 else datetime(1899, 12, 30)
        days = Decimal(str((moment - since).total_seconds())) / 86400
        return format_of(code).show(days, self._since_1904).text


def _rich(data: _Element) -> tuple[str, str]:
    """Return the text of a cell with fonts within, and what of it is struck through."""
    kept: list[str] = []
    gone: list[str] = []

    def take(element: _Element, struck: bool) -> None:
        name = etree.QName(element).localname
        struck = struck or name in _STRUCK_TAGS
        (gone if struck else kept).append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                take(child, struck)
            (gone if struck else kept).append(child.tail or "")

    take(data, False)
    return "".join(kept), "".join(gone)


def _place(index: str | None, last: int, end: int) -> int:
    """Return the place an index tells, from 0; behind the last where it tells none there can be."""
    told = whole_number(index) - 1 if index else -1
    return told if 0 <= told < end else last + 1

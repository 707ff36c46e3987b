"""Excel 97-2003 workbooks (.xls, .et) become grids, one a worksheet."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import olefile
import xlrd
from xlrd.biffh import XLRDError

from importers.numberformat import format_of, show_number
from importers.xlsx_comments import told
from importers.xlsx_dates import BUILT_IN as DATES
from importers.xlsx_digits import lost_digits, number_of
from importers.xlsx_grid import Limits, SheetCells, is_picture
from importers.xlsx_names import cell_name
from model.basics.errors import ReadError
from model.basics.steps import step
from model.printing.grid import Document

MAX_RECORDS = 48 * 1024 * 1024
"""Bytes; xlrd needs ten times as much memory for sheets full of numbers."""

_OLDEST_UNICODE = 80
_LONG = 1024
"""Bytes; a piece as long as this (shared strings) is gone through in steps itself."""


def read_xls(path: Path) -> Document:
    """Read a workbook: each worksheet that holds text as a paragraph (its name) and a grid.

    Hidden sheets, rows and columns are read too; the notes say which. Macros are not read.

    Raises:
        ReadError: the file is broken, locked, no workbook, or far too large.
    """
    try:
        with _opened(path) as book:
            return _read(book, path)
    except ReadError:
        raise
    except OSError as error:
        if error.errno is None:
            # not the system's: olefile's, about what is in the file
            raise _refused("", path) from error
        raise ReadError(f"读取时出错（{error.strerror}）", str(path)) from error
    except XLRDError as error:
        raise _refused(str(error), path) from error
    except Exception as error:
        # on damaged records xlrd raises whatever its arithmetic runs into
        raise _refused("", path) from error


def _refused(message: str, path: Path) -> ReadError:
    if "encrypted" in message.lower():
        return ReadError(
            "文件有打开密码，读不出来", str(path), "请在 Excel 或 WPS 中取消密码后重试"
        )
    return ReadError(
        "文件已损坏，或不是 Excel 工作簿",
        str(path),
        "请在 Excel 或 WPS 中打开并另存，或重新取得这个文件",
    )


def _opened(path: Path) -> xlrd.book.Book:
    # olefile takes the records out: xlrd's own way follows a damaged chain for ever
    with path.open("rb") as file, olefile.OleFileIO(file) as ole:
        name = "Workbook" if ole.exists("Workbook") else "Book"
        if ole.get_size(name) > MAX_RECORDS:
            raise ReadError(
                f"旧版工作簿太大（超过 {MAX_RECORDS // 1024 // 1024} MB），没有读取",
                str(path),
                "请在 Excel 或 WPS 中另存为 .xlsx 后重试",
            )
        records = ole.openstream(name).read()
    book = _open(records, None)
    if book.biff_version < _OLDEST_UNICODE and not book.codepage:
        # an Excel 5 file that does not name its code page: written in China, it is GBK
        book.release_resources()
        book = _open(records, "gb18030")
    return book


class _Records(bytes):
    """A workbook's records: xlrd, which cannot be stopped, takes a step with each it looks at."""

    def __getitem__(self, key: Any) -> Any:
        step()
        found = super().__getitem__(key)
        return _Records(found) if isinstance(found, bytes) and len(found) > _LONG else found


def _open(records: bytes, encoding: str | None) -> xlrd.book.Book:
    return xlrd.open_workbook(
        file_contents=_Records(records),
        logfile=io.StringIO(),
        encoding_override=encoding,
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
    )


def _read(book: xlrd.book.Book, path: Path) -> Document:
    document = Document()
    limits = Limits(path)
    codes = [_code(book, style.format_key) for style in book.xf_list]
    fonts = {number for number, font in enumerate(book.font_list) if font.struck_out}
    struck = {number for number, style in enumerate(book.xf_list) if style.font_index in fonts}
    for number, name in enumerate(book.sheet_names()):
        sheet = book.sheet_by_index(number)
        cells = SheetCells(name, limits)
        _read_cells(book, sheet, cells, codes)
        if fonts:
            _read_struck(sheet, cells, fonts, struck)
        _read_around(sheet, cells)
        cells.finish(document)
        # parsed sheets are kept by xlrd until told otherwise
        book.unload_sheet(number)
    return document


def _code(book: xlrd.book.Book, key: int) -> str:
    """Return the code of a number format; dates by built-in ids as Chinese Excel shows them."""
    if key in DATES:
        return DATES[key]
    found = book.format_map.get(key)
    return found.format_str if found else "General"


def _read_cells(
    book: xlrd.book.Book, sheet: xlrd.sheet.Sheet, cells: SheetCells, codes: list[str]
) -> None:
    since_1904 = book.datemode == 1
    hides_zeros = not getattr(sheet, "show_zero_values", 1)
    for row in range(sheet.nrows):
        step()
        kinds = sheet.row_types(row)
        values = sheet.row_values(row)
        for col, kind in enumerate(kinds):
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            value = values[col]
            where = cell_name(row, col)
            if kind == xlrd.XL_CELL_BOOLEAN:
                cells.add(row, col, where, "TRUE" if value else "FALSE")
            elif kind == xlrd.XL_CELL_ERROR:
                cells.add_error(row, col, where, _error_text(value), "")
            else:
                style = sheet.cell_xf_index(row, col)
                code = codes[style] if style is not None and style < len(codes) else ""
                if kind == xlrd.XL_CELL_TEXT and is_picture(value):
                    cells.add_picture(row, col, where)
                elif kind == xlrd.XL_CELL_TEXT:
                    cells.add(row, col, where, format_of(code).show_text(value))
                elif hides_zeros and number_of(repr(value)) == 0:
                    cells.hide_zero(where)
                else:
                    cells.add_number(row, col, where, show_number(repr(value), code, since_1904))
                    if lost_digits(repr(value)):
                        cells.flag_lost(row, where)


def _error_text(code: object) -> str:
    """Return an error as Excel shows it."""
    return xlrd.error_text_from_code.get(code, "#N/A") if isinstance(code, int) else "#N/A"


def _read_struck(
    sheet: xlrd.sheet.Sheet, cells: SheetCells, fonts: set[int], struck: set[int]
) -> None:
    """Take text struck through out of the cells: that of whole cells, and of runs in them."""
    runs = sheet.rich_text_runlist_map
    for row, found in cells.rows.items():
        for cell in found:
            whole = sheet.cell_xf_index(row, cell.col) in struck
            parts = _runs(cell.text, runs.get((row, cell.col), ()), fonts, whole)
            gone = "".join(text for text, is_struck in parts if is_struck)
            if gone:
                cells.strike(
                    cell, "".join(text for text, is_struck in parts if not is_struck), gone
                )


def _runs(
    text: str, runs: Sequence[tuple[int, int]], fonts: set[int], whole: bool
) -> list[tuple[str, bool]]:
    """Return a text in pieces of one font each, and whether that strikes through."""
    starts = [0, *(start for start, _ in runs), len(text)]
    struck = [whole, *(font in fonts for _, font in runs)]
    pieces = zip(starts, starts[1:], struck, strict=False)
    return [(text[start:end], gone) for start, end, gone in pieces]


def _read_around(sheet: xlrd.sheet.Sheet, cells: SheetCells) -> None:
    """Take merged areas, what is hidden, and comments."""
    cells.visibility = sheet.visibility
    for top, bottom, left, right in sheet.merged_cells:
        if top < bottom and left < right:
            cells.merge(top, left, bottom - 1, right - 1)
    cells.hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    cells.hidden_columns = {col for col, info in sheet.colinfo_map.items() if info.hidden}
    for (row, col), note in sorted(sheet.cell_note_map.items()):
        if note.text:
            cells.remark(cell_name(row, col), *told(note.author or "", note.text))

"""Excel workbooks (.xlsx, .xlsm and their templates) become grids, one a worksheet.

Read from the XML itself: the libraries are either slow or do not know merged cells and
number formats together.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from lxml import etree

from importers.numberformat import BUILT_IN, NumberFormat, format_of, show_number
from importers.source import open_package
from importers.xlsx_digits import number_of
from importers.xlsx_grid import MAX_COLUMNS, MAX_ROWS, Limits, SheetCells, cell_name
from importers.xlsx_package import Package, exact_text, rich_text, shared_strings
from model.errors import ReadError
from model.grid import Document

MAX_SHEETS = 20_000

_YES = ("1", "true", "on")
_NO = ("0", "false", "off")
_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_VISIBILITY = {"hidden": 1, "veryHidden": 2}

_SHEET_TAGS = ("row", "v", "is", "f", "mergeCell", "col", "sheetView")
_PLACES: dict[str, tuple[int, int, str]] = {}
"""References seen, with row, column and plain name: most sheets use the same few."""

_MAX_PLACES = 200_000


def read_xlsx(path: Path) -> Document:
    """Read a workbook: each worksheet that holds text as a paragraph (its name) and a grid.

    Hidden sheets, rows and columns are read too; the notes say which. Macros are not read.

    Raises:
        ReadError: the file is broken, locked, no workbook, or far too large.
    """
    try:
        with open_package(path) as archive:
            return _Workbook(Package(archive, path)).read()
    except (etree.LxmlError, zlib.error, struct.error, UnicodeDecodeError, OverflowError) as error:
        # what a damaged zip entry raises depends on where it was hit
        raise ReadError(
            "文件已损坏或不完整", str(path), "请在 Excel 或 WPS 中打开并另存，或重新取得这个文件"
        ) from error


class _Workbook:
    """What the sheets of one workbook share."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.since_1904 = False
        self.strings: list[str] = []
        self.codes: dict[str, str] = {}
        # the few styles whose format adds something to texts too
        self.dress: dict[str, NumberFormat] = {}
        self._part = ""
        self._limits = Limits(package.path)

    def read(self) -> Document:
        """Return the workbook's blocks and notes."""
        package = self.package
        self._part = self._find()
        relations = package.relations(self._part)
        sheets = self._sheets({item.id: (item.kind, item.target) for item in relations})
        by_kind = {item.kind: item.target for item in reversed(relations)}
        self._read_shared(by_kind)
        document = Document()
        if package.ends_with("vbaproject.bin"):
            document.notes.append("文件里有宏，宏没有读入，只读入了表格内容")
        missing = 0
        for name, part, visibility in sheets:
            cells = SheetCells(name, self._limits)
            cells.visibility = visibility
            if package.has(part):
                _SheetReader(self, cells).read(part)
                cells.comments.extend(_comments(package, part))
                cells.finish(document)
            else:
                missing += 1
                document.notes.append(f"{cells.where}在文件里缺失，没有读到")
        if missing and missing == len(sheets):
            raise package.broken("，里面的工作表都不见了")
        return document

    def _find(self) -> str:
        """Return the workbook part."""
        package = self.package
        found = [item.target for item in package.relations("") if item.kind == "officeDocument"]
        part = next((name for name in found if package.has(name)), "xl/workbook.xml")
        if part.lower().endswith(".bin"):
            raise ReadError(
                "这是二进制工作簿（.xlsb），不能直接读", str(package.path), "请另存为 .xlsx 后重试"
            )
        if not package.has(part):
            raise ReadError(
                "不是 Excel 工作簿，或文件已损坏", str(package.path), "请检查是否选错了文件"
            )
        return part

    def _sheets(self, relations: dict[str, tuple[str, str]]) -> list[tuple[str, str, int]]:
        """Return (name, part, visibility) of each worksheet; charts and dialogs are none."""
        sheets = []
        root = ""
        for item in self.package.elements(self._part, ("workbook", "workbookPr", "sheet")):
            name = etree.QName(item).localname
            root = root or name
            if name == "workbookPr":
                self.since_1904 = item.get("date1904", "") in _YES
            elif name == "sheet":
                link = next((v for k, v in item.attrib.items() if str(k).endswith("}id")), "")
                kind, part = relations.get(str(link), ("worksheet", ""))
                if kind == "worksheet":
                    visibility = _VISIBILITY.get(item.get("state", ""), 0)
                    sheets.append((exact_text(item.get("name", "")), part, visibility))
        if not root:
            raise ReadError("不是 Excel 工作簿，或文件已损坏", str(self.package.path))
        if len(sheets) > MAX_SHEETS:
            raise ReadError(f"工作表太多（{len(sheets)}个），没有读取", str(self.package.path))
        return sheets

    def _read_shared(self, by_kind: dict[str, str]) -> None:
        """Read shared strings and number formats, where the file has them."""
        strings = by_kind.get("sharedStrings", "xl/sharedStrings.xml")
        if self.package.has(strings):
            self.strings = shared_strings(self.package, strings)
        styles = by_kind.get("styles", "xl/styles.xml")
        if self.package.has(styles):
            self.codes = _format_codes(self.package, styles)
            self.dress = {
                style: format_of(code)
                for style, code in self.codes.items()
                if "@" in code and format_of(code).changes_text
            }


def _format_codes(package: Package, part: str) -> dict[str, str]:
    """Return the number format code of each cell style, by the style's number as written."""
    own: dict[str, str] = {}
    ids: list[str] = []
    for item in package.elements(part, ("numFmt", "xf")):
        parent = item.getparent()
        inside = "" if parent is None else etree.QName(parent).localname
        if inside == "numFmts":
            own[item.get("numFmtId", "")] = exact_text(item.get("formatCode", ""))
        elif inside == "cellXfs":
            ids.append(item.get("numFmtId", "0"))
    return {
        str(style): own.get(number) or BUILT_IN.get(_integer(number), "General")
        for style, number in enumerate(ids)
    }


def _integer(text: str | None) -> int:
    """Return a whole number from 0, or -1 where the text is none."""
    if text and len(text) < 10 and text.isdecimal():
        return int(text)
    return -1


def _place(ref: str | None) -> tuple[int, int, str] | None:
    """Return row and column from 0 of a reference such as ``B3``, and its plain name.

    None where it is no reference to a cell a sheet can have.
    """
    if ref is None:
        return None
    place = _PLACES.get(ref)
    if place is not None:
        return place
    match = _REF.fullmatch(ref)
    if match is None:
        return None
    col = 0
    for letter in match[1].upper():
        col = col * 26 + ord(letter) - 64
    row = int(match[2])
    if row > MAX_ROWS or col > MAX_COLUMNS:
        return None
    if len(_PLACES) >= _MAX_PLACES:
        _PLACES.clear()
    _PLACES[ref] = place = (row - 1, col - 1, f"{match[1].upper()}{row}")
    return place


class _SheetReader:
    """Reads the XML of one worksheet into its cells."""

    def __init__(self, book: _Workbook, sheet: SheetCells) -> None:
        self.book = book
        self.sheet = sheet
        self.row = -1
        self.show_zeros = True
        # the last cell without a reference of its own, and its column
        self.counted: tuple[etree._Element | None, int] = (None, -1)

    def read(self, part: str) -> None:
        """Read a worksheet part."""
        take = {
            "v": self._value,
            "row": self._row,
            "is": self._inline,
            "f": self._formula,
            "mergeCell": self._merge,
            "col": self._column,
            "sheetView": self._view,
        }
        methods: dict[str | bytes, Callable[[etree._Element], None]] = {}
        for element in self.book.package.elements(part, _SHEET_TAGS):
            tag = element.tag
            method = methods.get(tag)
            if method is None:
                method = methods[tag] = take[etree.QName(element).localname]
            method(element)

    def _row(self, row: etree._Element) -> None:
        number = _integer(row.get("r"))
        self.row = number - 1 if 0 < number <= MAX_ROWS else self.row + 1
        if row.get("hidden", "") in _YES:
            self.sheet.hidden_rows.add(self.row)

    def _column(self, column: etree._Element) -> None:
        if column.get("hidden", "") in _YES:
            first, last = _integer(column.get("min")), _integer(column.get("max"))
            if first > 0:
                self.sheet.hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))

    def _view(self, view: etree._Element) -> None:
        self.show_zeros = self.show_zeros and view.get("showZeros", "") not in _NO

    def _merge(self, merge: etree._Element) -> None:
        first, _, last = merge.get("ref", "").partition(":")
        begin, end = _place(first), _place(last)
        if begin is None or end is None or begin == end:
            return
        (top, bottom), (left, right) = sorted((begin[0], end[0])), sorted((begin[1], end[1]))
        self.sheet.merges.append((top, left, bottom, right))

    def _where(self, cell: etree._Element) -> tuple[int, int, str]:
        """Return row and column of a cell, and its name."""
        place = _place(cell.get("r"))
        if place is None:
            col = self._counted(cell)
            return self.row, col, cell_name(self.row, col)
        return place

    def _counted(self, cell: etree._Element) -> int:
        """Return the column of a cell without a reference: the one after the cell before it."""
        last, col = self.counted
        if cell is last:
            return col
        found, steps = -1, 1
        for before in cell.itersiblings(preceding=True):
            place = _place(before.get("r"))
            if before is last or place is not None:
                found = place[1] if place is not None else col
                break
            steps += 1
        self.counted = (cell, found + steps)
        return found + steps

    def _code(self, cell: etree._Element) -> str:
        """Return a cell's format code; empty where it has none."""
        return self.book.codes.get(cell.get("s", ""), "")

    def _value(self, value: etree._Element) -> None:
        cell = value.getparent()
        raw = value.text
        if cell is None or not raw:
            return
        kind = cell.get("t")
        if kind == "s":
            text = self._shared(cell, raw)
        elif kind is None or kind == "n":
            self._number(cell, raw)
            return
        elif kind == "b":
            text = "TRUE" if raw.strip() in _YES else "FALSE"
        elif kind == "d":
            # a date spelled out (strict files); a time of midnight is none
            text = re.sub(r"T00:00:00(?:\.0+)?Z?$", "", raw.strip())
        else:
            text = self._formatted(cell, exact_text(raw))
        self.sheet.add(*self._where(cell), text)

    def _shared(self, cell: etree._Element, raw: str) -> str:
        strings = self.book.strings
        index = _integer(raw.strip())
        if not 0 <= index < len(strings):
            where = self._where(cell)[2]
            raise self.book.package.broken(f"：{self.sheet.where}{where} 的文字在文件里找不到")
        return self._formatted(cell, strings[index]) if self.book.dress else strings[index]

    def _formatted(self, cell: etree._Element, text: str) -> str:
        """Return a text as its cell's format shows it."""
        dress = self.book.dress.get(cell.get("s", ""))
        return dress.show_text(text) if dress else text

    def _number(self, cell: etree._Element, raw: str) -> None:
        row, col, where = self._where(cell)
        if not self.show_zeros and number_of(raw) == 0:
            self.sheet.hide_zero(where)
            return
        shown = show_number(raw, self._code(cell), self.book.since_1904)
        self.sheet.add_number(row, col, where, shown)

    def _inline(self, inline: etree._Element) -> None:
        cell = inline.getparent()
        if cell is not None:
            self.sheet.add(*self._where(cell), self._formatted(cell, rich_text(inline)))

    def _formula(self, formula: etree._Element) -> None:
        """Note a formula whose result was never saved; its text must not be lost."""
        cell = formula.getparent()
        if cell is None:
            return
        text_result = cell.get("t") == "str"
        for other in formula.itersiblings():
            if other.text or (text_result and etree.QName(other).localname == "v"):
                return
        text = exact_text(formula.text or "")
        where = self._where(cell)[2]
        self.sheet.uncomputed.append((where, f"={text}" if text else "与上面的单元格共用的公式"))


def _comments(package: Package, part: str) -> Iterable[tuple[str, str]]:
    """Yield (cell, text) of a sheet's comments; threaded ones stand for their old copies."""
    kinds: dict[str, list[str]] = {}
    for relation in package.relations(part):
        kinds.setdefault(relation.kind, []).append(relation.target)
    threaded: set[str] = set()
    for kind, tag, depth in (("threadedComment",) * 2 + (1,), ("comments", "comment", 2)):
        for target in kinds.get(kind, ()):
            if not package.has(target):
                continue
            for item in package.elements(target, (tag,), depth):
                cell = item.get("ref", "")
                if kind == "threadedComment":
                    threaded.add(cell)
                elif cell in threaded:
                    continue
                text = _comment_text(item)
                if text:
                    yield cell, text


def _comment_text(item: etree._Element) -> str:
    for child in item:
        if isinstance(child.tag, str) and etree.QName(child).localname == "text":
            return exact_text(child.text or "") if len(child) == 0 else rich_text(child)
    return ""

"""Excel workbooks (.xlsx, .xlsm and their templates) become grids, one a worksheet.

Read from the XML itself: the libraries are either slow or do not know merged cells and
number formats together.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from lxml import etree

from importers.numberformat import BUILT_IN, format_of
from importers.source import open_package
from importers.xlsx_comments import persons, sheet_remarks
from importers.xlsx_grid import Limits, SheetCells
from importers.xlsx_names import whole_number
from importers.xlsx_package import Package, exact_text, is_struck, shared_strings
from importers.xlsx_sheet import YES, Shared, SheetReader
from model.basics.errors import ReadError
from model.basics.steps import step
from model.printing.grid import Document

MAX_SHEETS = 20_000

_VISIBILITY = {"hidden": 1, "veryHidden": 2}


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
    """A workbook: finds its sheets and what they share."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.shared = Shared(package)
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
        names = persons(package, [item.target for item in relations if item.kind == "person"])
        document = Document()
        if package.ends_with("vbaproject.bin"):
            document.notes.append("文件里有宏，宏没有读入，只读入了表格内容")
        missing = 0
        for name, part, visibility in sheets:
            step()
            cells = SheetCells(name, self._limits)
            cells.visibility = visibility
            if package.has(part):
                SheetReader(self.shared, cells).read(part)
                for remark in sheet_remarks(package, part, names):
                    cells.remark(*remark)
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
                self.shared.since_1904 = item.get("date1904", "") in YES
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
            self.shared.strings, self.shared.struck = shared_strings(self.package, strings)
        styles = by_kind.get("styles", "xl/styles.xml")
        if self.package.has(styles):
            self.shared.codes, self.shared.struck_styles = _styles(self.package, styles)
            self.shared.dress = {
                style: format_of(code)
                for style, code in self.shared.codes.items()
                if "@" in code and format_of(code).changes_text
            }


def _styles(package: Package, part: str) -> tuple[dict[str, str], set[str]]:
    """Return the number format code of each cell style, and which strike their text through.

    Styles go by their numbers as written.
    """
    own: dict[str, str] = {}
    ids: list[str] = []
    fonts: list[int] = []
    fonts_seen = 0
    struck: set[int] = set()
    for item in package.elements(part, ("numFmt", "font", "xf")):
        parent = item.getparent()
        inside = "" if parent is None else etree.QName(parent).localname
        if inside == "numFmts":
            own[item.get("numFmtId", "")] = exact_text(item.get("formatCode", ""))
        elif inside == "fonts":
            if is_struck(item):
                struck.add(fonts_seen)
            fonts_seen += 1
        elif inside == "cellXfs":
            ids.append(item.get("numFmtId", "0"))
            fonts.append(whole_number(item.get("fontId")))
    codes = {
        str(style): own.get(number) or BUILT_IN.get(whole_number(number), "General")
        for style, number in enumerate(ids)
    }
    return codes, {str(style) for style, font in enumerate(fonts) if font in struck}

"""The XML of one worksheet becomes its cells."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from importers.numberformat import NumberFormat, show_number
from importers.xlsx_digits import lost_digits, number_of
from importers.xlsx_grid import SheetCells, is_picture
from importers.xlsx_names import MAX_COLUMNS, MAX_ROWS, cell_name, place_of, whole_number
from importers.xlsx_package import Package, exact_text, rich_texts
from model.basics.steps import step
from model.printing.workbook import HEAD_WITHIN, repeats_others

YES = ("1", "true", "on")
NO = ("0", "false", "off")
_CONSTANT = re.compile(r"=[-+]?[0-9][0-9.,]*\s*[%％]?", re.ASCII)
"""A formula that is one number: mostly a text typed with an equals sign (``=100%``)."""

_SAFE_LENGTH = 15
_SHEET_TAGS = (
    *("row", "v", "is", "f", "mergeCell", "col", "sheetView"),
    *("oddHeader", "oddFooter"),
)
_PAGE_PART = re.compile(r"&[LCR]")
_PAGE_CODE = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-F]{6}|[A-Z])')
_LONGEST_LINE = 400


class Shared:
    """What the sheets of one workbook share.

    Attributes:
        package: the file.
        since_1904: whether its dates count from 1904.
        strings: the shared strings.
        struck: by number, what of the shared strings is struck through.
        struck_styles: the cell styles that strike through, by their numbers as written.
        codes: the number format code of each cell style, by its number as written.
        dress: the few styles whose format adds something to texts too.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.since_1904 = False
        self.strings: list[str] = []
        self.struck: dict[int, str] = {}
        self.struck_styles: set[str] = set()
        self.codes: dict[str, str] = {}
        self.dress: dict[str, NumberFormat] = {}


class SheetReader:
    """Reads the XML of one worksheet into its cells."""

    def __init__(self, book: Shared, sheet: SheetCells) -> None:
        self.book = book
        self.sheet = sheet
        self.row = -1
        self.show_zeros = True
        # the last cell with a formula, and the formula
        self.typed: tuple[etree._Element | None, str] = (None, "")
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
            "oddHeader": self._page,
            "oddFooter": self._page,
        }
        methods: dict[str | bytes, Callable[[etree._Element], None]] = {}
        heads = HEAD_WITHIN
        for element in self.book.package.elements(part, _SHEET_TAGS):
            tag = element.tag
            method = methods.get(tag)
            if method is None:
                method = methods[tag] = take[etree.QName(element).localname]
            if heads and method == self._row:
                heads -= 1
                if repeats_others(cell.text for cell in self.sheet.rows.get(self.row, ())):
                    break
            method(element)

    def _row(self, row: etree._Element) -> None:
        step()
        number = whole_number(row.get("r"))
        self.row = number - 1 if 0 < number <= MAX_ROWS else self.row + 1
        if row.get("hidden", "") in YES:
            self.sheet.hidden_rows.add(self.row)

    def _column(self, column: etree._Element) -> None:
        if column.get("hidden", "") in YES:
            first, last = whole_number(column.get("min")), whole_number(column.get("max"))
            if first > 0:
                self.sheet.hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))

    def _view(self, view: etree._Element) -> None:
        self.show_zeros = self.show_zeros and view.get("showZeros", "") not in NO

    def _page(self, text: etree._Element) -> None:
        """Take what is printed above and below each page, without the codes in it."""
        for part in _PAGE_PART.split(text.text or ""):
            line = _PAGE_CODE.sub("", part).replace("&&", "&").strip()
            if line and len(line) <= _LONGEST_LINE:
                self.sheet.around.append(line)

    def _merge(self, merge: etree._Element) -> None:
        step()
        first, _, last = merge.get("ref", "").partition(":")
        begin, end = place_of(first), place_of(last)
        if begin is not None and end is not None:
            top, bottom = sorted((begin[0], end[0]))
            left, right = sorted((begin[1], end[1]))
            self.sheet.merge(top, left, bottom, right)

    def _where(self, cell: etree._Element) -> tuple[int, int, str]:
        """Return row and column of a cell, and its name."""
        place = place_of(cell.get("r"))
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
            place = place_of(before.get("r"))
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
        struck = ""
        if kind == "s":
            text, struck = self._shared(cell, raw)
        elif kind is None or kind == "n":
            self._number(cell, raw)
            return
        elif kind == "b":
            text = "TRUE" if raw.strip() in YES else "FALSE"
        elif kind == "d":
            # a date spelled out (strict files); a time of midnight is none
            text = re.sub(r"T00:00:00(?:\.0+)?Z?$", "", raw.strip())
        elif kind == "e":
            self._error(cell, raw.strip())
            return
        else:
            text = self._formatted(cell, exact_text(raw))
        self._add(cell, text, struck)

    def _add(self, cell: etree._Element, text: str, struck: str) -> None:
        """Take a text, but what of it is no content."""
        row, col, where = self._where(cell)
        if cell.get("s", "") in self.book.struck_styles:
            text, struck = "", text + struck
        if struck:
            self.sheet.add_struck(row, col, where, text, struck)
        elif is_picture(text):
            self.sheet.add_picture(row, col, where)
        else:
            self.sheet.add(row, col, where, text)

    def _error(self, cell: etree._Element, raw: str) -> None:
        row, col, where = self._where(cell)
        formula = self.typed[1] if self.typed[0] is cell else ""
        if is_picture(formula):
            self.sheet.add_picture(row, col, where)
        else:
            self.sheet.add_error(row, col, where, raw, formula)

    def _shared(self, cell: etree._Element, raw: str) -> tuple[str, str]:
        strings = self.book.strings
        index = whole_number(raw.strip())
        if not 0 <= index < len(strings):
            where = self._where(cell)[2]
            raise self.book.package.broken(f"：{self.sheet.where}{where} 的文字在文件里找不到")
        text = self._formatted(cell, strings[index]) if self.book.dress else strings[index]
        return text, self.book.struck.get(index, "")

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
        if cell.get("s", "") in self.book.struck_styles:
            self.sheet.add_struck(row, col, where, "", shown.text)
            return
        self.sheet.add_number(row, col, where, shown)
        if (len(raw) > _SAFE_LENGTH or "E" in raw.upper()) and lost_digits(raw):
            self.sheet.flag_lost(row, where)
        if self.typed[0] is cell and _CONSTANT.fullmatch(self.typed[1]):
            self.sheet.note_formula(row, where, self.typed[1])

    def _inline(self, inline: etree._Element) -> None:
        cell = inline.getparent()
        if cell is not None:
            text, struck = rich_texts(inline)
            self._add(cell, self._formatted(cell, text), struck)

    def _formula(self, formula: etree._Element) -> None:
        """Note a formula whose result was never saved; its text must not be lost."""
        cell = formula.getparent()
        if cell is None:
            return
        for value in cell.iterchildren("{*}v"):
            # an empty text is a result; of a number nothing is none
            if value.text or cell.get("t") == "str":
                if formula.text:
                    self.typed = (cell, f"={exact_text(formula.text)}")
                return
        text = exact_text(formula.text or "")
        where = self._where(cell)[2]
        self.sheet.notes.uncomputed.append(
            (where, f"={text}" if text else "与上面的单元格共用的公式")
        )

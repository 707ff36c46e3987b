"""Sheets of finished rows: XlsxWriter makes the package, the rows are written here.

XlsxWriter's own cells cost three times as long and five times the memory, since each
of them is an object until the file is closed; and some texts it does not carry
unchanged (`Book.string`). So a `Sheet` takes whole rows as XML. What is overridden for
that is XlsxWriter's inner side; ``tests/exporters`` reads every bit of it back with
openpyxl.
"""

from __future__ import annotations

import re
from io import BytesIO, StringIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from model.basics.controls import escape_controls
from model.basics.steps import step
from model.layout import FontSpec, Layout, PageSpec

MAX_CELL = 32767
"""Excel's limit of a cell, in UTF-16 units."""

MAX_ROWS = 1_048_576

LETTERS = [xl_col_to_name(col) for col in range(256)]
"""Column numbers → letters; no form is as wide."""

DEFAULT_FONT = {"font_name": "宋体", "font_size": 11, "font_scheme": "none"}
_DIGIT_PX = 8
"""Width of a digit of `DEFAULT_FONT` in Excel: column widths are counted in these."""

_MM_PER_INCH = 25.4
_PX_PER_MM = 96 / _MM_PER_INCH
_FOOTER_MM = 12.0

_LEVEL = 1
"""The fastest deflate: the XML of tables repeats itself so much that more effort gains little."""

_A4 = 9
_PAPERS: dict[tuple[float, float], int] = {
    (210, 297): _A4,
    (297, 420): 8,
    (148, 210): 11,
    (257, 364): 12,
    (182, 257): 13,
}
"""Paper sizes in millimetres, upright → Excel's numbers of them."""

# what XlsxWriter's own escaping gets wrong: half characters; a text that looks like its
# mark of rich text; escapes that share an underscore
_HARD = re.compile(r"[\ud800-\udfff]|\A<r>|_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class TextTooLongError(Exception):
    """A text is longer than a cell of Excel; ``args[0]`` is its length."""


class Sheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose rows arrive as finished XML.

    Attributes:
        rows: ``<row>`` elements, top to bottom.
        merges: merged ranges, such as ``A1:C2``.
        widths_mm: one width a column.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[str] = []
        self.merges: list[str] = []
        self.widths_mm: list[float] = []
        # the text of a linked cell is written with its row
        self.ignore_write_string = True

    def add_row(self, cells: str, points: float) -> None:
        """Add a row of ``<c>`` elements, so many points high."""
        self.rows.append(
            f'<row r="{len(self.rows) + 1}" ht="{points}" customHeight="1">{cells}</row>'
        )

    def finish(self) -> None:
        """Say that all rows are there; numbers kept as text among them are no mistakes."""
        row_count = len(self.rows)
        self.dim_rowmin = self.dim_colmin = 0
        self.dim_rowmax = row_count - 1
        self.dim_colmax = len(self.widths_mm) - 1
        last = f"{LETTERS[self.dim_colmax]}{row_count}"
        self.ignore_errors({"number_stored_as_text": f"A1:{last}"})

    def link(self, row: int, col: int, name: str) -> None:
        """Make a cell, whose text is written with its row, link to a sheet."""
        quoted = name.replace("'", "''")
        self.write_url(row, col, f"internal:'{quoted}'!A1", string=name)

    def set_page(self, page: PageSpec, font: FontSpec) -> None:
        """Set the sheet up for printing: one page wide, centred, pages numbered.

        Args:
            page: the page.
            font: the footer's font.
        """
        paper = (page.width_mm, page.height_mm)
        self.set_paper(_PAPERS.get((min(paper), max(paper)), _A4))
        if page.width_mm > page.height_mm:
            self.set_landscape()
        left, right, top, bottom = (
            mm / _MM_PER_INCH for mm in (page.left_mm, page.right_mm, page.top_mm, page.bottom_mm)
        )
        self.set_margins(left, right, top, bottom)
        self.fit_to_pages(1, 0)
        self.center_horizontally()
        text = page.footer.replace("&", "&&").replace("{page}", "&P")
        if text:
            # a line under the text, as official documents have it
            margin = max(bottom - _FOOTER_MM / _MM_PER_INCH, 0.3)
            code = f'&C&"{font.name},Regular"&{round(font.points)} {text}'
            self.set_footer(code, {"margin": margin})

    def _write_cols(self) -> None:
        columns = "".join(
            f'<col min="{number}" max="{number}" width="{pixels(mm) / _DIGIT_PX}" customWidth="1"/>'
            for number, mm in enumerate(self.widths_mm, 1)
        )
        self.fh.write(f"<cols>{columns}</cols>")

    def _write_sheet_data(self) -> None:
        self.fh.write("<sheetData>")
        self.fh.writelines(self.rows)
        self.fh.write("</sheetData>")
        # a workbook of thousands of sheets need not hold them twice
        self.rows = []

    def _write_merge_cells(self) -> None:
        if self.merges:
            ranges = "".join(f'<mergeCell ref="{merge}"/>' for merge in self.merges)
            self.fh.write(f'<mergeCells count="{len(self.merges)}">{ranges}</mergeCells>')


def pixels(mm: float) -> int:
    """Return a width in Excel's pixels (96 to the inch)."""
    return round(mm * _PX_PER_MM)


class Style(NamedTuple):
    """How a cell looks.

    Attributes:
        role: a font of the form, besides ``link`` and ``heading``.
        align: left, center or right.
        valign: vcenter or top.
        border: whether it is drawn with borders.
        shown: the number format; empty for none.
        number: it holds a true number.
    """

    role: str
    align: str = "left"
    valign: str = "vcenter"
    border: bool = True
    shown: str = ""
    number: bool = False


class Book(Workbook):  # type: ignore[misc]
    """A workbook in memory, with the styles its sheets share.

    A sheet that is complete can be packed at once: held until the end as XML, those of a
    thousand projects would take as much memory again as all else.

    Args:
        layout: the form, whose fonts are used.
    """

    def __init__(self, layout: Layout) -> None:
        self.buffer = BytesIO()
        options = {
            "in_memory": True,
            "default_format_properties": DEFAULT_FONT,
            "default_row_height": 18,
            "default_column_width": 72,
        }
        super().__init__(self.buffer, options)
        self.package = ZipFile(self.buffer, "w", ZIP_DEFLATED)
        self._packed: set[int] = set()
        self.layout = layout
        self._styles: dict[Style, int] = {}

    def add_sheet(self, name: str, widths_mm: list[float]) -> Sheet:
        """Add a sheet; the name must be legal and new."""
        sheet: Sheet = self.add_worksheet(name, Sheet)
        sheet.widths_mm = widths_mm
        return sheet

    def _check_sheetname(self, sheetname: str, is_chartsheet: bool = False) -> str:
        # names are made legal and unique before; the check here compares each with all
        return sheetname

    def font(self, role: str) -> FontSpec:
        """Return the form's font for a role: label, table or table-title."""
        fonts = self.layout.fonts
        return fonts.get(role) or fonts.get("table") or FontSpec("宋体", "小五")

    def style(self, style: Style) -> int:
        """Return the number of a cell style, made when first asked for."""
        index = self._styles.get(style)
        if index is None:
            index = self._styles[style] = self._make_style(style)
        return index

    def _make_style(self, style: Style) -> int:
        font = self.font({"link": "table", "heading": "label"}.get(style.role, style.role))
        properties: dict[str, object] = {
            "font_name": font.name,
            "font_size": font.points,
            "bold": font.bold,
            "font_scheme": "none",
            "align": style.align,
            "valign": style.valign,
            "border": int(style.border),
            # a true number is never broken over lines: it gets smaller until it fits
            "text_wrap": not style.number,
            "shrink": style.number,
        }
        if style.shown:
            properties["num_format"] = style.shown
        if style.role == "link":
            properties |= {"font_color": "#0563C1", "underline": 1}
        if style.role == "heading":
            properties["bg_color"] = "#E7E6E6"
        index: int = self.add_format(properties)._get_xf_index()
        return index

    def string(self, text: str) -> int:
        """Return the number of a text in the workbook's table of texts.

        Raises:
            TextTooLongError: no cell of Excel holds so much.
        """
        table = self.str_table
        if text not in table.string_table:
            if len(text) * 2 > MAX_CELL:
                length = len(text.encode("utf-16-le", "surrogatepass")) // 2
                if length > MAX_CELL:
                    raise TextTooLongError(length)
            if _HARD.search(text):
                text = _raw(text)
        index: int = table._get_shared_string_index(text)
        return index

    def pack(self, sheet: Sheet) -> None:
        """Put a sheet that will not change any more into the package, and forget its rows."""
        if sheet.index == 0:
            # the one Excel shows first
            sheet.selected = sheet.active = 1
        written = StringIO()
        sheet._set_xml_writer(written)
        sheet._assemble_xml_file()
        sheet.merges = []
        self._packed.add(sheet.index)
        self._add_part(f"xl/worksheets/sheet{sheet.index + 1}.xml", written.getvalue())

    def _store_workbook(self) -> None:
        for sheet in self.worksheets():
            if sheet.index not in self._packed:
                self.pack(sheet)
        self._prepare_sst_string_data()
        self._prepare_defined_names()
        packager = self._get_packager()
        packager._add_workbook(self)
        packager._set_in_memory(self.in_memory)
        packager._write_worksheet_files = lambda: None
        for written, name, _ in packager._create_package():
            self._add_part(name, written.getvalue())
        self.package.close()

    def _add_part(self, name: str, text: str) -> None:
        # what was not wanted any more ends here, however far the workbook is
        step()
        # without a day of writing: that would make every copy another file
        part = ZipInfo(name)
        part.compress_type = ZIP_DEFLATED
        self.package.writestr(part, text.encode(), compresslevel=_LEVEL)

    def finished(self) -> memoryview:
        """Close the workbook and return its bytes."""
        self.close()
        return self.buffer.getbuffer()


def _raw(text: str) -> str:
    """Return a text as rich text, which XlsxWriter passes on as it is.

    The underscores of escapes are character references, for it would escape them again.
    """
    text = escape_controls(_ESCAPE_LIKE.sub("_x005F_", text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<r><t xml:space="preserve">{text.replace("_x", "&#95;x")}</t></r>'

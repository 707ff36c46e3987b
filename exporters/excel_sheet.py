"""Sheets of finished rows: XlsxWriter makes the package, the rows are written here.

XlsxWriter's own cells cost three times as long and five times the memory, since each
of them is an object until the file is closed; and some texts it does not carry
unchanged (`Book.string`). So a `Sheet` takes whole rows as XML. What is overridden for
that is XlsxWriter's inner side; ``tests/exporters`` reads every bit of it back with
openpyxl.
"""

from __future__ import annotations

import re
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from model.controls import escape_controls
from model.layout import FontSpec, Layout

MAX_CELL = 32767
"""Excel's limit of a cell, in UTF-16 units."""

MAX_ROWS = 1_048_576

DEFAULT_FONT = {"font_name": "宋体", "font_size": 11, "font_scheme": "none"}
_DIGIT_PX = 8
"""Width of a digit of `DEFAULT_FONT` in Excel: column widths are counted in these."""

_PX_PER_MM = 96 / 25.4

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

    def finish(self, row_count: int) -> None:
        """Tell how far the sheet reaches, so that marks for all its cells can be set.

        Numbers kept as text (codes with leading zeros) are no mistakes here.
        """
        last = f"{xl_col_to_name(len(self.widths_mm) - 1)}{max(1, row_count)}"
        self.dim_rowmin = self.dim_colmin = 0
        self.dim_rowmax = max(1, row_count) - 1
        self.dim_colmax = len(self.widths_mm) - 1
        self.ignore_errors({"number_stored_as_text": f"A1:{last}"})

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


class Book(Workbook):  # type: ignore[misc]
    """A workbook in memory, with the styles its sheets share.

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
        self.layout = layout
        self._styles: dict[tuple[str, str, str, bool, str, bool], int] = {}

    def add_sheet(self, name: str, widths_mm: list[float]) -> Sheet:
        """Add a sheet; the name must be legal and new."""
        sheet: Sheet = self.add_worksheet(name, Sheet)
        sheet.widths_mm = widths_mm
        return sheet

    def _check_sheetname(self, sheetname: str, is_chartsheet: bool = False) -> str:  # noqa: ARG002
        # names are made legal and unique before; the check here compares each with all
        return sheetname

    def font(self, role: str) -> FontSpec:
        """Return the form's font for a role: label, table or table-title."""
        fonts = self.layout.fonts
        return fonts.get(role) or fonts.get("table") or FontSpec("宋体", "小五")

    def style(
        self,
        role: str,
        align: str = "left",
        valign: str = "vcenter",
        border: bool = True,
        number_format: str = "",
        wrap: bool = True,
    ) -> int:
        """Return the number of a cell style, made when first asked for.

        Args:
            role: label, table, table-title, link or heading.
            align: left, center or right.
            valign: vcenter or top.
            border: whether it is drawn with borders.
            number_format: of a true number; empty for text.
            wrap: break lines; a number is made smaller instead until it fits.
        """
        key = (role, align, valign, border, number_format, wrap)
        index = self._styles.get(key)
        if index is None:
            index = self._styles[key] = self._make_style(*key)
        return index

    def _make_style(
        self, role: str, align: str, valign: str, border: bool, number_format: str, wrap: bool
    ) -> int:
        font = self.font({"link": "table", "heading": "label"}.get(role, role))
        properties: dict[str, object] = {
            "font_name": font.name,
            "font_size": font.points,
            "bold": font.bold or role == "table-title",
            "font_scheme": "none",
            "align": align,
            "valign": valign,
            "text_wrap": wrap,
            "shrink": not wrap,
            "border": int(border),
        }
        if number_format:
            properties["num_format"] = number_format
        if role == "link":
            properties |= {"font_color": "#0563C1", "underline": 1}
        if role == "heading":
            properties["bg_color"] = "#E7E6E6"
        index: int = self.add_format(properties)._get_xf_index()
        return index

    def string(self, text: str) -> int:
        """Return the number of a text in the workbook's table of texts.

        Raises:
            TextTooLongError: no cell of Excel holds so much.
        """
        if len(text) * 2 > MAX_CELL:
            length = len(text.encode("utf-16-le", "surrogatepass")) // 2
            if length > MAX_CELL:
                raise TextTooLongError(length)
        if _HARD.search(text):
            text = _raw(text)
        index: int = self.str_table._get_shared_string_index(text)
        return index

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

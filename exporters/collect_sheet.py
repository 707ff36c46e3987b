"""A workbook whose rows wait on the disk until it is finished.

XlsxWriter makes the package; its own ``constant_memory`` cannot be used, since it wants all
columns and sheets known before the first row, and changes some texts
(`exporters.excel_sheet.Book.string`).
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from exporters.excel_sheet import DEFAULT_FONT, LETTERS, Sheet
from model.basics.controls import escape_controls

if TYPE_CHECKING:
    from typing_extensions import Buffer

POINTS = 10.0
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_GRID = "#BFBFBF"


class Look(NamedTuple):
    """How a cell looks.

    Attributes:
        align: left, center or right.
        shown: the number format; empty for none.
        ground: the colour behind it; empty for none.
        bold: whether it stands out.
        number: it holds a true number.
        free: it has no borders and runs on over empty cells beside it.
    """

    align: str = "left"
    shown: str = ""
    ground: str = ""
    bold: bool = False
    number: bool = False
    free: bool = False


class ListBook(Workbook):  # type: ignore[misc]
    """A workbook whose parts wait on the disk.

    Args:
        folder: for its files while it is made.
    """

    def __init__(self, folder: Path) -> None:
        options = {
            "tmpdir": str(folder),
            "default_format_properties": DEFAULT_FONT,
            "default_row_height": 18,
            "default_column_width": 72,
        }
        super().__init__(None, options)
        self.use_zip64()
        self._looks: dict[Look, int] = {}

    def add_list_sheet(self, name: str) -> ListSheet:
        """Add a sheet that takes its rows from the disk; the name must be legal and new."""
        sheet: ListSheet = self.add_worksheet(name, ListSheet)
        return sheet

    def look(self, look: Look) -> int:
        """Return the number of a cell style, made when first asked for."""
        index = self._looks.get(look)
        if index is None:
            properties: dict[str, object] = {
                "font_name": "宋体",
                "font_size": POINTS,
                "font_scheme": "none",
                "bold": look.bold,
                "align": look.align,
                "valign": "top",
                "border": int(not look.free),
                "border_color": _GRID,
                # a true number is never broken over lines: it gets smaller until it fits
                "text_wrap": not (look.number or look.free),
                "shrink": look.number,
            }
            if look.shown:
                properties["num_format"] = look.shown
            if look.ground:
                properties |= {"bg_color": look.ground, "font_color": "#000000"}
            index = self._looks[look] = self.add_format(properties)._get_xf_index()
        return index

    def write_to(self, file: IO[bytes]) -> None:
        """Finish the workbook and write it into an open file.

        Raises:
            OSError: there is no more room, on the disk or for files while it is made.
        """
        self.filename = target = _UntilFailure(file)
        try:
            self.close()
        except FileCreateError as error:
            cause = error.args[0]
            raise cause if isinstance(cause, OSError) else error from error
        finally:
            target.ended = True


class _UntilFailure:
    """A file to write a package to; once that has ended it takes no more, in silence.

    A package that could not be finished tries to write its end when it is forgotten, maybe
    long after the file was closed.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._place = 0
        self.ended = False

    def write(self, data: Buffer) -> int:
        if not self.ended:
            return self._file.write(data)
        size = memoryview(data).nbytes
        self._place += size
        return size

    def seek(self, place: int, whence: int = 0) -> int:
        if not self.ended:
            return self._file.seek(place, whence)
        # the package reckons with places: one that moved back would be another failure
        self._place = place if whence == 0 else self._place + place
        return self._place

    def tell(self) -> int:
        return self._place if self.ended else self._file.tell()

    def flush(self) -> None:
        if not self.ended:
            self._file.flush()


class ListSheet(Sheet):
    """A sheet whose rows are copied from the disk when it is written.

    Attributes:
        first_row: the headings, as XML.
        below: the rows below, as XML in UTF-8.
    """

    def __init__(self) -> None:
        super().__init__()
        self.first_row = ""
        self.below: IO[bytes] | None = None

    def finish_at(self, rows: int) -> None:
        """Say that there are so many rows; numbers kept as text among them are no mistakes."""
        self.dim_rowmin = self.dim_colmin = 0
        self.dim_rowmax = rows - 1
        self.dim_colmax = len(self.widths_mm) - 1
        self.ignore_errors({"number_stored_as_text": f"A1:{LETTERS[self.dim_colmax]}{rows}"})

    def _write_sheet_data(self) -> None:
        assert self.below is not None
        self.fh.write(f"<sheetData>{self.first_row}")
        self.fh.flush()
        self.below.seek(0)
        shutil.copyfileobj(self.below, self.fh.buffer)
        self.fh.write("</sheetData>")
        self.below.close()


def inline(text: str) -> str:
    """Return what makes a cell hold a text, unchanged to the character.

    Control characters and halves of characters are escaped as Excel does it
    (ECMA-376 Part 1, 22.9.2.19), and so is what only looks like such an escape.
    """
    text = escape_controls(_ESCAPE_LIKE.sub("_x005F_", text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f't="inlineStr"><is><t xml:space="preserve">{text}</t></is>'

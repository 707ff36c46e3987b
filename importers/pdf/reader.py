"""PDF files become documents."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from importers.pdf.contents import is_bomb
from importers.pdf.library import broken, opened
from importers.tables.assemble import Assembler
from importers.tables.page import Char, Page, Rule
from importers.tables.refusals import refuse_unreadable, told, too_big
from model.basics.errors import ReadError
from model.basics.steps import step
from model.document.comments import Comment
from model.printing.grid import Document, Paragraph

MAX_PAGES = 5000
"""A city's disclosures bound together have some thousand pages."""
MAX_OBJECTS = 100_000
"""Objects of one page; a full one has some thousand."""
MAX_CHARS = 300_000

Box = tuple[float, float, float, float]


def read_pdf(path: Path) -> Document:
    """Read a PDF: tables drawn with rules as grids, all other text as paragraphs, in order.

    Page numbers and running heads go to ``Document.around``; tables that go over pages are
    joined, and where that is not certain the cell says so (`model.printing.grid.Flaw`).

    Args:
        path: the file.

    Raises:
        ReadError: broken, locked, or without a text or table that could be read; it says
            what the file is and what helps.
    """
    file = str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"读取时出错（{error.strerror}）", file) from error
    if is_bomb(data):
        raise too_big(file, "PDF")
    with opened(data, file) as source:
        reader = _Reader(file, source)
        reader.read()
    refuse_unreadable(reader.pages.qualities, file, "PDF")
    document = reader.pages.document()
    document.around += reader.around
    document.comments += reader.comments
    document.notes += told(reader.pages.qualities) + reader.notes
    return document


class _Reader:
    """Hands page after page of an open file to the finder of tables."""

    def __init__(self, file: str, source: Any) -> None:
        self._file = file
        self._source = source
        self.pages = Assembler()
        self.around: list[Paragraph] = []
        self.comments: list[Comment] = []
        self.notes: list[str] = []
        # Qt leaves out the spaces, and moves nothing between letters and digits
        self._exact = str(source.get_metadata_value("Producer")).startswith("Qt ")

    def read(self) -> None:
        """Read all pages.

        Raises:
            ReadError: there are more than any document's, or none is whole.
        """
        import pypdfium2

        count = len(self._source)
        if not count:
            raise broken(self._file)
        if count > MAX_PAGES:
            raise ReadError(
                f"PDF 有 {count} 页，最多读 {MAX_PAGES} 页",
                self._file,
                "请用 WPS 或 PDF 阅读器把它拆成几个文件，分别打开",
            )
        damaged: list[int] = []
        for number in range(1, count + 1):
            step()
            try:
                page = self._source[number - 1]
            except pypdfium2.PdfiumError:
                damaged.append(number)
                continue
            # the page must live as long as anything that was got from it
            with closing(page):
                self._page(page, number)
        if len(damaged) == count:
            raise broken(self._file)
        if damaged:
            pages = "、".join(map(str, damaged[:10])) + ("等" if len(damaged) > 10 else "")
            self.notes.append(f"第{pages}页已损坏，没有读入，请对照原文件补上")

    def _page(self, page: Any, number: int) -> None:
        from pypdfium2 import raw

        from importers.pdf.annotations import read_annotations

        remarks = read_annotations(page, number)
        self.comments += remarks.comments
        if remarks.to_flatten:
            raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
            # what is put into the page is seen in a page opened anew only
            with closing(self._source[number - 1]) as flat:
                self._content(flat, number, remarks.struck)
        else:
            self._content(page, number, remarks.struck)

    def _content(self, page: Any, number: int, struck: list[Box]) -> None:
        from pypdfium2 import raw

        from importers.pdf.chars import read_chars
        from importers.pdf.paths import PathReader, TooMuch

        try:
            drawn = PathReader(MAX_OBJECTS).read(page.raw)
        except TooMuch:
            self.pages.leave_out(number)
            return
        with closing(page.get_textpage()) as text:
            if raw.FPDFText_CountChars(text.raw) > MAX_CHARS:
                self.pages.leave_out(number)
                return
            written = read_chars(text.raw, drawn.turned)
        box: Box = page.get_bbox()
        for area in struck:
            _strike(written.chars, area)
        chars, rules = _upside(written.chars, drawn.rules, box)
        if written.slanted.strip():
            where = f"第{number}页斜排文字（水印）"
            self.around.append(Paragraph(written.slanted.strip(), where=where))
        width, height = box[2] - box[0], box[3] - box[1]
        self.pages.add(
            Page(
                number,
                width,
                height,
                chars,
                rules,
                image_share=drawn.image / max(1.0, width * height),
                drawings=drawn.drawings,
                unmapped=written.unmapped,
                exact=self._exact,
                hidden=len(chars) * drawn.hidden // max(1, drawn.texts),
            )
        )


def _strike(chars: list[Char], area: Box) -> None:
    """Mark the characters within an area as struck out."""
    left, low, right, high = area
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
        char.struck = char.struck or (left <= x <= right and low <= y <= high)


def _upside(chars: list[Char], rules: list[Rule], box: Box) -> tuple[list[Char], list[Rule]]:
    """Return what stands on a page, measured from its upper left corner downwards."""
    left, low, right, high = box
    return [
        Char(c.text, c.x0 - left, high - c.y1, c.x1 - left, high - c.y0, c.turn, c.struck)
        for c in chars
        if left <= (c.x0 + c.x1) / 2 <= right and low <= (c.y0 + c.y1) / 2 <= high
    ], [
        Rule(True, rule.at - left, high - rule.end, high - rule.start)
        if rule.upright
        else Rule(False, high - rule.at, rule.start - left, rule.end - left)
        for rule in rules
    ]

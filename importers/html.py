"""Web pages, whole or in pieces, under whatever name: paragraphs and tables as shown.

Parsed with lxml; bytes are decoded beforehand (`importers.encoding`), since libxml2
stops at the first character its label does not allow.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from copy import deepcopy
from html import unescape

from lxml import etree
from lxml.etree import _Element

from importers.encoding import decoded, label_in
from importers.html_css import STRUCK, Styles
from importers.html_tables import GridMaker, RowFinder, lost_in_print, true_number
from importers.html_text import (
    BREAK,
    PARAGRAPH,
    Flow,
    inner_text,
    mark_lines,
    marked_text,
    plain_text,
    too_deep,
)
from model.basics.errors import ReadError
from model.printing.grid import Block, Cell, Document, Grid, Paragraph

MAX_BYTES = 30 * 1024 * 1024
MAX_TAGS = 1_500_000
"""A page of ten thousand target tables has about a million; each takes 200 bytes and more."""

MAX_CELLS = 1_300_000
_EXCERPT = 30
_MAX_CSS = 400_000


Fetch = Callable[[str], tuple[bytes, str] | None]
"""Gives what a page refers to: bytes and the encoding told, or None where it is not there."""


def no_parts(_: str) -> None:
    """Give nothing: for a page that stands alone."""


def parse_html(data: bytes, file: str, label: str = "", fetch: Fetch = no_parts) -> Document:
    """Return the body of a page: its paragraphs and tables, in order.

    Args:
        data: the page as it is in its file.
        file: the file's name, for messages.
        label: the encoding its container tells, if it stands in one.
        fetch: gives the styles and frames that belong to it.

    Raises:
        ReadError: it is in no known encoding, empty, or far too large.
    """
    text = _page_text(data, file, label)
    root = _parsed(text, file)
    if next(root.iter("frameset"), None) is not None:
        return _frames(text, root, file, fetch)
    return _page(text, root, file, fetch)


def _page(text: str, root: _Element, file: str, fetch: Fetch) -> Document:
    page = _Page(file)
    page.styles.take_source(text)
    page.has_numbers = "x:num" in text
    for link in root.iter("link"):
        if "stylesheet" in link.get("rel", "").lower():
            found = fetch(link.get("href", ""))
            if found is not None and len(found[0]) < _MAX_CSS:
                page.styles.matter = True
                page.styles.add(found[0].decode("utf-8", "replace"))
    document = page.read(root)
    names = _sheets(text)
    if len(names) == 1:
        _as_sheet(document, *names[0][:2])
    return document


def _page_text(data: bytes, file: str, label: str = "") -> str:
    """Return a page's source.

    Raises:
        ReadError: it is in no known encoding, empty, or far too large.
    """
    if len(data) > MAX_BYTES or data.count(b"<") > MAX_TAGS:
        raise ReadError(
            "网页大得不正常，没有读取",
            file,
            "请在浏览器或 Excel 中打开，只把绩效目标表复制到新的工作簿，另存为 .xlsx 后重试",
        )
    try:
        text = decoded(data, label or label_in(data))
    except UnicodeDecodeError as error:
        raise ReadError(
            "网页的编码认不出来", file, "请用浏览器或 Word 打开，另存为 .docx 后重试"
        ) from error
    text = text.replace("\x00", "").replace(BREAK, " ").replace(PARAGRAPH, " ")
    if not _TABLE.search(text) and (first := _ROW.search(text)):
        # rows without their table: libxml2 would drop them
        text = f"{text[: first.start()]}<table>{text[first.start() :]}</table>"
    if not text.strip():
        raise ReadError("网页是空的", file, "请重新取得这个文件")
    return text


def _parsed(text: str, file: str) -> _Element:
    """Return the tree of a page's source."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise ReadError("网页里没有内容", file, "请重新取得这个文件")
    return root


_TABLE = re.compile("<table", re.IGNORECASE)
_ROW = re.compile(r"<(?:thead|tbody|tfoot|tr)[\s>]", re.IGNORECASE)
_SHEET = re.compile(
    r"<x:ExcelWorksheet>((?:(?!</?x:ExcelWorksheet>).)*+)</x:ExcelWorksheet>",
    re.DOTALL | re.IGNORECASE,
)
_SHEET_HEADING = re.compile(r"Sheet \d+: (.+)")
"""What LibreOffice writes above the table of each sheet."""

_SHEET_NAME = re.compile(r"<x:Name>(.{0,300}?)</x:Name>", re.DOTALL | re.IGNORECASE)
_SHEET_SOURCE = re.compile(r"<x:WorksheetSource\s+HRef=[\"']([^\"'>]*)", re.IGNORECASE)


def _sheets(text: str) -> list[tuple[str, bool, str]]:
    """Return name, whether hidden, and source of each sheet Excel says the page shows."""
    found = []
    for inner in _SHEET.findall(text):
        name, source = _SHEET_NAME.search(inner), _SHEET_SOURCE.search(inner)
        hidden = "<x:Visible>Sheet" in inner
        told = unescape(" ".join(name[1].split())) if name else ""
        found.append((told, hidden, source[1] if source else ""))
    return found


def _frames(text: str, root: _Element, file: str, fetch: Fetch) -> Document:
    """Return a page of frames, as Excel makes of several sheets: each sheet in turn.

    Raises:
        ReadError: none of them is there.
    """
    whole = Document()
    sheets = [sheet for sheet in _sheets(text) if sheet[2]]
    if not sheets:
        sources = [frame.get("src", "") for frame in root.iter("frame")]
        sheets = [("", False, source) for source in sources if "tabstrip" not in source]
    seen = False
    for name, hidden, source in sheets:
        found = fetch(source)
        if found is None:
            whole.notes.append(f"工作表“{name or source}”的内容在别的文件里，没有读到")
            continue
        seen = True
        inner = _page_text(found[0], file, found[1])
        near = _from(posixpath.dirname(source), fetch)
        page = _page(inner, _parsed(inner, file), file, near)
        if name:
            page.blocks = [
                block
                for block in page.blocks
                if not (isinstance(block, Paragraph) and block.role == "sheet")
            ]
            _as_sheet(page, name, hidden)
        whole.blocks += page.blocks
        whole.notes += page.notes
        whole.around += page.around
    if not seen:
        raise ReadError(
            "这个网页只是外框，内容在旁边同名的文件夹（.files）里，那个文件夹没有一起拷来",
            file,
            "请把同名文件夹放到这个文件旁边再打开，或在 Excel 中打开原文件，另存为 .xlsx",
        )
    return whole


def _from(folder: str, fetch: Fetch) -> Fetch:
    """Return what gives the parts a page in a folder refers to."""
    return lambda href: fetch(posixpath.join(folder, href))


def _as_sheet(document: Document, name: str, hidden: bool) -> None:
    """Name a page's blocks after the sheet it shows."""
    if not name or not document.blocks:
        return
    document.blocks.insert(0, Paragraph(name, "sheet", where=f"工作表“{name}”"))
    if hidden:
        document.notes.append(f"工作表“{name}”是隐藏的，也已读入")
        for block in document.blocks:
            if isinstance(block, Grid):
                block.hidden = True


class _Page:
    """One page while it is read.

    Attributes:
        styles: its styles; may get those of other files beforehand.
        has_numbers: whether Excel wrote numbers beside what its cells show.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self.styles = Styles()
        self.has_numbers = True
        self._document = Document()
        self._tables = self._paragraphs = self._cells = 0
        self._hidden = ""
        self._struck: list[str] = []
        # the page was made ready for cells to be read by one call, but for those with tables
        self._marked = False
        self._with_tables: set[_Element] = set()

    def read(self, root: _Element) -> Document:
        """Return the page's blocks and notes."""
        for style in root.iter("style"):
            self.styles.add(inner_text(style))
        document = self._document
        titles = list(root.iter("title"))
        self._marked = self.styles.are_plain_within_cells(root)
        if self._marked:
            self._with_tables = _cells_with_tables(root)
            titles = [deepcopy(title) for title in titles]
            mark_lines(root)
        for title in titles:
            text = plain_text(inner_text(title))
            if text and not document.around:
                document.around.append(Paragraph(text, where="网页标题"))
        flow = self._flow(document.blocks, self._paragraph)
        try:
            flow.take(root)
        except RecursionError as error:
            raise too_deep(self._file) from error
        if self._hidden:
            document.notes.append(f"网页里有不显示的内容，没有读入（第一处：“{self._hidden}”）")
        if self._struck:
            document.notes.append(
                f"网页里有 {len(self._struck)} 处用删除线划去的文字，按建议删除处理，"
                f"没有读入（第一处在{self._struck[0]}）"
            )
        return document

    def _flow(self, blocks: list[Block], line: Callable[[str, str], None]) -> Flow:
        def table(element: _Element, struck: bool) -> None:
            self._tables += 1
            self._table(element, f"表{self._tables}", blocks, struck)

        return Flow(self.styles, table, line, self._unseen, self._file, marked=self._marked)

    def _paragraph(self, text: str, struck: str) -> None:
        sheet = _SHEET_HEADING.fullmatch(text)
        if sheet:
            name = sheet[1]
            self._document.blocks.append(Paragraph(name, "sheet", where=f"工作表“{name}”"))
            return
        self._paragraphs += 1
        where = f"第{self._paragraphs}段"
        self._document.blocks.append(Paragraph(text, where=where, struck=struck))
        if struck:
            self._struck.append(f"{where}：“{struck[:_EXCERPT]}”")

    def _unseen(self, element: _Element) -> None:
        if not self._hidden:
            text = " ".join(inner_text(element).split())
            self._hidden = text[:_EXCERPT]

    def _table(self, table: _Element, where: str, blocks: list[Block], struck: bool) -> None:
        """Add a table, its caption before it."""
        finder, maker = RowFinder(self.styles), GridMaker(where)
        rows = finder.rows(table)
        marked, with_tables = self._marked, self._with_tables
        telling = self.styles.matter or self.has_numbers
        for element in finder.hidden:
            self._unseen(element)
        for caption in finder.captions:
            told = plain_text(inner_text(caption))
            if told:
                blocks.append(Paragraph(told, where=f"{where}标题"))
        inner = 0
        for row in rows:
            maker.begin_row()
            self._cells += len(row) + 1
            for element in row:
                plain = not element.keys()
                if marked and not struck and element not in with_tables:
                    cell = maker.add(marked_text(element), element, plain)
                    if telling and not plain:
                        self._by_attributes(cell, element)
                    if "E+" in cell.text:
                        _flag(cell)
                    continue
                if len(element) or struck:
                    cell = maker.add("", element, plain)
                    inner = self._fill(cell, element, where, inner, struck)
                    continue
                text = element.text
                cell = maker.add(plain_text(text) if text else "", element, plain)
                if not plain:
                    self._by_attributes(cell, element)
                if text and "E+" in text:
                    _flag(cell)
            if self._cells > MAX_CELLS or maker.is_beyond_any_table:
                raise ReadError("网页里的格太多，没有读取", self._file, "请检查是否选错了文件")
        grid = maker.finish()
        if grid is not None:
            blocks.append(grid)

    def _by_attributes(self, cell: Cell, element: _Element) -> None:
        """Take what a plain cell's own attributes say of its text."""
        if STRUCK in self.styles.of(element) and cell.text:
            cell.text, cell.struck = "", cell.text
            self._note_struck(cell)
            return
        told = element.get("x:num") if self.has_numbers else None
        if told:
            true_number(cell, told)

    def _fill(self, cell: Cell, element: _Element, where: str, inner: int, struck: bool) -> int:
        """Put text and tables of an element into its cell; return the number of tables."""
        lines: list[str] = []
        gone: list[str] = []
        nested: list[Block] = []

        def line(text: str, struck_text: str) -> None:
            if text or not struck_text:
                lines.append(text)
            if struck_text:
                gone.append(struck_text)

        def table(found: _Element, struck_table: bool) -> None:
            nonlocal inner
            inner += 1
            self._table(found, f"{where}内嵌表{inner}", nested, struck_table)

        flow = Flow(self.styles, table, line, self._unseen, self._file, marked=self._marked)
        flow.struck = struck or STRUCK in self.styles.of(element)
        flow.take(element)
        cell.text, cell.struck = "\n".join(lines).strip("\n"), "\n".join(gone)
        grids = [block for block in nested if isinstance(block, Grid)]
        cell.nested = grids or None
        if cell.struck:
            self._note_struck(cell)
        told = element.get("x:num")
        if told:
            true_number(cell, told)
        _flag(cell)
        return inner

    def _note_struck(self, cell: Cell) -> None:
        self._struck.append(f"表{self._tables}{cell.where}：“{cell.struck[:_EXCERPT]}”")


def _cells_with_tables(root: _Element) -> set[_Element]:
    found: set[_Element] = set()
    for table in root.iter("table"):
        for cell in table.iterancestors("td", "th"):
            if cell in found:
                break
            found.add(cell)
    return found


def _flag(cell: Cell) -> None:
    flaw = lost_in_print(cell.text)
    if flaw is not None:
        cell.flaws = (flaw,)

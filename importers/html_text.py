"""The text of a page as a browser shows it: lines, boxes filled in, what is hidden or struck."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree
from lxml.etree import _Element

from importers.html_css import CELL, HIDDEN, PRE, ROW, STRUCK, TABLE, Facts, Styles
from model.basics.errors import ReadError

BREAK = "\ufdd0"
"""Stands for a line break until blanks are put together: no character, in no page."""

NO_TEXT = frozenset(
    (
        *("script", "style", "head", "noscript", "template", "title", "object", "embed", "svg"),
        *("math", "iframe", "canvas", "audio", "video", "map", "area", "colgroup", "col"),
        *("datalist", "meta", "link", "base", "param", "source", "track", "xml", "button"),
    )
)
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog"),
        *("dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1"),
        *("h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu"),
        *(
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "ul",
            "caption",
            "tr",
            "td",
            "th",
            "tbody",
        ),
        *("thead", "tfoot", "option"),
    )
)
_MARKED = tuple(
    sorted(
        BLOCKS - {"body", "html", "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "form"}
    )
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_SOURCE_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t]*\r?\n[ \t\r\n]*(?=[{_WIDE}])")
_UNFILLED_INPUTS = ("hidden", "submit", "button", "image", "reset", "file", "password")
_TICKED, _UNTICKED = "☑", "☐"
MAX_DEPTH = 400

PARAGRAPH = "\ufdd1"
"""Stands where a block begins or ends, in a page made ready by `mark_lines`."""


_ALL_TEXT = etree.XPath("string()", smart_strings=False)


def mark_lines(root: _Element) -> None:
    """Put line breaks and the ends of blocks into the texts of a page.

    Then the text of a cell can be taken by one call, without going through its elements.
    """
    etree.strip_elements(root, *NO_TEXT, with_tail=False)
    for element in root.iter("br"):
        element.tail = BREAK + (element.tail or "")
    for element in root.iter(*_MARKED):
        element.text = PARAGRAPH + (element.text or "")
        element.tail = PARAGRAPH + (element.tail or "")


def marked_text(element: _Element) -> str:
    """Return the text of an element of a page made ready by `mark_lines`."""
    text = str(_ALL_TEXT(element)) if len(element) else element.text or ""
    if PARAGRAPH not in text:
        return shown(text)
    lines = []
    for piece in text.split(PARAGRAPH):
        if piece and (not piece.isspace() or "\xa0" in piece):
            line = shown(piece)
            if line or is_blank_line(piece):
                lines.append(line)
    return "\n".join(lines).strip("\n")


def is_blank_line(piece: str) -> bool:
    """Tell whether a block without text is a line all the same, kept open by a sign."""
    return BREAK in piece or "\xa0" in piece


class Flow:
    """Takes what stands in one element: lines of text, and tables among them.

    Args:
        styles: the page's.
        table: what to do with a table met in the flow.
        line: what to do with each line of text, and with what of it is struck through.
        hidden: what to do with an element that is not shown.
        file: the file's name, for messages.
        marked: whether `mark_lines` was there before.
    """

    def __init__(
        self,
        styles: Styles,
        table: Callable[[_Element, bool], None],
        line: Callable[[str, str], None],
        hidden: Callable[[_Element], None],
        file: str,
        *,
        marked: bool = False,
    ) -> None:
        self._marked = marked
        self._styles = styles
        self._table = table
        self._line = line
        self._hidden = hidden
        self._file = file
        self._pieces: list[str] = []
        self._struck_pieces: list[str] = []
        self._struck = False
        self._kept = False
        self._depth = 0

    def take(self, element: _Element) -> None:
        """Take all that stands in an element."""
        self._inside(element)
        self.flush()

    def flush(self) -> None:
        """End the line at hand."""
        if self._pieces or self._struck_pieces:
            raw = "".join(self._pieces)
            text, struck = shown(raw), shown("".join(self._struck_pieces))
            self._pieces, self._struck_pieces = [], []
            if text or struck or is_blank_line(raw):
                self._line(text, struck)

    def _inside(self, element: _Element) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise too_deep(self._file)
        if element.text:
            self._put(element.text)
        number = 0
        for child in element:
            tag = child.tag
            if isinstance(tag, str):
                if tag == "li" and element.tag == "ol":
                    number = _number(element, child, number)
                    self._child(child, tag, f"{number}.")
                else:
                    self._child(child, tag)
            if child.tail:
                self._put(child.tail)
        self._depth -= 1

    def _child(self, child: _Element, tag: str, label: str = "") -> None:
        if tag == "br":
            if not self._marked:
                self._add(BREAK)
            return
        if tag in NO_TEXT:
            return
        facts = self._styles.of(child)
        if HIDDEN in facts:
            self._hidden(child)
        elif tag == "table" or TABLE in facts:
            self.flush()
            self._table(child, STRUCK in facts or self._struck)
        elif tag in ("input", "select", "textarea"):
            self._add(filled_in(child, tag))
        else:
            self._plain(child, tag, facts, label)

    def _plain(self, child: _Element, tag: str, facts: Facts, label: str) -> None:
        is_block = tag in BLOCKS or ROW in facts or CELL in facts
        before = self._struck, self._kept
        self._struck = self._struck or STRUCK in facts
        self._kept = self._kept or tag == "pre" or PRE in facts
        if is_block:
            self.flush()
        if label:
            self._add(label)
        self._inside(child)
        if is_block:
            self.flush()
        self._struck, self._kept = before

    def _put(self, text: str) -> None:
        if self._marked:
            text = text.replace(PARAGRAPH, "")
        if self._kept:
            text = text.replace("\r\n", "\n").replace("\n", BREAK)
        self._add(text)

    def _add(self, text: str) -> None:
        (self._struck_pieces if self._struck else self._pieces).append(text)

    @property
    def struck(self) -> bool:
        """Whether what comes next is struck through."""
        return self._struck

    @struck.setter
    def struck(self, value: bool) -> None:
        self._struck = value


def too_deep(file: str) -> ReadError:
    """Return the clerk's message for a page that no browser wrote."""
    return ReadError(
        "网页里的内容一层套一层，深得不正常，没有读取",
        file,
        "请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后重试",
    )


def shown(text: str) -> str:
    """Return a text with blanks put together as a browser does, ``BREAK`` as line break."""
    if "\n" in text:
        text = _SOURCE_BREAK.sub("", text)
    if BREAK not in text:
        if text.isprintable() and "  " not in text:
            return text.strip(" ")
        return _BLANKS.sub(" ", text).replace("\xa0", " ").strip()
    lines = [_BLANKS.sub(" ", line).replace("\xa0", " ").strip() for line in text.split(BREAK)]
    return "\n".join(lines).strip("\n")


def inner_text(element: _Element) -> str:
    """Return all text in an element, as its source has it."""
    return "".join(map(str, element.itertext()))


def plain_text(text: str) -> str:
    """Return the text of a cell that holds nothing else: nearly all of them."""
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    if "\n" in text:
        text = _SOURCE_BREAK.sub("", text)
    return _BLANKS.sub(" ", text).replace("\xa0", " ").strip()


def filled_in(box: _Element, tag: str) -> str:
    """Return what somebody filled into a box of a form."""
    if tag == "textarea":
        return inner_text(box).replace("\r\n", "\n").strip("\n").replace("\n", BREAK)
    if tag == "select":
        options = list(box.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        return "、".join(inner_text(option).strip() for option in chosen or options[:1])
    kind = box.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return _UNTICKED if box.get("checked") is None else _TICKED
    return "" if kind in _UNFILLED_INPUTS else box.get("value", "")


def _number(parent: _Element, item: _Element, before: int) -> int:
    """Return the number of an item of a numbered list."""
    own = item.get("value", "")
    if own.isdecimal() and len(own) < 9:
        return int(own)
    start = parent.get("start", "")
    if not before and start.isdecimal() and len(start) < 9:
        return int(start)
    return before + 1

"""Blocks of cells on the clipboard: tab-separated text and HTML tables, from and to lists."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from msgspec import Struct, field

Rows = list[list[str]]
"""A rectangle of texts, row by row, all rows of one length."""

_MOST_SPANNED = 1000
"""A span beyond this is no table a person made."""


def parse_tsv(text: str) -> Rows:
    """Return the cells of tab-separated text as Excel and WPS put it on the clipboard.

    A cell with a line break or a tab in it stands in quotes, quotes in it doubled; a cell
    that merely begins with a quote does not, and is taken as it stands.
    """
    text = text.replace("\r\n", "\n")
    if text.endswith("\n"):
        text = text[:-1]
    rows: Rows = [[]]
    at = 0
    while True:
        cell, at = _tsv_cell(text, at)
        rows[-1].append(cell)
        if at >= len(text):
            return _rectangle(rows)
        if text[at] == "\n":
            rows.append([])
        at += 1


_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|$(?!\n))')
_BARE = re.compile(r"[^\t\n]*")


def _tsv_cell(text: str, at: int) -> tuple[str, int]:
    match = _QUOTED.match(text, at)
    if match and re.search(r'[\t\n]|""', match[1]):
        return match[1].replace('""', '"'), match.end()
    match = _BARE.match(text, at)
    assert match is not None
    return match[0], match.end()


def to_tsv(rows: Rows) -> str:
    """Return cells as tab-separated text, for Excel, WPS and Word to paste."""
    return "".join("\t".join(map(_quoted, row)) + "\n" for row in rows)


def _quoted(cell: str) -> str:
    if cell.startswith('"') or re.search(r"[\t\n\r]", cell):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def to_html(rows: Rows) -> str:
    """Return cells as an HTML table, each marked as text so that no program counts with it."""
    lines = []
    for row in rows:
        cells = "".join(
            f"<td style=\"mso-number-format:'\\@'\">{_escaped(cell)}</td>" for cell in row
        )
        lines.append(f"<tr>{cells}</tr>")
    return f"<table>{''.join(lines)}</table>"


def _escaped(cell: str) -> str:
    text = html.escape(cell, quote=False)
    # HTML runs spaces together and drops those at the ends
    text = re.sub(r"^ | $|(?<= ) |(?<=\n) | (?=\n)", "\xa0", text)
    return text.replace("\n", "<br>")


def parse_html(source: str) -> Rows | None:
    """Return the cells of the tables in a piece of HTML, or None where it is not just tables.

    What a merged cell shows stands in every row it reaches over. A column that no row
    fills of its own, because a wider cell covers it in each, is left out.
    """
    parser = _TableParser()
    parser.feed(source)
    parser.close()
    if parser.outside.strip() or not any(parser.rows):
        return None
    return _expanded(parser.rows)


class _HtmlCell(Struct):
    rowspan: int
    colspan: int
    parts: list[str] = field(default_factory=list)

    def text(self) -> str:
        lines = "".join(self.parts).split("\n")
        return "\n".join(line.strip(" ") for line in lines).strip("\n").replace("\xa0", " ")


class _TableParser(HTMLParser):
    """Collects the cells of top-level tables; a table within a cell is part of its text."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[_HtmlCell]] = []
        self.outside = ""
        self._depth = 0
        self._hidden = 0
        self._cell: _HtmlCell | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "table":
            self._depth += 1
        elif tag == "tr" and self._depth == 1:
            self._cell = None
            self.rows.append([])
        elif tag in ("td", "th") and self._depth == 1:
            given = dict(attrs)
            self._cell = _HtmlCell(_span(given.get("rowspan")), _span(given.get("colspan")))
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append(self._cell)
        elif tag == "br":
            self._put("\n")
        elif tag in _BLOCKS:
            self._line()

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "table":
            self._depth = max(0, self._depth - 1)
            self._cell = self._cell if self._depth else None
        elif tag in ("td", "th") and self._depth == 1:
            self._cell = None
        elif tag in _BLOCKS:
            self._line()

    def handle_data(self, data: str) -> None:
        # \xa0 is a space that counts; all other white space is one
        text = re.sub(r"[ \t\r\n\f]+", " ", data)
        if self._hidden:
            return
        if self._cell is None:
            self.outside += text.replace("\xa0", " ")
        elif text != " " or not "".join(self._cell.parts).endswith(("\n", " ")):
            self._put(text)

    def _put(self, text: str) -> None:
        if self._cell is not None:
            self._cell.parts.append(text)

    def _line(self) -> None:
        """Begin a line, unless the cell stands at one's beginning."""
        if self._cell is not None and "".join(self._cell.parts).strip(" "):
            parts = self._cell.parts
            if not "".join(parts).rstrip(" ").endswith("\n"):
                parts.append("\n")


_HIDDEN = frozenset(("head", "style", "script", "title"))
_BLOCKS = frozenset(("p", "div", "li", "tr", "td", "th", "h1", "h2", "h3"))


def _span(value: str | None) -> int:
    return min(int(value), _MOST_SPANNED) if value and value.isdigit() and int(value) else 1


def _expanded(rows: list[list[_HtmlCell]]) -> Rows:
    texts: dict[tuple[int, int], str] = {}
    begun: set[int] = set()
    for number, row in enumerate(rows):
        col = 0
        for cell in row:
            while (number, col) in texts:
                col += 1
            text = cell.text()
            begun.add(col)
            for down in range(min(cell.rowspan, len(rows) - number)):
                for right in range(cell.colspan):
                    texts.setdefault((number + down, col + right), text)
            col += cell.colspan
    width = max(col for _, col in texts) + 1
    columns = [col for col in range(width) if col in begun]
    return [[texts.get((row, col), "") for col in columns] for row in range(len(rows))]


def _rectangle(rows: Rows) -> Rows:
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]

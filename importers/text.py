"""The text dump of a published .doc: cells after tabs, paragraphs, ``TC`` entries.

A line that starts with a tab begins a cell (each further leading tab stands for an
empty one), a line without continues what stands before it, and a blank line ends a row
or stands inside a cell: only the form can tell, so cells are handed on as a stream.
"""

from __future__ import annotations

import re
from pathlib import Path

from importers.encoding import decoded
from importers.tabbed import parse_tabbed, separator_of
from model.basics.errors import ReadError
from model.basics.steps import step
from model.printing.grid import CellStream, Document, Paragraph, StreamCell

MAX_BYTES = 50 * 1024 * 1024
MAX_LINES = 1_500_000
"""Ten thousand target tables are about 33 MB and 1.2 million lines."""

_TC = re.compile(
    r"(?<![ \x13])[ \x13]*+\bTC\s++"
    r'(?:["“]?(?P<text>\S.{0,160}?)??["”]?(?<!\s)\s++)?\\f\s++"?(?P<list>\w+)"?'
    r"(?:\s++\\[ln](?:\s++\d+)?)*[\s\x14\x15]*$"
)


def read_text(path: Path) -> Document:
    """Read a text: a dump into paragraphs and one stream of cells, a table into a grid.

    Raises:
        ReadError: the file cannot be read, is no text, or holds far too much.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"读取时出错（{error.strerror}）", str(path)) from error
    return text_document(data, str(path))


def text_document(data: bytes, file: str, label: str = "") -> Document:
    """Return what the bytes of a text hold; ``label`` is the encoding they are said to be in.

    Raises:
        ReadError: it is no text, or holds far too much.
    """
    if len(data) > MAX_BYTES or max(data.count(b"\n"), data.count(b"\t")) > MAX_LINES:
        raise ReadError("文本太大，不像是一个部门的绩效文本", file, "请检查是否选错了文件")
    try:
        text = decoded(data, label)
    except UnicodeDecodeError as error:
        raise ReadError(
            "文本的编码认不出来（不是 UTF-8，也不是 GB18030）", file, "请另存为 UTF-8 文本"
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    separator = separator_of(text)
    return parse_tabbed(text, separator, file) if separator else parse_text(text)


def parse_text(text: str) -> Document:
    """Take a dump apart; see the module's docstring."""
    document = Document()
    cells: list[StreamCell] = []
    for number, line in enumerate(text.split("\n"), 1):
        step()
        if line.startswith("\t"):
            bare = line.lstrip("\t")
            cells += [StreamCell("", [], number) for _ in range(len(line) - len(bare) - 1)]
            cells.append(StreamCell(bare, [], number))
        elif not cells:
            document.blocks.append(paragraph(line, number))
        elif cells[-1].tail or not line.strip() or _TC.search(line):
            # a line with an entry for the contents is a title, never part of a cell
            cells[-1].tail.append(paragraph(line, number))
        else:
            cells[-1].text += "\n" + line
    if cells:
        document.blocks.append(CellStream(cells))
    return document


def paragraph(line: str, number: int) -> Paragraph:
    """Return a line outside the tables as a paragraph, its ``TC`` entry taken out."""
    where = f"第{number}行"
    match = _TC.search(line)
    if match is None:
        return Paragraph(line, where=where)
    entry = (match["list"], match["text"] or "")
    return Paragraph(line[: match.start()], contents=(entry,), where=where)

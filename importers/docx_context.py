"""What the parts of the Word reader share while they read one file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lxml.etree import _Element

from importers.docx_numbering import Numbering
from importers.docx_styles import Styles
from importers.docx_xml import Names, broken
from model.basics.errors import ReadError
from model.document.comments import Comment
from model.printing.grid import Block, Document, Grid, Paragraph

CELL_BYTES, CHARACTER_BYTES = 200, 2
MAX_BYTES = 400 * 1024 * 1024
"""Memory a document's blocks may take: two million cells, far above a whole city's."""

MAX_TABLES = 100_000
"""Tables with those within others; a whole city has ten thousand."""

_EXCERPT = 30

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLANK = " \t\n\r"
_DOUBLY_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")


_MAX_PIECES = 200

Embed = Callable[[bytes, str], Document]
"""Reads the bytes of a page or document that stands in the named file.

Raises:
    ReadError: it cannot be read.
"""


def _nothing(_: str) -> None:
    return None


Remark = tuple[str, str]
"""Author and text of a comment."""


def placed(remarks: Iterable[Remark], where: str) -> list[Comment]:
    """Return comments that stand at a place of the file."""
    return [Comment(text, author, where) for author, text in remarks]


def undouble(text: str) -> str:
    """Take back what LibreOffice does to a text like ``_x0001_``: ``_x005F_x0001_``.

    It does so on every saving in Word's format, where, unlike in Excel's, nobody asks
    for it.
    """
    return _DOUBLY_ESCAPED.sub("_", text)


class Context:
    """What reading one file needs everywhere, and what was met so far.

    Attributes:
        file: its name, for messages.
        place: where reading stands, for notes (``表3``).
        revised: whether tracked changes were met.
        embedded: whether other files stand in it.
        from_libreoffice: whether LibreOffice saved the file last.
        remarks: author and text of the file's comments, by id.
        fetch: gives the name and bytes of the part an id refers to.
        embed: reads an imported piece; None where none may be.
    """

    def __init__(self, file: str, names: Names, styles: Styles, numbering: Numbering) -> None:
        self.file = file
        self.names = names
        self.styles = styles
        self.numbering = numbering
        self.place = ""
        self.revised = False
        self.embedded = False
        self.from_libreoffice = False
        self.remarks: dict[str, Remark] = {}
        self.fetch: Callable[[str], tuple[str, bytes] | None] = _nothing
        self.embed: Embed | None = None
        self._pieces = 0
        self._unread_pieces: list[str] = []
        self.piece_notes: list[str] = []
        self._placed: set[str] = set()
        self._hidden = ""
        self._unread = ""
        self._struck = self._prompt = ""
        self._struck_count = self._prompt_count = 0
        self._bytes = 0
        self._tables = 0

    def shown(self, element: _Element, text: str) -> str:
        """Return a text element's text as Word shows it.

        Blanks at its ends count only where xml:space keeps them, and a line break in the
        XML is a blank: Word writes its own line breaks as elements.
        """
        if text[0] in _BLANK or text[-1] in _BLANK or "\n" in text:
            spaces = [element.get(_SPACE), *(up.get(_SPACE) for up in element.iterancestors())]
            if next((space for space in spaces if space), "") != "preserve":
                text = text.strip(_BLANK)
            text = text.replace("\n", " ")
        return undouble(text) if self.from_libreoffice else text

    def remark(self, mark: _Element) -> tuple[Remark, ...]:
        """Return the comment a w:commentReference stands for; none where the file has none."""
        number = mark.get(self.names["id"], "")
        if number not in self.remarks:
            return ()
        self._placed.add(number)
        return (self.remarks[number],)

    def piece(self, chunk: _Element) -> list[Block]:
        """Return the blocks of a w:altChunk: a page or document Word puts in when it opens."""
        self._pieces += 1
        number = next((v for k, v in chunk.items() if str(k).endswith("}id")), "")
        found = self.fetch(str(number))
        if found is None or self.embed is None or self._pieces > _MAX_PIECES:
            self._unread_pieces.append("在文件里找不到，或套得太深")
            return []
        name, data = found
        self.spend(0, len(data))
        try:
            document = self.embed(data, self.file)
        except ReadError as error:
            self._unread_pieces.append(f"{name}：{error.reason}")
            return []
        self.piece_notes += document.notes
        for block in document.blocks:
            if isinstance(block, Paragraph | Grid):
                block.where = f"嵌入的第{self._pieces}份{block.where}"
        return document.blocks

    def left_over(self) -> list[Comment]:
        """Return the comments whose places were not met: in headers, notes, deleted text."""
        left = (self.remarks[number] for number in self.remarks if number not in self._placed)
        return placed(left, "正文以外")

    def spend(self, cells: int, characters: int) -> None:
        """Count what is kept in memory.

        Raises:
            ReadError: it is more than any document holds.
        """
        self._bytes += cells * CELL_BYTES + characters * CHARACTER_BYTES
        if self._bytes > MAX_BYTES:
            raise broken(self.file)

    def begin_table(self) -> None:
        """Count a table.

        Raises:
            ReadError: there are more than any document holds.
        """
        self._tables += 1
        if self._tables > MAX_TABLES:
            raise broken(self.file)

    def note_hidden(self, text: str) -> None:
        """Remember the first hidden text."""
        if not self._hidden and text.strip():
            self._hidden = f"{self.place}：“{excerpt(text)}”"

    def note_struck(self, text: str) -> None:
        """Remember the first text struck through, and how many there are."""
        if text.strip():
            self._struck_count += 1
            self._struck = self._struck or f"{self.place}：“{excerpt(text)}”"

    def note_prompt(self, text: str) -> None:
        """Remember the first prompt of a content control nobody filled."""
        self._prompt_count += 1
        self._prompt = self._prompt or f"{self.place}：“{excerpt(text)}”"

    def note_unread(self, code: str) -> None:
        """Remember the first field whose text could not be told."""
        if not self._unread:
            self._unread = f"{self.place}：“{excerpt(code)}”"

    def notes(self, has_macros: bool) -> list[str]:
        """Return what the clerk should know about how the file was read."""
        notes = []
        if self.revised:
            notes.append("文中有修订，按接受修订后的文字读取")
        if self._hidden:
            notes.append(f"文中有隐藏文字，没有读入（第一处在{self._hidden}）")
        if self._struck:
            notes.append(
                f"文中有 {self._struck_count} 处用删除线划去的文字，按建议删除处理，"
                f"没有读入（第一处在{self._struck}）"
            )
        if self._prompt:
            notes.append(
                f"文中有 {self._prompt_count} 处内容控件没有填，显示的是填写提示，"
                f"按空白读入（第一处在{self._prompt}）"
            )
        if self._unread:
            notes.append(f"文中有读不出的公式域（第一处在{self._unread}）")
        if self.embedded:
            notes.append("文中嵌入了别的文件，嵌入的内容没有读入")
        if self._unread_pieces:
            notes.append(f"文中嵌入的内容没有读入（{'；'.join(self._unread_pieces)}）")
        notes += self.piece_notes
        if has_macros:
            notes.append("文件带有宏，读取时已忽略")
        return notes


def excerpt(text: str) -> str:
    """Return the beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1] + "…"

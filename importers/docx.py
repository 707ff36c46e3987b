"""Reads Word files (.docx, .docm) of any producer: paragraphs and tables as they stand.

The main part is read in a stream: what is complete is taken and freed, so that
memory goes with one table, not with the file. What a table or a paragraph reads
as is told in `docx_blocks`, `docx_tables` and `docx_text`.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from importers.docx_around import read_around
from importers.docx_blocks import BlockReader
from importers.docx_comments import read_remarks
from importers.docx_context import Context, Embed, placed
from importers.docx_numbering import Numbering
from importers.docx_paragraph import Joiner, Para
from importers.docx_styles import Styles
from importers.docx_tables import TableBuilder
from importers.docx_xml import (
    MATH,
    MAX_TREE,
    Names,
    WordPackage,
    broken,
    names_of,
    not_word,
    pull_parser,
    shows_prompt,
    tree_weight,
)
from importers.source import open_package
from model.basics.steps import step
from model.printing.grid import Block, Document, Paragraph

_LIBREOFFICE = re.compile("LibreOffice|Collabora", re.IGNORECASE)

MAX_PARAGRAPHS = 300_000
"""Paragraphs outside the tables; ten thousand target tables have forty thousand."""

_ROWS_AT_ONCE = 256
"""An unfinished table's rows are taken when there are so many of them."""


def read_docx(path: Path, embed: Embed | None = None) -> Document:
    """Return a Word file's body: its paragraphs and tables, in order.

    Text is as the page shows it: revisions accepted, automatic numbers written out,
    hidden text and tables of contents left out. Headers and footers stand beside it.

    Raises:
        ReadError: no Word file, broken, or beyond what a document can be.
    """
    try:
        with open_package(path) as package:
            return _guarded(WordPackage(package, path), embed)
    except (etree.LxmlError, zlib.error, struct.error, ValueError) as error:
        # broken XML and broken packages, in their many ways
        raise broken(str(path)) from error


def _guarded(package: WordPackage, embed: Embed | None) -> Document:
    try:
        return _read(package, embed)
    except RecursionError as error:
        raise broken(package.file) from error


def _read(package: WordPackage, embed: Embed | None) -> Document:
    def begin(body: _Element, names: Names) -> Context:
        related = package.related(package.main)
        targets = package.targets(package.main)
        styles = Styles(package.tree(related.get("styles")))
        numbering = Numbering(package.tree(related.get("numbering")), styles)
        context = Context(package.file, names, styles, numbering)
        context.from_libreoffice = bool(_LIBREOFFICE.match(package.application()))
        context.remarks = read_remarks(package.tree(related.get("comments")), context)
        context.embed = embed

        def fetch(number: str) -> tuple[str, bytes] | None:
            part = targets.get(number, "")
            data = package.data(part)
            return None if data is None else (part.rpartition("/")[2], data)

        context.fetch = fetch
        return context

    with closing(package.chunks(package.main)) as chunks:
        story = read_story(chunks, package.file, begin)
    document = story.finish(package.has_macros)
    document.around = read_around(package)
    return document


Begin = Callable[[_Element, Names], Context]
"""Makes the context of a file whose body begins, from the body and its names."""


def read_story(
    chunks: Iterable[bytes], file: str, begin: Begin, encoding: str | None = None
) -> Story:
    """Read the main part piece by piece; return all but what `Story.finish` does.

    Raises:
        ReadError: it is no Word text, or beyond what a document can be.
        etree.LxmlError: it is broken XML.
    """
    tags = [Names(namespace)["body"] for namespace in MATH]
    parser = pull_parser(tags, encoding)
    story: Story | None = None
    for chunk in chunks:
        parser.feed(chunk)
        for _, element in parser.read_events():
            if story is None and isinstance(element, _Element):
                story = begin_story(element, file, begin)
        if story is not None:
            story.take(tree_weight(chunk))
    parser.close()
    if story is None:
        raise not_word(file)
    return story


def begin_story(body: _Element, file: str, begin: Begin) -> Story:
    """Return the story of a body that is there, or has only begun.

    Raises:
        ReadError: it is no Word text, or has a document type.
    """
    names = names_of(body)
    root = body.getroottree()
    if names is None or (root.getroot().tag != names["document"] and not _is_flat(body, names)):
        raise not_word(file)
    if root.docinfo.internalDTD is not None:
        raise broken(file)
    return Story(body, begin(body, names))


def _is_flat(body: _Element, names: Names) -> bool:
    """Tell whether a body's document stands in the XML of a whole package."""
    parent = body.getparent()
    return parent is not None and parent.tag == names["document"] and parent.getparent() is not None


class Story:
    """The body while it is parsed, and the document it becomes."""

    def __init__(self, body: _Element, context: Context) -> None:
        self._body = body
        self._context = context
        self._names = context.names
        self._blocks = BlockReader(context)
        self._joiner = Joiner(context)
        self._document = Document()
        self._paragraphs = self._tables = 0
        self._contents: list[tuple[int, Paragraph]] = []
        self._builder: TableBuilder | None = None
        self._waiting = 0
        wrappers = ("sdt", "sdtContent", "customXml", "ins", "moveTo")
        self._wrappers = {self._names[name] for name in wrappers} | set(self._names.sections)

    def take(self, weight: int) -> None:
        """Take what is complete; ``weight`` is what parsing has added in memory.

        Raises:
            ReadError: a single block takes more memory than any document's.
        """
        self._waiting += weight
        if self._drain(self._body):
            self._waiting = weight
        if self._waiting > MAX_TREE:
            raise broken(self._context.file)

    def _drain(self, parent: _Element) -> bool:
        """Take and free all of an unfinished element but its last, unfinished child."""
        complete = len(parent) - 1
        for _ in range(complete):
            step()
            self._block(parent[0])
            del parent[0]
        if complete >= 0:
            last = parent[0]
            if last.tag == self._names["sdt"] and shows_prompt(last, self._names):
                return complete > 0
            if last.tag in self._wrappers:
                return self._drain(last) or complete > 0
            if last.tag == self._names["tbl"] and len(last) > _ROWS_AT_ONCE:
                self._drain_rows(last)
                return True
        return complete > 0

    def _drain_rows(self, table: _Element) -> None:
        if self._builder is None:
            self._builder = self._new_table()
        for _ in range(len(table) - 1):
            step()
            for row in self._blocks.among(table[0], self._names["tr"]):
                self._blocks.fill(self._builder, row)
            del table[0]

    def _block(self, element: _Element) -> None:
        p, tbl, chunk = self._names["p"], self._names["tbl"], self._names["altChunk"]
        for found in self._blocks.among(element, p, tbl, chunk):
            if found.tag == tbl:
                self._table(found)
            elif found.tag == chunk:
                self._piece(found)
            else:
                self._paragraph(found)

    def _piece(self, chunk: _Element) -> None:
        para = self._joiner.flush()
        if para is not None:
            self._add(para)
        self._document.blocks += self._context.piece(chunk)

    def _paragraph(self, element: _Element) -> None:
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise broken(self._context.file)
        self._context.place = f"第{self._paragraphs}段"
        para = self._joiner.add(self._blocks.text.read(element))
        if para is not None:
            self._add(para)

    def _add(self, para: Para) -> None:
        """Add a whole paragraph, with what its text boxes hold after it."""
        blocks, place = self._document.blocks, self._context.place
        role = self._context.styles.role(para.style)
        remarks = placed(para.remarks, place)
        is_separator = para.style in self._context.styles.separators
        if not (para.is_empty() and is_separator) and (
            para.text.strip() or para.entries or para.struck or not para.in_contents
        ):
            pages = para.pages()
            blocks.extend(Paragraph(text, role, (), place) for text in pages[:-1])
            blocks.append(
                Paragraph(
                    pages[-1],
                    role,
                    para.entries,
                    place,
                    tuple(remarks),
                    para.struck,
                    para.flaws(),
                )
            )
        else:
            self._document.comments += remarks
        if para.contents_text:
            # kept until its table of contents ends: one without an end is none
            shown = Paragraph(para.contents_text, role, (), place)
            self._contents.append((len(blocks), shown))
        if not self._blocks.text.fields.contents:
            self._contents.clear()
        for box in para.boxes:
            blocks.extend(self._blocks.box(box, f"{place}文本框"))

    def _new_table(self) -> TableBuilder:
        """Begin a table: nothing that is open reaches over it."""
        para = self._joiner.flush()
        if para is not None:
            self._add(para)
        self._restore_contents()
        self._blocks.text.fields.leave()
        self._context.place = f"表{self._tables + 1}"
        return TableBuilder(self._context.place, self._context)

    def _table(self, element: _Element) -> None:
        builder, self._builder = self._builder or self._new_table(), None
        self._blocks.fill(builder, element)
        grid = builder.grid()
        if grid is not None:
            self._tables += 1
            self._document.blocks.append(grid)
        self._document.blocks += self._blocks.floating
        self._blocks.floating = []

    def _restore_contents(self) -> None:
        """Put back what stood after a table of contents that has no end."""
        if self._contents:
            blocks, at = self._document.blocks, 0
            restored: list[Block] = []
            for index, paragraph in self._contents:
                restored += blocks[at:index]
                restored.append(paragraph)
                at = index
            self._document.blocks = restored + blocks[at:]
            self._contents.clear()

    def finish(self, has_macros: bool) -> Document:
        """Take what is left and return the document."""
        for child in self._body:
            step()
            self._block(child)
        para = self._joiner.flush()
        if para is not None:
            self._add(para)
        self._restore_contents()
        self._document.notes = self._context.notes(has_macros)
        self._document.comments += self._context.left_over()
        return self._document

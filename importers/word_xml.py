"""Word documents in one XML file: that of Word 2003, and packages written flat (pkg:package).

Systems that fill templates (FreeMarker) write them, mostly under the name .doc. The
elements are those of .docx, so that the same readers take them.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from importers.docx import begin_story, read_story
from importers.docx_comments import read_remarks
from importers.docx_context import Context, Embed
from importers.docx_numbering import Numbering
from importers.docx_styles import Styles
from importers.docx_xml import CHUNK, MATH, Names, broken, not_word, small_tree
from importers.encoding import decoded, label_in
from importers.source import has_entities
from model.basics.errors import ReadError
from model.printing.grid import Block, Document, Grid

_DOCTYPE = re.compile("<!\\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FROM_LIBREOFFICE = b"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible"
"""Its export (7.4, tried) writes cells merged sideways, and leaves out those merged downwards."""
_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"


def read_word2003(path: Path) -> Document:
    """Return the body of a file in the XML of Word 2003.

    Raises:
        ReadError: broken, or beyond what a document can be.
    """
    return parse_word2003(_bytes(path), str(path))


def parse_word2003(data: bytes, file: str) -> Document:
    """Return the body of a document in the XML of Word 2003.

    Raises:
        ReadError: broken, or beyond what a document can be.
    """
    xml = utf8(data, file)

    def begin(body: _Element, names: Names) -> Context:
        styles = Styles(body.getroottree().getroot().find(names["styles"]))
        return Context(file, names, styles, Numbering(None, styles))

    try:
        document = read_story(_pieces(xml), file, begin, "utf-8").finish(False)
    except etree.XMLSyntaxError as error:
        raise malformed(file, error) from error
    except RecursionError as error:
        raise broken(file) from error
    if _FROM_LIBREOFFICE in xml and any(map(_lost_merges, document.blocks)):
        raise ReadError(
            "这是 LibreOffice 另存的“Word 2003 XML”，它丢掉了上下合并的单元格，"
            "各行的格对不上列，没有读入",
            file,
            "请打开原来的文件，另存为 .docx 或 .odt 再读",
        )
    return document


def _lost_merges(block: Block) -> bool:
    """Tell whether a table has short rows though no cell of it reaches down."""
    if not isinstance(block, Grid):
        return False
    short = any(row and row[-1].col + row[-1].colspan < block.columns for row in block.rows)
    return short and not any(cell.rowspan > 1 for row in block.rows for cell in row)


def read_flat_opc(path: Path, embed: Embed | None = None) -> Document:
    """Return the body of a .docx written as one XML file.

    Raises:
        ReadError: broken, or beyond what a document can be.
    """
    return parse_flat_opc(_bytes(path), str(path), embed)


def parse_flat_opc(data: bytes, file: str, embed: Embed | None = None) -> Document:
    """Return the body of a .docx written as one XML document.

    Raises:
        ReadError: broken, or beyond what a document can be.
    """
    try:
        root = small_tree(utf8(data, file), file, "utf-8")
        parts = {part.get(f"{_PACKAGE}name", "").lower(): part for part in root}
        trees = {name: part.find(f"{_PACKAGE}xmlData/*") for name, part in parts.items()}
        main = next((name for name, tree in trees.items() if _body(tree) is not None), "")
        body = _body(trees.get(main))
        if body is None:
            raise not_word(file)

        def side(name: str) -> _Element | None:
            return trees.get(f"{main.rpartition('/')[0]}/{name}.xml")

        def begin(_: _Element, names: Names) -> Context:
            styles = Styles(side("styles"))
            context = Context(file, names, styles, Numbering(side("numbering"), styles))
            context.remarks = read_remarks(side("comments"), context)
            context.embed = embed
            context.fetch = _fetch(parts, trees, main)
            return context

        has_macros = any(name.endswith("vbaproject.bin") for name in parts)
        return begin_story(body, file, begin).finish(has_macros)
    except etree.XMLSyntaxError as error:
        raise malformed(file, error) from error
    except RecursionError as error:
        raise broken(file) from error


def _body(tree: _Element | None) -> _Element | None:
    """Return the body in a part that is a Word document."""
    if tree is None:
        return None
    names = [Names(space) for space in MATH if tree.tag == Names(space)["document"]]
    return tree.find(names[0]["body"]) if names else None


def _fetch(
    parts: dict[str, _Element], trees: dict[str, _Element | None], main: str
) -> Callable[[str], tuple[str, bytes] | None]:
    folder, _, name = main.rpartition("/")
    relations = trees.get(f"{folder}/_rels/{name}.rels")

    def fetch(number: str) -> tuple[str, bytes] | None:
        for relation in () if relations is None else relations:
            if relation.get("Id") == number:
                target = relation.get("Target", "").lstrip("/")
                part = parts.get(f"{folder}/{target}".lower(), parts.get(f"/{target}".lower()))
                packed = None if part is None else part.findtext(f"{_PACKAGE}binaryData")
                try:
                    return None if packed is None else (target, base64.b64decode(packed))
                except (binascii.Error, ValueError):
                    return None
        return None

    return fetch


def _pieces(xml: bytes) -> Iterator[bytes]:
    for at in range(0, len(xml), CHUNK):
        yield xml[at : at + CHUNK]


def utf8(data: bytes, file: str) -> bytes:
    """Return XML as UTF-8, whatever it is in and says it is in.

    Raises:
        ReadError: it is in no known encoding, or has a document type.
    """
    if data.count(b"<") > MAX_TAGS:
        raise broken(file)
    try:
        text = decoded(data, label_in(data))
    except UnicodeDecodeError as error:
        raise broken(file) from error
    if _DOCTYPE.search(text[:4096]):
        raise has_entities(file)
    return text.encode("utf-8", "replace")


MAX_TAGS = 20_000_000


def malformed(file: str, error: etree.XMLSyntaxError) -> ReadError:
    """Return the clerk's message for XML that does not hold, naming the line."""
    line = error.lineno or 1
    return ReadError(
        f"文件的 XML 不完整或有错（第{line}行），Word、WPS 也打不开",
        file,
        "请用产生它的系统重新导出；或请发送的人另存为 .docx 再发来",
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"读取时出错（{error.strerror}）", str(path)) from error

"""The parts of an .xlsx package: found by their relationships, read in small pieces."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple, cast
from urllib.parse import unquote

from lxml import etree

from importers.source import safe_part
from model.basics.controls import unescape_controls
from model.basics.errors import ReadError
from model.basics.steps import step

_PIECE = 256 * 1024
_WHOLE = 4 * _PIECE
"""A part up to this size is parsed at once: that is faster, and small in memory."""

_ROOTS = [
    f"{{*}}{name}"
    for name in (
        *("Relationships", "workbook", "worksheet", "sst", "styleSheet"),
        *("comments", "ThreadedComments", "personList"),
    )
]
_MAX_UNIT = 2 * 1024 * 1024
"""The XML of one row or one shared string is far smaller."""

_MAX_XML = 240 * 1024 * 1024
"""Ten thousand target tables are about 120 MB of XML."""

MAX_STRINGS = 2_000_000


class Relation(NamedTuple):
    """A relationship of a part: its id, the last word of its type, the part it leads to."""

    id: str
    kind: str
    target: str


class Package:
    """An open workbook package; hands out XML elements, never whole large parts.

    Args:
        archive: the package, opened by `importers.source.open_package`.
        path: the file, for messages.
    """

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self.path = path
        self._archive = archive
        self._names = {_folded(name): name for name in archive.namelist()}
        self._bytes_left = _MAX_XML
        self._parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )

    def has(self, name: str) -> bool:
        """Tell whether a part exists, in whatever case its name is written."""
        return _folded(name) in self._names

    def ends_with(self, ending: str) -> bool:
        """Tell whether a part exists whose name ends so (in lower case)."""
        return any(name.endswith(ending) for name in self._names)

    def broken(self, detail: str = "") -> ReadError:
        """Return the error to raise for a damaged workbook."""
        return ReadError(
            f"文件已损坏或不完整{detail}",
            str(self.path),
            "请在 Excel 或 WPS 中打开并另存，或重新取得这个文件",
        )

    def relations(self, name: str) -> list[Relation]:
        """Return the relationships of a part; an empty name means those of the package."""
        folder, file = posixpath.split(name)
        part = posixpath.join(folder, "_rels", f"{file}.rels")
        if not self.has(part):
            return []
        found = []
        for item in self.elements(part, ("Relationship",), 1):
            if item.get("TargetMode") == "External":
                continue
            target = unquote(item.get("Target", "").replace("\\", "/"))
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = item.get("Type", "").rstrip("/").rpartition("/")[2]
            found.append(Relation(item.get("Id", ""), kind, target))
        return found

    def elements(
        self, name: str, tags: tuple[str, ...], depth: int = 2
    ) -> Iterator[etree._Element]:
        """Yield the elements of some tags of a part, in their order.

        Only local names are asked for, so that strict and transitional files read alike.

        Args:
            name: the part.
            tags: which elements to yield; of a large part, one less deep than ``depth``
                may come after what it holds.
            depth: how deep below the root the small units of the part lie (a row, a
                shared string); large parts are taken apart there.

        Raises:
            ReadError: the part is missing, broken, or too large.
        """
        wanted: tuple[str, ...] = ()
        for piece in self.pieces(name, depth):
            wanted = wanted or _qualified(piece, tags)
            yield from piece.iter(*wanted)

    def pieces(self, name: str, depth: int) -> Iterator[etree._Element]:
        """Yield a part's root if it is small, else one unit after the other, each complete.

        Raises:
            ReadError: the part is missing, broken, or too large.
        """
        with safe_part(self._archive, self._names.get(_folded(name), name), self.path) as stream:
            try:
                data = stream.read(_WHOLE)
                self._take(len(data))
                if len(data) < _WHOLE:
                    yield etree.fromstring(data, self._parser)
                else:
                    yield from self._growing(data, stream, depth)
            except etree.XMLSyntaxError as error:
                raise self.broken() from error

    def _growing(self, data: bytes, stream: IO[bytes], depth: int) -> Iterator[etree._Element]:
        """Parse a part as it comes; hand out and free whatever of it is complete."""
        parser = etree.XMLPullParser(
            events=("start",),
            tag=_ROOTS,
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        root: etree._Element | None = None
        waiting = 0
        while data:
            parser.feed(data)
            waiting += len(data)
            if root is None:
                root = next(
                    (cast(etree._Element, found) for _, found in parser.read_events()), None
                )
            if root is not None:
                for unit in _complete(root, depth):
                    step()
                    waiting = 0
                    yield unit
            if waiting > _MAX_UNIT:
                raise self.too_large()
            step()
            data = stream.read(_PIECE)
            self._take(len(data))
        yield parser.close()

    def _take(self, size: int) -> None:
        self._bytes_left -= size
        if self._bytes_left < 0:
            raise self.too_large()

    def too_large(self) -> ReadError:
        """Return the error to raise for a workbook that unpacks to more than one may hold."""
        return ReadError(
            "工作簿解压后大得不正常，没有读取",
            str(self.path),
            "请检查是否选错了文件，或把绩效目标表另存到单独的工作簿",
        )


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _qualified(piece: etree._Element, tags: tuple[str, ...]) -> tuple[str, ...]:
    """Return tags in the namespace of a part: comparing whole names is fastest."""
    space = etree.QName(piece.getroottree().getroot()).namespace
    return tuple(f"{{{space}}}{tag}" if space else tag for tag in tags)


def _complete(element: etree._Element, depth: int) -> Iterator[etree._Element]:
    """Yield what of a growing tree will not change any more, freeing it afterwards.

    Every child but the last is complete; in the last one, look one level deeper.
    """
    count = len(element) - 1
    if count > 0:
        yield from islice(element, count)
        # the stubs know no slices
        del cast(Any, element)[:count]
    if depth > 1 and len(element):
        yield from _complete(element[0], depth - 1)


def exact_text(text: str) -> str:
    r"""Return a text of a spreadsheet file as its cell holds it.

    ``_xHHHH_`` stands for a character, ``_x000D_`` for a carriage return some exports
    put before the line break: it is part of the text.
    """
    if "_x" in text:
        text = unescape_controls(text)
        if any("\ud800" <= char <= "\udfff" for char in text):
            # two escapes may stand for one character beyond the first 65,536
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return text


def rich_text(item: etree._Element) -> str:
    """Return the text of a shared string, inline string or comment, without phonetic guides."""
    return "".join(rich_texts(item))


def rich_texts(item: etree._Element) -> tuple[str, str]:
    """Return the text of a string, and that of its runs that are struck through."""
    pieces: list[str] = []
    struck: list[str] = []
    for child in item:
        name = local_name(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name == "r":
            into = pieces
            for part in child:
                if local_name(part) == "t":
                    into.append(part.text or "")
                elif local_name(part) == "rPr" and is_struck(part):
                    into = struck
    return exact_text("".join(pieces)), exact_text("".join(struck))


def is_struck(properties: etree._Element) -> bool:
    """Return whether a font strikes its text through."""
    return any(
        local_name(part) == "strike" and part.get("val", "1") not in ("0", "false", "off")
        for part in properties
    )


def local_name(element: etree._Element) -> str:
    """Return an element's name without namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def shared_strings(package: Package, part: str) -> tuple[list[str], dict[int, str]]:
    """Return a workbook's shared strings, and by number what of them is struck through."""
    strings: list[str] = []
    struck: dict[int, str] = {}
    item_tag = plain_tag = ""

    def text_of(item: etree._Element) -> str:
        # one run without formatting: nearly every string
        if len(item) == 1:
            run = item[0]
            if run.tag == plain_tag:
                return exact_text(run.text or "")
        text, gone = rich_texts(item)
        if gone:
            struck[len(strings)] = gone
        return text

    for piece in package.pieces(part, 1):
        if not item_tag:
            item_tag, plain_tag = _qualified(piece, ("si", "t"))
        if piece.tag == item_tag:
            strings.append(text_of(piece))
        else:
            for item in piece.iter(item_tag):
                strings.append(text_of(item))
        if len(strings) > MAX_STRINGS:
            raise package.too_large()
    return strings, struck

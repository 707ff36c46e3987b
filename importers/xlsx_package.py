"""The parts of an .xlsx package: found by their relationships, read in small pieces."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from importers.source import safe_part
from model.controls import unescape_controls
from model.errors import ReadError

_PIECE = 256 * 1024
_WHOLE = 4 * _PIECE
"""A part up to this size is parsed at once: that is faster, and small in memory."""

_MAX_UNIT = 4 * 1024 * 1024
"""The XML of one row or one shared string is far smaller."""

_MAX_XML = 320 * 1024 * 1024
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
        """Return the relationships of a part (empty name: of the package), targets as part names."""
        folder, file = posixpath.split(name)
        part = posixpath.join(folder, "_rels", f"{file}.rels")
        if not self.has(part):
            return []
        found = []
        for item in self.elements(part, ("Relationship",), ("Relationship",)):
            if item.get("TargetMode") == "External":
                continue
            target = unquote(item.get("Target", "").replace("\\", "/"))
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = item.get("Type", "").rstrip("/").rpartition("/")[2]
            found.append(Relation(item.get("Id", ""), kind, target))
        return found

    def elements(
        self, name: str, tags: tuple[str, ...], units: tuple[str, ...]
    ) -> Iterator[etree._Element]:
        """Yield the elements of some tags of a part, in their order.

        Only names are compared, so that strict and transitional files read alike.

        Args:
            name: the part.
            tags: which elements to yield.
            units: elements in which all the others lie and which are each small
                (a row, a shared string); large parts are read by them.

        Raises:
            ReadError: the part is missing, broken, or too large.
        """
        with safe_part(self._archive, self._names.get(_folded(name), name), self.path) as stream:
            try:
                data = stream.read(_WHOLE)
                self._take(len(data))
                if len(data) < _WHOLE:
                    root = etree.fromstring(data, _parser())
                    yield from root.iter(*_qualified(root, tags))
                    return
                yield from self._in_units(data, stream, tags, units)
            except etree.XMLSyntaxError as error:
                raise self.broken() from error

    def _in_units(
        self, data: bytes, stream: object, tags: tuple[str, ...], units: tuple[str, ...]
    ) -> Iterator[etree._Element]:
        parser = etree.XMLPullParser(
            events=("end",),
            tag=[f"{{*}}{unit}" for unit in units],
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        events = parser.read_events()
        wanted: tuple[str, ...] = ()
        waiting = 0
        while data:
            parser.feed(data)
            waiting += len(data)
            for _, unit in events:
                waiting = 0
                wanted = wanted or _qualified(unit, tags)
                yield from unit.iter(*wanted)
                _forget(unit)
            if waiting > _MAX_UNIT:
                raise self._too_large()
            data = stream.read(_PIECE)  # type: ignore[attr-defined]
            self._take(len(data))
        parser.close()

    def _take(self, size: int) -> None:
        self._bytes_left -= size
        if self._bytes_left < 0:
            raise self._too_large()

    def _too_large(self) -> ReadError:
        return ReadError(
            "工作簿解压后大得不正常，没有读取",
            str(self.path),
            "请检查是否选错了文件，或把绩效目标表另存到单独的工作簿",
        )


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )


def _qualified(element: etree._Element, tags: tuple[str, ...]) -> tuple[str, ...]:
    """Return tags in the namespace of an element: comparing whole names is fastest."""
    space = etree.QName(element).namespace
    return tuple(f"{{{space}}}{tag}" if space else tag for tag in tags)


def _forget(element: etree._Element) -> None:
    """Free a unit that was read, and all that stands before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def exact_text(text: str) -> str:
    r"""Return a text of a spreadsheet file as its cell holds it.

    ``_xHHHH_`` stands for a character; a line break is ``\n`` however it was typed.
    """
    if "_x" in text:
        text = unescape_controls(text)
        if any("\ud800" <= char <= "\udfff" for char in text):
            # two escapes may stand for one character beyond the first 65,536
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return text.replace("\r\n", "\n") if "\r" in text else text


def rich_text(item: etree._Element) -> str:
    """Return the text of a shared string, inline string or comment, without phonetic guides."""
    pieces = []
    for child in item:
        name = _local(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name == "r":
            pieces.extend(part.text or "" for part in child if _local(part) == "t")
    return exact_text("".join(pieces))


def _local(element: etree._Element) -> str:
    """Return an element's name without namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def shared_strings(package: Package, part: str) -> list[str]:
    """Return a workbook's shared strings."""
    strings = []
    for item in package.elements(part, ("si",), ("si",)):
        if len(item) == 1 and (text := item[0].text):
            # one run without formatting: nearly every string
            strings.append(exact_text(text) if _local(item[0]) == "t" else rich_text(item))
        else:
            strings.append(rich_text(item))
        if len(strings) > MAX_STRINGS:
            raise package._too_large()
    return strings

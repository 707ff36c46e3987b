"""The parts of an OFD file and how they name each other."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

MAX_PART = 16_000_000
"""Bytes of XML of one part; a page full of text has some hundred thousand."""


class BrokenPart(Exception):  # noqa: N818 - caught where it is put in words
    """A part is missing, no XML, or far too large."""


class Package:
    """The parts of a file, found whatever case or slashes its writer used.

    Args:
        package: the open zip file.
    """

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = {_plain(name): name for name in package.namelist()}

    def root(self, name: str) -> _Element:
        """Return the root element of a part.

        Raises:
            BrokenPart: it is missing, no XML, or too large.
        """
        real = self._names.get(_plain(name))
        if real is None:
            raise BrokenPart(name)
        if self._package.getinfo(real).file_size > MAX_PART:
            raise BrokenPart(name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        try:
            return etree.fromstring(self._package.read(real), parser)
        except etree.LxmlError as error:
            raise BrokenPart(name) from error

    def has(self, name: str) -> bool:
        """Tell whether a part is there."""
        return _plain(name) in self._names


def _plain(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/").strip().lstrip("/")).casefold()


def located(place: str, base: str) -> str:
    """Return which part a location names.

    Args:
        place: absolute (``/Doc_0/Document.xml``) or relative to ``base``.
        base: the part it is written in, or a folder with a slash at its end.
    """
    place = place.replace("\\", "/").strip()
    if place.startswith("/"):
        return place.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), place))


def local(element: _Element) -> str:
    """Return an element's name without its namespace: writers disagree about that."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: _Element, *names: str) -> Iterator[_Element]:
    """Yield the children of some names."""
    for child in element:
        if local(child) in names:
            yield child


def child(element: _Element, name: str) -> _Element | None:
    """Return the first child of a name."""
    return next(children(element, name), None)


def numbers(text: str | None) -> list[float]:
    """Return the numbers of a list such as ``0 0 210 297``; what is none is left out."""
    found: list[float] = []
    for item in (text or "").replace(",", " ").split():
        try:
            value = float(item)
        except ValueError:
            continue
        if abs(value) < 1e9:
            found.append(value)
    return found

"""A Word package: its parts found by relationships, its XML read within bounds."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Generator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element

from importers.source import safe_part
from model.basics.errors import ReadError
from model.basics.steps import step

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
WORD2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
_ANNOTATION = "{http://schemas.microsoft.com/aml/2001/core}annotation"
_HINT = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
MATH = {
    TRANSITIONAL: "http://schemas.openxmlformats.org/officeDocument/2006/math",
    STRICT: "http://purl.oclc.org/ooxml/officeDocument/math",
    WORD2003: "http://schemas.microsoft.com/office/2004/12/omml",
}
_OF_2003 = {
    "document": "wordDocument",
    "vMerge": "vmerge",
    "hMerge": "hmerge",
    "numPr": "listPr",
}
"""Names that the XML of Word 2003 spells otherwise."""

COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"

_SAVE_AGAIN = "请在 Word 或 WPS 中打开并另存为 .docx 后重试"

CHUNK = 64 * 1024
MAX_TREE = 300 * 1024 * 1024
"""Bytes a tree may take at once, as `tree_weight` guesses; a table of Word's takes about one MB."""
MAX_PART_TREE = 64 * 1024 * 1024
"""The same for styles and other side parts; real ones take a few MB."""

_PARSER: dict[str, Any] = {
    "huge_tree": False,
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""With these, libxml2 itself refuses texts over 10 MB and elements over 256 deep."""


class Names(dict[str, str]):
    """Local name → full tag or attribute name, in the namespace of one file.

    A file is in the transitional, the strict or the 2003 namespace, never in two.

    Attributes:
        annotation: the 2003 element around comments and tracked changes; no name else.
        sections: the 2003 elements around the sections of the body.
        label, label_value: the 2003 element and attribute with an automatic number as printed.
    """

    def __init__(self, namespace: str) -> None:
        super().__init__()
        self.namespace = namespace
        self.math_text = f"{{{MATH[namespace]}}}t"
        self.math_run = f"{{{MATH[namespace]}}}r"
        self.alternate = f"{{{COMPATIBILITY}}}AlternateContent"
        self.choice = f"{{{COMPATIBILITY}}}Choice"
        self.fallback = f"{{{COMPATIBILITY}}}Fallback"
        is_old = namespace == WORD2003
        self._spelt = _OF_2003 if is_old else {}
        self.annotation = _ANNOTATION if is_old else ""
        self.sections = (f"{_HINT}sect", f"{_HINT}sub-section") if is_old else ()
        self.label, self.label_value = f"{_HINT}t", f"{_HINT}val"

    def __missing__(self, name: str) -> str:
        full = self[name] = f"{{{self.namespace}}}{self._spelt.get(name, name)}"
        return full


def names_of(root: _Element) -> Names | None:
    """Return the names for a part by its root element; None when it is not Word's."""
    namespace = etree.QName(root).namespace
    return Names(namespace) if namespace in MATH else None


def is_on(element: _Element, names: Names) -> bool:
    """Return whether an on/off property is on; without a value it is."""
    return element.get(names["val"], "1") not in ("0", "false", "off", "none")


def shows_prompt(control: _Element, names: Names) -> bool:
    """Return whether a content control (w:sdt) shows its prompt, since nobody filled it."""
    properties = control.find(names["sdtPr"])
    mark = None if properties is None else properties.find(names["showingPlcHdr"])
    return mark is not None and is_on(mark, names)


def whole_number(text: str | None, default: int) -> int:
    """Return a count written in an attribute; the default where it is none."""
    if text is not None and text.isdecimal() and len(text) < 10:
        return int(text)
    return default


def branch(alternate: _Element, names: Names) -> _Element | None:
    """Return the one branch to read of an mc:AlternateContent.

    Both say the same in newer and in older words; the newer counts unless it holds no text.
    """
    choice, fallback = alternate.find(names.choice), alternate.find(names.fallback)
    if choice is None or fallback is None:
        return fallback if choice is None else choice
    has_text = next(choice.iter(names["t"], names.math_text), None) is not None
    return choice if has_text else fallback


def tree_weight(xml: bytes) -> int:
    """Return about how many bytes of memory a piece of XML takes as a tree.

    Each tag and each attribute becomes a node of its own, so that XML made of the
    smallest ones takes forty times its size.
    """
    return xml.count(b"<") * 130 + xml.count(b"=") * 220 + len(xml)


def pull_parser(tags: list[str], encoding: str | None = None) -> etree.XMLPullParser:
    """Return a safe parser that reports the start of the given elements.

    Args:
        tags: the elements.
        encoding: the bytes' encoding, where the XML does not say it rightly.
    """
    return etree.XMLPullParser(events=("start",), tag=tags, encoding=encoding, **_PARSER)


def small_tree(xml: bytes, file: str, encoding: str | None = None) -> _Element:
    """Return the root of XML that is read as a whole.

    Raises:
        ReadError: it has a document type, or would take too much memory.
        etree.XMLSyntaxError: it is broken.
    """
    if tree_weight(xml) > MAX_TREE:
        raise broken(file)
    root: _Element = etree.fromstring(xml, etree.XMLParser(encoding=encoding, **_PARSER))
    if root.getroottree().docinfo.internalDTD is not None:
        raise broken(file)
    return root


def broken(file: str) -> ReadError:
    """Return the clerk's message for a package whose insides do not hold."""
    return ReadError("文件已损坏，或含有大得不正常的内容", file, _SAVE_AGAIN)


def not_word(file: str) -> ReadError:
    """Return the clerk's message for a package that holds no Word text."""
    return ReadError(
        "不是 Word 文档，或缺少正文部分", file, "请在 Word 或 WPS 中打开并另存为 .docx 后重试"
    )


_MAX_DATA = 50 * 1024 * 1024


def _target(folder: str, relation: _Element) -> str:
    """Return the part a relationship leads to, as parts are looked up."""
    target = posixpath.join("/", folder, unquote(relation.get("Target", "")))
    return posixpath.normpath(target).lstrip("/").lower()


class WordPackage:
    """The parts of an opened Word file.

    Attributes:
        main: the part with the text, as the package's relationships name it.
        has_macros: whether it carries a VBA project.
    """

    def __init__(self, package: zipfile.ZipFile, path: Path) -> None:
        self.package = package
        self.path = path
        self.file = str(path)
        # part names know no case, and some writers put Windows' separators into them
        self._parts = {name.replace("\\", "/").lower(): name for name in package.namelist()}
        self.has_macros = any(name.endswith("vbaproject.bin") for name in self._parts)
        related = self.related("")
        self._properties = related.get("extended-properties")
        main = related.get("officeDocument")
        if main is None or main not in self._parts:
            raise not_word(self.file)
        self.main = main

    def related(self, part: str) -> dict[str, str]:
        """Return kind → part for what a part (or with ``""`` the package) refers to."""
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, str] = {}
        for relation in () if root is None else root:
            if relation.get("TargetMode") == "External":
                continue
            kind = relation.get("Type", "").rpartition("/")[2]
            found.setdefault(kind, _target(folder, relation))
        return found

    def targets(self, part: str) -> dict[str, str]:
        """Return id → part for what a part refers to."""
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        return {
            relation.get("Id", ""): _target(folder, relation)
            for relation in (() if root is None else root)
            if relation.get("TargetMode") != "External"
        }

    def data(self, part: str) -> bytes | None:
        """Return the bytes of a part; None where there is none, or far too large a one."""
        info = self.package.getinfo(self._parts[part]) if part in self._parts else None
        if info is None or info.file_size > _MAX_DATA:
            return None
        return self.package.read(info)

    def application(self) -> str:
        """Return the name of the program that saved the file; empty when it does not say."""
        root = self.tree(self._properties)
        for element in () if root is None else root:
            if etree.QName(element).localname == "Application":
                return element.text or ""
        return ""

    def chunks(self, part: str) -> Generator[bytes, None, None]:
        """Yield a part's XML piece by piece.

        Raises:
            ReadError: packed in a way Office never packs, or with a document type.
        """
        packed = self.package.getinfo(self._parts[part]).compress_type
        if packed not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise broken(self.file)
        with safe_part(self.package, self._parts[part], self.path) as stream:
            while chunk := stream.read(CHUNK):
                step()
                yield chunk

    def tree(self, part: str | None) -> _Element | None:
        """Return the root of a small part (styles, numbering); None when there is none.

        Raises:
            ReadError: broken, or far larger than such a part can be.
        """
        if part is None or part not in self._parts:
            return None
        parser = etree.XMLParser(**_PARSER)
        weight = 0
        for chunk in self.chunks(part):
            weight += tree_weight(chunk)
            if weight > MAX_PART_TREE:
                raise broken(self.file)
            parser.feed(chunk)
        root: _Element = parser.close()
        if root.getroottree().docinfo.internalDTD is not None:
            raise broken(self.file)
        return root

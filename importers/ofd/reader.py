"""OFD files become documents."""

from __future__ import annotations

from pathlib import Path

from lxml.etree import _Element

from importers.ofd.content import ContentReader, TooMuch
from importers.ofd.geometry import POINTS, Box
from importers.ofd.package import (
    BrokenPart,
    Package,
    child,
    children,
    located,
    numbers,
)
from importers.ofd.resources import Resources
from importers.source import open_package
from importers.tables.assemble import Assembler
from importers.tables.page import Char, Page, Rule
from importers.tables.refusals import refuse_unreadable, told
from model.basics.errors import ReadError
from model.basics.steps import step
from model.printing.grid import Document

MAX_PAGES = 5000
MAX_OBJECTS = 100_000
_A4: Box = (0.0, 0.0, 210.0, 297.0)
_ENTRY = "OFD.xml"


def read_ofd(path: Path) -> Document:
    """Read an OFD file: tables drawn with rules as grids, all other text as paragraphs.

    All documents of the file are read, one after another, with their templates. What is
    stuck onto pages (stamps, remarks) is not.

    Raises:
        ReadError: broken, locked, or without a text or table that could be read; it says
            what the file is and what helps.
    """
    file = str(path)
    with open_package(path) as package:
        reader = _Reader(Package(package), file)
        try:
            reader.read()
        except BrokenPart as error:
            raise _broken(file) from error
    refuse_unreadable(reader.pages.qualities, file, "OFD")
    document = reader.pages.document()
    document.notes += told(reader.pages.qualities) + reader.notes()
    return document


def _broken(file: str) -> ReadError:
    return ReadError(
        "OFD 文件已损坏、不完整或已加密，读不出来",
        file,
        "请用 OFD 阅读器打开它，“打印”为一个新的文件后重试，或向提供文件的人要 Word、Excel 原件",
    )


class _Reader:
    """Hands page after page of a file to the finder of tables."""

    def __init__(self, package: Package, file: str) -> None:
        self._package = package
        self._file = file
        self._damaged: list[int] = []
        self._count = 0
        self.pages = Assembler()

    def read(self) -> None:
        """Read all documents of the file.

        Raises:
            BrokenPart: the file's own parts are missing or no XML.
            ReadError: there are more pages than any document's, or none is whole.
        """
        root = self._package.root(_ENTRY)
        roots = [
            (found.text or "").strip()
            for body in children(root, "DocBody")
            for found in children(body, "DocRoot")
        ]
        if not any(roots):
            raise BrokenPart(_ENTRY)
        for name in roots:
            if name:
                self._document(located(name, _ENTRY))
        if not self._count or len(self._damaged) == self._count:
            raise BrokenPart(_ENTRY)

    def notes(self) -> list[str]:
        """Return what is to be said of pages that are damaged."""
        if not self._damaged:
            return []
        more = "等" if len(self._damaged) > 10 else ""
        pages = "、".join(map(str, self._damaged[:10])) + more
        return [f"第{pages}页已损坏，没有读入，请对照原文件补上"]

    def _document(self, name: str) -> None:
        root = self._package.root(name)
        common = child(root, "CommonData")
        resources = Resources(self._package)
        templates: dict[str, str] = {}
        area = _A4
        if common is not None:
            resources.add_all(common, ("PublicRes", "DocumentRes"), name)
            for item in children(common, "TemplatePage"):
                templates[item.get("ID", "")] = located(item.get("BaseLoc", ""), name)
            area = _area(child(common, "PageArea")) or area
        pages = child(root, "Pages")
        places = [] if pages is None else list(children(pages, "Page"))
        if self._count + len(places) > MAX_PAGES:
            raise ReadError(
                f"OFD 超过 {MAX_PAGES} 页，没有读取",
                self._file,
                "请用 OFD 阅读器把它拆成几个文件，分别打开",
            )
        for place in places:
            step()
            self._count += 1
            try:
                part = located(place.get("BaseLoc", ""), name)
                self._page(part, self._package.root(part), resources, templates, area)
            except BrokenPart:
                self._damaged.append(self._count)
            except TooMuch:
                self.pages.leave_out(self._count)

    def _page(
        self,
        name: str,
        root: _Element,
        resources: Resources,
        templates: dict[str, str],
        area: Box,
    ) -> None:
        box = _area(child(root, "Area")) or area
        resources.add_all(root, ("PageRes",), name)
        reader = ContentReader(resources, MAX_OBJECTS)
        for used in children(root, "Template"):
            template = templates.get(used.get("TemplateID", ""))
            if template and self._package.has(template):
                inner = self._package.root(template)
                resources.add_all(inner, ("PageRes",), template)
                for content in children(inner, "Content"):
                    reader.read(content)
        for content in children(root, "Content"):
            reader.read(content)
        drawn = reader.drawn
        left, top = box[0] * POINTS, box[1] * POINTS
        width, height = (box[2] - box[0]) * POINTS, (box[3] - box[1]) * POINTS
        if left or top:
            drawn.chars = [
                Char(c.text, c.x0 - left, c.y0 - top, c.x1 - left, c.y1 - top, c.turn)
                for c in drawn.chars
            ]
            drawn.rules = [_shifted(rule, left, top) for rule in drawn.rules]
        self.pages.add(
            Page(
                self._count,
                width,
                height,
                drawn.chars,
                drawn.rules,
                image_share=drawn.image / max(1.0, width * height),
                drawings=drawn.drawings,
            )
        )


def _shifted(rule: Rule, left: float, top: float) -> Rule:
    across, along = (left, top) if rule.upright else (top, left)
    return Rule(rule.upright, rule.at - across, rule.start - along, rule.end - along)


def _area(element: _Element | None) -> Box | None:
    """Return left, top, right, bottom of a page in millimetres."""
    if element is None:
        return None
    for name in ("PhysicalBox", "ApplicationBox", "ContentBox"):
        box = child(element, name)
        found = numbers(box.text) if box is not None else []
        if len(found) == 4 and found[2] > 0 and found[3] > 0:
            return found[0], found[1], found[0] + found[2], found[1] + found[3]
    return None

"""What a Word file's styles say about a text: its role, numbering, whether it is hidden."""

from __future__ import annotations

import re

from lxml.etree import _Element
from msgspec import Struct

from importers.docx_xml import Names, is_on, names_of, whole_number
from model.basics.controls import CONTROL_STYLE
from model.printing.grid import ROLES

SEPARATOR_STYLE = "绩表分隔"
"""Style of the empty paragraph that keeps two tables apart; it is no text."""

_ROLE_OF = {name: role for role, name in ROLES.items() if name}
_BUILT_IN = re.compile(
    r"(normal|heading \d|toc \d|toc heading|title|subtitle|body text.*|list.*|header|footer|caption"
    r"|default paragraph style|standard)",
    re.IGNORECASE,
)
_CONTENTS_ENTRY = re.compile(r"toc \d", re.IGNORECASE)

_DEEPEST = 30
"""Styles based on one another; Word allows fewer, and a broken file may go round."""

MAX_LEVEL = 8
"""Lists have nine levels, counted from 0."""


class NumberRef(Struct, frozen=True):
    """Which list a paragraph counts in (``list_id`` is w:numId), and on which level.

    ``level`` is None where the list itself links a level to the paragraph's style.
    """

    list_id: str
    level: int | None = None


class _Style(Struct):
    kind: str = ""
    name: str = ""
    based_on: str = ""
    numbering: NumberRef | None = None
    hidden: bool | None = None
    struck: bool | None = None


def number_ref(properties: _Element, names: Names) -> NumberRef | None:
    """Return what a w:numPr says; None when it names no list."""
    list_id, level = properties.find(names["numId"]), properties.find(names["ilvl"])
    if list_id is None:
        return None
    depth = None if level is None else min(whole_number(level.get(names["val"]), 0), MAX_LEVEL)
    return NumberRef(list_id.get(names["val"], ""), depth)


class Styles:
    """The styles of one file, by their ids.

    Producers make up ids as they like; only names are kept by all of them.

    Attributes:
        default: the id of the paragraph style that holds where none is named.
        hidden: the ids of the styles that hide their text.
        struck: the ids of the styles that strike their text through.
        control: those whose runs hold escaped control characters.
        separators: those whose paragraphs only keep two tables apart.
        special_paragraphs, special_runs: the ids of the styles of paragraphs and of
            characters that change what a text reads as.
    """

    def __init__(self, root: _Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._roles: dict[str, str] = {}
        self.default = ""
        names = None if root is None else names_of(root)
        if root is not None and names is not None:
            for element in root.iterchildren(names["style"]):
                self._add(element, names)
        self.hidden = {style_id for style_id in self._styles if self._is_hidden(style_id)}
        self.struck = {style_id for style_id in self._styles if self._is_struck(style_id)}
        self.control = self._named(CONTROL_STYLE)
        self.separators = self._named(SEPARATOR_STYLE)
        refs = {style_id: self._numbering(style_id) for style_id in self._styles}
        self._numbered = {style_id: ref for style_id, ref in refs.items() if ref is not None}
        numbered = set(self._numbered)
        self.special_paragraphs = self._of_kind("paragraph", self.hidden | self.struck | numbered)
        self.special_runs = self._of_kind("character", self.hidden | self.struck | self.control)

    def _add(self, element: _Element, names: Names) -> None:
        style_id = element.get(names["styleId"], "")
        style = _Style(element.get(names["type"], "paragraph"))
        for child in element:
            if child.tag == names["name"]:
                style.name = child.get(names["val"], "")
            elif child.tag == names["basedOn"]:
                style.based_on = child.get(names["val"], "")
            elif child.tag == names["pPr"]:
                numbering = child.find(names["numPr"])
                if numbering is not None:
                    style.numbering = number_ref(numbering, names)
            elif child.tag == names["rPr"]:
                hidden = child.find(names["vanish"])
                if hidden is not None:
                    style.hidden = is_on(hidden, names)
                for line in child.iterchildren(names["strike"], names["dstrike"]):
                    style.struck = style.struck or is_on(line, names)
        self._styles[style_id] = style
        if style.kind == "paragraph" and element.get(names["default"]) in ("1", "true", "on"):
            self.default = style_id

    def _of_kind(self, kind: str, style_ids: set[str]) -> set[str]:
        return {style_id for style_id in style_ids if self._styles[style_id].kind == kind}

    def _chain(self, style_id: str) -> list[_Style]:
        """Return a style and those it is based on."""
        found: list[_Style] = []
        while style_id in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[style_id])
            style_id = found[-1].based_on
        return found

    def _names(self, style_id: str) -> list[str]:
        """Return the names a style counts by, up to the first well-known one."""
        found = []
        for style in self._chain(style_id):
            found.append(style.name)
            if _BUILT_IN.fullmatch(style.name):
                break
        return found

    def _named(self, name: str) -> set[str]:
        return {style_id for style_id in self._styles if name in self._names(style_id)}

    def _is_hidden(self, style_id: str) -> bool:
        for style in self._chain(style_id):
            if style.hidden is not None:
                return style.hidden
        return False

    def _is_struck(self, style_id: str) -> bool:
        for style in self._chain(style_id):
            if style.struck is not None:
                return style.struck
        return False

    def role(self, style_id: str) -> str:
        """Return the role of paragraphs in a style, from `ROLES`; empty when it has none.

        A style made from one of this program's by changing it counts like that one.
        Word's own entries of a table of contents are ``contents-entry``.
        """
        role = self._roles.get(style_id)
        if role is None:
            role = ""
            for name in self._names(style_id):
                role = _ROLE_OF.get(name, "")
                if not role and _CONTENTS_ENTRY.fullmatch(name):
                    role = "contents-entry"
                if role:
                    break
            self._roles[style_id] = role
        return role

    def numbering(self, style_id: str) -> NumberRef | None:
        """Return the list that paragraphs in a style count in."""
        return self._numbered.get(style_id)

    def _numbering(self, style_id: str) -> NumberRef | None:
        for style in self._chain(style_id):
            if style.numbering is not None:
                return style.numbering
        return None

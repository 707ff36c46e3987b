"""Automatic numbering: the label Word shows before a paragraph, which is nowhere in its text."""

from __future__ import annotations

import re

from lxml.etree import _Element
from msgspec import Struct

from importers.docx_numbers import format_number
from importers.docx_styles import MAX_LEVEL, NumberRef, Styles
from importers.docx_symbols import symbol
from importers.docx_xml import Names, is_on, names_of, whole_number

_PLACE = re.compile(r"%([1-9])")
_ALWAYS = -1
_LONGEST = 255
"""Characters of a label's pattern, as Word's own dialogue allows."""


class _Level(Struct):
    """One level of a list: w:lvl.

    ``restart`` is the level (from 1) a number of which, or of one above it,
    starts this one again; `_ALWAYS` means any level above, 0 none.
    """

    start: int = 0
    format: str = "decimal"
    digits: int = 0
    text: str = ""
    font: str = ""
    space: bool = False
    legal: bool = False
    restart: int = _ALWAYS
    style: str = ""


class _List(Struct):
    """A w:num: the levels it counts by, and its own starts and levels."""

    abstract: str
    starts: dict[int, int]
    levels: dict[int, _Level]


class Numbering:
    """The lists of one file, counting as its paragraphs go by, in their order."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._style_links: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        names = None if root is None else names_of(root)
        if root is not None and names is not None:
            self._names = names
            self._read(root)

    def _read(self, root: _Element) -> None:
        names = self._names
        for element in root.iterchildren(names["abstractNum"]):
            abstract = element.get(names["abstractNumId"], "")
            self._levels[abstract] = {
                _depth(level, names): self._level(level)
                for level in element.iterchildren(names["lvl"])
            }
            link = element.find(names["numStyleLink"])
            if link is not None:
                self._style_links[abstract] = link.get(names["val"], "")
        for element in root.iterchildren(names["num"]):
            self._lists[element.get(names["numId"], "")] = self._list(element)

    def _level(self, element: _Element) -> _Level:
        names = self._names
        level = _Level()
        for child in element.iter(names["lvlText"], names["numFmt"], names["rFonts"]):
            # a custom format stands in an mc:AlternateContent, the plain one as its fallback
            if child.tag == names["lvlText"]:
                level.text = child.get(names["val"], "")[:_LONGEST]
            elif child.tag == names["rFonts"]:
                level.font = child.get(names["ascii"], "")
            elif child.get(names["val"]) == "custom":
                level.digits = len(child.get(names["format"], "").partition(",")[0].strip())
            else:
                level.format = child.get(names["val"], "decimal")
        for child in element:
            value = child.get(names["val"])
            if child.tag == names["start"]:
                level.start = whole_number(value, 0)
            elif child.tag == names["suff"]:
                level.space = value == "space"
            elif child.tag == names["isLgl"]:
                level.legal = is_on(child, names)
            elif child.tag == names["lvlRestart"]:
                level.restart = whole_number(value, _ALWAYS)
            elif child.tag == names["pStyle"]:
                level.style = value or ""
        return level

    def _list(self, element: _Element) -> _List:
        names = self._names
        abstract = element.find(names["abstractNumId"])
        found = _List("" if abstract is None else abstract.get(names["val"], ""), {}, {})
        for override in element.iterchildren(names["lvlOverride"]):
            depth = _depth(override, names)
            start, level = override.find(names["startOverride"]), override.find(names["lvl"])
            if start is not None:
                found.starts[depth] = whole_number(start.get(names["val"]), 0)
            if level is not None:
                found.levels[depth] = self._level(level)
        return found

    def _resolve(self, found: _List) -> str:
        """Return the abstract list a list counts by, through links over styles."""
        abstract, seen = found.abstract, set()
        while abstract in self._style_links and abstract not in seen:
            seen.add(abstract)
            ref = self._styles.numbering(self._style_links[abstract])
            linked = None if ref is None else self._lists.get(ref.list_id)
            if linked is None:
                break
            abstract = linked.abstract
        return abstract

    def label(self, ref: NumberRef, style_id: str) -> str:
        """Count a paragraph and return the label before its text; empty when it has none.

        Args:
            ref: the list and level it counts in.
            style_id: its style, by which a list may choose the level.
        """
        found = self._lists.get(ref.list_id)
        if found is None:
            return ""
        abstract = self._resolve(found)
        levels = {**self._levels.get(abstract, {}), **found.levels}
        depth = ref.level
        if depth is None:
            linked = [at for at, level in levels.items() if level.style and level.style == style_id]
            depth = linked[0] if linked else 0
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * (MAX_LEVEL + 1))
        self._count(counts, depth, levels, ref.list_id, found)
        return _label(levels, depth, counts)

    def _count(
        self,
        counts: list[int | None],
        depth: int,
        levels: dict[int, _Level],
        list_id: str,
        found: _List,
    ) -> None:
        before = counts[depth]
        if depth in found.starts and (list_id, depth) not in self._begun:
            counts[depth] = found.starts[depth]
        elif before is None:
            counts[depth] = levels[depth].start
        else:
            counts[depth] = before + 1
        self._begun.add((list_id, depth))
        for below in range(depth + 1, MAX_LEVEL + 1):
            restart = levels[below].restart if below in levels else _ALWAYS
            if restart == _ALWAYS or depth < restart:
                counts[below] = None


def _depth(element: _Element, names: Names) -> int:
    return min(whole_number(element.get(names["ilvl"]), 0), MAX_LEVEL)


def _label(levels: dict[int, _Level], depth: int, counts: list[int | None]) -> str:
    level = levels[depth]
    if level.format == "bullet":
        text = "".join(_bullet(sign, level.font) for sign in level.text)
    else:

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = levels.get(at, level)
            count = counts[at]
            # a level above that was never used shows the number it would begin with
            value = shown.start if count is None else count
            if level.legal:
                return str(value)
            return format_number(value, shown.format).rjust(shown.digits, "0")

        text = _PLACE.sub(number, level.text)
    return text + " " if text and level.space else text


def _bullet(sign: str, font: str) -> str:
    """Return a bullet as Unicode; one of an unknown symbol font as a plain dot."""
    shown = symbol(font, ord(sign))
    return "•" if "\ue000" <= shown <= "\uf8ff" else shown

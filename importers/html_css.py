"""What a page's styles say that matters to its text: hidden, struck through, a table."""

from __future__ import annotations

import re
from typing import cast

from lxml.etree import _Element

HIDDEN, STRUCK, TABLE, ROW, CELL, PRE = "hidden", "struck", "table", "row", "cell", "pre"

_DISPLAY = {
    "none": HIDDEN,
    "table": TABLE,
    "inline-table": TABLE,
    "table-row": ROW,
    "table-cell": CELL,
}
_ROLES = {
    "table": TABLE,
    "grid": TABLE,
    "row": ROW,
    "cell": CELL,
    "gridcell": CELL,
    "columnheader": CELL,
    "rowheader": CELL,
}
_STRUCK_TAGS = ("s", "strike", "del")
_RARE = (*_STRUCK_TAGS, "pre", "ol", "input", "select", "textarea", "xmp", "listing")
_TELLING = (
    *(b"display", b"mso-hide", b"mso-element", b"line-through", b"white-space", b"hidden"),
    *(b"role=", b"<s>", b"<s ", b"<strike", b"<del", b"<pre", b"<ol", b"<input", b"<select"),
    *(b"<textarea", b"<xmp", b"<listing"),
)
"""What must stand in a page's source for any of it to be hidden, struck or filled in."""

_MAX_KNOWN = 50_000

_MAX_CSS = 400_000
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_AT_BLOCK = re.compile(r"@[\w-]++[^{};@]*+\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}")
_RULE = re.compile(r"(?<![^{}])([^{}]++)\{([^{}]*+)\}")
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?([.#][\w-]+)", re.IGNORECASE | re.ASCII)
_DISPLAYED = re.compile(r"(?:^|[;\s])display\s*:\s*([a-z-]+)", re.IGNORECASE)
_LINE_THROUGH = re.compile(
    r"text-(?:decoration|line-through)[\w-]{0,30}\s{0,30}:[^;:]{0,200}\b(line-through|single)"
)
_UNSEEN = re.compile(r"mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE)
_NO_PART = re.compile(r"mso-element\s*:\s*(?:comment|footnote|endnote)", re.IGNORECASE)
_KEPT = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)

Facts = frozenset[str]
_NOTHING: Facts = frozenset()
_STRUCK: Facts = frozenset({STRUCK})


def facts_of(style: str) -> Facts:
    """Return what the declarations of a style say."""
    found = set()
    match = _DISPLAYED.search(style)
    if match and match[1].lower() in _DISPLAY:
        found.add(_DISPLAY[match[1].lower()])
    if _UNSEEN.search(style) or _NO_PART.search(style):
        found.add(HIDDEN)
    if _LINE_THROUGH.search(style.lower()):
        found.add(STRUCK)
    if _KEPT.search(style):
        found.add(PRE)
    return frozenset(found)


class Styles:
    """The styles of one page: those of classes and ids, and of elements' own attributes.

    Attributes:
        matter: whether any of them could say something that counts here.
    """

    def __init__(self) -> None:
        self.matter = True
        self._named: dict[str, Facts] = {}
        self._known: dict[tuple[str | None, str | None, str | None], Facts] = {}

    def add(self, css: str) -> None:
        """Take the rules of a style element; of selectors only plain ``.class`` and ``#id``."""
        if len(css) > _MAX_CSS:
            return
        for selectors, declarations in _RULE.findall(_AT_BLOCK.sub("", _COMMENT.sub("", css))):
            facts = facts_of(declarations)
            for selector in selectors.split(",") if facts else ():
                match = _SIMPLE.fullmatch(selector.strip())
                if match:
                    self._named[match[1]] = self._named.get(match[1], _NOTHING) | facts

    def of(self, element: _Element) -> Facts:
        """Return what is known of an element."""
        if not self.matter:
            return _NOTHING
        tag = element.tag
        keys = element.keys()
        if not keys:
            return _STRUCK if tag in _STRUCK_TAGS else _NOTHING
        named = (element.get("class"), element.get("id")) if self._named else (None, None)
        facts = self._by_style(element.get("style"), *named)
        if tag in _STRUCK_TAGS:
            facts |= _STRUCK
        if "hidden" in keys:
            facts |= {HIDDEN}
        if "role" in keys and tag in ("div", "span", "ul", "li", "section"):
            role = element.get("role")
            if role in _ROLES:
                facts |= {_ROLES[role]}
        return facts

    def _by_style(self, style: str | None, names: str | None, own_name: str | None) -> Facts:
        key = (style, names, own_name)
        facts = self._known.get(key)
        if facts is None:
            facts = facts_of(style) if style else _NOTHING
            for name in names.split() if names else ():
                facts |= self._named.get(f".{name}", _NOTHING)
            if own_name:
                facts |= self._named.get(f"#{own_name}", _NOTHING)
            if HIDDEN in facts and style and _shows(style):
                facts -= {HIDDEN}
            if len(self._known) < _MAX_KNOWN:
                self._known[key] = facts
        return facts

    def take_source(self, source: str) -> None:
        """Find out whether a page's source holds any word that could hide or strike a text."""
        low = source.encode("utf-8", "replace").lower()
        self.matter = any(word in low for word in _TELLING)

    def are_plain_within_cells(self, root: _Element) -> bool:
        """Tell whether nothing inside the cells of a page is changed by styles or rare tags."""
        if not self.matter:
            return True
        if next(root.iter(*_RARE), None) is not None:
            return False
        if root.xpath("boolean(//*[@hidden or @role])"):
            return False
        outside = "[not(self::td or self::tr or self::th or self::col or self::table)]"
        styles = cast(list[str], root.xpath(f"//*[@style]{outside}/@style", smart_strings=False))
        if any(map(facts_of, set(styles))):
            return False
        if not self._named:
            return True
        if any(name.startswith("#") for name in self._named):
            return False
        classes = cast(list[str], root.xpath(f"//*[@class]{outside}/@class", smart_strings=False))
        return not any(self._by_style(None, names, None) for names in set(classes))


def _shows(style: str) -> bool:
    match = _DISPLAYED.search(style)
    return match is not None and match[1].lower() != "none"

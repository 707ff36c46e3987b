"""What a page's styles say that matters to its text: hidden, struck through, a table."""

from __future__ import annotations

import re

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

_MAX_CSS = 400_000
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_AT_BLOCK = re.compile(r"@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?([.#][\w-]+)", re.IGNORECASE | re.ASCII)
_DISPLAYED = re.compile(r"(?:^|[;\s])display\s*:\s*([a-z-]+)", re.IGNORECASE)
_LINE_THROUGH = re.compile(
    r"text-(?:decoration|line-through)[\w-]*\s*:[^;]*\b(line-through|single)"
)
_UNSEEN = re.compile(r"mso-hide\s*:\s*all|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_NO_PART = re.compile(r"mso-element\s*:\s*(?:comment|footnote|endnote)", re.IGNORECASE)
_KEPT = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)

Facts = frozenset[str]
_NOTHING: Facts = frozenset()


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
    """The styles of one page: those of classes and ids, and of elements' own attributes."""

    def __init__(self) -> None:
        self._named: dict[str, Facts] = {}
        self._own: dict[str, Facts] = {}

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
        facts = _NOTHING
        style = element.get("style")
        if style:
            own = self._own.get(style)
            if own is None:
                own = self._own[style] = facts_of(style)
            facts = own
        if self._named:
            for name in element.get("class", "").split():
                facts |= self._named.get(f".{name}", _NOTHING)
            if named := element.get("id"):
                facts |= self._named.get(f"#{named}", _NOTHING)
            if HIDDEN in facts and style and _shows(style):
                facts -= {HIDDEN}
        if element.tag in _STRUCK_TAGS:
            facts |= {STRUCK}
        if element.get("hidden") is not None:
            facts |= {HIDDEN}
        role = element.get("role")
        if role in _ROLES and element.tag in ("div", "span", "ul", "li", "section"):
            facts |= {_ROLES[role]}
        return facts


def _shows(style: str) -> bool:
    match = _DISPLAYED.search(style)
    return match is not None and match[1].lower() != "none"

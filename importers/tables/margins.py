"""What stands at the top and foot of every page: page numbers, running heads."""

from __future__ import annotations

import re
from collections import Counter

from importers.tables.frames import Frame
from importers.tables.layout import Laid
from importers.tables.lines import TextLine

_ZONE = 0.12
"""Part of a page's height in which page numbers stand."""
_HEAD_ZONE = 0.085
"""Part of a page's height in which running heads stand; titles of pages begin below."""
_LEAST_PAGES = 3
_SHARE = 0.6
_SAME_HEIGHT = 4.0

_DASHES = r"[\s—–―‐\-－·.~〜|]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASHES}(?:第\s*+)?(?:\d{{1,4}}|[ivxlc]{{1,7}})(?:\s*页)?"
    rf"(?:\s*+[/／,，、]?\s*+(?:共\s*+)?\d{{1,4}}(?:\s*页)?)?{_DASHES}",
    re.IGNORECASE,
)
_TITLE_END = re.compile(r"表(?:\s*[（(][^（）()]*[)）])?\s*$")
"""How the title of a table ends: it may stand on every page, each time for another table."""


def split_margins(pages: list[Laid]) -> list[tuple[TextLine, int]]:
    """Take the lines of headers and footers out of the pages; return them with their pages."""
    taken: list[tuple[TextLine, int]] = []
    common = _common(pages)
    for page in pages:
        for line in _candidates(page):
            if _is_page_number(line, page) or _key(line, page) in common:
                page.parts.remove(line)
                taken.append((line, page.number))
    return taken


def _candidates(page: Laid) -> list[TextLine]:
    """Return the lines before a page's first table and behind its last one, near its edges."""
    first: list[TextLine] = []
    for part in page.parts:
        if isinstance(part, Frame) or part.y1 > _ZONE * page.height:
            break
        first.append(part)
    last: list[TextLine] = []
    for part in reversed(page.parts):
        if isinstance(part, Frame) or part.y0 < (1 - _ZONE) * page.height:
            break
        last.append(part)
    return first + [line for line in last if line not in first]


def _is_page_number(line: TextLine, page: Laid) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.text.strip())) and line.text.strip("0 ") != ""


def _key(line: TextLine, page: Laid) -> tuple[str, int]:
    """Return what a line and its like on other pages have in common."""
    text = re.sub(r"\d+", "#", "".join(line.text.split()))
    return text, round(line.y0 / _SAME_HEIGHT)


def _common(pages: list[Laid]) -> set[tuple[str, int]]:
    """Return the keys of lines that most pages have in their margins."""
    if len(pages) < _LEAST_PAGES:
        return _on_both(pages)
    found: Counter[tuple[str, int]] = Counter()
    for page in pages:
        found.update({_key(line, page) for line in _running(page)})
    least = max(_LEAST_PAGES, _SHARE * len(pages))
    return {key for key, count in found.items() if count >= least}


def _running(page: Laid) -> list[TextLine]:
    """Return the lines of a page that may be its running head or foot."""
    return [
        line
        for line in _candidates(page)
        if (line.y1 <= _HEAD_ZONE * page.height or line.y0 > page.height / 2)
        and not _TITLE_END.search(line.text)
    ]


def _on_both(pages: list[Laid]) -> set[tuple[str, int]]:
    """Return the keys of lines that stand on both of two pages, the same to the character."""
    if len(pages) != 2:
        return set()
    first, second = ({(*_key(line, page), line.text) for line in _running(page)} for page in pages)
    return {(text, place) for text, place, _ in first & second}

"""How far a page's text can be read at all, and what to say where it cannot."""

from __future__ import annotations

from msgspec import Struct

from importers.tables.letters import is_chinese, is_strange
from importers.tables.page import Page

_LEAST = 12
"""With fewer characters on a page its writing cannot be judged."""
_STRANGE = 0.1
"""Good files have at most 0.001, those that do not say what their letters mean 0.2 and more."""
_CHINESE = 0.3
_PICTURE = 0.5
_OUTLINES = 400
"""Shapes on a page without text: so many are letters drawn as outlines."""


class Quality(Struct):
    """How far a page can be read.

    Attributes:
        page: its number.
        chars: how many characters it has, spaces not counted.
        garbled: its characters are not those that are seen.
        scanned: it is a picture without text.
        outlined: its text is drawn as shapes.
        recognised: it is a picture with text that a program recognised.
        overfull: it holds more than any document's page, and was left out.
        tables: how many tables with rules were found.
        columned: several lines outside of tables are parted into columns, as in a table.
    """

    page: int
    chars: int = 0
    garbled: bool = False
    scanned: bool = False
    outlined: bool = False
    recognised: bool = False
    tables: int = 0
    overfull: bool = False
    columned: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing that could be text is on the page."""
        return not (self.chars or self.scanned or self.outlined or self.overfull)


def quality_of(page: Page) -> Quality:
    """Judge a page."""
    texts = [char.text for char in page.chars if not char.text.isspace()]
    total = len(texts)
    quality = Quality(page.number, total)
    if not total:
        quality.scanned = page.image_share > 0.1
        quality.outlined = not quality.scanned and page.drawings >= _OUTLINES
        return quality
    chinese = sum(is_chinese(text[0]) for text in texts)
    strange = sum(is_strange(text[0]) for text in texts)
    if total >= _LEAST:
        unread = max(strange, page.unmapped) / total
        quality.garbled = unread > _STRANGE and chinese / total < _CHINESE
    quality.recognised = page.hidden > 0.5 * total and page.image_share > _PICTURE
    return quality
